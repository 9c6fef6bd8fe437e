import type { Context } from "hono";
import { isPupilGroup, type PupilGroup } from "../../language/pupil-group.ts";
import { readPeriod } from "../../language/school-year.ts";
import { listAcademies, today, uidOfTrust } from "../../organisation/index.server.ts";
import { knownOrRead } from "../../platform/database/known.ts";
import type { Asked } from "../../platform/web/route.tsx";
import { coveredOf } from "../covered.rules.ts";

/** The academies whose numbers somebody sees, and whether they are all that the trust has. */
export async function academiesSeen({ db, person, chain, place }: Asked) {
  const { academies, uid } = await knownOrRead(db, { ...person, chain }, "academies", async (look) => {
    const [academies, uid] = await Promise.all([listAcademies(look, today(look)), uidOfTrust(look)]);
    return { academies, uid };
  });
  const seen = coveredOf(person, place, academies).sort((a, b) => a.name.localeCompare(b.name));
  return { seen, whole: seen.length === academies.length, uid };
}

/** The group and the period that an address asks for: all pupils and no period where it says nothing that there is. */
export function askedOf(c: Context): { group: PupilGroup; period: number | undefined } {
  const group = c.req.query("group") ?? "";
  return { group: isPupilGroup(group) ? group : "all", period: readPeriod(c.req.query("period") ?? "") };
}
