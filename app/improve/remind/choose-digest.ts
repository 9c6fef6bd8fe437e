import { accept, type Outcome, refuse } from "../../language/outcome.ts";
import type { Person } from "../../platform/access/access.rules.ts";
import { type Database, inOneChange } from "../../platform/database/change.ts";
import { usualWeekday } from "./remind.rules.ts";
import { digestChoices, keepChoice, lockChoice } from "./remind.store.ts";

export type ChoiceRefusal = { readonly kind: "no-such-day" | "same-as-before" | "crossed" };
/** Chooses on which weekday somebody is told everything they owe, or that they are not, as how many choices they made before was seen. */
export function chooseDigest(db: Database, by: Person, seen: number, wanted: string): Promise<Outcome<undefined, ChoiceRefusal>> {
  return inOneChange<undefined, ChoiceRefusal>(db, by, async (change) => {
    const weekday = wanted === "never" ? null : /^[1-5]$/.test(wanted) ? Number(wanted) : undefined;
    if (weekday === undefined) return refuse({ kind: "no-such-day" });
    await lockChoice(change, by.personId);
    const before = (await digestChoices(change, by.personId)).get(by.personId);
    const number = before?.number ?? 0;
    if ((before ? before.weekday : usualWeekday) === weekday) return refuse({ kind: "same-as-before" });
    if (number !== seen) return refuse({ kind: "crossed" });
    await keepChoice(change, by.personId, number + 1, weekday);
    change.record({ kind: "improve.digest-chosen", detail: { weekday } });
    return accept(undefined);
  });
}
export function sayChoiceRefusal({ kind }: ChoiceRefusal, now: string): string {
  switch (kind) {
    case "no-such-day":
      return "Choose a day from Monday to Friday, or never.";
    case "same-as-before":
      return "This is how it is already. There is nothing to save.";
    case "crossed":
      return `You have chosen otherwise since you opened this page, perhaps in another window: ${now}. Save again to have what is chosen below.`;
  }
}
