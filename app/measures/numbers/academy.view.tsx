import { StripPlot } from "../../design/charts/strip-plot.tsx";
import { type Frame, type Option, Page, Select, WideTable } from "../../design/house.tsx";
import { sayPeriod } from "../../language/school-year.ts";
import { counted } from "../../language/words.ts";
import type { SimilarSchools } from "../../national/index.server.ts";
import {
  gapNames,
  gapsOf,
  type Measure,
  measureByCode,
  numberOf,
  type SchoolValue,
  sayCohort,
  sayComparison,
  sayFigure,
  sayKind,
  sayNoPercentile,
  sayNumber,
  sayPopulation,
  sayPublished,
  sayRegion,
} from "../../national/index.ts";
import { paths } from "../paths.ts";
import { alikeOf, type FamilyLines, type Line, readAlike } from "./academy.rules.ts";
import { finer, isInTop, sayDifference, sayGap } from "./numbers.rules.ts";
import { Sources } from "./source.view.tsx";

type Shown = {
  frame: Frame;
  slug: string;
  urn: number;
  name: string;
  families: readonly FamilyLines[];
  similar: SimilarSchools | undefined;
  every: boolean;
};

/** How do this academy's numbers stand: against England, its neighbours, schools like it and its own past? */
export function AcademyNumbersView({ frame, slug, urn, name, families, similar, every }: Shown) {
  const here = paths.academyNumbers(slug, urn);
  return (
    <Page frame={frame} title={`${name}: its numbers`} wide>
      <p>
        <a href={paths.home(slug)}>Measures</a>
      </p>
      <h1>{name}: its numbers</h1>
      {families.length === 0 ? (
        <p>
          No published result of this school, nor of one that it came from, has been imported. The trust’s own figures stand under{" "}
          <a href={paths.own(slug)}>Measures</a>.
        </p>
      ) : (
        <p>
          {every ? <a href={here}>Show the headline measures only</a> : <a href={`${here}?show=all`}>Show every published measure</a>}
          {similar && (
            <>
              {" · "}
              <a href={paths.similar(slug, urn)}>Who are the {similar.schools.length} schools like it, and why?</a>
            </>
          )}
        </p>
      )}
      {families.map(({ name: family, lines }) => (
        <WideTable label={family}>
          <table class="plain numbers">
            <caption>{family}</caption>
            <thead>
              <tr>
                <th scope="col">Measure</th>
                <th scope="col">Value</th>
                <th scope="col">National percentile</th>
                <th scope="col">England</th>
                <th scope="col">Local authority</th>
                <th scope="col">Region</th>
                <th scope="col">Schools like it</th>
                <th scope="col">Years before</th>
                <th scope="col">Disadvantaged gap</th>
              </tr>
            </thead>
            <tbody>
              {lines.map((line) => (
                <MeasureLine line={line} slug={slug} />
              ))}
            </tbody>
          </table>
        </WideTable>
      ))}
      {!similar && families.length > 0 && (
        <p class="soft">No schools like it are shown: it stands in no imported school census, or in none with its pupils’ numbers.</p>
      )}
      {families.some(({ lines }) => lines.some(({ value }) => value.region?.kind === "pooled")) && (
        <p class="soft">† calculated from rounded school figures, pooled by pupils, of so many of the region’s schools.</p>
      )}
      <Sources values={families.flatMap(({ lines }) => lines.map(({ value }) => value))} />
    </Page>
  );
}

function MeasureLine({ line, slug }: { line: Line; slug: string }) {
  const { measure, value, earlier, disadvantaged, others, alike } = line;
  const { figure, percentile, noPercentile, population, cohort, interval, nation, authority, region, top20 } = value;
  const number = numberOf(figure);
  const gaps = gapsOf(
    {
      group: numberOf(disadvantaged?.figure),
      others: numberOf(others?.figure),
      nationalOthers: numberOf(others?.nation?.figure ?? disadvantaged?.nation?.figure),
    },
    measure.better,
    measure.decimals,
  );
  return (
    <tr>
      <th scope="row">
        <a href={paths.measure(slug, measure.code, { period: value.period })}>{measure.name}</a>
      </th>
      <td data-label="Value">
        <b>{sayFigure(measure, figure)}</b> <span class="soft">in {sayPeriod(value.period)}</span>
        <br />
        <small class="soft">
          {number !== undefined && sayCohort(measure.unit, cohort)}
          {interval && ` Between ${sayNumber(measure, interval.low)} and ${sayNumber(measure, interval.high)}, with 95% confidence.`}
          {sayPublished(value) && ` ${sayPublished(value)}`}
        </small>
      </td>
      <td data-label="National percentile">
        {percentile && population ? (
          <>
            <span class={`rank rank-${Math.round(percentile.whole / 5)}`}>{percentile.whole}</span>
            <br />
            <small class="soft">
              among {sayPopulation(population)}
              {top20 !== undefined &&
                (isInTop(measure, value) ? `; in the top 20%` : `; the top 20% begins at ${sayNumber(measure, top20)}`)}
            </small>
          </>
        ) : (
          <small class="soft">{noPercentile && sayNoPercentile(noPercentile)}</small>
        )}
      </td>
      <td data-label="England">{nation ? sayFigure(measure, nation.figure) : "–"}</td>
      <td data-label="Local authority">{authority ? sayFigure(measure, authority.figure) : "–"}</td>
      <td data-label="Region">
        {region ? sayFigure(region.kind === "pooled" ? finer(measure) : measure, region.figure) : "–"}
        {region?.kind === "pooled" && (
          <>
            <abbr title={sayComparison(region)}>†</abbr>
            <br />
            <small class="soft">
              {region.schools.toLocaleString("en-GB")} of {counted(region.ofSchools, "school", "schools")}
            </small>
          </>
        )}
      </td>
      <td data-label="Schools like it">
        {alike ? (
          <>
            {sayNumber(measure, alike.middle)} in the middle
            <br />
            <small class="soft">
              {alike.worse === undefined ? "" : `better than ${alike.worse} of `}
              {alike.schools} with a value
            </small>
          </>
        ) : (
          "–"
        )}
      </td>
      <td class="years" data-label="Years before">
        {earlier.length === 0 ? (
          <small class="soft">none imported</small>
        ) : (
          earlier.map((one) => {
            const then = numberOf(one.figure);
            return (
              <div>
                {sayPeriod(one.period)}: {sayFigure(measure, one.figure)}
                {then !== undefined && number !== undefined && <small class="soft"> ({sayDifference(measure, then, number)} since)</small>}
              </div>
            );
          })
        )}
      </td>
      <td data-label="Disadvantaged gap">
        <small>
          {gapNames.inSchool}: <b>{sayGap(gaps.inSchool)}</b>
          <br />
          {gapNames.againstNation}: <b>{sayGap(gaps.againstNation)}</b>
        </small>
      </td>
    </tr>
  );
}

/** What schools are compared by, as the catalogue of measures calls it; the region is none of them. */
const nameOfAxis = (axis: string) => measureByCode(axis)?.name ?? "Region";

type SimilarShown = {
  frame: Frame;
  slug: string;
  urn: number;
  name: string;
  similar: SimilarSchools;
  measure: Measure | undefined;
  mine: SchoolValue | undefined;
  theirs: readonly SchoolValue[];
  options: readonly Option[];
};

/** Who are the schools like this one, and why? */
export function SimilarView({ frame, slug, urn, name, similar, measure, mine, theirs, options }: SimilarShown) {
  const axes = Object.keys(similar.school.inputs) as (keyof typeof similar.school.inputs)[];
  const theirsBy = new Map(theirs.map((value) => [value.urn, value]));
  const cells = ({ inputs, region }: SimilarSchools["school"]) => (
    <>
      {axes.map((axis) => {
        const value = inputs[axis];
        const unit = measureByCode(axis);
        return <td>{value === null || !unit ? "not published" : sayNumber(unit, value)}</td>;
      })}
      <td>{region === null ? "not known" : sayRegion(region)}</td>
    </>
  );
  return (
    <Page frame={frame} title={`Schools like ${name}`} wide>
      <p>
        <a href={paths.academyNumbers(slug, urn)}>{name}: its numbers</a>
      </p>
      <h1>Schools like {name}</h1>
      <p>
        The {similar.schools.length} nearest of {similar.compared.toLocaleString("en-GB")} {sayKind(similar.stratum)} in the school census
        of {sayPeriod(similar.period)}, by who their pupils are and never by their results. Each of the columns counts alike: a distance of
        1 is one standard deviation of all these schools.
        {similar.leftOut.length > 0 &&
          ` Not compared, because it is not published of this school: ${similar.leftOut.map(nameOfAxis).join(", ")}.`}
      </p>
      {options.length > 0 && (
        <form class="filters" method="get" action={paths.similar(slug, urn)}>
          <Select name="measure" label="Side by side in" value={measure?.code} options={options} />
          <button class="govuk-button govuk-button--secondary" type="submit">
            Show
          </button>
        </form>
      )}
      {measure && mine && <Alike name={name} measure={measure} mine={mine} theirs={theirs} />}
      <WideTable label={`Schools like ${name}`}>
        <table class="lined numbers">
          <caption>Nearest first{measure && mine ? `, with ${measure.name} in ${sayPeriod(mine.period)}` : ""}</caption>
          <thead>
            <tr>
              <th scope="col">School</th>
              <th scope="col">Distance</th>
              {measure && <th scope="col">{measure.short}</th>}
              {axes.map((axis) => (
                <th scope="col">{nameOfAxis(axis)}</th>
              ))}
              <th scope="col">Region</th>
            </tr>
          </thead>
          <tbody>
            <tr class="total">
              <th scope="row">{name}</th>
              <td>–</td>
              {measure && <td>{mine ? sayFigure(measure, mine.figure) : "–"}</td>}
              {cells(similar.school)}
            </tr>
            {similar.schools.map((school) => {
              const value = theirsBy.get(school.urn);
              return (
                <tr>
                  <th scope="row">
                    {school.name ?? "A school that is not in the imported register"} <small class="soft">{school.urn}</small>
                  </th>
                  <td>{school.distance.toFixed(2)}</td>
                  {measure && <td>{value ? sayFigure(measure, value.figure) : "no row"}</td>}
                  {cells(school)}
                </tr>
              );
            })}
          </tbody>
        </table>
      </WideTable>
    </Page>
  );
}

/** The schools like one as a picture, this one marked; each of their values stands in the table below it. */
function Alike({ name, measure, mine, theirs }: { name: string; measure: Measure; mine: SchoolValue; theirs: readonly SchoolValue[] }) {
  const alike = alikeOf(measure, mine, theirs);
  if (!alike) return <p>None of these schools has a figure for {measure.name} in that year.</p>;
  const own = numberOf(mine.figure);
  const counts = Map.groupBy(
    theirs.flatMap(({ figure }) => numberOf(figure) ?? []),
    (value) => value,
  );
  return (
    <StripPlot
      id="alike"
      reading={readAlike(measure, name, mine, alike)}
      crowd={[...counts].map(([value, those]) => ({ value, count: those.length }))}
      marked={own === undefined ? [] : [{ value: own, letter: "A", name }]}
      lines={[{ value: alike.middle, text: `middle school ${sayNumber(measure, alike.middle)}` }]}
      say={(value) => sayNumber(measure, value)}
      better={measure.better}
    />
  );
}
