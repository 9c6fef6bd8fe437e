import { sql } from "kysely";
import { accept, type Outcome, refuse } from "../../language/outcome.ts";
import type { Person } from "../../platform/access/access.rules.ts";
import { brokenConstraint, type Database, inOneChange } from "../../platform/database/change.ts";
import { today } from "../trust.store.ts";

export type RegionRefusal =
  | { kind: "name-needed" }
  | { kind: "name-taken"; name: string }
  | { kind: "no-such-region" }
  | { kind: "crossed"; academies: readonly string[] };

/** A name of one to two hundred characters. */
const fitsAsName = (name: string) => name.trim() !== "" && [...name.trim()].length <= 200;

/** Adds a region of the trust. */
export async function addRegion(db: Database, by: Person, name: string): Promise<Outcome<string, RegionRefusal>> {
  if (!fitsAsName(name)) return refuse({ kind: "name-needed" });
  try {
    return await inOneChange(db, by, async (change) => {
      const row = await change.row<{ id: string }>(
        sql`insert into organisation.unit (trust_id, kind, name) values (${change.trustId}, 'region', ${name.trim()}) returning id`,
      );
      change.record({ kind: "organisation.region-added", detail: { region: row?.id ?? null } });
      return accept(row?.id ?? "");
    });
  } catch (error) {
    if (brokenConstraint(error)?.startsWith("unit_trust_id_kind_name")) return refuse({ kind: "name-taken", name });
    throw error;
  }
}

export const sayCrossedPlacements = (academies: readonly string[]): string =>
  `Somebody placed ${academies.join(", ")} elsewhere while this page was open, so nothing was saved. Look at the list, and send it again to place them as you chose.`;

/**
 * Places academies in regions from today: what they were in ends yesterday and stays in the history. An academy that is wanted where it was
 * seen is left where it is by now; one that was moved meanwhile is refused.
 */
export function placeAcademies(
  db: Database,
  by: Person,
  wanted: ReadonlyMap<string, string>,
  seen: ReadonlyMap<string, string> = new Map(),
): Promise<Outcome<number, RegionRefusal>> {
  return inOneChange<number, RegionRefusal>(db, by, async (change) => {
    const day = today(change);
    // Locked by a statement of its own: one that waits while it reads would answer with what was there before the wait.
    await change.rows(sql`select from organisation.academy order by unit_id for update`);
    const regions = new Set(
      (await change.rows<{ id: string }>(sql`select id from organisation.unit where kind = 'region'`)).map(({ id }) => id),
    );
    const held = new Map(
      (
        await change.rows<{ academy: string; name: string; region: string | null }>(sql`
        select a.unit_id as academy, u.name, p.region_id as region from organisation.academy a
        join organisation.unit u on u.trust_id = a.trust_id and u.id = a.unit_id
        left join organisation.placement p on p.trust_id = a.trust_id and p.academy_id = a.unit_id and p.held @> ${day}::date`)
      ).map((row) => [row.academy, row]),
    );
    const changed = [...wanted].filter(([academy, region]) => held.has(academy) && region !== seen.get(academy));
    const crossed = changed.filter(([academy, region]) => {
      const is = held.get(academy)?.region ?? "";
      return seen.has(academy) && seen.get(academy) !== is && region !== is;
    });
    if (crossed.length > 0) return refuse({ kind: "crossed", academies: crossed.map(([academy]) => held.get(academy)?.name ?? "") });
    let moved = 0;
    for (const [academy, region] of changed) {
      if (held.get(academy)?.region === (region || null)) continue;
      if (region && !regions.has(region)) return refuse({ kind: "no-such-region" });
      await change.rows(sql`delete from organisation.placement where academy_id = ${academy} and lower(held) = ${day}::date`);
      await change.rows(
        sql`update organisation.placement set held = daterange(lower(held), ${day}::date) where academy_id = ${academy} and held @> ${day}::date`,
      );
      if (region)
        await change.rows(
          sql`insert into organisation.placement (trust_id, academy_id, region_id, held) values (${change.trustId}, ${academy}, ${region}, daterange(${day}::date, null))`,
        );
      moved++;
    }
    change.record({ kind: "organisation.academies-placed", detail: { moved } });
    return accept(moved);
  });
}

/** Places academies in regions by the regions' names, adding those that are missing. */
export async function placeByName(
  db: Database,
  by: Person,
  wanted: ReadonlyMap<string, string>,
  seen: ReadonlyMap<string, string> = new Map(),
): Promise<Outcome<number, RegionRefusal>> {
  const names = [...new Set([...wanted.values()].map((name) => name.trim()).filter(Boolean))];
  if (!names.every(fitsAsName)) return refuse({ kind: "name-needed" });
  const ids = await inOneChange<Record<string, string>, RegionRefusal>(db, by, async (change) => {
    await change.rows(sql`
      insert into organisation.unit (trust_id, kind, name) select ${change.trustId}, 'region', name from unnest(${names}::text[]) as given(name) on conflict do nothing`);
    const regions = await change.rows<{ id: string; name: string }>(sql`select id, name from organisation.unit where kind = 'region'`);
    change.record({ kind: "organisation.regions-added", detail: { asked: names.length } });
    return accept(Object.fromEntries(regions.map(({ id, name }) => [name, id])));
  });
  if (!ids.ok) return ids;
  const idOf = new Map(Object.entries(ids.value));
  const byId = (names: ReadonlyMap<string, string>) =>
    new Map([...names].map(([academy, name]) => [academy, idOf.get(name.trim()) ?? ""] as const));
  return placeAcademies(db, by, byId(wanted), byId(seen));
}

/** Puts a meeting of the board on a day. */
export async function addMeeting(db: Database, by: Person, day: string): Promise<Outcome<string, { kind: "already-there" }>> {
  try {
    return await inOneChange(db, by, async (change) => {
      const row = await change.row<{ id: string }>(sql`
        insert into organisation.meeting (trust_id, body_id, held_on) select trust_id, id, ${day}::date from organisation.unit where kind = 'board' order by id limit 1 returning id`);
      change.record({ kind: "organisation.meeting-added", detail: { meeting: row?.id ?? null, heldOn: day } });
      return accept(row?.id ?? "");
    });
  } catch (error) {
    if (brokenConstraint(error)?.startsWith("meeting_")) return refuse({ kind: "already-there" });
    throw error;
  }
}
