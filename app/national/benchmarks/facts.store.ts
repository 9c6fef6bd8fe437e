import { missingOfLetter } from "../../language/missing.ts";
import { type PupilGroup, pupilGroups } from "../../language/pupil-group.ts";
import type { Period } from "../../language/school-year.ts";
import type { RegisterReader } from "../register/register.store.ts";
import { measureByCode } from "../results/catalogue.ts";
import { keptAt, versionNow } from "./kept.store.ts";
import type { Succession } from "./predecessors.rules.ts";
import type { Comparison, Source, Told } from "./value.rules.ts";

/** Which values; what is left out is not narrowed. */
export interface ValueFilter {
  readonly measures?: readonly string[];
  readonly periods?: readonly Period[];
  readonly groups?: readonly PupilGroup[];
}

/** One fact as it is stored, by its numbers, with the population it belongs to; `whole`: its file is all of England. */
export interface Fact extends Omit<Told, "source"> {
  readonly measure: number;
  readonly group: number;
  readonly period: number;
  readonly import: number;
  readonly stratum: number;
  readonly whole: boolean;
}

/** Period, measure and group of a fact in one number, which sorts by them in this order. */
export const factKey = (period: number, measure: number, group: number): number => (period * 32_768 + measure) * 256 + group;

/** Facts under their keys, by organisation. */
export type ByOrganisation = ReadonlyMap<number, ReadonlyMap<number, Fact>>;

/** The facts of one organisation, period and import as they lie together: a row for each would cost several times more. */
interface Bundle {
  readonly kind: string;
  readonly key: number;
  readonly period: number;
  readonly import: number;
  /** Their measures, groups, values and pupils, side by side, as JSON. */
  readonly facts: string;
  /** Of those of which more is told: measure, group, why there is no value, numerator and interval, as JSON. */
  readonly more: string | null;
  /** The version of the distributions they were read beside. */
  readonly version: string;
  readonly stratum: number;
  readonly whole: boolean;
}
/** One organisation's bundles. Each is found by itself, so that no plan ever reads all organisations for the sake of a few. */
const bundlesOf = (kind: string, key: string, where: string) =>
  `lateral (select * from national.organisation_facts f where f.org_kind = '${kind}' and f.org_key = ${key}${where} offset 0)`;
const bundle = `${versionNow} as version, f.org_key as key, f.period, f.import, f.facts, f.more, f.whole, f.stratum`;

const missingHere = { missing: "not-available" } as const;

type Columns = readonly [measures: number[], groups: number[], values: (number | null)[], pupils: (number | null)[]];
type More = readonly [
  measure: number,
  group: number,
  missing: string | null,
  numerator: number | null,
  low: number | null,
  high: number | null,
];

/** What few facts have beside a value and its pupils, by measure and group. */
const moreOf = (told: string) =>
  new Map(
    (JSON.parse(told) as More[]).map(([measure, group, missing, numerator, low, high]) => [
      `${measure} ${group}`,
      {
        missing: missing === null ? undefined : missingOfLetter(missing),
        numerator: numerator ?? undefined,
        interval: low === null || high === null ? undefined : { low, high },
      },
    ]),
  );

/** The facts in some bundles that a filter asks for. */
function byOrganisation(bundles: readonly Bundle[], filter: ValueFilter): ByOrganisation {
  const [onlyMeasures, onlyGroups] = [numbersOf(filter.measures, measureNumber), numbersOf(filter.groups, (group) => pupilGroups[group])];
  const all = new Map<number, Map<number, Fact>>();
  for (const { key, period, import: from, facts, more: told, stratum, whole } of bundles) {
    const mine = all.get(key) ?? new Map<number, Fact>();
    const [measures, groups, values, pupils]: Columns = JSON.parse(facts);
    const mores = told === null ? undefined : moreOf(told);
    for (let at = 0; at < measures.length; at++) {
      const [measure, group, value] = [measures[at] as number, groups[at] as number, values[at] ?? null];
      if (onlyMeasures?.has(measure) === false || onlyGroups?.has(group) === false) continue;
      const more = mores?.get(`${measure} ${group}`);
      const missing = more?.missing;
      mine.set(factKey(period, measure, group), {
        measure,
        group,
        period,
        import: from,
        stratum,
        whole,
        figure: value !== null ? { value } : missing ? { missing } : missingHere,
        numerator: more?.numerator,
        cohort: pupils[at] ?? undefined,
        interval: more?.interval,
      });
    }
    if (mine.size > 0) all.set(key, mine);
  }
  return all;
}

/** All the facts of some organisations. */
export function* everyFact(told: ByOrganisation): Generator<Fact> {
  for (const facts of told.values()) yield* facts.values();
}

const measureNumber = (code: string) => measureByCode(code)?.id ?? 0;
const numbersOf = <Name>(names: readonly Name[] | undefined, numberOf: (name: Name) => number) =>
  names && new Set(names.map((name) => numberOf(name)));

/** What narrows rows to periods, measures and groups, as conditions that an index serves, and their parameters from $2 on. */
function narrowing({ measures, periods, groups }: ValueFilter): { name: string; sql: string; values: number[][] } {
  const narrowed: [column: string, values: number[]][] = [];
  if (periods) narrowed.push(["period", [...periods]]);
  if (measures) narrowed.push(["measure", measures.map(measureNumber)]);
  if (groups) narrowed.push(["pupil_group", groups.map((group) => pupilGroups[group])]);
  return {
    name: narrowed.map(([column]) => ` ${column}`).join(""),
    sql: narrowed.map(([column], at) => ` and f.${column} = any($${at + 2}::smallint[])`).join(""),
    values: narrowed.map(([, values]) => values),
  };
}
/** Bundles are only found by their periods: what is in them is chosen afterwards. */
const byPeriod = ({ periods }: ValueFilter): ValueFilter => (periods ? { periods } : {});

/** Asks under a name, one for each way to narrow, so that its plan is made once. */
async function ask<Row>(
  db: RegisterReader,
  name: string,
  keys: readonly number[],
  filter: ValueFilter,
  sql: (where: string) => string,
): Promise<Row[]> {
  const where = narrowing(filter);
  return (await db.query({ name: `national ${name}${where.name}`, text: sql(where.sql), values: [keys, ...where.values] })).rows as Row[];
}

/** Facts that can be ranked, with the version of the distributions that they were read beside ("" without facts). */
export interface Ranked {
  readonly version: string;
  readonly facts: ByOrganisation;
}
const ranked = (bundles: readonly Bundle[], filter: ValueFilter): Ranked => ({
  version: bundles[0]?.version ?? "",
  facts: byOrganisation(bundles, filter),
});

const before = (school: string) => `lateral (
  select linked_urn as earlier from national.school_link where urn = ${school} and direction = 'predecessor'
  union all select urn from national.school_link where linked_urn = ${school} and direction = 'successor') p`;

/**
 * The facts of some schools and of everybody before them, with the steps from each school back. `union` drops steps already taken, so that a
 * ring of links ends the walk.
 */
export async function schoolFacts(
  db: RegisterReader,
  urns: readonly number[],
  filter: ValueFilter,
): Promise<Ranked & { readonly links: ReadonlyMap<number, readonly Succession[]> }> {
  const rows = await ask<Bundle>(
    db,
    "schools",
    urns,
    byPeriod(filter),
    (where) => `
    with recursive step (school, later, earlier) as (
      select a.urn, a.urn, p.earlier from unnest($1::int[]) a (urn), ${before("a.urn")}
      union select s.school, s.earlier, p.earlier from step s, ${before("s.earlier")}
    ), family as (
      select unnest($1::int[]) as urn union select earlier from step
    )
    select 's' as kind, ${bundle} from family cross join ${bundlesOf("s", "family.urn", where)} f
    union all select 'step', '', school, later, earlier, '', '', false, 0 from step`,
  );
  const steps = rows
    .filter(({ kind }) => kind === "step")
    .map(({ key, period, import: earlier }) => ({ school: key, later: period, earlier }));
  const bundles = rows.filter(({ kind }) => kind === "s");
  return { ...ranked(bundles, filter), links: Map.groupBy(steps, ({ school }) => school) };
}

/** The facts that trust-level files publish of a trust. */
export async function trustFacts(db: RegisterReader, uid: number, filter: ValueFilter): Promise<Ranked> {
  const rows = await ask<Bundle>(
    db,
    "trust",
    [uid],
    byPeriod(filter),
    (where) => `select 't' as kind, ${bundle} from unnest($1::int[]) k (key) cross join ${bundlesOf("t", "k.key", where)} f`,
  );
  return ranked(rows, filter);
}

const regionsOf = "select distinct region::int from national.school_region where urn = any($1)";
const beside: readonly (readonly [kind: string, keys: string])[] = [
  ["n", "select unnest('{1,2,3,4,5,7,10,11}'::int[])"],
  ["l", "select distinct la_code::int from national.school where urn = any($1) and la_code is not null"],
  ["r", regionsOf],
];

/** The published facts of the nation, and of some schools' authorities and regions, by kind. */
export async function factsBeside(
  db: RegisterReader,
  urns: readonly number[],
  filter: ValueFilter,
): Promise<ReadonlyMap<string, ByOrganisation>> {
  const bundles = await ask<Bundle>(db, "beside", urns, byPeriod(filter), (where) =>
    beside
      .map(([kind, keys]) => `select '${kind}' as kind, ${bundle} from (${keys}) k (key) cross join ${bundlesOf(kind, "k.key", where)} f`)
      .join(" union all "),
  );
  return new Map([...Map.groupBy(bundles, ({ kind }) => kind)].map(([kind, those]) => [kind, byOrganisation(those, filter)]));
}

/** Where schools lie: the register's code of the authority and number of the region. */
export async function placesOf(db: RegisterReader, urns: readonly number[]) {
  const rows = await ask<{ urn: number; authority: number | null; region: number | null }>(
    db,
    "places",
    urns,
    {},
    () => `
    select s.urn, s.la_code::int as authority, r.region from national.school s left join national.school_region r on r.urn = s.urn
    where s.urn = any($1::int[])`,
  );
  return new Map(rows.map((place) => [place.urn, place]));
}

type PooledFigure = Extract<Comparison, { kind: "pooled" }>;

/** The pooled figures of some schools' regions: how to find one by region, kind of school and key of the fact. */
export async function pooledBeside(db: RegisterReader, urns: readonly number[], filter: ValueFilter) {
  type Row = Omit<PooledFigure, "kind" | "figure"> & { period: number; measure: number; group: number; stratum: number; value: number };
  const rows = await ask<Row>(
    db,
    "regions",
    urns,
    filter,
    (where) => `
    select region as key, period, measure, pupil_group as group, stratum, value, pupils::int, schools, of_pupils::int as "ofPupils", of_schools as "ofSchools"
    from (${regionsOf}) k (key) cross join lateral (select * from national.region_figure f where f.region = k.key${where} offset 0) f`,
  );
  const found = new Map(rows.map((row) => [`${row.key} ${row.stratum} ${factKey(row.period, row.measure, row.group)}`, row]));
  return (region: number, stratum: number, key: number): PooledFigure | undefined => {
    const row = found.get(`${region} ${stratum} ${key}`);
    if (!row) return undefined;
    const { pupils, schools, ofPupils, ofSchools } = row;
    return { kind: "pooled", key: region, figure: { value: row.value }, pupils, schools, ofPupils, ofSchools };
  };
}

/** The files that some facts stand in. */
export async function sourcesOf(db: RegisterReader, version: string, facts: Iterable<Fact>): Promise<(fact: Fact) => Source> {
  const known = keptAt(version).sources;
  const lacking = new Set<number>();
  for (const fact of facts) if (!known.has(fact.import)) lacking.add(fact.import);
  if (lacking.size > 0) {
    const { rows } = await db.query(
      `select id as import, dataset, version, released_on::text as "releasedOn", file_name as file from national.result_import where id = any($1)`,
      [[...lacking]],
    );
    for (const source of rows as Source[]) known.set(source.import, source);
  }
  return (fact) => known.get(fact.import) as Source;
}
