import { type PupilGroup, sayPupilGroup } from "../../language/pupil-group.ts";
import { sayPeriod } from "../../language/school-year.ts";
import { measureByCode } from "../../national/index.ts";
import type { AcademyRow } from "../../organisation/index.server.ts";
import type { Look } from "../../platform/database/change.ts";
import { sayFigure } from "../own/own-words.rules.ts";
import { readValues } from "./read-values.ts";
import { type Since, sinceFrozen } from "./since.rules.ts";
import { type FrozenValue, freeze, keyOfFrozen, keyOfLine } from "./value.rules.ts";

const offered: readonly PupilGroup[] = ["all", "disadvantaged", "not-disadvantaged"];
const newest = 2;

/** An academy's figures that one may choose as evidence: the two newest of each measure, for all pupils and by disadvantage. */
export async function figureChoices(look: Look, academy: AcademyRow): Promise<{ readonly value: string; readonly text: string }[]> {
  const lines = (await readValues(look, [academy], { groups: offered })).filter(({ figure }) => "value" in figure);
  const sets = Map.groupBy(lines, ({ measure, group, source }) => `${measure}|${group}|${source.kind}`);
  return [...sets.values()].flatMap((set) =>
    set.slice(0, newest).flatMap((line) => {
      const measure = measureByCode(line.measure);
      if (!measure || !("value" in line.figure)) return [];
      const said = sayFigure({ value: line.figure.value, missing: null }, measure);
      const from = line.source.kind === "own" ? "the trust's own" : "published";
      return [
        { value: keyOfLine(line), text: `${measure.name}, ${sayPupilGroup(line.group)}, ${sayPeriod(line.period)}: ${said} (${from})` },
      ];
    }),
  );
}

/** The figure of a key as it stands now, to be kept; undefined where there is none. */
export async function frozenValue(look: Look, academy: AcademyRow, key: string, day: string): Promise<FrozenValue | undefined> {
  const [code = "", period = ""] = key.split("|");
  const measure = measureByCode(code);
  if (!measure || !/^\d{5}$/.test(period)) return undefined;
  const lines = await readValues(look, [academy], { measures: [code], periods: [Number(period)] });
  const line = lines.find((one) => keyOfLine(one) === key);
  return line && freeze(line, measure, day);
}

/** What became of some frozen figures of an academy, in their order: undefined where the same stands now. */
export async function changedSince(look: Look, academy: AcademyRow, frozen: readonly FrozenValue[]): Promise<(Since | undefined)[]> {
  if (frozen.length === 0) return [];
  const each = <Part>(part: (one: FrozenValue) => Part) => [...new Set(frozen.map(part))];
  const lines = await readValues(look, [academy], {
    measures: each(({ measure }) => measure),
    periods: each(({ period }) => period),
    groups: each(({ group }) => group),
  });
  const now = new Map(lines.map((line) => [keyOfLine(line), line]));
  return frozen.map((one) => sinceFrozen(one, now.get(keyOfFrozen(one))));
}
