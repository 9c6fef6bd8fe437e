import { accept, type Outcome, refuse } from "../../language/outcome.ts";
import { placeOfTrust, today } from "../../organisation/index.server.ts";
import { may, type Person } from "../../platform/access/access.rules.ts";
import { type Database, inOneChange } from "../../platform/database/change.ts";
import { shippedFrameworks } from "../content.ts";
import { copyFramework, listEveryEdition } from "../edition.store.ts";
import { findUnready } from "../editions/draft.form.ts";
import { lockFrameworks } from "../editions/draft.store.ts";
import { mayEditFramework } from "../permissions.rules.ts";
import { type ChoiceRefusal, considerUse } from "./choose.rules.ts";

/** Gives the trust its own copy of a framework that ships: in use from today, or a draft where there is something to fill in. Answers the edition's id. */
export function chooseFramework(db: Database, person: Person, key: string): Promise<Outcome<string, ChoiceRefusal>> {
  return inOneChange<string, ChoiceRefusal>(db, person, async (change) => {
    if (!may(mayEditFramework, person, await placeOfTrust(change))) return refuse({ kind: "not-allowed" });
    await lockFrameworks(change);
    const considered = considerUse(shippedFrameworks().get(key), await listEveryEdition(change));
    if (!considered.ok) return considered;
    const isReady = findUnready(considered.value).length === 0;
    return accept(await copyFramework(change, considered.value, isReady ? today(change) : undefined));
  });
}
