import type { PartKind } from "../parts/part.rules.ts";
import type { Says } from "./paste.rules.ts";

/** What one line of a text is: a part by its number or heading, what is said of one by its label, an item of a list, or only text. */
export type Line =
  | { readonly kind: "part"; readonly part: PartKind; readonly text: string }
  | { readonly kind: "label"; readonly says: Says | "criterion" | "action"; readonly label: string; readonly text: string }
  | { readonly kind: "item"; readonly text: string }
  | { readonly kind: "text"; readonly text: string };

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

const bullet = /^(?:[-•*▪·●○–]\s*|o\s+|\uF0B7\s*)/;

/** The lines of a text, without the empty ones; `named` where its priorities are called so, so that other numbers are something below them. */
export function readLines(lines: readonly string[], named: boolean): Line[] {
  return lines.flatMap((line): Line[] => {
    const text = line.trim();
    if (text === "") return [];
    const bare = text.replace(/^#+\s*/, "");
    const heading = /^priority\s*(?:\d+[a-z]?)?\s*[:.·–-]\s*(.+)$/i.exec(bare);
    if (heading) return [{ kind: "part", part: "priority", text: heading[1] ?? "" }];
    const objective = /^(?:objective|aim|goal)\s*(?:[\d.]+[a-z]?)?\s*[:.·–-]\s*(.+)$/i.exec(bare);
    if (objective) return [{ kind: "part", part: "objective", text: objective[1] ?? "" }];
    const milestone = /^milestone\s*(?:\d+)?\s*[:.·–-]\s*(.+)$/i.exec(bare);
    if (milestone) return [{ kind: "part", part: "milestone", text: milestone[1] ?? "" }];
    const item = bare.replace(bullet, "");
    const label = /^([A-Za-z][A-Za-z0-9 ?]{1,45}?)\s*:\s*(.*)$/s.exec(item);
    const says = label && saysOfLabel(label[1] ?? "");
    if (label && says) return [{ kind: "label", says, label: label[1] ?? "", text: label[2] ?? "" }];
    const numbered = /^(\d{1,2}(?:\.\d{1,2}){0,3}[a-z]?)[.)]?\s*(?:[·–-]\s*)?(\s)(\S.*)$/s.exec(bare);
    // "12 teachers" is a sentence; "1. Reading", "1.1 Phonics" and "1a · Maths" are numbers of parts.
    if (numbered && /^\d+(\.\d+)+|^\d+[a-z]?\s*[.)·–-]|^\d+[a-z]\s/.test(bare)) {
      const [, number = "", , said = ""] = numbered;
      const depth = number.split(".").length + (/[a-z]$/.test(number) ? 1 : 0);
      const part = depth === 1 ? (named ? "objective" : "priority") : depth === 2 ? "objective" : "action";
      return [{ kind: "part", part, text: said }];
    }
    const lettered = /^\(?(?:[a-z]|[ivx]{1,4})[.)]\s+(\S.*)$/s.exec(bare);
    if (lettered) return [{ kind: "item", text: lettered[1] ?? "" }];
    if (bullet.test(bare)) return item === "" ? [] : [{ kind: "item", text: item }];
    return [{ kind: "text", text: bare }];
  });
}
