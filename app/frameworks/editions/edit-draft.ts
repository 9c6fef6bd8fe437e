import { accept, type Outcome, refuse } from "../../language/outcome.ts";
import { placeOfTrust, today } from "../../organisation/index.server.ts";
import { may, type Person } from "../../platform/access/access.rules.ts";
import { type Database, inOneChange } from "../../platform/database/change.ts";
import { countingFramework, type EditionContent, type Indicator } from "../edition.rules.ts";
import { mayEditFramework } from "../permissions.rules.ts";
import {
  addIndicator,
  beginDraft,
  type DraftRefusal,
  hasChangedSince,
  type IndicatorWords,
  moveIndicator,
  type Part,
  type RulesWords,
  removeIndicator,
  writeIndicator,
  writeRules,
} from "./draft.rules.ts";
import { addDraft, lockEditions, saveDraft } from "./draft.store.ts";

export type MakeDraftRefusal =
  | { readonly kind: "not-allowed" }
  | { readonly kind: "no-edition" }
  | { readonly kind: "there"; readonly id: string };

/** Begins a draft as a copy of the newest edition of a framework; refuses where there is a draft already, and says which. */
export function makeDraft(db: Database, person: Person, framework: string = countingFramework): Promise<Outcome<string, MakeDraftRefusal>> {
  return inOneChange<string, MakeDraftRefusal>(db, person, async (change) => {
    if (!may(mayEditFramework, person, await placeOfTrust(change))) return refuse({ kind: "not-allowed" });
    const [newest] = await lockEditions(change, { framework });
    if (!newest) return refuse({ kind: "no-edition" });
    if (!newest.inUseFrom) return refuse({ kind: "there", id: newest.id });
    const id = await addDraft(change, newest, beginDraft(newest.content, today(change)));
    change.record({ kind: "frameworks.draft-begun", detail: { edition: id, number: newest.number + 1, follows: newest.id } });
    return accept(id);
  });
}

type Changes = readonly Part[] | ((before: EditionContent, after: EditionContent) => readonly Part[]);

/** Load, consider, save, audit: one change of one part of a draft. `seen` is the version its author opened. */
function changeDraft<Value>(
  db: Database,
  person: Person,
  editionId: string,
  part: { readonly changes: Changes; readonly crosses: Part; readonly seen: number } | { readonly changes: Changes },
  write: (content: EditionContent) => Outcome<{ content: EditionContent; value: Value }, DraftRefusal>,
): Promise<Outcome<Value, DraftRefusal>> {
  return inOneChange<Value, DraftRefusal>(db, person, async (change) => {
    if (!may(mayEditFramework, person, await placeOfTrust(change))) return refuse({ kind: "not-allowed" });
    const draft = (await lockEditions(change, { edition: editionId })).find(({ id }) => id === editionId);
    if (!draft || draft.inUseFrom) return refuse({ kind: "no-longer-a-draft", number: draft?.number ?? 0 });
    const written = write(draft.content);
    if (!written.ok && written.refusal.kind === "no-such-indicator") return written;
    if ("crosses" in part && hasChangedSince(draft, part.crosses, part.seen)) return refuse({ kind: "crossed" });
    if (!written.ok) return written;
    const version = draft.version + 1;
    const changes = typeof part.changes === "function" ? part.changes(draft.content, written.value.content) : part.changes;
    const parts = { ...draft.parts, ...Object.fromEntries(changes.map((one) => [one, version])) };
    await saveDraft(change, draft.id, version, written.value.content, parts);
    change.record({ kind: "frameworks.draft-changed", detail: { edition: draft.id, version, parts: changes.join(" ") } });
    return accept(written.value.value);
  });
}

const content = (outcome: Outcome<EditionContent, DraftRefusal>) =>
  outcome.ok ? accept({ content: outcome.value, value: undefined }) : outcome;

/** Adds an indicator at the end of the list; answers its key. Nobody's writing crosses with it. */
export const addToDraft = (db: Database, person: Person, editionId: string, words: Pick<Indicator, "title" | "short">) =>
  changeDraft(db, person, editionId, { changes: ["list"] }, (draft) => {
    const added = addIndicator(draft, words);
    return added.ok ? accept({ content: added.value.content, value: added.value.key }) : added;
  });

/** Writes the words of one indicator; refused where somebody else wrote them since `seen`. */
export const writeInDraft = (db: Database, person: Person, editionId: string, key: string, seen: number, words: IndicatorWords) =>
  changeDraft(db, person, editionId, { changes: [`indicator/${key}`], crosses: `indicator/${key}`, seen }, (draft) =>
    content(writeIndicator(draft, key, words)),
  );

/** Removes one indicator; refused where somebody wrote in it since `seen`. */
export const removeFromDraft = (db: Database, person: Person, editionId: string, key: string, seen: number) =>
  changeDraft(db, person, editionId, { changes: ["list"], crosses: `indicator/${key}`, seen }, (draft) =>
    content(removeIndicator(draft, key)),
  );

/** Moves one indicator a place; refused where the list changed since `seen`. */
export const moveInDraft = (db: Database, person: Person, editionId: string, key: string, way: "up" | "down", seen: number) =>
  changeDraft(db, person, editionId, { changes: ["list"], crosses: "list", seen }, (draft) => content(moveIndicator(draft, key, way)));

/** Writes levels, categories and marks; refused where somebody else wrote them since `seen`. On another scale every indicator has changed. */
export const writeRulesInDraft = (db: Database, person: Person, editionId: string, seen: number, words: RulesWords) =>
  changeDraft(
    db,
    person,
    editionId,
    { changes: (before, after) => ["rules", ...rescaled(before, after)], crosses: "rules", seen },
    (draft) => content(writeRules(draft, words)),
  );
const rescaled = (before: EditionContent, after: EditionContent): Part[] => {
  const scale = ({ levels }: EditionContent) => levels.map(({ key }) => key).join(" ");
  return scale(before) === scale(after) ? [] : after.indicators.map(({ key }) => `indicator/${key}` as const);
};
