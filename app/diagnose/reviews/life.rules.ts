/** What a review is: who judges whom, and for what. */
export const reviewKinds = ["self-evaluation", "trust-monitoring", "peer-review", "external-review", "moderation"] as const;
export type ReviewKind = (typeof reviewKinds)[number];

/** Where a review is in its life. `sent`: the other side has it; `answered`: it has said of every indicator whether it is accurate. */
export const reviewStates = ["planned", "gathering", "draft", "sent", "answered", "moderated", "agreed", "closed"] as const;
export type ReviewState = (typeof reviewStates)[number];

/** What somebody is in a review. `academy`: on the side of what is reviewed; `quality`: leads quality for the trust. */
export const parts = ["lead", "reviewer", "moderator", "academy", "quality"] as const;
export type Part = (typeof parts)[number];
export type Parts = ReadonlySet<Part>;

/** Which states a review of a kind goes through, in order. Who moderates is never reviewed in turn, and what outsiders write is theirs. */
const lives: Readonly<Record<ReviewKind, readonly ReviewState[]>> = {
  "self-evaluation": ["planned", "gathering", "draft", "sent", "moderated", "agreed", "closed"],
  "trust-monitoring": ["planned", "gathering", "draft", "sent", "answered", "moderated", "agreed", "closed"],
  "peer-review": ["planned", "gathering", "draft", "sent", "answered", "agreed", "closed"],
  "external-review": ["planned", "gathering", "draft", "sent", "answered", "agreed", "closed"],
  moderation: ["planned", "gathering", "draft", "agreed", "closed"],
};
export const lifeOf = (kind: ReviewKind): readonly ReviewState[] => lives[kind];

/** The state that follows; none after the last. */
export const nextState = (kind: ReviewKind, state: ReviewState): ReviewState | undefined => {
  const life = lives[kind];
  const at = life.indexOf(state);
  return at === -1 ? undefined : life[at + 1];
};

/** Whether a review has come as far as a state. */
export const hasReached = (kind: ReviewKind, state: ReviewState, other: ReviewState): boolean =>
  lives[kind].indexOf(state) >= reviewStates.slice(0, reviewStates.indexOf(other)).filter((one) => lives[kind].includes(one)).length;

/** To where a review goes back when changes are asked for; none where nothing was written yet, or it is too late. */
export const stateToGoBackTo = (state: ReviewState): ReviewState | undefined => {
  switch (state) {
    case "draft":
      return "gathering";
    case "sent":
    case "answered":
    case "moderated":
      return "draft";
    case "planned":
    case "gathering":
    case "agreed":
    case "closed":
      return undefined;
  }
};

/** Whether judgements are written in this state. */
export const isWritten = (state: ReviewState): boolean => state === "gathering" || state === "draft";

/** Whose words a review is: the academy's own, or those of who came to look. */
export const writtenByAcademy = (kind: ReviewKind): boolean => kind === "self-evaluation";

/** Who may bring a review of a kind into a state. An academy answers what was written about it; nobody moderates or agrees their own writing. */
export function whoMayBringTo(kind: ReviewKind, state: ReviewState): readonly Part[] {
  switch (state) {
    case "planned":
      return [];
    case "gathering":
    case "draft":
    case "sent":
      return ["lead"];
    case "answered":
      return ["academy"];
    case "moderated":
      return ["moderator"];
    case "agreed":
      // A peer review is the academy's own gain, so it agrees it; all else is agreed by who leads quality.
      return kind === "peer-review" ? ["academy"] : ["quality"];
    case "closed":
      return kind === "peer-review" ? ["lead", "academy"] : ["lead", "quality"];
  }
}

/** Who may ask for changes: who would take the next step, and the lead while the words are still theirs. */
export function whoMaySendBack(kind: ReviewKind, state: ReviewState): readonly Part[] {
  const next = nextState(kind, state);
  if (!stateToGoBackTo(state) || !next) return [];
  if (state === "draft") return ["lead"];
  // What was sent is not taken back over the head of who is answering it.
  return next === "answered" ? [] : whoMayBringTo(kind, next);
}
