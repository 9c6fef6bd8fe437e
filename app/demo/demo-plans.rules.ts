import type { ActionState, Decision, PlanKind, Rag, Verdict } from "../improve/index.ts";
import { demoAcademies } from "./demo-academies.rules.ts";

/** A part of a plan of the demonstration, with what hangs under it. `leads` and `evaluates` are a role, or a person by name. */
export type DemoPart = {
  readonly kind: "priority" | "objective" | "criterion" | "action" | "milestone";
  readonly title: string;
  /** By which others name it as what they support. */
  readonly key?: string;
  readonly why?: string;
  readonly how?: string;
  readonly withWhom?: string;
  readonly adds?: string;
  readonly outcome?: string;
  readonly cost?: number;
  readonly days?: number;
  readonly due?: string;
  readonly leads?: string;
  readonly evaluates?: string;
  readonly supports?: string;
  /** It is measured by the trust's own target of this basis, or with `own` before it by its academy's. */
  readonly target?: string;
  /** Its reason is the last judgement of this indicator before the plan began. */
  readonly indicator?: string;
  readonly state?: ActionState;
  readonly doing?: string;
  readonly effect?: string;
  readonly parts?: readonly DemoPart[];
};
export type DemoReview = { readonly on: string; readonly next: string | null; readonly rags: readonly Rag[]; readonly decision: Decision };
export type DemoPlan = {
  readonly kind: PlanKind;
  /** None of the trust itself. */
  readonly urn?: number;
  readonly title: string;
  readonly begins: string;
  readonly ends: string;
  readonly madeAt: string;
  readonly approvedAt?: string;
  readonly changed?: DemoPart;
  readonly paused?: string;
  readonly reviews: readonly DemoReview[];
  readonly closed?: { readonly because: string; readonly verdict: Verdict; readonly happened: string };
  readonly parts: readonly DemoPart[];
};

const criterion = (title: string, target?: string): DemoPart => ({ kind: "criterion", title, ...(target ? { target } : {}) });
const action = (title: string, leads: string, due: string, more: Partial<DemoPart> = {}): DemoPart => ({
  kind: "action",
  title,
  leads,
  due,
  ...more,
});
const priority = (title: string, more: Partial<DemoPart>): DemoPart => ({ kind: "priority", title, ...more });

const director = "national-director";
const deputy = "deputy-managing-director";
const managing = "managing-director";

const fiveYear: DemoPlan = {
  kind: "five-year",
  title: "Five-year plan 2024 to 2029",
  begins: "2024-09-01",
  ends: "2029-08-31",
  madeAt: "2024-09-02T09:00:00Z",
  approvedAt: "2024-09-30T16:00:00Z",
  reviews: [],
  parts: [
    priority("Every pupil leaves us with more than they came for", {
      key: "aim-pupils",
      outcome: "Pupils of every group do better than like pupils elsewhere, and know it.",
      ...{ leads: managing, evaluates: deputy },
      parts: [criterion("Progress above the national figures in every academy that has been with us for three years.")],
    }),
    priority("Leaders at every level, grown here", {
      key: "aim-leaders",
      outcome: "Two in three leadership posts are filled from within, and nobody leaves for want of a next step.",
      ...{ leads: deputy, evaluates: managing },
      parts: [criterion("Two in three leadership posts filled from within by 2029.")],
    }),
    priority("A trust that knows itself before others tell it", {
      key: "aim-knows",
      outcome: "No inspection tells us what our own reviews had not.",
      ...{ leads: director, evaluates: managing },
      parts: [criterion("Every finding of an inspection was a finding of our own before.")],
    }),
    priority("At the heart of our coast's communities", {
      key: "aim-coast",
      outcome: "Families and employers take part in what the academies decide.",
      ...{ leads: managing, evaluates: deputy },
    }),
  ],
};

const trustPriorities: readonly DemoPart[] = [
  priority("Outstanding outcomes for every pupil", {
    ...{ key: "p1", supports: "aim-pupils", leads: director, evaluates: managing, cost: 42_000, days: 60 },
    withWhom: "Academy Improvement Group, Principals, Core Maths Group, Core English Group",
    why: "Improvement never stands still: what was good enough last year is where this year begins. Girls reach greater depth in mathematics less often than girls nationally, and grammar, punctuation and spelling lie below the national figure.",
    how: "Teaching and learning come first in every leader's week.\nOne cycle of data, professional development and appraisal across the trust, timed so that conversations come while they can still change something.\nData are shared widely and talked about honestly.\nThe needs of academies that join are diagnosed quickly, and support begins at once.\nThe progress of each academy and of the trust is set beside schools and trusts like them.",
    adds: "What one academy finds out, all know within a half-term.",
    outcome:
      "Leaders understand how each group of pupils does; support differs by pupil and by school; disadvantaged pupils have no gap in attainment or progress; assessment is understood everywhere.",
    parts: [
      criterion("All pupils make the progress expected of them; more than nationally exceed it."),
      criterion("Reading and mathematics in the top 20% nationally; writing and GPS in the top 25%.", "national-percentile"),
      {
        kind: "objective",
        key: "p1-maths",
        title: "Mathematics: girls reach greater depth as often as boys",
        ...{
          leads: director,
          evaluates: deputy,
          outcome: "Number is fluent and accurate; girls' results come close to boys' and to girls nationally.",
        },
        parts: [
          criterion("The gap between girls and boys at greater depth is at most two percentage points."),
          action("Core Maths Group works with every region", director, "2026-12-18", {
            state: "doing",
            doing: "West and Central since September.",
            days: 18,
            cost: 9000,
          }),
          action("Directory of training for maths leads, with higher attainers in view", "Bethany Akintola", "2026-10-16", {
            ...{
              state: "done",
              doing: "Published on 12 October; 31 leads have booked.",
              effect: "Nine of ten leads say they teach depth otherwise than before.",
            },
          }),
          action("Demonstration lessons observed and filmed for training", "Jory Lidgate", "2027-01-22", { cost: 2400 }),
        ],
      },
      {
        kind: "objective",
        key: "p1-gps",
        title: "Grammar, punctuation and spelling reach the national top quarter",
        ...{ leads: director, evaluates: deputy, outcome: "Teaching is stronger, and what works in spelling has spread." },
        parts: [
          criterion("GPS in the top 25% nationally by the results of 2027."),
          action("Find where GPS is best in the trust, and share how", "Callum Treve", "2026-11-13", {
            state: "doing",
            doing: "Four classrooms visited.",
          }),
        ],
      },
    ],
  }),
  priority("Pupils who are well in mind", {
    ...{ key: "p2", supports: "aim-pupils", leads: "Harriet Moyle", evaluates: director, cost: 28_000, days: 35 },
    withWhom: "Inclusion team, SENCO network, pupil-premium network, Managing Director",
    why: "Pupils who are well learn more. Exclusions and absence follow unmet needs.",
    how: "Relationships, sex and health education of quality, with a network of those who teach it.\nIts policy and pedagogy reviewed.\nResilience, managing stress and the words for feelings taught.\nSpecialist therapy by music and art explored.\nTrauma-informed schools extended.\nThe inclusion team learns to see needs early.",
    outcome: "Social development, aspiration and motivation rise; schools are trauma-informed in layers.",
    parts: [
      criterion("Every academy has two adults trained in trauma-informed practice."),
      action("Review the policy and pedagogy of relationships education", "Harriet Moyle", "2026-12-11"),
      action("Extend trauma-informed schools to six more academies", "Harriet Moyle", "2027-01-29", { cost: 16_000, days: 24 }),
    ],
  }),
  priority("Leaders at all levels, through networks", {
    ...{ key: "p3", supports: "aim-leaders", leads: deputy, evaluates: managing, days: 40 },
    withWhom: "Academy Improvement Group, academy leaders, network leaders",
    how: "Networks are led by excellent practitioners from every level.\nA senior role oversees professional standards and appraisal.\nNetworks are challenged to keep outcomes as their purpose.\nNew networks for safeguarding, health and safety, science and the curriculum.\nEach reports its impact regularly, and is reviewed.",
    outcome:
      "The impact of networks and of professional development is measured, and leaders can say it; a framework of professional standards with training; stronger schools answer for weaker ones together.",
    parts: [
      criterion("Each network says once a term what changed for pupils because of it."),
      action("Begin the science and curriculum networks", deputy, "2026-10-23", { state: "done", doing: "Both met in October." }),
      action("Action-research projects, the best adopted across the trust", deputy, "2027-01-29"),
    ],
  }),
  priority("The charter of excellence", {
    ...{ key: "p4", supports: "aim-knows", leads: director, evaluates: deputy, days: 12 },
    withWhom: "Academy Improvement Group, network leaders",
    why: "We judge ourselves and improve without waiting for inspection.",
    how: "Existing charters are reviewed for what they were meant to do.\nThe sports and well-being charters go further.\nCharters open academies to their communities.",
    outcome: "A framework of quality that leaders use in a trust which evaluates itself, with support from school to school.",
    parts: [
      criterion("Every charter reviewed for its impact by January 2027."),
      action("Review the existing charters", director, "2026-11-27"),
    ],
  }),
  priority("The standards of excellence", {
    ...{ key: "p5", supports: "aim-knows", leads: "Callum Treve", evaluates: director, cost: 11_000, days: 20 },
    withWhom: "ICT team, Academy Improvement Group",
    how: "A bank of excellent resources for training: demonstration lessons and sessions.\nOutstanding examples of work collected.\nVideo conferences for networks, training and academies far away.",
    outcome: "Judgements of quality are reliable and validated; staff see great practice regularly, and can say how it helped them.",
    parts: [
      criterion("Each network has put ten examples into the bank."),
      action("Open the bank to all staff", "Callum Treve", "2026-12-04"),
    ],
  }),
  priority("Governance that looks closely", {
    ...{ key: "p6", leads: managing, evaluates: "Winifred Castellan", days: 25, cost: 6500 },
    withWhom: "Operations, lead governance officer",
    how: "A lead governance officer is appointed.\nThe scheme of delegation and the model of business and finance are reviewed.\nCouncillors are recruited for the skills that are missing.\nA skills audit of trustees, and a peer review.",
    outcome:
      "Everybody knows their role; the scheme of delegation says how board and staff work together; meetings look at performance by a clear agenda, on paper.",
    parts: [
      criterion("The scheme of delegation is reviewed by March."),
      action("Review the scheme of delegation", managing, "2026-03-31", { state: "done", doing: "Adopted by the board in March." }),
      action("Skills audit of trustees", "Winifred Castellan", "2026-11-06", { state: "doing", doing: "Seven of nine have answered." }),
    ],
  }),
  priority("Capacity: the trust that teaches its teachers", {
    ...{ key: "p7", supports: "aim-leaders", leads: deputy, evaluates: director, cost: 54_000, days: 120 },
    withWhom: "Directors of training, team leaders, support staff",
    how: "Stronger school-to-school improvement.\nProfessional development based on what works.\nEach academy has a focus for its training.\nTen trainees from September; early-career teachers in a programme.\nAll staff work towards recognised goals.",
    outcome: "Professional development can show its impact on outcomes; careers are clear and fair; more staff stay than nationally.",
    parts: [
      criterion("Ten trainees begin in September 2026."),
      action("Recruit ten trainees", deputy, "2026-09-01", {
        state: "done",
        doing: "Eleven began.",
        effect: "Three vacancies for next year are filled already.",
      }),
      action("A programme for early-career teachers in every region", "Bethany Akintola", "2027-01-08", { days: 30 }),
    ],
  }),
  priority("Investment in people", {
    ...{ key: "p8", leads: "Harriet Moyle", evaluates: managing, cost: 19_000 },
    withWhom: "Health and well-being champions, operations, core services",
    how: "A workplace health award and health checks.\nTerms, conditions and job descriptions reviewed.\nRecruitment and retention from one place.\nExcellent teachers and support staff on call for every academy.\nThe shared model of appraisal reviewed and extended.",
    outcome: "Everybody understands their role and what comes of it.",
    parts: [action("Review terms, conditions and job descriptions", "Harriet Moyle", "2027-01-15")],
  }),
  priority("Closing the word gap and the disadvantage gap", {
    ...{ key: "p9", supports: "aim-pupils", leads: director, evaluates: deputy, cost: 23_000, days: 44 },
    withWhom: "Academy Improvement Group, EYFS network, English network",
    why: "Children who are behind in language at five are six times less likely to reach the expected standard in English at eleven, and eleven times less likely in mathematics.",
    how: "The EYFS network spreads what works.\nEarly part in national literacy work.\nPhonics reviewed.\nSpeech and language needs found early.\nThe attainment gap closes by the first priority, while standards rise for all.",
    outcome:
      "Staff differentiate for each child; disadvantaged pupils are not taken for one group; the word gap in nursery and reception closes; phonics is excellent everywhere.",
    parts: [
      criterion("The gap of disadvantaged pupils is narrower than the year before.", "gap"),
      {
        kind: "objective",
        key: "p9-words",
        title: "Close the word gap in the early years",
        ...{ leads: "Jory Lidgate", evaluates: director, outcome: "Children leave reception with the words they need." },
        parts: [
          criterion("Every child behind in language has a plan within six weeks of joining."),
          action("Review phonics in every primary academy", "Jory Lidgate", "2026-11-20", {
            state: "doing",
            doing: "Five of seven reviewed.",
          }),
        ],
      },
    ],
  }),
];
const trustPlan: DemoPlan = {
  kind: "trust-improvement",
  title: "Trust improvement plan 2026",
  begins: "2026-01-01",
  ends: "2027-01-31",
  madeAt: "2025-12-08T10:00:00Z",
  approvedAt: "2026-01-12T15:00:00Z",
  reviews: [
    { on: "2026-05-22", next: "2026-10-23", rags: ["amber", "amber", "green"], decision: "continue" },
    { on: "2026-10-23", next: "2026-12-18", rags: ["green", "amber", "green"], decision: "continue" },
  ],
  parts: trustPriorities,
};

/** What the academies work on, by their phase; each takes two of these. */
const focuses = {
  words: (due: string): DemoPart =>
    priority("Every child a reader", {
      ...{
        outcome: "Children read fluently by the end of Key Stage 1.",
        leads: "principal",
        evaluates: "regional-ceo",
        cost: 3200,
        days: 14,
      },
      parts: [
        {
          kind: "objective",
          title: "Phonics is taught well in every class",
          ...{ supports: "p9-words", leads: "principal", evaluates: "regional-ceo", indicator: "curriculum" },
          parts: [
            criterion("Nine of ten pupils meet the phonics standard."),
            criterion("Reading at the expected standard, by teachers' own judgement, reaches what was set.", "own absolute"),
            action("Coach each teacher of phonics once a fortnight", "principal", due, { days: 8 }),
            action("Daily catch-up for whoever falls behind", "principal", due),
          ],
        },
      ],
    }),
  maths: (due: string): DemoPart =>
    priority("Confident mathematicians", {
      ...{
        outcome: "Girls choose and succeed in higher mathematics as boys do.",
        leads: "principal",
        evaluates: "regional-ceo",
        cost: 2600,
        days: 10,
      },
      parts: [
        {
          kind: "objective",
          title: "Lessons stretch higher attainers every day",
          ...{ supports: "p1-maths", leads: "principal", evaluates: "regional-ceo", indicator: "curriculum" },
          parts: [
            criterion("As many girls as boys reach the higher standard."),
            action("Plan the hardest questions together each week", "principal", due),
            action("Film two lessons for the trust's training", "principal", due, { days: 2 }),
          ],
        },
      ],
    }),
  well: (due: string): DemoPart =>
    priority("Every pupil here, and well", {
      ...{ outcome: "Absence falls, most of all for disadvantaged pupils.", leads: "principal", evaluates: "regional-ceo", days: 9 },
      parts: [
        {
          kind: "objective",
          title: "Pupils who are often away come back, and stay",
          ...{ supports: "p2", leads: "principal", evaluates: "regional-ceo", indicator: "behaviour-and-attitudes" },
          parts: [
            criterion("Persistent absence is at most what it was two years ago."),
            action("Ring home by ten each morning, and visit on the third day", "principal", due),
          ],
        },
      ],
    }),
  lead: (due: string): DemoPart =>
    priority("Leaders who teach leaders", {
      ...{
        outcome: "Middle leaders judge the quality of education as outside reviewers do.",
        leads: "principal",
        evaluates: "regional-ceo",
        days: 6,
      },
      parts: [
        {
          kind: "objective",
          title: "Middle leaders review their subjects together each term",
          ...{ supports: "p3", leads: "principal", evaluates: "regional-ceo", indicator: "leadership-and-management" },
          parts: [
            criterion("Judgements agree with those of the trust's reviewers."),
            action("Joint review of two subjects", "principal", due),
          ],
        },
      ],
    }),
  grounds: (due: string): DemoPart =>
    priority("A site to be proud of", {
      ...{ outcome: "Outdoor learning every week.", leads: "principal", evaluates: "regional-ceo", cost: 7800 },
      parts: [
        {
          kind: "objective",
          title: "The grounds are used for learning",
          leads: "principal",
          parts: [action("Mend the outdoor classroom", "principal", due)],
        },
      ],
    }),
};
type Focus = keyof typeof focuses;
const stages = [
  "reviewed",
  "reviewed",
  "approved",
  "changed",
  "reviewed",
  "draft",
  "approved",
  "reviewed",
  "approved",
  "paused",
  "changed",
  "reviewed",
  "draft",
  "approved",
  "reviewed",
  "draft",
] as const;

function academyPlan(at: number): DemoPlan {
  const { urn, phase, name } = demoAcademies[at] ?? { urn: 0, phase: "Primary", name: "" };
  const [stage, young] = [stages[at] ?? "draft", phase === "Primary" || phase === "Middle deemed primary"];
  const two: readonly Focus[] = [young ? "words" : "maths", at % 5 === 3 ? "grounds" : at % 2 === 0 ? "well" : "lead"];
  const review = (on: string, next: string, rags: readonly Rag[]): DemoReview => ({
    on,
    next,
    rags,
    decision: rags.includes("red") ? "change" : "continue",
  });
  return {
    ...{ kind: "academy-improvement", urn, title: `${name} improvement plan 2026/27`, begins: "2026-09-01", ends: "2027-08-31" },
    madeAt: "2026-09-03T09:00:00Z",
    ...(stage === "draft" ? {} : { approvedAt: "2026-09-21T15:00:00Z" }),
    ...(stage === "changed"
      ? { changed: priority("A new need: Year 7 readers", { leads: "principal", outcome: "Nobody in Year 7 reads below their age." }) }
      : {}),
    ...(stage === "paused" ? { paused: "The building is closed after the storm; the plan goes on in January." } : {}),
    reviews:
      stage === "reviewed"
        ? [review("2026-10-22", "2026-12-17", at % 3 === 0 ? ["green", "amber"] : at % 3 === 1 ? ["amber", "red"] : ["green", "green"])]
        : [],
    parts: two.map((focus) => focuses[focus](at % 4 === 0 ? "2026-11-13" : "2027-02-12")),
  };
}
const lastYear: DemoPlan = {
  ...{ kind: "academy-improvement", urn: 990001, title: "Porthcarrow improvement plan 2025/26", begins: "2025-09-01", ends: "2026-08-31" },
  ...{ madeAt: "2025-09-04T09:00:00Z", approvedAt: "2025-09-22T15:00:00Z" },
  reviews: [
    { on: "2025-12-12", next: "2026-03-27", rags: ["amber"], decision: "continue" },
    { on: "2026-03-27", next: "2026-07-17", rags: ["green"], decision: "continue" },
  ],
  closed: {
    because: "Its year is over; the plan of 2026/27 carries on.",
    verdict: "in-part",
    happened: "Lessons stretch higher attainers in eight of eleven departments. Girls' results rose; so did those of schools like ours.",
  },
  parts: [focuses.maths("2026-03-27")],
};

/** The plans of the demonstration trust: five years, this year's nine priorities, and one of each academy at its own stage. */
export const demoPlans: readonly DemoPlan[] = [fiveYear, trustPlan, ...demoAcademies.map((_, at) => academyPlan(at)), lastYear];
