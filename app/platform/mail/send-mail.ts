import { accept, refuse } from "../../language/outcome.ts";
import { type Database, inOneChange } from "../database/change.ts";
import { type Log, plainLog } from "../log/log.ts";
import type { Message } from "./mail.rules.ts";
import { endMail, takeMail, trustsWithMail } from "./mail.store.ts";
import type { Handed, Transport } from "./smtp.ts";

const atOnce = 50;

/**
 * Hands over what waits in every trust; answers how many were taken by the server. Each mail is taken before it is handed over, in a change
 * of its own: whatever happens then, it is never handed over again unless the server has surely not got it.
 */
export async function sendWaitingMail(db: Database, keeper: Database, hand: Transport): Promise<number> {
  let sent = 0;
  for (const trustId of await trustsWithMail(keeper)) {
    const nobody = { trustId, personId: undefined };
    const taken = await inOneChange<Message[], undefined>(db, nobody, async (change) => {
      const mail = await takeMail(change, atOnce);
      if (mail.length === 0) return refuse(undefined);
      change.record({ kind: "platform.mail-taken", detail: { mails: mail.length } });
      return accept(mail);
    });
    if (!taken.ok) continue;
    const ends: Record<Handed, string[]> = { sent: [], refused: [], later: [] };
    for (const message of taken.value) {
      // A server that is away is not asked for each of them.
      const came = ends.later.length > 2 ? "later" : await hand(message).catch(() => undefined);
      if (came) ends[came].push(message.id);
    }
    await inOneChange<undefined, never>(db, nobody, async (change) => {
      for (const outcome of ["sent", "refused", "later"] as const) endMail(change, ends[outcome], outcome);
      change.record({
        kind: "platform.mail-sent",
        detail: { sent: ends.sent.length, refused: ends.refused.length, later: ends.later.length },
      });
      return accept(undefined);
    });
    sent += ends.sent.length;
  }
  return sent;
}

/** Sends what waits now and every so often, until it is stopped. */
export function startMail(
  db: Database,
  keeper: Database,
  hand: Transport,
  log: Log = plainLog(),
  every = 60_000,
): { stop(): Promise<void> } {
  let turn: Promise<unknown> = Promise.resolve();
  const take = () => {
    turn = turn.then(() => sendWaitingMail(db, keeper, hand)).catch((error: Error) => log.error("mail could not be sent", error));
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
