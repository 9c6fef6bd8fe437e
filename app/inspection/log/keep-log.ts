import { accept, type Outcome, refuse } from "../../language/outcome.ts";
import { today } from "../../organisation/index.server.ts";
import type { Person } from "../../platform/access/access.rules.ts";
import { type Database, inOneChange } from "../../platform/database/change.ts";
import { lockUnit } from "../by-hand/by-hand.store.ts";
import { frameworks } from "../content.ts";
import { considerEntry, considerLog, type EntryDraft, type EntryRefusal, type LogDraft, type LogRefusal, openToDos } from "./log.rules.ts";
import { addClosing, addEntry, addLog, findLog, listEntries, listLogs, lockLog } from "./log.store.ts";

/** Opens the log of an inspection with the call; one is open at a time. Answers its id. */
export const openLog = (db: Database, by: Person, unitId: string, draft: LogDraft): Promise<Outcome<string, LogRefusal>> =>
  inOneChange<string, LogRefusal>(db, by, async (change) => {
    await lockUnit(change, unitId);
    const open = (await listLogs(change, unitId)).some(({ closedAt }) => closedAt === null);
    const considered = considerLog(frameworks, draft, { today: today(change), open });
    if (!considered.ok) return considered;
    const id = await addLog(change, { unitId, ...considered.value, by: by.personId });
    change.record({
      kind: "inspection.log-opened",
      detail: { log: id, unit: unitId, kind: considered.value.kind, begins: considered.value.begins },
    });
    return accept(id);
  });

/** Writes one entry at the end of an open log; answers its id. */
export const writeEntry = (
  db: Database,
  by: Person,
  at: { readonly unitId: string; readonly logId: string },
  draft: EntryDraft,
): Promise<Outcome<string, EntryRefusal>> =>
  inOneChange<string, EntryRefusal>(db, by, async (change) => {
    await lockLog(change, at.logId);
    const [log, entries] = [await findLog(change, at.unitId, at.logId), await listEntries(change, at.logId)];
    const toDos = new Set(openToDos(entries).map(({ id }) => id));
    const considered = considerEntry(draft, { now: change.now, closed: !log || log.closedAt !== null, toDos });
    if (!considered.ok) return considered;
    const id = await addEntry(change, at.logId, considered.value, by.personId);
    change.record({ kind: "inspection.log-entry-written", detail: { log: at.logId, entry: id } });
    return accept(id);
  });

export type ClosingRefusal = { readonly kind: "said-needed" | "said-too-long" | "closed" };
/** Closes a log with what inspectors said at the end. */
export const closeLog = (
  db: Database,
  by: Person,
  at: { readonly unitId: string; readonly logId: string },
  said: string,
): Promise<Outcome<undefined, ClosingRefusal>> =>
  inOneChange<undefined, ClosingRefusal>(db, by, async (change) => {
    await lockLog(change, at.logId);
    const log = await findLog(change, at.unitId, at.logId);
    if (!log || log.closedAt !== null) return refuse({ kind: "closed" });
    const text = said.trim();
    if (!text) return refuse({ kind: "said-needed" });
    if (text.length > 8000) return refuse({ kind: "said-too-long" });
    await addClosing(change, at.logId, text, by.personId);
    change.record({ kind: "inspection.log-closed", detail: { log: at.logId, unit: at.unitId } });
    return accept(undefined);
  });

/** Why a log was not closed, and what to do. */
export function sayClosingRefusal({ kind }: ClosingRefusal): string {
  switch (kind) {
    case "said-needed":
      return "Write what inspectors said at the end, in a few sentences.";
    case "said-too-long":
      return "Shorten it to 8,000 characters.";
    case "closed":
      return "This log was closed already. What you wrote is still here.";
  }
}
