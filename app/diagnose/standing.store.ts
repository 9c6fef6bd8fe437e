import { type Edition, editionInUse } from "../frameworks/index.server.ts";
import { type EditionContent, type Recommendation, recommend, shortestWayOn, type WayOn } from "../frameworks/index.ts";
import { type AcademyRow, listAcademies, today } from "../organisation/index.server.ts";
import type { Look } from "../platform/database/change.ts";
import { loadBoard, type OnBoard } from "./board.store.ts";
import { type DecisionRow, decisionHistory, decisionsThatStand } from "./categories/decision.store.ts";
import { heldOn, periodsHeld } from "./categories/held.rules.ts";
import { type CurrentRow, currentJudgements } from "./judgements/judgement.store.ts";

type Decided = Omit<DecisionRow, "saw" | "recordedBy">;

/** Where one academy stands: its current judgements from both perspectives, what they give, and what was last decided. */
export type Standing<Judgement = OnBoard, Decision = Decided> = {
  readonly academy: AcademyRow;
  readonly trustJudgements: ReadonlyMap<string, Judgement>;
  readonly selfJudgements: ReadonlyMap<string, Judgement>;
  readonly recommendation: Recommendation;
  readonly wayOn: WayOn | undefined;
  /** The last decision; its day may be still to come. */
  readonly decision: Decision | undefined;
  /** The decision whose category the academy holds today. */
  readonly held: Decision | undefined;
};
export type AcademyStanding = Standing<CurrentRow, DecisionRow>;
export type TrustStanding = { readonly edition: Edition; readonly today: string; readonly academies: readonly Standing[] };

/** Where every academy stands today by the edition in use; nothing without one. */
export async function loadStanding(look: Look): Promise<TrustStanding | undefined> {
  const day = today(look);
  // All asked at once: what is derived does not need to know the edition.
  const [edition, ...rest] = await Promise.all([editionInUse(look, day), ...whatStands(look, day)]);
  return edition && standingBy(edition, day, await Promise.all(rest));
}

/** Where every academy stands today by an edition, in use or not. */
export async function loadStandingBy(look: Look, edition: Edition): Promise<TrustStanding> {
  const day = today(look);
  return standingBy(edition, day, await Promise.all(whatStands(look, day)));
}

const whatStands = (look: Look, day: string) => [listAcademies(look, day), loadBoard(look), decisionsThatStand(look, day)] as const;
type WhatStands = readonly [AcademyRow[], Awaited<ReturnType<typeof loadBoard>>, Awaited<ReturnType<typeof decisionsThatStand>>];

function standingBy(edition: Edition, day: string, [academies, board, decisions]: WhatStands): TrustStanding {
  const decided = Map.groupBy(decisions, ({ unitId }) => unitId);
  const rows = new Map(board.map((row) => [`${row.unitId} ${row.perspective}`, row.byLineage]));
  const lineages = Object.entries(edition.lineages);
  const byKey = (byLineage: ReadonlyMap<string, OnBoard> | undefined) =>
    new Map(
      lineages.flatMap(([key, lineage]) => {
        const judgement = byLineage?.get(lineage);
        return judgement ? [[key, judgement] as const] : [];
      }),
    );
  return {
    edition,
    today: day,
    academies: academies.map((academy) => {
      const own = decided.get(academy.unitId) ?? [];
      const of = { trust: byKey(rows.get(`${academy.unitId} trust`)), self: byKey(rows.get(`${academy.unitId} self`)) };
      return standingOf(edition.content, academy, of, own.at(-1), heldOn(own, day));
    }),
  };
}

/** Where one academy stands today, with the evidence behind each judgement and what the board saw. */
export async function loadAcademyStanding(
  look: Look,
  unitId: string,
): Promise<{ edition: Edition; today: string; standing: AcademyStanding } | undefined> {
  const day = today(look);
  const edition = await editionInUse(look, day);
  if (!edition) return undefined;
  const [academies, judgements, newestFirst] = await Promise.all([
    listAcademies(look, day),
    currentJudgements(look, edition.lineages, unitId),
    decisionHistory(look, unitId),
  ]);
  const academy = academies.find((one) => one.unitId === unitId);
  const from = (perspective: string) =>
    new Map(judgements.filter((row) => row.perspective === perspective).map((row) => [row.indicator, row]));
  const decisions = newestFirst.toReversed();
  const now = heldOn(periodsHeld(decisions), day);
  return (
    academy && {
      edition,
      today: day,
      standing: standingOf(
        edition.content,
        academy,
        { trust: from("trust"), self: from("self") },
        decisions.at(-1),
        decisions.find(({ id }) => id === now?.decisionId),
      ),
    }
  );
}

function standingOf<Judgement extends OnBoard, Decision>(
  edition: EditionContent,
  academy: AcademyRow,
  judgements: { trust: ReadonlyMap<string, Judgement>; self: ReadonlyMap<string, Judgement> },
  decision: Decision | undefined,
  held: Decision | undefined,
): Standing<Judgement, Decision> {
  return {
    academy,
    trustJudgements: judgements.trust,
    selfJudgements: judgements.self,
    recommendation: recommend(edition, judgements.trust),
    wayOn: shortestWayOn(edition, judgements.trust),
    decision,
    held,
  };
}
