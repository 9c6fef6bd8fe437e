import type { DemoReply, DemoReview, DemoReviewRow } from "./demo-reviews.rules.ts";

type Words<Row> = Omit<DemoReview, "rows"> & { readonly reviewers: readonly string[]; readonly words: readonly Row[] };
type More = Partial<DemoReviewRow>;
type AsItStands = Words<readonly [indicator: string, narrative: string, more?: More]>;
type Judged = Words<readonly [indicator: string, level: string | null, narrative: string, more?: More]>;

/** An academy that calls every indicator accurate but those it names. */
const accurateBut = (indicators: readonly string[], not: Readonly<Record<string, string>>, by: string, on: string): DemoReply[] =>
  indicators.map((indicator) => ({ indicator, because: not[indicator] ?? "", by, on }));

const ten = [
  "pupil-attainment-and-progress",
  "behaviour-and-attitudes",
  "curriculum",
  "pupil-and-staff-wellness",
  "staff-development",
  "employability-and-skills",
  "aspirations-and-student-leadership",
  "innovation-and-creativity",
  "working-with-other-academies",
  "leadership-and-management",
] as const;

/** Agreed: the autumn's monitoring of a Lighthouse academy. */
export const agreedMonitoring: AsItStands = {
  ...{ urn: 990001, framework: "ten-indicators", kind: "trust-monitoring", plannedOn: "2026-10-02", due: "2026-11-27" },
  ...{ lead: "Sunita Bramwell", plannedBy: "Sunita Bramwell", moderator: "Gareth Oyelaran" },
  reviewers: ["Callum Treve", "Bethany Akintola"],
  words: [
    [
      ten[0],
      "GCSE results rose again, and Year 10 could explain in words what their English scores were made of.",
      { helps: "Departments read each other's scripts before they set a grade." },
    ],
    [
      ten[1],
      "Nine of ten lessons began within two minutes. Lunch is calm since the second queue opened.",
      { hinders: "Two tutor groups still lose time after assembly." },
    ],
    [
      ten[2],
      "The sequence of every subject can be followed from Year 7 to Year 11 in books that were chosen on the day.",
      { helps: "One afternoon a fortnight for subject teams." },
    ],
    [ten[3], "Pupils name an adult they would go to, and staff say that their workload is talked about openly."],
    [ten[4], "Every teacher has a coach, and eight of ten could say what has changed in their teaching since September."],
    [
      ten[5],
      "All of Year 10 has met two employers; the notes of placements are thin.",
      { toDo: "Keep a page for each placement, written by the pupil." },
    ],
    [ten[6], "The student council set the agenda for the visit and led two of its meetings."],
    [ten[7], "Three departments try something new each half-term and write down what came of it."],
    [ten[8], "Four academies have visited the mathematics team since Easter, and two came a second time."],
    [
      ten[9],
      "Governors ask for evidence before they agree; middle leaders prepare it themselves.",
      { helps: "A deputy who has led two reviews elsewhere." },
    ],
  ],
  evidence: [
    {
      indicator: ten[0],
      title: "Scripts of Year 10 English",
      text: "Twelve scripts read with two heads of department.",
      dated: "2026-10-13",
      by: "Callum Treve",
      stance: "supports",
    },
    {
      indicator: ten[1],
      title: "Learning walk, periods 1 to 4",
      text: "Fourteen lessons; starts and interruptions noted.",
      dated: "2026-10-14",
      by: "Bethany Akintola",
      stance: "supports",
    },
    {
      indicator: ten[1],
      title: "Two tutor groups after assembly",
      text: "Seven minutes were lost in each.",
      dated: "2026-10-14",
      by: "Bethany Akintola",
      stance: "contradicts",
    },
    {
      indicator: ten[2],
      title: "Books of one pupil a year, five subjects",
      text: "Chosen on the day by the reviewers.",
      dated: "2026-10-14",
      by: "Callum Treve",
      stance: "supports",
    },
    {
      indicator: ten[9],
      title: "Minutes of the local board, September",
      text: "Three papers were sent back with questions.",
      dated: "2026-10-13",
      by: "Bethany Akintola",
      stance: "supports",
    },
  ],
  steps: [
    { to: "gathering", by: "Sunita Bramwell", as: "lead", on: "2026-10-12" },
    { to: "draft", by: "Sunita Bramwell", as: "lead", on: "2026-10-20" },
    { to: "sent", by: "Sunita Bramwell", as: "lead", on: "2026-11-03", replyBy: "2026-11-13" },
    { to: "answered", by: "Kerensa Hollow", as: "academy", on: "2026-11-11" },
    { to: "moderated", by: "Gareth Oyelaran", as: "moderator", on: "2026-11-17" },
    { to: "agreed", by: "Rosalind Penhale", as: "quality", on: "2026-11-20" },
  ],
  replies: accurateBut(
    ten,
    { [ten[5]]: "every placement of the summer has a page, but they are kept in the careers office and were not asked for." },
    "Kerensa Hollow",
    "2026-11-10",
  ),
  findings: [
    {
      indicator: ten[2],
      kind: "strength",
      text: "The way subject teams plan together can be shown to any academy.",
      by: "Callum Treve",
      on: "2026-10-16",
    },
    {
      ...{ indicator: ten[5], kind: "improvement", severity: "medium", by: "Bethany Akintola", on: "2026-10-16" },
      text: "What pupils learn on a placement is not written down where teachers find it.",
      answer: {
        text: "The careers lead brings every page into the pupils' own folders.",
        owner: "Kerensa Hollow",
        due: "2026-12-11",
        on: "2026-11-12",
      },
    },
    {
      ...{ indicator: ten[1], kind: "concern", severity: "high", by: "Callum Treve", on: "2026-10-16" },
      text: "Nobody is on duty at the lower gate for ten minutes after school.",
      answer: { text: "Two members of staff stand there from 7 December.", owner: "Kerensa Hollow", due: "2026-12-07", on: "2026-11-12" },
      escalated: {
        to: "The Regional CEO",
        steps: [
          "Told the Principal on the day.",
          "Asked again a week later; the rota had no one free.",
          "Agreed with the lead of the review to take it on.",
        ],
        on: "2026-11-04",
      },
    },
  ],
};

/** Sent: the quick diagnosis of an academy that joined this year; its Principal has begun to answer. */
export const joiner: Judged = {
  ...{ urn: 990015, framework: "quick-diagnosis", kind: "trust-monitoring", plannedOn: "2026-10-19", due: "2026-12-11" },
  ...{ lead: "Philippa Oakshott", plannedBy: "Philippa Oakshott" },
  reviewers: ["Jory Lidgate", "Bethany Akintola"],
  words: [
    ["safe", "secure", "Arrangements are in place, understood and tried; the single central record was read line by line."],
    [
      "attending",
      "first-year",
      "Attendance is near the regional figure, but Year 9 is not.",
      { toDo: "A weekly meeting about Year 9 alone." },
    ],
    [
      "reading-and-basics",
      "urgent",
      "Four in ten of Year 7 read below their age, and nobody teaches them to.",
      { hinders: "No screening on entry.", toDo: "Screen Year 7 before Christmas." },
    ],
    ["teaching", "first-year", "Plans are shared in English and science; elsewhere each teacher writes their own."],
    ["outcomes", "first-year", "Results are below those of similar schools in three of five measures, and rising."],
    ["people", "secure", "Every post is filled. Two heads of department are new and well looked after."],
    ["money-and-site", "first-year", "The budget balances; the roof of the sports hall does not wait another winter."],
    ["strengths", "secure", "Music and the sixth form are what the town comes for."],
  ],
  evidence: [
    {
      indicator: "reading-and-basics",
      title: "Reading ages of Year 7",
      text: "Counted by the trust's team; no names kept.",
      dated: "2026-11-10",
      by: "Jory Lidgate",
      stance: "supports",
    },
    {
      indicator: "teaching",
      title: "Plans of eleven subjects",
      text: "Read with the deputy.",
      dated: "2026-11-11",
      by: "Bethany Akintola",
      stance: "supports",
    },
  ],
  steps: [
    { to: "gathering", by: "Philippa Oakshott", as: "lead", on: "2026-11-09" },
    { to: "draft", by: "Philippa Oakshott", as: "lead", on: "2026-11-12" },
    { to: "sent", by: "Philippa Oakshott", as: "lead", on: "2026-11-16", replyBy: "2026-11-27" },
  ],
  replies: accurateBut(["safe"], {}, "Victor Stenhouse", "2026-11-19"),
  findings: [
    {
      indicator: "strengths",
      kind: "strength",
      text: "The sixth form's evening lectures draw three other schools.",
      by: "Bethany Akintola",
      on: "2026-11-12",
    },
    {
      indicator: "reading-and-basics",
      kind: "improvement",
      severity: "high",
      text: "Nobody teaches reading to pupils who enter Year 7 below their age.",
      by: "Jory Lidgate",
      on: "2026-11-12",
    },
  ],
};

/** Gathering: an outside look at safeguarding arrangements, by two people at once. */
export const safeguarding: Judged = {
  ...{ urn: 990005, framework: "safeguarding-review", kind: "external-review", plannedOn: "2026-11-02", due: "2026-12-18" },
  ...{ lead: "Harriet Moyle", plannedBy: "Sunita Bramwell" },
  reviewers: ["Callum Treve", "Bethany Akintola"],
  words: [
    ["leadership", "assured", "The lead has time set aside, a deputy who stands in, and a seat at every leaders' meeting."],
    [
      "policy",
      "partly-assured",
      "Staff know what to do when worried; the policy on the website is last year's.",
      { toDo: "Put this year's policy on the website." },
    ],
    ["recruitment", "assured", "The single central record is whole for everybody who started since the last look."],
    ["reporting", null, "Records read for three weeks of the autumn; timelines still to be compared with the log."],
    ["online", null, "Filtering was tried on two machines. The monthly report has not come yet."],
    ["curriculum-and-voice", null, ""],
    ["site-and-visitors", null, ""],
    ["last-review", null, ""],
  ],
  evidence: [
    {
      indicator: "recruitment",
      title: "Single central record",
      text: "Every line of the last twelve months read on site.",
      dated: "2026-11-17",
      by: "Callum Treve",
      stance: "supports",
    },
    {
      indicator: "policy",
      title: "Policy on the website",
      text: "Dated September 2025.",
      dated: "2026-11-17",
      by: "Bethany Akintola",
      stance: "contradicts",
    },
  ],
  steps: [{ to: "gathering", by: "Harriet Moyle", as: "lead", on: "2026-11-16" }],
  replies: [],
  findings: [
    {
      indicator: "policy",
      kind: "improvement",
      severity: "medium",
      text: "The policy that families find on the website is last year's.",
      by: "Bethany Akintola",
      on: "2026-11-18",
    },
  ],
};

/** Draft: what an academy says of itself before its leaders have met about it. */
export const selfEvaluation: AsItStands = {
  ...{ urn: 990002, framework: "ten-indicators", kind: "self-evaluation", plannedOn: "2026-11-04", due: "2026-12-02" },
  ...{ lead: "Daniel Pascoe-Reid", plannedBy: "Daniel Pascoe-Reid" },
  reviewers: ["Daniel Pascoe-Reid"],
  words: [
    [ten[0], "Reading at the end of Year 2 is where we want it; writing in Year 4 is a term behind."],
    [ten[1], "The autumn was hard, and it has turned: no playtime was lost last week.", { hinders: "Three new midday staff at once." }],
    [ten[2], "History and geography have been written anew and are taught as written."],
    [ten[3], "The staff survey is the best in five years; families ask for more at the gate."],
    [ten[4], "Two of our teachers lead the trust's training in early mathematics."],
    [ten[5], "The enterprise week reached every class."],
    [ten[6], "Year 6 runs the library and chooses what is bought."],
    [ten[7], "We try less than we did; the year of the new curriculum left little room."],
    [ten[8], "Three academies send their new teachers to us for a day."],
    [ten[9], "Governors have not met about this yet.", { level: null, canShare: false, confidence: null, direction: null }],
  ],
  evidence: [
    {
      indicator: ten[1],
      title: "Playtime log, half a term",
      text: "Kept by midday staff.",
      dated: "2026-11-13",
      by: "Daniel Pascoe-Reid",
      stance: "supports",
    },
    {
      indicator: ten[3],
      title: "Staff survey, autumn",
      text: "34 of 36 answered.",
      dated: "2026-11-06",
      by: "Daniel Pascoe-Reid",
      stance: "supports",
    },
  ],
  steps: [
    { to: "gathering", by: "Daniel Pascoe-Reid", as: "lead", on: "2026-11-05" },
    { to: "draft", by: "Daniel Pascoe-Reid", as: "lead", on: "2026-11-16" },
  ],
  replies: [],
  findings: [],
};

const voice = ["who-speaks", "asking", "answering", "leading", "learning-from-it"] as const;
/** Agreed: an award of the trust's charter for pupil voice. */
export const charterOfVoice: Judged = {
  ...{ urn: 990012, framework: "charter-pupil-voice", kind: "external-review", plannedOn: "2026-09-07", due: "2026-10-23" },
  ...{ lead: "Harriet Moyle", plannedBy: "Rosalind Penhale" },
  reviewers: ["Jory Lidgate"],
  words: [
    [voice[0], "met", "Pupils of every year sit on the council, and the quiet ones are asked in small groups."],
    [voice[1], "met", "Lessons, food and playtime have each been asked about this year."],
    [voice[2], "met", "A board by the hall says what was asked, what was done and why not.", { helps: "One governor answers in person." }],
    [voice[3], "working-on-it", "Year 5 and 6 lead their own meetings; younger pupils do not yet."],
    [voice[4], "met", "The timetable of clubs changed after the spring's survey."],
  ],
  evidence: [
    {
      indicator: voice[2],
      title: "The board by the hall",
      text: "Photographs of four months.",
      dated: "2026-09-29",
      by: "Jory Lidgate",
      stance: "supports",
    },
  ],
  steps: [
    { to: "gathering", by: "Harriet Moyle", as: "lead", on: "2026-09-21" },
    { to: "draft", by: "Harriet Moyle", as: "lead", on: "2026-10-01" },
    { to: "sent", by: "Harriet Moyle", as: "lead", on: "2026-10-05", replyBy: "2026-10-16" },
    { to: "answered", by: "Hugh Lanyon", as: "academy", on: "2026-10-14" },
    { to: "agreed", by: "Rosalind Penhale", as: "quality", on: "2026-10-22" },
  ],
  replies: accurateBut(voice, {}, "Hugh Lanyon", "2026-10-14"),
  findings: [
    {
      ...{ indicator: voice[3], kind: "improvement", severity: "low", by: "Jory Lidgate", on: "2026-09-30" },
      text: "Pupils under nine are spoken for by older ones.",
      answer: { text: "Years 2 to 4 have a council of their own from January.", owner: "Hugh Lanyon", due: "2027-01-15", on: "2026-10-15" },
    },
  ],
};

const early = ["programme", "teaching", "books", "checking", "keeping-up", "leadership-and-training"] as const;
/** Closed: two Principals' look at phonics in another academy, and what was found when somebody looked again. */
export const phonicsByPeers: Judged = {
  ...{ urn: 990014, framework: "phonics", kind: "peer-review", plannedOn: "2026-06-01", due: "2026-07-10" },
  ...{ lead: "Elowen Marchant", plannedBy: "Philippa Oakshott" },
  reviewers: ["Elowen Marchant", "Jago Wetherby"],
  words: [
    [early[0], "expected", "One programme, and nobody adds to it."],
    [early[1], "expected", "Six lessons seen: the same order and the same words in each."],
    [
      early[2],
      "working-towards",
      "A third of the books taken home hold sounds that were not taught yet.",
      { toDo: "Sort the home books by the programme's phases." },
    ],
    [early[3], "expected", "Groups are looked at every half-term and changed the same week."],
    [early[4], "expected", "Those who fall behind are taught again the same afternoon."],
    [early[5], "strength", "The leader teaches beside each new colleague for a fortnight.", { helps: "Time for it is on the timetable." }],
  ],
  evidence: [
    {
      indicator: early[1],
      title: "Six lessons in a morning",
      text: "Reception to Year 2, seen by two people.",
      dated: "2026-06-16",
      by: "Elowen Marchant",
      stance: "supports",
    },
    {
      indicator: early[2],
      title: "Forty home reading books",
      text: "Thirteen held sounds not taught yet.",
      dated: "2026-06-16",
      by: "Jago Wetherby",
      stance: "contradicts",
    },
    {
      indicator: null,
      title: "Forty home reading books, seen again",
      text: "All matched the sounds that were taught.",
      dated: "2026-10-13",
      by: "Callum Treve",
      stance: "supports",
    },
  ],
  steps: [
    { to: "gathering", by: "Elowen Marchant", as: "lead", on: "2026-06-15" },
    { to: "draft", by: "Elowen Marchant", as: "lead", on: "2026-06-19" },
    { to: "sent", by: "Elowen Marchant", as: "lead", on: "2026-06-22", replyBy: "2026-07-01" },
    { to: "answered", by: "Annis Roach", as: "academy", on: "2026-06-29" },
    { to: "agreed", by: "Annis Roach", as: "academy", on: "2026-07-06" },
    { to: "closed", by: "Elowen Marchant", as: "lead", on: "2026-07-09" },
  ],
  replies: accurateBut(early, {}, "Annis Roach", "2026-06-26"),
  findings: [
    {
      ...{ indicator: early[2], kind: "improvement", severity: "high", by: "Jago Wetherby", on: "2026-06-18" },
      text: "Books that go home hold sounds which have not been taught.",
      answer: { text: "The home books are sorted by phase over the summer.", owner: "Annis Roach", due: "2026-09-04", on: "2026-07-07" },
      check: {
        ...{ on: "2026-10-13", by: "Callum Treve", evidence: "Forty home reading books, seen again" },
        seen: "Every book of forty held only sounds that had been taught.",
      },
    },
    {
      indicator: early[5],
      kind: "strength",
      text: "A fortnight of teaching side by side for every new colleague.",
      by: "Elowen Marchant",
      on: "2026-06-18",
    },
  ],
};
