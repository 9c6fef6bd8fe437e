import type { Line } from "./lines.rules.ts";

/** A number at the beginning of a line, how many steps it has, and what it stands before. */
export type Numbered = { readonly number: string; readonly depth: number; readonly text: string };
/** "12 teachers" is a sentence; "1. Reading", "1.1 Phonics" and "1a · Maths" are numbers of parts. */
export function numberedOf(bare: string): Numbered | undefined {
  if (!/^\d+(\.\d+)+|^\d+[a-z]?\s*[.)·–-]|^\d+[a-z]\s/.test(bare)) return undefined;
  const [, number, text] = /^(\d{1,2}(?:\.\d{1,2}){0,3}[a-z]?)[.)]?\s*(?:[·–-]\s*)?\s(\S.*)$/s.exec(bare) ?? [];
  if (number === undefined || text === undefined) return undefined;
  return { number, depth: number.split(".").length + (/[a-z]$/.test(number) ? 1 : 0), text };
}

/**
 * The numbers of the plan's own parts: the last plain one, how it was marked, and below which number parts of more steps stand.
 * Behind a heading they may begin again.
 */
export type OwnNumbers = { readonly last: number; readonly mark: string; readonly top: number; readonly headed: boolean };
export const noNumbers: OwnNumbers = { last: 0, mark: "", top: 0, headed: true };

type Label = "criterion" | "action";
/** What a line is to the numbers: a number itself, the beginning of what may hold a list, or something that ends one. */
type Step =
  | { readonly kind: "plain"; readonly at: number; readonly mark: string }
  | { readonly kind: "deep"; readonly top: number }
  | { readonly kind: "label"; readonly says: Label; readonly place: string | undefined }
  | { readonly kind: "labelled"; readonly at: number; readonly mark: string }
  | { readonly kind: "head"; readonly own: Partial<OwnNumbers> }
  | { readonly kind: "listed"; readonly place: string }
  | { readonly kind: "none" };
/** How the numbers stand before a line: the plan's own, the list below a label, and which labels the part that is being read has had. */
type State = {
  readonly own: OwnNumbers;
  readonly list?: { readonly says: Label; readonly place: string | undefined; readonly last: number; readonly mark?: string };
  /** How far the list came that ended last, as it may go on under the next label. */
  readonly before: number;
  readonly had: Label | "both" | "";
};
type Way = { readonly as: "item" | "part"; readonly costs: number; readonly to: State };

// A number out of turn; a list that goes on from the label before; and, only to choose among readings that fit alike, a label that a part has twice.
const [outOfTurn, goesOn, twice] = [2, 1, 1e-6];

/** What a line may be after what stands above it, and how far its number is out of turn if it is that. */
function waysOf(step: Step, state: State): Way[] {
  const { own, list, before } = state;
  const came = list?.last || before;
  const part = (costs: number, now: Partial<OwnNumbers>, before: number): Way => ({
    ...{ as: "part", costs },
    to: { own: { ...own, ...now }, before, had: "" },
  });
  switch (step.kind) {
    case "plain": {
      const { at, mark } = step;
      const isNext = own.last > 0 && own.mark === mark && at === own.last + 1;
      const begins = !list && own.headed && at === 1;
      const asPart = part(isNext || begins ? 0 : outOfTurn, { last: at, mark, top: at, headed: false }, 0);
      if (!list) return [asPart];
      const inTurn = at === list.last + 1 && (list.mark ?? mark) === mark;
      const costs = inTurn ? 0 : list.last === 0 && before > 0 && at === before + 1 ? goesOn : outOfTurn;
      return [{ as: "item", costs, to: { ...state, list: { ...list, last: at, mark } } }, asPart];
    }
    case "deep":
      // Below no number of the plan it may be an item of an item, and ends no list.
      if (own.top !== step.top && list) return [{ as: "part", costs: outOfTurn, to: state }];
      return [part(own.top === step.top ? 0 : outOfTurn, { top: step.top }, came)];
    case "label": {
      const { says, place } = step;
      const had = state.had === "" || state.had === says ? says : "both";
      return [{ as: "part", costs: had === state.had ? twice : 0, to: { own, list: { says, place, last: 0 }, before: came, had } }];
    }
    case "labelled": {
      const { at, mark } = step;
      const to =
        list && at === list.last + 1 ? { ...state, list: { ...list, last: at, mark } } : { ...state, own: { ...own, last: at, mark } };
      return [{ as: "part", costs: 0, to }];
    }
    case "head":
      return [part(0, { ...step.own, headed: true }, came)];
    case "listed": {
      // A bullet beside the label's own ends what stood below the label.
      const { list: _, ...ended } = state;
      return [{ as: "part", costs: 0, to: list && list.last > 0 && list.place === step.place ? ended : state }];
    }
    default:
      return [{ as: "part", costs: 0, to: state }];
  }
}

/** The step that a line is. */
function stepOf({ line, is }: Said): Step {
  const bare = line.trim().replace(/^#+\s*/, "");
  const numbered = numberedOf(bare);
  const at = Number.parseInt(numbered?.number ?? "", 10);
  const indent = (/^\s*/.exec(line)?.[0] ?? "").replaceAll("\t", "    ").length;
  const mark = `${indent}${/^\d+\s*([.)·–-])/.exec(bare)?.[1] ?? ""}`;
  const plain = numbered?.depth === 1 && !is.listed;
  const place = is.listed && `${indent}${bare.slice(0, 1).replace(/[a-z]/, "a")}`;
  if (is.kind === "part" && is.byNumber) return plain ? { kind: "plain", at, mark } : { kind: "deep", top: at };
  if (is.kind === "part") {
    // What has a number below a priority by its name stands there; below an objective by its name no numbers of the plan are known.
    const named = Number(/^\W*priority\s*(\d+)/i.exec(bare)?.[1] ?? /^\W*\w+\s*(\d+)\.\d/.exec(bare)?.[1] ?? 0);
    return { kind: "head", own: plain ? { last: at, mark, top: at } : { top: named } };
  }
  if (is.kind === "label" && plain) return { kind: "labelled", at, mark };
  if (is.kind === "label" && is.text === "" && (is.says === "criterion" || is.says === "action"))
    return { kind: "label", says: is.says, place };
  return place === undefined ? { kind: "none" } : { kind: "listed", place };
}
type Said = { readonly line: string; readonly is: Line };
export type Reading =
  | { readonly as: "part"; readonly doubtful: boolean }
  | { readonly as: "item"; readonly of: Label; readonly doubtful: boolean };

/** So many ways to read what stands above are kept in mind at once: no plan comes near it. */
const most = 16;
const keyOf = ({ own, list, before, had }: State) =>
  [own.last, own.mark, own.top, own.headed, list?.says, list?.place, list?.last, list?.mark, before, had].join("|");

/**
 * Tells the numbers of the plan's own parts from those of lists below its labels: the reading of all lines in which the fewest are out
 * of turn. A list begins at 1 and goes on by one, the plan goes on from the last of its own. Doubtful is what may be either by that.
 */
export function readNumbers(lines: readonly Said[], own: OwnNumbers): { readonly readings: readonly Reading[]; readonly own: OwnNumbers } {
  type Edge = Way & { readonly from: string; readonly key: string; readonly plain: number | undefined };
  let states = new Map<string, { state: State; costs: number }>();
  const start: State = { own, before: 0, had: "" };
  states.set(keyOf(start), { state: start, costs: 0 });
  const layers: { edges: Edge[]; costs: ReadonlyMap<string, { costs: number }> }[] = [];
  for (const said of lines) {
    const step = stepOf(said);
    const edges: Edge[] = [];
    const next = new Map<string, { state: State; costs: number }>();
    for (const [from, { state, costs }] of states) {
      for (const way of waysOf(step, state)) {
        const key = keyOf(way.to);
        edges.push({ ...way, from, key, plain: step.kind === "plain" ? step.at : undefined });
        const sum = costs + way.costs;
        if (sum < (next.get(key)?.costs ?? Infinity)) next.set(key, { state: way.to, costs: sum });
      }
    }
    layers.push({ edges, costs: states });
    states = next.size > most ? new Map([...next].sort(([, a], [, b]) => a.costs - b.costs).slice(0, most)) : next;
  }

  // From the end, what is still to come after each state; then the best way through, and what each line costs as the other thing.
  const ahead: Map<string, number>[] = [new Map([...states.keys()].map((key) => [key, 0]))];
  for (const { edges } of layers.toReversed()) {
    const rest = ahead.at(-1);
    const here = new Map<string, number>();
    for (const { from, key, costs } of edges) here.set(from, Math.min(here.get(from) ?? Infinity, costs + (rest?.get(key) ?? Infinity)));
    ahead.push(here);
  }
  ahead.reverse();
  let at: State = start;
  const readings = layers.map(({ edges, costs }, nth): Reading => {
    const rest = (edge: Edge) => edge.costs + (ahead[nth + 1]?.get(edge.key) ?? Infinity);
    const here = keyOf(at);
    const taken = edges.filter(({ from }) => from === here).reduce((best, edge) => (rest(edge) < rest(best) ? edge : best));
    const least = (as: Way["as"]) =>
      Math.min(...edges.filter((edge) => edge.as === as).map((edge) => (costs.get(edge.from)?.costs ?? 0) + rest(edge)));
    const { list, before } = at;
    const alike = Math.abs(least("item") - least("part")) < outOfTurn / 4;
    // What goes on with a list that has ended is in doubt like what stands in one.
    const goes = list !== undefined || (before > 0 && taken.plain === before + 1);
    const doubtful = alike || (goes && taken.costs >= outOfTurn);
    at = taken.to;
    return taken.as === "item" && list ? { as: "item", of: list.says, doubtful } : { as: "part", doubtful };
  });
  return { readings, own: at.own };
}
