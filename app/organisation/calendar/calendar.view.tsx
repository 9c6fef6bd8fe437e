import type { ComponentChildren } from "preact";
import { Button, type FieldRefusal, FileField, Form, type Frame, Notice, Page, Refusals } from "../../design/house.tsx";
import { sayDay } from "../../language/period.ts";
import { counted, type Words } from "../../language/words.ts";
import { paths } from "../paths.ts";
import { type CalendarYear, halfTermsOf, type KeptYear, weeksOf, yearToAdd } from "./calendar.rules.ts";
import { sayUnusual } from "./calendar.words.ts";

export type CalendarAsked = {
  frame: Frame;
  slug: string;
  words: Words;
  today: string;
  /** The academy whose calendar it is; none for the trust's. */
  academy?: { name: string; urn: number } | undefined;
  /** Whether the academy has its own; the trust always has. */
  own: boolean;
  years: readonly KeptYear[];
  /** The academies the asker may see, with how their calendars stand. */
  academies: readonly { name: string; urn: number; own: boolean }[];
  /** Present for those who may change it. */
  token?: string | undefined;
  said: readonly string[];
  refusals: readonly FieldRefusal[];
};

/** One school year as a table: when each half-term runs, how long, and which days in it only staff come in. */
export function YearTable({ year, caption }: { year: CalendarYear; caption?: string }) {
  return (
    <table class="plain labelled">
      {caption && <caption class="govuk-visually-hidden">{caption}</caption>}
      <thead>
        <tr>
          <th scope="col">Half-term</th>
          <th scope="col">First day</th>
          <th scope="col">Last day</th>
          <th scope="col">Weeks</th>
          <th scope="col">INSET days</th>
        </tr>
      </thead>
      <tbody>
        {halfTermsOf(year).map((halfTerm) => {
          const inset = year.inset.filter((day) => day >= halfTerm.first && day <= halfTerm.last);
          return (
            <tr>
              <th scope="row">{halfTerm.name}</th>
              <td data-label="First day">{sayDay(halfTerm.first)}</td>
              <td data-label="Last day">{sayDay(halfTerm.last)}</td>
              <td data-label="Weeks">{Math.round(weeksOf(halfTerm))}</td>
              <td data-label="INSET days">{inset.length ? inset.map(sayDay).join(", ") : <span class="soft">none</span>}</td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}

/** When are our half-terms? */
export function CalendarView(asked: CalendarAsked) {
  const { frame, slug, words, today, academy, own, years, academies, token, said, refusals } = asked;
  const here = paths.calendar(slug, academy?.urn);
  const earlier = years.filter(({ last }) => last < today);
  const now = years.filter(({ last }) => last >= today);
  const last = years.at(-1);
  const held = years.some(({ firsts, last: end }) => (firsts[0] ?? "") <= today && today <= end);
  const differing = academies.filter(({ own: differs }) => differs).length;
  const maySetYears = token !== undefined && own;
  const section = (year: KeptYear) => (
    <section class="year">
      <h2>{year.schoolYear}</h2>
      {sayUnusual(year).map((line) => (
        <p class="notice">{line}</p>
      ))}
      <YearTable year={year} caption={`Half-terms of ${year.schoolYear}`} />
      <p class="soft">Source: {year.source}</p>
      {maySetYears && (
        <p>
          <a href={paths.calendarYear(slug, academy?.urn, year.schoolYear)}>Change {year.schoolYear}</a>
        </p>
      )}
    </section>
  );
  return (
    <Page frame={frame} title={academy ? `School calendar of ${academy.name}` : "School calendar"}>
      {(academy || token) && (
        <p>
          <a href={academy ? paths.calendar(slug) : paths.settings(slug)}>{academy ? "The trust's calendar" : "Settings"}</a>
        </p>
      )}
      <h1>{academy ? `When are the half-terms of ${academy.name}?` : "When are our half-terms?"}</h1>
      <p class="lede">A half-term runs from its first day to the day before the next one's, holidays included.</p>
      {said.length > 0 && (
        <Notice>
          {said.map((line) => (
            <p>{line}</p>
          ))}
        </Notice>
      )}
      <Refusals refusals={refusals} />
      {academy && <Following asked={asked} here={here} name={academy.name} />}
      {!held && (
        <p class="notice">
          Today, {sayDay(today)}, lies in no half-term{academy && own ? " of this calendar" : ""}, so{" "}
          {academy ? "what goes by it waits" : "nothing can be judged today"}.{" "}
          {token ? "Add the school year that holds it." : "Ask an administrator to add the school year that holds it."}
        </p>
      )}
      {now.map(section)}
      {maySetYears && (
        <p>
          <a class="govuk-button" href={paths.calendarYear(slug, academy?.urn, yearToAdd(last, today))}>
            Add {yearToAdd(last, today)}
          </a>
        </p>
      )}
      {earlier.length > 0 && (
        <details>
          <summary>Earlier school years</summary>
          {earlier.toReversed().map(section)}
        </details>
      )}
      <section>
        <h2>As a file</h2>
        <p>
          <a href={`${here}/calendar.csv`}>Download for a spreadsheet (CSV)</a> or <a href={`${here}/calendar.yaml`}>as YAML</a>.
        </p>
        {token && (
          <Form action={`${here}/import`} token={token} files>
            <FileField
              name="file"
              label="Take in a file of the same shape"
              hint="CSV or YAML, with whole school years. All of it is taken, or nothing."
              refusals={refusals}
            />
            <Button secondary>Take in the file</Button>
          </Form>
        )}
      </section>
      {!academy && academies.length > 0 && (
        <section>
          <h2>Where {words.academies} differ</h2>
          <p>
            {differing === 0
              ? `Every ${words.academy} follows this calendar.`
              : `${counted(differing, `${words.academy} has`, `${words.academies} have`)} a calendar of ${differing === 1 ? "its" : "their"} own; the others follow this one.`}{" "}
            Judgements and the {words.board} go by this one either way.
          </p>
          <ul class="govuk-list columns">
            {academies.map(({ name, urn, own: differs }) => (
              <li>
                <a href={paths.calendar(slug, urn)}>{name}</a>
                {differs && <strong>, its own</strong>}
              </li>
            ))}
          </ul>
        </section>
      )}
    </Page>
  );
}

function Following({ asked, here, name }: { asked: CalendarAsked; here: string; name: string }): ComponentChildren {
  const { own, token } = asked;
  return (
    <div class="box">
      <p>{own ? `${name} has a calendar of its own.` : `${name} follows the trust's calendar.`}</p>
      {token && (
        <Form action={`${here}/${own ? "follow" : "own"}`} token={token}>
          {own && <p>Following the trust's again removes the dates below; they can be downloaded first.</p>}
          <Button secondary>{own ? "Follow the trust's calendar again" : "Give it a calendar of its own"}</Button>
        </Form>
      )}
    </div>
  );
}
