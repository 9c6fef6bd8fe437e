import { accept, refuse } from "../../language/outcome.ts";
import { londonDay } from "../../language/period.ts";
import { type Database, inOneChange } from "../database/change.ts";
import { keptForDays } from "./mail.rules.ts";
import { deleteMailBefore } from "./mail.store.ts";

/** Forgets a trust's mail that is older than it is kept, whatever became of it; answers how many. */
export async function forgetMail(db: Database, trustId: string): Promise<number> {
  const before = londonDay(db.now()).subtract({ days: keptForDays }).toString();
  const done = await inOneChange<number, undefined>(db, { trustId, personId: undefined }, async (change) => {
    const mails = await deleteMailBefore(change, before);
    if (mails === 0) return refuse(undefined);
    change.record({ kind: "platform.mail-forgotten", detail: { mails, before } });
    return accept(mails);
  });
  return done.ok ? done.value : 0;
}
