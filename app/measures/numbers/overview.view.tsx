import { Sparkline } from "../../design/charts/sparkline.tsx";
import { type Frame, Page, Rows, Select, WideTable } from "../../design/house.tsx";
import { type Html, html } from "../../design/html.ts";
import { sayMissingShortly } from "../../language/missing.ts";
import { type PupilGroup, sayPupilGroup } from "../../language/pupil-group.ts";
import { type Period, sayPeriod } from "../../language/school-year.ts";
import { capital, type Words } from "../../language/words.ts";
import { numberOf, sayCoverage, sayNotPooled, sayNumber } from "../../national/index.ts";
import { paths } from "../paths.ts";
import type { JudgedTarget } from "../targets/judge-targets.ts";
import { sayTarget, standingWords } from "../targets/target-words.rules.ts";
import { Cell } from "./cell.view.tsx";
import { type Now, WhatIsNow } from "./now.view.tsx";
import {
  type FamilyTable,
  finer,
  pooledNumber,
  type Region,
  readTrend,
  type Summary,
  sayDifference,
  sayGap,
  sayNations,
} from "./numbers.rules.ts";
import type { OwnTable } from "./own-table.rules.ts";

export type Shown = {
  frame: Frame;
  slug: string;
  words: Words;
  tables: readonly FamilyTable[];
  summaries: readonly Summary[];
  periods: readonly Period[];
  groups: readonly PupilGroup[];
  asked: { readonly period: Period | undefined; readonly group: PupilGroup };
  own: OwnTable;
  now: Now;
  /** Whether what is pooled is the whole trust, or only what the reader's role covers. */
  whole: boolean;
  /** Whether the trust stands in the national register, so that others can be like it. */
  inRegister: boolean;
  /** The unit whose targets stand beside the figures. */
  unitId: string;
  /** The one region that the page is about. */
  region: Region | undefined;
  /** The regions that the reader may see by themselves. */
  regions: readonly Region[];
};

/** How do the academies' numbers stand against England? */
export function NumbersView(shown: Shown) {
  const { frame, slug, words, tables, summaries, periods, groups, asked, own, now, whole, inRegister, unitId, region, regions } = shown;
  const together = region?.name ?? (whole ? "The trust" : `Your ${words.academies}`);
  return (
    <Page frame={frame} title={region ? `${region.name}: measures` : "Measures"} wide>
      {region && (
        <p>
          <a href={paths.home(slug)}>Measures</a>
        </p>
      )}
      <h1>
        How do the {words.academies}’ numbers stand{region && ` in ${region.name}`}?
      </h1>
      {!region && <WhatIsNow slug={slug} words={words} now={now} />}
      {regions.length > 0 && (
        <p>
          By {words.region}:{" "}
          {regions.map(({ id, name }, at) => (
            <>
              {at > 0 && " · "}
              <a href={paths.regionNumbers(slug, id, asked)}>{name}</a>
            </>
          ))}
        </p>
      )}
      {periods.length === 0 ? (
        <p>
          No published results of these {words.academies} have been imported yet. A site operator imports the files of the Department for
          Education.
        </p>
      ) : (
        <>
          <form class="filters" method="get" action={region ? paths.regionNumbers(slug, region.id) : paths.home(slug)}>
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
                  <th scope="col">Over the years</th>
                  <th scope="col">In the top 20% nationally</th>
                  <th scope="col">Disadvantaged gap</th>
                  <th scope="col">Target</th>
                </tr>
              </thead>
              <tbody>
                {summaries.map(({ measure, period, figure, before, years, top, of, gap }) => {
                  const here = pooledNumber(figure);
                  const then = pooledNumber(before);
                  const nation = sayNations(measure, figure);
                  const told = numberOf(figure.published?.figure);
                  return (
                    <tr>
                      <th scope="row">
                        <a href={paths.measure(slug, measure.code, { period, group: asked.group })}>{measure.name}</a>
                      </th>
                      <td data-label="Year">{sayPeriod(period)}</td>
                      <td data-label={together}>
                        {here === undefined && told !== undefined ? (
                          <>
                            <b>{sayNumber(measure, told)}</b>{" "}
                            <span class="soft">
                              as published of the trust
                              {figure.published?.percentile &&
                                `, percentile ${figure.published.percentile.whole} of ${figure.published.percentile.n} trusts`}
                            </span>
                          </>
                        ) : here === undefined ? (
                          <span class="soft">no figure together</span>
                        ) : (
                          <b>{sayNumber(finer(measure), here)}</b>
                        )}
                      </td>
                      <td data-label="England">{nation ?? <span class="soft">not in the file</span>}</td>
                      <td data-label="Over the years" class="years">
                        <Sparkline values={years.map(({ value }) => value)} reading={readTrend(finer(measure), together, years)} />
                        {here === undefined || then === undefined ? (
                          <span class="block soft">none of the year before</span>
                        ) : (
                          <span class="block">
                            {sayDifference(finer(measure), then, here)} <small class="soft">on the year before</small>
                          </span>
                        )}
                      </td>
                      <td data-label="In the top 20% nationally">{of === 0 ? <span class="soft">cannot say</span> : `${top} of ${of}`}</td>
                      <td data-label="Disadvantaged gap">
                        {gap ? (
                          <>
                            {sayGap(gap.inSchool)} <small class="soft">to the others here, </small>
                            {sayGap(gap.againstNation)} <small class="soft">to others nationally (DfE’s way)</small>
                          </>
                        ) : (
                          <span class="soft">no figure together</span>
                        )}
                      </td>
                      <td data-label="Target">
                        <TargetsOf slug={slug} judged={now.judged.filter((one) => isAbout(one, unitId, measure.code, asked.group))} />
                      </td>
                    </tr>
                  );
                })}
              </tbody>
            </table>
          )}
          {inRegister && (
            <p>
              <a href={paths.similarTrusts(slug)}>Which trusts are like this one, and why?</a>
            </p>
          )}
          <p class="soft">
            {together}’s figures are calculated from rounded school figures, pooled by pupils; each measure’s page says how many of how many
            pupils they cover. A pooled figure has no national percentile: many schools together lie nearer the middle than single schools
            do, so a place among schools would mislead. Where the Department publishes figures of trusts, the percentile among trusts stands
            with them.
          </p>
          {tables.length > 0 && <Key />}
          {tables.map((table) => (
            <FamilyHeat table={table} slug={slug} words={words} group={asked.group} together={together} />
          ))}
        </>
      )}
      {own.rows.length > 0 && <OwnFigures own={own} slug={slug} words={words} group={asked.group} together={together} />}
    </Page>
  );
}

const isAbout = ({ target }: JudgedTarget, unitId: string, measure: string, group: PupilGroup) =>
  target.unitId === unitId && target.measure === measure && target.group === group;

/** How the targets of one measure stand. */
const TargetsOf = ({ slug, judged }: { slug: string; judged: readonly JudgedTarget[] }) =>
  judged.length === 0 ? (
    <span class="soft">none set</span>
  ) : (
    judged.map(({ target, standing, measure }) => (
      <span class="block">
        <a href={paths.target(slug, target.id)}>{sayTarget(target, measure)}</a>: {standingWords[standing.kind]}
      </span>
    ))
  );

function OwnFigures({
  own,
  slug,
  words,
  group,
  together,
}: {
  own: OwnTable;
  slug: string;
  words: Words;
  group: PupilGroup;
  together: string;
}) {
  return (
    <WideTable label="The trust’s own figures">
      <table class="heat numbers">
        <caption>The trust’s own figures, the newest period of each, {sayPupilGroup(group)}</caption>
        <thead>
          <tr>
            <th scope="col">{capital(words.academy)}</th>
            {own.columns.map(({ measure, period }) => (
              <th scope="col">
                <a href={paths.ownMeasure(slug, measure.code)}>{measure.short}</a>, {sayPeriod(period)}
              </th>
            ))}
          </tr>
        </thead>
        <Rows
          rows={html`${own.rows.map(
            ({ urn, name, cells }) =>
              html`<tr class="academy"><th scope="row"><a href="${paths.academyNumbers(slug, urn)}">${name}</a></th>${cells.map(
                (cell, at) => {
                  const measure = own.columns[at]?.measure;
                  if (!cell || !measure) return html`<td class="none"><span class="soft">none</span></td>`;
                  const cohort = cell.denominator === null ? "cohort not given" : `of ${cell.denominator.toLocaleString("en-GB")}`;
                  return cell.value === null
                    ? html`<td class="none"><span class="soft">${sayMissingShortly(cell.missing ?? "not-available")}</span></td>`
                    : html`<td class="none">${sayNumber(finer(measure), cell.value)} <small>${cohort}</small></td>`;
                },
              )}</tr>`,
          )}`}
        />
        <tbody>
          <tr class="total">
            <th scope="row">{together}, pooled</th>
            {own.columns.map(({ measure, pooled }) => (
              <td>{pooled ? `${sayNumber(finer(measure), pooled.value)} of ${pooled.pupils.toLocaleString("en-GB")}` : "–"}</td>
            ))}
          </tr>
        </tbody>
      </table>
    </WideTable>
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
                  {now === undefined ? "–" : sayNumber(finer(measure), now)}
                </td>
              );
            })}
          </tr>
          <tr class="total">
            <th scope="row">England</th>
            {columns.map(({ measure, figure }) => (
              <td>{sayNations(measure, figure) ?? "–"}</td>
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
