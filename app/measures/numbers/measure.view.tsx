import { StripPlot } from "../../design/charts/strip-plot.tsx";
import { type Frame, Page, Select, WideTable } from "../../design/house.tsx";
import { type PupilGroup, sayPupilGroup } from "../../language/pupil-group.ts";
import { type Period, sayPeriod } from "../../language/school-year.ts";
import { capital, type Words } from "../../language/words.ts";
import {
  type Distribution,
  type Measure,
  numberOf,
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
import { Groups } from "./groups.view.tsx";
import { type Academy, finer, isInTop, readStrip, sayNations } from "./numbers.rules.ts";
import { Sources } from "./source.view.tsx";
import { Trend } from "./trend.view.tsx";

export type MeasureShown = {
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
export function MeasureView(shown: MeasureShown) {
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

const letterOf = (at: number) => String.fromCharCode(65 + (at % 26)) + (at >= 26 ? String(Math.floor(at / 26)) : "");

function Strip({ measure, academies, period, crowd, stratum, figure, words }: MeasureShown & { figure: TrustFigure }) {
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
        say={(value) => sayNumber(measure, value)}
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
              <b>{sayNumber(finer(measure), pooled.value)}</b> <span class="soft">{sayCoverage(pooled)}</span>
            </>
          )}
        </dd>
      </div>
      {published && (
        <div>
          <dt>Published of the trust</dt>
          <dd>
            <b>{sayFigure(finer(measure), published.figure)}</b>{" "}
            {published.interval &&
              `(${sayNumber(finer(measure), published.interval.low)} to ${sayNumber(finer(measure), published.interval.high)}) `}
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

function AcademyTable({ slug, words, measure, academies, figure }: MeasureShown & { figure: TrustFigure }) {
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
      {withRow.some(({ value }) => value?.region?.kind === "pooled") && (
        <p class="soft">† calculated from rounded school figures, pooled by pupils.</p>
      )}
      {without.length > 0 && (
        <p class="soft">
          No row in the file: {without.map(({ academy }) => academy.name).join(", ")}. They have no pupils of this age, were not open, or
          are of a kind that the file leaves out.
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
  const met = isInTop(measure, value);
  const notes = [
    ...(interval ? [`95% confidence interval ${sayNumber(measure, interval.low)} to ${sayNumber(measure, interval.high)}.`] : []),
    ...(weight !== undefined && weight >= 5 ? ["A small cohort: look at three years together."] : []),
    ...[sayPublished(value)].filter((said) => said !== undefined),
    ...(noPercentile && number !== undefined ? [sayNoPercentile(noPercentile)] : []),
  ];
  return (
    <tr>
      <td data-label="Letter in the picture">{letter}</td>
      <th scope="row">
        <a href={paths.academyNumbers(slug, academy.urn)}>{academy.name}</a>
      </th>
      <td data-label="Value">
        <b>{sayFigure(measure, figure)}</b>
      </td>
      <td data-label="Percentile">
        {percentile ? <span class={`rank rank-${Math.round(percentile.whole / 5)}`}>{percentile.whole}</span> : "–"}
      </td>
      <td data-label="Pupils">{cohort === undefined ? "not told" : cohort.toLocaleString("en-GB")}</td>
      <td data-label="One pupil is">{weight === undefined ? "–" : `${weight.toFixed(1)} points`}</td>
      <td data-label="Local authority">{authority ? sayFigure(measure, authority.figure) : "–"}</td>
      <td title={region && sayComparison(region)} data-label="Region">
        {region
          ? `${sayFigure(region.kind === "pooled" ? finer(measure) : measure, region.figure)}${region.kind === "pooled" ? "†" : ""}`
          : "–"}
      </td>
      <td data-label="To the top 20%">
        {away === undefined ? "–" : met ? "met" : `${sayNumber({ unit: "points", decimals: measure.decimals }, away)} away`}
      </td>
      <td class="soft" data-label="What to know">
        {notes.join(" ")}
      </td>
    </tr>
  );
}
