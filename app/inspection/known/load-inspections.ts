import { sayDay } from "../../language/period.ts";
import { readerOf } from "../../measures/index.server.ts";
import { inspectionsOfSchools, type SchoolInspection } from "../../national/index.server.ts";
import type { AcademyRow } from "../../organisation/index.server.ts";
import type { Look } from "../../platform/database/change.ts";
import { type ByHandRow, listByHand } from "../by-hand/by-hand.store.ts";
import { frameworks } from "../content.ts";
import { frameworkOfNational, type Inspection, kindOfNational } from "./inspection.rules.ts";

type Of = Pick<AcademyRow, "unitId" | "urn" | "predecessors">;

/** Every inspection that is known of some academies, by unit: England's file under their own and their earlier URNs, and what was written down. */
export async function loadInspections(look: Look, academies: readonly Of[]): Promise<ReadonlyMap<string, readonly Inspection[]>> {
  const [national, byHand] = await Promise.all([
    inspectionsOfSchools(
      readerOf(look),
      academies.flatMap(({ urn, predecessors }) => [urn, ...predecessors]),
    ),
    listByHand(
      look,
      academies.map(({ unitId }) => unitId),
    ),
  ]);
  const ofUrn = Map.groupBy(national, ({ urn }) => urn);
  const ofUnit = Map.groupBy(byHand, ({ unitId }) => unitId);
  return new Map(
    academies.map((academy) => [
      academy.unitId,
      [
        ...nationalOf(
          academy,
          [academy.urn, ...academy.predecessors].flatMap((urn) => ofUrn.get(urn) ?? []),
        ),
        ...(ofUnit.get(academy.unitId) ?? [])
          .filter(({ withdrawnBecause }) => withdrawnBecause === null)
          .map((row) => inspectionOf(row, academy.urn)),
      ],
    ]),
  );
}

/** A file may tell an inspection under the old URN and again under the new one: it is one inspection, of the URN it was made under. */
function nationalOf({ unitId }: Of, rows: readonly SchoolInspection[]): Inspection[] {
  const known = new Map<string, Inspection>();
  for (const row of rows) {
    const urn = row.urnThen ?? row.urn;
    const key = `${urn}.${row.era}.${row.on}`;
    if (known.has(key)) continue;
    known.set(key, {
      ...{ key, from: "national", unitId, urn, on: row.on, published: row.published, kind: kindOfNational(row), outcomes: row.outcomes },
      framework: frameworkOfNational(frameworks, row),
      source: `Ofsted's file (${row.dataset}${row.releasedOn ? `, as of ${sayDay(row.releasedOn)}` : ""})${row.kind ? `: ${row.kind}` : ""}`,
      ...{ link: null, note: null, id: null, version: null },
    });
  }
  return [...known.values()];
}

/** What was written down, as an inspection like every other. */
export function inspectionOf(row: ByHandRow, urn: number): Inspection {
  const framework = frameworks.frameworks.find(({ key }) => key === row.framework);
  if (!framework) throw new Error(`the framework ${row.framework} is no longer in content/inspection/frameworks.yaml`);
  const { id, version, unitId, on, published, kind, outcomes, link, note } = row;
  return {
    ...{ key: id, from: "by-hand", unitId, urn, on, published, kind, framework, outcomes, link, note, id, version },
    source: `written down${row.keptBy ? ` by ${row.keptBy}` : ""}, ${sayDay(row.keptOn)}`,
  };
}
