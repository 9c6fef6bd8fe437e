import {
  Button,
  Checkboxes,
  type FieldRefusal,
  Form,
  type Frame,
  type Option,
  Page,
  Refusals,
  Select,
  TextField,
} from "../../design/house.tsx";
import { sayDay } from "../../language/period.ts";
import { sayPupilGroup } from "../../language/pupil-group.ts";
import { sayPeriod } from "../../language/school-year.ts";
import type { Words } from "../../language/words.ts";
import { capital, counted } from "../../language/words.ts";
import type { Measure } from "../../national/index.ts";
import { paths } from "../paths.ts";
import { type AcademyState, type Cycle, type Occasion, type SignOff, sayOccasion, stateWords } from "./cycle.rules.ts";

export type Progress = {
  readonly unitId: string;
  readonly urn: number;
  readonly name: string;
  readonly state: AcademyState;
  readonly filled: number;
  readonly expected: number;
  readonly last: SignOff | null;
  readonly occasion: Occasion | undefined;
};
export type CycleWithProgress = { readonly cycle: Cycle; readonly progress: readonly Progress[] };

const stateMarks: Readonly<Record<AcademyState, string>> = { "not-started": "○", begun: "◐", complete: "●", "signed-off": "✓" };
/** A state as its mark and its words. */
export const StateMark = ({ state }: { state: AcademyState }) => (
  <span class="state">
    <span aria-hidden="true">{stateMarks[state]}</span> {stateWords[state]}
  </span>
);
const window = (cycle: Cycle) => `opens ${sayDay(cycle.opens)}, due ${sayDay(cycle.due)}, locked after ${sayDay(cycle.locks)}`;
const signedOff = (progress: readonly Progress[]) => progress.filter(({ state }) => state === "signed-off").length;

export function CollectionsView(asked: {
  frame: Frame;
  slug: string;
  words: Words;
  cycles: readonly CycleWithProgress[];
  today: string;
  mayRun: boolean;
}) {
  const { frame, slug, words, cycles, today, mayRun } = asked;
  const open = cycles.filter(({ cycle }) => cycle.locks >= today);
  const past = cycles.filter(({ cycle }) => cycle.locks < today);
  const list = (some: readonly CycleWithProgress[]) => (
    <ul class="govuk-list spaced">
      {some.map(({ cycle, progress }) => (
        <li>
          <a href={paths.collection(slug, cycle.id)}>{cycle.name}</a>: {sayPeriod(cycle.period)}, {window(cycle)}.{" "}
          <strong>
            {signedOff(progress)} of {counted(progress.length, words.academy, words.academies)} signed off
          </strong>
        </li>
      ))}
    </ul>
  );
  return (
    <Page frame={frame} title="Collections of figures">
      <p>
        <a href={paths.home(slug)}>Measures</a>
      </p>
      <h1>Which figures are being collected?</h1>
      {open.length === 0 ? <p>No collection is open.{mayRun ? " Open one below." : ""}</p> : list(open)}
      {mayRun && (
        <p>
          <a class="govuk-button" href={paths.newCollection(slug)}>
            Open a collection
          </a>
        </p>
      )}
      {past.length > 0 && (
        <>
          <h2>Locked</h2>
          {list(past)}
        </>
      )}
    </Page>
  );
}

export type WrittenCycle = {
  readonly name: string;
  readonly period: string;
  readonly opens: string;
  readonly due: string;
  readonly locks: string;
  readonly measures: ReadonlySet<string>;
  readonly groups: ReadonlySet<string>;
  readonly academies: ReadonlySet<string>;
};
export function CycleForm(asked: {
  frame: Frame;
  slug: string;
  token: string;
  words: Words;
  /** Set where a collection is changed. */
  cycle?: Cycle | undefined;
  /** What somebody else made of it meanwhile. */
  theirs?: Cycle | undefined;
  written: WrittenCycle;
  choices: {
    readonly periods: readonly Option[];
    readonly measures: readonly Option[];
    readonly groups: readonly Option[];
    readonly academies: readonly Option[];
  };
  refusals: readonly FieldRefusal[];
}) {
  const { frame, slug, token, words, cycle, theirs, written, choices, refusals } = asked;
  const title = cycle ? `Change “${cycle.name}”` : "Open a collection of figures";
  return (
    <Page frame={frame} title={`${refusals.length ? "Error: " : ""}${title}`}>
      <p>
        <a href={cycle ? paths.collection(slug, cycle.id) : paths.collections(slug)}>{cycle ? cycle.name : "Collections of figures"}</a>
      </p>
      <h1>{title}</h1>
      <Refusals refusals={refusals} />
      {theirs && (
        <section class="box">
          <h2>As it stands now</h2>
          <p>
            “{theirs.name}”, {sayPeriod(theirs.period)}: {window(theirs)}; {counted(theirs.measures.length, "measure", "measures")} for{" "}
            {theirs.groups.map(sayPupilGroup).join(", ")}.
          </p>
        </section>
      )}
      <Form action={cycle ? paths.changeCollection(slug, cycle.id) : paths.newCollection(slug)} token={token}>
        <input type="hidden" name="version" value={String((theirs ?? cycle)?.version ?? 0)} />
        <TextField
          name="name"
          label="What is it called?"
          hint="For example Autumn 1 assessments."
          value={written.name}
          refusals={refusals}
        />
        <Select
          name="period"
          label="For which period are the figures?"
          options={choices.periods}
          value={written.period}
          refusals={refusals}
        />
        <Checkboxes name="measures" label="Which measures?" options={choices.measures} values={written.measures} refusals={refusals} />
        <Checkboxes name="groups" label="For which pupils?" options={choices.groups} values={written.groups} refusals={refusals} />
        <Checkboxes
          name="academies"
          label={`Which ${words.academies} take part?`}
          options={choices.academies}
          values={written.academies}
          refusals={refusals}
        />
        <TextField name="opens" label="Opens on" type="date" value={written.opens} refusals={refusals} />
        <TextField name="due" label="Due on" type="date" value={written.due} refusals={refusals} />
        <TextField name="locks" label="Last day, after which it is locked" type="date" value={written.locks} refusals={refusals} />
        <Button>{cycle ? "Save" : "Open the collection"}</Button>
      </Form>
    </Page>
  );
}

export function CycleView(asked: {
  frame: Frame;
  slug: string;
  words: Words;
  shown: CycleWithProgress;
  measures: readonly Measure[];
  reminders: ReadonlyMap<string, string>;
  mayRun: boolean;
}) {
  const { frame, slug, words, shown, measures, reminders, mayRun } = asked;
  const { cycle, progress } = shown;
  const count = (state: AcademyState) => progress.filter((one) => one.state === state).length;
  return (
    <Page frame={frame} title={cycle.name}>
      <p>
        <a href={paths.collections(slug)}>Collections of figures</a>
      </p>
      <h1>{cycle.name}</h1>
      <p>
        {sayPeriod(cycle.period)}; {window(cycle)}.
        {mayRun && (
          <>
            {" "}
            <a href={paths.changeCollection(slug, cycle.id)}>Change it</a>
          </>
        )}
      </p>
      <p>
        <strong>
          {count("signed-off")} of {counted(progress.length, words.academy, words.academies)} signed off
        </strong>
        ; {count("complete")} complete, {count("begun")} begun, {count("not-started")} not started.
      </p>
      <table class="plain">
        <thead>
          <tr>
            <th scope="col">{capital(words.academy)}</th>
            <th scope="col">State</th>
            <th scope="col">Figures</th>
            <th scope="col">Reminded</th>
          </tr>
        </thead>
        <tbody>
          {progress.map((one) => (
            <tr>
              <th scope="row">
                <a href={paths.entry(slug, cycle.id, one.urn)}>{one.name}</a>
              </th>
              <td data-label="State">
                <StateMark state={one.state} />
                {one.last?.kind === "signed-off" && ` by ${one.last.by}, ${sayDay(one.last.on)}`}
                {one.last?.kind === "reopened" &&
                  one.state !== "signed-off" &&
                  `, opened again by ${one.last.by}, ${sayDay(one.last.on)}: ${one.last.reason}`}
                {one.occasion && one.occasion !== "in-7-days" && (
                  <strong class="block">{capital(sayOccasion(one.occasion, cycle.due))}</strong>
                )}
              </td>
              <td data-label="Figures">
                {one.filled} of {one.expected}
              </td>
              <td data-label="Reminded" class="soft">
                {reminders.get(one.unitId) ?? "–"}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <h2>What is asked</h2>
      <ul class="govuk-list govuk-list--bullet">
        {measures.map(({ name, definition }) => (
          <li>
            {name}. <span class="soft">{definition}</span>
          </li>
        ))}
      </ul>
      <p>For {cycle.groups.map(sayPupilGroup).join(", ")}.</p>
      <p class="soft">
        Reminders are written a week before, the day before, on the day and after it. They stand here and on the page of measures; they are
        not sent by e-mail.
      </p>
    </Page>
  );
}
