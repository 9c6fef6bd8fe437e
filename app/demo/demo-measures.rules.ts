import type { PupilGroup } from "../language/pupil-group.ts";
import { halfTerm } from "../language/school-year.ts";
import { type DemoAcademy, demoAcademies } from "./demo-academies.rules.ts";
import { pick } from "./demo-hash.rules.ts";

export type DemoFigure = {
  readonly urn: number;
  readonly measure: string;
  readonly period: number;
  readonly group: PupilGroup;
  readonly numerator: number;
  readonly denominator: number;
};
export type DemoCycle = {
  readonly name: string;
  readonly period: number;
  readonly measures: readonly string[];
  readonly groups: readonly PupilGroup[];
  readonly opens: string;
  readonly due: string;
  readonly locks: string;
  readonly signedOff: readonly number[];
  readonly signedOn: string;
};
export type DemoTarget = {
  readonly on:
    | { readonly kind: "trust" }
    | { readonly kind: "region"; readonly name: string }
    | { readonly kind: "academy"; readonly urn: number };
  readonly measure: string;
  readonly period: number;
  readonly group: PupilGroup;
  readonly basis: "national-percentile" | "absolute" | "change" | "gap";
  readonly figure: number;
  readonly referencePeriod: number | null;
  readonly otherGroup: PupilGroup | null;
  readonly source: string;
};

const measures = ["attendance-term", "ta-reading-expected"] as const;
const groups = ["all", "disadvantaged", "not-disadvantaged"] as const;
const [summer1, summer2, autumn1] = [halfTerm(2026, 5), halfTerm(2026, 6), halfTerm(2027, 1)];

/** One academy's counts of a half-term: sessions attended, or pupils on track; the two groups make up all. */
function figuresOf({ urn, pupils }: DemoAcademy, measure: (typeof measures)[number], period: number): DemoFigure[] {
  const wobble = (what: string, below: number) => pick(`${urn} ${measure} ${what}`, below);
  const few = Math.round((pupils * (16 + pick(`${urn} share`, 22))) / 100);
  const later = period === summer1 ? 0 : period === summer2 ? 1 : 2;
  const sizes = { disadvantaged: few, "not-disadvantaged": pupils - few };
  const count = (group: keyof typeof sizes) => {
    const behind = group === "disadvantaged" ? 1 : 0;
    if (measure === "attendance-term") {
      const possible = sizes[group] * (64 + 2 * later);
      return {
        numerator: Math.round((possible * (946 - 34 * behind + 4 * later + wobble("rate", 24) - wobble(`${period}`, 8))) / 1000),
        denominator: possible,
      };
    }
    const share = 690 - 150 * behind + 18 * later + wobble("rate", 120) - wobble(`${period} ${group}`, 30);
    return { numerator: Math.round((sizes[group] * share) / 1000), denominator: sizes[group] };
  };
  const [one, other] = [count("disadvantaged"), count("not-disadvantaged")];
  const all = { numerator: one.numerator + other.numerator, denominator: one.denominator + other.denominator };
  return [
    { urn, measure, period, group: "all", ...all },
    { urn, measure, period, group: "disadvantaged", ...one },
    { urn, measure, period, group: "not-disadvantaged", ...other },
  ];
}

// Of the collection that is open, eight academies have signed off, two have all figures, two have begun and four have not.
const signedOff = [1, 2, 3, 5, 6, 9, 12, 14].map((at) => 990000 + at);
const complete = [...signedOff, 990004, 990013];
const begun = [990007, 990010];

/** The trust's own figures of the last two half-terms, and what has come in of this autumn's. */
export const demoFigures: readonly DemoFigure[] = demoAcademies.flatMap((academy) => {
  const before =
    academy.dateJoined > "2026-04-13"
      ? []
      : [summer1, summer2].flatMap((period) => measures.flatMap((measure) => figuresOf(academy, measure, period)));
  const now = complete.includes(academy.urn) ? measures : begun.includes(academy.urn) ? measures.slice(0, 1) : [];
  return [...before, ...now.flatMap((measure) => figuresOf(academy, measure, autumn1))];
});

/** The collection of the half-term that has just ended: half of the academies have signed off. */
export const demoCycle: DemoCycle = {
  name: "Autumn 1 figures",
  period: autumn1,
  measures,
  groups,
  opens: "2026-11-09",
  due: "2026-11-27",
  locks: "2026-12-04",
  signedOff,
  signedOn: "2026-11-19",
};

const strategy = "Trust strategy 2026 to 2029, priority 1";
export const demoTargets: readonly DemoTarget[] = [
  {
    on: { kind: "trust" },
    measure: "attendance-term",
    period: summer2,
    group: "all",
    basis: "absolute",
    figure: 94,
    referencePeriod: null,
    otherGroup: null,
    source: strategy,
  },
  {
    on: { kind: "region", name: "West" },
    measure: "ta-reading-expected",
    period: summer2,
    group: "all",
    basis: "change",
    figure: 3,
    referencePeriod: summer1,
    otherGroup: null,
    source: "West region's plan 2025/26",
  },
  {
    on: { kind: "academy", urn: 990002 },
    measure: "ta-reading-expected",
    period: summer2,
    group: "disadvantaged",
    basis: "gap",
    figure: 15,
    referencePeriod: null,
    otherGroup: "not-disadvantaged",
    source: "The academy's improvement plan",
  },
  {
    on: { kind: "academy", urn: 990002 },
    measure: "ta-reading-expected",
    period: halfTerm(2027, 6),
    group: "all",
    basis: "absolute",
    figure: 80,
    referencePeriod: null,
    otherGroup: null,
    source: "The academy's improvement plan 2026/27",
  },
  {
    on: { kind: "trust" },
    measure: "ks2-rwm-exp",
    period: 20270,
    group: "all",
    basis: "national-percentile",
    figure: 80,
    referencePeriod: 20180,
    otherGroup: null,
    source: strategy,
  },
];
