import { sql } from "kysely";
import type { Change, Look } from "../../platform/database/change.ts";
import { type CalendarYear, halfTermsOf, type KeptYear } from "./calendar.rules.ts";

/** The years of one unit's own calendar, in order; none where an academy follows the trust's. */
export function loadCalendar(look: Look, unitId: string): Promise<KeptYear[]> {
  return look.rows<KeptYear>(sql`
    with terms as materialized (
      select school_year, array_agg(lower(dates)::text order by number) as firsts, max(upper(dates) - 1)::text as last
      from organisation.half_term where unit_id = ${unitId} group by school_year),
    inset as materialized (
      select school_year, array_agg(day::text order by day) as days from organisation.inset_day where unit_id = ${unitId} group by school_year)
    select y.school_year as "schoolYear", y.version, y.source, t.firsts, t.last, coalesce(i.days, '{}') as inset
    from organisation.school_year y left join terms t on t.school_year = y.school_year left join inset i on i.school_year = y.school_year
    where y.unit_id = ${unitId} order by y.school_year`);
}

/** One writer at a time changes a unit's calendar: its years lean on each other. */
export async function lockCalendar(change: Change, unitId: string): Promise<KeptYear[]> {
  await change.rows(sql`select id from organisation.unit where id = ${unitId} for update`);
  return loadCalendar(change, unitId);
}

export type SourcedYear = CalendarYear & { readonly source: string };

/** Keeps whole years as given, each one version on; the years it does not name stay. */
export async function keepYears(change: Change, unitId: string, years: readonly SourcedYear[]): Promise<void> {
  const names = years.map(({ schoolYear }) => schoolYear);
  const rows = years.flatMap((year) => halfTermsOf(year).map((halfTerm) => ({ schoolYear: year.schoolYear, ...halfTerm })));
  const inset = years.flatMap(({ schoolYear, inset: days }) => days.map((day) => ({ schoolYear, day })));
  await change.rows(sql`
    insert into organisation.school_year (trust_id, unit_id, school_year, source)
    select ${change.trustId}, ${unitId}, g."schoolYear", g.source
    from jsonb_to_recordset(${JSON.stringify(years.map(({ schoolYear, source }) => ({ schoolYear, source })))}::jsonb) as g("schoolYear" text, source text)
    on conflict (trust_id, unit_id, school_year) do update set version = school_year.version + 1, source = excluded.source`);
  // All old rows go before a new one comes: two years that part on another day must not overlap on the way.
  await change.rows(sql`delete from organisation.half_term where unit_id = ${unitId} and school_year = any(${names}::text[])`);
  await change.rows(sql`delete from organisation.inset_day where unit_id = ${unitId} and school_year = any(${names}::text[])`);
  await change.rows(sql`
    insert into organisation.half_term (trust_id, unit_id, school_year, number, name, dates)
    select ${change.trustId}, ${unitId}, g."schoolYear", g.number, g.name, daterange(g.first, g.last, '[]')
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as g("schoolYear" text, number int, name text, first date, last date)`);
  await change.rows(sql`
    insert into organisation.inset_day (trust_id, unit_id, school_year, day)
    select ${change.trustId}, ${unitId}, g."schoolYear", g.day
    from jsonb_to_recordset(${JSON.stringify(inset)}::jsonb) as g("schoolYear" text, day date)`);
}

/** Removes one year of a unit's own calendar, or all of it. */
export async function removeYears(change: Change, unitId: string, schoolYear?: string): Promise<void> {
  await change.rows(
    sql`delete from organisation.school_year where unit_id = ${unitId} ${schoolYear ? sql`and school_year = ${schoolYear}` : sql``}`,
  );
}

/** The academies that have a calendar of their own. */
export async function academiesWithCalendar(look: Look): Promise<ReadonlySet<string>> {
  const rows = await look.rows<{ id: string }>(sql`
    select distinct y.unit_id as id from organisation.school_year y
    join organisation.unit u on u.trust_id = y.trust_id and u.id = y.unit_id and u.kind = 'academy'`);
  return new Set(rows.map(({ id }) => id));
}

export type HalfTerm = { schoolYear: string; number: number; name: string };
/** The trust's half-term that holds a day; none where its calendar does not reach. Judgements and boards go by it. */
export function halfTermOf(look: Look, day: string): Promise<HalfTerm | undefined> {
  return look.row<HalfTerm>(sql`
    select h.school_year as "schoolYear", h.number, h.name from organisation.half_term h
    join organisation.unit u on u.trust_id = h.trust_id and u.id = h.unit_id and u.kind = 'trust' where h.dates @> ${day}::date`);
}

/**
 * An academy's half-term that holds a day: by its own calendar where it has one, else by the trust's. Its own is not filled up from the
 * trust's: where it does not reach, there is none.
 */
export async function halfTermOfAcademy(look: Look, unitId: string, day: string): Promise<HalfTerm | undefined> {
  const own = await look.row(sql`select from organisation.school_year where unit_id = ${unitId} limit 1`);
  if (!own) return halfTermOf(look, day);
  return look.row<HalfTerm>(sql`
    select school_year as "schoolYear", number, name from organisation.half_term where unit_id = ${unitId} and dates @> ${day}::date`);
}
