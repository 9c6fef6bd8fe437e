import { describe, expect, test } from "vitest";
import { shippedFramework, shippedFrameworks } from "../../frameworks/index.server.ts";
import { sayMissing, stagePosition, whatIsMissing } from "./diagnosis.facts.ts";

const stages = shippedFrameworks().get("five-stages");
if (!stages) throw new Error("the five stages are not shipped");
const judged = (...levels: string[]) =>
  levels.map((level, at) => ({ indicator: stages.indicators[at]?.key ?? "", level, perspective: "trust" }));

describe("where an academy is in the five stages", () => {
  test("is the last stage up to which all are in place", () => {
    expect(stagePosition(stages, judged("in-place", "lasting", "being-built", "lasting"))).toMatchObject({
      reached: stages.indicators[1]?.title,
      next: stages.indicators[2]?.title,
      judged: 4,
    });
  });
  test("is none before the first is in place, and has no next after the last", () => {
    expect(stagePosition(stages, judged("being-built", "lasting"))).toMatchObject({
      reached: undefined,
      next: stages.indicators[0]?.title,
    });
    const all = stagePosition(stages, judged(...stages.indicators.map(() => "in-place")));
    expect(all).toMatchObject({ reached: stages.indicators.at(-1)?.title, next: undefined });
  });
  test("does not take the academy's own word for it", () => {
    const own = judged("lasting").map((row) => ({ ...row, perspective: "self" }));
    expect(stagePosition(stages, own)).toMatchObject({ reached: undefined, judged: 0 });
  });
});

describe("what is missing of a diagnosis", () => {
  const edition = shippedFramework();
  const [first, second, ...others] = edition.indicators.map(({ key }) => key);
  const row = (judgedOn: string, evidence: number) => ({ level: "expected", judgedOn, coverage: { pieces: evidence } }) as never;
  const beside = { today: "2026-11-22", reviewedSince: true, numbers: 3, stages: true, unanswered: [] };
  test("names indicators that are unjudged, stale, without evidence or without the academy's own view", () => {
    const trustJudgements = new Map([[first ?? "", row("2026-11-01", 0)], ...others.map((key) => [key, row("2026-11-01", 1)] as const)]);
    trustJudgements.set(others[0] ?? "", row("2020-01-01", 1));
    const standing = {
      trustJudgements,
      selfJudgements: new Map(edition.indicators.map(({ key }) => [key, row("2026-11-01", 0)])),
      held: {} as never,
    };
    const found = whatIsMissing(edition, standing, beside);
    expect(found.map(({ kind }) => kind)).toEqual(["unjudged", "stale", "no-evidence"]);
    expect(found.map(({ titles }) => titles.length)).toEqual([1, 1, 1]);
    expect(sayMissing(found[0] as never, 10)).toBe(
      `The trust has not judged ${edition.indicators.find(({ key }) => key === second)?.title}.`,
    );
  });
  test("of an academy of which nothing is known is everything", () => {
    const nothing = { trustJudgements: new Map(), selfJudgements: new Map(), held: undefined };
    const found = whatIsMissing(edition, nothing, { ...beside, reviewedSince: false, numbers: 0, stages: false, unanswered: ["No plan."] });
    expect(found.map(({ kind }) => kind)).toEqual([
      "unjudged",
      "no-self",
      "unanswered",
      "no-decision",
      "no-review",
      "no-numbers",
      "no-stages",
    ]);
    expect(sayMissing(found[0] as never, 10)).toContain("all of them");
  });
});
