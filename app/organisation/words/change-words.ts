import { accept, type Outcome, refuse } from "../../language/outcome.ts";
import type { Words } from "../../language/words.ts";
import type { Person } from "../../platform/access/access.rules.ts";
import { type Database, inOneChange } from "../../platform/database/change.ts";
import { considerWords, everyWord, type WordsRefusal } from "./words.rules.ts";
import { lockWords, saveWords } from "./words.store.ts";

/** Sets the trust's own words; refuses those that are not plain and short, and a writer who saw other words than are kept. */
export function changeWords(db: Database, by: Person, draft: Words, version: number): Promise<Outcome<Words, WordsRefusal>> {
  return inOneChange<Words, WordsRefusal>(db, by, async (change) => {
    const kept = await lockWords(change);
    const considered = considerWords(kept.words, draft);
    if (!considered.ok) return considered;
    if (kept.version !== version) return refuse({ kind: "crossed" });
    await saveWords(change, considered.value);
    const changed = everyWord.filter((word) => kept.words[word] !== considered.value[word]);
    change.record({ kind: "organisation.words-changed", detail: { words: changed.join(" "), version: kept.version + 1 } });
    return accept(considered.value);
  });
}
