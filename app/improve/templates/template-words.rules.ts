import { oneOf } from "../../language/words.ts";
import { type PartKind, partKinds, type Written } from "../parts/part.rules.ts";
import { fieldOfPart, labelOf, sayPartRefusal } from "../parts/part-words.rules.ts";
import type { TemplateRefusal } from "./template.rules.ts";

/** The field of a form of rows that a part's field is. */
export const fieldOfRow = (row: number, field: string): string => `${row}-${field === "" ? "kind" : field}`;

/** Why a field of a row is refused that its kind does not have. */
export const sayNoPlace = (kind: PartKind, field: Written): string =>
  `${oneOf(partKinds[kind]).replace(/^a/, "A")} has no “${labelOf[field]}”. Move what stands there, or empty it.`;

export function sayTemplateRefusal(refusal: TemplateRefusal): string {
  switch (refusal.kind) {
    case "no-such-kind":
      return "There is no such kind of plan.";
    case "title-needed":
      return "Give the template a name of up to 200 characters.";
    case "title-taken":
      return "There is a template of this name for this kind of plan. Give it another name, or write that one anew.";
    case "says-too-long":
      return "Say what it is for in up to 1,000 characters.";
    case "empty":
      return "A template has at least one priority. Write the first one.";
    case "retired":
      return "This template is retired. Offer it again first. What you wrote is still here.";
    case "crossed":
      return "Somebody has changed this template since you opened it. What it says now is shown below yours; take over what you need, and save yours again.";
    case "after-unread":
      return `Part ${refusal.row + 1}: give the months as a whole number from 0 to 120, or leave it empty.`;
    case "no-place":
      return `Part ${refusal.row + 1}: ${sayNoPlace(refusal.of, refusal.field)}`;
    case "part":
      return `Part ${refusal.row + 1}: ${sayPartRefusal(refusal.refusal)}`;
  }
}
export function fieldOfTemplate(refusal: TemplateRefusal): string {
  switch (refusal.kind) {
    case "title-needed":
    case "title-taken":
      return "title";
    case "says-too-long":
      return "says";
    case "after-unread":
      return fieldOfRow(refusal.row, "due");
    case "no-place":
      return fieldOfRow(refusal.row, refusal.field);
    case "part":
      return fieldOfRow(refusal.row, fieldOfPart(refusal.refusal));
    case "empty":
    case "no-such-kind":
    case "retired":
    case "crossed":
      return "";
  }
}
