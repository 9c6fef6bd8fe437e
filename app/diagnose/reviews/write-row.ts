import { sql } from "kysely";
import { keepEvidence } from "../../evidence/index.server.ts";
import { accept, type Outcome, refuse } from "../../language/outcome.ts";
import { listAcademies, today } from "../../organisation/index.server.ts";
import type { Person } from "../../platform/access/access.rules.ts";
import { type Change, type Database, inOneChange } from "../../platform/database/change.ts";
import { freezeFigures } from "../judgements/freeze-figures.ts";
import { listBlind } from "./moderation/blind.store.ts";
import { holdReview, loadWork, type ReviewPlace, usableItems } from "./review.store.ts";
import { considerRow, type RowDraft, type RowRefusal } from "./row.rules.ts";
import { keepRow, restOn } from "./write-row.store.ts";

/** Keeps what a reviewer wrote of one indicator, with new and chosen evidence; answers the row's new version. */
export function writeRow(db: Database, by: Person, place: ReviewPlace, draft: RowDraft): Promise<Outcome<number, RowRefusal>> {
  const { review, edition } = place;
  return inOneChange<number, RowRefusal>(db, by, async (change) => {
    const day = today(change);
    // The row is held by itself, so that two who write different indicators do not wait for each other.
    const [held] = await Promise.all([holdReview(change, review.id), holdRow(change, review.id, draft.indicator)]);
    const [work, academies, chosen, blind] = await Promise.all([
      loadWork(change, place),
      listAcademies(change, day),
      usableItems(
        change,
        review.unitId,
        draft.chosen.map(({ id }) => id),
        review.id,
      ),
      review.kind === "moderation" ? listBlind(change, review.id) : undefined,
    ]);
    const considered = considerRow(
      {
        state: held?.state ?? review.state,
        edition,
        rows: work.rows.map(({ indicator, reviewers, version }) => ({ key: indicator, reviewers: reviewers.map(({ id }) => id), version })),
        today: day,
        blind: blind?.filter(({ indicator }) => indicator === draft.indicator).length,
        noPeople: [...academies.map(({ name }) => name), review.unit],
      },
      draft,
      by.personId,
    );
    if (!considered.ok) return considered;
    if (chosen.length < new Set(draft.chosen.map(({ id }) => id)).size) return refuse({ kind: "no-such-evidence" });
    const pieces = await freezeFigures(change, review.unitId, draft.evidence, day);
    if (!pieces) return refuse({ kind: "no-such-figure" });
    const ids = await newIds(change, pieces.length);
    const on = { reviewId: review.id, indicator: draft.indicator };
    pieces.forEach((piece, at) => {
      keepEvidence(change, ids[at] ?? "", review.unitId, by.personId, piece);
    });
    restOn(change, on, [...pieces.map(({ stance }, at) => ({ id: ids[at] ?? "", stance })), ...draft.chosen]);
    const as = by.roles.find(({ unitId }) => unitId === review.unitId || place.within.includes(unitId)) ?? by.roles[0];
    keepRow(change, on, { ...draft, status: draft.isDone ? "done" : "in-progress" }, { id: by.personId, as: as?.kind ?? "" });
    change.record({
      kind: "diagnose.review-row-written",
      detail: {
        review: review.id,
        indicator: draft.indicator,
        version: draft.seen + 1,
        done: draft.isDone,
        level: draft.level,
        evidence: pieces.length + draft.chosen.length,
      },
    });
    return accept(draft.seen + 1);
  });
}

const holdRow = (change: Change, reviewId: string, indicator: string) =>
  change.row(sql`select from diagnose.review_row where review_id = ${reviewId} and indicator = ${indicator} for update`);

async function newIds(change: Change, count: number): Promise<string[]> {
  if (count === 0) return [];
  const row = await change.row<{ ids: string[] }>(sql`select array(select uuidv7() from generate_series(1, ${count}::int)) as ids`);
  return row?.ids ?? [];
}
