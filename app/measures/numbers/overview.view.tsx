import { type Frame, Page, Rows, Select, WideTable } from "../../design/house.tsx";
import { type Html, html } from "../../design/html.ts";
import { type PupilGroup, sayPupilGroup } from "../../language/pupil-group.ts";
import { type Period, sayPeriod } from "../../language/school-year.ts";
import { capital, type Words } from "../../language/words.ts";
import { numberOf, sayCoverage, sayFigure, sayNotPooled, sayNumber } from "../../national/index.ts";
import { paths } from "../paths.ts";
import { Cell } from "./cell.view.tsx";
import { type FamilyTable, pooledNumber, type Summary, sayDifference } from "./numbers.rules.ts";

type Shown = {
  frame: Frame;
  slug: string;
  words: Words;
  tables: readonly FamilyTable[];
  summaries: readonly Summary[];
  periods: readonly Period[];
  groups: readonly PupilGroup[];
  asked: { readonly period: Period | undefined; readonly group: PupilGroup };
  /** Whether what is pooled is the whole trust, or only what the reader's role covers. */
  whole: boolean;
};

/** How do the academies' numbers stand against England? */
export function NumbersView({ frame, slug, words, tables, summaries, periods, groups, asked, whole }: Shown) {
  const together = whole ? "The trust" : `Your ${words.academies}`;
  return (
    <Page frame={frame} title="Measures" wide>
      <h1>How do the {words.academies}’ numbers stand?</h1>
      <ul class="links">
        <li>
          <a href={paths.own(slug)}>The trust’s own figures</a>
        </li>
        <li>
          <a href={paths.collections(slug)}>Collections</a>
        </li>
        <li>
          <a href={paths.targets(slug)}>Targets</a>
        </li>
      </ul>
      {periods.length === 0 ? (
        <p>
          No published results of these {words.academies} have been imported yet. A site operator imports the files of the Department for
          Education; the trust’s own figures stand under the link above.
        </p>
      ) : (
        <>
          <form class="filters" method="get" action={paths.home(slug)}>
            <Select
              name="period"
              label="School year"
              value={asked.period === undefined ? "" : sayPeriod(asked.period)}
              options={[
                { value: "", text: "The newest of each" },
                ...periods.map((period) => ({ value: sayPeriod(period), text: sayPeriod(period) })),
              ]}
            />
            <Select
              name="group"
              label="Pupils"
              value={asked.group}
              options={groups.map((group) => ({ value: group, text: capital(sayPupilGroup(group)) }))}
            />
            <button class="govuk-button govuk-button--secondary" type="submit">
              Show
            </button>
          </form>
          {tables.length === 0 && <p>Nothing is published of these pupils for that year. Choose another above.</p>}
          {summaries.length > 0 && (
            <table class="plain stack">
              <caption>
                {together} against England, {sayPupilGroup(asked.group)}
              </caption>
              <thead>
                <tr>
                  <th scope="col">Measure</th>
                  <th scope="col">Year</th>
                  <th scope="col">{together}</th>
                  <th scope="col">England</th>
                  <th scope="col">On the year before</th>
                  <th scope="col">In the top 20% nationally</th>
                </tr>
              </thead>
              <tbody>
                {summaries.map(({ measure, period, figure, before, top, of }) => {
                  const now = pooledNumber(figure);
                  const then = pooledNumber(before);
                  const nation = numberOf(figure.nation?.figure);
                  return (
                    <tr>
                      <th scope="row">
                        <a href={paths.measure(slug, measure.code, { period, group: asked.group })}>{measure.name}</a>
                      </th>
                      <td data-label="Year">{sayPeriod(period)}</td>
                      <td data-label={together}>
                        {now === undefined ? (
                          <span class="soft">no figure together</span>
                        ) : (
                          <b>{sayNumber({ ...measure, decimals: Math.max(1, measure.decimals) }, now)}</b>
                        )}
                      </td>
                      <td data-label="England">
                        {nation === undefined ? <span class="soft">not published</span> : sayNumber(measure, nation)}
                      </td>
                      <td data-label="On the year before">
                        {now === undefined || then === undefined ? (
                          <span class="soft">cannot say</span>
                        ) : (
                          sayDifference({ ...measure, decimals: Math.max(1, measure.decimals) }, then, now)
                        )}
                      </td>
                      <td data-label="In the top 20%">{of === 0 ? <span class="soft">cannot say</span> : `${top} of ${of}`}</td>
                    </tr>
                  );
                })}
              </tbody>
            </table>
          )}
          <p class="soft">
            {together}’s figures are calculated from rounded school figures, pooled by pupils; each measure’s page says how many of how many
            pupils they cover.
          </p>
          {tables.length > 0 && <Key />}
          {tables.map((table) => (
            <FamilyHeat table={table} slug={slug} words={words} group={asked.group} together={together} />
          ))}
        </>
      )}
    </Page>
  );
}

const Key = () => (
  <ul class="key" aria-label="Key">
    {["lowest 20% nationally", "20 to 39", "40 to 59", "60 to 79", "top 20% nationally"].map((text, at) => (
      <li>
        <span class={`swatch fifth-${at + 1}`} aria-hidden="true" /> {text}
      </li>
    ))}
    <li>P34: national percentile 34, among schools of the same phase, rounded down</li>
    <li>* published before it became this school</li>
  </ul>
);

function FamilyHeat({
  table,
  slug,
  words,
  group,
  together,
}: {
  table: FamilyTable;
  slug: string;
  words: Words;
  group: PupilGroup;
  together: string;
}) {
  const { columns, period } = table;
  return (
    <WideTable label={`${table.name}, ${sayPeriod(period)}`}>
      <table class="heat numbers">
        <caption>
          {table.name}, {sayPeriod(period)}, {sayPupilGroup(group)}
        </caption>
        <thead>
          <tr>
            <th scope="col">{capital(words.academy)}</th>
            {columns.map(({ measure }) => (
              <th scope="col">
                <a href={paths.measure(slug, measure.code, { period, group })}>{measure.short}</a>
              </th>
            ))}
          </tr>
        </thead>
        <Rows rows={rowsOf(table, slug)} />
        <tbody>
          <tr class="total">
            <th scope="row">{together}</th>
            {columns.map(({ measure, figure }) => {
              const now = pooledNumber(figure);
              return (
                <td title={typeof figure.pooled === "string" ? sayNotPooled(figure.pooled) : sayCoverage(figure.pooled)}>
                  {now === undefined ? "–" : sayNumber({ ...measure, decimals: Math.max(1, measure.decimals) }, now)}
                </td>
              );
            })}
          </tr>
          <tr class="total">
            <th scope="row">England</th>
            {columns.map(({ measure, figure }) => (
              <td>{figure.nation ? sayFigure(measure, figure.nation.figure) : "–"}</td>
            ))}
          </tr>
          <tr class="total">
            <th scope="row">Top 20% from</th>
            {columns.map(({ measure, figure }) => {
              const bounds = [...new Set(figure.schools.flatMap(({ top20 }) => top20 ?? []))];
              return <td>{bounds.length === 0 ? "–" : bounds.map((bound) => sayNumber(measure, bound)).join(" or ")}</td>;
            })}
          </tr>
        </tbody>
      </table>
    </WideTable>
  );
}

function rowsOf({ rows, columns }: FamilyTable, slug: string): Html {
  return html`${rows.map(
    ({ academy, cells }) =>
      html`<tr class="academy"><th scope="row"><a href="${paths.academyNumbers(slug, academy.urn)}">${academy.name}</a></th>${cells.map(
        (cell, at) => Cell(columns[at]?.measure, cell),
      )}</tr>`,
  )}`;
}
