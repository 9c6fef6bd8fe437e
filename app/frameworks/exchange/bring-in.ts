import { accept, type Outcome, refuse } from "../../language/outcome.ts";
import { placeOfTrust } from "../../organisation/index.server.ts";
import { may, type Person } from "../../platform/access/access.rules.ts";
import { type Database, inOneChange } from "../../platform/database/change.ts";
import { type ChoiceRefusal, considerBringingIn } from "../choose/choose.rules.ts";
import type { EditionContent } from "../edition.rules.ts";
import { copyFramework, listEveryEdition } from "../edition.store.ts";
import { addDraft, lockEditions } from "../editions/draft.store.ts";
import { mayEditFramework } from "../permissions.rules.ts";

/** Makes a framework read from a file into a draft, of the framework of its key or of a new one. Answers the draft's id. */
export function bringIn(db: Database, person: Person, content: EditionContent): Promise<Outcome<string, ChoiceRefusal>> {
  return inOneChange<string, ChoiceRefusal>(db, person, async (change) => {
    if (!may(mayEditFramework, person, await placeOfTrust(change))) return refuse({ kind: "not-allowed" });
    const [newest] = await lockEditions(change, { framework: content.key });
    const considered = considerBringingIn(content, await listEveryEdition(change));
    if (!considered.ok) return considered;
    const id = newest ? await addDraft(change, newest, content) : await copyFramework(change, content, undefined);
    change.record({
      kind: "frameworks.draft-brought-in",
      detail: { framework: content.key, edition: id, number: (newest?.number ?? 0) + 1, indicators: content.indicators.length },
    });
    return accept(id);
  });
}
