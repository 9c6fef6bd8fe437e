import { sayDay } from "../../language/period.ts";
import type { ByHandRefusal } from "./by-hand.rules.ts";

/** Why an inspection was not written down, and what to do. */
export function sayByHandRefusal(refusal: ByHandRefusal): string {
  switch (refusal.kind) {
    case "day-needed":
      return "Give the day on which the inspection began.";
    case "day-to-come":
      return "This day is still to come. Write an inspection down when it has begun; until then keep its log.";
    case "no-framework":
      return "No framework is known for so early a day: inspections before September 2005 are not kept here.";
    case "kind-needed":
      return "Choose what kind of inspection it was.";
    case "no-such-kind":
      return `There was no inspection of this kind then (${refusal.framework}). Choose another kind, or correct the day.`;
    case "no-such-area":
      return `“${refusal.area}” was not judged at such an inspection on that day (${refusal.framework}). Leave it out, or correct the day.`;
    case "no-such-word":
      return `“${refusal.word}” is no word of this framework for ${refusal.title} (${refusal.framework}). Choose one of its own.`;
    case "grade-needed":
      return "Give at least one grade as the report has it.";
    case "outcome-needed":
      return "Choose the outcome: an inspection of this kind gives no grades.";
    case "published-wrong":
      return "Give the day of publication as a day that exists, or leave it empty until the report is out.";
    case "published-before":
      return "A report cannot be published before the inspection began. Correct one of the two days.";
    case "published-to-come":
      return "The day of publication is still to come. Leave it empty until the report is out.";
    case "link-wrong":
      return "Give the whole address of the report, beginning with https://, or leave it empty.";
    case "note-too-long":
      return "Shorten the note to 4,000 characters.";
    case "no-such-log":
      return "The log this came from is not of this school. Open the form again from its log.";
    case "already-here":
      return `An inspection of this kind on ${sayDay(refusal.on)} is written down here already. Correct that one instead of adding another.`;
    case "in-the-file":
      return `Ofsted's file has this inspection already, on ${sayDay(refusal.on)}: ${refusal.says}. Tick “Show mine beside Ofsted's file” to keep both, with what differs named.`;
    case "crossed":
      return "Somebody changed this inspection while you were writing. What stands now is shown below; save again to put yours in front.";
    case "withdrawn":
      return "This inspection was withdrawn. Write it down anew if it did take place.";
    case "reason-needed":
      return "Say in up to 1,000 characters why it is withdrawn.";
  }
}
/** The field of the form that a refusal is about. */
export function fieldOfByHand(refusal: ByHandRefusal): string {
  switch (refusal.kind) {
    case "day-needed":
    case "day-to-come":
    case "no-framework":
    case "already-here":
      return "on";
    case "kind-needed":
    case "no-such-kind":
      return "kind";
    case "no-such-area":
    case "no-such-word":
    case "grade-needed":
      return refusal.area ? `area-${refusal.area}` : "on";
    case "outcome-needed":
      return "area-outcome";
    case "published-wrong":
    case "published-before":
    case "published-to-come":
      return "published";
    case "link-wrong":
      return "link";
    case "note-too-long":
      return "note";
    case "in-the-file":
      return "beside";
    case "reason-needed":
      return "reason";
    case "no-such-log":
    case "crossed":
    case "withdrawn":
      return "";
  }
}
