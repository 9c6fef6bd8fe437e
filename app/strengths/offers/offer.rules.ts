import { accept, type Outcome, refuse } from "../../language/outcome.ts";
import { readDay, sayDay } from "../../language/period.ts";
import type { Words } from "../../language/words.ts";

export const phases = {
  "early-years": "Early years",
  primary: "Primary",
  secondary: "Secondary",
  "post-16": "Post-16",
  all: "Every phase",
} as const;
export type Phase = keyof typeof phases;
export const isPhase = (key: string): key is Phase => Object.hasOwn(phases, key);

export type Offer = {
  readonly judgementId: string;
  readonly subject: string | null;
  readonly phase: Phase;
  readonly personId: string | null;
  readonly says: string;
  readonly from: string;
  readonly until: string | null;
};
/** What a form says of an offer, as it was written. */
export type OfferDraft = Readonly<Record<"judgement" | "subject" | "phase" | "person" | "says" | "from" | "until", string>>;
export type OfferFacts = {
  /** The judgements of this academy that stand and say that others can learn from them. */
  readonly shareable: ReadonlySet<string>;
  readonly people: ReadonlySet<string>;
  readonly isSubject: (key: string) => boolean;
};
export type OfferRefusal =
  | { readonly kind: "nothing-to-share" | "no-such-judgement" | "no-such-subject" | "no-such-phase" | "no-such-person" }
  | { readonly kind: "words-needed" | "no-first-day" | "no-last-day" | "ends-before-begins" | "reason-needed" }
  | { readonly kind: "crossed"; readonly by: string }
  | { readonly kind: "withdrawn-already"; readonly by: string; readonly on: string };

/** Whether an academy may offer this: a sentence, of a strength that stands and may be shared. */
export function considerOffer(draft: OfferDraft, facts: OfferFacts): Outcome<Offer, OfferRefusal> {
  const says = draft.says.trim();
  if (facts.shareable.size === 0) return refuse({ kind: "nothing-to-share" });
  if (!facts.shareable.has(draft.judgement)) return refuse({ kind: "no-such-judgement" });
  if (!says || says.length > 500) return refuse({ kind: "words-needed" });
  if (draft.subject && !facts.isSubject(draft.subject)) return refuse({ kind: "no-such-subject" });
  if (!isPhase(draft.phase)) return refuse({ kind: "no-such-phase" });
  if (draft.person && !facts.people.has(draft.person)) return refuse({ kind: "no-such-person" });
  if (!readDay(draft.from)) return refuse({ kind: "no-first-day" });
  if (draft.until && !readDay(draft.until)) return refuse({ kind: "no-last-day" });
  if (draft.until && draft.until < draft.from) return refuse({ kind: "ends-before-begins" });
  const or = (text: string) => text || null;
  return accept({
    ...{ judgementId: draft.judgement, subject: or(draft.subject), phase: draft.phase, personId: or(draft.person) },
    ...{ says, from: draft.from, until: or(draft.until) },
  });
}

/** What stands of the judgement behind an offer. */
export type Behind = { readonly current: boolean; readonly canShareNow: boolean; readonly judgedOnNow: string | null };
export type Backing = { readonly kind: "backed" } | { readonly kind: "judged-anew"; readonly on: string } | { readonly kind: "no-longer" };
/** Whether an offer is backed: by its own judgement while that stands. A newer one never backs it by itself, even where it could. */
export function backingOf({ current, canShareNow, judgedOnNow }: Behind): Backing {
  if (current) return { kind: "backed" };
  return canShareNow && judgedOnNow !== null ? { kind: "judged-anew", on: judgedOnNow } : { kind: "no-longer" };
}
export function sayBacking(backing: Backing): string {
  switch (backing.kind) {
    case "backed":
      return "Backed by a judgement that stands.";
    case "judged-anew":
      return `No longer backed: judged anew on ${sayDay(backing.on)}, and still one others can learn from. Rest the offer on that judgement.`;
    case "no-longer":
      return "No longer backed: what stands now does not say that others can learn from it.";
  }
}

/** Where an offer is in its time on a day. */
export type Standing = "to-come" | "open" | "over" | "withdrawn";
export function standingOn(
  { from, until, withdrawn }: Pick<Offer, "from" | "until"> & { readonly withdrawn: string | null },
  today: string,
): Standing {
  if (withdrawn !== null) return "withdrawn";
  if (from > today) return "to-come";
  return until !== null && until < today ? "over" : "open";
}

/** Each refusal in words that say what to do next. */
export function sayOfferRefusal(refusal: OfferRefusal, words: Words): string {
  switch (refusal.kind) {
    case "nothing-to-share":
      return `No judgement of this ${words.academy} says that others can learn from it yet. Only such a strength can be offered.`;
    case "no-such-judgement":
      return "Choose the strength it rests on among those listed: the judgement chosen does not stand any more.";
    case "words-needed":
      return "Say in one sentence of up to 500 characters what is offered.";
    case "no-such-subject":
      return "Choose one of the subjects listed, or none.";
    case "no-such-phase":
      return "Choose the phase it is for.";
    case "no-such-person":
      return "Choose somebody who holds a role in the trust, or nobody.";
    case "no-first-day":
      return "Give the day from which it is offered.";
    case "no-last-day":
      return "Give the last day as a date, or leave it empty.";
    case "ends-before-begins":
      return "The last day lies before the first. Give a later last day.";
    case "reason-needed":
      return "Say in up to 500 characters why it is withdrawn.";
    case "crossed":
      return `${refusal.by} changed this offer while you were writing. Theirs is above and yours below: change yours if you need to, and send it again.`;
    case "withdrawn-already":
      return `${refusal.by} withdrew this offer on ${sayDay(refusal.on)}. Make a new one if it is offered again.`;
  }
}
