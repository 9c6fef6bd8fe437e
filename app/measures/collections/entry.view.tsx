import { Button, type FieldRefusal, Form, type Frame, Page, Refusals, Select, TextArea, TextField } from "../../design/house.tsx";
import { sayDay } from "../../language/period.ts";
import { type PupilGroup, sayPupilGroup } from "../../language/pupil-group.ts";
import { sayPeriod } from "../../language/school-year.ts";
import { capital } from "../../language/words.ts";
import type { Measure } from "../../national/index.ts";
import type { FigureRow } from "../own/own.store.ts";
import { sayFigure } from "../own/own-words.rules.ts";
import { paths } from "../paths.ts";
import type { AcademyState, Cycle, SignOff } from "./cycle.rules.ts";
import { StateMark } from "./cycle.view.tsx";
import { fieldOf, fieldsOf, reasons } from "./entry.form.ts";

/** An academy's page in a collection: its figures to enter, to sign off, or to read. */
export function EntryView(asked: {
  frame: Frame;
  slug: string;
  token: string;
  urn: number;
  academy: string;
  cycle: Cycle;
  measures: readonly Measure[];
  figures: readonly FigureRow[];
  state: AcademyState;
  history: readonly SignOff[];
  /** Why nothing can be entered now; undefined where it can. */
  closed: string | undefined;
  mayEnter: boolean;
  maySignOff: boolean;
  mayReopen: boolean;
  mark: string;
  written: Readonly<Record<string, string>>;
  refusals: readonly FieldRefusal[];
  crossed: readonly FigureRow[];
}) {
  const { frame, slug, token, urn, academy, cycle, measures, figures, state, history, closed, mark, written, refusals, crossed } = asked;
  const open = closed === undefined && asked.mayEnter;
  const expected = cycle.measures.length * cycle.groups.length;
  const figureOf = (measure: string, group: PupilGroup) => figures.find((one) => one.measure === measure && one.group === group);
  return (
    <Page frame={frame} title={`${refusals.length ? "Error: " : ""}${academy}: ${cycle.name}`}>
      <p>
        <a href={paths.collection(slug, cycle.id)}>{cycle.name}</a>
      </p>
      <h1>{academy}</h1>
      <p>
        {sayPeriod(cycle.period)}, due {sayDay(cycle.due)}. {figures.length} of {expected} figures stand. <StateMark state={state} />
      </p>
      <Refusals refusals={refusals} />
      {crossed.length > 0 && (
        <section class="box">
          <h2>What was entered while you were writing</h2>
          <ul class="govuk-list govuk-list--bullet">
            {crossed.map((one) => (
              <li>
                {measures.find(({ code }) => code === one.measure)?.short}, {sayPupilGroup(one.group)}:{" "}
                {sayFigure(
                  one,
                  measures.find(({ code }) => code === one.measure),
                )}
                {of(one)}
                {one.by ? ` by ${one.by}` : ""}
              </li>
            ))}
          </ul>
          <p>Yours stand in the form. Save it again to put them in front.</p>
        </section>
      )}
      {closed && <p>{closed}</p>}
      {open ? (
        <Form action={paths.entry(slug, cycle.id, urn)} token={token}>
          <p>Fill in what you have and save; the rest can follow. Numbers only, no pupils' names. What stays empty is left as it stands.</p>
          {measures.map((measure) => (
            <section aria-labelledby={measure.code}>
              <h2 id={measure.code}>{measure.name}</h2>
              <p class="soft">{measure.definition}</p>
              {cycle.groups.map((group) => (
                <EntryRow
                  measure={measure}
                  group={group}
                  figure={figureOf(measure.code, group)}
                  told={crossed.length > 0}
                  written={written}
                  refusals={refusals}
                />
              ))}
            </section>
          ))}
          <Button>Save</Button>
        </Form>
      ) : (
        measures.map((measure) => (
          <table class="plain">
            <caption class="govuk-table__caption govuk-table__caption--m">{measure.name}</caption>
            <thead>
              <tr>
                <th scope="col">Pupils</th>
                <th scope="col">Figure</th>
              </tr>
            </thead>
            <tbody>
              {cycle.groups.map((group) => {
                const figure = figureOf(measure.code, group);
                return (
                  <tr>
                    <th scope="row">{capital(sayPupilGroup(group))}</th>
                    <td data-label="Figure">{figure ? `${sayFigure(figure, measure)}${of(figure)}` : "not entered yet"}</td>
                  </tr>
                );
              })}
            </tbody>
          </table>
        ))
      )}
      {asked.maySignOff && closed === undefined && state === "complete" && (
        <Form action={paths.signOff(slug, cycle.id, urn)} token={token}>
          <h2>Sign off</h2>
          <input type="hidden" name="mark" value={mark} />
          <p>All figures stand. Signing off says that they are right; then they are locked, and only a leader can open them again.</p>
          <Button>Sign these figures off</Button>
        </Form>
      )}
      {asked.mayReopen && state === "signed-off" && (
        <Form action={paths.reopen(slug, cycle.id, urn)} token={token}>
          <h2>Open again</h2>
          <TextArea
            name="reason"
            label="Why are they opened again?"
            hint="Everybody who sees these figures reads it."
            rows={2}
            value={written.reason}
            refusals={refusals}
          />
          <Button secondary>Open these figures again</Button>
        </Form>
      )}
      {history.length > 0 && (
        <>
          <h2>What happened</h2>
          <ul class="govuk-list govuk-list--bullet">
            {history.map(({ kind, by, on, reason }) => (
              <li>
                {kind === "signed-off" ? "Signed off" : "Opened again"} by {by}, {sayDay(on)}
                {reason ? `: ${reason}` : ""}
              </li>
            ))}
          </ul>
        </>
      )}
    </Page>
  );
}

const many = (count: number) => count.toLocaleString("en-GB");
const of = ({ numerator, denominator }: FigureRow) =>
  denominator === null ? "" : numerator === null ? ` (of ${many(denominator)})` : ` (${many(numerator)} of ${many(denominator)})`;

function EntryRow(asked: {
  measure: Measure;
  group: PupilGroup;
  figure: FigureRow | undefined;
  /** Whether its author has been told what stands now. */
  told: boolean;
  written: Readonly<Record<string, string>>;
  refusals: readonly FieldRefusal[];
}) {
  const { measure, group, figure, told, written, refusals } = asked;
  const field = (part: string) => fieldOf(measure.code, group, part);
  const stood = { value: figure?.value, numerator: figure?.numerator, denominator: figure?.denominator };
  const shown = (part: "value" | "numerator" | "denominator") => written[field(part)] ?? (figure?.missing ? "" : String(stood[part] ?? ""));
  return (
    <fieldset class="entry">
      <legend>{capital(sayPupilGroup(group))}</legend>
      <input type="hidden" name={field("seen")} value={(told ? undefined : written[field("seen")]) ?? String(figure?.version ?? 0)} />
      {figure && (
        <p class="soft entry-stands">
          Stands: {sayFigure(figure, measure)}
          {of(figure)}
        </p>
      )}
      <div class="entry-fields">
        {fieldsOf(measure).map(({ part, label }) => (
          <TextField name={field(part)} label={label} value={shown(part)} refusals={refusals} />
        ))}
        <Select
          name={field("reason")}
          label="or no figure, because"
          options={[{ value: "", text: "–" }, ...reasons]}
          value={written[field("reason")] ?? figure?.missing ?? ""}
          refusals={refusals}
        />
      </div>
    </fieldset>
  );
}
