import { type Figure, missingOfLetter } from "../../language/missing.ts";
import { type PupilGroup, pupilGroupOf, pupilGroups } from "../../language/pupil-group.ts";
import type { Period } from "../../language/school-year.ts";
import type { RegisterReader } from "../register/register.store.ts";
import { measureByCode, measureById } from "../results/catalogue.ts";
import { boundaryOf, percentileOf } from "./distribution.rules.ts";
import { distributionsAt, type StoredDistribution } from "./distribution.store.ts";
import { publishedOf, type Row, type Succession } from "./predecessors.rules.ts";
import { type Comparison, type NoPercentile, numberOf, type SchoolValue, type Source, type Told } from "./value.rules.ts";

/** Which values; what is left out is not narrowed. */
export interface ValueFilter {
  readonly measures?: readonly string[];
  readonly periods?: readonly Period[];
  readonly groups?: readonly PupilGroup[];
  /** Leaves the nation's, authority's and region's figures out. */
  readonly alone?: boolean;
}

/** Facts of one organisation, period and import: sent in one line of text, because a row for each costs many times more. */
interface Bundle {
  readonly kind: string;
  readonly key: number;
  readonly period: number;
  readonly import: number;
  readonly facts: string;
}
interface SchoolBundle extends Bundle {
  readonly version: number;
  readonly stratum: number;
  readonly whole: boolean;
}
interface Fact extends Omit<Told, "source"> {
  readonly measure: number;
  readonly group: number;
  readonly from: Bundle;
}

const bundled = `string_agg(concat(f.measure, ',', f.pupil_group, ',', f.value, ',', f.missing, ',', f.numerator, ',', f.denominator, ',', f.low, ',', f.high), ';') as facts`;

/** What narrows the facts, as conditions on an index, and its parameters from $2 on. */
function conditions({ measures, periods, groups }: ValueFilter): { sql: string; values: number[][] } {
  const narrowed: [string, number[]][] = [
    ...(periods ? [["period", [...periods]] as [string, number[]]] : []),
    ...(measures ? [["measure", measures.map((code) => measureByCode(code)?.id ?? 0)] as [string, number[]]] : []),
    ...(groups ? [["pupil_group", groups.map((group) => pupilGroups[group])] as [string, number[]]] : []),
  ];
  return {
    sql: narrowed.map(([column], at) => ` and f.${column} = any($${at + 2}::smallint[])`).join(""),
    values: narrowed.map(([, values]) => values),
  };
}

const stepBack = (school: string) => `lateral (
  select linked_urn as earlier from national.school_link where urn = ${school} and direction = 'predecessor'
  union all select urn from national.school_link where linked_urn = ${school} and direction = 'successor') p`;

// Everybody before the schools asked about; `union` drops steps already taken, so that a ring of links ends the walk.
const linksOf = `with recursive step (school, later, earlier) as (
    select a.urn, a.urn, p.earlier from unnest($1::int[]) a (urn), ${stepBack("a.urn")}
    union select s.school, s.earlier, p.earlier from step s, ${stepBack("s.earlier")}
  ) select school, later, earlier from step`;

const schoolFacts = (where: string) => `with family as (
    select unnest($1::int[]) as urn union select p.urn from unnest($1::int[]) a (urn), national.predecessors_of(a.urn) p
  ), told as (
    select f.org_key as key, f.period, f.import, ${bundled} from family join national.fact f on f.org_kind = 's' and f.org_key = family.urn${where}
    group by f.org_key, f.period, f.import
  )
  select 's' as kind, (select version from national.benchmark_state) as version, key, told.period, told.import, facts, t.whole is true as whole,
    coalesce(
      nullif((select s.stratum from national.fact_school s where s.import = t.file and s.urn = key), 0),
      nullif((select c.stratum from national.fact_school c where c.import = t.census and c.urn = key), 0), 0) as stratum
  from told left join national.teller t on t.import = told.import and t.period = told.period`;

const trustFacts = (where: string) => `
  select 't' as kind, (select version from national.benchmark_state) as version, f.org_key as key, f.period, f.import, ${bundled}, t.whole is true as whole, 20 as stratum
  from national.fact f left join national.teller t on t.import = f.import and t.period = f.period
  where f.org_kind = 't' and f.org_key = any($1::int[])${where} group by f.org_key, f.period, f.import, t.whole`;

const authorityOf = `select distinct la_code::int from national.school where urn = any($1) and la_code is not null`;
const regionOf = `select distinct region::int from national.school_region where urn = any($1)`;
const comparedFacts = (where: string) =>
  [
    ["n", "select unnest('{1,2,3,4,5,7,10,11,20}'::int[])"],
    ["l", authorityOf],
    ["r", regionOf],
  ]
    .map(
      ([kind, keys]) => `select '${kind}' as kind, f.org_key as key, f.period, f.import, ${bundled}
        from (${keys}) k (key) join national.fact f on f.org_kind = '${kind}' and f.org_key = k.key${where} group by f.org_key, f.period, f.import`,
    )
    .join(" union all ");

const pooledFigures = (
  where: string,
) => `select region as key, period, measure, pupil_group as group, stratum, value, pupils::int, schools, of_pupils::int as "ofPupils", of_schools as "ofSchools"
  from national.region_figure f where region in (${regionOf})${where}`;

type PooledRow = { period: number; measure: number; group: number; stratum: number; value: number } & Omit<
  Extract<Comparison, { kind: "pooled" }>,
  "kind" | "figure"
>;
type Place = { readonly urn: number; readonly authority: number | null; readonly region: number | null };

const placesOf = `select a.urn, s.la_code::int as authority, r.region from unnest($1::int[]) a (urn)
  left join national.school s on s.urn = a.urn left join national.school_region r on r.urn = a.urn`;

/**
 * Every published value of some schools with its percentile, cohort, published URN, source and comparisons, by school, period, measure and
 * group. Where a school's own row has no value, whoever came before it speaks. A value that no file tells of is not in the list.
 */
export async function valuesOfSchools(db: RegisterReader, urns: readonly number[], filter: ValueFilter = {}): Promise<SchoolValue[]> {
  const where = conditions(filter);
  const ask = <Answer>(sql: string, values: unknown[] = [urns, ...where.values]) =>
    db.query(sql, values).then(({ rows }) => rows as Answer[]);
  const none = Promise.resolve([]);
  const [links, bundles, compared, pooled, places] = await Promise.all([
    ask<Succession & { school: number }>(linksOf, [urns]),
    ask<SchoolBundle>(schoolFacts(where.sql)),
    filter.alone ? none : ask<Bundle>(comparedFacts(where.sql)),
    filter.alone ? none : ask<PooledRow>(pooledFigures(where.sql)),
    filter.alone ? none : ask<Place>(placesOf, [urns]),
  ]);
  const [sources, distribution] = await Promise.all([sourcesOf(db, [...bundles, ...compared]), distributionsOf(db, bundles)]);
  if (!distribution) return valuesOfSchools(db, urns, filter);

  const told = factsByKey(bundles);
  const comparing = comparisons(compared, pooled, sources);
  const linksBySchool = Map.groupBy(links, ({ school }) => school);
  const placeOf = new Map(places.map((place) => [place.urn, place]));
  return urns.flatMap((urn) => {
    const before = linksBySchool.get(urn) ?? [];
    const family = [urn, ...new Set(before.map(({ earlier }) => earlier))];
    const keys = new Set(family.flatMap((member) => [...(told.get(member)?.keys() ?? [])]));
    return [...keys].sort().flatMap((key): SchoolValue[] => {
      const published = publishedOf(urn, before, (member) => rowOf(told.get(member)?.get(key)));
      if (!published) return [];
      const several = "several" in published ? published.several : [];
      const speaker = "several" in published ? (published.several[0] as number) : published.urn;
      const fact = "several" in published ? undefined : published.fact;
      const any = (fact ?? told.get(speaker)?.get(key)) as Fact;
      const { from } = any;
      const stratum = (from as SchoolBundle).stratum;
      const place = placeOf.get(urn);
      return [
        {
          urn,
          measure: measureById(any.measure)?.code ?? String(any.measure),
          period: from.period,
          group: pupilGroupOf(any.group) ?? "all",
          figure: fact?.figure ?? { missing: "not-available" },
          numerator: fact?.numerator,
          cohort: fact?.cohort,
          interval: fact?.interval,
          source: sources.get(from.import) as Source,
          published: { urn: speaker, before: speaker !== urn },
          several,
          ...standing(fact, any, distribution),
          nation: comparing("n", [stratum, 10, 11], from.period, any, stratum),
          authority: comparing("l", [place?.authority], from.period, any, stratum),
          region: comparing("r", [place?.region], from.period, any, stratum),
        },
      ];
    });
  });
}

/** What the trust-level files publish of a trust, ranked among the trusts in the file. It is weighed otherwise than by pupils alone. */
export async function publishedTrustValues(db: RegisterReader, uid: number, filter: ValueFilter = {}): Promise<SchoolValue[]> {
  const where = conditions(filter);
  const { rows } = await db.query(trustFacts(where.sql), [[uid], ...where.values]);
  const bundles = rows as SchoolBundle[];
  const [sources, distribution] = await Promise.all([sourcesOf(db, bundles), distributionsOf(db, bundles)]);
  if (!distribution) return publishedTrustValues(db, uid, filter);
  return [...(factsByKey(bundles).get(uid)?.values() ?? [])].map((fact) => ({
    urn: uid,
    measure: measureById(fact.measure)?.code ?? String(fact.measure),
    period: fact.from.period,
    group: pupilGroupOf(fact.group) ?? "all",
    figure: fact.figure,
    numerator: fact.numerator,
    cohort: fact.cohort,
    interval: fact.interval,
    source: sources.get(fact.from.import) as Source,
    published: { urn: uid, before: false },
    several: [],
    ...standing(fact, fact, distribution),
    nation: undefined,
    authority: undefined,
    region: undefined,
  }));
}

const rowOf = (fact: Fact | undefined): Row<Fact> | undefined =>
  fact && { says: "value" in fact.figure ? "value" : fact.figure.missing === "not-available" ? "blank" : "missing", fact };

type Find = NonNullable<Awaited<ReturnType<typeof distributionsOf>>>;

/** The distributions that some schools' facts belong to. */
async function distributionsOf(db: RegisterReader, bundles: readonly SchoolBundle[]) {
  const [first] = bundles;
  if (!first) return () => undefined;
  const keys = bundles.flatMap((bundle) =>
    factsOf(bundle).map(({ measure, group }) => ({ period: bundle.period, measure, group, stratum: bundle.stratum })),
  );
  return distributionsAt(db, first.version, keys);
}

function standing(
  fact: Fact | undefined,
  any: Fact,
  distribution: Find,
): Pick<SchoolValue, "percentile" | "noPercentile" | "population" | "top20"> {
  const { stratum, whole, period } = any.from as SchoolBundle;
  const better = measureById(any.measure)?.better ?? "neither";
  const found = distribution({ period, measure: any.measure, group: any.group, stratum });
  const value = numberOf(fact?.figure);
  const percentile = found && value !== undefined ? percentileOf(found, value, better) : undefined;
  return {
    percentile,
    noPercentile: percentile ? undefined : whyNone(value, better, stratum, whole, found),
    population: found && { stratum, n: found.n, byCensus: found.byCensus },
    top20: found && boundaryOf(found, 80, better),
  };
}

function whyNone(
  value: number | undefined,
  better: string,
  stratum: number,
  whole: boolean,
  found: StoredDistribution | undefined,
): NoPercentile {
  if (value === undefined) return "no-value";
  if (better === "neither") return "neither";
  if (stratum === 6) return "not-state-funded";
  return found === undefined && whole && stratum === 0 ? "type-unknown" : "part-of-england";
}

const keyOf = (period: number, measure: number, group: number) =>
  `${period} ${String(measure).padStart(5, "0")} ${String(group).padStart(3, "0")}`;

/** By organisation, each fact under its period, measure and group. */
function factsByKey(bundles: readonly Bundle[]): Map<number, Map<string, Fact>> {
  const all = new Map<number, Map<string, Fact>>();
  for (const bundle of bundles) {
    const mine = all.get(bundle.key) ?? new Map<string, Fact>();
    all.set(bundle.key, mine);
    for (const fact of factsOf(bundle)) mine.set(keyOf(bundle.period, fact.measure, fact.group), fact);
  }
  return all;
}

function factsOf(from: Bundle): Fact[] {
  return from.facts.split(";").map((line) => {
    const [measure = "", group = "", value = "", missing = "", numerator = "", denominator = "", low = "", high = ""] = line.split(",");
    const figure: Figure = value === "" ? { missing: missingOfLetter(missing) ?? "not-available" } : { value: Number(value) };
    return {
      measure: Number(measure),
      group: Number(group),
      figure,
      numerator: numerator === "" ? undefined : Number(numerator),
      cohort: denominator === "" ? undefined : Number(denominator),
      interval: low === "" || high === "" ? undefined : { low: Number(low), high: Number(high) },
      from,
    };
  });
}

/** Finds what a fact is compared with: of the keys of one kind the first that has a figure, published or else pooled. */
function comparisons(bundles: readonly Bundle[], pooled: readonly PooledRow[], sources: ReadonlyMap<number, Source>) {
  const byKind = new Map([...Map.groupBy(bundles, ({ kind }) => kind)].map(([kind, those]) => [kind, factsByKey(those)]));
  const byRegion = new Map(pooled.map((row) => [`${row.key} ${row.stratum} ${keyOf(row.period, row.measure, row.group)}`, row]));
  return (
    kind: string,
    keys: readonly (number | null | undefined)[],
    period: number,
    { measure, group }: Fact,
    stratum: number,
  ): Comparison | undefined => {
    for (const key of keys) {
      if (key === null || key === undefined) continue;
      const fact = byKind
        .get(kind)
        ?.get(key)
        ?.get(keyOf(period, measure, group));
      if (fact && "value" in fact.figure) {
        const { figure, numerator, cohort, interval, from } = fact;
        return { kind: "published", key, figure, numerator, cohort, interval, source: sources.get(from.import) as Source };
      }
      const row = kind === "r" ? byRegion.get(`${key} ${stratum} ${keyOf(period, measure, group)}`) : undefined;
      if (row) {
        const { value, pupils, schools, ofPupils, ofSchools } = row;
        return { kind: "pooled", key, figure: { value }, pupils, schools, ofPupils, ofSchools };
      }
    }
    return undefined;
  };
}

// What an import says of itself never changes.
const keptSources = new WeakMap<RegisterReader, Map<number, Source>>();

async function sourcesOf(db: RegisterReader, bundles: readonly Bundle[]): Promise<ReadonlyMap<number, Source>> {
  const known = keptSources.get(db) ?? new Map<number, Source>();
  keptSources.set(db, known);
  const lacking = [...new Set(bundles.map((bundle) => bundle.import))].filter((id) => !known.has(id));
  if (lacking.length > 0) {
    const { rows } = await db.query(
      `select id as import, dataset, version, released_on::text as "releasedOn", file_name as file from national.result_import where id = any($1)`,
      [lacking],
    );
    for (const source of rows as Source[]) known.set(source.import, source);
  }
  return known;
}
