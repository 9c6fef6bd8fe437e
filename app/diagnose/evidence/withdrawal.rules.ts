import type { EvidencePiece, StoredEvidence } from "../../evidence/index.ts";
import { accept, type Outcome, refuse } from "../../language/outcome.ts";
import { sayDay } from "../../language/period.ts";
import type { Permission } from "../../platform/access/access.rules.ts";
import { mayJudge } from "../judgements/judgement.rules.ts";

/** Who brought a piece may withdraw it too, while they may judge here. */
export const mayWithdraw: Permission = {
  name: "withdraw-evidence",
  says: "withdraw any evidence about an academy; everybody else who may judge there withdraws only what they brought themselves",
  roles: mayJudge.roles,
};

export type EvidenceRefusal =
  | { readonly kind: "no-such-evidence" }
  | { readonly kind: "reason-needed" }
  | { readonly kind: "not-theirs"; readonly by: string }
  | { readonly kind: "withdrawn-already"; readonly by: string; readonly on: string; readonly reason: string }
  | { readonly kind: "followed-already"; readonly by: string; readonly on: string; readonly newer: string }
  | { readonly kind: "other-kind"; readonly is: StoredEvidence["kind"] }
  | { readonly kind: "in-a-review" }
  | { readonly kind: "from-the-future" }
  | { readonly kind: "no-such-figure" };

/** Whether somebody may withdraw a piece with this reason; `mayAny`: whatever others brought too. */
export function considerWithdrawal(
  piece: StoredEvidence | undefined,
  by: { readonly personId: string; readonly mayAny: boolean },
  reason: string,
): Outcome<string, EvidenceRefusal> {
  if (!piece) return refuse({ kind: "no-such-evidence" });
  if (piece.withdrawn) return refuse({ kind: "withdrawn-already", ...piece.withdrawn });
  if (!by.mayAny && piece.addedById !== by.personId) return refuse({ kind: "not-theirs", by: piece.addedBy });
  const said = reason.trim();
  return said && said.length <= 2000 ? accept(said) : refuse({ kind: "reason-needed" });
}

/** Whether a piece may follow another as its newer version: of the same kind, and the first to follow it. */
export function considerVersion(
  piece: StoredEvidence | undefined,
  newer: EvidencePiece,
  today: string,
): Outcome<StoredEvidence, EvidenceRefusal> {
  if (!piece) return refuse({ kind: "no-such-evidence" });
  if (piece.newer) return refuse({ kind: "followed-already", by: piece.newer.by, on: piece.newer.addedOn, newer: piece.newer.title });
  if (newer.kind !== piece.kind) return refuse({ kind: "other-kind", is: piece.kind });
  if (newer.dated > today) return refuse({ kind: "from-the-future" });
  return accept(piece);
}

/** Each refusal in words that say what to do next. */
export function sayEvidenceRefusal(refusal: EvidenceRefusal): string {
  switch (refusal.kind) {
    case "no-such-evidence":
      return "This evidence is not here. Go back to the indicator and open it from there.";
    case "reason-needed":
      return "Say in up to 2,000 characters why it is withdrawn. Whoever relied on it will read it.";
    case "not-theirs":
      return `${refusal.by} brought this evidence. Ask them, or somebody who judges for the trust, to withdraw it.`;
    case "withdrawn-already":
      return `${refusal.by} withdrew this on ${sayDay(refusal.on)} while you were writing: “${refusal.reason}” There is nothing more to do; your own words are below.`;
    case "followed-already":
      return `${refusal.by} added a newer version on ${sayDay(refusal.on)}: “${refusal.newer}”. Open that one, and let yours follow it if it is newer still.`;
    case "other-kind":
      return "A newer version is of the same kind. Attach anything else to a judgement as evidence of its own.";
    case "in-a-review":
      return "This lies in a review that is not agreed yet. Add the newer one there.";
    case "from-the-future":
      return "The day it was seen or written is still to come. Give the day it was seen.";
    case "no-such-figure":
      return "This figure is not there any more, so it cannot be kept as it stands now.";
  }
}
/** Whether somebody else was quicker: the page then shows what they did. */
export const isCrossed = ({ kind }: EvidenceRefusal): boolean => kind === "withdrawn-already" || kind === "followed-already";
