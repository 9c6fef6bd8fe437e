import { expect, test } from "vitest";
import { considerByHand } from "../inspection/by-hand/by-hand.rules.ts";
import { frameworks, readinessList } from "../inspection/content.ts";
import { demoAcademies } from "./demo-academies.rules.ts";
import { demoChecks, demoInspections, demoLog } from "./demo-inspections.rules.ts";

const nothing = { link: "", note: "", logId: null, beside: false };
const facts = { today: "2026-11-21", others: [], logs: new Set<string>() };

test("every inspection of the demonstration could have been written down by hand, in its framework's own words", () => {
  for (const one of demoInspections) {
    const considered = considerByHand(frameworks, { ...one, ...nothing }, facts);
    expect([one.urn, one.on, considered.ok ? considered.value.framework : considered.refusal]).toEqual([one.urn, one.on, one.framework]);
  }
  expect(considerByHand(frameworks, { ...demoLog.inspection, ...nothing, kind: "graded", published: null }, facts).ok).toBe(true);
});

test("they are of both eras, before and since joining, and one academy has had none", () => {
  const joined = new Map(demoAcademies.map(({ urn, dateJoined }) => [urn, dateJoined]));
  const before = demoInspections.filter(({ urn, on }) => on < (joined.get(urn) ?? ""));
  expect(new Set(demoInspections.map(({ framework }) => framework)).size).toBe(3);
  expect(before.length).toBeGreaterThan(2);
  expect(demoAcademies.map(({ urn }) => urn).filter((urn) => !demoInspections.some((one) => one.urn === urn))).toEqual([990016]);
});

test("readiness is partly checked: ready, not ready, and never", () => {
  const checks = demoChecks(readinessList.points);
  const all = demoAcademies.length * readinessList.points.length;
  expect(checks.length).toBeGreaterThan(all / 2);
  expect(checks.length).toBeLessThan(all * 0.8);
  expect(new Set(checks.map(({ state }) => state))).toEqual(new Set(["ready", "not-ready"]));
});
