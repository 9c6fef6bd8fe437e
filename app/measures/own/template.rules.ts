import type { PupilGroup } from "../../language/pupil-group.ts";
import type { Period } from "../../language/school-year.ts";
import type { Measure } from "../../national/index.ts";
import { type OwnAcademy, ownColumns, periodInFile } from "./own-figure.rules.ts";
import { flagColumns, type Making, makingColumns } from "./pupils.rules.ts";

const templateGroups: readonly PupilGroup[] = [
  "all",
  "disadvantaged",
  "not-disadvantaged",
  "girls",
  "boys",
  "any-sen",
  "no-sen",
  "eal",
  "english-first",
];

/** A file to fill in: a row for each academy and group, whose numbers are empty. What stays empty changes nothing. */
export const templateRows = (measure: Measure, period: Period, academies: readonly OwnAcademy[]): (string | number | null)[][] => [
  [...ownColumns, "academy name"],
  ...academies.flatMap(({ urn, name }) =>
    templateGroups.map((group) => [measure.code, urn, periodInFile(period), group, null, null, null, name]),
  ),
];

/** The columns of a file of pupils, with the words that each may hold below; no row of a pupil. */
export function pupilsTemplateRows(makings: readonly Making["kind"][]): string[][] {
  const outcomes = [...new Set(makings.flatMap((kind) => makingColumns[kind]))];
  const may: Readonly<Record<string, string>> = {
    academy: "URN or name; may be left out",
    sex: "girl or boy",
    disadvantaged: "yes or no",
    fsm: "yes or no",
    eal: "yes or no",
    sen: "none, K or E",
    "prior attainment": "low, middle or high",
    met: "yes or no (standard, threshold, good level of development, on track)",
    score: "a number",
    "sessions possible": "a whole number of half days",
    "sessions attended": "a whole number of half days",
  };
  return [
    ["column", "may hold"],
    ...[...flagColumns, ...outcomes].map((column) => [column, may[column] ?? ""]),
    ["any other", "is not read and not kept"],
  ];
}
