import { sql } from "kysely";
import type { Look } from "../../platform/database/change.ts";
import { lastStates } from "../work/step.store.ts";
import type { AlignedPart } from "./alignment.rules.ts";

export type PlannedPart = Omit<AlignedPart, "owner"> & {
  readonly personId: string | null;
  readonly role: string | null;
  readonly name: string | null;
};

/**
 * Every part of these plans as it says now, with who leads it on that day. Each table is read once, and joined here: thousands of parts are
 * no matter then, and none of them is looked up by itself.
 */
export async function listPlanned(look: Look, plans: readonly string[], day: string): Promise<PlannedPart[]> {
  const trust = look.trustId;
  const mine = sql`trust_id = ${trust} and plan_id = any(${[...plans]}::uuid[])`;
  const ids = sql`array(select id from improve.part where ${mine})`;
  const theirs = sql`trust_id = ${trust} and part_id = any(${ids})`;
  const [parts, versions, owners, states, people] = await Promise.all([
    look.rows<Pick<AlignedPart, "id" | "planId" | "kind" | "under">>(sql`
      select id, plan_id as "planId", kind, under_id as under from improve.part where ${mine} order by made_at, id`),
    look.rows<Pick<AlignedPart, "title" | "supports" | "target" | "endedBecause"> & { part: string; version: number }>(sql`
      select distinct on (part_id) part_id as part, version, title, supports_id as supports, target_id as target, ended_because as "endedBecause"
      from improve.part_version where ${theirs} order by part_id, version desc`),
    look.rows<{ part: string; version: number; personId: string | null; role: string | null }>(sql`
      select part_id as part, version, person_id as "personId", role from improve.part_owner
      where ${theirs} and duty = 'delivers' and held @> ${day}::date`),
    lastStates(look, ids),
    look.rows<{ id: string; name: string }>(sql`
      select id, name from organisation.person where trust_id = ${trust}
        and id = any(array(select distinct person_id from improve.part_owner where ${theirs} and held @> ${day}::date))`),
  ]);
  const said = new Map(versions.map((one) => [one.part, one]));
  const owned = new Map(owners.map((one) => [`${one.part} ${one.version}`, one]));
  const names = new Map(people.map(({ id, name }) => [id, name]));
  return parts.flatMap((part): PlannedPart[] => {
    const now = said.get(part.id);
    if (!now) return [];
    const { version, part: _, ...says } = now;
    const owner = owned.get(`${part.id} ${version}`);
    const at = states.get(part.id);
    return [
      {
        ...part,
        ...says,
        personId: owner?.personId ?? null,
        role: owner?.role ?? null,
        name: owner?.personId ? (names.get(owner.personId) ?? null) : null,
        over: part.kind === "action" && (at === "done" || at === "dropped"),
      },
    ];
  });
}

/** Every role that somebody holds now, with the unit it is held on. */
export const rolesByUnit = async (look: Look): Promise<ReadonlySet<string>> =>
  new Set(
    (
      await look.rows<{ kind: string; unitId: string }>(sql`
        select distinct kind, unit_id as "unitId" from organisation.role
        where trust_id = ${look.trustId} and (held @> ${look.now.toString()}::timestamptz) is true`)
    ).map(({ kind, unitId }) => `${kind} ${unitId}`),
  );
