import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  lifeOf,
  nextState,
  type Part,
  parts,
  type ReviewKind,
  type ReviewState,
  reviewKinds,
  reviewStates,
  stateToGoBackTo,
  whoMayBringTo,
} from "./life.rules.ts";
import {
  type Actor,
  considerReply,
  considerStep,
  type ReplyRefusal,
  type ReviewFacts,
  type Step,
  type StepRefusal,
} from "./review.rules.ts";
import { sayKind, sayReplyRefusal, sayState, sayStepRefusal } from "./review.words.ts";

const today = "2026-11-22";
const review = (kind: ReviewKind, state: ReviewState, more: Partial<ReviewFacts> = {}): ReviewFacts => ({
  ...{ kind, state, version: 3, lead: "lead", replyBy: "2026-12-01", unanswered: [] },
  indicators: ["Attainment", "Behaviour"].map((title) => ({
    ...{ key: title.toLowerCase(), title, reviewers: ["sle"], judged: true, reply: { accurate: true } as const },
  })),
  ...more,
});
const as = (personId: string, ...held: Part[]): Actor => ({ personId, parts: new Set(held) });
const lead = as("lead", "lead");
const [academy, moderator, quality, sle] = [as("head", "academy"), as("mod", "moderator"), as("nd", "quality"), as("sle", "reviewer")];
const goOn = (to: ReviewState): Step => ({ kind: "go-on", to, replyBy: "2026-12-01" });
const sendBack = (reason = "The second indicator rests on one lesson."): Step => ({ kind: "send-back", reason });
const take = (facts: ReviewFacts, step: Step, actor: Actor, seen = facts.version) => considerStep(facts, seen, step, actor, today);
const kindOf = (outcome: { ok: boolean; refusal?: { kind: string } }) => (outcome.ok ? "done" : outcome.refusal?.kind);
const someone: Record<Part, Actor> = { lead, reviewer: sle, moderator, academy, quality };
const missing = (facts: ReviewFacts, lacks: object) => ({
  ...facts,
  indicators: facts.indicators.map((one, at) => (at === 1 ? { ...one, ...lacks } : one)),
});

describe("the life of a review", () => {
  it.each(reviewKinds)("leads from planned to closed, each step by somebody who may and by nobody else: %s", (kind) => {
    const life = lifeOf(kind);
    expect([life[0], life.at(-1)]).toEqual(["planned", "closed"]);
    for (const [at, state] of life.slice(0, -1).entries()) {
      const to = life[at + 1] as ReviewState;
      const who = whoMayBringTo(kind, to);
      expect(who.length).toBeGreaterThan(0);
      for (const part of parts) {
        const taken = take(review(kind, state), goOn(to), someone[part]);
        // A moderated self-evaluation is agreed for the trust; only who leads quality is left to do so.
        expect([state, part, taken.ok]).toEqual([state, part, who.includes(part)]);
        if (taken.ok) expect(taken.value).toMatchObject({ from: state, to, by: someone[part].personId, as: part, on: today });
      }
    }
  });

  it("is as the trust has it for monitoring: nobody skips the academy's answer or the moderation", () => {
    expect(lifeOf("trust-monitoring")).toEqual(reviewStates);
    for (const kind of reviewKinds) expect(reviewStates.filter((state) => lifeOf(kind).includes(state))).toEqual(lifeOf(kind));
  });

  it("takes no step but the next, whoever asks, and none at all when it is closed", () => {
    const anyone = fc.subarray([...parts]).map((held) => as("anybody", ...held));
    fc.assert(
      fc.property(
        fc.constantFrom(...reviewKinds),
        fc.constantFrom(...reviewStates),
        fc.constantFrom(...reviewStates),
        anyone,
        (kind, state, to, actor) => {
          if (!lifeOf(kind).includes(state)) return;
          const taken = take(review(kind, state), goOn(to), actor);
          if (state === "closed") {
            expect(kindOf(taken)).toBe("closed");
            expect(kindOf(take(review(kind, state), sendBack(), actor))).toBe("closed");
          } else if (to !== nextState(kind, state)) expect(kindOf(taken)).toBe("not-the-next-step");
          if (taken.ok) expect(actor.parts.has(taken.value.as)).toBe(true);
          // On the academy's side nobody moves on what others wrote about it, but by answering, or by agreeing a peer review.
          if (taken.ok && actor.parts.has("academy") && kind !== "self-evaluation") expect(taken.value.as).toBe("academy");
          if (taken.ok && actor.parts.has("academy") && (to === "moderated" || to === "agreed")) expect(kind).toBe("peer-review");
        },
      ),
      { numRuns: 1000 },
    );
  });

  it("is sent back with a reason by who would go on, and then goes the same way again", () => {
    const back = take(review("trust-monitoring", "moderated"), sendBack(), quality);
    expect(back.ok && back.value).toMatchObject({
      from: "moderated",
      to: "draft",
      as: "quality",
      reason: "The second indicator rests on one lesson.",
    });
    expect(kindOf(take(review("trust-monitoring", "answered"), sendBack(" "), moderator))).toBe("reason-needed");
    expect(kindOf(take(review("trust-monitoring", "answered"), sendBack(), lead))).toBe("not-yours");
    expect(kindOf(take(review("trust-monitoring", "sent"), sendBack(), academy))).toBe("not-yours");
    expect(kindOf(take(review("trust-monitoring", "draft"), sendBack(), lead))).toBe("done");
    for (const state of ["planned", "gathering", "agreed"] as const)
      expect(kindOf(take(review("trust-monitoring", state), sendBack(), quality))).toBe("nothing-to-send-back");
    for (const kind of reviewKinds)
      for (const state of lifeOf(kind)) {
        const to = stateToGoBackTo(state);
        if (to) expect(lifeOf(kind).indexOf(to)).toBeLessThan(lifeOf(kind).indexOf(state));
      }
  });

  it("waits for what is not ready, and names it", () => {
    const monitoring = (state: ReviewState) => review("trust-monitoring", state);
    const refused = (facts: ReviewFacts, step: Step, actor: Actor) => {
      const taken = take(facts, step, actor);
      return taken.ok ? "done" : taken.refusal;
    };
    expect(refused(missing(monitoring("planned"), { reviewers: [] }), goOn("gathering"), lead)).toEqual({
      kind: "unassigned",
      titles: ["Behaviour"],
    });
    expect(refused(missing(monitoring("draft"), { judged: false }), goOn("sent"), lead)).toEqual({
      kind: "unjudged",
      titles: ["Behaviour"],
    });
    expect(refused(missing(review("moderation", "draft"), { judged: false }), goOn("agreed"), quality)).toMatchObject({ kind: "unjudged" });
    expect(refused(missing(monitoring("sent"), { reply: undefined }), goOn("answered"), academy)).toEqual({
      kind: "unreplied",
      titles: ["Behaviour"],
    });
    expect(refused(monitoring("draft"), { kind: "go-on", to: "sent", replyBy: "2026-11-21" }, lead)).toEqual({ kind: "no-day-for-reply" });
    expect(refused({ ...monitoring("agreed"), unanswered: ["Corridors"] }, goOn("closed"), quality)).toEqual({
      kind: "unanswered-findings",
      texts: ["Corridors"],
    });
    expect(kindOf(take(monitoring("draft"), goOn("sent"), lead, 2))).toBe("crossed");
  });

  it("goes on without an answer when the days for it are over, and not before", () => {
    const sent = missing(review("trust-monitoring", "sent"), { reply: undefined });
    expect(kindOf(take(sent, goOn("answered"), lead))).toBe("reply-open");
    expect(kindOf(take({ ...sent, replyBy: today }, goOn("answered"), lead))).toBe("reply-open");
    expect(kindOf(take({ ...sent, replyBy: "2026-11-21" }, goOn("answered"), lead))).toBe("done");
  });

  it("is moderated and agreed by nobody who led it or judged in it", () => {
    expect(kindOf(take(review("trust-monitoring", "answered"), goOn("moderated"), as("sle", "reviewer", "moderator")))).toBe("own-work");
    expect(kindOf(take(review("trust-monitoring", "moderated"), goOn("agreed"), as("lead", "lead", "quality")))).toBe("own-work");
    expect(kindOf(take(review("self-evaluation", "sent"), goOn("moderated"), as("head", "academy", "moderator")))).toBe("not-yours");
  });
});

describe("an academy's answer", () => {
  const sent = review("trust-monitoring", "sent");
  it("says of each indicator that it is accurate, or that it is not, because", () => {
    expect(considerReply(sent, "behaviour", { accurate: true }, academy)).toEqual({ ok: true, value: { accurate: true } });
    expect(considerReply(sent, "behaviour", { accurate: false, because: " Year 9 was out. " }, academy)).toEqual({
      ok: true,
      value: { accurate: false, because: "Year 9 was out." },
    });
    expect(kindOf(considerReply(sent, "behaviour", { accurate: false, because: " " }, academy))).toBe("because-needed");
    expect(kindOf(considerReply(sent, "curriculum", { accurate: true }, academy))).toBe("no-such-indicator");
  });
  it("comes from the academy alone, while it has the review and never after", () => {
    for (const kind of reviewKinds)
      for (const state of lifeOf(kind))
        for (const part of parts) {
          const allowed = part === "academy" && state === "sent" && kind !== "self-evaluation";
          expect([kind, state, part, considerReply(review(kind, state), "behaviour", { accurate: true }, someone[part]).ok]).toEqual([
            kind,
            state,
            part,
            allowed,
          ]);
        }
    expect(kindOf(considerReply(review("peer-review", "closed"), "behaviour", { accurate: true }, academy))).toBe("closed");
    expect(kindOf(considerReply(review("peer-review", "draft"), "behaviour", { accurate: true }, academy))).toBe("not-sent");
  });
});

describe("every refusal is a sentence that says what to do next", () => {
  const steps: StepRefusal[] = [
    { kind: "closed" },
    { kind: "crossed", state: "draft" },
    { kind: "not-the-next-step", state: "draft", next: "sent" },
    { kind: "not-the-next-step", state: "closed", next: undefined },
    { kind: "not-yours", who: ["lead", "academy"] },
    { kind: "not-yours", who: [] },
    { kind: "own-work" },
    { kind: "unassigned", titles: ["A"] },
    { kind: "unjudged", titles: ["A", "B"] },
    { kind: "no-day-for-reply" },
    { kind: "unreplied", titles: ["A"] },
    { kind: "reply-open", until: "2026-12-01" },
    { kind: "reason-needed" },
    { kind: "nothing-to-send-back", state: "planned" },
    { kind: "unanswered-findings", texts: ["A"] },
  ];
  const replies: ReplyRefusal["kind"][] = [
    "closed",
    "not-sent",
    "answered-already",
    "not-the-academys",
    "no-such-indicator",
    "because-needed",
  ];
  it("of steps and of answers", () => {
    const said = [
      ...steps.map((refusal) => sayStepRefusal(refusal, "trust-monitoring")),
      ...replies.map((kind) => sayReplyRefusal({ kind })),
    ];
    expect(new Set(said).size).toBe(said.length);
    for (const sentence of said)
      expect(sentence).toMatch(/(Begin|begin|Read|Take|Ask|Wait|wait|Assign|Judge|Give|Say|Go|Link|Write|something)\b.*\.$/);
  });
  it("names states as their readers know them", () => {
    expect(sayState("self-evaluation", "sent")).toBe("With the trust");
    expect(sayState("peer-review", "sent")).toBe("With the academy");
    expect(new Set(reviewKinds.map(sayKind)).size).toBe(reviewKinds.length);
  });
});
