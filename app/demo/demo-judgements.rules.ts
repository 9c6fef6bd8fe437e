import { type DemoAcademy, demoAcademies } from "./demo-academies.rules.ts";
import { type DemoHalfTerm, type DemoHalfTermName, daysAfter, demoHalfTerms } from "./demo-calendar.rules.ts";
import { pick, pickOne } from "./demo-hash.rules.ts";
import { type DemoHistory, demoHistories } from "./demo-histories.rules.ts";
import { type DemoWords, demoWords } from "./demo-narratives.rules.ts";
import type { DemoRole } from "./demo-people.rules.ts";

export type DemoEvidence = {
  readonly title: string;
  readonly dated: string;
  readonly stance: "supports" | "contradicts";
  readonly sensitivity: "ordinary";
} & ({ readonly kind: "note"; readonly text: string } | { readonly kind: "link"; readonly url: string });

export type DemoJudgement = {
  readonly urn: number;
  readonly indicator: string;
  readonly halfTerm: DemoHalfTermName;
  readonly judgedOn: string;
  readonly level: DemoLevel;
  readonly canShare: boolean;
  readonly confidence: "low" | "medium" | "high";
  readonly direction: "improving" | "steady" | "declining";
  readonly narrative: string;
  /** The trust's judgements count towards the category; the academy's own stand beside them. */
  readonly perspective: "trust" | "self";
  readonly byRole: DemoRole;
  readonly evidence: readonly DemoEvidence[];
};

type DemoLevel = "not-yet" | "working-towards" | "expected" | "strength";
type Moment = { readonly halfTerm: number; readonly letter: string; readonly perspective: "trust" | "self" };

const ladder = ["N", "W", "E", "S"];
const levels: readonly DemoLevel[] = ["not-yet", "working-towards", "expected", "strength"];
const rankOfLetter = (letter: string): number => (letter === "H" ? 3 : ladder.indexOf(letter));

// Places in the list of half-terms.
const [summer2025, autumn2of2025, spring2026, summer2026, autumn1of2026, autumn2of2026] = [5, 7, 8, 11, 12, 13] as const;
const bankHolidays = ["2026-05-04"];

/** Every judgement of the demonstration, from Summer 2 2024/25 to Autumn 2 2026/27, in the order in which they were made. */
export function demoJudgements(): readonly DemoJudgement[] {
  return demoAcademies
    .flatMap((academy, at) => judgementsOf(academy, demoHistories[at]))
    .sort((one, other) => (one.judgedOn < other.judgedOn ? -1 : one.judgedOn > other.judgedOn ? 1 : 0));
}

function judgementsOf(academy: DemoAcademy, history: DemoHistory | undefined): DemoJudgement[] {
  if (!history) return [];
  return Object.entries(demoWords).flatMap(([indicator, words], at) => {
    const moments = momentsOf(academy, history, at);
    return moments.map((moment, when) => {
      const before = moments.slice(0, when).findLast((earlier) => earlier.perspective === moment.perspective);
      return judgementAt(academy, indicator, words, moment, before);
    });
  });
}

/** When an indicator was judged, and how: a baseline, the year before the decision, and the autumn since. */
function momentsOf(academy: DemoAcademy, history: DemoHistory, at: number): Moment[] {
  const [first = ".", decided = ".", now = "."] = [history.first[at], history.decided[at], history.now[at]];
  const seed = `${academy.urn}/${at}`;
  const moments: Moment[] = [];
  const add = (halfTerm: number, letter: string, perspective: "trust" | "self" = "trust") => {
    if (letter !== ".") moments.push({ halfTerm, letter, perspective });
  };
  const joined = demoHalfTerms.findIndex((halfTerm) => halfTerm.firstDay >= academy.dateJoined);
  const baseline = Math.max(summer2025, joined);
  if (baseline >= autumn1of2026) {
    add(baseline + pick(seed, 2), now);
    return moments;
  }
  add(baseline, first);
  if (!history.stale?.includes(at + 1)) {
    const climb = rankOfLetter(decided) - rankOfLetter(first);
    if (baseline < autumn2of2025 && (climb >= 2 || pick(`${seed}/autumn`, 3) === 0)) {
      const between = climb >= 2 ? (ladder[rankOfLetter(first) + 1] ?? first) : first;
      add(baseline + 1 + pick(`${seed}/which`, autumn2of2025 - baseline), between);
    }
    const from = Math.max(spring2026, baseline + 1);
    add(from + pick(`${seed}/year`, summer2026 - from + 1), decided);
    if (pick(`${seed}/self`, 6) === 0) add(summer2026, decided, "self");
    if (now !== decided || pick(`${seed}/since`, 3) === 0) add(autumn1of2026 + pick(`${seed}/which`, 2), now);
  }
  const disputed = history.disputed?.[at + 1];
  if (disputed) add(autumn2of2026, disputed, "self");
  return moments;
}

function judgementAt(academy: DemoAcademy, indicator: string, words: DemoWords, moment: Moment, before: Moment | undefined): DemoJudgement {
  const { letter, perspective } = moment;
  const seed = `${academy.urn}/${indicator}/${moment.halfTerm}/${perspective}`;
  const halfTerm = demoHalfTerms[moment.halfTerm] as DemoHalfTerm;
  const judgedOn = schoolDay(halfTerm.firstDay, pick(seed, moment.halfTerm === autumn2of2026 ? 19 : 30));
  const rank = rankOfLetter(letter);
  const level = levels[rank] ?? "not-yet";
  const change = before ? rank - rankOfLetter(before.letter) : 0;
  const fill = filler(academy, level, earlierInTerm(halfTerm, judgedOn, pick(`${seed}/day`, 3)), seed);
  const second = level === "not-yet" || change < 0 ? pickOne(seed, afterBadNews) : pickOne(seed, words.also);
  const dated = earlierInTerm(halfTerm, judgedOn, pick(`${seed}/dated`, 3));
  return {
    urn: academy.urn,
    indicator,
    halfTerm: { schoolYear: halfTerm.schoolYear, number: halfTerm.number },
    judgedOn,
    level,
    canShare: letter === "H",
    confidence: before ? pickOne(`${seed}/sure`, ["medium", "high", "high"]) : pickOne(`${seed}/sure`, ["low", "medium", "medium", "high"]),
    direction: change > 0 ? "improving" : change < 0 ? "declining" : pickOne(`${seed}/way`, ["steady", "steady", "improving"]),
    narrative: fill(`${words[level]} ${second}`),
    perspective,
    byRole: perspective === "self" ? "principal" : pickOne(`${seed}/by`, ["national-director", "regional-ceo", "sle"]),
    evidence: evidenceFor(academy, words, halfTerm, dated, seed, fill),
  };
}

const afterBadNews = [
  "A plan for it is due before the next visit.",
  "The Regional CEO will look at it every fortnight.",
  "Leaders agreed with what was seen.",
] as const;

function evidenceFor(
  academy: DemoAcademy,
  words: DemoWords,
  halfTerm: DemoHalfTerm,
  dated: string,
  seed: string,
  fill: (text: string) => string,
) {
  const common = { dated, sensitivity: "ordinary" } as const;
  const evidence: DemoEvidence[] = [{ ...common, kind: "note", title: fill(words.note[0]), text: fill(words.note[1]), stance: "supports" }];
  if (pick(`${seed}/link`, 2) === 0) {
    const url = `https://files.granite-coast.example/${academy.urn}/${words.link[1]}-${halfTerm.schoolYear.replace("/", "-")}-${halfTerm.number}`;
    evidence.push({ ...common, kind: "link", title: words.link[0], url, stance: "supports" });
  }
  if (pick(`${seed}/against`, 12) === 0) {
    const text = fill("A second visitor on {day} saw fewer classes and came away with another impression; both records are kept.");
    evidence.push({ ...common, kind: "note", title: "Second visitor's record", text, stance: "contradicts" });
  }
  return evidence;
}

/** Puts this judgement's numbers, year group and an earlier day into the words. */
function filler(academy: DemoAcademy, level: DemoLevel, earlier: string, seed: string): (text: string) => string {
  const of = 8 + 2 * pick(`${seed}/of`, 4);
  const share = { "not-yet": of / 2, "working-towards": of / 2 + 1, expected: of - 2, strength: of - 1 }[level];
  const lowest = Math.max(1, academy.lowAge - 4);
  const year = lowest + pick(`${seed}/group`, Math.min(13, academy.highAge - 5) - lowest + 1);
  return (text) =>
    text
      .replaceAll("{n}", String(share))
      .replaceAll("{of}", String(of))
      .replaceAll("{year}", `Year ${year}`)
      .replaceAll("{day}", sayDay(earlier));
}

/** That many days on, or the last school day before it. */
function schoolDay(from: string, days: number): string {
  let date = daysAfter(from, days);
  while ([0, 6].includes(new Date(date).getUTCDay()) || bankHolidays.includes(date)) date = daysAfter(date, -1);
  return date;
}

function earlierInTerm(halfTerm: DemoHalfTerm, day: string, days: number): string {
  const date = schoolDay(day, -days);
  return date < halfTerm.firstDay ? day : date;
}

const months = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"];
const sayDay = (date: string): string => `${Number(date.slice(8))} ${months[Number(date.slice(5, 7)) - 1]}`;
