import { setImmediate as nextTurn } from "node:timers/promises";
import type { ClientBase } from "pg";
import { from as copyFrom } from "pg-copy-streams";
import type { RegisterReader } from "../register/register.store.ts";
import { measureByCode } from "../results/catalogue.ts";
import { type Comparable, neighbourhood } from "./similar.rules.ts";

/** What schools are compared by, in the order in which it is stored; the region is an axis of its own. */
export const similarityMeasures = ["pupils-on-roll", "fsm6", "eal", "sen-support", "ehcp"] as const;
const neighboursKept = 50;
const stateFunded = [1, 2, 3, 4, 5];

/** Writes anew who is like whom among the state-funded schools of each census. */
export async function rebuildSimilarSchools(connection: ClientBase, periods: readonly number[]): Promise<void> {
  await connection.query(
    "delete from national.similar_school s where period = any($1) or not exists (select from national.teller t where t.census = t.import and t.period = s.period)",
    [periods],
  );
  for (const period of periods) {
    const { rows } = await connection.query<Row & { stratum: number }>(
      `select c.urn, c.stratum, r.region, s.name,
         array(select (select f.value from national.fact f where f.org_kind = 's' and f.org_key = c.urn and f.period = t.period and f.measure = m.id and f.pupil_group = 1)
               from unnest($2::int[]) with ordinality m (id, nth) order by nth) as inputs
       from national.teller t join national.fact_school c on c.import = t.census left join national.school_region r on r.urn = c.urn
       left join national.school s on s.urn = c.urn
       where t.census = t.import and t.period = $1 and c.stratum = any($3) order by c.urn`,
      [period, similarityMeasures.map((code) => measureByCode(code)?.id), stateFunded],
    );
    const lines: string[] = [];
    for (const [stratum, schools] of Map.groupBy(rows, (row) => row.stratum)) lines.push(...(await linesOf(period, stratum, schools)));
    const copy = connection.query(
      copyFrom(
        "copy national.similar_school (urn, period, stratum, inputs, region, neighbours, distances, compared, alike_names, alike_regions, alike_inputs) from stdin",
      ),
    );
    const ended = new Promise<void>((resolve, reject) => copy.on("finish", resolve).on("error", reject));
    copy.end(lines.join(""));
    await ended;
  }
}

/** Gives the schools that stand beside others the names that the register gives them now. */
export async function renameSimilarSchools(connection: ClientBase): Promise<void> {
  await connection.query(
    `with fresh as (
       select o.urn, o.period, array_agg(s.name order by n.nth) as names
       from national.similar_school o cross join unnest(o.neighbours) with ordinality n (urn, nth) left join national.school s on s.urn = n.urn
       group by o.urn, o.period)
     update national.similar_school x set alike_names = f.names from fresh f
     where x.urn = f.urn and x.period = f.period and x.alike_names is distinct from f.names`,
  );
}

type Row = {
  readonly urn: number;
  readonly name: string | null;
  readonly region: number | null;
  readonly inputs: readonly (number | null)[];
};

async function linesOf(period: number, stratum: number, schools: readonly Row[]): Promise<string[]> {
  const all = schools.map(
    ({ urn, region, inputs }): Comparable => ({
      key: urn,
      inputs: inputs.map((value) => value ?? undefined),
      region: region === null ? null : String(region),
    }),
  );
  const { nearest } = neighbourhood(all);
  const known = new Map(schools.map((school) => [school.urn, school]));
  const lines: string[] = [];
  for (const [at, { urn, region, inputs }] of schools.entries()) {
    // In the app's own process others are to be answered meanwhile.
    if (at % 100 === 99) await nextTurn();
    const { keys, distances, compared } = nearest(urn, neighboursKept) ?? { keys: [], distances: [], compared: 0 };
    const alike = keys.map((key) => known.get(key));
    lines.push(
      `${[
        ...[
          urn,
          period,
          stratum,
          list(inputs),
          region ?? "\\N",
          list(keys),
          list(distances.map((far) => Math.round(far * 1e4) / 1e4)),
          compared,
        ],
        ...[
          list(alike.map((one) => quoted(one?.name))),
          list(alike.map((one) => one?.region)),
          list(alike.flatMap((one) => one?.inputs ?? [])),
        ],
      ].join("\t")}\n`,
    );
  }
  return lines;
}

const list = (values: readonly (number | string | null | undefined)[]) => `{${values.map((value) => value ?? "NULL").join(",")}}`;
/** A text within a list of a line that is copied in: quoted for the list, and its backslashes doubled for the line. */
const quoted = (text: string | null | undefined) =>
  text == null ? undefined : `"${text.replaceAll(/[\\"]/g, "\\$&")}"`.replaceAll("\\", "\\\\").replaceAll(/[\t\r\n]/g, " ");

/** A school as it is compared: its inputs by measure (null: not published) and its region. */
export interface ComparedSchool {
  readonly urn: number;
  readonly name: string | null;
  readonly region: number | null;
  readonly inputs: Readonly<Record<(typeof similarityMeasures)[number], number | null>>;
}

export interface SimilarSchools {
  readonly school: ComparedSchool;
  /** The census that the inputs are of. */
  readonly period: number;
  readonly stratum: number;
  /** The axes on which the school has no input, and was not compared. */
  readonly leftOut: readonly string[];
  readonly compared: number;
  /** Nearest first; the distance in standard deviations. */
  readonly schools: readonly (ComparedSchool & { readonly distance: number })[];
}

type OwnRow = Row & {
  period: number;
  stratum: number;
  compared: number;
  neighbours: number[];
  distances: number[];
  names: (string | null)[];
  regions: (number | null)[];
  theirs: (number | null)[];
};

/** The schools most like one by its pupils, nearest first, by the newest census up to a period (the newest of all unless said); undefined when it stands in none. */
export async function similarTo(db: RegisterReader, urn: number, period = 32_767): Promise<SimilarSchools | undefined> {
  const { rows } = await db.query(
    `select x.urn, s.name, x.region, x.inputs, x.period, x.stratum, x.compared, x.neighbours, x.distances,
       x.alike_names as names, x.alike_regions as regions, x.alike_inputs as theirs
     from national.similar_school x left join national.school s using (urn) where x.urn = $1 and x.period <= $2 order by x.period desc limit 1`,
    [urn, period],
  );
  const own = rows[0] as OwnRow | undefined;
  if (!own) return undefined;
  const axes = similarityMeasures.length;
  return {
    school: compared(own),
    period: own.period,
    stratum: own.stratum,
    compared: own.compared,
    leftOut: [...similarityMeasures.filter((_, axis) => own.inputs[axis] === null), ...(own.region === null ? ["region"] : [])],
    schools: own.neighbours.map((other, at) => ({
      ...compared({
        ...{ urn: other, name: own.names[at] ?? null, region: own.regions[at] ?? null },
        inputs: own.theirs.slice(at * axes, (at + 1) * axes),
      }),
      distance: own.distances[at] ?? 0,
    })),
  };
}

const compared = ({ urn, name, region, inputs }: Row): ComparedSchool => ({
  urn,
  name,
  region,
  inputs: Object.fromEntries(similarityMeasures.map((code, axis) => [code, inputs[axis] ?? null])) as ComparedSchool["inputs"],
});
