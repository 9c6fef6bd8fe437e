import { accept, type Outcome, refuse } from "../../language/outcome.ts";
import type { Person } from "../../platform/access/access.rules.ts";
import { type Change, type Database, inOneChange } from "../../platform/database/change.ts";
import { findPart, keepPart, listSaid, type PartSaid } from "../parts/part.store.ts";
import { livingParts } from "../parts/tree.rules.ts";
import { findPlan, lockPlan, type PlanPlace } from "../plans/plan.store.ts";
import {
  type AnswerRefusal,
  type CommentRefusal,
  considerAnswer,
  considerComment,
  considerResolving,
  considerSuggestion,
  type ResolveRefusal,
  type SuggestionDraft,
  type SuggestionRefusal,
  suggestible,
  type TalkFacts,
} from "./talk.rules.ts";
import { addComment, addSuggestion, answer, listComments, listSuggestions, resolve, textInVersion } from "./talk.store.ts";

export type TalkPlace = PlanPlace & { readonly part: PartSaid };
/** The part as it stands, with nobody else writing in its plan meanwhile. */
async function load(change: Change, { plan, part }: TalkPlace): Promise<{ part: PartSaid; facts: TalkFacts }> {
  await lockPlan(change, plan.id);
  const [now, all] = [await findPlan(change, plan.id), await listSaid(change, { plans: [plan.id] })];
  const mine = all.find(({ id }) => id === part.id) ?? part;
  return { part: mine, facts: { state: now?.state ?? "closed", ended: !livingParts(all).includes(mine) } };
}

/** Says something of a part. */
export const commentOnPart = (db: Database, by: Person, place: TalkPlace, text: string): Promise<Outcome<undefined, CommentRefusal>> =>
  inOneChange<undefined, CommentRefusal>(db, by, async (change) => {
    const { part, facts } = await load(change, place);
    const considered = considerComment(text, facts);
    if (!considered.ok) return considered;
    const id = await addComment(change, part.id, considered.value, by.personId);
    change.record({ kind: "improve.comment-written", detail: { plan: place.plan.id, part: part.id, comment: id } });
    return accept(undefined);
  });

/** Marks a comment as resolved; it stays to be read. */
export const resolveComment = (db: Database, by: Person, place: TalkPlace, id: string): Promise<Outcome<undefined, ResolveRefusal>> =>
  inOneChange<undefined, ResolveRefusal>(db, by, async (change) => {
    const { part, facts } = await load(change, place);
    const comment = (await listComments(change, part.id)).find((one) => one.id === id);
    const considered = considerResolving(!comment || comment.resolved !== null, facts);
    if (!considered.ok) return considered;
    await resolve(change, id, by.personId);
    change.record({ kind: "improve.comment-resolved", detail: { plan: place.plan.id, part: part.id, comment: id } });
    return accept(undefined);
  });

/** Suggests another text for one field of a part, as its version was seen. */
export const suggestForPart = (
  db: Database,
  by: Person,
  place: TalkPlace,
  seen: number,
  draft: SuggestionDraft,
): Promise<Outcome<undefined, SuggestionRefusal>> =>
  inOneChange<undefined, SuggestionRefusal>(db, by, async (change) => {
    const { part, facts } = await load(change, place);
    const field = suggestible(part.kind).find((one) => one === draft.field);
    const text = field && (seen === part.version ? part[field] : await textInVersion(change, part.id, seen, field));
    const considered = considerSuggestion(draft, { ...facts, kind: part.kind, seen: text, now: part });
    if (!considered.ok) return considered;
    const suggestion = { ...considered.value, was: part[considered.value.field] };
    const id = await addSuggestion(change, part.id, suggestion, by.personId);
    change.record({
      kind: "improve.suggestion-made",
      detail: { plan: place.plan.id, part: part.id, suggestion: id, field: suggestion.field },
    });
    return accept(undefined);
  });

/** Takes a suggestion over as the next version of its part, or declines it with a reason. */
export const answerSuggestion = (
  db: Database,
  by: Person,
  place: TalkPlace,
  seen: { readonly id: string; readonly version: number },
  draft: { readonly verdict: string; readonly because: string },
): Promise<Outcome<undefined, AnswerRefusal>> =>
  inOneChange<undefined, AnswerRefusal>(db, by, async (change) => {
    const { facts } = await load(change, place);
    const part = await findPart(change, place.part.id);
    const suggestion = part && (await listSuggestions(change, part.id)).find(({ id }) => id === seen.id);
    if (!part || !suggestion) return refuse({ kind: "answered-already" });
    const { field } = suggestion;
    const text = seen.version === part.version ? part[field] : await textInVersion(change, part.id, seen.version, field);
    const considered = considerAnswer(draft, { ...facts, answered: suggestion.answer !== null, seen: text, now: part[field] });
    if (!considered.ok) return considered;
    const { verdict } = considered.value;
    if (verdict === "accepted")
      await keepPart(
        change,
        { id: part.id, version: part.version + 1, endedBecause: null, by: by.personId },
        { ...part, [field]: suggestion.text },
      );
    await answer(change, suggestion.id, considered.value, by.personId);
    change.record({ kind: `improve.suggestion-${verdict}`, detail: { plan: place.plan.id, part: part.id, suggestion: suggestion.id } });
    return accept(undefined);
  });
