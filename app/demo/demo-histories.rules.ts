/**
 * Ten letters, one for each indicator in its order: N not yet, W working towards, E expected, S strength, H strength that can be shared;
 * a full stop is not judged. `first` is the academy's baseline, `decided` what the EOB saw in July 2026, `now` is today.
 */
export type DemoHistory = {
  readonly first: string;
  readonly decided: string;
  readonly now: string;
  readonly decision2025?: string;
  readonly decision2026?: string;
  readonly reason2026?: string;
  /** Ordinals never judged again since the baseline: stale today. */
  readonly stale?: readonly number[];
  /** Ordinals on which the academy's own judgement disagrees today, with the letter it gives. */
  readonly disputed?: Readonly<Record<number, string>>;
};

/** In the order of the academies. */
export const demoHistories: readonly DemoHistory[] = [
  { first: "EEEEEWEEEE", decided: "SEHEEEEEES", now: "SEHEEEEEES", decision2025: "aspiring", decision2026: "lighthouse" },
  // Behaviour has slipped since the decision: today's judgements recommend Aspiring.
  { first: "EEEEHEEEEE", decided: "EEEEHEEEHE", now: "EWEEHEEEHE", decision2025: "lighthouse", decision2026: "lighthouse" },
  {
    first: "EWEEWEEWEE",
    decided: "EEEEEEHEEE",
    now: "EEEEEEHEEE",
    decision2025: "aspiring",
    decision2026: "aspiring",
    reason2026:
      "All ten stand at expected together for the first time. The EOB wants to see them hold through the autumn before it decides Lighthouse.",
    disputed: { 2: "S" },
  },
  {
    first: "WWEWEEWWEW",
    decided: "EWEWEEEWEE",
    now: "EWEWEEEWEE",
    decision2025: "emerging",
    decision2026: "aspiring",
    stale: [9],
    disputed: { 4: "E" },
  },
  { first: "NWWNNWWNNW", decided: "WWEWWEWNWE", now: "WWEWWEWNWE", decision2025: "emerging", decision2026: "emerging" },
  { first: "EEWEEWEEWE", decided: "EEEEEWEEEE", now: "EEEEEWEEEE", decision2025: "aspiring", decision2026: "aspiring", stale: [2, 7] },
  { first: "WEEWEEWEWE", decided: "EEEWESWEWE", now: "EEEEESWEWE", decision2025: "aspiring", decision2026: "aspiring" },
  {
    first: "WEWEWSEEWW",
    decided: "WEEEWHEEEW",
    now: "WEEEWHEEEW",
    decision2025: "aspiring",
    decision2026: "aspiring",
    disputed: { 10: "E" },
  },
  { first: "NNWNNNWNNN", decided: "WWWWEWWNWW", now: "WWWWEWEWWW", decision2025: "not-yet-emerging", decision2026: "emerging" },
  // Two further indicators have reached expected since the decision: today's judgements recommend Aspiring.
  { first: "WWNWWWWNWW", decided: "EWEWEWWWWE", now: "EWEEEWEWWE", decision2025: "emerging", decision2026: "emerging" },
  { first: "WNWWNWWNWW", decided: "WEEWEWEWWE", now: "WEEWEWEWWE", decision2026: "aspiring" },
  { first: "EEEEEEEWEE", decided: "EEEEEEEESE", now: "EEEEEEEESE", decision2025: "aspiring", decision2026: "aspiring", stale: [3] },
  { first: "WEWEEWEWEW", decided: "EEWEEEEWEE", now: "EEWEEEEWEE", decision2025: "aspiring", decision2026: "aspiring", stale: [5] },
  {
    first: "EWEEWNEWEE",
    decided: "EEEEWWEWEE",
    now: "EEEEWWEWEE",
    decision2025: "aspiring",
    decision2026: "aspiring",
    disputed: { 8: "E" },
  },
  {
    first: "WWWNWWWNNW",
    decided: "WEEWEEWWNE",
    now: "WEEWEEWWNE",
    decision2026: "emerging",
    reason2026:
      "Five indicators reached expected within two terms of joining, but attainment is unproven until the summer's results. The EOB holds Emerging until they are in.",
  },
  { first: "WW.WE..NE.", decided: "..........", now: "WW.WE..NE." },
];
