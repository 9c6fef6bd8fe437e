/** The groups of pupils a figure may be for. The number is how it is stored; it is never given to another group. */
export const pupilGroups = {
  all: 1,
  disadvantaged: 2,
  "not-disadvantaged": 3,
  boys: 4,
  girls: 5,
  "prior-low": 6,
  "prior-middle": 7,
  "prior-high": 8,
  eal: 9,
  "english-first": 10,
  "non-mobile": 11,
  "sen-support": 12,
  ehcp: 13,
  "no-sen": 14,
  "any-sen": 15,
  fsm: 16,
  "not-fsm": 17,
  "disadvantaged-boys": 18,
  "disadvantaged-girls": 19,
} as const;

export type PupilGroup = keyof typeof pupilGroups;

const codes = new Map(Object.entries(pupilGroups).map(([code, id]) => [id as number, code as PupilGroup]));

/** The group behind a stored number; undefined for one that was never given. */
export const pupilGroupOf = (id: number): PupilGroup | undefined => codes.get(id);

/** A word is a group's code. */
export const isPupilGroup = (word: string): word is PupilGroup => Object.hasOwn(pupilGroups, word);

const words: Readonly<Record<PupilGroup, string>> = {
  all: "all pupils",
  disadvantaged: "disadvantaged pupils",
  "not-disadvantaged": "pupils who are not disadvantaged",
  boys: "boys",
  girls: "girls",
  "prior-low": "low prior attainment",
  "prior-middle": "middle prior attainment",
  "prior-high": "high prior attainment",
  eal: "English as an additional language",
  "english-first": "English as a first language",
  "non-mobile": "non-mobile pupils",
  "sen-support": "SEN support",
  ehcp: "education, health and care plan",
  "no-sen": "no special educational needs",
  "any-sen": "any special educational needs",
  fsm: "eligible for free school meals",
  "not-fsm": "not eligible for free school meals",
  "disadvantaged-boys": "disadvantaged boys",
  "disadvantaged-girls": "disadvantaged girls",
};

export const sayPupilGroup = (group: PupilGroup): string => words[group];

/** The pairs between which a gap is told: the first is the group that is looked after, the second the others. */
export const gapPairs: readonly (readonly [PupilGroup, PupilGroup])[] = [
  ["disadvantaged", "not-disadvantaged"],
  ["fsm", "not-fsm"],
  ["boys", "girls"],
  ["eal", "english-first"],
  ["any-sen", "no-sen"],
  ["sen-support", "no-sen"],
  ["ehcp", "no-sen"],
  ["prior-low", "prior-high"],
];
