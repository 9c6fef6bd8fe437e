import type { Database } from "../../platform/database/change.ts";
import { type Log, plainLog } from "../../platform/log/log.ts";
import { remindEverybody } from "./remind-people.ts";

/** Makes the mails of the day a minute after the start, when whoever waits for it has been served, and then every quarter of an hour, until it is stopped. */
export function startWorkReminders(
  db: Database,
  origin: string,
  log: Log = plainLog(),
  pace = { first: 60_000, every: 900_000 },
): { stop(): Promise<void> } {
  let turn: Promise<unknown> = Promise.resolve();
  const done = new Map<string, string>();
  const take = () => {
    turn = turn.then(() => remindEverybody(db, origin, done)).catch((error: Error) => log.error("people could not be reminded", error));
  };
  const first = setTimeout(take, pace.first);
  const timer = setInterval(take, pace.every);
  return {
    async stop() {
      clearTimeout(first);
      clearInterval(timer);
      await turn;
    },
  };
}
