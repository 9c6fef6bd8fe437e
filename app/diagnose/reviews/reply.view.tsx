import { Button, Checkbox, type FieldRefusal, Form, Radios, TextArea } from "../../design/house.tsx";
import type { ReviewState } from "./life.rules.ts";
import type { ReplyRow } from "./review.store.ts";
import { prefixOf } from "./row.form.ts";

/** What the academy says of one indicator: accurate, or not accurate, because. */
export function ReplyForm({
  action,
  token,
  indicator,
  reply,
  written,
  refusals,
  asksForNames,
}: {
  action: string;
  token: string;
  indicator: string;
  reply: ReplyRow | undefined;
  written: Readonly<Record<string, string>>;
  refusals: readonly FieldRefusal[];
  asksForNames: boolean;
}) {
  const prefix = prefixOf(indicator);
  const kept = reply?.reply;
  const because = kept && !kept.accurate ? kept.because : "";
  return (
    <Form action={action} token={token} class="reply-form">
      <h4>Your answer{reply ? ` (kept by ${reply.by}; not sent until you send all of it)` : ""}</h4>
      <input type="hidden" name={`${prefix}replySeen`} value={written[`${prefix}replySeen`] ?? String(reply?.version ?? 0)} />
      <Radios
        name={`${prefix}accurate`}
        label="Is this accurate?"
        inline
        value={written[`${prefix}accurate`] ?? (kept ? (kept.accurate ? "yes" : "no") : undefined)}
        refusals={refusals}
        options={[
          { value: "yes", text: "Accurate" },
          { value: "no", text: "Not accurate" },
        ]}
      />
      <TextArea
        name={`${prefix}because`}
        label="Not accurate, because"
        rows={2}
        value={written[`${prefix}because`] ?? because}
        refusals={refusals}
      />
      {asksForNames && <Checkbox name={`${prefix}namesNobody`} label="What I wrote names nobody" checked={false} />}
      <Button secondary>Keep this answer</Button>
    </Form>
  );
}

export function ReplyRead({ reply, state }: { reply: ReplyRow | undefined; state: ReviewState }) {
  if (!reply) return state === "sent" ? null : <p class="soft">The academy did not answer.</p>;
  return (
    <p class="reply">
      <strong>{reply.reply.accurate ? "The academy: accurate" : "The academy: not accurate, because"}</strong>{" "}
      {!reply.reply.accurate && <span class="narrative">{reply.reply.because}</span>} <span class="soft">({reply.by})</span>
    </p>
  );
}
