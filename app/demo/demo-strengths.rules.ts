type Test = "strength" | "support" | "cpd" | "success";
export type DemoOffer = {
  readonly urn: number;
  readonly indicator: string;
  readonly subject: string | null;
  readonly phase: "early-years" | "primary" | "secondary" | "post-16" | "all";
  readonly says: string;
  /** Who gives it, where it is one person. */
  readonly by?: string;
  readonly from: string;
  readonly until: string | null;
};
export type DemoSpecialism = {
  readonly urn: number;
  readonly kind: "specialism" | "satellite";
  readonly indicator: string;
  readonly subject: string | null;
  readonly reach: "trust" | "region";
  readonly decidedOn: string;
  readonly reviewBy: string;
  readonly says: readonly (readonly [Test, string])[];
};

/** Each of an indicator at which the academy was judged one that others can learn from. */
export const demoOffers: readonly DemoOffer[] = [
  {
    ...{ urn: 990001, indicator: "curriculum", subject: "science", phase: "secondary", from: "2026-09-01", until: null },
    says: "Two science leads share how the Year 7 to 9 curriculum is put in order, and plan the first unit with you.",
  },
  {
    ...{ urn: 990002, indicator: "staff-development", subject: "mathematics", phase: "primary", from: "2026-01-05", until: null },
    says: "Coaching for teachers of mathematics in Reception to Year 2: three mornings side by side, then a fourth a half-term later.",
    by: "Bethany Akintola",
  },
  {
    ...{ urn: 990002, indicator: "working-with-other-academies", subject: null, phase: "all", from: "2026-05-01", until: "2027-07-31" },
    says: "Come and see how support between academies is agreed in writing and looked at afterwards.",
  },
  {
    ...{
      urn: 990003,
      indicator: "aspirations-and-student-leadership",
      subject: "citizenship",
      phase: "primary",
      from: "2026-09-01",
      until: null,
    },
    says: "Our pupil council runs a morning for yours: how it meets, what it decides, and what it changed.",
  },
  {
    ...{
      urn: 990008,
      indicator: "employability-and-skills",
      subject: "careers-and-employability",
      phase: "post-16",
      from: "2026-02-01",
      until: null,
    },
    says: "Employers' panels for sixth forms: our list of forty firms, and a day to set your first panel up.",
    by: "Simon Prowse",
  },
];

export const demoSpecialisms: readonly DemoSpecialism[] = [
  {
    ...{ urn: 990002, kind: "specialism", indicator: "staff-development", subject: null, reach: "trust" },
    ...{ decidedOn: "2026-07-09", reviewBy: "2027-07-09" },
    says: [
      ["strength", "Every teacher has a coach, and what was taught has changed in all classes that were seen."],
      ["support", "Two academies were helped to set coaching up; both have kept it for three half-terms."],
      ["cpd", "Four mornings for coaches of the region, with 22 who came."],
      ["success", "Reading in Year 2 rose in both academies that were helped."],
    ],
  },
  {
    ...{ urn: 990001, kind: "satellite", indicator: "curriculum", subject: "science", reach: "region" },
    ...{ decidedOn: "2026-01-15", reviewBy: "2026-12-15" },
    says: [
      ["strength", "The science curriculum is written down by half-term, and pupils could say what they had learnt before."],
      ["support", "One academy of the region planned its Year 7 with ours."],
      ["cpd", "Two afternoons for heads of science, with notes sent to all who came."],
      ["success", "The academy that was helped moved from Working towards to Expected."],
    ],
  },
];
