import { sql } from "kysely";
import type { Look } from "../../../platform/database/change.ts";
import type { FindingRow } from "../findings/finding.store.ts";
import type { ReviewPlace, Work, WorkRow } from "../review.store.ts";
import type { ReviewFile } from "./review-file.form.ts";

type Whole = { id: string; mediaType: string | null; value: Record<string, unknown> | null; bytes: Buffer | null };

/** The file of a review: of the rows given, which are those its reader sees. */
export async function fileOf(
  look: Look,
  { review, edition }: ReviewPlace,
  work: Work,
  rows: readonly WorkRow[],
  findings: readonly FindingRow[],
): Promise<ReviewFile> {
  const shown = work.evidence.filter(({ indicator, kind }) => kind !== "closed" && rows.some((row) => row.indicator === indicator));
  const whole = await look.rows<Whole>(sql`
    with found as materialized (select id, kind, media_type, value from evidence.item where id = any(${[...new Set(shown.map(({ id }) => id))]}::uuid[])),
    file as materialized (
      select item_id, string_agg(bytes, ''::bytea order by number) as bytes from evidence.chunk
      where item_id = any(array(select id from found where kind = 'file')) group by item_id)
    select i.id, i.media_type as "mediaType", i.value, f.bytes from found i left join file f on f.item_id = i.id`);
  const wholeOf = new Map(whole.map((one) => [one.id, one]));
  return {
    eddystone: "review",
    format: 1,
    framework: { key: edition.content.key, name: edition.content.name, edition: edition.number },
    unit: { name: review.unit, urn: review.urn },
    ...{ kind: review.kind, about: review.about, state: review.state, due: review.due, lead: review.lead.name },
    rows: rows.map((row) => {
      const reply = work.replies.find(({ indicator }) => indicator === row.indicator);
      return {
        indicator: row.indicator,
        title: edition.content.indicators.find(({ key }) => key === row.indicator)?.title ?? row.indicator,
        ...{ status: row.status, level: row.level, canShare: row.canShare, confidence: row.confidence, direction: row.direction },
        ...{ narrative: row.narrative, helps: row.helps, hinders: row.hinders, toDo: row.toDo, lastLevel: row.lastLevel },
        ...{ writtenBy: row.writtenBy?.name ?? null, writtenOn: row.writtenOn },
        evidence: shown
          .filter(({ indicator }) => indicator === row.indicator)
          .map((piece) => {
            const { mediaType, value, bytes } = wholeOf.get(piece.id) ?? { mediaType: null, value: null, bytes: null };
            return {
              kind: piece.kind === "closed" ? "note" : piece.kind,
              ...{ title: piece.title, text: piece.text, url: piece.url, dated: piece.dated, stance: piece.stance, addedBy: piece.addedBy },
              sensitivity: piece.sensitivity === "restricted" ? "restricted" : "ordinary",
              file: mediaType && bytes ? { mediaType, base64: bytes.toString("base64") } : null,
              value,
            };
          }),
        findings: findings
          .filter(({ indicator }) => indicator === row.indicator)
          .map(({ kind, severity, text }) => ({ kind, severity: severity ?? null, text })),
        reply: reply ? { accurate: reply.reply.accurate, because: reply.reply.accurate ? "" : reply.reply.because, by: reply.by } : null,
      };
    }),
  };
}
