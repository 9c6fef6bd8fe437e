import { sayDay } from "../language/period.ts";
import type { AcademyRow } from "../organisation/index.server.ts";
import type { Look } from "../platform/database/change.ts";
import { frameworks } from "./content.ts";
import { byEra, joinedWhen, sayInspection, sayJoined } from "./known/inspection.rules.ts";
import { loadInspectionStanding } from "./load-standing.ts";
import { sayTally } from "./readiness/readiness-words.rules.ts";
import { sayWindow } from "./window/window-words.rules.ts";

/** How one academy stands with inspection, in words: the next window, the last of each scale by itself, and how ready it is. */
export type InspectionTold = {
  readonly window: string;
  readonly last: readonly { readonly scale: string; readonly said: string }[];
  readonly readiness: string;
};
export async function inspectionTold(look: Look, academy: AcademyRow, today: string): Promise<InspectionTold | undefined> {
  const [standing] = await loadInspectionStanding(look, [academy], today);
  if (!standing) return undefined;
  return {
    window: sayWindow(standing.estimate),
    last: byEra(frameworks, standing.inspections).flatMap(({ scale, last }) =>
      last
        ? [{ scale: scale.name, said: `${sayInspection(frameworks, last)}, ${sayDay(last.on)} (${sayJoined[joinedWhen(last, academy)]})` }]
        : [],
    ),
    readiness: sayTally(standing.tally),
  };
}
