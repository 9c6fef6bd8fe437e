import { Button, type FieldRefusal, Form, type Frame, Page, Refusals, TextArea, TextField } from "../../design/house.tsx";
import { sayDay } from "../../language/period.ts";
import { paths } from "../paths.ts";
import { type CalendarYear, dayAfter, halfTermNames } from "./calendar.rules.ts";
import { YearTable } from "./calendar.view.tsx";
import type { WrittenYear } from "./year.form.ts";

type Asked = {
  frame: Frame;
  slug: string;
  academy?: { name: string; urn: number } | undefined;
  schoolYear: string;
  /** Whether the calendar has this year already. */
  kept: boolean;
  version: number;
  written: WrittenYear;
  /** The first day of the year after this one, where the calendar has it. */
  nextFirst?: string | undefined;
  removable: boolean;
  token: string;
  refusals: readonly FieldRefusal[];
  crossed?: { theirs: CalendarYear | undefined; yours: CalendarYear | undefined } | undefined;
};

/** When are the half-terms of one school year? */
export function YearView(asked: Asked) {
  const { frame, slug, academy, schoolYear, kept, version, written, nextFirst, removable, token, refusals, crossed } = asked;
  const here = paths.calendarYear(slug, academy?.urn, schoolYear);
  const question = `When are the half-terms of ${academy ? `${academy.name} in ` : ""}${schoolYear}?`;
  return (
    <Page frame={frame} title={`${refusals.length ? "Error: " : ""}${question}`}>
      <p>
        <a href={paths.calendar(slug, academy?.urn)}>{academy ? `Calendar of ${academy.name}` : "School calendar"}</a>
      </p>
      <h1>{question}</h1>
      <p class="lede">
        {kept
          ? "Each half-term lasts until the day before the next begins."
          : "Suggested from the year before: the same weekdays, 52 weeks on. Check Easter and the bank holidays before you save it."}
      </p>
      <Refusals refusals={refusals} />
      {crossed && (
        <section class="box">
          <h2>What somebody saved while you were writing</h2>
          {crossed.theirs ? <YearTable year={crossed.theirs} caption="Theirs" /> : <p>They removed this school year.</p>}
          {crossed.yours && (
            <>
              <h2>Yours</h2>
              <YearTable year={crossed.yours} caption="Yours" />
            </>
          )}
        </section>
      )}
      <Form action={here} token={token}>
        <input type="hidden" name="version" value={version} />
        <fieldset class="govuk-fieldset together">
          <legend class="govuk-fieldset__legend govuk-fieldset__legend--m">First days</legend>
          <div class="side-by-side">
            {halfTermNames.map((name, at) => (
              <TextField name={`first-${at + 1}`} label={name} type="date" value={written.firsts[at]} refusals={refusals} />
            ))}
          </div>
        </fieldset>
        <TextField
          name="last"
          label={`Last day of ${schoolYear}`}
          hint={
            nextFirst
              ? `The day before the next year begins, ${sayDay(dayAfter(nextFirst, -1))}. To move it, change the first day of the next year.`
              : "The summer holiday included, so usually 31 August."
          }
          type="date"
          value={written.last}
          refusals={refusals}
        />
        <TextArea
          name="inset"
          label="INSET days"
          hint="One on each line, like 1 September 2026. Leave it empty where none is set."
          rows={6}
          value={written.inset}
          refusals={refusals}
        />
        <Button>{kept ? `Save ${schoolYear}` : `Add ${schoolYear}`}</Button>
      </Form>
      {removable && (
        <Form action={`${here}/remove`} token={token}>
          <h2>Remove {schoolYear}</h2>
          <p>Nobody can have judged in it yet, so it can go. It can be added again later.</p>
          <Button secondary>Remove {schoolYear}</Button>
        </Form>
      )}
    </Page>
  );
}
