import { measureByCode } from "../../national/index.ts";
import { listAcademies, placeOfTrust, today } from "../../organisation/index.server.ts";
import { mayOpenTrust } from "../../organisation/index.ts";
import { inOneLook } from "../../platform/database/change.ts";
import { allow, route } from "../../platform/web/route.tsx";
import { toCsv } from "../../platform/web/spreadsheet.ts";
import { coveredOf } from "../covered.rules.ts";
import { loadFigures } from "../own/own.store.ts";
import { ownColumns, periodInFile } from "../own/own-figure.rules.ts";
import { figuresToPublish } from "./publish.rules.ts";

/** The trust's own figures as they may leave it. What is hidden is settled over the whole trust, whoever asks. */
export const publishCsv = route("get", "/:trust/measures/to-publish.csv", allow(mayOpenTrust, placeOfTrust), async (c, asked) => {
  const { figures, academies, day } = await inOneLook(asked.db, asked.person, async (look) => {
    const day = today(look);
    return { figures: await loadFigures(look), academies: await listAcademies(look, day), day };
  });
  const covered = coveredOf(asked.person, asked.place, academies);
  const of = new Map(covered.map((academy) => [academy.unitId, academy]));
  const whole = covered.length === academies.length;
  const rows = figuresToPublish(figures, measureByCode).flatMap(({ measure, unitId, period, group, told }) => {
    const academy = unitId === undefined ? { urn: "trust", name: asked.trust.name } : of.get(unitId);
    if (!academy || (unitId === undefined && !whole)) return [];
    return [
      [
        measure,
        academy.urn,
        periodInFile(period),
        group,
        told?.value ?? "suppressed",
        told?.numerator ?? null,
        told?.denominator ?? null,
        academy.name,
      ],
    ];
  });
  return c.body(toCsv([[...ownColumns, "academy name"], ...rows]), 200, {
    "Content-Type": "text/csv; charset=utf-8",
    "Content-Disposition": `attachment; filename="figures-to-publish-${day}.csv"`,
  });
});
