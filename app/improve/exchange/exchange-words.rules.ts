import type { Written } from "../parts/part.rules.ts";
import { fieldOfPart, labelOf, sayPartRefusal } from "../parts/part-words.rules.ts";
import type { PlanRefusal } from "../plans/plan.rules.ts";
import { fieldOfPlan, sayPlanRefusal } from "../plans/plan-words.rules.ts";
import { fieldOfAction, sayActionRefusal } from "../work/action.rules.ts";
import type { BroughtRefusal } from "./brought.rules.ts";
import { columnOfReview } from "./brought-reviews.rules.ts";
import type { SteppedField } from "./brought-steps.rules.ts";
import { decisions, ragWords, stateWords } from "./cell-words.rules.ts";
import type { CellRefusal } from "./read-sheet.rules.ts";
import { sayReviewRefusal } from "./review-words.rules.ts";
import { columnsOfOne, rowKinds, type SheetColumn } from "./sheet.rules.ts";

const columnOf: Readonly<Record<Written | "title" | "from" | SteppedField, SheetColumn>> = {
  ...{ title: "title", why: "why", how: "how", delivers: "delivers", withWhom: "with whom", evaluates: "evaluates", adds: "adds value" },
  ...{ outcome: "intended outcome", cost: "cost", days: "days", due: "due", supports: "supports", target: "target", needs: "needs" },
  ...{ reasons: "source", from: "delivers from", state: "state", doing: "what was done", effect: "effect" },
};
/** The column of a sheet in which a field of a part stands. */
export const columnOfField = (field: string): SheetColumn | undefined =>
  Object.hasOwn(columnOf, field) ? columnOf[field as "title"] : undefined;
const labelOfStep: Readonly<Record<SteppedField, string>> = { state: "State", doing: "What was done", effect: "Effect" };
export const sayField = (field: Written | "title" | SteppedField): string =>
  field === "state" || field === "doing" || field === "effect" ? labelOfStep[field] : labelOf[field];

export function columnOfRefusal(refusal: BroughtRefusal): SheetColumn | undefined {
  switch (refusal.kind) {
    case "part":
      return columnOfField(fieldOfPart(refusal.refusal));
    case "plan": {
      const field = fieldOfPlan(refusal.refusal);
      return field === "title" ? "title" : field === "begins" ? "from" : field === "ends" ? "to" : undefined;
    }
    case "ref-twice":
      return "ref";
    case "id-twice":
      return "id";
    case "no-such-ref":
      return refusal.field;
    case "moved":
      return "under";
    case "kind-changed":
      return "part";
    case "history":
    case "overlaps":
      return "from";
    case "since-kept":
    case "since-stale":
      return "delivers from";
    case "reason-reworded":
      return "source";
    case "crossed":
      return "version";
    case "review":
      return columnOfReview(refusal.refusal);
    case "step":
      return columnOfField(fieldOfAction(refusal.refusal) || "state");
    case "step-crossed":
      return "step";
  }
}

export function sayBroughtRefusal(refusal: BroughtRefusal): string {
  switch (refusal.kind) {
    case "part":
      return sayPartRefusal(refusal.refusal);
    case "plan":
      return sayPlanRefusal(refusal.refusal);
    case "ref-twice":
      return `Row ${refusal.first} has this ref already. Give each row a ref of its own.`;
    case "id-twice":
      return `Row ${refusal.first} is this part already. Empty the id of the row that is new.`;
    case "no-such-ref":
      return refusal.said
        ? `No ${refusal.field === "needs" ? "action" : "row"} has the ref “${refusal.said}”. Write the ref of one that stands in the file.`
        : "Write under which row it hangs, by that row's ref.";
    case "moved":
      return "A part stays where it hangs. Put back what stood here; or leave this part out and write it as a new row with no id.";
    case "kind-changed":
      return "A part stays what it is. Put back the word that stood here; or write it as a new row with no id.";
    case "history":
      return "Who led before is kept as it was. Put back the rows of who led delivery or evaluation before.";
    case "since-kept":
      return "Since when somebody leads is kept as it was. Put the day back, or name somebody else from that day.";
    case "since-stale":
      return "This is still the day from which the one before has led. Write from which day the new one does.";
    case "overlaps":
      return "Two people would have one duty on the same day. Correct from when to when each had it.";
    case "reason-reworded":
      return "A reason is kept in the words it had. Put them back, or take its row out and choose it anew on its page.";
    case "crossed":
      return `Somebody has changed this since the file was made: it is at version ${refusal.version} now. Take over what it says now; then write ${refusal.version} in this column if your row should stand.`;
    case "review":
      return sayReviewRefusal(refusal.refusal);
    case "step":
      return sayActionRefusal(refusal.refusal);
    case "step-crossed":
      return `Somebody has written of this action since the file was made: its last step is number ${refusal.step} now. Take over what it says; then write ${refusal.step} in this column if your row should stand.`;
  }
}

export function sayCellRefusal(refusal: CellRefusal): string {
  switch (refusal.kind) {
    case "no-such-part":
      return `“${refusal.said}” is no part of a plan. Write one of: ${Object.values(rowKinds).join(", ")}.`;
    case "day-unread":
      return refusal.said
        ? `“${refusal.said}” is no day. Write it as 2027-03-12 or 12/03/2027.`
        : "Write the day, as 2027-03-12 or 12/03/2027.";
    case "no-such-owner":
      return `“${refusal.said}” is nobody here, or more than one. Write a person's whole name; or a role's name alone, with “(role)” behind it, or as the plan's form has it.`;
    case "no-such-above":
      return `“${refusal.said}” is no priority or objective that this may support, of this trust and in a plan above. Write it just as the plan's form has it.`;
    case "no-such-target":
      return `“${refusal.said}” is no target of this trust. Write it just as the plan's form has it, or set it first under Measures.`;
    case "no-such-ref":
      return refusal.said
        ? `No part has the ref “${refusal.said}”. Write the ref of the part it belongs to.`
        : "Write the ref of the part it belongs to.";
    case "no-such-id":
      return "This is no part of this plan that goes on. Empty the cell if the row is new.";
    case "plan-twice":
      return "The file names the plan twice. Keep one row of it.";
    case "source-needed":
      return "A reason is known by its source. Leave the row out, and choose the reason on the part's page.";
    case "owner-needed":
      return "Write who had the duty.";
    case "version-unread":
      return "The version is a whole number. Put it back as it was exported.";
    case "step-unread":
      return "The step is a whole number. Put it back as it was exported.";
    case "no-such-state":
      return refusal.said
        ? `“${refusal.said}” is no state of an action. Write one of: ${stateWords.all}.`
        : `Write where the action is: ${stateWords.all}.`;
    case "no-such-colour":
      return `“${refusal.said}” is no colour of progress. Write one of: ${ragWords.all}.`;
    case "no-such-decision":
      return `“${refusal.said}” is no decision of a review. Write one of: ${decisions.all}.`;
    case "no-such-review":
      return refusal.said
        ? `No review of progress has the ref “${refusal.said}”. Write the ref of one that stands in the file, such as R1.`
        : "Write in which review this was said, by its ref, such as R1.";
    case "no-number":
      return "Give the review R and its number as its ref: R1 for the first.";
    case "out-of-place": {
      const kind = columnsOfOne[refusal.column];
      return `Only a row that is ${kind === "action" ? "an" : "a"} “${kind ? rowKinds[kind] : ""}” has this. Empty the cell, or write it in a row of that kind.`;
    }
  }
}

export type BringRefusal =
  | { readonly kind: "rows-refused" | "changed-since" | "nothing-to-do" | "because-needed" }
  | { readonly kind: "no-plan-row" }
  | { readonly kind: "not-begun"; readonly refusal: PlanRefusal }
  | { readonly kind: "resting" };
export function sayBringRefusal(refusal: BringRefusal): string {
  switch (refusal.kind) {
    case "rows-refused":
      return "Nothing was saved, because some cells cannot be. They are named below; correct them all and send it again.";
    case "changed-since":
      return "Somebody has changed the plan since you looked, so nothing was saved. Below is what would be done now; confirm it again.";
    case "nothing-to-do":
      return "It says what the plan says already, so nothing was saved.";
    case "because-needed":
      return "Say in up to 1,000 characters why the parts that were left out end, or keep them.";
    case "resting":
      return "This plan can only be read now. Take it up again first, and then send this again.";
    case "not-begun":
      return sayPlanRefusal(refusal.refusal);
    case "no-plan-row":
      return "The file has no row of the plan itself, so its name and days are not known. Add a row with “Plan” as its part, a title, from and to; or begin the plan first and bring the file into it.";
  }
}
