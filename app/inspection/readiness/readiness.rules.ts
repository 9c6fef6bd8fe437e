import { accept, type Outcome, refuse } from "../../language/outcome.ts";
import { daysFrom } from "../../language/period.ts";

export type Point = {
  /** The key of one that ships, or the id of the trust's own. */
  readonly key: string;
  readonly title: string;
  readonly what: string;
  readonly freshForDays: number;
  readonly when?: "early-years" | "post-16" | undefined;
  readonly own?: boolean | undefined;
};
export type CheckState = "not-checked" | "not-ready" | "ready";
/** How an academy stands with one point: whose it is, and what the last check saw. */
export type Checked = {
  readonly point: string;
  readonly version: number;
  readonly ownerId: string | null;
  readonly owner: string | null;
  readonly state: CheckState;
  readonly checkedOn: string | null;
  readonly checkedBy: string | null;
  readonly checkedById: string | null;
  readonly seen: string | null;
  readonly evidence: readonly string[];
};
export type Standing = {
  readonly point: Point;
  readonly checked: Checked | undefined;
  readonly state: CheckState;
  readonly stale: boolean;
};

/** Which points are an academy's: those of early years and of post-16 provision where its ages reach them, or are not known. */
export const pointsFor = (points: readonly Point[], ages: { readonly lowAge: number | null; readonly highAge: number | null }): Point[] =>
  points.filter(({ when }) => {
    if (when === "early-years") return ages.lowAge === null || ages.lowAge < 5;
    return when === "post-16" ? ages.highAge === null || ages.highAge > 16 : true;
  });

/** How each point stands on a day; a check that is older than its point allows is stale. */
export function standingOf(points: readonly Point[], checked: readonly Checked[], today: string): Standing[] {
  const by = new Map(checked.map((one) => [one.point, one]));
  return points.map((point) => {
    const last = by.get(point.key);
    const stale = last?.checkedOn ? daysFrom(last.checkedOn, today) > point.freshForDays : false;
    return { point, checked: last, state: last?.state ?? "not-checked", stale };
  });
}
export type Tally = {
  readonly of: number;
  readonly ready: number;
  readonly notReady: number;
  readonly notChecked: number;
  readonly stale: number;
};
/** How many points are ready by a check that still counts, not ready, stale, and never checked: each point once. */
export function tallyOf(standing: readonly Standing[]): Tally {
  const count = (is: (one: Standing) => boolean) => standing.filter(is).length;
  return {
    of: standing.length,
    ready: count(({ state, stale }) => state === "ready" && !stale),
    notReady: count(({ state, stale }) => state === "not-ready" && !stale),
    notChecked: count(({ state }) => state === "not-checked"),
    stale: count(({ stale }) => stale),
  };
}

export type CheckDraft = {
  readonly ownerId: string | null;
  /** A new check, or none: then the last one stays as it is. What was seen says nothing without the state it was in. */
  readonly check: { readonly state: "not-ready" | "ready" | undefined; readonly on: string | undefined; readonly seen: string } | undefined;
  readonly evidence: readonly string[];
};
export type CheckFacts = {
  readonly today: string;
  readonly current: Checked | undefined;
  readonly owners: ReadonlySet<string>;
  /** The academy's evidence that whoever checks may open. */
  readonly evidence: ReadonlySet<string>;
  readonly by: string;
};
export type CheckRefusal = {
  readonly kind:
    | "no-such-owner"
    | "state-needed"
    | "day-needed"
    | "day-to-come"
    | "day-before-last"
    | "seen-needed"
    | "seen-too-long"
    | "no-such-evidence"
    | "crossed"
    | "no-such-point";
};
export type ConsideredCheck = Pick<Checked, "ownerId" | "state" | "checkedOn" | "checkedById" | "seen" | "evidence">;

/** Whether a point may be kept so: its owner holds a role, and a check says on which day and what was seen. */
export function considerCheck(draft: CheckDraft, facts: CheckFacts): Outcome<ConsideredCheck, CheckRefusal> {
  const { current, today } = facts;
  // An owner whose role has ended stays until somebody else is chosen.
  if (draft.ownerId !== null && !facts.owners.has(draft.ownerId) && draft.ownerId !== current?.ownerId)
    return refuse({ kind: "no-such-owner" });
  if (draft.evidence.some((item) => !facts.evidence.has(item))) return refuse({ kind: "no-such-evidence" });
  const kept = { ownerId: draft.ownerId, evidence: [...new Set(draft.evidence)] };
  if (!draft.check) {
    const last = {
      state: current?.state ?? "not-checked",
      checkedOn: current?.checkedOn ?? null,
      checkedById: current?.checkedById ?? null,
      seen: current?.seen ?? null,
    };
    return accept({ ...kept, ...last });
  }
  const { state, on, seen } = draft.check;
  if (state === undefined) return refuse({ kind: "state-needed" });
  if (on === undefined) return refuse({ kind: "day-needed" });
  if (on > today) return refuse({ kind: "day-to-come" });
  if (current?.checkedOn && on < current.checkedOn) return refuse({ kind: "day-before-last" });
  if (!seen.trim()) return refuse({ kind: "seen-needed" });
  if (seen.trim().length > 2000) return refuse({ kind: "seen-too-long" });
  return accept({ ...kept, state, checkedOn: on, checkedById: facts.by, seen: seen.trim() });
}

export type PointDraft = { readonly title: string; readonly what: string; readonly freshForDays: number | undefined };
export type PointRefusal = {
  readonly kind: "title-needed" | "title-taken" | "what-too-long" | "days-needed" | "crossed" | "removed" | "too-many";
};
export const mostPoints = 80;

/** Whether the trust may have such a point: named unlike every other, and stale after a number of days. */
export function considerPoint(
  draft: PointDraft,
  others: readonly string[],
): Outcome<PointDraft & { readonly freshForDays: number }, PointRefusal> {
  const [title, what] = [draft.title.trim(), draft.what.trim()];
  if (!title || title.length > 120) return refuse({ kind: "title-needed" });
  if (others.some((other) => other.toLowerCase() === title.toLowerCase())) return refuse({ kind: "title-taken" });
  if (others.length >= mostPoints) return refuse({ kind: "too-many" });
  if (what.length > 1000) return refuse({ kind: "what-too-long" });
  const days = draft.freshForDays;
  if (days === undefined || !Number.isInteger(days) || days < 1 || days > 3650) return refuse({ kind: "days-needed" });
  return accept({ title, what, freshForDays: days });
}
