import { accept, refuse } from "../../../language/outcome.ts";
import { londonDay } from "../../../language/period.ts";
import { regionChiefs, today } from "../../../organisation/index.server.ts";
import { type Change, type Database, inOneChange } from "../../../platform/database/change.ts";
import { type Log, plainLog } from "../../../platform/log/log.ts";
import { planIn } from "../plan-review.ts";
import { unitsToReview } from "../review.store.ts";
import { dueFor, joinersToBegin } from "./joiner.rules.ts";
import { joinersSince, loadJoining, trustsWithJoiners, whoLeadsQuality } from "./joiner.store.ts";

const daysBack = 31;

/** Plans the diagnosis of each academy that has joined the trust: led by its region's chief executive, or by who leads quality. */
async function beginIn(change: Change): Promise<number> {
  const day = today(change);
  const [joining, leader, chiefs, units] = await Promise.all([
    loadJoining(change),
    whoLeadsQuality(change),
    regionChiefs(change),
    unitsToReview(change),
  ]);
  if (!leader) return 0;
  const since = Temporal.PlainDate.from(day).subtract({ days: daysBack }).toString();
  const person = {
    ...{ trustId: change.trustId, personId: leader.id, accountId: "", name: leader.name },
    roles: [{ kind: leader.kind, unitId: leader.unitId }],
  };
  let begun = 0;
  for (const joiner of joinersToBegin(await joinersSince(change, since, joining.framework), day)) {
    const unit = units.find(({ id }) => id === joiner.unitId);
    const chief = unit?.within.map((id) => chiefs.get(id)).find((id) => id !== undefined);
    const planned = await planIn(change, person, {
      ...{ unitId: joiner.unitId, framework: joining.framework, kind: "trust-monitoring", about: "", reviewers: [], from: undefined },
      ...{ due: dueFor(joiner.joined ?? day, joining.days, day), leadId: chief ?? leader.id, moderatorId: undefined },
    });
    // Where the trust does not use that framework there is nothing to begin; its page of joiners says so.
    if (planned.ok) begun++;
  }
  return begun;
}

/** Begins what is due in every trust that an academy has joined; answers how many were begun. */
export async function beginJoiners(db: Database, keeper: Database): Promise<number> {
  const day = londonDay(db.now());
  let begun = 0;
  for (const trustId of await trustsWithJoiners(keeper, day.subtract({ days: daysBack }).toString(), day.toString())) {
    const done = await inOneChange<number, undefined>(db, { trustId, personId: undefined }, async (change) => {
      const count = await beginIn(change);
      return count > 0 ? accept(count) : refuse(undefined);
    });
    begun += done.ok ? done.value : 0;
  }
  return begun;
}

/** Begins joiners' diagnoses now and each hour, until it is stopped. */
export function startJoiners(db: Database, keeper: Database, log: Log = plainLog(), every = 3_600_000): { stop(): Promise<void> } {
  let turn: Promise<unknown> = Promise.resolve();
  const take = () => {
    turn = beginJoiners(db, keeper).catch((error: Error) => log.error("joiners' diagnoses could not be begun", error));
  };
  take();
  const timer = setInterval(take, every);
  return {
    async stop() {
      clearInterval(timer);
      await turn;
    },
  };
}
