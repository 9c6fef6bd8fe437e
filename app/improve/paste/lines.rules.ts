import type { PartKind } from "../parts/part.rules.ts";
import { inLists, type Listed, unmarked } from "./list.rules.ts";
import type { Says } from "./paste.rules.ts";

/** What one line of a text is: a part by its number or heading, what is said of one by its label, an item of a list, or only text. */
export type LineKind =
  | { readonly kind: "part"; readonly part: PartKind; readonly text: string }
  | { readonly kind: "label"; readonly says: Says | "criterion" | "action"; readonly label: string; readonly text: string }
  | { readonly kind: "item"; readonly text: string }
  | { readonly kind: "text"; readonly text: string };
/** A line, and where it stands in a list, if it does. */
export type Line = LineKind & { readonly listed?: Listed };

const labels: readonly (readonly [RegExp, Says | "criterion" | "action"])[] = [
  [/^(kpis?|key performance indicators?|success criteri(a|on)|targets?( \d{4})?|measures?|we will know by|indicators?)$/i, "criterion"],
  [/^(key |strategic )?actions?( points?| steps?)?$|^steps$|^what do we need to do\??$/i, "action"],
  [/^(how|how are we going to do this\??|strategy|approach|facts it cites)$/i, "how"],
  [/^(why|rationale|reasons?|context|why are we doing this\??)$/i, "why"],
  [/^(intended )?(outcomes?|impact)$|^what is the intended outcome\??$/i, "outcome"],
  [/^(adds?|added) value|^how (will|does) this add value\??$/i, "adds"],
  [/^(evaluat\w*|monitor\w*|evaluated by|who leads evaluation\??)$/i, "evaluates"],
  [/^(who|lead|leads?|led by|owner|responsib\w*|by whom|who leads( delivery)?( and evaluation)?\??)$/i, "who"],
  [/^(with|with whom\??)$/i, "withWhom"],
  [/^(by|when|due|due date|date|deadline|time ?scales?|by when\??)$/i, "due"],
  [/^(costs?|budget|resources?|funding)$/i, "cost"],
];
export const saysOfLabel = (label: string): Says | "criterion" | "action" | undefined =>
  labels.find(([pattern]) => pattern.test(label.trim()))?.[1];

// The number of a name goes up to the sign behind it, whose dot is none of the number. A number of several steps needs no sign
// behind the names that plans number, but "Goal 1.5 million" is a sum.
const [number, sign] = [String.raw`\s*\d+(?:\.\d+)*[a-z]?`, String.raw`\s*(?:(?:\.\s*)?(?:[:·]|[–-](?!\d))|\.(?!\d))\s*`];
const steps = String.raw`\s*\d+(?:\.\d+)+[a-z]?[.)]?\s+(?![:·–-])`;
const headed = (name: string) => new RegExp(`^${name}(?:(?:${number})?${sign}|${steps})(.+)$`, "is");
const partHeads: readonly (readonly [RegExp, PartKind])[] = [
  [headed("priority"), "priority"],
  [headed("objective"), "objective"],
  [new RegExp(`^(?:aim|goal)(?:${number})?${sign}(.+)$`, "is"), "objective"],
  [headed("milestone"), "milestone"],
];
function headOf(text: string): LineKind | undefined {
  for (const [pattern, part] of partHeads) {
    const head = pattern.exec(text);
    if (head) return { kind: "part", part, text: head[1] ?? "" };
  }
  return undefined;
}
const numberedLabels = [
  new RegExp(`^([a-z][a-z ]{1,45}?)${number}${sign}(.+)$`, "is"),
  new RegExp(`^((?:key |strategic )?actions?|success criteri(?:on|a)|kpis?)${steps}(.+)$`, "is"),
];
function labelled(text: string): (LineKind & { kind: "label" }) | undefined {
  const label = /^([A-Za-z][A-Za-z0-9 ?]{1,45}?)\s*:\s*(.*)$/s.exec(text);
  const says = label && saysOfLabel(label[1] ?? "");
  if (label && says) return { kind: "label", says, label: label[1] ?? "", text: label[2] ?? "" };
  for (const pattern of numberedLabels) {
    const [, name = "", said = ""] = pattern.exec(text) ?? [];
    const says = saysOfLabel(name);
    if (says === "criterion" || says === "action") return { kind: "label", says, label: text.slice(0, -said.length).trim(), text: said };
  }
  return undefined;
}
/** Whether a line says of itself which part it is, or what is said of one. */
export const saysItself = (line: string): boolean => {
  const text = unmarked(line);
  return headOf(text) !== undefined || labelled(text) !== undefined;
};

/** The lines of a text, without the empty ones; `named` where its priorities are called so, so that other numbers are something below them. */
export function readLines(lines: readonly string[], named: boolean): Line[] {
  const said = lines.filter((line) => line.trim() !== "").map((line) => ({ line, is: readLine(line, named) }));
  return inLists(said.flatMap(({ line, is }) => (is ? [{ line, is }] : [])));
}
/** What one line is; undefined where it is a bullet of nothing. */
function readLine(line: string, named: boolean): LineKind | undefined {
  const bare = line.trim().replace(/^#+\s*/, "");
  const item = unmarked(bare);
  // "12 teachers" is a sentence; "1. Reading", "1.1 Phonics" and "1a · Maths" are numbers of parts.
  const numbered = /^\d+(\.\d+)+|^\d+[a-z]?\s*[.)·–-]|^\d+[a-z]\s/.test(bare)
    ? /^(\d{1,2}(?:\.\d{1,2}){0,3}[a-z]?)[.)]?\s*(?:[·–-]\s*)?(\s)(\S.*)$/s.exec(bare)
    : null;
  const head = headOf(numbered?.[3] ?? item);
  if (head) return head;
  const label = labelled(numbered?.[3] ?? item);
  if (label && (!numbered || ((label.says === "action" || label.says === "criterion") && label.text !== ""))) return label;
  if (numbered) {
    const [, number = "", , text = ""] = numbered;
    const depth = number.split(".").length + (/[a-z]$/.test(number) ? 1 : 0);
    const part = depth === 1 ? (named ? "objective" : "priority") : depth === 2 ? "objective" : "action";
    return { kind: "part", part, text };
  }
  if (item === bare) return { kind: "text", text: bare };
  return item === "" ? undefined : { kind: "item", text: item };
}
