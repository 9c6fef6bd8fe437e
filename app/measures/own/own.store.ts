import { sql } from "kysely";
import type { PupilGroup } from "../../language/pupil-group.ts";
import type { Period } from "../../language/school-year.ts";
import type { Change, Look } from "../../platform/database/change.ts";
import type { OwnFigure } from "./own-figure.rules.ts";

export type FigureRow = OwnFigure & {
  readonly version: number;
  readonly kind: "file" | "pupils" | "page";
  readonly cycle: string | null;
  readonly by: string | null;
  readonly on: string;
};
/** What is told of the figures `found`. Few bringings in stand behind many figures: each is looked up once, and not for each figure. */
const intakes = sql`intakes as materialized (select id, kind, cycle_id, brought_by, (brought_at at time zone 'Europe/London')::date as brought_on
  from measures.intake where id = any(array(select distinct intake_id from found)))`;
const told = sql`, ${intakes},
  cycles as materialized (select id, name from measures.cycle where id = any(array(select distinct cycle_id from intakes))),
  who as materialized (select id, name from organisation.person where id = any(array(select distinct brought_by from intakes)))
  select f.measure, f.period, f.unit_id as "unitId", f.pupil_group as "group", f.version, f.value, f.missing, f.numerator, f.denominator,
    i.kind, c.name as cycle, p.name as "by", i.brought_on::text as "on"
  from found f join intakes i on i.id = f.intake_id left join cycles c on c.id = i.cycle_id left join who p on p.id = i.brought_by`;

export type FiguresAsked = {
  readonly units?: readonly string[] | undefined;
  readonly measures?: readonly string[] | undefined;
  readonly periods?: readonly Period[] | undefined;
  readonly groups?: readonly PupilGroup[] | undefined;
};
/**
 * The figures asked for, every version. Those of one academy are found by its index. Of several, those of the trust are read and theirs kept:
 * to look for each academy by itself would cost more, and the planner, who takes an academy for rare, would do so unless asked in this way.
 */
function figuresOf(look: Look, { units, measures, periods, groups }: FiguresAsked) {
  const theirs = units?.length === 1 ? sql`unit_id = ${units[0]}` : sql`array_position(${[...(units ?? [])]}::uuid[], unit_id) is not null`;
  return sql`select * from measures.figure where trust_id = ${look.trustId} ${units ? sql`and ${theirs}` : sql``}
    ${measures ? sql`and measure = any(${[...measures]}::text[])` : sql``} ${periods ? sql`and period = any(${[...periods]}::smallint[])` : sql``}
    ${groups ? sql`and pupil_group = any(${[...groups]}::text[])` : sql``}`;
}

/** The trust's own figures as they stand: the last version of each. */
export function loadFigures(look: Look, asked: FiguresAsked = {}): Promise<FigureRow[]> {
  return look.rows<FigureRow>(sql`
    with found as materialized (
      select distinct on (measure, period, unit_id, pupil_group) * from (${figuresOf(look, asked)}) g
      order by measure, period, unit_id, pupil_group, version desc)
    ${told} order by f.measure, f.period, f.unit_id, f.pupil_group`);
}

/** Every version of these academies' figures of one measure, newest period and version first. */
export function figureHistory(look: Look, measure: string, units: readonly string[]): Promise<FigureRow[]> {
  return look.rows<FigureRow>(sql`
    with found as materialized (${figuresOf(look, { units, measures: [measure] })})
    ${told} order by f.period desc, f.pupil_group, f.version desc`);
}

/** One writer at a time brings figures in: what was planned against is what stands. */
export const lockFigures = (change: Change) =>
  change.rows(sql`select pg_advisory_xact_lock(hashtextextended(${`${change.trustId}/figures`}, 0))`);

export type NewFigure = OwnFigure & { readonly version: number };
/** Keeps versions of figures as one bringing in; answers its id. A version that somebody has made meanwhile breaks the key. */
export async function keepFigures(
  change: Change,
  intake: { readonly kind: "file" | "pupils" | "page"; readonly by: string | null; readonly cycleId?: string },
  figures: readonly NewFigure[],
): Promise<string> {
  const row = await change.row<{ id: string }>(sql`
    insert into measures.intake (trust_id, kind, cycle_id, brought_by, brought_at)
    values (${change.trustId}, ${intake.kind}, ${intake.cycleId ?? null}, ${intake.by}, ${change.now.toString()}) returning id`);
  if (!row) throw new Error("the bringing in was not kept");
  await change.rows(sql`
    insert into measures.figure (trust_id, measure, period, unit_id, pupil_group, version, value, missing, numerator, denominator, intake_id)
    select ${change.trustId}, g.measure, g.period, g."unitId", g."group", g.version, g.value, g.missing, g.numerator, g.denominator, ${row.id}
    from jsonb_to_recordset(${JSON.stringify(figures)}::jsonb)
      as g(measure text, period smallint, "unitId" uuid, "group" text, version int, value float8, missing text, numerator float8, denominator float8)`);
  return row.id;
}

export type FigureCount = {
  readonly measure: string;
  readonly period: Period;
  readonly academies: number;
  readonly figures: number;
  readonly on: string;
};
/** What the trust has of its own, by measure and period, of these academies. */
export function countFigures(look: Look, units: readonly string[]): Promise<FigureCount[]> {
  return look.rows<FigureCount>(sql`
    with found as materialized (${figuresOf(look, { units })}),
    ${intakes}
    select f.measure, f.period, count(distinct f.unit_id)::int as academies, count(distinct (f.unit_id, f.pupil_group))::int as figures, max(i.brought_on)::text as "on"
    from found f join intakes i on i.id = f.intake_id group by f.measure, f.period order by f.measure, f.period desc`);
}
