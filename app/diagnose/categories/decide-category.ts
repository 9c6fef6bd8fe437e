import { holdEditionInUse } from "../../frameworks/index.server.ts";
import { accept, type Outcome, refuse } from "../../language/outcome.ts";
import { type Meeting, today } from "../../organisation/index.server.ts";
import type { Person, Place } from "../../platform/access/access.rules.ts";
import { type Database, inOneChange } from "../../platform/database/change.ts";
import { currentJudgements } from "../judgements/judgement.store.ts";
import { considerDecision, type DecisionDraft, type DecisionRefusal } from "./decision.rules.ts";
import { holdCategories, lockDecisions, saveDecision } from "./decision.store.ts";

/** Records what the board decided of an academy at a meeting, with the judgements, edition and rule it saw frozen beside it. */
export function decideCategory(
  db: Database,
  person: Person,
  place: Place & { readonly joined: string | null },
  meeting: Meeting,
  draft: DecisionDraft,
): Promise<Outcome<string, DecisionRefusal>> {
  return inOneChange(db, person, async (change) => {
    const day = today(change);
    const edition = await holdEditionInUse(change, day);
    if (!edition) return refuse({ kind: "no-edition-in-use" });
    const replaces = await lockDecisions(change, place.unitId);
    const judgements = (await currentJudgements(change, edition.lineages, place.unitId)).filter(
      (judgement) => judgement.perspective === "trust",
    );
    const considered = considerDecision(
      {
        edition,
        judged: new Map(judgements.map((judgement) => [judgement.indicator, judgement])),
        current: replaces,
        meetingHeldOn: meeting.heldOn,
        joined: place.joined ?? undefined,
        today: day,
      },
      draft,
    );
    if (!considered.ok) return considered;
    const { category, recommended, reason, effectiveFrom } = considered.value;
    const saw = {
      edition: edition.id,
      rules: edition.content.categories,
      judgements: judgements.map(({ id, indicator, level, canShare, judgedOn }) => ({ id, indicator, level, canShare, judgedOn })),
    };
    const decidedOn = meeting.heldOn;
    const id = await saveDecision(change, {
      unitId: place.unitId,
      meetingId: meeting.id,
      editionId: edition.id,
      category,
      recommended,
      reason,
      decidedOn,
      effectiveFrom,
      recordedBy: person.personId,
      saw,
      replaces,
    });
    await holdCategories(change, place.unitId);
    change.record({
      kind: "diagnose.category-decided",
      detail: {
        decision: id,
        unit: place.unitId,
        meeting: meeting.id,
        edition: edition.id,
        category,
        recommended: recommended ?? null,
        replaces: replaces ?? null,
      },
    });
    return accept(id);
  });
}
