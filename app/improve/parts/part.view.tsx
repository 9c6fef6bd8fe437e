import {
  Button,
  Checkboxes,
  type FieldRefusal,
  Form,
  type Frame,
  Notice,
  type Option,
  Page,
  Refusals,
  Select,
  TextArea,
  TextField,
} from "../../design/house.tsx";
import { capital } from "../../language/words.ts";
import { paths } from "../paths.ts";
import type { PlanRow } from "../plans/plan.store.ts";
import type { Touched } from "../touched/touched.rules.ts";
import { TouchedBox } from "../touched/touched.view.tsx";
import { type PartKind, partKinds, saysOf, type Written } from "./part.rules.ts";
import type { PartSaid } from "./part.store.ts";
import { labelOf } from "./part-words.rules.ts";

export type WrittenPart = Readonly<
  Record<
    | "title"
    | "why"
    | "how"
    | "withWhom"
    | "adds"
    | "outcome"
    | "cost"
    | "days"
    | "due"
    | "delivers"
    | "evaluates"
    | "from"
    | "supports"
    | "target",
    string
  >
> & { readonly needs: readonly string[]; readonly reasons: readonly string[] };
export type PartChoices = {
  readonly owners: readonly Option[];
  readonly supports: readonly Option[];
  readonly targets: readonly Option[];
  readonly actions: readonly Option[];
  readonly reasons: readonly { readonly name: string; readonly label: string; readonly options: readonly Option[] }[];
};
const none: Option = { value: "", text: "–" };
const hints: Partial<Record<Written, string>> = {
  delivers: "A role goes on when its holder changes; a person is meant themselves.",
  evaluates: "Somebody else than who leads delivery.",
  withWhom: "Networks, teams and groups that work on it too.",
  supports: "A priority or objective of a plan above this one.",
  target:
    "Targets are set under Measures. None where it is told in words alone. One without any figure to judge it by, or whose time is over, is not offered.",
  days: "Of people's time, all together.",
};

function Fields({
  kind,
  written,
  choices,
  led,
  refusals,
}: {
  kind: PartKind;
  written: WrittenPart;
  choices: PartChoices;
  /** Whether somebody answers for it already. */
  led: boolean;
  refusals: readonly FieldRefusal[];
}) {
  const field = (name: Written) => {
    const common = { name, label: labelOf[name], refusals, ...(hints[name] ? { hint: hints[name] } : {}) };
    switch (name) {
      case "why":
      case "how":
      case "adds":
      case "outcome":
        return <TextArea {...common} value={written[name]} rows={name === "how" ? 8 : 4} />;
      case "withWhom":
      case "cost":
      case "days":
        return <TextField {...common} value={written[name]} />;
      case "due":
        return <TextField {...common} type="date" value={written.due} />;
      case "delivers":
      case "evaluates":
        return <Select {...common} options={[none, ...choices.owners]} value={written[name]} />;
      case "supports":
        return <Select {...common} options={[none, ...choices.supports]} value={written.supports} />;
      case "target":
        return <Select {...common} options={[none, ...choices.targets]} value={written.target} />;
      case "needs":
        return choices.actions.length === 0 ? null : <Checkboxes {...common} options={choices.actions} values={new Set(written.needs)} />;
      case "reasons":
        return (
          <div id="reasons">
            {choices.reasons.map((group) => (
              <details open={group.options.some(({ value }) => written.reasons.includes(value))}>
                <summary>
                  {group.label} ({group.options.length})
                </summary>
                <Checkboxes
                  name={group.name}
                  label={labelOf.reasons}
                  hint="What you choose is kept in the words it has now."
                  options={group.options}
                  values={new Set(written.reasons)}
                />
              </details>
            ))}
          </div>
        );
    }
  };
  return (
    <>
      <TextField name="title" label={labelOf.title} value={written.title} refusals={refusals} />
      {saysOf[kind].map(field)}
      {saysOf[kind].includes("delivers") && (
        <TextField
          name="from"
          type="date"
          label="From which day do they answer for it?"
          hint={
            led
              ? "Asked only where somebody else leads than before; who led until then is kept."
              : "A day of the plan, or up to a year before it."
          }
          value={written.from}
          refusals={refusals}
        />
      )}
    </>
  );
}

export function PartView(asked: {
  frame: Frame;
  slug: string;
  token: string;
  plan: PlanRow;
  kind: PartKind;
  /** What it hangs under, by its id. */
  under: string | null;
  above: Pick<PartSaid, "id" | "kind" | "title"> | undefined;
  part: Pick<PartSaid, "id" | "version" | "title" | "owners"> | undefined;
  written: WrittenPart;
  choices: PartChoices;
  /** What it says now where that differs from what was written, when two have crossed. */
  theirs: readonly { readonly of: string; readonly now: string; readonly yours: string }[];
  touched: readonly Touched[];
  because: string;
  refusals: readonly FieldRefusal[];
}) {
  const { frame, slug, token, plan, kind, part, refusals } = asked;
  const what = part ? `Change the ${partKinds[kind]}` : `Add ${/^[ao]/.test(partKinds[kind]) ? "an" : "a"} ${partKinds[kind]}`;
  return (
    <Page frame={frame} title={`${refusals.length ? "Error: " : ""}${what}: ${plan.title}`}>
      <p>
        <a href={paths.plan(slug, plan.id)}>{plan.title}</a>
      </p>
      <h1>{what}</h1>
      {asked.above && (
        <p>
          Under the {partKinds[asked.above.kind]} <a href={`${paths.plan(slug, plan.id)}#part-${asked.above.id}`}>{asked.above.title}</a>.
        </p>
      )}
      <Refusals refusals={refusals} />
      {asked.theirs.length > 0 && (
        <section class="box">
          <h2>What was saved while you were writing</h2>
          {asked.theirs.map(({ of, now, yours }) => (
            <div class="two-texts">
              <div>
                <h3>{of} Now</h3>
                <p class="narrative">{now || "–"}</p>
              </div>
              <div>
                <h3>{of} Yours</h3>
                <p class="narrative">{yours || "–"}</p>
              </div>
            </div>
          ))}
        </section>
      )}
      {part && <TouchedBox slug={slug} touched={asked.touched} />}
      {plan.state === "approved" && <Notice>The plan is approved. What you save here asks for approval again.</Notice>}
      <Form action={part ? paths.part(slug, plan.id, part.id) : paths.addPart(slug, plan.id)} token={token}>
        {part ? (
          <input type="hidden" name="version" value={String(part.version)} />
        ) : (
          <>
            <input type="hidden" name="kind" value={kind} />
            <input type="hidden" name="under" value={asked.under ?? ""} />
          </>
        )}
        <Fields kind={kind} written={asked.written} choices={asked.choices} led={(part?.owners.length ?? 0) > 0} refusals={refusals} />
        <Button>{part ? "Save" : `${capital(what)}`}</Button>
      </Form>
      {part && (kind === "objective" || kind === "action") && (
        <p>
          <a href={paths.newPart(slug, plan.id, "milestone", part.id)}>Add a milestone under it</a>
        </p>
      )}
      {part && (
        <details id="end" open={refusals.some(({ field }) => field === "because")}>
          <summary>End this {partKinds[kind]}</summary>
          <p>It is not deleted: what was said and done stays, with the reason. Whatever hangs under it ends with it.</p>
          <Form action={paths.endPart(slug, plan.id, part.id)} token={token}>
            <input type="hidden" name="version" value={String(part.version)} />
            <TextField name="because" label="Why does it end?" value={asked.because} refusals={refusals} />
            <Button secondary>End it</Button>
          </Form>
        </details>
      )}
    </Page>
  );
}
