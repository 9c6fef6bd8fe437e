import type { PartKind } from "../parts/part.rules.ts";
import { inLists, isItem, type Listed, unmarked } from "./list.rules.ts";
import { numberedOf, type OwnNumbers, readNumbers } from "./numbers.rules.ts";
import type { Says } from "./paste.rules.ts";

/** What one line of a text is: a part by its number or heading, what is said of one by its label, an item of a list, or only text. */
export type LineKind =
  | { readonly kind: "part"; readonly part: PartKind; readonly text: string; readonly byNumber?: true }
  | { readonly kind: "label"; readonly says: Says | "criterion" | "action"; readonly label: string; readonly text: string }
  | { readonly kind: "item"; readonly text: string; readonly of?: "criterion" | "action" }
  | { readonly kind: "text"; readonly text: string };
/** A line, where it stands in a list, if it does, and whether its number leaves in doubt what it is. */
export type Line = LineKind & { readonly listed?: Listed; readonly doubtful?: boolean };

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

/**
 * The lines of a text, without the empty ones; `named` where its priorities are called so, so that other numbers are something below
 * them. `own` are the numbers that the plan's parts had before, and, in what comes back, have had by then.
 */
export function readLines(lines: readonly string[], named: boolean, own: OwnNumbers): { readonly lines: Line[]; readonly own: OwnNumbers } {
  const full = lines.filter((line) => line.trim() !== "");
  const said = full.flatMap((line, at) => {
    const is = readLine(line, named);
    return is ? [{ line, is: isBareLabel(line, is, full[at + 1] ?? "") ?? is }] : [];
  });
  const placed = inLists(said);
  const numbers = readNumbers(
    said.map(({ line }, at) => ({ line, is: placed[at] as Line })),
    own,
  );
  const read = said.map(({ line, is }, at) => {
    const reading = numbers.readings[at];
    return { line, is: is.kind === "part" && reading?.as === "item" ? { kind: "item" as const, text: is.text, of: reading.of } : is };
  });
  return {
    lines: inLists(read).map((line, at) => (numbers.readings[at]?.doubtful ? { ...line, doubtful: true } : line)),
    own: numbers.own,
  };
}
/** A line that is a label of criteria or actions and nothing else needs no colon where a list follows, below it if it is an item itself. */
function isBareLabel(line: string, is: LineKind, next: string): LineKind | undefined {
  const says = is.kind === "text" || is.kind === "item" ? saysOfLabel(is.text) : undefined;
  if ((says !== "criterion" && says !== "action") || !isItem(next) || (numberedOf(next.trim())?.depth ?? 1) > 1) return undefined;
  const mark = (of: string) => (/^\s*\S/.exec(of)?.[0] ?? "").replace(/[a-z]/, "a");
  return is.kind === "text" || mark(line) !== mark(next) ? { kind: "label", says, label: is.text.trim(), text: "" } : undefined;
}
/** What one line is; undefined where it is a bullet of nothing. */
function readLine(line: string, named: boolean): LineKind | undefined {
  const bare = line.trim().replace(/^#+\s*/, "");
  const item = unmarked(bare);
  const numbered = numberedOf(bare);
  const head = headOf(numbered?.text ?? item);
  if (head) return head;
  const label = labelled(numbered?.text ?? item);
  if (label && (!numbered || ((label.says === "action" || label.says === "criterion") && label.text !== ""))) return label;
  if (numbered) {
    const { depth, text } = numbered;
    const part = depth === 1 ? (named ? "objective" : "priority") : depth === 2 ? "objective" : "action";
    return { kind: "part", part, text, byNumber: true };
  }
  if (item === bare) return { kind: "text", text: bare };
  return item === "" ? undefined : { kind: "item", text: item };
}
