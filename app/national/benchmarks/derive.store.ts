import type { ClientBase } from "pg";
import { measures } from "../results/catalogue.ts";
import { rebuildSimilarSchools, renameSimilarSchools } from "./similar-schools.store.ts";
import { rebuildSimilarTrusts } from "./similar-trusts.store.ts";

/** The dataset that tells what kind of school each one is, and what schools are compared by. */
const censusDataset = "census";

/** Which periods are derived anew, with all their measures (null) or some of them, and the facts of all imports (null) or some laid together. */
interface Scope {
  readonly periods: readonly number[];
  readonly measures: readonly number[] | null;
  readonly imports: readonly number[] | null;
}
/** An import, with those that it took figures over from. */
type Brought = { readonly id: number; readonly tookFrom: readonly number[] };

/**
 * Writes anew what an import of results changes: distributions, the regions' pooled figures, the facts that lie together and, after a
 * census, who is like whom. Runs in the import's own change, after its facts; without an import it is done for everything there is.
 */
export async function rebuildDistributions(connection: ClientBase, brought?: Brought): Promise<void> {
  const changed = await writeTellers(connection);
  const scope = brought === undefined ? await everything(connection) : await scopeOf(connection, brought, changed);
  await planForMany(connection, async () => {
    await writeAnew(connection, "national.distribution", distributions, scope);
    await writeAnew(connection, "national.region_figure", regionFigures, scope);
    await writeTogether(connection, scope);
  });
  const censuses = await censusPeriods(connection, brought?.id);
  await rebuildSimilarSchools(connection, censuses);
  if (censuses.length > 0) await rebuildSimilarTrusts(connection);
  await tellOfChange(connection);
}

/** Writes anew what hangs on the register: who is like which trust and, where the region of a school with results changed, what is told by region. */
export async function rebuildAfterRegister(connection: ClientBase): Promise<void> {
  await rebuildSimilarTrusts(connection);
  const changed = await planForMany(connection, async () => {
    const { rows } = await connection.query<{ changed: boolean }>(
      `with now as materialized (${regionOfSchools}),
       gone as (delete from national.school_region r where not exists (select from now where now.urn = r.urn) returning urn),
       come as (
         insert into national.school_region (urn, region) select urn, region from now
         on conflict (urn) do update set region = excluded.region where school_region.region <> excluded.region returning urn
       )
       select exists (select from (select urn from gone union all select urn from come) x join national.fact_school f using (urn)) as changed`,
    );
    return rows[0]?.changed === true;
  });
  // A school may have another name now.
  await renameSimilarSchools(connection);
  await tellOfChange(connection);
  if (!changed) return;
  await planForMany(connection, async () => {
    await writeAnew(connection, "national.region_figure", regionFigures, await everything(connection));
  });
  await rebuildSimilarSchools(connection, await censusPeriods(connection));
}

const derivedTables = ["school_region", "teller", "organisation_facts", "distribution", "region_figure", "similar_school", "similar_trust"];

/** Everything that is derived of what England publishes, written anew in one change. */
export async function rebuildBenchmarks(connection: ClientBase): Promise<void> {
  await connection.query("begin");
  try {
    await rebuildAfterRegister(connection);
    await rebuildDistributions(connection);
    await connection.query("commit");
  } catch (error) {
    await connection.query("rollback");
    throw error;
  }
}

/** How many derived rows are not as their source gives them: everything is written anew, compared with what stood, and undone. */
export async function benchmarksAstray(connection: ClientBase): Promise<number> {
  await connection.query("begin");
  try {
    let astray = 0;
    for (const table of derivedTables)
      await connection.query(`create temporary table stood_${table} on commit drop as table national.${table}`);
    await rebuildAfterRegister(connection);
    await rebuildDistributions(connection);
    for (const table of derivedTables) {
      const [stood, is] = [`table stood_${table}`, `table national.${table}`];
      const { rows } = await connection.query<{ n: number }>(
        `select count(*)::int as n from ((${stood} except all ${is}) union all (${is} except all ${stood})) x`,
      );
      astray += rows[0]?.n ?? 0;
    }
    return astray;
  } finally {
    await connection.query("rollback");
  }
}

/** Lets every process know that what it keeps of distributions may no longer stand. */
const tellOfChange = (connection: ClientBase) => connection.query("update national.benchmark_state set version = version + 1");

/** A table filled a moment ago has no statistics yet: a plan that looks up each of a million rows would take minutes. */
async function planForMany<Answer>(connection: ClientBase, work: () => Promise<Answer>): Promise<Answer> {
  await connection.query("set local enable_nestloop = off; set local jit = off; set local work_mem = '64MB'");
  const answer = await work();
  await connection.query("reset enable_nestloop; reset jit; reset work_mem");
  return answer;
}

async function writeAnew(connection: ClientBase, table: string, source: string, { periods, measures: which }: Scope): Promise<void> {
  await connection.query(`delete from ${table} where period = any($1) and ($2::int[] is null or measure = any($2))`, [periods, which]);
  const pooled = measures.filter(({ weight }) => weight !== "none").map(({ id }) => id);
  await connection.query(`insert into ${table} ${source}`, source.includes("$3") ? [periods, which, pooled] : [periods, which]);
}

async function writeTogether(connection: ClientBase, { periods, imports }: Scope): Promise<void> {
  const those = [periods, imports];
  await connection.query(
    "delete from national.organisation_facts where period = any($1) and ($2::int[] is null or import = any($2))",
    those,
  );
  await connection.query(`insert into national.organisation_facts ${together}`, those);
}

/** Answers whose word has changed, of which period: another file or census tells the types of its schools, or it is in force no more. */
async function writeTellers(connection: ClientBase): Promise<{ import: number; period: number }[]> {
  await connection.query("create temporary table teller_before on commit drop as table national.teller");
  await connection.query("delete from national.teller");
  await connection.query(
    `insert into national.teller (import, period, whole, file, census, layout)
     with force as (select id, dataset, periods, authorities is null as whole from national.result_import where superseded_at is null)
     select i.id, p.period, i.whole,
       case when i.whole then i.id else (select max(w.id) from force w where w.whole and w.dataset = i.dataset and p.period = any(w.periods)) end,
       (select max(c.id) from force c where c.whole and c.dataset = $1 and p.period = any(c.periods)), 1
     from force i, unnest(i.periods) p (period)`,
    [censusDataset],
  );
  const { rows } = await connection.query<{ import: number; period: number }>(
    `select distinct import, period
     from ((table teller_before except table national.teller) union all (table national.teller except table teller_before)) x`,
  );
  await connection.query("drop table teller_before");
  return rows;
}

async function everything(connection: ClientBase): Promise<Scope> {
  const { rows } = await connection.query<{ periods: number[] | null }>(
    `select array_agg(distinct period) as periods
     from (select period from national.teller union select period from national.organisation_facts
       union select period from national.distribution union select period from national.region_figure) x`,
  );
  return { periods: rows[0]?.periods ?? [], measures: null, imports: null };
}

/**
 * The periods of an import and of those whose word has changed with it, with the measures that they tell or told until now, of which the
 * facts that still lie together know; all measures after a census, which tells the types.
 */
async function scopeOf(
  connection: ClientBase,
  { id, tookFrom }: Brought,
  changed: readonly { readonly import: number; readonly period: number }[],
): Promise<Scope> {
  const others = [...new Set(changed.map((one) => one.import))];
  const { rows } = await connection.query<Pick<Scope, "periods" | "measures">>(
    `with periods as (
       select distinct period from (select unnest(i.periods) as period from national.result_import i where i.id = $1 union all select unnest($3::smallint[])) p
     )
     select array(select period from periods) as periods,
       case when dataset <> $2 then array(
         select measure from national.fact where import = any($4) and period in (select period from periods) and org_kind in ('s', 't')
         union
         select json_array_elements_text(facts::json -> 0)::smallint from national.organisation_facts
         where import = any($4) and period in (select period from periods) and org_kind in ('s', 't')) end as measures
     from national.result_import i where id = $1`,
    [id, censusDataset, changed.map(({ period }) => period), [id, ...others]],
  );
  const [found] = rows;
  if (!found) throw new Error(`there is no import ${id}`);
  return { ...found, imports: [id, ...tookFrom, ...others] };
}

async function censusPeriods(connection: ClientBase, importId?: number): Promise<number[]> {
  const { rows } = await connection.query<{ period: number }>(
    "select distinct period from national.teller where import = census and ($1::int is null or import = $1) order by 1",
    [importId ?? null],
  );
  return rows.map(({ period }) => period);
}

// Where the register tells no region, the school lies where its authority's others do, else where the nearest school after it does.
const regionOfSchools = `
  with recursive authority as (
    select la_code, mode() within group (order by national.region_number(region)) as region
    from national.school where national.region_number(region) is not null group by la_code
  ), told as materialized (
    select s.urn, coalesce(national.region_number(s.region), a.region) as region from national.school s left join authority a using (la_code)
  ), links as materialized (
    select earlier, later from national.school_succession where exists (select from told where region is not null)
  ), walk (urn, reached, region) as (
    select urn, urn, null::smallint from told where region is null
    union select w.urn, l.later, t.region from walk w join links l on l.earlier = w.reached join told t on t.urn = l.later where w.region is null
  )
  select urn, region from told where region is not null
  union all select urn, min(region) from walk where region is not null group by urn`;

// A school's type is what its file says, else what the census of the year says. Trusts are a population of their own.
const stratum = "case when f.org_kind = 't' then 20 else coalesce(nullif(s.stratum, 0), nullif(c.stratum, 0), 0) end::smallint as stratum";
const ofTypes = `
  left join national.fact_school s on s.import = t.file and s.urn = f.org_key and f.org_kind = 's'
  left join national.fact_school c on c.import = t.census and c.urn = f.org_key and f.org_kind = 's'`;
const typed = `
  select f.period, f.measure, f.pupil_group, f.org_key, f.value, f.denominator, f.import, t.whole, ${stratum},
    coalesce(s.stratum, 0) = 0 and coalesce(c.stratum, 0) > 0 as by_census
  from national.fact f
  join national.teller t on t.import = f.import and t.period = f.period ${ofTypes}
  where f.period = any($1) and ($2::int[] is null or f.measure = any($2))`;

// The facts of one organisation, period and import side by side, with the population it belongs to.
const together = `
  with told as (
    select org_kind, org_key, period, import,
      json_build_array(array_agg(measure order by measure, pupil_group), array_agg(pupil_group order by measure, pupil_group),
        array_agg(value order by measure, pupil_group), array_agg(denominator order by measure, pupil_group))::text as facts,
      (json_agg(json_build_array(measure, pupil_group, missing, numerator, low, high) order by measure, pupil_group)
        filter (where missing is not null or numerator is not null or low is not null))::text as more
    from national.fact where period = any($1) and ($2::int[] is null or import = any($2)) group by org_kind, org_key, period, import
  )
  select f.org_kind, f.org_key, f.period, f.import, ${stratum}, t.whole is true, facts, more
  from told f
  left join national.teller t on t.import = f.import and t.period = f.period ${ofTypes}`;

// Independent schools are nobody's population; schools of no known type only where nobody's type is known.
const distributions = `
  with counted as (
    select period, measure, pupil_group, stratum, value, import, count(*)::int as schools, count(*) filter (where by_census)::int as by_census,
      bool_or(whole) as whole
    from (${typed} and f.org_kind in ('s', 't') and f.value is not null) x group by period, measure, pupil_group, stratum, value, import
  ), valued as (
    select period, measure, pupil_group, stratum, value, sum(schools)::int as equal, sum(by_census)::int as by_census, bool_or(whole) as whole
    from counted group by period, measure, pupil_group, stratum, value
  ), ranked as (
    select *, (sum(equal) over (partition by period, measure, pupil_group, stratum order by value) - equal)::int as below,
      bool_or(whole) over (partition by period, measure, pupil_group) as england,
      bool_or(stratum not in (0, 20)) over (partition by period, measure, pupil_group) as told
    from valued
  ), sources as (
    select period, measure, pupil_group, stratum, array_agg(distinct import order by import) as imports
    from counted group by period, measure, pupil_group, stratum
  )
  select period, measure, pupil_group, stratum, array_agg(value order by value), array_agg(below order by value), array_agg(equal order by value),
    sum(equal)::int, sum(by_census)::int, min(imports)
  from ranked join sources using (period, measure, pupil_group, stratum)
  where england and stratum <> 6 and not (stratum = 0 and told)
  group by period, measure, pupil_group, stratum`;

// Added up in ten-thousandths, exactly, so that it comes out the same in whatever order the rows are read.
const regionFigures = `
  select period, measure, pupil_group, stratum, region, round(points / pupils / 10000, 6)::float8, pupils, schools, of_pupils, of_schools
  from (
    select *, bool_or(whole) over them as england, bool_or(stratum <> 0) over them as told from (
      select period, measure, pupil_group, stratum, r.region, bool_or(whole) as whole,
        sum(round(value * 10000)::bigint * denominator::bigint) filter (where denominator > 0) as points,
        (sum(denominator::bigint) filter (where value is not null))::bigint as pupils,
        count(*) filter (where value is not null and denominator > 0)::int as schools,
        sum(denominator::bigint)::bigint as of_pupils, count(*)::int as of_schools
      from (${typed} and f.org_kind = 's' and f.measure = any($3)) f join national.school_region r on r.urn = f.org_key
      group by period, measure, pupil_group, stratum, r.region
    ) x window them as (partition by period, measure, pupil_group)
  ) y where england and stratum <> 6 and not (stratum = 0 and told) and pupils > 0`;
