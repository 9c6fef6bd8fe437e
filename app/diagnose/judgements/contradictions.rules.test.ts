import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { parse } from "yaml";
import { readEditionContent } from "../../frameworks/index.ts";
import { contradictionsOf, type Piece, sayContradiction } from "./contradictions.rules.ts";

const read = readEditionContent(parse(readFileSync(new URL("../../../content/frameworks/ten-indicators.yaml", import.meta.url), "utf8")));
if (!read.ok) throw new Error("the shipped framework cannot be read");
const edition = read.value;
const today = "2026-11-21";
const judged = (level: string, over = {}) => ({ level, direction: "steady", judgedOn: "2026-10-01", ...over });
const piece = (title: string, over: Partial<Piece> = {}): Piece => ({ title, dated: "2026-09-30", stance: "supports", ...over });
const said = (...args: Parameters<typeof contradictionsOf>) => contradictionsOf(...args).map((one) => sayContradiction(one, (day) => day));

test("nothing speaks against a fresh judgement that its evidence and the academy's own view agree with", () => {
  expect(said(edition, judged("expected"), judged("expected"), [piece("Walk")], today)).toEqual([]);
});

test("everything that speaks against a judgement is said, each once", () => {
  expect(
    said(
      edition,
      judged("expected", { direction: "declining", judgedOn: "2024-10-01" }),
      judged("strength", { judgedOn: "2026-11-01" }),
      [piece("Survey", { stance: "contradicts", dated: "2024-09-01" }), piece("Walk", { dated: "2024-09-30" })],
      today,
    ),
  ).toEqual([
    "One piece of evidence speaks against it: Survey.",
    "The academy sees itself higher: Strength, on 2026-11-01.",
    "It was judged Expected while going down.",
    "Its newest evidence is from 2024-09-30.",
    "It was judged on 2024-10-01, too long ago to rely on.",
  ]);
});

test("a judgement without evidence says so, and an academy that sees itself lower is told as lower", () => {
  expect(said(edition, judged("strength"), judged("working-towards"), [], today)).toEqual([
    "The academy sees itself lower: Working towards, on 2026-10-01.",
    "It rests on no evidence.",
  ]);
});
