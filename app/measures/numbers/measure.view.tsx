import { StripPlot } from "../../design/charts/strip-plot.tsx";
import { TrendLines } from "../../design/charts/trend-lines.tsx";
import { type Frame, Page, Rows, Select, WideTable } from "../../design/house.tsx";
import { html } from "../../design/html.ts";
import { type PupilGroup, sayPupilGroup } from "../../language/pupil-group.ts";
import { type Period, sayPeriod, yearOf } from "../../language/school-year.ts";
import { capital, type Words } from "../../language/words.ts";
import {
  type Distribution,
  gapNames,
  gapsOf,
  type Measure,
  numberOf,
  productionOf,
  rollingThreeYears,
  type SchoolValue,
  sayComparison,
  sayCoverage,
  sayFigure,
  sayKind,
  sayNoPercentile,
  sayNotPooled,
  sayNumber,
  sayPopulation,
  sayPublished,
  type TrustFigure,
  valueAt,
  weightOfOnePupil,
} from "../../national/index.ts";
import { paths } from "../paths.ts";
import { Cell } from "./cell.view.tsx";
import { type Academy, pairsIn, pooledNumber, readStrip, readTrend, sayNations, yearsThrough } from "./numbers.rules.ts";
import { Sources } from "./source.view.tsx";

type Shown = {
  frame: Frame;
  slug: string;
  words: Words;
  measure: Measure;
  academies: readonly Academy[];
  figures: readonly TrustFigure[];
  period: Period | undefined;
  periods: readonly Period[];
  group: PupilGroup;
  groups: readonly PupilGroup[];
  strata: readonly number[];
  stratum: number | undefined;
  crowd: Distribution | undefined;
  whole: boolean;
};

/** What is this number: since when, for whom, against what, and how sure? */
export function MeasureView(shown: Shown) {
  const { frame, slug, words, measure, figures, period, periods, group, groups, strata, stratum, whole } = shown;
  const figure = figures.find((one) => one.period === period && one.group === group);
  const together = whole ? "The trust" : `Your ${words.academies}`;
  return (
    <Page frame={frame} title={measure.name} wide>
      <p>
        <a href={paths.home(slug)}>Measures</a>
      </p>
      <h1>{measure.name}</h1>
      <p class="lede">{measure.definition}</p>
      {period === undefined ? (
        <p>
          No published figure of these {words.academies} has been imported.{" "}
          {measure.published !== "school" && (
            <>
              It is not published by school: <a href={paths.ownMeasure(slug, measure.code)}>the trust’s own figures</a> stand here.
            </>
          )}
        </p>
      ) : (
        <>
          <form class="filters" method="get" action={paths.measure(slug, measure.code)}>
            <Select
              name="period"
              label="School year"
              value={sayPeriod(period)}
              options={periods.map((one) => ({ value: sayPeriod(one), text: sayPeriod(one) }))}
            />
            <Select
              name="group"
              label="Pupils"
              value={group}
              options={groups.map((one) => ({ value: one, text: capital(sayPupilGroup(one)) }))}
            />
            {strata.length > 1 && (
              <Select
                name="among"
                label="Among"
                value={String(stratum)}
                options={strata.map((one) => ({ value: String(one), text: capital(sayKind(one)) }))}
              />
            )}
            <button class="govuk-button govuk-button--secondary" type="submit">
              Show
            </button>
          </form>
          {figure ? (
            <>
              <Strip {...shown} figure={figure} />
              <Together measure={measure} figure={figure} together={together} />
              <AcademyTable {...shown} figure={figure} />
            </>
          ) : (
            <p>
              There is no figure for {sayPupilGroup(group)} in {sayPeriod(period)}. Choose other pupils or another year above.
            </p>
          )}
          <Trend {...shown} together={together} />
          <Groups {...shown} period={period} together={together} />
          <Sources values={figures.filter((one) => one.period === period).flatMap(({ schools }) => schools)} />
        </>
      )}
      <p class="soft">
        Definition: {measure.source}, read on {measure.dated}.
      </p>
    </Page>
  );
}

const nothingImported = html`<td class="none"><span class="soft">–</span></td>`;

const letterOf = (at: number) => String.fromCharCode(65 + (at % 26)) + (at >= 26 ? String(Math.floor(at / 26)) : "");

function Strip({ measure, academies, period, crowd, stratum, figure, words }: Shown & { figure: TrustFigure }) {
  if (!crowd || period === undefined)
    return (
      <p>
        {figure.schools[0]?.noPercentile
          ? sayNoPercentile(figure.schools[0].noPercentile)
          : "No picture of all schools: the imported files do not cover England for these pupils."}
      </p>
    );
  const there = academies.flatMap((academy) =>
    figure.schools.filter(({ urn, population }) => urn === academy.urn && population?.stratum === stratum),
  );
  const top20 = there[0]?.top20;
  const median = valueAt(crowd, 50);
  const letters = new Map(academies.map(({ urn }, at) => [urn, letterOf(at)]));
  const nameOf = new Map(academies.map(({ urn, name }) => [urn, name]));
  const numbers = { decimals: measure.decimals, suffix: measure.unit === "percent" ? "%" : "" };
  const population = there.find(({ population }) => population)?.population;
  return (
    <>
      <StripPlot
        id="all-schools"
        reading={readStrip(measure, period, there, words.academies)}
        crowd={Array.from(crowd.values, (value, at) => ({ value, count: crowd.equal[at] ?? 0 }))}
        marked={there.flatMap(({ urn, figure: own }) =>
          "value" in own ? [{ value: own.value, letter: letters.get(urn) ?? "", name: nameOf.get(urn) ?? "" }] : [],
        )}
        lines={[
          ...(median === undefined ? [] : [{ value: median, text: `middle school ${sayNumber(measure, median)}` }]),
          ...(top20 === undefined ? [] : [{ value: top20, text: `top 20% from ${sayNumber(measure, top20)}` }]),
        ]}
        numbers={numbers}
        better={measure.better}
      />
      <p class="soft">
        Each bar is a value, as tall as how many schools have it{population ? `: ${sayPopulation(population)}` : ""}. The letters are those
        of the table below.
      </p>
    </>
  );
}

function Together({ measure, figure, together }: { measure: Measure; figure: TrustFigure; together: string }) {
  const finer = { ...measure, decimals: Math.max(1, measure.decimals) };
  const { pooled, published } = figure;
  const nations = sayNations(measure, figure);
  return (
    <dl class="tells">
      <div>
        <dt>{together}, pooled</dt>
        <dd>
          {typeof pooled === "string" ? (
            sayNotPooled(pooled)
          ) : (
            <>
              <b>{sayNumber(finer, pooled.value)}</b> <span class="soft">{sayCoverage(pooled)}</span>
            </>
          )}
        </dd>
      </div>
      {published && (
        <div>
          <dt>Published of the trust</dt>
          <dd>
            <b>{sayFigure(finer, published.figure)}</b>{" "}
            {published.interval && `(${sayNumber(finer, published.interval.low)} to ${sayNumber(finer, published.interval.high)}) `}
            {published.percentile &&
              `percentile ${published.percentile.whole} among ${published.population && sayPopulation(published.population)}. `}
            <span class="soft">
              Weighed by the Department for Education, also by years in the trust: not the same as the pooled figure.
            </span>
          </dd>
        </div>
      )}
      <div>
        <dt>England</dt>
        <dd>{nations ? <b>{nations}</b> : "The imported file has no national figure for these pupils."}</dd>
      </div>
    </dl>
  );
}

function AcademyTable({ slug, words, measure, academies, figure }: Shown & { figure: TrustFigure }) {
  const rows = academies.map((academy, at) => ({
    academy,
    letter: letterOf(at),
    value: figure.schools.find(({ urn }) => urn === academy.urn),
  }));
  const withRow = rows.filter(({ value }) => value);
  const without = rows.filter(({ value }) => !value);
  return (
    <>
      <WideTable label={`${capital(words.academies)} side by side`}>
        <table class="plain numbers">
          <caption>{capital(words.academies)} side by side</caption>
          <thead>
            <tr>
              <th scope="col">
                <span class="govuk-visually-hidden">Letter in the picture</span>
              </th>
              <th scope="col">{capital(words.academy)}</th>
              <th scope="col">Value</th>
              <th scope="col">Percentile</th>
              <th scope="col">Pupils</th>
              <th scope="col">One pupil is</th>
              <th scope="col">Local authority</th>
              <th scope="col">Region</th>
              <th scope="col">To the top 20%</th>
              <th scope="col">What to know</th>
            </tr>
          </thead>
          <tbody>
            {withRow.map(({ academy, letter, value }) => value && <AcademyRow {...{ slug, measure, academy, letter, value }} />)}
          </tbody>
        </table>
      </WideTable>
      {without.length > 0 && (
        <p class="soft">
          No row in the file: {without.map(({ academy }) => academy.name).join(", ")}. They have no pupils of this age, or were not open.
        </p>
      )}
    </>
  );
}

type RowAsked = { slug: string; measure: Measure; academy: Academy; letter: string; value: SchoolValue };
function AcademyRow({ slug, measure, academy, letter, value }: RowAsked) {
  const { figure, percentile, noPercentile, cohort, interval, authority, region, top20 } = value;
  const number = numberOf(figure);
  const weight = weightOfOnePupil(measure.unit, cohort);
  const away = number === undefined || top20 === undefined ? undefined : Math.abs(top20 - number);
  const met = number !== undefined && top20 !== undefined && (measure.better === "higher" ? number >= top20 : number <= top20);
  const notes = [
    ...(interval ? [`95% confidence interval ${sayNumber(measure, interval.low)} to ${sayNumber(measure, interval.high)}.`] : []),
    ...(weight !== undefined && weight >= 5 ? ["A small cohort: look at three years together."] : []),
    ...[sayPublished(value)].filter((said) => said !== undefined),
    ...(noPercentile && number !== undefined ? [sayNoPercentile(noPercentile)] : []),
  ];
  return (
    <tr>
      <td>{letter}</td>
      <th scope="row">
        <a href={paths.academyNumbers(slug, academy.urn)}>{academy.name}</a>
      </th>
      <td>
        <b>{sayFigure(measure, figure)}</b>
      </td>
      <td>{percentile ? <span class={`rank rank-${Math.round(percentile.whole / 5)}`}>{percentile.whole}</span> : "–"}</td>
      <td>{cohort === undefined ? "not told" : cohort.toLocaleString("en-GB")}</td>
      <td>{weight === undefined ? "–" : `${weight.toFixed(1)} points`}</td>
      <td>{authority ? sayFigure(measure, authority.figure) : "–"}</td>
      <td title={region && sayComparison(region)}>
        {region
          ? `${sayFigure({ ...measure, decimals: region.kind === "pooled" ? Math.max(1, measure.decimals) : measure.decimals }, region.figure)}${region.kind === "pooled" ? "†" : ""}`
          : "–"}
      </td>
      <td>{away === undefined ? "–" : met ? "met" : `${sayNumber({ unit: "points", decimals: measure.decimals }, away)} away`}</td>
      <td class="soft">{notes.join(" ")}</td>
    </tr>
  );
}

function Trend({ slug, measure, academies, figures, group, together, words }: Shown & { together: string }) {
  const mine = figures.filter((figure) => figure.group === group);
  const years = yearsThrough(mine.map(({ period }) => period));
  if (years.length < 2) return null;
  const at = (period: Period) => mine.find((figure) => figure.period === period);
  const pooled = years.map((period) => ({ period, value: pooledNumber(at(period)) }));
  const nation = years.map((period) => numberOf(at(period)?.nation?.figure));
  const finer = { ...measure, decimals: Math.max(1, measure.decimals) };
  const numbers = { decimals: finer.decimals, suffix: measure.unit === "percent" ? "%" : "" };
  const gaps = years.flatMap((period) => {
    const production = productionOf(measure, yearOf(period), "school");
    return production.produced ? [] : [{ period, reason: production.reason }];
  });
  return (
    <>
      <h2>Over the years</h2>
      <TrendLines
        id="trend"
        reading={readTrend(finer, together, pooled)}
        periods={years.map(sayPeriod)}
        series={[
          { name: together, kind: "own", values: pooled.map(({ value }) => value) },
          { name: "England", kind: "other", values: nation },
        ]}
        numbers={numbers}
      />
      {gaps.length > 0 && (
        <ul class="govuk-list govuk-list--bullet">
          {gaps.map(({ period, reason }) => (
            <li>
              {sayPeriod(period)}: {reason}
            </li>
          ))}
        </ul>
      )}
      <WideTable label="Every year">
        <table class="heat numbers">
          <caption>Every year, {sayPupilGroup(group)}</caption>
          <thead>
            <tr>
              <th scope="col">{capital(words.academy)}</th>
              {years.map((period) => (
                <th scope="col">{sayPeriod(period)}</th>
              ))}
              <th scope="col">Three years together</th>
            </tr>
          </thead>
          <Rows
            rows={html`${academies.flatMap((academy) => {
              const cells = years.map((period) => at(period)?.schools.find(({ urn }) => urn === academy.urn));
              if (!cells.some((cell) => cell)) return [];
              const rolling = rollingThreeYears(
                cells.map((cell, nth) => ({ year: yearOf(years[nth] ?? 0), value: numberOf(cell?.figure), pupils: cell?.cohort })),
                yearOf(years.at(-1) ?? 0),
                measure.weight !== "none",
              );
              return [
                html`<tr class="academy"><th scope="row"><a href="${paths.academyNumbers(slug, academy.urn)}">${academy.name}</a></th>${cells.map((cell, nth) => (at(years[nth] ?? 0) ? Cell(measure, cell) : nothingImported))}<td>${typeof rolling === "string" ? "–" : `${sayNumber(finer, rolling.value)} (${rolling.years.length} ${rolling.years.length === 1 ? "year" : "years"})`}</td></tr>`,
              ];
            })}`}
          />
          <tbody>
            <tr class="total">
              <th scope="row">{together}</th>
              {pooled.map(({ value }) => (
                <td>{value === undefined ? "–" : sayNumber(finer, value)}</td>
              ))}
              <td />
            </tr>
            <tr class="total">
              <th scope="row">England</th>
              {nation.map((value) => (
                <td>{value === undefined ? "–" : sayNumber(measure, value)}</td>
              ))}
              <td />
            </tr>
          </tbody>
        </table>
      </WideTable>
    </>
  );
}

function Groups({ measure, figures, period, together }: Shown & { period: Period; together: string }) {
  const now = figures.filter((figure) => figure.period === period);
  const of = new Map(now.map((figure) => [figure.group, figure]));
  const finer = { ...measure, decimals: Math.max(1, measure.decimals) };
  const pairs = pairsIn(new Set(of.keys()));
  if (of.size < 2) return null;
  return (
    <>
      <h2>Groups of pupils, {sayPeriod(period)}</h2>
      <table class="plain stack">
        <caption>{together} and England by group</caption>
        <thead>
          <tr>
            <th scope="col">Pupils</th>
            <th scope="col">{together}, pooled</th>
            <th scope="col">England</th>
            <th scope="col">Covers</th>
          </tr>
        </thead>
        <tbody>
          {now.map((figure) => (
            <tr>
              <th scope="row">{capital(sayPupilGroup(figure.group))}</th>
              <td data-label={together}>{pooledNumber(figure) === undefined ? "–" : sayNumber(finer, pooledNumber(figure) ?? 0)}</td>
              <td data-label="England">{sayNations(measure, figure) ?? "–"}</td>
              <td data-label="Covers" class="soft">
                {typeof figure.pooled === "string" ? sayNotPooled(figure.pooled) : sayCoverage(figure.pooled)}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {pairs.length > 0 && (
        <table class="plain stack">
          <caption>Gaps</caption>
          <thead>
            <tr>
              <th scope="col">Between</th>
              <th scope="col">{gapNames.inSchool.replace("school", "trust")}</th>
              <th scope="col">{gapNames.againstNation}</th>
            </tr>
          </thead>
          <tbody>
            {pairs.map(([one, others]) => {
              const gaps = gapsOf(
                {
                  group: pooledNumber(of.get(one)),
                  others: pooledNumber(of.get(others)),
                  nationalOthers: numberOf(of.get(others)?.nation?.figure),
                },
                measure.better,
                finer.decimals,
              );
              return (
                <tr>
                  <th scope="row">
                    {capital(sayPupilGroup(one))} and {sayPupilGroup(others)}
                  </th>
                  <td data-label="Within">{sayGap(gaps.inSchool)}</td>
                  <td data-label="Against England">{sayGap(gaps.againstNation)}</td>
                </tr>
              );
            })}
          </tbody>
        </table>
      )}
    </>
  );
}

function sayGap(gap: ReturnType<typeof gapsOf>["inSchool"]): string {
  if ("missing" in gap) return gap.missing === "national-others" ? "no national figure for the others" : "cannot say: a figure is missing";
  const points = `${gap.points > 0 ? "+" : gap.points < 0 ? "−" : ""}${Math.abs(gap.points)}`;
  return gap.worse === undefined ? points : `${points}, ${gap.worse ? "worse" : "no worse"}`;
}
