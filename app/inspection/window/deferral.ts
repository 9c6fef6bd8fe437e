import { sql } from "kysely";
import { accept, type Outcome, refuse } from "../../language/outcome.ts";
import { readDay } from "../../language/period.ts";
import { today } from "../../organisation/index.server.ts";
import type { Person } from "../../platform/access/access.rules.ts";
import { brokenConstraint, type Database, inOneChange, type Look } from "../../platform/database/change.ts";

export type Deferral = {
  readonly version: number;
  readonly until: string | null;
  readonly reason: string;
  readonly setBy: string | null;
  readonly setOn: string;
};
export type DeferralRefusal = { readonly kind: "no-day" | "day-past" | "too-far" | "reason-needed" | "crossed" };

/** What is noted of a deferral of each of these units, the last version of each. */
export const loadDeferrals = (look: Look, units: readonly string[]): Promise<(Deferral & { readonly unitId: string })[]> =>
  look.rows<Deferral & { unitId: string }>(sql`
    select d.unit_id as "unitId", d.version, d.until::text, d.reason, p.name as "setBy", (d.set_at at time zone 'Europe/London')::date::text as "setOn"
    from (select distinct on (unit_id) * from inspection.deferral where trust_id = ${look.trustId} and unit_id = any(${[...units]}::uuid[]) order by unit_id, version desc) d
    left join organisation.person p on p.trust_id = d.trust_id and p.id = d.set_by`);

/** Notes until when Ofsted agreed to defer, or lifts what was noted (an empty day); refused where the day is over or the reason missing. */
export async function setDeferral(
  db: Database,
  by: Person,
  unitId: string,
  { until, reason, version }: { readonly until: string; readonly reason: string; readonly version: number },
): Promise<Outcome<undefined, DeferralRefusal>> {
  try {
    return await inOneChange<undefined, DeferralRefusal>(db, by, async (change) => {
      const [current] = await loadDeferrals(change, [unitId]);
      if ((current?.version ?? 0) !== version) return refuse({ kind: "crossed" });
      const day = until === "" ? null : readDay(until)?.toString();
      if (day === undefined) return refuse({ kind: "no-day" });
      if (day !== null && day < today(change)) return refuse({ kind: "day-past" });
      if (day !== null && day > Temporal.PlainDate.from(today(change)).add({ years: 2 }).toString()) return refuse({ kind: "too-far" });
      if (!reason || reason.length > 1000) return refuse({ kind: "reason-needed" });
      await change.rows(sql`
        insert into inspection.deferral (trust_id, unit_id, version, until, reason, set_by, set_at)
        values (${change.trustId}, ${unitId}, ${version + 1}, ${day}, ${reason}, ${by.personId}, ${change.now.toString()})`);
      change.record({
        kind: day === null ? "inspection.deferral-lifted" : "inspection.deferral-noted",
        detail: { unit: unitId, version: version + 1, until: day },
      });
      return accept(undefined);
    });
  } catch (error) {
    if (brokenConstraint(error) === "deferral_pkey") return refuse({ kind: "crossed" });
    throw error;
  }
}

/** Why a deferral was not noted, and what to do. */
export function sayDeferralRefusal({ kind }: DeferralRefusal): string {
  switch (kind) {
    case "no-day":
      return "Give a day that exists, or leave it empty to lift the deferral.";
    case "day-past":
      return "This day is over. Give the last day of the deferral, or leave it empty to lift it.";
    case "too-far":
      return "This is more than two years away. Check the year.";
    case "reason-needed":
      return "Say in up to 1,000 characters what was agreed, and with whom.";
    case "crossed":
      return "Somebody changed the deferral while you were writing. What stands now is shown below; save again to put yours in front.";
  }
}
