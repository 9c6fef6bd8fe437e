import type { FrameworkKind } from "../../frameworks/index.ts";
import { accept, type Outcome, refuse } from "../../language/outcome.ts";

/** Something in a text that could make a person or a case known. */
export type Trace = { readonly words: string; readonly why: "contact" | "pupil-number" | "birth" | "case" | "name" };
export type AssuranceRefusal =
  | { readonly kind: "must-go"; readonly traces: readonly Trace[] }
  | { readonly kind: "is-it-somebody"; readonly traces: readonly Trace[] };

const patterns: readonly (readonly [Trace["why"], RegExp])[] = [
  ["contact", /[\w.+-]+@[\w-]+\.[\w.]+/g],
  ["contact", /(?<!\d)(?:\+44\s?|0)\d(?:[\s-]?\d){8,9}(?!\d)/g],
  ["pupil-number", /\b[A-Z]\d{11}[A-Z0-9]\b/g],
  ["birth", /\b(?:date of birth|d\.?o\.?b\.?|born (?:on|in))\b[^.]{0,20}/gi],
  ["case", /\b(?:[Pp]upil|[Cc]hild|[Ss]tudent|[Bb]oy|[Gg]irl|[Ff]amily|[Cc]ase) [A-Z]{1,2}\b(?! [a-z]*-)/g],
  ["case", /\b(?:case|referral|LADO|MASH) (?:number|no\.?|ref(?:erence)?\.?) ?\S+/gi],
  ["name", /\b(?:Mr|Mrs|Ms|Miss|Mx|Dr|Sir)\.? [A-Z][\w'’-]+/g],
  // Two capitals in a row within a sentence: often a name, sometimes a title of something.
  ["name", /(?<=[a-z,;:] )\p{Lu}[\p{Ll}'’-]+ \p{Lu}[\p{Ll}'’-]+/gu],
];
const notPeople =
  /^(?:Key Stage|Year|Early Years|Single Central|Keeping Children|Working Together|Local Authority|Designated Safeguarding|Children[’']s? Services?)\b/;

/** What in a text could make somebody known; names that the reader knows to be no person's (of academies, say) are left alone. */
export function tracesIn(text: string, noPeople: readonly string[] = []): Trace[] {
  const known = noPeople.map((name) => name.toLocaleLowerCase("en-GB"));
  const found = patterns.flatMap(([why, pattern]) =>
    [...text.matchAll(pattern)]
      .map(([words]) => words.trim())
      .filter(
        (words) => why !== "name" || !(notPeople.test(words) || known.some((name) => name.includes(words.toLocaleLowerCase("en-GB")))),
      )
      .map((words) => ({ words, why })),
  );
  return found.filter(({ words }, at) => found.findIndex((other) => other.words === words) === at);
}

/**
 * Whether a text may be kept in a review by a framework of this kind. In an assurance what certainly points to a person or a case is
 * refused; what only may is asked about once, and kept when its author says that it names nobody.
 */
export function considerText(
  kind: FrameworkKind,
  text: string,
  namesNobody: boolean,
  noPeople: readonly string[] = [],
): Outcome<string, AssuranceRefusal> {
  if (kind !== "assurance") return accept(text);
  const traces = tracesIn(text, noPeople);
  const certain = traces.filter(({ why }) => why !== "name");
  if (certain.length) return refuse({ kind: "must-go", traces: certain });
  return traces.length && !namesNobody ? refuse({ kind: "is-it-somebody", traces }) : accept(text);
}

/** Each refusal in words that say what to do next. */
export function sayAssuranceRefusal({ kind, traces }: AssuranceRefusal): string {
  const words = new Intl.ListFormat("en-GB").format(traces.map((trace) => `“${trace.words}”`));
  switch (kind) {
    case "must-go":
      return `This review is about arrangements, never about a case. Take out ${words}, and write what was arranged instead.`;
    case "is-it-somebody":
      return `Could ${words} be somebody's name? Take it out if it could; if it names nobody, say so below and send this again.`;
  }
}
