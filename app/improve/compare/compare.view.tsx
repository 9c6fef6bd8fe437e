import { type FieldRefusal, type Frame, type Option, Page, Refusals, Select, TextField } from "../../design/house.tsx";
import { sayDay } from "../../language/period.ts";
import { capital, counted } from "../../language/words.ts";
import { partKinds } from "../parts/part.rules.ts";
import { paths } from "../paths.ts";
import type { PlanRow } from "../plans/plan.store.ts";
import { Changed } from "./changed.view.tsx";
import type { Difference } from "./compare.rules.ts";
import type { Comparison } from "./load-comparison.ts";

const states = { added: ["+", "Added"], removed: ["−", "Taken away"], changed: ["±", "Changed"] } as const;
const One = ({ one }: { one: Difference }) => (
  <section class="box">
    <h3>
      <span class="soft light">
        <span aria-hidden="true">{states[one.state][0]}</span> {states[one.state][1]}: {partKinds[one.kind]}
        {one.in ? ` of “${one.in}”` : ""}
      </span>
      <span class="block">{one.title}</span>
    </h3>
    {one.fields.length > 0 && (
      <dl class="descriptors">
        {one.fields.map(({ label, before, after }) => (
          <div>
            <dt>{label}</dt>
            <dd>{one.state === "changed" ? <Changed before={before} after={after} /> : <div class="narrative">{before || after}</div>}</dd>
          </div>
        ))}
      </dl>
    )}
  </section>
);

/** What has changed in a plan, since a day or since another plan? */
export function CompareView(asked: {
  frame: Frame;
  slug: string;
  plan: PlanRow;
  others: readonly Option[];
  written: { readonly on: string; readonly with: string };
  /** With what it is compared, in words; and whether that is another plan, and not what this one said before. */
  since: string;
  another: boolean;
  comparison: Comparison | undefined;
  refusals: readonly FieldRefusal[];
}) {
  const { frame, slug, plan, others, written, comparison, refusals } = asked;
  const { differences, same } = comparison ?? { differences: [], same: 0 };
  const count = (state: Difference["state"]) => differences.filter((one) => one.state === state).length;
  return (
    <Page frame={frame} title={`${refusals.length ? "Error: " : ""}What has changed: ${plan.title}`}>
      <p>
        <a href={paths.plan(slug, plan.id)}>{plan.title}</a>
      </p>
      <h1>What has changed?</h1>
      <Refusals refusals={refusals} title="This cannot be compared" />
      <form method="get" action={paths.compare(slug, plan.id)} class="filters no-print">
        <TextField name="on" type="date" label="The plan now, beside what it said on" value={written.on} refusals={refusals} />
        <button type="submit" class="govuk-button govuk-button--secondary">
          Compare with that day
        </button>
      </form>
      {others.length > 0 && (
        <form method="get" action={paths.compare(slug, plan.id)} class="filters no-print">
          <Select name="with" label="The plan now, beside" options={others} value={written.with} />
          <button type="submit" class="govuk-button govuk-button--secondary">
            Compare with that
          </button>
        </form>
      )}
      {comparison && (
        <>
          <h2>{asked.since}</h2>
          {!comparison.before && <p>The plan had not been begun on that day, so all of it is added.</p>}
          <p>
            {differences.length === 0
              ? `Nothing has changed: ${counted(same, "part says", "parts say")} the same.`
              : `${capital(counted(count("added"), "part"))} added, ${count("removed")} taken away, ${count("changed")} changed; ${counted(same, "part says", "parts say")} the same.`}
          </p>
          {comparison.before && comparison.before.title !== plan.title && !asked.another && (
            <p class="soft">
              It was called “{comparison.before.title}”, {sayDay(comparison.before.begins)} to {sayDay(comparison.before.ends)}.
            </p>
          )}
          {differences.map((one) => (
            <One one={one} />
          ))}
        </>
      )}
    </Page>
  );
}
