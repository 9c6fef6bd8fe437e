import { sql } from "kysely";
import type { Change, Look } from "../platform/database/change.ts";
import type { Confidence, Direction, Perspective } from "./judgements/judgement.rules.ts";

/** What an overview shows of a current judgement. */
export type OnBoard = {
  readonly level: string;
  readonly canShare: boolean;
  readonly direction: Direction;
  readonly confidence: Confidence;
  readonly judgedOn: string;
  readonly edition: number;
};
export type BoardRow = { readonly unitId: string; readonly perspective: Perspective; readonly byLineage: ReadonlyMap<string, OnBoard> };

const unreplaced = sql`not exists (select from diagnose.judgement n where n.trust_id = j.trust_id and n.replaces = j.id)`;
const derived = sql`
  select j.trust_id, j.unit_id, j.perspective, array_agg(j.lineage order by j.lineage) as lineages, array_agg(j.level order by j.lineage) as levels,
    array_agg(j.can_share order by j.lineage) as can_share, array_agg(j.direction order by j.lineage) as directions, array_agg(j.confidence order by j.lineage) as confidences,
    array_agg((j.judged_at at time zone 'Europe/London')::date order by j.lineage) as judged_on, array_agg(f.number order by j.lineage) as editions,
    array_agg(j.id order by j.lineage) as judgements
  from diagnose.judgement j join frameworks.edition f on f.trust_id = j.trust_id and f.id = j.edition_id
  where j.perspective in ('trust', 'self') and ${unreplaced}`;
const everyColumn = sql`trust_id, unit_id, perspective, lineages, levels, can_share, directions, confidences, judged_on, editions, judgements`;

/** Writes the whole board of a trust anew. The trust is named, because the keeper looks past the tenant. */
export async function rebuildBoard(change: Change): Promise<void> {
  await change.rows(sql`delete from diagnose.board where trust_id = ${change.trustId}`);
  await change.rows(sql`insert into diagnose.board (${everyColumn}) ${derived} and j.trust_id = ${change.trustId} group by 1, 2, 3`);
}

/** The academies whose row is not what their judgements give. */
export async function boardAstray(look: Look): Promise<string[]> {
  const rows = await look.rows<{ unitId: string }>(sql`
    with derived as (${derived} group by 1, 2, 3), kept as (select ${everyColumn} from diagnose.board)
    select distinct unit_id as "unitId" from ((table derived except table kept) union all (table kept except table derived)) astray`);
  return rows.map(({ unitId }) => unitId);
}

// Arrays are sent as one text and cut here: a third of the time that reading them element by element takes.
const cut = (text: string) => text.split(",");

/** What stands of every academy of the trust. */
export async function loadBoard(look: Look): Promise<BoardRow[]> {
  const rows = await look.rows<{ unitId: string; perspective: Perspective; parts: string }>(sql`
    select unit_id as "unitId", perspective, concat_ws(';', array_to_string(lineages, ','), array_to_string(levels, ','), array_to_string(can_share, ','), array_to_string(directions, ','),
      array_to_string(confidences, ','), array_to_string(judged_on, ','), array_to_string(editions, ',')) as parts from diagnose.board`);
  return rows.map(({ unitId, perspective, parts }) => {
    const [lineages = [], levels = [], shares = [], directions = [], confidences = [], days = [], editions = []] = parts
      .split(";")
      .map(cut);
    const byLineage = new Map(
      lineages.map((lineage, at): [string, OnBoard] => [
        lineage,
        {
          level: levels[at] ?? "",
          canShare: shares[at] === "t",
          direction: (directions[at] ?? "steady") as Direction,
          confidence: (confidences[at] ?? "low") as Confidence,
          judgedOn: days[at] ?? "",
          edition: Number(editions[at]),
        },
      ]),
    );
    return { unitId, perspective, byLineage };
  });
}
