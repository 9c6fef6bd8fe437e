import { accept, type Outcome, refuse } from "../../language/outcome.ts";
import type { Frameworks, Kind } from "../frameworks/framework.rules.ts";
import { judgesOn } from "../frameworks/framework.rules.ts";

export type Entry = {
  readonly id: string;
  readonly at: string;
  readonly who: string;
  readonly asked: string;
  readonly shown: string;
  readonly toDo: string;
  readonly settles: string | null;
  readonly writtenBy: string | null;
};
/** What is still to do: the to-dos of entries that no later entry settles, in the order they were written. */
export function openToDos(entries: readonly Entry[]): Entry[] {
  const settled = new Set(entries.map(({ settles }) => settles));
  return entries.filter(({ id, toDo }) => toDo !== "" && !settled.has(id));
}

export type LogDraft = { readonly kind: Kind | undefined; readonly begins: string | undefined; readonly called: string };
export type LogRefusal = {
  readonly kind: "kind-needed" | "day-needed" | "day-too-far" | "no-such-kind" | "called-too-long" | "open-already";
};
/** Whether a log may be opened: for an inspection of a kind of its day, that begins soon or has just begun, and only one at a time. */
export function considerLog(
  all: Frameworks,
  draft: LogDraft,
  facts: { readonly today: string; readonly open: boolean },
): Outcome<{ kind: Kind; begins: string; called: string }, LogRefusal> {
  const { kind, begins } = draft;
  if (facts.open) return refuse({ kind: "open-already" });
  if (kind === undefined) return refuse({ kind: "kind-needed" });
  if (begins === undefined) return refuse({ kind: "day-needed" });
  const days = Math.abs(Temporal.PlainDate.from(facts.today).until(begins, { largestUnit: "day" }).days);
  if (days > 31) return refuse({ kind: "day-too-far" });
  if (!judgesOn(all, begins, kind).ok) return refuse({ kind: "no-such-kind" });
  const called = draft.called.trim();
  return called.length > 2000 ? refuse({ kind: "called-too-long" }) : accept({ kind, begins, called });
}

export type EntryDraft = {
  readonly time: string;
  readonly day: string;
  readonly who: string;
  readonly asked: string;
  readonly shown: string;
  readonly toDo: string;
  readonly settles: string | null;
};
export type EntryRefusal = { readonly kind: "nothing-written" | "time-wrong" | "time-to-come" | "too-long" | "closed" | "no-such-to-do" };
export type ConsideredEntry = Omit<Entry, "id" | "writtenBy">;
const ofAClock = /^([01]?\d|2[0-3])[:.]([0-5]\d)$/;

/** Whether an entry may be written: something in it, at a time that has been, while the log is open. */
export function considerEntry(
  draft: EntryDraft,
  facts: { readonly now: Temporal.Instant; readonly closed: boolean; readonly toDos: ReadonlySet<string> },
): Outcome<ConsideredEntry, EntryRefusal> {
  if (facts.closed) return refuse({ kind: "closed" });
  const [who, asked, shown, toDo] = [draft.who.trim(), draft.asked.trim(), draft.shown.trim(), draft.toDo.trim()];
  if (draft.settles !== null && !facts.toDos.has(draft.settles)) return refuse({ kind: "no-such-to-do" });
  if (!asked && !shown && !toDo && draft.settles === null) return refuse({ kind: "nothing-written" });
  if (who.length > 200 || asked.length > 4000 || shown.length > 4000 || toDo.length > 1000) return refuse({ kind: "too-long" });
  const [, hour, minute] = ofAClock.exec(draft.time.trim()) ?? [];
  if (hour === undefined || !/^\d{4}-\d{2}-\d{2}$/.test(draft.day)) return refuse({ kind: "time-wrong" });
  const at = Temporal.PlainDate.from(draft.day)
    .toZonedDateTime({ timeZone: "Europe/London", plainTime: `${hour.padStart(2, "0")}:${minute}` })
    .toInstant();
  // A clock a minute ahead of ours is no mistake.
  if (Temporal.Instant.compare(at, facts.now.add({ minutes: 5 })) > 0) return refuse({ kind: "time-to-come" });
  return accept({ at: at.toString(), who, asked, shown, toDo, settles: draft.settles });
}

/** Why a log was not opened, and what to do. */
export function sayLogRefusal({ kind }: LogRefusal): string {
  switch (kind) {
    case "kind-needed":
      return "Choose what kind of inspection was announced.";
    case "day-needed":
      return "Give the day on which the inspection begins.";
    case "day-too-far":
      return "A log is opened with the call: its first day lies within a month of today. Correct the day.";
    case "no-such-kind":
      return "There is no inspection of this kind on that day. Choose another kind.";
    case "called-too-long":
      return "Shorten what was said in the call to 2,000 characters.";
    case "open-already":
      return "A log is open for this school already. Write in that one, or close it first.";
  }
}
/** Why an entry was not written, and what to do. */
export function sayEntryRefusal({ kind }: EntryRefusal): string {
  switch (kind) {
    case "nothing-written":
      return "Write what was asked, what was shown or what is to do: a few words are enough.";
    case "time-wrong":
      return "Give the time as 9:40, on a day that exists.";
    case "time-to-come":
      return "This time is still to come. Give the time at which it happened.";
    case "too-long":
      return "Shorten it: 4,000 characters at most, and 200 for who it was with.";
    case "closed":
      return "This log was closed. What you wrote is still here: copy it if it is needed elsewhere.";
    case "no-such-to-do":
      return "Somebody has settled this already. Leave the choice empty and write it again.";
  }
}
export const fieldOfEntry = ({ kind }: EntryRefusal): string =>
  kind === "time-wrong" || kind === "time-to-come" ? "time" : kind === "no-such-to-do" ? "settles" : kind === "closed" ? "" : "asked";
