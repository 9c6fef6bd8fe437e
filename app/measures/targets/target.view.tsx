import { Button, type FieldRefusal, Form, type Frame, type Option, Page, Refusals, Select, TextField } from "../../design/house.tsx";
import { sayDay } from "../../language/period.ts";
import { sayPupilGroup } from "../../language/pupil-group.ts";
import { sayPeriod } from "../../language/school-year.ts";
import { capital } from "../../language/words.ts";
import { type Measure, measureByCode } from "../../national/index.ts";
import { paths } from "../paths.ts";
import type { JudgedTarget } from "./judge-targets.ts";
import type { Standing } from "./target.rules.ts";
import type { TargetRow } from "./target.store.ts";
import { sayStanding, sayTarget, standingWords } from "./target-words.rules.ts";

const marks: Readonly<Record<Standing["kind"], string>> = { met: "✓", "not-met": "✕", "cannot-say": "?" };
export const StandingMark = ({ kind }: { kind: Standing["kind"] }) => (
  <strong class={`state standing-${kind}`}>
    <span aria-hidden="true">{marks[kind]}</span> {capital(standingWords[kind])}
  </strong>
);
const about = (target: TargetRow, measure: Measure) => `${measure.name}, ${sayPupilGroup(target.group)}, ${sayPeriod(target.period)}`;

export function TargetsView({
  frame,
  slug,
  judged,
  maySet,
}: {
  frame: Frame;
  slug: string;
  judged: readonly JudgedTarget[];
  maySet: boolean;
}) {
  const count = (kind: Standing["kind"]) => judged.filter(({ standing }) => standing.kind === kind).length;
  return (
    <Page frame={frame} title="Targets">
      <p>
        <a href={paths.home(slug)}>Measures</a>
      </p>
      <h1>Are the targets met?</h1>
      {judged.length === 0 ? (
        <p>No target is set yet.{maySet ? " Set the first below." : ""}</p>
      ) : (
        <>
          <p>
            <strong>
              {count("met")} met, {count("not-met")} not met
            </strong>
            , of {count("cannot-say")} nobody can say.
          </p>
          <table class="plain">
            <thead>
              <tr>
                <th scope="col">Target</th>
                <th scope="col">For</th>
                <th scope="col">It asks</th>
                <th scope="col">It stands</th>
                <th scope="col">Owner</th>
              </tr>
            </thead>
            <tbody>
              {judged.map(({ target, measure, standing }) => (
                <tr>
                  <th scope="row">
                    <a href={paths.target(slug, target.id)}>{about(target, measure)}</a>
                  </th>
                  <td data-label="For">{target.unit}</td>
                  <td data-label="It asks">{sayTarget(target, measure)}</td>
                  <td data-label="It stands">
                    <StandingMark kind={standing.kind} />
                    <span class="block">{sayStanding(standing, measure)}</span>
                  </td>
                  <td data-label="Owner">{target.owner}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </>
      )}
      {maySet && (
        <p>
          <a class="govuk-button" href={paths.newTarget(slug)}>
            Set a target
          </a>
        </p>
      )}
    </Page>
  );
}

export type WrittenTarget = Readonly<
  Record<"unit" | "measure" | "period" | "group" | "basis" | "figure" | "reference" | "other" | "source" | "owner", string>
>;
type Choices = Readonly<Record<"units" | "measures" | "periods" | "groups" | "bases" | "references" | "owners", readonly Option[]>>;

export function TargetForm(asked: {
  slug: string;
  token: string;
  action: string;
  version: number;
  written: WrittenTarget;
  choices: Choices;
  refusals: readonly FieldRefusal[];
  button: string;
}) {
  const { token, action, version, written, choices, refusals, button } = asked;
  const none = { value: "", text: "–" };
  return (
    <Form action={action} token={token}>
      <input type="hidden" name="version" value={String(version)} />
      <Select name="measure" label="Which measure?" options={choices.measures} value={written.measure} refusals={refusals} />
      <Select name="unit" label="Whose target is it?" options={choices.units} value={written.unit} refusals={refusals} />
      <Select name="group" label="For which pupils?" options={choices.groups} value={written.group} refusals={refusals} />
      <Select name="period" label="When should it be met?" options={choices.periods} value={written.period} refusals={refusals} />
      <Select name="basis" label="What is it measured by?" options={choices.bases} value={written.basis} refusals={refusals} />
      <TextField
        name="figure"
        label="The number"
        hint="For a percentile 80, where the top 20% begins; else the value, or the points."
        value={written.figure}
        refusals={refusals}
      />
      <Select
        name="reference"
        label="Set against which year?"
        hint="For a percentile: whose schools' figures; for an improvement: since when."
        options={[none, ...choices.references]}
        value={written.reference}
        refusals={refusals}
      />
      <Select
        name="other"
        label="Compared with which group?"
        hint="Only for a gap."
        options={[none, ...choices.groups]}
        value={written.other}
        refusals={refusals}
      />
      <TextField
        name="source"
        label="Where does it come from?"
        hint="For example the trust's strategy, or a board's minute."
        value={written.source}
        refusals={refusals}
      />
      <Select name="owner" label="Who owns it?" options={choices.owners} value={written.owner} refusals={refusals} />
      <Button>{button}</Button>
    </Form>
  );
}

export function NewTargetView({
  frame,
  refusals,
  ...form
}: { frame: Frame } & Omit<Parameters<typeof TargetForm>[0], "action" | "version" | "button">) {
  return (
    <Page frame={frame} title={`${refusals.length ? "Error: " : ""}Set a target`}>
      <p>
        <a href={paths.targets(form.slug)}>Targets</a>
      </p>
      <h1>Set a target</h1>
      <Refusals refusals={refusals} />
      <TargetForm {...form} refusals={refusals} action={paths.newTarget(form.slug)} version={0} button="Set this target" />
    </Page>
  );
}

export function TargetView(asked: {
  frame: Frame;
  slug: string;
  judged: JudgedTarget;
  history: readonly TargetRow[];
  form?: Omit<Parameters<typeof TargetForm>[0], "button" | "slug" | "action"> | undefined;
}) {
  const { frame, slug, judged, history, form } = asked;
  const { target, measure, standing, from } = judged;
  return (
    <Page frame={frame} title={`${form && form.refusals.length > 0 ? "Error: " : ""}Target: ${measure.name}`}>
      <p>
        <a href={paths.targets(slug)}>Targets</a>
      </p>
      <h1>{measure.name}</h1>
      <Refusals refusals={form?.refusals ?? []} />
      {target.ended ? (
        <p>This target has ended.</p>
      ) : (
        <section class="box">
          <h2>
            {target.unit}: {sayTarget(target, measure)}
          </h2>
          <p>
            <StandingMark kind={standing.kind} />
          </p>
          <p>{sayStanding(standing, measure)}</p>
          <p class="soft">
            {capital(sayPupilGroup(target.group))}, {sayPeriod(target.period)}
            {from ? `. The value is ${from}` : ""}. Owner: {target.owner}. Source: {target.source}.
          </p>
        </section>
      )}
      {form && !target.ended && (
        <>
          <h2>Change it</h2>
          <TargetForm {...form} slug={slug} action={paths.target(slug, target.id)} button="Save as the next version" />
          <Form action={`${paths.target(slug, target.id)}/end`} token={form.token}>
            <input type="hidden" name="version" value={String(form.version)} />
            <Button secondary>End this target</Button>
          </Form>
        </>
      )}
      <h2>History</h2>
      <table class="plain">
        <thead>
          <tr>
            <th scope="col">Set</th>
            <th scope="col">Target</th>
            <th scope="col">Owner and source</th>
          </tr>
        </thead>
        <tbody>
          {history.map((row) => {
            const then = measureByCode(row.measure) ?? measure;
            return (
              <tr>
                <th scope="row">
                  {sayDay(row.setOn)}
                  {row.setBy ? `, ${row.setBy}` : ""}
                </th>
                <td data-label="Target">{row.ended ? "Ended" : `${row.unit}: ${about(row, then)}: ${sayTarget(row, then)}`}</td>
                <td data-label="Owner and source">
                  {row.owner}; {row.source}
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </Page>
  );
}
