import { sql } from "kysely";
import type { Change, Look } from "../../platform/database/change.ts";
import type { Kind } from "../frameworks/framework.rules.ts";
import type { ByHand } from "./by-hand.rules.ts";

export type ByHandRow = ByHand & {
  readonly id: string;
  readonly version: number;
  readonly unitId: string;
  readonly kind: Kind;
  readonly withdrawnBecause: string | null;
  readonly keptBy: string | null;
  readonly keptOn: string;
};
const columns = sql`h.id, h.version, h.unit_id as "unitId", h.inspected_on::text as "on", h.published_on::text as published, h.kind, h.framework, h.outcomes, h.link, h.note,
  h.log_id as "logId", h.withdrawn_because as "withdrawnBecause", p.name as "keptBy", (h.kept_at at time zone 'Europe/London')::date::text as "keptOn"`;
const told = sql`, who as materialized (select id, name from organisation.person where id = any(array(select distinct kept_by from found)))
    select ${columns} from found h left join who p on p.id = h.kept_by`;

/** The last version of each inspection written down of these units, withdrawn ones too. */
export const listByHand = (look: Look, units: readonly string[]): Promise<ByHandRow[]> =>
  look.rows<ByHandRow>(sql`
    with found as materialized (
      select distinct on (id) * from inspection.by_hand where trust_id = ${look.trustId} and unit_id = any(${[...units]}::uuid[]) order by id, version desc)
    ${told} order by h.inspected_on desc, h.id`);

/** Every version of one inspection, the newest first. */
export async function byHandHistory(look: Look, id: string | undefined): Promise<ByHandRow[]> {
  if (!id || !/^[0-9a-f-]{36}$/.test(id)) return [];
  return look.rows<ByHandRow>(
    sql`with found as materialized (select * from inspection.by_hand where trust_id = ${look.trustId} and id = ${id}) ${told} order by h.version desc`,
  );
}

/** One writer at a time writes about a unit, so that nothing is written down twice. */
export const lockUnit = (change: Change, unitId: string) =>
  change.rows(sql`select id from organisation.unit where id = ${unitId} for update`);

/** Keeps one version; answers its id. A version that somebody has made meanwhile breaks the key. */
export async function keepByHand(
  change: Change,
  unitId: string,
  kept: ByHand & {
    readonly id?: string | undefined;
    readonly version: number;
    readonly withdrawnBecause: string | null;
    readonly by: string | undefined;
  },
): Promise<string> {
  const row = await change.row<{ id: string }>(sql`
    insert into inspection.by_hand (trust_id, id, version, unit_id, inspected_on, published_on, kind, framework, outcomes, link, note, log_id, withdrawn_because, kept_by, kept_at)
    values (${change.trustId}, coalesce(${kept.id ?? null}::uuid, uuidv7()), ${kept.version}, ${unitId}, ${kept.on}, ${kept.published}, ${kept.kind}, ${kept.framework},
      ${JSON.stringify(kept.outcomes)}::jsonb, ${kept.link}, ${kept.note}, ${kept.logId}, ${kept.withdrawnBecause}, ${kept.by ?? null}, ${change.now.toString()})
    returning id`);
  if (!row) throw new Error("the inspection was not kept");
  return row.id;
}
