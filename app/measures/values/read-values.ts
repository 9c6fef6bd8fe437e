import type { PupilGroup } from "../../language/pupil-group.ts";
import type { Period } from "../../language/school-year.ts";
import { valuesOfSchools } from "../../national/index.server.ts";
import type { SchoolValue } from "../../national/index.ts";
import type { AcademyRow } from "../../organisation/index.server.ts";
import type { Look } from "../../platform/database/change.ts";
import { type FigureRow, loadFigures } from "../own/own.store.ts";
import { readerOf } from "./published.store.ts";
import type { ValueLine } from "./value.rules.ts";

export type ValuesAsked = {
  readonly measures?: readonly string[] | undefined;
  readonly periods?: readonly Period[] | undefined;
  readonly groups?: readonly PupilGroup[] | undefined;
};

/** Every figure of some academies, the trust's own beside what England publishes, by measure, period, group and academy. */
export async function readValues(
  look: Look,
  academies: readonly AcademyRow[],
  { measures, periods, groups }: ValuesAsked = {},
): Promise<ValueLine[]> {
  const units = academies.map(({ unitId }) => unitId);
  const filter = { ...(measures ? { measures } : {}), ...(periods ? { periods } : {}), ...(groups ? { groups } : {}) };
  const [own, published] = await Promise.all([
    loadFigures(look, { units, measures, periods, groups }),
    valuesOfSchools(
      readerOf(look),
      academies.map(({ urn }) => urn),
      { ...filter, alone: true },
    ),
  ]);
  const byUnit = new Map(academies.map((academy) => [academy.unitId, academy]));
  const byUrn = new Map(academies.map((academy) => [academy.urn, academy]));
  const lines = [
    ...own.flatMap((figure) => lineOfOwn(figure, byUnit.get(figure.unitId))),
    ...published.flatMap((value) => lineOfPublished(value, byUrn.get(value.urn))),
  ];
  const order = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);
  return lines.sort(
    (a, b) =>
      order(a.measure, b.measure) ||
      b.period - a.period ||
      order(a.group, b.group) ||
      order(a.academy, b.academy) ||
      order(a.source.kind, b.source.kind),
  );
}

function lineOfOwn(figure: FigureRow, academy: AcademyRow | undefined): ValueLine[] {
  if (!academy) return [];
  const { measure, period, group, value, missing, numerator, denominator, kind, cycle, on } = figure;
  const says = kind === "page" ? `entered in “${cycle}”` : kind === "pupils" ? "counted from pupils" : "from a file";
  return [
    {
      ...{ unitId: academy.unitId, urn: academy.urn, academy: academy.name, measure, period, group, numerator, denominator },
      figure: value === null ? { missing: missing ?? "not-available" } : { value },
      source: { kind: "own", says, on },
      percentile: null,
    },
  ];
}

function lineOfPublished(value: SchoolValue, academy: AcademyRow | undefined): ValueLine[] {
  if (!academy) return [];
  const { measure, period, group, figure, numerator, cohort, source, published, percentile } = value;
  return [
    {
      ...{ unitId: academy.unitId, urn: academy.urn, academy: academy.name, measure, period, group, figure },
      numerator: numerator ?? null,
      denominator: cohort ?? null,
      source: { kind: "published", dataset: source.dataset, version: source.version, releasedOn: source.releasedOn, ...published },
      percentile: percentile ? { whole: percentile.whole, n: percentile.n } : null,
    },
  ];
}
