import { accept, type Outcome, refuse } from "../../language/outcome.ts";
import { placeOfTrust, today } from "../../organisation/index.server.ts";
import { may, type Person } from "../../platform/access/access.rules.ts";
import { type Database, inOneChange } from "../../platform/database/change.ts";
import { keepIndicators } from "../edition.store.ts";
import { mayEditFramework } from "../permissions.rules.ts";
import { findUnready } from "./draft.form.ts";
import { handOver, lockEditions } from "./draft.store.ts";
import { considerPuttingIntoUse, type PutIntoUse, type PutIntoUseRefusal } from "./put-into-use.rules.ts";

/** Puts a draft into use from a day and closes the edition before it, if there is one, on that day, as one change. `seen` is the version that was looked at. */
export function putIntoUse(
  db: Database,
  person: Person,
  editionId: string,
  seen: number,
  wanted: PutIntoUse,
): Promise<Outcome<undefined, PutIntoUseRefusal>> {
  return inOneChange<undefined, PutIntoUseRefusal>(db, person, async (change) => {
    if (!may(mayEditFramework, person, await placeOfTrust(change))) return refuse({ kind: "not-allowed" });
    const editions = await lockEditions(change, { edition: editionId });
    const draft = editions.find(({ id }) => id === editionId);
    const before = editions.find(({ inUseFrom }) => inUseFrom);
    if (!draft || draft.inUseFrom) return refuse({ kind: "no-longer-a-draft", number: draft?.number ?? 0 });
    if (draft.version !== seen) return refuse({ kind: "crossed" });
    const facts = {
      before: before?.inUseFrom ? { ...before, inUseFrom: before.inUseFrom } : undefined,
      draft: draft.content,
      unready: findUnready(draft.content),
      today: today(change),
    };
    const considered = considerPuttingIntoUse(facts, wanted);
    if (!considered.ok) return considered;
    const { lineages, dropped } = considered.value;
    await handOver(change, before?.id, draft.id, wanted.from);
    await keepIndicators(change, draft.id, lineages);
    const carried = [...lineages.values()].filter(Boolean).length;
    change.record({
      kind: "frameworks.edition-put-into-use",
      detail: {
        edition: draft.id,
        number: draft.number,
        from: wanted.from,
        closes: before?.id ?? null,
        carriedOver: carried,
        new: lineages.size - carried,
        dropped: dropped.length,
      },
    });
    return accept(undefined);
  });
}
