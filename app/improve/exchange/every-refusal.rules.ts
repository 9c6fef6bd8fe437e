import { type Duty, duties, keyOfOwner, lastOwner, readOwner } from "../parts/owner.rules.ts";
import { considerPart, type PartDraft, type PartFacts, type PartKind, type PartRefusal } from "../parts/part.rules.ts";
import { fieldOfPart } from "../parts/part-words.rules.ts";

/** Everything for which a part may not be so: what is refused is put aside, and the rest is weighed again. */
export function everyRefusal(kind: PartKind, draft: PartDraft, facts: PartFacts): PartRefusal[] {
  const refusals: PartRefusal[] = [];
  let left: PartDraft | undefined = draft;
  while (left) {
    const considered = considerPart(kind, left, facts);
    const told = considered.ok || refusals.some((one) => JSON.stringify(one) === JSON.stringify(considered.refusal));
    if (considered.ok || (told && fieldOfPart(considered.refusal) !== "from")) break;
    if (!told) refusals.push(considered.refusal);
    left = without(left, considered.refusal, facts);
  }
  return refusals;
}

/** The draft without what was refused of it; undefined where that is no field, or is as it was before. */
function without(draft: PartDraft, refusal: PartRefusal, { before }: PartFacts): PartDraft | undefined {
  const was = (duty: Duty) => keyOfOwner(lastOwner(before, duty));
  const keyNow = (duty: Duty) => {
    const owner = draft.owners[duty];
    return keyOfOwner(owner && { personId: "person" in owner ? owner.person : null, role: "role" in owner ? owner.role : null });
  };
  const changed = duties.filter((duty) => keyNow(duty) !== was(duty));
  const asBefore = (duty: Duty | undefined) =>
    duty && changed.includes(duty) ? { ...draft, owners: { ...draft.owners, [duty]: readOwner(was(duty)) } } : undefined;
  const field = fieldOfPart(refusal);
  switch (field) {
    case "delivers":
    case "evaluates":
      return asBefore(changed.includes(field) ? field : changed[0]);
    case "from":
      return asBefore(changed[0]);
    case "title":
      return { ...draft, title: "–" };
    case "due":
      return { ...draft, due: { written: "", day: undefined } };
    case "supports":
    case "target":
      return { ...draft, [field]: null };
    case "needs":
    case "reasons":
      return { ...draft, [field]: [] };
    case "":
      return undefined;
    default:
      return { ...draft, [field]: "" };
  }
}
