import type { Missing } from "../../language/missing.ts";
import { accept, type Outcome, refuse } from "../../language/outcome.ts";
import type { PupilGroup } from "../../language/pupil-group.ts";
import type { Period } from "../../language/school-year.ts";
import { halfTermOf } from "../../language/school-year.ts";
import type { Measure } from "../../national/index.ts";
import { stretchOf } from "../own/own-figure.rules.ts";

/** What a target is measured by. They are different claims, so each target says which it means. */
export const bases = ["national-percentile", "absolute", "change", "gap", "similar-schools"] as const;
export type Basis = (typeof bases)[number];

export type Target = {
  readonly unitId: string;
  readonly measure: string;
  readonly period: Period;
  readonly group: PupilGroup;
  readonly basis: Basis;
  /** The percentile, the value, the improvement, or the widest gap: as the basis says. */
  readonly figure: number;
  /** The year whose distribution, similar schools or value it is set against. */
  readonly referencePeriod: Period | null;
  readonly otherGroup: PupilGroup | null;
  readonly source: string;
  readonly ownerId: string;
};

/** A figure that is known, or why it is not; undefined where nothing is here at all. */
export type Known = { readonly value: number } | { readonly missing: Missing } | undefined;
export type TargetFacts = {
  readonly value: Known;
  /** Whether its period has not begun. */
  readonly toCome: boolean;
  /** The value at the percentile among all schools, or at the similar schools' one; with who they are. */
  readonly boundary?: { readonly value: number; readonly among: string } | undefined;
  /** Why there is no boundary, where the year was not produced. */
  readonly notProduced?: string | undefined;
  readonly reference?: Known;
  readonly others?: Known;
};
export type Standing =
  | { readonly kind: "met" | "not-met"; readonly value: number; readonly needs: number; readonly among?: string | undefined }
  | { readonly kind: "cannot-say"; readonly why: CannotSay; readonly needs?: number | undefined; readonly among?: string | undefined };
export type CannotSay =
  | { readonly kind: "to-come" | "neither" | "no-boundary" }
  | { readonly kind: "not-produced"; readonly reason: string }
  | { readonly kind: "no-value" | "no-reference" | "no-others"; readonly missing: Missing | undefined };

const number = (known: Known): number | undefined => (known && "value" in known ? known.value : undefined);
const missing = (known: Known): Missing | undefined => (known && "missing" in known ? known.missing : undefined);
/** Published and counted figures differ by what their last digit hides; sums of decimals differ by less. */
const hair = 1e-9;

/** Whether a target is met: its value against the boundary, the value set, the value before, or the other group's. */
export function judgeTarget(target: Pick<Target, "basis" | "figure">, better: Measure["better"], facts: TargetFacts): Standing {
  const cannot = (why: CannotSay, needs?: number, among?: string): Standing => ({ kind: "cannot-say", why, needs, among });
  if (better === "neither") return cannot({ kind: "neither" });
  const up = better === "higher" ? 1 : -1;
  const needed = whatIsNeeded(target, up, facts);
  if (!needed.ok) return cannot(needed.refusal);
  const { needs, among } = needed.value;
  if (facts.toCome) return cannot({ kind: "to-come" }, needs, among);
  const value = number(facts.value);
  if (value === undefined) return cannot({ kind: "no-value", missing: missing(facts.value) }, needs, among);
  return { kind: (value - needs) * up >= -hair ? "met" : "not-met", value, needs, among };
}

/** The value at which a target is met. */
function whatIsNeeded(
  { basis, figure }: Pick<Target, "basis" | "figure">,
  up: 1 | -1,
  facts: TargetFacts,
): Outcome<{ needs: number; among?: string | undefined }, CannotSay> {
  switch (basis) {
    case "absolute":
      return accept({ needs: figure });
    case "national-percentile":
    case "similar-schools":
      if (facts.boundary) return accept({ needs: facts.boundary.value, among: facts.boundary.among });
      return refuse(facts.notProduced === undefined ? { kind: "no-boundary" } : { kind: "not-produced", reason: facts.notProduced });
    case "change": {
      const before = number(facts.reference);
      return before === undefined
        ? refuse({ kind: "no-reference", missing: missing(facts.reference) })
        : accept({ needs: before + up * figure });
    }
    case "gap": {
      const others = number(facts.others);
      return others === undefined ? refuse({ kind: "no-others", missing: missing(facts.others) }) : accept({ needs: others - up * figure });
    }
  }
}

export type TargetRefusal =
  | {
      readonly kind:
        | "no-such-measure"
        | "neither-is-better"
        | "no-such-unit"
        | "no-such-group"
        | "no-such-period"
        | "no-such-owner"
        | "no-such-basis";
    }
  | { readonly kind: "not-ranked"; readonly basis: Basis }
  | { readonly kind: "no-such-pupils"; readonly phase: Measure["phase"] }
  | { readonly kind: "beyond"; readonly needs: number; readonly basis: "change" | "gap" }
  | { readonly kind: "wrong-stretch"; readonly stretch: "half-term" | "year" }
  | { readonly kind: "figure-needed"; readonly basis: Basis }
  | { readonly kind: "reference-needed" | "reference-after" | "other-group-needed" | "same-group" | "source-needed" | "crossed" | "ended" };

export type TargetDraft = Omit<Target, "figure" | "referencePeriod"> & {
  readonly figure: number | undefined;
  readonly referencePeriod: Period | undefined;
};
export type TargetKnown = {
  readonly measure: Measure | undefined;
  /** Where it is one academy's target: what is known of its pupils. */
  readonly academy?: Pupils | undefined;
  readonly units: ReadonlySet<string>;
  readonly owners: ReadonlySet<string>;
};

export type Pupils = { readonly phase: string; readonly lowAge: number | null; readonly highAge: number | null };
/** Whether a school can have pupils of a measure's phase: by its ages, else by its phase; where neither tells, it may. */
export function hasPupilsOf(phase: Measure["phase"], { phase: is, lowAge, highAge }: Pupils): boolean {
  const only = (low: number, high: number) =>
    /^primary$/i.test(is)
      ? { low: 2, high: 11 }
      : /^secondary$/i.test(is)
        ? { low: 11, high: 18 }
        : /^16 plus$/i.test(is)
          ? { low: 16, high: 19 }
          : { low, high };
  const { low, high } = only(0, 99);
  const [from, to] = [lowAge ?? low, highAge ?? high];
  switch (phase) {
    case "all":
      return true;
    case "primary":
      return from < 11;
    case "secondary":
      return from < 16 && to >= 16;
    case "sixteen-to-eighteen":
      return to > 16;
  }
}

/** A target that names what no percentage can be is refused, once what it starts from is known. */
export function considerReach(
  { basis }: Pick<Target, "basis">,
  { unit }: Pick<Measure, "unit">,
  needs: number | undefined,
): Outcome<undefined, TargetRefusal> {
  const isPoints = basis === "change" || basis === "gap";
  return isPoints && needs !== undefined && isBeyond(needs, unit) ? refuse({ kind: "beyond", needs, basis }) : accept(undefined);
}
export const isBeyond = (needs: number, unit: Measure["unit"]): boolean => unit === "percent" && (needs < -hair || needs > 100 + hair);

/** Whether a target may be set so: complete for its basis, of a measure that is better one way. */
export function considerTarget(draft: TargetDraft, known: TargetKnown): Outcome<Target, TargetRefusal> {
  const { measure } = known;
  if (!measure) return refuse({ kind: "no-such-measure" });
  if (measure.better === "neither") return refuse({ kind: "neither-is-better" });
  if (!known.units.has(draft.unitId)) return refuse({ kind: "no-such-unit" });
  const [stretch, term] = [stretchOf(measure), halfTermOf(draft.period)];
  if (stretch !== "either" && (stretch === "half-term") !== (term !== undefined)) return refuse({ kind: "wrong-stretch", stretch });
  if (known.academy && !hasPupilsOf(measure.phase, known.academy)) return refuse({ kind: "no-such-pupils", phase: measure.phase });
  const { basis, figure } = draft;
  const needsReference = basis === "national-percentile" || basis === "change" || basis === "similar-schools";
  const isRank = basis === "national-percentile" || basis === "similar-schools";
  // No figures of each school are published of it, so that no school is ever among the best by them.
  if (isRank && measure.published !== "school") return refuse({ kind: "not-ranked", basis });
  const impossible = isRank
    ? (f: number) => f < 1 || f > 99
    : basis === "absolute"
      ? (f: number) => measure.unit === "percent" && (f < 0 || f > 100)
      : (f: number) => f < 0 || (measure.unit === "percent" && f > 100);
  if (figure === undefined || impossible(figure)) return refuse({ kind: "figure-needed", basis });
  if (needsReference && draft.referencePeriod === undefined) return refuse({ kind: "reference-needed" });
  if (needsReference && (draft.referencePeriod ?? 0) > draft.period) return refuse({ kind: "reference-after" });
  if (basis === "gap" && draft.otherGroup === null) return refuse({ kind: "other-group-needed" });
  if (basis === "gap" && draft.otherGroup === draft.group) return refuse({ kind: "same-group" });
  if (!draft.source.trim() || draft.source.trim().length > 300) return refuse({ kind: "source-needed" });
  if (!known.owners.has(draft.ownerId)) return refuse({ kind: "no-such-owner" });
  return accept({
    ...draft,
    figure,
    source: draft.source.trim(),
    referencePeriod: needsReference ? (draft.referencePeriod ?? null) : null,
    otherGroup: basis === "gap" ? draft.otherGroup : null,
  });
}
