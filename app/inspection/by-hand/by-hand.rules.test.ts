import { describe, expect, test } from "vitest";
import { frameworks } from "../content.ts";
import { frameworkOn } from "../frameworks/framework.rules.ts";
import type { Inspection } from "../known/inspection.rules.ts";
import { type ByHandDraft, type ByHandFacts, considerByHand } from "./by-hand.rules.ts";
import { fieldOfByHand, sayByHandRefusal } from "./by-hand-words.rules.ts";

const plain: ByHandDraft = {
  ...{ on: "2026-03-10", kind: "graded", outcomes: { inclusion: "expected-standard", safeguarding: "met" }, published: "2026-04-20" },
  ...{ link: "https://reports.ofsted.gov.uk/provider/21/1", note: " ", logId: null, beside: false },
};
const facts: ByHandFacts = { today: "2026-11-22", others: [], logs: new Set() };
const consider = (draft: Partial<ByHandDraft>, more: Partial<ByHandFacts> = {}) =>
  considerByHand(frameworks, { ...plain, ...draft }, { ...facts, ...more });
const refused = (draft: Partial<ByHandDraft>, more: Partial<ByHandFacts> = {}) => {
  const considered = consider(draft, more);
  if (considered.ok) return "accepted";
  expect(sayByHandRefusal(considered.refusal)).toMatch(/\.$/);
  return `${considered.refusal.kind} ${fieldOfByHand(considered.refusal)}`.trim();
};
const known = (from: Inspection["from"], on: string): Inspection => {
  const framework = frameworkOn(frameworks, on);
  if (!framework) throw new Error("no framework");
  return {
    ...{ key: on, from, unitId: "a", on, published: null, kind: "graded", framework, outcomes: { inclusion: "strong-standard" }, urn: 1 },
    ...{ source: "", link: null, note: null, id: null, version: null },
  };
};

describe("an inspection written down by hand", () => {
  test("is of the framework of its day", () => {
    const considered = consider({});
    expect(considered.ok && considered.value).toMatchObject({ framework: "report-card-2025", note: null, published: "2026-04-20" });
  });
  test("takes the words of its own framework and no other's", () => {
    expect(refused({ outcomes: { inclusion: "good" } })).toBe("no-such-word area-inclusion");
    expect(refused({ on: "2023-03-10", published: null, outcomes: { "quality-of-education": "expected-standard" } })).toBe(
      "no-such-word area-quality-of-education",
    );
    expect(refused({ on: "2023-03-10", published: null, outcomes: { inclusion: "good" } })).toBe("no-such-area area-inclusion");
    expect(refused({ on: "2024-10-10", published: null, outcomes: { "overall-effectiveness": "good" } })).toBe(
      "no-such-area area-overall-effectiveness",
    );
    expect(refused({ outcomes: { inclusion: "expected-standard", "category-of-concern": "serious-weaknesses" } })).toBe(
      "no-such-word area-category-of-concern",
    );
    expect(refused({ outcomes: { ...plain.outcomes, constructor: "good" } })).toBe("no-such-area area-constructor");
  });
  test("says something: a grade where there are grades, an outcome where there are none", () => {
    expect(refused({ outcomes: { safeguarding: "met" } })).toBe("grade-needed area-inclusion");
    expect(refused({ on: "2024-11-05", kind: "ungraded", published: null, outcomes: {} })).toBe("outcome-needed area-outcome");
    expect(refused({ on: "2024-11-05", kind: "ungraded", published: null, outcomes: { outcome: "maintained" } })).toBe("accepted");
    expect(
      refused({ on: "2024-11-05", kind: "ungraded", published: null, outcomes: { outcome: "maintained", "quality-of-education": "good" } }),
    ).toMatch(/^no-such-area/);
    expect(refused({ kind: "monitoring", outcomes: {} })).toBe("accepted");
  });
  test("is of a day that has been, of a kind that there was", () => {
    expect(refused({ on: undefined })).toBe("day-needed on");
    expect(refused({ on: "2026-11-23", published: null })).toBe("day-to-come on");
    expect(refused({ on: "2004-01-01" })).toBe("no-framework on");
    expect(refused({ kind: undefined })).toBe("kind-needed kind");
    expect(refused({ kind: "ungraded" })).toBe("no-such-kind kind");
  });
  test("is published after it began and not in days to come, or not yet", () => {
    expect(refused({ published: "2026-03-09" })).toBe("published-before published");
    expect(refused({ published: "2026-11-23" })).toBe("published-to-come published");
    expect(refused({ published: undefined })).toBe("published-wrong published");
    expect(refused({ published: null })).toBe("accepted");
  });
  test("links to the web alone, and to nothing that could run", () => {
    expect(refused({ link: "javascript:alert(1)" })).toBe("link-wrong link");
    expect(refused({ link: "reports.ofsted.gov.uk" })).toBe("link-wrong link");
    expect(refused({ link: "" })).toBe("accepted");
    expect(refused({ note: "x".repeat(4001) })).toBe("note-too-long note");
  });
  test("is written down once, and beside England's file only by somebody who knows that it is there", () => {
    expect(refused({}, { others: [known("by-hand", "2026-03-12")] })).toBe("already-here on");
    expect(refused({}, { others: [known("national", "2026-03-12")] })).toBe("in-the-file beside");
    expect(refused({ beside: true }, { others: [known("national", "2026-03-12")] })).toBe("accepted");
    expect(refused({}, { others: [known("national", "2026-03-20"), known("by-hand", "2023-03-10")] })).toBe("accepted");
  });
  test("comes from a log of this school or from none", () => {
    expect(refused({ logId: "l" })).toBe("no-such-log");
    expect(refused({ logId: "l" }, { logs: new Set(["l"]) })).toBe("accepted");
  });
});
