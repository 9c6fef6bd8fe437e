/** Why there is no number where one could stand. Never a nought: each kind is shown for what it is. */
export type Missing =
  | "suppressed"
  | "not-published"
  | "not-applicable"
  | "not-available"
  | "not-entered"
  | "low-coverage"
  | "small-percentage"
  | "new-school"
  | "redacted"
  | "not-recorded"
  | "not-supplied"
  | "low-reliability"
  | "unexplained";

/** A number as published, or why there is none. */
export type Figure = { readonly value: number } | { readonly missing: Missing };

/** The letter each kind is stored by; never given to another. */
export const missingLetters: Readonly<Record<Missing, string>> = {
  suppressed: "s",
  "not-published": "p",
  "not-applicable": "a",
  "not-available": "x",
  "not-entered": "e",
  "low-coverage": "c",
  "small-percentage": "l",
  "new-school": "n",
  redacted: "r",
  "not-recorded": "o",
  "not-supplied": "d",
  "low-reliability": "u",
  unexplained: "q",
};

const kinds = new Map(Object.entries(missingLetters).map(([kind, letter]) => [letter, kind as Missing]));

/** The kind behind a stored letter; undefined for one that was never given. */
export const missingOfLetter = (letter: string): Missing | undefined => kinds.get(letter);

/** Why there is no number, as a sentence. */
export function sayMissing(missing: Missing): string {
  switch (missing) {
    case "suppressed":
      return "Suppressed: too few pupils to publish.";
    case "not-published":
      return "Not published for this school.";
    case "not-applicable":
      return "Not applicable.";
    case "not-available":
      return "Not available.";
    case "not-entered":
      return "No pupils were entered.";
    case "low-coverage":
      return "Not published: it would cover fewer than half of the pupils.";
    case "small-percentage":
      return "Above 0 and below 0.5%.";
    case "new-school":
      return "A new school: no results yet.";
    case "redacted":
      return "Redacted.";
    case "not-recorded":
      return "Not recorded.";
    case "not-supplied":
      return "The school did not supply it.";
    case "low-reliability":
      return "Not shown: too uncertain to publish.";
    case "unexplained":
      return "Left out by the Department for Education, which does not say why.";
  }
}

/** The same in one or two words, for a cell of a table. */
export function sayMissingShortly(missing: Missing): string {
  return missing === "small-percentage" ? "<0.5%" : missing === "unexplained" ? "not said" : missing.replaceAll("-", " ");
}
