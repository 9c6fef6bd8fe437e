import { expect, test } from "vitest";
import { demoAcademies } from "./demo-academies.rules.ts";
import { demoCycle, demoFigures, demoTargets } from "./demo-measures.rules.ts";

test("the demonstration's own figures can be: counts of the academies' own size, whose groups make up all", () => {
  for (const { numerator, denominator } of demoFigures) expect(numerator > 0 && numerator <= denominator).toBe(true);
  for (const set of Map.groupBy(demoFigures, ({ urn, measure, period }) => `${urn} ${measure} ${period}`).values()) {
    const [all, ...parts] = set;
    for (const part of ["numerator", "denominator"] as const) expect(parts.reduce((sum, one) => sum + one[part], 0)).toBe(all?.[part]);
  }
});

test("two measures over three half-terms, a collection that is half done, and four targets of four kinds", () => {
  expect(new Set(demoFigures.map(({ measure, period }) => `${measure} ${period}`)).size).toBe(6);
  expect(demoCycle.signedOff).toHaveLength(demoAcademies.length / 2);
  const inAutumn = (urn: number) => demoFigures.filter((figure) => figure.urn === urn && figure.period === demoCycle.period).length;
  for (const urn of demoCycle.signedOff) expect(inAutumn(urn)).toBe(6);
  expect(demoAcademies.map(({ urn }) => inAutumn(urn)).filter((count) => count === 0)).toHaveLength(4);
  expect(new Set(demoTargets.map(({ basis }) => basis)).size).toBe(4);
});
