import { sql } from "kysely";
import { keepEvidence } from "../../../evidence/index.server.ts";
import { evidenceLimit, sniff } from "../../../evidence/index.ts";
import { editionInUse } from "../../../frameworks/index.server.ts";
import { levelOf } from "../../../frameworks/index.ts";
import { accept, type Outcome, refuse } from "../../../language/outcome.ts";
import { today } from "../../../organisation/index.server.ts";
import type { Person } from "../../../platform/access/access.rules.ts";
import { type Change, type Database, inOneChange } from "../../../platform/database/change.ts";
import { type AssuranceRefusal, considerText, sayAssuranceRefusal } from "../assurance-text.rules.ts";
import { keepFinding } from "../findings/finding.store.ts";
import { type PlanRefusal, sayPlanRefusal } from "../plan.rules.ts";
import { planIn } from "../plan-review.ts";
import { keepRow, restOn } from "../write-row.store.ts";
import type { ReviewFile } from "./review-file.form.ts";

export type BringInRefusal =
  | { readonly kind: "no-such-indicator"; readonly title: string; readonly framework: string }
  | { readonly kind: "no-such-level"; readonly title: string; readonly level: string }
  | { readonly kind: "not-evidence"; readonly title: string }
  | { readonly kind: "from-the-future"; readonly title: string }
  | PlanRefusal
  | AssuranceRefusal;
export function sayBringInRefusal(refusal: BringInRefusal): string {
  switch (refusal.kind) {
    case "no-such-indicator":
      return "title" in refusal
        ? `“${refusal.title}” is no indicator of the edition of “${refusal.framework}” that is in use here. Bring the framework's edition in first, or take the indicator out of the file.`
        : sayPlanRefusal(refusal);
    case "no-such-level":
      return `“${refusal.level}”, given to “${refusal.title}”, is no level of the edition in use here. Correct it in the file.`;
    case "not-evidence":
      return `“${refusal.title}” is not a kind of file that can be evidence, or is over 25 MB. Take it out of the file.`;
    case "from-the-future":
      return `The evidence “${refusal.title}” is dated on a day to come. Correct it in the file.`;
    case "must-go":
    case "is-it-somebody":
      return sayAssuranceRefusal(refusal);
    default:
      return sayPlanRefusal(refusal);
  }
}

/**
 * Begins a review of a place from a file: its words, evidence and findings, on the edition in use, led and judged by who brings it in.
 * What was answered, moderated or agreed elsewhere is not: that is for people here.
 */
export function bringInReview(db: Database, by: Person, unitId: string, file: ReviewFile): Promise<Outcome<string, BringInRefusal>> {
  return inOneChange<string, BringInRefusal>(db, by, async (change) => {
    const day = today(change);
    const edition = await editionInUse(change, day, file.framework.key);
    if (!edition) return refuse({ kind: "no-edition-in-use" });
    const { content } = edition;
    for (const row of file.rows) {
      if (!content.indicators.some(({ key }) => key === row.indicator))
        return refuse({ kind: "no-such-indicator", title: row.title, framework: content.name });
      if (row.level !== null && !levelOf(content, row.level)) return refuse({ kind: "no-such-level", title: row.title, level: row.level });
      const future = row.evidence.find(({ dated }) => dated > day);
      if (future) return refuse({ kind: "from-the-future", title: future.title });
      const words = [row.narrative, row.helps, row.hinders, row.toDo, ...row.findings.map(({ text }) => text)];
      const text = considerText(content.kind, words.join("\n"), true);
      if (!text.ok) return text;
    }
    const planned = await planIn(change, by, {
      ...{ unitId, framework: file.framework.key, kind: file.kind, about: file.about, leadId: by.personId, moderatorId: undefined },
      due: file.due !== null && file.due >= day ? file.due : undefined,
      ...{ reviewers: [by.personId], from: undefined },
    });
    if (!planned.ok) return planned;
    const reviewId = planned.value;
    change.send(sql`update diagnose.review set state = 'gathering', version = 2 where id = ${reviewId}`);
    change.send(sql`
      insert into diagnose.review_step (trust_id, review_id, version, from_state, to_state, taken_by, as_part, taken_at)
      values (${change.trustId}, ${reviewId}, 2, 'planned', 'gathering', ${by.personId}, 'lead', ${change.now.toString()})`);
    for (const row of file.rows) {
      const kept = await keepWords(change, by, { reviewId, unitId }, row);
      if (!kept.ok) return kept;
    }
    change.record({ kind: "diagnose.review-brought-in", detail: { review: reviewId, rows: file.rows.length } });
    return accept(reviewId);
  });
}

async function keepWords(
  change: Change,
  by: Person,
  { reviewId, unitId }: { reviewId: string; unitId: string },
  row: ReviewFile["rows"][number],
): Promise<Outcome<undefined, BringInRefusal>> {
  const on = { reviewId, indicator: row.indicator };
  if (row.status !== "to-do") keepRow(change, on, { ...row, status: row.status }, { id: by.personId, as: by.roles[0]?.kind ?? "" });
  if (row.lastLevel !== null)
    change.send(
      sql`update diagnose.review_row set last_level = ${row.lastLevel} where review_id = ${reviewId} and indicator = ${row.indicator}`,
    );
  const made = await change.row<{ ids: string[] }>(
    sql`select array(select uuidv7() from generate_series(1, ${row.evidence.length}::int)) as ids`,
  );
  for (const [at, piece] of row.evidence.entries()) {
    const id = made?.ids[at] ?? "";
    const bytes = piece.file && new Uint8Array(Buffer.from(piece.file.base64, "base64"));
    const mediaType = bytes && sniff(bytes, piece.title);
    // A title need not end as a file's name does: what the bytes say is asked once more under the ending of their kind.
    const known = bytes && (mediaType ?? sniff(bytes, `${piece.title}.${endingOf(piece.file?.mediaType ?? "")}`));
    if (piece.kind === "file" && (!bytes || !known || bytes.length > evidenceLimit))
      return refuse({ kind: "not-evidence", title: piece.title });
    keepEvidence(change, id, unitId, by.personId, {
      ...{ kind: piece.kind, title: piece.title, text: piece.text ?? undefined, url: piece.url ?? undefined, dated: piece.dated },
      ...{ sensitivity: piece.sensitivity, stance: piece.stance, value: piece.value ?? undefined },
      file: bytes && known ? { name: piece.title, bytes, mediaType: known } : undefined,
    });
    restOn(change, on, [{ id, stance: piece.stance }]);
  }
  for (const { kind, severity, text } of row.findings)
    await keepFinding(change, reviewId, { indicator: row.indicator, kind, severity: severity ?? undefined, text }, by.personId);
  return accept(undefined);
}

const endings: Readonly<Record<string, string>> = {
  "application/msword": "doc",
  "application/vnd.ms-excel": "xls",
  "application/vnd.ms-powerpoint": "ppt",
  "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "docx",
  "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": "xlsx",
  "application/vnd.openxmlformats-officedocument.presentationml.presentation": "pptx",
  "application/vnd.oasis.opendocument.text": "odt",
  "text/plain": "txt",
};
const endingOf = (mediaType: string) => endings[mediaType] ?? "bin";
