import { isPupilGroup, type PupilGroup, sayPupilGroup } from "../../language/pupil-group.ts";
import { type Period, readPeriod, sayPeriod, yearOf } from "../../language/school-year.ts";
import { academiesOfTrust, loadTrust, type RegisterReader } from "../register/register.store.ts";
import { measureByCode, measures } from "../results/catalogue.ts";
import { type Measure, productionOf } from "../results/measure.rules.ts";
import { sayCohort } from "./honesty.rules.ts";
import { sayCoverage, sayNotPooled } from "./pooled.rules.ts";
import { trustFigures } from "./trust-figures.store.ts";
import {
  type Comparison,
  missingOf,
  numberOf,
  type SchoolValue,
  sayFigure,
  sayNoPercentile,
  sayNumber,
  sayPopulation,
  sayPublished,
  type TrustFigure,
} from "./value.rules.ts";
import { valuesOfSchools } from "./value.store.ts";

/** What somebody wrote on the command line, and what comes of it: lines on stdout, or one on stderr. */
export type Said = { readonly out: readonly string[] } | { readonly wrong: string };

interface Asked {
  readonly measure: Measure;
  readonly period: Period;
  readonly group: PupilGroup;
  readonly json: boolean;
}

/** `measures list`: every measure of the catalogue, with the periods that percentiles can be given for. */
export async function listMeasures(db: RegisterReader, json: boolean): Promise<Said> {
  const { rows } = await db.query(
    "select measure, array_agg(distinct period order by period) as periods from national.distribution group by measure",
  );
  const periods = new Map((rows as { measure: number; periods: number[] }[]).map((row) => [row.measure, row.periods.map(sayPeriod)]));
  const listed = measures.map(({ id, code, name, family, phase, unit, decimals, better, weight, published }) => ({
    ...{ code, name, family, phase, unit, decimals, better, weight, published },
    periods: periods.get(id) ?? [],
  }));
  if (json) return { out: [JSON.stringify(listed)] };
  return {
    out: listed.map(({ code, name, periods: when }) => `${code.padEnd(28)} ${name}${when.length > 0 ? ` (${when.join(", ")})` : ""}`),
  };
}

/** `measures show`: one value of a school or of a trust, with its percentile, population and source. */
export async function showMeasure(db: RegisterReader, words: Readonly<Record<string, unknown>>): Promise<Said> {
  const read = readAsked(words);
  if ("wrong" in read) return read;
  const { urn, trust } = words;
  if ((urn === undefined) === (trust === undefined))
    return { wrong: "Say whose figure: --urn of one school, or --trust with the UID of one trust." };
  const key = Number(urn ?? trust);
  if (!Number.isInteger(key) || key <= 0 || key > 2_147_483_647)
    return {
      wrong: `${urn ?? trust} is no ${urn === undefined ? "UID of a trust" : "URN"}: give a whole number such as ${urn === undefined ? "2186" : "145437"}.`,
    };
  return urn === undefined ? showTrust(db, key, read) : showSchool(db, key, read);
}

function readAsked({
  measure: code,
  period: when,
  group: who = "all",
  json,
}: Readonly<Record<string, unknown>>): Asked | { wrong: string } {
  const measure = measureByCode(String(code ?? ""));
  if (!measure)
    return {
      wrong: `${code ? `There is no measure "${code}"` : "Name a measure: --measure ks2-rwm-exp"}. \`measures list\` names them all.`,
    };
  const period = readPeriod(String(when ?? ""));
  if (period === undefined)
    return {
      wrong: `${when ? `"${when}" is no school year` : "Name a school year"}: write --period 2017/18, or "2017/18 HT3" for a half-term.`,
    };
  const group = String(who);
  if (!isPupilGroup(group))
    return { wrong: `There is no pupil group "${group}". Examples: all, disadvantaged, not-disadvantaged, girls, boys, eal, sen-support.` };
  return { measure, period, group, json: json === true };
}

async function showSchool(db: RegisterReader, urn: number, { measure, period, group, json }: Asked): Promise<Said> {
  const [[value], known] = await Promise.all([
    valuesOfSchools(db, [urn], { measures: [measure.code], periods: [period], groups: [group] }),
    db.query("select name from national.school where urn = $1", [urn]),
  ]);
  const name = (known.rows[0] as { name: string } | undefined)?.name ?? null;
  if (!value && !name)
    return {
      wrong: `Neither the register nor a file of results knows a school with URN ${urn}. Import the register, or look the URN up on Get Information About Schools.`,
    };
  const reason = value ? undefined : whyNothing(measure, period);
  if (json)
    return {
      out: [
        JSON.stringify({
          urn,
          name,
          measure: measure.code,
          period: sayPeriod(period),
          group,
          ...(value ? schoolJson(value) : nothing(reason as string)),
        }),
      ],
    };
  const head = `${name ?? "A school"} (URN ${urn}), ${measure.name}, ${sayPeriod(period)}, ${sayPupilGroup(group)}: `;
  return { out: value ? schoolSentences(head, measure, value) : [`${head}no value. ${reason}`] };
}

const nothing = (reason: string) => ({
  value: null,
  missing: "not-published",
  reason,
  percentile: null,
  rank: null,
  n: null,
  population: null,
  source: null,
  publishedUrn: null,
});

/** Why no file has a row: the measure was not produced, or none has been imported. */
function whyNothing(measure: Measure, period: Period): string {
  const production = productionOf(measure, yearOf(period), "school");
  return production.produced ? "No imported file has a row for this school, nor for a school it came from." : production.reason;
}

const comparisonJson = (comparison: Comparison | undefined) => comparison && { value: numberOf(comparison.figure), kind: comparison.kind };

function schoolJson(value: SchoolValue) {
  const { figure, percentile, noPercentile, population, published, several, source, cohort, numerator, interval, top20 } = value;
  return {
    value: numberOf(figure) ?? null,
    missing: missingOf(figure) ?? null,
    percentile: percentile?.rank ?? null,
    rank: percentile?.whole ?? null,
    n: population?.n ?? null,
    population: population ? sayPopulation(population) : null,
    ...(noPercentile ? { reason: sayNoPercentile(noPercentile) } : {}),
    source,
    publishedUrn: several.length > 0 ? null : published.urn,
    before: published.before && several.length === 0,
    several,
    cohort: cohort ?? null,
    numerator: numerator ?? null,
    interval: interval ?? null,
    top20: top20 ?? null,
    nation: comparisonJson(value.nation) ?? null,
    authority: comparisonJson(value.authority) ?? null,
    region: comparisonJson(value.region) ?? null,
  };
}

function schoolSentences(head: string, measure: Measure, value: SchoolValue): string[] {
  const { figure, percentile, noPercentile, population, source, cohort, interval } = value;
  const beside = [
    ["England", value.nation],
    ["its authority", value.authority],
    ["its region", value.region],
  ].flatMap(([who, comparison]) => {
    const number = numberOf((comparison as Comparison | undefined)?.figure);
    return number === undefined
      ? []
      : `${who} ${sayNumber(measure, number)}${(comparison as Comparison).kind === "pooled" ? " (pooled)" : ""}`;
  });
  return [
    `${head}${sayFigure(measure, figure)}`,
    percentile && population
      ? `Percentile ${percentile.whole} among ${sayPopulation(population)}.`
      : sayNoPercentile(noPercentile ?? "no-value"),
    sayPublished(value),
    "value" in figure ? sayCohort(measure.unit, cohort) : undefined,
    interval && `Confidence interval: ${sayNumber(measure, interval.low)} to ${sayNumber(measure, interval.high)}.`,
    beside.length > 0 ? `Beside it: ${beside.join(", ")}.` : undefined,
    saySource(source),
  ].filter((line) => line !== undefined);
}

const saySource = ({ dataset, version, releasedOn, file }: SchoolValue["source"]) =>
  `Source: ${dataset}, ${version}${releasedOn ? `, released on ${releasedOn}` : ""} (${file}).`;

async function showTrust(db: RegisterReader, uid: number, { measure, period, group, json }: Asked): Promise<Said> {
  const trust = await loadTrust(db, uid);
  if (!trust) return { wrong: `The register has no trust with UID ${uid}. Import the newest groups file first, then try again.` };
  const urns = (await academiesOfTrust(db, uid)).map((academy) => academy.urn);
  const [figure] = await trustFigures(db, urns, { uid, measures: [measure.code], periods: [period], groups: [group] });
  const reason = figure
    ? undefined
    : whyNothing(measure, period).replace("this school, nor for a school it", "any academy of this trust, nor for a school one of them");
  if (json)
    return {
      out: [
        JSON.stringify({
          trust: uid,
          name: trust.name,
          measure: measure.code,
          period: sayPeriod(period),
          group,
          ...(figure ? trustJson(figure) : nothing(reason as string)),
        }),
      ],
    };
  const head = `${trust.name} (UID ${uid}), ${measure.name}, ${sayPeriod(period)}, ${sayPupilGroup(group)}: `;
  return { out: figure ? trustSentences(head, measure, figure) : [`${head}no figure. ${reason}`] };
}

function trustJson({ pooled, schools, nation, published }: TrustFigure) {
  const made = typeof pooled === "string" ? undefined : pooled;
  return {
    value: made?.value ?? null,
    missing: made ? null : "not-available",
    ...(typeof pooled === "string" ? { reason: sayNotPooled(pooled) } : { note: sayCoverage(pooled) }),
    pupils: made?.pupils ?? null,
    ofPupils: made?.ofPupils ?? null,
    schools: made?.schools ?? null,
    ofSchools: schools.length,
    values: schools.map(({ urn, figure, cohort, published: where }) => ({
      ...{ urn, value: numberOf(figure) ?? null, missing: missingOf(figure) ?? null, cohort: cohort ?? null, publishedUrn: where.urn },
    })),
    // Pooled figures have no percentile: there is no national list of them.
    percentile: null,
    nation: comparisonJson(nation) ?? null,
    published: published ? schoolJson(published) : null,
  };
}

function trustSentences(head: string, measure: Measure, { pooled, schools, published }: TrustFigure): string[] {
  const before = schools.filter((value) => value.published.before && value.several.length === 0).length;
  return [
    `${head}${typeof pooled === "string" ? sayNotPooled(pooled) : sayNumber(measure, pooled.value)}`,
    typeof pooled === "string" ? undefined : sayCoverage(pooled),
    before > 0
      ? `${before} of these values ${before === 1 ? "was" : "were"} published under an earlier URN, before the academy opened.`
      : undefined,
    published &&
      `Published for the trust: ${sayFigure(measure, published.figure)}. It also weighs by years in the trust, so it is not the same figure.`,
    published?.interval &&
      `Confidence interval: ${sayNumber(measure, published.interval.low)} to ${sayNumber(measure, published.interval.high)}.`,
    published?.percentile &&
      published.population &&
      `Percentile ${published.percentile.whole} among ${sayPopulation(published.population)}.`,
    published && saySource(published.source),
  ].filter((line) => line !== undefined && line !== "") as string[];
}
