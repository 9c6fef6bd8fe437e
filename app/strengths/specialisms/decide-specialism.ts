import { secludedEvidence } from "../../diagnose/index.server.ts";
import { holdEvidence } from "../../evidence/index.server.ts";
import { editionInUse } from "../../frameworks/index.server.ts";
import { accept, type Outcome, refuse } from "../../language/outcome.ts";
import { listMeetings, today } from "../../organisation/index.server.ts";
import { type Person, type Place, roleFor } from "../../platform/access/access.rules.ts";
import { brokenConstraint, type Change, type Database, inOneChange, inOneLook } from "../../platform/database/change.ts";
import { mayAward } from "../permissions.rules.ts";
import { isSubject } from "../subjects.ts";
import { type AwardDraft, considerAward, considerStep, type SpecialismRefusal, type StepDraft, testKeys } from "./specialism.rules.ts";
import { holdSpecialism, keepStep, listSpecialisms } from "./specialism.store.ts";

type Refused = { readonly ok: false; readonly refusal: SpecialismRefusal };

/** Awards a specialism or the status of a satellite to an academy; answers its id. Refused while a test lacks its evidence. */
export function award(db: Database, by: Person, place: Place, draft: AwardDraft): Promise<Outcome<string, SpecialismRefusal>> {
  return inOneChange<string, SpecialismRefusal>(db, by, async (change) => {
    const day = today(change);
    const edition = await editionInUse(change, day);
    const facts = { ...(await stepFacts(change, by, place, draft)), isSubject, lineages: edition?.lineages ?? {} };
    const considered = considerAward(draft, facts);
    if (!considered.ok) return considered;
    const { step, ...what } = considered.value;
    const id = await holdSpecialism(change, { ...what, unitId: place.unitId });
    const [there] = await listSpecialisms(change, { id });
    const last = there?.steps.at(-1);
    if (last && last.kind !== "withdrawn") return refuse({ kind: "held-already" });
    const number = (last?.number ?? 0) + 1;
    await keepStep(change, { id, number, kind: "awarded", ...as(by, place) }, step);
    change.record({
      kind: "strengths.specialism-awarded",
      detail: {
        specialism: id,
        number,
        unit: place.unitId,
        what: what.kind,
        subject: what.subject,
        lineage: what.lineage,
        meeting: step.meetingId,
      },
    });
    return accept(id);
  });
}

/** Renews a specialism as it was seen, with its four tests told and borne out anew. */
export function renew(
  db: Database,
  by: Person,
  place: Place,
  seen: { id: string; number: number },
  draft: StepDraft,
): Promise<Outcome<undefined, SpecialismRefusal>> {
  return onlyOnce(db, by, seen, () =>
    inOneChange<undefined, SpecialismRefusal>(db, by, async (change) => {
      const crossed = await refuseChanged(change, seen);
      if (crossed) return crossed;
      const step = considerStep(draft, await stepFacts(change, by, place, draft));
      if (!step.ok) return step;
      await keepStep(change, { id: seen.id, number: seen.number + 1, kind: "renewed", ...as(by, place) }, step.value);
      change.record({
        kind: "strengths.specialism-renewed",
        detail: { specialism: seen.id, number: seen.number + 1, meeting: step.value.meetingId },
      });
      return accept(undefined);
    }),
  );
}

/** Withdraws a specialism as it was seen, with the reason; its history stays. */
export function withdrawSpecialism(
  db: Database,
  by: Person,
  place: Place,
  seen: { id: string; number: number },
  reason: string,
): Promise<Outcome<undefined, SpecialismRefusal>> {
  return onlyOnce(db, by, seen, () =>
    inOneChange<undefined, SpecialismRefusal>(db, by, async (change) => {
      const crossed = await refuseChanged(change, seen);
      if (crossed) return crossed;
      const said = reason.trim();
      if (!said || said.length > 1000) return refuse({ kind: "reason-needed" });
      await keepStep(
        change,
        { id: seen.id, number: seen.number + 1, kind: "withdrawn", ...as(by, place) },
        { decidedOn: today(change), reason: said },
      );
      change.record({ kind: "strengths.specialism-withdrawn", detail: { specialism: seen.id, number: seen.number + 1 } });
      return accept(undefined);
    }),
  );
}

const as = (by: Person, place: Place) => ({ by: by.personId, role: roleFor(mayAward, by, place) ?? "" });

async function stepFacts(change: Change, by: Person, place: Place, draft: StepDraft) {
  const chosen = testKeys.flatMap((test) => draft.tested[test].items);
  const [meetings, secluded] = [await listMeetings(change), await secludedEvidence(change, by.personId, place.unitId)];
  const evidence = await holdEvidence(change, place.unitId, chosen, secluded);
  return { today: today(change), meetings: new Map(meetings.map(({ id, heldOn }) => [id, heldOn])), evidence };
}

/** Why nothing more is decided of a specialism as it was seen. */
async function refuseChanged(
  look: Parameters<typeof listSpecialisms>[0],
  seen: { id: string; number: number },
): Promise<Refused | undefined> {
  const last = (await listSpecialisms(look, { id: seen.id }))[0]?.steps.at(-1);
  if (last && last.number !== seen.number) return refuse({ kind: "crossed", by: last.by, what: last.kind });
  return !last || last.kind === "withdrawn" ? refuse({ kind: "not-held" }) : undefined;
}

async function onlyOnce<Value>(
  db: Database,
  by: Person,
  seen: { id: string; number: number },
  work: () => Promise<Outcome<Value, SpecialismRefusal>>,
): Promise<Outcome<Value, SpecialismRefusal>> {
  try {
    return await work();
  } catch (error) {
    if (brokenConstraint(error) !== "step_pkey") throw error;
    return (await inOneLook(db, by, (look) => refuseChanged(look, seen))) ?? refuse({ kind: "not-held" });
  }
}
