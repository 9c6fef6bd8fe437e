import { accept, type Outcome, refuse } from "../../language/outcome.ts";
import type { PlanState } from "../plans/plan.rules.ts";
import { type Duty, type Held, handOver, keyOfOwner, type OwnerNow, type OwnerPeriod, type SinceWhen } from "./owner.rules.ts";

export const partKinds = {
  priority: "priority",
  objective: "objective",
  criterion: "success criterion",
  action: "action",
  milestone: "milestone",
} as const;
export type PartKind = keyof typeof partKinds;
export const isPartKind = (kind: string): kind is PartKind => Object.hasOwn(partKinds, kind);

/** Under what each kind of part can hang. */
export const hangsUnder: Readonly<Record<PartKind, readonly PartKind[]>> = {
  priority: [],
  objective: ["priority"],
  criterion: ["priority", "objective"],
  action: ["priority", "objective"],
  milestone: ["action", "objective"],
};
export type Written =
  | "why"
  | "how"
  | "withWhom"
  | "adds"
  | "outcome"
  | "cost"
  | "days"
  | "due"
  | "supports"
  | "target"
  | "needs"
  | "reasons"
  | Duty;
/** What is written of each kind beside its title. */
export const saysOf: Readonly<Record<PartKind, readonly Written[]>> = {
  priority: ["why", "reasons", "how", "delivers", "withWhom", "evaluates", "adds", "outcome", "cost", "days", "supports"],
  objective: ["why", "reasons", "outcome", "delivers", "evaluates", "supports"],
  criterion: ["target"],
  action: ["how", "delivers", "due", "needs", "cost", "days"],
  milestone: ["due"],
};

export type Reason = { readonly source: string; readonly says: string; readonly on: string };
/** What a part says, as its form has it. */
export type PartDraft = {
  readonly title: string;
  readonly why: string;
  readonly how: string;
  readonly withWhom: string;
  readonly adds: string;
  readonly outcome: string;
  readonly cost: string;
  readonly days: string;
  /** As it was written; the day it reads as, where it is one. */
  readonly due: { readonly written: string; readonly day: string | undefined };
  readonly owners: Readonly<Record<Duty, OwnerNow | undefined>>;
  /** From which day somebody else than before answers for it. */
  readonly from: SinceWhen;
  readonly supports: string | null;
  readonly target: string | null;
  readonly needs: readonly string[];
  readonly reasons: readonly string[];
};
export type PartContent = Pick<PartDraft, "title" | "why" | "how" | "withWhom" | "adds" | "outcome" | "supports" | "target" | "needs"> & {
  readonly cost: number | null;
  readonly days: number | null;
  readonly due: string | null;
  readonly owners: readonly OwnerPeriod[];
  readonly reasons: readonly Reason[];
};

/** A target that a part may name; `over` where it was due before the plan begins. */
export type KnownTarget = { readonly measure: string; readonly valued: boolean; readonly over?: boolean };

export type PartFacts = {
  readonly state: PlanState;
  readonly days: { readonly begins: string; readonly ends: string };
  readonly under: { readonly kind: PartKind; readonly ended: boolean } | undefined;
  readonly before: readonly OwnerPeriod[];
  /** Who holds a role now, and which roles somebody holds where the plan lies. */
  readonly people: ReadonlySet<string>;
  readonly roles: ReadonlySet<string>;
  /** Who holds each of these roles, where that is asked. */
  readonly holders?: Held["holders"];
  /** What a part of this plan may support; and why not, of anything else of the trust. */
  readonly above: ReadonlySet<string>;
  /** The targets there are, and whether there is any value to judge each by or its time is still to come. */
  readonly targets: ReadonlyMap<string, KnownTarget>;
  readonly actions: ReadonlyMap<string, readonly string[]>;
  readonly reasons: ReadonlyMap<string, Reason>;
  readonly itself: string | undefined;
  readonly today: string;
};
export type PartRefusal =
  | { readonly kind: "resting"; readonly state: "paused" | "closed" }
  | {
      readonly kind:
        | "wrong-place"
        | "title-needed"
        | "cost-unread"
        | "days-unread"
        | "due-unread"
        | "from-needed"
        | "crossed"
        | "ended"
        | "same";
    }
  | { readonly kind: "too-long"; readonly field: Written }
  | { readonly kind: "due-outside"; readonly begins: string; readonly ends: string }
  | { readonly kind: "role-ended" | "nobody-holds" | "evaluates-own" | "same-behind"; readonly duty: Duty }
  | { readonly kind: "from-outside"; readonly earliest: string; readonly latest: string }
  | { readonly kind: "from-too-early"; readonly since: string }
  | { readonly kind: "not-above" | "no-such-target" | "no-such-action" | "no-such-reason" }
  | { readonly kind: "no-value" | "target-over"; readonly measure: string }
  | { readonly kind: "needs-in-circle" };

/** How many characters each text may have. */
export const longest: Partial<Record<Written, number>> = { why: 4000, how: 8000, withWhom: 1000, adds: 4000, outcome: 4000 };

/** Whether a part may say this in its plan; what its kind does not say is left out. */
export function considerPart(kind: PartKind, draft: PartDraft, facts: PartFacts): Outcome<PartContent, PartRefusal> {
  if (facts.state === "paused" || facts.state === "closed") return refuse({ kind: "resting", state: facts.state });
  const placed = kind === "priority" ? !facts.under : facts.under && !facts.under.ended && hangsUnder[kind].includes(facts.under.kind);
  if (!placed) return refuse({ kind: "wrong-place" });
  const says = (field: Written) => saysOf[kind].includes(field);
  const title = draft.title.trim();
  if (!title || title.length > 300) return refuse({ kind: "title-needed" });
  const texts = { why: "", how: "", withWhom: "", adds: "", outcome: "" };
  for (const field of ["why", "how", "withWhom", "adds", "outcome"] as const) {
    if (!says(field)) continue;
    texts[field] = draft[field].trim();
    if (texts[field].length > (longest[field] ?? 0)) return refuse({ kind: "too-long", field });
  }
  const cost = says("cost") ? amountOf(draft.cost, 100_000_000) : null;
  if (cost === undefined || (cost !== null && !Number.isInteger(cost))) return refuse({ kind: "cost-unread" });
  const days = says("days") ? amountOf(draft.days, 100_000) : null;
  if (days === undefined) return refuse({ kind: "days-unread" });
  const due = says("due") ? (draft.due.day ?? null) : null;
  if (says("due") && due === null && draft.due.written) return refuse({ kind: "due-unread" });
  if (due !== null && (due < facts.days.begins || due > facts.days.ends))
    return refuse({ kind: "due-outside", begins: facts.days.begins, ends: facts.days.ends });
  const owners = handOver(facts.before, draft.owners, draft.from, saysOf[kind], facts);
  if (!owners.ok) return owners;
  const linked = considerLinks(draft, facts, says);
  if (!linked.ok) return linked;
  return accept({ title, ...texts, cost, days, due, owners: owners.value, ...linked.value });
}

function considerLinks(
  draft: PartDraft,
  facts: PartFacts,
  says: (field: Written) => boolean,
): Outcome<Pick<PartContent, "supports" | "target" | "needs" | "reasons">, PartRefusal> {
  const supports = says("supports") ? draft.supports : null;
  if (supports !== null && !facts.above.has(supports)) return refuse({ kind: "not-above" });
  const target = says("target") ? draft.target : null;
  const known = target === null ? undefined : facts.targets.get(target);
  if (target !== null && !known) return refuse({ kind: "no-such-target" });
  if (known && !known.valued) return refuse({ kind: "no-value", measure: known.measure });
  if (known?.over) return refuse({ kind: "target-over", measure: known.measure });
  const needs = says("needs") ? [...new Set(draft.needs)] : [];
  if (needs.some((need) => !facts.actions.has(need))) return refuse({ kind: "no-such-action" });
  if (facts.itself && needs.some((need) => reaches(facts.actions, need, facts.itself ?? ""))) return refuse({ kind: "needs-in-circle" });
  const reasons = says("reasons") ? [...new Set(draft.reasons)].map((source) => facts.reasons.get(source)) : [];
  const frozen = reasons.filter((reason) => reason !== undefined);
  return frozen.length === reasons.length ? accept({ supports, target, needs, reasons: frozen }) : refuse({ kind: "no-such-reason" });
}

/** Whether a part would say just what it says now. */
export function saysTheSame(one: PartContent, other: PartContent): boolean {
  const { owners, needs, reasons, ...texts } = one;
  const fields = Object.keys(texts) as (keyof typeof texts)[];
  const all = (rows: readonly string[]) => rows.toSorted().join("\n");
  const periods = (of: PartContent) => all(of.owners.map((owner) => `${owner.duty} ${keyOfOwner(owner)} ${owner.from} ${owner.until}`));
  const because = (of: PartContent) => all(of.reasons.map(({ source, says, on }) => JSON.stringify([source, says, on])));
  return (
    fields.every((field) => texts[field] === other[field]) &&
    periods(one) === periods(other) &&
    all(needs) === all(other.needs) &&
    because(one) === because(other)
  );
}

/** Whether one action waits, at however many removes, for another; every action waits for itself. */
export function reaches(needs: ReadonlyMap<string, readonly string[]>, from: string, to: string): boolean {
  const [seen, left] = [new Set<string>(), [from]];
  for (let at = left.pop(); at !== undefined; at = left.pop()) {
    if (at === to) return true;
    if (seen.has(at)) continue;
    seen.add(at);
    left.push(...(needs.get(at) ?? []));
  }
  return false;
}

/** A number as people write it, with commas or a pound sign; null for none, undefined where it cannot be read. */
function amountOf(text: string, most: number): number | null | undefined {
  const plain = text.trim().replace(/^£/, "").replaceAll(",", "");
  if (!plain) return null;
  const amount = /^\d{1,9}(\.\d)?$/.test(plain) ? Number(plain) : Number.NaN;
  return amount <= most ? amount : undefined;
}
