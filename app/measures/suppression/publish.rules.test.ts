import { expect, test } from "vitest";
import type { PupilGroup } from "../../language/pupil-group.ts";
import { measureByCode } from "../../national/index.ts";
import type { OwnFigure } from "../own/own-figure.rules.ts";
import { figuresToPublish } from "./publish.rules.ts";

const figure = (unitId: string, group: PupilGroup, numerator: number, denominator: number, measure = "ta-reading-expected"): OwnFigure => ({
  measure,
  unitId,
  period: 20261,
  group,
  value: (100 * numerator) / denominator,
  missing: null,
  numerator,
  denominator,
});
const told = (figures: readonly OwnFigure[]) =>
  Object.fromEntries(
    figuresToPublish(figures, measureByCode).map(({ measure, unitId, group, told }) => [
      `${measure} ${unitId ?? "trust"} ${group}`,
      told?.value,
    ]),
  );

test("what is told of one group tells the other, though nobody wrote that down", () => {
  const said = told([
    figure("a", "all", 20, 30),
    figure("a", "disadvantaged", 18, 27),
    figure("b", "all", 30, 50),
    figure("b", "disadvantaged", 8, 20),
  ]);
  expect(said["ta-reading-expected a disadvantaged"]).toBeUndefined();
  expect(said["ta-reading-expected a all"]).toBe(67);
  expect(said["ta-reading-expected b disadvantaged"]).toBeUndefined();
});

test("the trust's own figure is its pupils' together, and is told with the academies'", () => {
  expect(told([figure("a", "all", 20, 30), figure("b", "all", 30, 50)])).toEqual({
    "ta-reading-expected a all": 67,
    "ta-reading-expected b all": 60,
    "ta-reading-expected trust all": 63,
  });
});

test("a figure of which nobody knows of how many it is stays inside, and so do groups within groups", () => {
  const said = told([
    { ...figure("a", "all", 20, 30), numerator: null, denominator: null },
    figure("b", "all", 30, 50),
    figure("b", "disadvantaged-boys", 8, 20),
  ]);
  expect(said).toEqual({
    "ta-reading-expected a all": undefined,
    "ta-reading-expected b all": 60,
    "ta-reading-expected b disadvantaged-boys": undefined,
  });
});

test("what is hidden in one measure is hidden in the others of the same pupils", () => {
  const of = (measure: string, small: number) => [
    figure("a", "all", 20, 30, measure),
    figure("a", "girls", 2, small, measure),
    figure("a", "boys", 18, 30 - small, measure),
    figure("b", "all", 30, 50, measure),
    figure("b", "girls", 15, 25, measure),
    figure("b", "boys", 15, 25, measure),
  ];
  const said = told([...of("ta-reading-expected", 4), ...of("ta-writing-expected", 7)]);
  expect(said["ta-writing-expected a girls"]).toBeUndefined();
  expect(said["ta-writing-expected a all"]).toBe(67);
});

test("counts of events are hidden below six", () => {
  const events = (unitId: string, value: number): OwnFigure => ({
    ...figure(unitId, "all", 0, 1, "suspensions-term"),
    value,
    numerator: null,
    denominator: null,
  });
  expect(told([events("a", 4), events("b", 9), events("c", 30)])).toMatchObject({
    "suspensions-term a all": undefined,
    "suspensions-term c all": 30,
  });
});
