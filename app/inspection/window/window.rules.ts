import { bankHolidayOn } from "../../language/bank-holidays.rules.ts";
import type { Framework, Frameworks } from "../frameworks/framework.rules.ts";
import { asksForSupport, type Inspection } from "../known/inspection.rules.ts";

type Rule = { readonly says: string; readonly source: string; readonly dated: string; readonly confirmed: boolean };
/** The rules by which a window is estimated: data, each with where it is from and since when. */
export type WindowRules = {
  readonly "four-years": Rule & { readonly schoolYearsAfter: number };
  readonly "within-30-months": Rule & { readonly latestMonths: number; readonly earlierMonths: number };
  readonly "graded-next": Rule & { readonly latestMonths: number; readonly earlierMonths: number };
  readonly "new-school": Rule & { readonly fromTerm: number; readonly toTerm: number };
  readonly converter: Rule;
  readonly "monitoring-card": Rule;
  readonly "monitoring-older": Rule;
  readonly "concern-card": Rule;
  readonly report: Rule & { readonly workingDays: number };
  readonly call: Rule;
};
export type RuleKey = keyof WindowRules;

export type WindowFacts = {
  readonly today: string;
  readonly urn: number;
  readonly predecessors: readonly number[];
  /** When the school of this URN opened, and what kind of academy it is, as the national register has it. */
  readonly opened: string | null;
  readonly type: string | null;
  readonly inspections: readonly Inspection[];
  readonly deferredUntil: string | null;
};

/** One step of the reasoning: a fact that it rests on, or a rule that was applied. */
export type Reason =
  | { readonly kind: "last" | "predecessor"; readonly on: string; readonly framework: Framework; readonly urn: number }
  | { readonly kind: "opened"; readonly on: string }
  | { readonly kind: "deferred"; readonly until: string }
  | { readonly kind: "rule"; readonly rule: RuleKey };
export type CannotEstimate = "nothing-known" | "no-opening-day" | "kind-not-known" | "converter-without-history" | "no-interval";
export type Estimate = {
  /** Why a monitoring inspection may come at any time before. */
  readonly monitoring: readonly Reason[];
  readonly reasons: readonly Reason[];
} & (
  | {
      readonly kind: "window";
      readonly first: boolean;
      readonly from: string;
      readonly to: string;
      readonly state: "to-come" | "open" | "passed";
    }
  | { readonly kind: "cannot"; readonly why: CannotEstimate }
);

const day = (text: string) => Temporal.PlainDate.from(text);
const monthsAfter = (from: string, months: number) => day(from).add({ months }).toString();
/** The calendar year in which a day's school year ends. */
const endOfYear = (on: string) => Number(on.slice(0, 4)) + (Number(on.slice(5, 7)) >= 9 ? 1 : 0);

const terms = ["01-01", "04-01", "09-01"] as const;
/** The first day of the term a day lies in, and of those that follow it: from September, January and April. */
function termStart(on: string, later: number): string {
  const year = Number(on.slice(0, 4));
  const began = terms.findLastIndex((start) => on.slice(5) >= start) + later;
  return `${year + Math.floor(began / 3)}-${terms[((began % 3) + 3) % 3]}`;
}

/** When the next inspection may come, step by step; or why nobody can say. */
export function estimateWindow(all: Frameworks, rules: WindowRules, facts: WindowFacts): Estimate {
  const full = facts.inspections.filter(({ kind, on }) => (kind === "graded" || kind === "ungraded") && on <= facts.today);
  const newest = (some: readonly Inspection[]) => [...some].sort((a, b) => (a.on < b.on ? -1 : 1)).at(-1);
  const own = newest(full.filter(({ urn }) => urn === facts.urn));
  const before = newest(full.filter(({ urn }) => urn !== facts.urn));
  const monitoring = monitoringReasons(all, newest(full.filter(({ kind, urn }) => kind === "graded" && urn === facts.urn)));
  const deferred: Reason[] =
    facts.deferredUntil !== null && facts.deferredUntil >= facts.today ? [{ kind: "deferred", until: facts.deferredUntil }] : [];
  const cannot = (why: CannotEstimate, reasons: readonly Reason[] = []): Estimate => ({
    kind: "cannot",
    why,
    monitoring,
    reasons: [...reasons, ...deferred],
  });
  const between = (from: string, to: string, reasons: readonly Reason[], first = false): Estimate => {
    const put = deferred.length > 0 && facts.deferredUntil ? day(facts.deferredUntil).add({ days: 1 }).toString() : from;
    const begins = put > from ? put : from;
    // A deferral beyond the latest day moves that too: by how long nobody knows, so the window is the school year it ends in.
    const ends = begins > to ? `${endOfYear(begins)}-08-31` : to;
    const state = facts.today < begins ? "to-come" : facts.today <= ends ? "open" : "passed";
    return { kind: "window", first, from: begins, to: ends, state, monitoring, reasons: [...reasons, ...deferred] };
  };

  const after = (last: Inspection, reasons: readonly Reason[]): Estimate => {
    const rule = ruleAfter(all, last);
    const said: Reason[] = [...reasons, { kind: "rule", rule }];
    if (rule === "concern-card") return cannot("no-interval", said);
    if (rule === "four-years") {
      const ends = endOfYear(last.on) + rules["four-years"].schoolYearsAfter;
      return between(`${ends - 1}-09-01`, `${ends}-08-31`, said);
    }
    const latest = monthsAfter(last.on, rules[rule].latestMonths);
    return between(monthsAfter(latest, -rules[rule].earlierMonths), latest, said);
  };
  const factOf = (kind: "last" | "predecessor", { on, framework, urn }: Inspection): Reason => ({ kind, on, framework, urn });

  if (own) return after(own, [factOf("last", own)]);
  const isConverter = facts.type !== null && /converter/i.test(facts.type);
  if (before && isConverter) return after(before, [factOf("predecessor", before), { kind: "rule", rule: "converter" }]);
  if (facts.type === null && facts.predecessors.length > 0) return cannot("kind-not-known");
  if (isConverter && facts.predecessors.length > 0) return cannot("converter-without-history", [{ kind: "rule", rule: "converter" }]);
  if (facts.opened === null) return cannot(facts.type === null ? "nothing-known" : "no-opening-day");
  const { fromTerm, toTerm } = rules["new-school"];
  const [from, past] = [termStart(facts.opened, fromTerm - 1), termStart(facts.opened, toTerm)];
  const to = day(past).subtract({ days: 1 }).toString();
  return between(
    from,
    to,
    [
      { kind: "opened", on: facts.opened },
      { kind: "rule", rule: "new-school" },
    ],
    true,
  );
}

/** Which rule says when the inspection after this one comes. */
function ruleAfter(all: Frameworks, last: Inspection): "four-years" | "within-30-months" | "graded-next" | "concern-card" {
  const asking = asksForSupport(all, last);
  if (last.framework.scale === "report-card") return asking.some(({ word }) => word.concern === "much") ? "concern-card" : "four-years";
  if (last.kind === "graded") return asking.length > 0 ? "within-30-months" : "four-years";
  return asking.length > 0 || /improved|s5 next/i.test(last.outcomes.outcome ?? "") ? "graded-next" : "four-years";
}

function monitoringReasons(all: Frameworks, graded: Inspection | undefined): Reason[] {
  if (!graded || asksForSupport(all, graded).length === 0) return [];
  const rule = graded.framework.scale === "report-card" ? "monitoring-card" : "monitoring-older";
  return [
    { kind: "last", on: graded.on, framework: graded.framework, urn: graded.urn },
    { kind: "rule", rule },
  ];
}

export type Soon = "now" | "year" | "later" | "cannot";
/** How soon an estimate is: it may come now, within a year, later, or nobody can say. */
export function soonOf(estimate: Estimate, today: string): Soon {
  if (estimate.kind === "cannot") return estimate.monitoring.length > 0 ? "now" : "cannot";
  if (estimate.state !== "to-come" || estimate.monitoring.length > 0) return "now";
  return estimate.from <= monthsAfter(today, 12) ? "year" : "later";
}

/** The first day by which a report can be out when weekends and bank holidays are left aside: school holidays make it later, and each school has its own. */
export function reportNotBefore(on: string, workingDays: number): string {
  let [at, left] = [day(on), workingDays];
  while (left > 0) {
    at = at.add({ days: 1 });
    if (at.dayOfWeek <= 5 && bankHolidayOn(at.toString()) === undefined) left--;
  }
  return at.toString();
}
