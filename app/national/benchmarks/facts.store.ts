import { type Figure, missingOfLetter } from "../../language/missing.ts";
import { type PupilGroup, pupilGroups } from "../../language/pupil-group.ts";
import type { Period } from "../../language/school-year.ts";
import type { RegisterReader } from "../register/register.store.ts";
import { measureByCode } from "../results/catalogue.ts";
import type { Comparison, Source, Told } from "./value.rules.ts";

/** Which values; what is left out is not narrowed. */
export interface ValueFilter {
  readonly measures?: readonly string[];
  readonly periods?: readonly Period[];
  readonly groups?: readonly PupilGroup[];
}

/** One fact as it is stored, by its numbers. */
export interface Fact extends Omit<Told, "source"> {
  readonly measure: number;
  readonly group: number;
  readonly period: number;
  readonly import: number;
}
/** A fact about a school or a trust, with the population it belongs to; `whole`: its file is all of England. */
export interface RankedFact extends Fact {
  readonly stratum: number;
  readonly whole: boolean;
}

/** Period, measure and group of a fact in one number, which sorts by them in this order. */
export const factKey = (period: number, measure: number, group: number): number => (period * 32_768 + measure) * 256 + group;

/** Facts under their keys, by organisation. */
export type ByOrganisation<F> = ReadonlyMap<number, ReadonlyMap<number, F>>;

// The facts of one organisation, period and import come in one line of text: a row for each costs several times more.
interface Bundle {
  readonly kind: string;
  readonly key: number;
  readonly period: number;
  readonly import: number;
  readonly facts: string;
}
const bundled = `string_agg(concat(f.measure, ',', f.pupil_group, ',', f.value, ',', f.missing, ',', f.numerator, ',', f.denominator, ',', f.low, ',', f.high), ';') as facts`;

const numberIn = (text: string | undefined) => (text ? Number(text) : undefined);

function* factsIn(bundle: Bundle): Generator<Fact> {
  for (const line of bundle.facts.split(";")) {
    const [measure, group, value, missing, numerator, denominator, lowest, highest] = line.split(",");
    const figure: Figure = value ? { value: Number(value) } : { missing: missingOfLetter(missing ?? "") ?? "not-available" };
    const [low, high] = [numberIn(lowest), numberIn(highest)];
    yield {
      measure: Number(measure),
      group: Number(group),
      period: bundle.period,
      import: bundle.import,
      figure,
      numerator: numberIn(numerator),
      cohort: numberIn(denominator),
      interval: low === undefined || high === undefined ? undefined : { low, high },
    };
  }
}

function byOrganisation<B extends Bundle, F>(bundles: readonly B[], make: (fact: Fact, bundle: B) => F): Map<number, Map<number, F>> {
  const all = new Map<number, Map<number, F>>();
  for (const bundle of bundles) {
    const mine = all.get(bundle.key) ?? new Map<number, F>();
    all.set(bundle.key, mine);
    for (const fact of factsIn(bundle)) mine.set(factKey(fact.period, fact.measure, fact.group), make(fact, bundle));
  }
  return all;
}

/** What narrows the facts, as conditions that an index serves, and their parameters from $2 on. */
function narrowing({ measures, periods, groups }: ValueFilter): { sql: string; values: number[][] } {
  const narrowed: [column: string, values: number[]][] = [];
  if (periods) narrowed.push(["period", [...periods]]);
  if (measures) narrowed.push(["measure", measures.map((code) => measureByCode(code)?.id ?? 0)]);
  if (groups) narrowed.push(["pupil_group", groups.map((group) => pupilGroups[group])]);
  return {
    sql: narrowed.map(([column], at) => ` and f.${column} = any($${at + 2}::smallint[])`).join(""),
    values: narrowed.map(([, values]) => values),
  };
}

async function ask<Row>(db: RegisterReader, keys: readonly number[], filter: ValueFilter, sql: (where: string) => string): Promise<Row[]> {
  const where = narrowing(filter);
  return (await db.query(sql(where.sql), [keys, ...where.values])).rows as Row[];
}

/** Facts that can be ranked, and the version of the distributions that they were read beside (0 without facts). */
export interface Ranked {
  readonly version: number;
  readonly facts: ByOrganisation<RankedFact>;
}
type RankedBundle = Bundle & { readonly version: number; readonly stratum: number; readonly whole: boolean };

const ranked = (bundles: readonly RankedBundle[]): Ranked => ({
  version: bundles[0]?.version ?? 0,
  facts: byOrganisation(bundles, (fact, { stratum, whole }) => ({ ...fact, stratum, whole })),
});

/** The facts of some schools and of everybody before them. */
export async function schoolFacts(db: RegisterReader, urns: readonly number[], filter: ValueFilter): Promise<Ranked> {
  return ranked(
    await ask(
      db,
      urns,
      filter,
      (where) => `
      with family as (
        select unnest($1::int[]) as urn union select p.urn from unnest($1::int[]) a (urn), national.predecessors_of(a.urn) p
      ), told as (
        select f.org_key as key, f.period, f.import, ${bundled}
        from family join national.fact f on f.org_kind = 's' and f.org_key = family.urn${where} group by f.org_key, f.period, f.import
      )
      select 's' as kind, (select version from national.benchmark_state) as version, key, told.period, told.import, facts, t.whole is true as whole,
        coalesce(
          nullif((select s.stratum from national.fact_school s where s.import = t.file and s.urn = key), 0),
          nullif((select c.stratum from national.fact_school c where c.import = t.census and c.urn = key), 0), 0) as stratum
      from told left join national.teller t on t.import = told.import and t.period = told.period`,
    ),
  );
}

/** The facts that trust-level files publish of a trust. */
export async function trustFacts(db: RegisterReader, uid: number, filter: ValueFilter): Promise<Ranked> {
  return ranked(
    await ask(
      db,
      [uid],
      filter,
      (where) => `
      select 't' as kind, (select version from national.benchmark_state) as version, f.org_key as key, f.period, f.import, ${bundled},
        t.whole is true as whole, 20 as stratum
      from national.fact f left join national.teller t on t.import = f.import and t.period = f.period
      where f.org_kind = 't' and f.org_key = any($1::int[])${where} group by f.org_key, f.period, f.import, t.whole`,
    ),
  );
}

const regionsOf = "select distinct region::int from national.school_region where urn = any($1)";
const beside = [
  ["n", "select unnest('{1,2,3,4,5,7,10,11}'::int[])"],
  ["l", "select distinct la_code::int from national.school where urn = any($1) and la_code is not null"],
  ["r", regionsOf],
];

/** The published facts of the nation, and of some schools' authorities and regions, by kind. */
export async function factsBeside(
  db: RegisterReader,
  urns: readonly number[],
  filter: ValueFilter,
): Promise<ReadonlyMap<string, ByOrganisation<Fact>>> {
  const bundles = await ask<Bundle>(db, urns, filter, (where) =>
    beside
      .map(
        ([kind, keys]) => `
      select '${kind}' as kind, f.org_key as key, f.period, f.import, ${bundled}
      from (${keys}) k (key) join national.fact f on f.org_kind = '${kind}' and f.org_key = k.key${where} group by f.org_key, f.period, f.import`,
      )
      .join(" union all "),
  );
  return new Map([...Map.groupBy(bundles, ({ kind }) => kind)].map(([kind, those]) => [kind, byOrganisation(those, (fact) => fact)]));
}

type PooledFigure = Extract<Comparison, { kind: "pooled" }>;

/** The pooled figures of some schools' regions: how to find one by region, kind of school and key of the fact. */
export async function pooledBeside(db: RegisterReader, urns: readonly number[], filter: ValueFilter) {
  type Row = Omit<PooledFigure, "kind" | "figure"> & { period: number; measure: number; group: number; stratum: number; value: number };
  const rows = await ask<Row>(
    db,
    urns,
    filter,
    (where) => `
    select region as key, period, measure, pupil_group as group, stratum, value, pupils::int, schools, of_pupils::int as "ofPupils", of_schools as "ofSchools"
    from national.region_figure f where region in (${regionsOf})${where}`,
  );
  const found = new Map(rows.map((row) => [`${row.key} ${row.stratum} ${factKey(row.period, row.measure, row.group)}`, row]));
  return (region: number, stratum: number, key: number): PooledFigure | undefined => {
    const row = found.get(`${region} ${stratum} ${key}`);
    if (!row) return undefined;
    const { pupils, schools, ofPupils, ofSchools } = row;
    return { kind: "pooled", key: region, figure: { value: row.value }, pupils, schools, ofPupils, ofSchools };
  };
}

// What an import says of itself never changes.
const kept = new WeakMap<RegisterReader, Map<number, Source>>();

/** The files that some facts stand in. */
export async function sourcesOf(db: RegisterReader, imports: Iterable<number>): Promise<(id: number) => Source> {
  const known = kept.get(db) ?? new Map<number, Source>();
  kept.set(db, known);
  const lacking = [...new Set(imports)].filter((id) => !known.has(id));
  if (lacking.length > 0) {
    const { rows } = await db.query(
      `select id as import, dataset, version, released_on::text as "releasedOn", file_name as file from national.result_import where id = any($1)`,
      [lacking],
    );
    for (const source of rows as Source[]) known.set(source.import, source);
  }
  return (id) => known.get(id) as Source;
}
