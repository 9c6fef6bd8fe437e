import { sayDay } from "../../language/period.ts";
import { oneOf, type Words } from "../../language/words.ts";
import { type PersonRefusal, type RoleRefusal, sayPersonRefusal, sayRoleRefusal } from "./people.rules.ts";
import { roleKinds } from "./permissions.rules.ts";

/** Why one row of a file cannot be. */
export type RowRefusal =
  | PersonRefusal
  | RoleRefusal
  | { readonly kind: "too-many-cells" }
  | { readonly kind: "no-address"; readonly name: string }
  | { readonly kind: "unknown-role"; readonly said: string }
  | { readonly kind: "unknown-unit"; readonly said: string }
  | { readonly kind: "ended-on"; readonly day: string }
  | { readonly kind: "contradicts"; readonly line: number };

/** Why a row cannot be, in a sentence that says what to correct in the file. */
export function sayRowRefusal(refusal: RowRefusal, words: Words): string {
  switch (refusal.kind) {
    case "too-many-cells":
      return "The row has more cells than the first line names. Put a name that holds a comma in quotation marks.";
    case "no-address":
      return `Give the e-mail address of ${refusal.name || "this person"}: people are known by it.`;
    case "unknown-role":
      return `There is no role “${refusal.said}”. Use one of: ${Object.values(roleKinds).join(", ")}.`;
    case "unknown-unit":
      return `There is no unit “${refusal.said}” in this trust. Name ${oneOf(words.academy)} by its URN, another unit as in the export, for example “West (region)”.`;
    case "ended-on":
      return `This role ended on ${sayDay(refusal.day)} and is history. Give it anew with a later first day.`;
    case "contradicts":
      return `Line ${refusal.line} gives this role another last day. Keep one of the two.`;
    case "name-needed":
    case "email-needed":
    case "other-name":
    case "email-taken":
    case "no-such-person":
      return sayPersonRefusal(refusal);
    default:
      return sayRoleRefusal(refusal, words);
  }
}
