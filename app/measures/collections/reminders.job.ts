import { accept, refuse } from "../../language/outcome.ts";
import { londonDay } from "../../language/period.ts";
import { today } from "../../organisation/index.server.ts";
import { type Database, inOneChange, inOneLook, type Look } from "../../platform/database/change.ts";
import { type Log, plainLog } from "../../platform/log/log.ts";
import { occasionOf, stateOf } from "./cycle.rules.ts";
import { cycleAcademies, listCycles, listReminders, type NewReminder, trustsToRemind, writeReminders } from "./cycle.store.ts";

/** The reminders that a trust's academies are due today and were not written yet. */
async function remindersDue(look: Look): Promise<NewReminder[]> {
  const [cycles, academies, written] = [await listCycles(look), await cycleAcademies(look), await listReminders(look)];
  const day = today(look);
  return academies.flatMap(({ cycleId, unitId, filled, last }) => {
    const cycle = cycles.find(({ id }) => id === cycleId);
    const occasion = cycle && occasionOf(cycle, stateOf(cycle.measures.length * cycle.groups.length, filled, last ?? undefined), day);
    if (!cycle || !occasion) return [];
    const before = written.some(
      (one) => one.cycleId === cycleId && one.unitId === unitId && one.occasion === occasion && one.due === cycle.due,
    );
    return before ? [] : [{ cycleId, unitId, occasion, due: cycle.due }];
  });
}

/** Writes what every trust's academies should be told today, each once; answers how many are new. The keeper says which trusts may have any. */
export async function remindAll(db: Database, keeper: Database): Promise<number> {
  let written = 0;
  for (const trustId of await trustsToRemind(keeper, londonDay(db.now()).toString())) {
    const nobody = { trustId, personId: undefined };
    if ((await inOneLook(db, nobody, remindersDue)).length === 0) continue;
    const done = await inOneChange<number, undefined>(db, nobody, async (change) => {
      // Another process may have come first: what it wrote is not written again, and where nothing is left nothing is told.
      const count = await writeReminders(change, await remindersDue(change));
      if (count === 0) return refuse(undefined);
      change.record({ kind: "measures.reminders-written", detail: { reminders: count } });
      return accept(count);
    });
    written += done.ok ? done.value : 0;
  }
  return written;
}

/** Writes reminders now and each hour, until it is stopped. */
export function startReminders(db: Database, keeper: Database, every = 3_600_000, log: Log = plainLog()): { stop(): Promise<void> } {
  let turn: Promise<unknown> = Promise.resolve();
  const take = () => {
    turn = remindAll(db, keeper).catch((error: Error) => log.error("reminders could not be written", error));
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
