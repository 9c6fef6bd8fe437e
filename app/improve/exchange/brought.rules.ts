import { type Duty, duties, keyOfOwner, lastOwner, type OwnerPeriod } from "../parts/owner.rules.ts";
import {
  considerPart,
  hangsUnder,
  type PartContent,
  type PartDraft,
  type PartFacts,
  type PartKind,
  type PartRefusal,
  type Reason,
  saysOf,
  type Written,
} from "../parts/part.rules.ts";
import { type ConsideredPlan, considerMove, considerPlan, type PlanDraft, type PlanRefusal } from "../plans/plan.rules.ts";
import type { Link } from "../work/action.rules.ts";
import { type BroughtReview, considerReviews, type PastReview, type ReviewRefusal } from "./brought-reviews.rules.ts";
import { type BroughtStep, considerSteps, type Stepped, type StepRefusal } from "./brought-steps.rules.ts";
import { everyRefusal } from "./every-refusal.rules.ts";
import { plain } from "./plain.rules.ts";
import type { SheetPart, SheetReview } from "./sheet.rules.ts";

/** A part that was brought, by the row it stands on. What it needs and hangs under are refs of other rows. */
export type BroughtPart = {
  readonly row: number;
  readonly ref: string;
  readonly kind: PartKind;
  readonly under: string | null;
  /** The part of this plan that it says anew, and the version of it that was seen. */
  readonly id: string | undefined;
  readonly version: number | undefined;
  readonly draft: PartDraft;
  /** The duties of which its file has no column that says since when: who is new has them from today. */
  readonly sinceLeft?: readonly Duty[];
  /** Of an action: where it is; undefined where nothing is said of that. */
  readonly step: BroughtStep | undefined;
  /** Who had a duty before, in periods that have ended. */
  readonly earlier: readonly OwnerPeriod[];
  readonly reasons: readonly Reason[];
};
export type BroughtPlan = PlanDraft & { readonly row: number; readonly version: number | undefined };
export type Brought = {
  readonly plan: BroughtPlan | undefined;
  readonly parts: readonly BroughtPart[];
  readonly reviews: readonly BroughtReview[];
};

/** Where in what was brought something is wrong: a row, and one of its fields. */
export type BroughtRefusal = { readonly row: number } & (
  | { readonly kind: "part"; readonly refusal: PartRefusal }
  | { readonly kind: "plan"; readonly refusal: PlanRefusal }
  | { readonly kind: "ref-twice" | "id-twice"; readonly first: number }
  | { readonly kind: "no-such-ref"; readonly field: "under" | "needs"; readonly said: string }
  | { readonly kind: "moved" | "kind-changed" | "history" | "since-kept" | "since-stale" | "reason-reworded" }
  | { readonly kind: "overlaps"; readonly duty: Duty }
  | { readonly kind: "crossed"; readonly version: number }
  | { readonly kind: "review"; readonly refusal: ReviewRefusal }
  | StepRefusal
);

/** A plan as it stands, and all that a part is weighed by that does not hang on the part itself. */
export type BroughtFacts = Pick<PartFacts, "state" | "people" | "roles" | "holders" | "above" | "targets" | "today"> & {
  readonly plan: ConsideredPlan & { readonly version: number };
  readonly parts: readonly SheetPart[];
  readonly reviews: readonly SheetReview[];
  /** What the last step of each action rests on. */
  readonly rests: ReadonlyMap<string, readonly Link[]>;
  /** What is known now that may be a reason, by its source. */
  readonly known: ReadonlyMap<string, Reason>;
  /** Which reasons were kept just so before, in some plan of the trust. */
  readonly kept: (reason: Reason) => boolean;
};
export type Added = {
  readonly row: number;
  readonly ref: string;
  readonly kind: PartKind;
  readonly under: string | null;
  readonly content: PartContent;
};
export type Changed = {
  readonly row: number;
  readonly ref: string;
  readonly before: SheetPart;
  readonly content: PartContent;
  readonly fields: readonly ChangedField[];
};
export type ChangedField = "title" | Written;
export type BroughtWork = {
  readonly plan: ConsideredPlan | undefined;
  readonly add: readonly Added[];
  readonly change: readonly Changed[];
  readonly step: readonly Stepped[];
  /** The reviews of progress that a new plan brings along. */
  readonly reviews: readonly PastReview[];
  readonly same: number;
  /** The topmost living parts that were not brought: with them goes what hangs under them. */
  readonly gone: readonly SheetPart[];
  readonly refused: readonly BroughtRefusal[];
  /** The parts of the plan that were brought again, by their refs. */
  readonly refs: ReadonlyMap<string, string>;
};

/** What bringing parts into a plan would do to it, and every row that may not be. */
export function considerBrought({ plan, parts, reviews }: Brought, facts: BroughtFacts): BroughtWork {
  const refused: BroughtRefusal[] = [];
  const here = new Map(facts.parts.map((part) => [part.id, part]));
  const named = considerNames(parts, refused);
  const renamed = plan ? considerNaming(plan, facts, refused) : undefined;
  const days = renamed ?? facts.plan;
  const brought = new Map(parts.flatMap((part) => (part.id && here.has(part.id) ? [[part.id, part] as const] : [])));
  const refOf = new Map([...brought].map(([id, { ref }]) => [id, ref]));
  const actions = new Map(
    parts.filter(({ kind }) => kind === "action").map(({ ref, draft }) => [ref, draft.needs.filter((need) => named.has(need))]),
  );
  const work = { add: [] as Added[], change: [] as Changed[] };
  const [placed, same] = [[] as BroughtPart[], new Set<string>()];
  for (const part of parts) {
    if (named.get(part.ref) !== part) continue;
    const before = part.id === undefined ? undefined : here.get(part.id);
    const wrong = misplaced(part, before, named, refOf);
    if (!wrong) placed.push(part);
    const fields = before ? changedFields(part, before, refOf) : [];
    if (!wrong && before && fields.length === 0) {
      same.add(part.ref);
      continue;
    }
    const against = wrong ?? (before && contradicts(part, before));
    if (against) refused.push(against);
    const under = part.under === null ? undefined : named.get(part.under);
    const draft = { ...part.draft, from: sinceWhen(part, before, days.begins, facts.today) };
    const weighedBy: PartFacts = {
      ...facts,
      days,
      before: before?.owners ?? part.earlier,
      // What stands in the wrong place is weighed as if it stood in a right one, so that all its cells are told at once.
      under: wrong ? fitting(part.kind) : under && { kind: under.kind, ended: false },
      above: before?.supports ? new Set([...facts.above, before.supports]) : facts.above,
      reasons: reasonsFor(part, before, facts),
      actions,
      itself: part.kind === "action" ? part.ref : undefined,
    };
    const refusals = everyRefusal(part.kind, draft, weighedBy);
    refused.push(...refusals.map((refusal) => ({ row: part.row, kind: "part" as const, refusal })));
    const considered = against || refusals.length > 0 ? undefined : considerPart(part.kind, draft, weighedBy);
    if (!considered?.ok) continue;
    if (before) work.change.push({ row: part.row, ref: part.ref, before, content: considered.value, fields });
    else {
      const overlap = duties.find((duty) => overlaps(considered.value.owners.filter((one) => one.duty === duty)));
      if (overlap) refused.push({ row: part.row, kind: "overlaps", duty: overlap });
      else work.add.push({ row: part.row, ref: part.ref, kind: part.kind, under: part.under, content: considered.value });
    }
  }
  // Rows that say something new were weighed by the new days; what is brought as it was must lie within them too.
  const asBefore = placed.flatMap(({ ref, id }) => (same.has(ref) && id !== undefined ? (here.get(id) ?? []) : []));
  const moved = plan && renamed && considerMove(renamed, facts.plan, asBefore);
  if (moved && !moved.ok) refused.push({ row: plan.row, kind: "plan", refusal: moved.refusal });
  const gone = facts.parts.filter(({ id, under }) => !brought.has(id) && (under === null || brought.has(under)));
  const refs = new Map([...refOf].map(([id, ref]) => [ref, id]));
  // A plan that was never approved and says nothing yet begins with the file: what the file tells of its past is taken as it is.
  const begins = facts.state === "draft" && facts.parts.length + facts.reviews.length === 0;
  const steps = considerSteps(placed, facts, begins);
  const past = considerReviews(reviews, named, facts, begins);
  for (const { ref } of steps.step) same.delete(ref);
  const all = [...refused, ...steps.refused, ...past.refused].toSorted((a, b) => a.row - b.row);
  return { plan: renamed, ...work, step: steps.step, reviews: past.reviews, same: same.size, gone, refs, refused: all };
}

const fitting = (kind: PartKind): PartFacts["under"] => {
  const [above] = hangsUnder[kind];
  return above && { kind: above, ended: false };
};
/** Since when each duty is had: as its file says, else from today as a form has it, or from when the plan or the one before begins. */
function sinceWhen(part: BroughtPart, before: SheetPart | undefined, begins: string, today: string): PartDraft["from"] {
  const since = (duty: Duty) => {
    if (!part.sinceLeft?.includes(duty)) return sinceOf(part, duty);
    return [today, begins, lastOwner(before?.owners ?? [], duty)?.from ?? ""].toSorted().at(-1);
  };
  return { delivers: since("delivers"), evaluates: since("evaluates") };
}

/** The rows by their refs; a ref or an id that stands twice is refused. */
function considerNames(parts: readonly BroughtPart[], refused: BroughtRefusal[]): Map<string, BroughtPart> {
  const [named, ids] = [new Map<string, BroughtPart>(), new Map<string, number>()];
  for (const part of parts) {
    const [first, same] = [named.get(part.ref), part.id === undefined ? undefined : ids.get(part.id)];
    if (first) refused.push({ row: part.row, kind: "ref-twice", first: first.row });
    else if (same !== undefined) refused.push({ row: part.row, kind: "id-twice", first: same });
    else named.set(part.ref, part);
    if (part.id !== undefined && same === undefined) ids.set(part.id, part.row);
  }
  return named;
}

function considerNaming(plan: BroughtPlan, facts: BroughtFacts, refused: BroughtRefusal[]): ConsideredPlan | undefined {
  const considered = considerPlan(plan);
  if (!considered.ok) {
    refused.push({ row: plan.row, kind: "plan", refusal: considered.refusal });
    return undefined;
  }
  const { title, begins, ends } = considered.value;
  if (title === facts.plan.title && begins === facts.plan.begins && ends === facts.plan.ends) return undefined;
  if (plan.version !== undefined && plan.version !== facts.plan.version)
    refused.push({ row: plan.row, kind: "crossed", version: facts.plan.version });
  return considered.value;
}

/** A part stays where it hangs and what it is; what it names stands in the file too. */
function misplaced(
  part: BroughtPart,
  before: SheetPart | undefined,
  named: ReadonlyMap<string, BroughtPart>,
  refOf: ReadonlyMap<string, string>,
): BroughtRefusal | undefined {
  const { row, under, kind } = part;
  const above = under === null ? undefined : named.get(under);
  if (under !== null && !above) return { row, kind: "no-such-ref", field: "under", said: under };
  const strange = saysOf[kind].includes("needs") ? part.draft.needs.find((need) => named.get(need)?.kind !== "action") : undefined;
  if (strange !== undefined) return { row, kind: "no-such-ref", field: "needs", said: strange };
  if (before && before.kind !== kind) return { row, kind: "kind-changed" };
  if (before && (before.under === null ? null : refOf.get(before.under)) !== under) return { row, kind: "moved" };
  const fits = above ? hangsUnder[kind].includes(above.kind) : kind === "priority";
  return fits ? undefined : { row, kind: "part", refusal: { kind: "wrong-place" } };
}

/** What is kept as it was: who had a duty before, since when somebody has it, and the words of a reason. */
function contradicts(part: BroughtPart, before: SheetPart): BroughtRefusal | undefined {
  const { row } = part;
  if (part.version !== undefined && part.version !== before.version) return { row, kind: "crossed", version: before.version };
  const said = (periods: readonly OwnerPeriod[]) =>
    periods
      .filter(({ until }) => until !== null)
      .map((one) => `${one.duty} ${keyOfOwner(one)} ${one.from} ${one.until}`)
      .toSorted()
      .join();
  if (said(part.earlier) !== said(before.owners)) return { row, kind: "history" };
  for (const duty of duties) {
    const [now, from] = [lastOwner(before.owners, duty), sinceOf(part, duty)];
    if (now && sameOwner(part, duty, now) && from && from !== now.from) return { row, kind: "since-kept" };
    if (now && part.draft.owners[duty] && !sameOwner(part, duty, now) && from === now.from) return { row, kind: "since-stale" };
  }
  const reworded = part.reasons.some((reason) => before.reasons.some((one) => one.source === reason.source && !sameReason(one, reason)));
  return reworded ? { row, kind: "reason-reworded" } : undefined;
}

const sinceOf = ({ draft }: BroughtPart, duty: Duty) => (typeof draft.from === "object" ? draft.from[duty] : draft.from);
const sameOwner = ({ draft }: BroughtPart, duty: Duty, now: OwnerPeriod | undefined) => {
  const wanted = draft.owners[duty];
  const key = !wanted ? "" : "person" in wanted ? `person:${wanted.person}` : `role:${wanted.role}`;
  return key === keyOfOwner(now);
};
const sameReason = (one: Reason, other: Reason) => one.on === other.on && plain(one.says) === plain(other.says);
const amount = (text: string) => {
  const digits = text.trim().replace(/^£/, "").replaceAll(",", "");
  return digits === "" ? null : Number(digits);
};

/** Which fields of a part say something else than it says now. */
function changedFields(part: BroughtPart, before: SheetPart, refOf: ReadonlyMap<string, string>): ChangedField[] {
  const { draft } = part;
  const differs = (field: ChangedField): boolean => {
    switch (field) {
      case "title":
      case "why":
      case "how":
      case "withWhom":
      case "adds":
      case "outcome":
        return plain(draft[field]) !== plain(before[field]);
      case "cost":
      case "days":
        return amount(draft[field]) !== before[field];
      case "due":
        return draft.due.written !== "" || before.due !== null ? draft.due.day !== (before.due ?? undefined) : false;
      case "supports":
      case "target":
        return draft[field] !== before[field];
      case "needs":
        return (
          [...new Set(draft.needs)].toSorted().join("\n") !==
          before.needs
            .flatMap((id) => refOf.get(id) ?? [])
            .toSorted()
            .join("\n")
        );
      case "reasons": {
        const said = (reasons: readonly Reason[]) =>
          reasons.map(({ source, on, says }) => JSON.stringify([source, on, plain(says)])).toSorted();
        return said(part.reasons).join("\n") !== said(before.reasons).join("\n");
      }
      case "delivers":
      case "evaluates": {
        const now = lastOwner(before.owners, field);
        const ended = (periods: readonly OwnerPeriod[]) => periods.filter(({ duty, until }) => duty === field && until !== null).length;
        const since = sinceOf(part, field);
        return (
          !sameOwner(part, field, now) ||
          (now !== undefined && since !== undefined && since !== now.from) ||
          ended(part.earlier) !== ended(before.owners)
        );
      }
    }
  };
  return (["title", ...saysOf[part.kind]] as const).filter(differs);
}

/** The reasons a part may name: as they were kept of it, as they were kept in another plan, or in the words they have now. */
function reasonsFor(part: BroughtPart, before: SheetPart | undefined, facts: BroughtFacts): ReadonlyMap<string, Reason> {
  return new Map(
    part.reasons.flatMap((reason) => {
      const kept =
        before?.reasons.find(({ source }) => source === reason.source) ?? (facts.kept(reason) ? reason : facts.known.get(reason.source));
      return kept ? [[reason.source, kept] as const] : [];
    }),
  );
}

/** Whether two periods of one duty share a day. */
function overlaps(periods: readonly OwnerPeriod[]): boolean {
  const sorted = periods.toSorted((a, b) => (a.from < b.from ? -1 : 1));
  return sorted.some((one, at) => {
    const next = sorted[at + 1];
    return (one.until !== null && one.until <= one.from) || (next !== undefined && (one.until === null || one.until > next.from));
  });
}
