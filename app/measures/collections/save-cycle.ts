import { accept, type Outcome, refuse } from "../../language/outcome.ts";
import { measures } from "../../national/index.ts";
import type { Person } from "../../platform/access/access.rules.ts";
import { brokenConstraint, type Change, type Database, inOneChange } from "../../platform/database/change.ts";
import { periodNow } from "../own/import-own.ts";
import { type CycleDraft, type CycleRefusal, considerCycle } from "./cycle.rules.ts";
import { addCycle, changeCycle, lockCycle } from "./cycle.store.ts";

const byCode = new Map(measures.map((measure) => [measure.code, measure]));

async function nameOnce<Value>(work: () => Promise<Outcome<Value, CycleRefusal>>): Promise<Outcome<Value, CycleRefusal>> {
  try {
    return await work();
  } catch (error) {
    if (brokenConstraint(error) === "cycle_trust_id_name_key") return refuse({ kind: "name-taken" });
    throw error;
  }
}
const detailOf = (id: string, draft: CycleDraft) => ({
  cycle: id,
  period: draft.period,
  measures: draft.measures.join(" "),
  groups: draft.groups.join(" "),
  academies: draft.academies.length,
  opens: draft.opens,
  due: draft.due,
  locks: draft.locks,
});
const consider = async (change: Change, draft: CycleDraft) => considerCycle(draft, byCode, await periodNow(change));

/** Opens a collection; answers its id. */
export const openCollection = (db: Database, by: Person, draft: CycleDraft): Promise<Outcome<string, CycleRefusal>> =>
  nameOnce(() =>
    inOneChange<string, CycleRefusal>(db, by, async (change) => {
      const considered = await consider(change, draft);
      if (!considered.ok) return considered;
      const id = await addCycle(change, considered.value);
      change.record({ kind: "measures.collection-opened", detail: detailOf(id, considered.value) });
      return accept(id);
    }),
  );

/** Changes a collection that nobody has changed since it was seen. */
export const changeCollection = (
  db: Database,
  by: Person,
  seen: { id: string; version: number },
  draft: CycleDraft,
): Promise<Outcome<string, CycleRefusal>> =>
  nameOnce(() =>
    inOneChange<string, CycleRefusal>(db, by, async (change) => {
      const current = await lockCycle(change, seen.id);
      if (current?.version !== seen.version) return refuse({ kind: "crossed" });
      const considered = await consider(change, draft);
      if (!considered.ok) return considered;
      await changeCycle(change, seen.id, considered.value);
      change.record({ kind: "measures.collection-changed", detail: { ...detailOf(seen.id, considered.value), version: seen.version + 1 } });
      return accept(seen.id);
    }),
  );
