import { type Edition, editionInUse } from "../frameworks/index.server.ts";
import { type EditionContent, type Recommendation, recommend, shortestWayOn, type WayOn } from "../frameworks/index.ts";
import { type AcademyRow, listAcademies, today } from "../organisation/index.server.ts";
import type { Look } from "../platform/database/change.ts";
import { type DecisionRow, decisionHistory } from "./categories/decision.store.ts";
import { heldOn, periodsHeld } from "./categories/held.rules.ts";
import { type CurrentRow, currentJudgements } from "./judgements/judgement.store.ts";

/** Where one academy stands: its current judgements from both perspectives, what they give, and what was last decided. */
export type Standing = {
  readonly academy: AcademyRow;
  readonly trustJudgements: ReadonlyMap<string, CurrentRow>;
  readonly selfJudgements: ReadonlyMap<string, CurrentRow>;
  readonly recommendation: Recommendation;
  readonly wayOn: WayOn | undefined;
  /** The last decision; its day may be still to come. */
  readonly decision: DecisionRow | undefined;
  /** The decision whose category the academy holds today. */
  readonly held: DecisionRow | undefined;
};
export type TrustStanding = { readonly edition: Edition; readonly today: string; readonly academies: readonly Standing[] };

/** Where every academy stands today by the edition in use; nothing without one. */
export async function loadStanding(look: Look, unitId?: string): Promise<TrustStanding | undefined> {
  const edition = await editionInUse(look, today(look));
  return edition && loadStandingBy(look, edition, unitId);
}

/** Where every academy stands today by an edition, in three questions to the database however many there are. */
export async function loadStandingBy(look: Look, edition: Edition, unitId?: string): Promise<TrustStanding> {
  const day = today(look);
  const [academies, judgements, decisions] = [
    await listAcademies(look, day),
    await currentJudgements(look, edition.lineages, unitId),
    Map.groupBy((await decisionHistory(look, unitId)).toReversed(), (decision) => decision.unitId),
  ];
  const byAcademy = Map.groupBy(judgements, (judgement) => judgement.unitId);
  return {
    edition,
    today: day,
    academies: academies
      .filter((academy) => !unitId || academy.unitId === unitId)
      .map((academy) =>
        standingOf(edition.content, academy, byAcademy.get(academy.unitId) ?? [], decisions.get(academy.unitId) ?? [], day),
      ),
  };
}

function standingOf(
  edition: EditionContent,
  academy: AcademyRow,
  judgements: readonly CurrentRow[],
  decisions: readonly DecisionRow[],
  day: string,
): Standing {
  const from = (perspective: string) =>
    new Map(judgements.filter((row) => row.perspective === perspective).map((row) => [row.indicator, row]));
  const trustJudgements = from("trust");
  const now = heldOn(periodsHeld(decisions), day);
  return {
    academy,
    trustJudgements,
    selfJudgements: from("self"),
    recommendation: recommend(edition, trustJudgements),
    wayOn: shortestWayOn(edition, trustJudgements),
    decision: decisions.at(-1),
    held: decisions.find(({ id }) => id === now?.decisionId),
  };
}
