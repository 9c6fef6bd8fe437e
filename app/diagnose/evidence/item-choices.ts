import { offeredEvidence } from "../../evidence/index.server.ts";
import type { Person } from "../../platform/access/access.rules.ts";
import type { Look } from "../../platform/database/change.ts";
import { offeredOption } from "./offered.rules.ts";
import { secludedEvidence } from "./secluded.store.ts";

/** What somebody may choose as evidence of a unit: what stands there already and they may know of, the newest first. Restricted pieces are for those who judge. */
export const itemChoices = async (look: Look, unitId: string, person: Person): Promise<{ value: string; text: string }[]> =>
  (await offeredEvidence(look, unitId, await secludedEvidence(look, person.personId, unitId))).map(offeredOption);
