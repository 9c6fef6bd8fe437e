import { createHash } from "node:crypto";
import { accept, type Outcome, refuse } from "../../language/outcome.ts";
import { halfTerm, type Period, readYear, wholeYear } from "../../language/school-year.ts";
import { measures } from "../../national/index.ts";
import { halfTermOf, listAcademies, today } from "../../organisation/index.server.ts";
import type { Person } from "../../platform/access/access.rules.ts";
import { brokenConstraint, type Database, inOneChange, inOneLook, type Look } from "../../platform/database/change.ts";
import { signedSets } from "../collections/cycle.store.ts";
import { keepFigures, loadFigures, lockFigures } from "./own.store.ts";
import { keyOfFigure, type OwnFigure, type OwnHere, periodInFile } from "./own-figure.rules.ts";
import { type OwnPlan, planOwn } from "./own-plan.rules.ts";
import type { ReadRow } from "./read-own-file.ts";

/** Every measure by what a file may call it: its code, or its name. */
export const measuresByWord: ReadonlyMap<string, (typeof measures)[number]> = new Map(
  measures.flatMap((measure) => [[measure.name.toLowerCase(), measure] as const, [measure.code, measure] as const]),
);

/** The half-term in which today lies by the trust's calendar, else the school year. */
export async function periodNow(look: Look): Promise<Period> {
  const day = Temporal.PlainDate.from(today(look));
  const term = await halfTermOf(look, day.toString());
  const year = term && readYear(term.schoolYear);
  return year ? halfTerm(year, term.number as 1) : wholeYear(day.year + (day.month >= 9 ? 1 : 0));
}

export async function loadHere(look: Look): Promise<OwnHere> {
  const [academies, now] = await Promise.all([listAcademies(look, today(look)), periodNow(look)]);
  return { measures: measuresByWord, academies, now };
}

async function planHere(look: Look, rows: readonly ReadRow[]): Promise<OwnPlan> {
  const [here, standing, signed] = [await loadHere(look), await loadFigures(look), await signedSets(look)];
  const signedOff = ({ measure, unitId, period, group }: OwnFigure) =>
    signed.find((set) => set.unitId === unitId && set.period === period && set.measures.includes(measure) && set.groups.includes(group))
      ?.name;
  return planOwn(rows, here, { figures: new Map(standing.map((figure) => [keyOfFigure(figure), figure])), signedOff });
}

/** What a plan would do, as a hash: so that what was shown is what is done. */
export const planHash = ({ add, change }: OwnPlan): string =>
  createHash("sha256")
    .update(JSON.stringify([add, change]))
    .digest("hex");

/** What a file would do, without doing it. */
export const considerOwn = (db: Database, by: Person, rows: readonly ReadRow[]): Promise<OwnPlan> =>
  inOneLook(db, by, (look) => planHere(look, rows));

export type ImportRefusal = { readonly kind: "rows-refused" | "changed-since" | "nothing-to-do" };

/** Brings in what a file says as one change, and only what was shown before: all of it, or nothing. */
export async function importOwn(
  db: Database,
  by: Person,
  rows: readonly ReadRow[],
  brought: { readonly kind: "file" | "pupils"; readonly shown: string },
): Promise<Outcome<OwnPlan, ImportRefusal>> {
  try {
    return await inOneChange<OwnPlan, ImportRefusal>(db, by, async (change) => {
      await lockFigures(change);
      const plan = await planHere(change, rows);
      if (plan.refused.length > 0) return refuse({ kind: "rows-refused" });
      if (plan.add.length + plan.change.length === 0) return refuse({ kind: "nothing-to-do" });
      if (planHash(plan) !== brought.shown) return refuse({ kind: "changed-since" });
      const intake = await keepFigures(change, { kind: brought.kind, by: by.personId }, [...plan.add, ...plan.change]);
      change.record({
        kind: "measures.figures-brought",
        detail: {
          intake,
          from: brought.kind,
          rows: plan.read,
          added: plan.add.length,
          changed: plan.change.length,
          unchanged: plan.unchanged,
        },
      });
      return accept(plan);
    });
  } catch (error) {
    if (brokenConstraint(error) === "figure_pkey") return refuse({ kind: "changed-since" });
    throw error;
  }
}

export function sayImportRefusal({ kind }: ImportRefusal): string {
  switch (kind) {
    case "rows-refused":
      return "Nothing was imported, because some rows cannot be. Correct them in the file and choose it again.";
    case "changed-since":
      return "Somebody has changed figures since you looked, so nothing was imported. Below is what the file would do now; confirm it again.";
    case "nothing-to-do":
      return "The file says what is here already, so nothing was imported.";
  }
}

/** Every figure of these academies in the shape in which it is read again, losslessly. */
export async function exportOwn(look: Look, units: ReadonlySet<string>): Promise<(string | number | null)[][]> {
  const [figures, academies] = [await loadFigures(look), await listAcademies(look, today(look))];
  const urn = new Map(academies.map((academy) => [academy.unitId, academy]));
  return [
    ["measure", "academy", "period", "pupil group", "value", "numerator", "denominator", "academy name"],
    ...figures.flatMap((figure) => {
      const academy = units.has(figure.unitId) ? urn.get(figure.unitId) : undefined;
      if (!academy) return [];
      const { measure, period, group, value, missing, numerator, denominator } = figure;
      return [[measure, academy.urn, periodInFile(period), group, value ?? missing, numerator, denominator, academy.name]];
    }),
  ];
}
