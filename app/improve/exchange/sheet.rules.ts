import { capital } from "../../language/words.ts";
import { guarded } from "../../organisation/index.ts";
import { keyOfOwner, lastOwner, type OwnerPeriod } from "../parts/owner.rules.ts";
import { type PartContent, type PartKind, partKinds } from "../parts/part.rules.ts";
import type { Line } from "../progress/progress.rules.ts";
import type { ActionState } from "../work/action.rules.ts";
import { decisions, ragWords, stateWords } from "./cell-words.rules.ts";
import type { Labels } from "./labels.rules.ts";

/** The columns of a plan as a sheet. How a target stands now is only told, and not read again. */
export const sheetColumns = [
  "ref",
  "part",
  "under",
  "title",
  "why",
  "how",
  "delivers",
  "delivers from",
  "with whom",
  "evaluates",
  "evaluates from",
  "adds value",
  "intended outcome",
  "cost",
  "days",
  "due",
  "supports",
  "target",
  "needs",
  "from",
  "to",
  "source",
  "target now",
  "state",
  "what was done",
  "effect",
  "step",
  "review",
  "colour",
  "narrative",
  "decision",
  "targets then",
  "next review",
  "version",
  "id",
] as const;
export type SheetColumn = (typeof sheetColumns)[number];

/** What a row can be: the plan itself, a part of it, why a part is there, who had a duty before, or what a review of progress said. */
export const rowKinds = {
  plan: "Plan",
  ...(Object.fromEntries(Object.entries(partKinds).map(([kind, word]) => [kind, capital(word)])) as Record<PartKind, string>),
  reason: "Reason",
  delivers: "Led delivery before",
  evaluates: "Led evaluation before",
  review: "Review of progress",
  progress: "Progress",
} as const;
export type RowKind = keyof typeof rowKinds;
/** The columns that only one kind of row has: what stands there in another would be lost. */
export const columnsOfOne: Readonly<Partial<Record<SheetColumn, RowKind>>> = {
  ...{ state: "action", "what was done": "action", effect: "action", step: "action" },
  ...{ review: "progress", colour: "progress", narrative: "progress", decision: "progress", "targets then": "progress" },
  "next review": "review",
};
const letters: Readonly<Record<PartKind, string>> = { priority: "P", objective: "O", criterion: "C", action: "A", milestone: "M" };

export type SheetPart = PartContent & {
  readonly id: string;
  readonly kind: PartKind;
  readonly under: string | null;
  readonly version: number;
  /** Of an action: where it is, and how many steps it took there. */
  readonly state: ActionState;
  readonly steps: number;
  readonly doing: string;
  readonly effect: string;
};
/** A review of progress with what it said of each objective. */
export type SheetReview = {
  readonly number: number;
  readonly on: string;
  readonly next: string | null;
  readonly lines: readonly (Line & { readonly kpis: readonly string[] })[];
};
export type SheetPlan = {
  readonly title: string;
  readonly begins: string;
  readonly ends: string;
  readonly version: number;
  readonly id: string;
};
export type SheetLabels = { readonly owners: Labels; readonly supports: Labels; readonly targets: Labels };
type Cell = string | number | null;

/** The parts of a plan as its tree is read: each with all that hangs under it, under a name of its own such as P1.O2.A3. */
export function inOrder<Part extends { readonly id: string; readonly kind: PartKind; readonly under: string | null }>(
  parts: readonly Part[],
): { readonly ref: string; readonly part: Part }[] {
  const under = Map.groupBy(parts, (part) => part.under);
  const walk = (id: string | null, above: string): { ref: string; part: Part }[] => {
    const counts: Partial<Record<PartKind, number>> = {};
    return (under.get(id) ?? []).flatMap((part) => {
      counts[part.kind] = (counts[part.kind] ?? 0) + 1;
      const ref = `${above}${letters[part.kind]}${counts[part.kind]}`;
      return [{ ref, part }, ...walk(part.id, `${ref}.`)];
    });
  };
  return walk(null, "");
}

/** The last day of a period, which is kept by the day after it. */
const lastDay = (until: string) => Temporal.PlainDate.from(until).subtract({ days: 1 }).toString();

/** A plan with every living part, and what its reviews said of those, as the rows of a sheet, its columns first. */
export function sheetOf(
  plan: SheetPlan,
  parts: readonly SheetPart[],
  labels: SheetLabels,
  kpis: Readonly<Record<string, string>> = {},
  reviews: readonly SheetReview[] = [],
): Cell[][] {
  const listed = inOrder(parts);
  const refs = new Map(listed.map(({ ref, part }) => [part.id, ref]));
  const row = (kind: RowKind, cells: Partial<Record<SheetColumn, Cell>>): Cell[] =>
    sheetColumns.map((column) => {
      const cell = column === "part" ? rowKinds[kind] : (cells[column] ?? null);
      return typeof cell === "string" ? guarded(cell) || null : cell;
    });
  const ownerOf = (owner: OwnerPeriod | undefined) => (owner ? labels.owners.say(keyOfOwner(owner)) : undefined) ?? null;
  const rows = listed.flatMap(({ ref, part }) => {
    const [delivers, evaluates] = [lastOwner(part.owners, "delivers"), lastOwner(part.owners, "evaluates")];
    const before = part.owners.filter((owner): owner is OwnerPeriod & { until: string } => owner.until !== null);
    return [
      row(part.kind, {
        ...{ ref, under: part.under === null ? null : (refs.get(part.under) ?? null), title: part.title, why: part.why, how: part.how },
        ...{ delivers: ownerOf(delivers), "delivers from": delivers?.from ?? null, "with whom": part.withWhom },
        ...{ evaluates: ownerOf(evaluates), "evaluates from": evaluates?.from ?? null, "adds value": part.adds },
        ...{ "intended outcome": part.outcome, cost: part.cost, days: part.days, due: part.due },
        supports: part.supports === null ? null : (labels.supports.say(part.supports) ?? null),
        target: part.target === null ? null : (labels.targets.say(part.target) ?? null),
        needs: part.needs.flatMap((need) => refs.get(need) ?? []).join("; ") || null,
        "target now": part.target === null ? null : (kpis[part.target] ?? null),
        ...(part.kind === "action"
          ? { state: stateWords.say(part.state), "what was done": part.doing, effect: part.effect, step: part.steps || null }
          : {}),
        ...{ version: part.version, id: part.id },
      }),
      ...before.map((owner) => row(owner.duty, { under: ref, [owner.duty]: ownerOf(owner), from: owner.from, to: lastDay(owner.until) })),
      ...part.reasons.map(({ source, says, on }) => row("reason", { under: ref, title: says, from: on, source })),
    ];
  });
  const first = row("plan", { title: plan.title, from: plan.begins, to: plan.ends, version: plan.version, id: plan.id });
  const reviewed = reviews
    .toSorted((a, b) => a.number - b.number)
    .flatMap(({ number, on, next, lines }) => [
      row("review", { ref: `R${number}`, from: on, "next review": next }),
      ...listed.flatMap(({ ref, part }) => {
        const line = lines.find((one) => one.part === part.id);
        if (!line) return [];
        const { rag, narrative, decision, kpis: stood } = line;
        return [
          row("progress", {
            ...{ under: ref, review: `R${number}`, colour: ragWords.say(rag), narrative, decision: decisions.say(decision) },
            "targets then": stood.join("\n") || null,
          }),
        ];
      }),
    ]);
  return [[...sheetColumns], first, ...rows, ...reviewed];
}
