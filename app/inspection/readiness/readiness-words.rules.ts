import type { CheckRefusal, CheckState, PointRefusal, Tally } from "./readiness.rules.ts";

export const stateWords: Readonly<Record<CheckState, string>> = { ready: "Ready", "not-ready": "Not ready", "not-checked": "Not checked" };

/** A tally in a phrase: "12 of 19 ready, 3 to check again, 4 not checked". */
export function sayTally({ of, ready, notReady, notChecked, stale }: Tally): string {
  const more = [
    notReady > 0 ? `${notReady} not ready` : "",
    stale > 0 ? `${stale} to check again` : "",
    notChecked > 0 ? `${notChecked} not checked` : "",
  ].filter(Boolean);
  return [`${ready} of ${of} ready`, ...more].join(", ");
}

/** Why a check was not kept, and what to do. */
export function sayCheckRefusal({ kind }: CheckRefusal): string {
  switch (kind) {
    case "no-such-owner":
      return "Choose an owner who holds a role now, or nobody yet.";
    case "state-needed":
      return "You wrote what you saw: say too whether it is ready, or take the words out again.";
    case "day-needed":
      return "Give the day of the check as a day that exists.";
    case "day-to-come":
      return "This day is still to come. Give the day on which it was checked.";
    case "day-before-last":
      return "There is a later check already. Give a day that is not before it.";
    case "seen-needed":
      return "Say what was seen: a sentence is enough.";
    case "seen-too-long":
      return "Shorten what was seen to 2,000 characters.";
    case "no-such-evidence":
      return "One piece of evidence is not of this school, or not yours to open. Choose from those listed.";
    case "crossed":
      return "Somebody changed this point while you were writing. What stands now is shown below; save again to put yours in front.";
    case "no-such-point":
      return "This point is no longer on the list.";
  }
}
/** The field of the form that a refusal is about. */
export function fieldOfCheck({ kind }: CheckRefusal): string {
  switch (kind) {
    case "no-such-owner":
      return "owner";
    case "state-needed":
      return "check";
    case "day-needed":
    case "day-to-come":
    case "day-before-last":
      return "on";
    case "seen-needed":
    case "seen-too-long":
      return "seen";
    case "no-such-evidence":
      return "evidence";
    case "crossed":
    case "no-such-point":
      return "";
  }
}

/** Why a point of the trust's own was not kept, and what to do. */
export function sayPointRefusal({ kind }: PointRefusal): string {
  switch (kind) {
    case "title-needed":
      return "Give it a name of up to 120 characters.";
    case "title-taken":
      return "A point of this name is on the list already. Give it another name.";
    case "what-too-long":
      return "Shorten the description to 1,000 characters.";
    case "days-needed":
      return "Give the days after which it is to be checked again: a whole number from 1 to 3,650.";
    case "too-many":
      return "The list is full. Remove a point before you add another.";
    case "crossed":
      return "Somebody changed this point while you were writing. What stands now is shown below; save again to put yours in front.";
    case "removed":
      return "This point was removed. Add it anew if it is wanted again.";
  }
}
export const fieldOfPoint = ({ kind }: PointRefusal): string =>
  kind === "title-needed" || kind === "title-taken" ? "title" : kind === "what-too-long" ? "what" : kind === "days-needed" ? "days" : "";
