import { demoAcademies } from "./demo-academies.rules.ts";
import { daysAfter, demoToday } from "./demo-calendar.rules.ts";
import { pick, pickOne } from "./demo-hash.rules.ts";

export type DemoInspection = {
  readonly urn: number;
  readonly on: string;
  readonly kind: "graded" | "ungraded" | "monitoring";
  readonly framework: "before-2019" | "education-inspection-2019" | "report-card-2025";
  readonly outcomes: Readonly<Record<string, string>>;
  readonly published: string | null;
  readonly note: string | null;
};

const grades: Readonly<Record<string, string>> = {
  O: "outstanding",
  G: "good",
  R: "requires-improvement",
  I: "inadequate",
  X: "exceptional",
  S: "strong-standard",
  E: "expected-standard",
  A: "needs-attention",
  U: "urgent-improvement",
};
const areas = {
  "before-2019": [
    "overall-effectiveness",
    "outcomes-for-pupils",
    "quality-of-teaching",
    "personal-development-behaviour-welfare",
    "leadership-and-management",
  ],
  "education-inspection-2019": [
    "overall-effectiveness",
    "quality-of-education",
    "behaviour-and-attitudes",
    "personal-development",
    "leadership-and-management",
    "early-years",
    "sixth-form",
  ],
  "report-card-2025": [
    "inclusion",
    "curriculum-and-teaching",
    "achievement",
    "attendance-and-behaviour",
    "personal-development-and-wellbeing",
    "leadership-and-governance",
    "early-years",
    "post-16",
  ],
} as const;
const frameworkOf = (on: string): DemoInspection["framework"] =>
  on < "2019-09-01" ? "before-2019" : on < "2025-11-10" ? "education-inspection-2019" : "report-card-2025";

/** A graded inspection by one letter for each area in its framework's order, a full stop where none was given. */
function graded(
  urn: number,
  on: string,
  letters: string,
  more: Readonly<Record<string, string>> = {},
  note: string | null = null,
): DemoInspection {
  const framework = frameworkOf(on);
  const given = areas[framework].flatMap((area, at) => {
    const grade = grades[letters[at] ?? "."];
    return grade ? [[area, grade] as const] : [];
  });
  const safeguarding = framework === "report-card-2025" ? { safeguarding: "met" } : { "safeguarding-effective": "yes" };
  const outcomes = { ...Object.fromEntries(given), ...safeguarding, ...more };
  return { urn, on, kind: "graded", framework, outcomes, published: daysAfter(on, 44), note };
}
const other = (urn: number, on: string, kind: "ungraded" | "monitoring", outcome: string): DemoInspection => ({
  ...{ urn, on, kind, framework: frameworkOf(on), outcomes: { outcome }, published: daysAfter(on, 37), note: null },
});

/** The inspections of the fictional academies, of each era on its own scale; the last academy has had none. */
export const demoInspections: readonly DemoInspection[] = [
  graded(990001, "2023-03-14", "GGOOG.G"),
  graded(990002, "2018-05-15", "GGGOG"),
  graded(990002, "2022-06-21", "OOOOOO."),
  graded(990003, "2021-11-16", "GGGGGG."),
  graded(990004, "2024-10-15", ".RGGGGG", {}, "Asks for the curriculum in Years 7 to 9 to be put in order, subject by subject."),
  graded(990005, "2022-05-10", "IIRRI..", { "category-of-concern": "serious-weaknesses" }),
  other(990005, "2023-02-07", "monitoring", "effective-action"),
  graded(990005, "2026-03-10", "EEAEEE..", {}, "Asks for the gap of disadvantaged pupils in mathematics to be closed."),
  graded(990006, "2018-01-23", "GGGGG"),
  graded(990006, "2023-05-03", "GGGGGO."),
  graded(990007, "2019-02-05", "RRRGR"),
  graded(990007, "2021-12-07", "GGGGG.G"),
  graded(990007, "2025-12-02", "SEESEE.E"),
  graded(990008, "2022-03-22", "GGGGG.G"),
  graded(990009, "2023-11-14", "RRGGR.."),
  graded(990010, "2019-10-08", "GGGGG.."),
  other(990010, "2024-11-19", "ungraded", "maintained"),
  graded(990011, "2023-06-13", "IIRRI..", { "category-of-concern": "special-measures", "safeguarding-effective": "no" }),
  graded(990012, "2024-03-05", "OOOOOO."),
  graded(990013, "2022-02-08", "GGGGGG."),
  graded(990013, "2026-06-16", "ESEESSE."),
  graded(990014, "2022-10-11", "GGGGGO."),
  graded(990015, "2024-06-11", "RRRGG.G"),
];

/** The log of an inspection that ended this month; its report is not published yet. */
export const demoLog = {
  urn: 990008,
  kind: "graded" as const,
  begins: "2026-11-10",
  calledAt: "2026-11-09T10:10:00Z",
  called:
    "Lead inspector and two others on both days. They ask for the timetable, the list of staff and the improvement plan by four o'clock.",
  closedAt: "2026-11-11T16:50:00Z",
  said: "Expected standard throughout, and strong for inclusion. Attendance of Year 12 on Fridays was named as the thing to mend.",
  entries: [
    {
      at: "2026-11-10T09:05:00Z",
      who: "lead inspector",
      asked: "How do you know that students with SEND keep up?",
      shown: "Three months of reviews, and the changes made in January.",
      toDo: "",
    },
    {
      at: "2026-11-10T11:20:00Z",
      who: "team inspector",
      asked: "Friday attendance in Year 12.",
      shown: "Figures by week and group.",
      toDo: "Bring the letters and calls of October",
    },
    {
      at: "2026-11-11T09:30:00Z",
      who: "team inspector",
      asked: "",
      shown: "Letters and calls handed over and talked through.",
      toDo: "",
      settles: 1,
    },
    {
      at: "2026-11-11T14:00:00Z",
      who: "trustees",
      asked: "Who holds leaders to account for destinations?",
      shown: "Minutes of the last two committees.",
      toDo: "",
    },
  ],
  /** What it led to, provisional until the report is out. */
  inspection: { on: "2026-11-10", outcomes: graded(990008, "2026-11-10", "SEEEEE.E").outcomes },
};

export const demoOwnPoint = {
  title: "Applied learning on show",
  what: "Pupils can show an inspector a project with an employer, from the question to what came of it.",
  freshForDays: 120,
};

export type DemoCheck = {
  readonly urn: number;
  readonly point: string;
  readonly state: "ready" | "not-ready";
  readonly on: string;
  readonly seen: string;
  readonly evidence: number;
};
const ready = [
  "Read through with the leader who owns it; it is up to date.",
  "Three examples taken at random agreed with what the summary says.",
  "Seen on the shared drive with this term's date, and the right people have access.",
  "Talked through in a mock call; the answer came without looking it up.",
] as const;
const notReady = [
  "Last year's version is still on the website.",
  "The summary does not say yet what changed because of it.",
  "Only one person knows where it is kept.",
] as const;

/** The checks of the academies' readiness: some lately, some too long ago, and about a third of the points never. */
export function demoChecks(points: readonly { readonly key: string }[]): readonly DemoCheck[] {
  return demoAcademies.flatMap(({ urn, dateJoined }) =>
    points.flatMap(({ key }): DemoCheck[] => {
      const seed = `${urn}/${key}/readiness`;
      if (dateJoined > "2026-08-01" || pick(seed, 100) < 30) return [];
      const state = pick(`${seed}/state`, 5) === 0 ? "not-ready" : "ready";
      const on = daysAfter(demoToday, -3 - pick(`${seed}/day`, 150));
      return [
        { urn, point: key, state, on, seen: pickOne(seed, state === "ready" ? ready : notReady), evidence: pick(`${seed}/evidence`, 3) },
      ];
    }),
  );
}
