import type { ClientBase } from "pg";
import type { RegisterReader } from "../register/register.store.ts";
import { type Comparable, neighbourhood } from "./similar.rules.ts";

const neighboursKept = 20;

/** An academy trust's size and mix of phases, as the register tells them; pupils also as the newest census does. */
export interface TrustShape {
  readonly uid: number;
  readonly name: string;
  readonly academies: number;
  readonly pupils: number | null;
  readonly primaries: number;
  readonly secondaries: number;
  readonly allThrough: number;
  readonly others: number;
}

export interface SimilarTrusts {
  readonly trust: TrustShape;
  /** Nearest first. */
  readonly trusts: readonly (TrustShape & { readonly distance: number })[];
  readonly leftOut: readonly string[];
}

// Twice as many counts as much for a small trust as for a large one; a phase's share is a share of the academies.
const comparable = (shape: Omit<TrustShape, "name">): Comparable => ({
  key: shape.uid,
  inputs: [
    Math.log2(shape.academies),
    shape.pupils ? Math.log2(shape.pupils) : undefined,
    shape.primaries / shape.academies,
    shape.secondaries / shape.academies,
    shape.allThrough / shape.academies,
    shape.others / shape.academies,
  ],
});

/** Writes anew who is like whom among the academy trusts, from the register's current memberships. */
export async function rebuildSimilarTrusts(connection: ClientBase): Promise<void> {
  const { rows } = await connection.query<Omit<TrustShape, "name">>(
    `select uid, count(*)::int as academies, nullif(sum(coalesce(s.pupils, c.pupils)), 0)::int as pupils,
       count(*) filter (where s.phase in ('Primary', 'Middle deemed primary', 'Nursery'))::int as primaries,
       count(*) filter (where s.phase in ('Secondary', 'Middle deemed secondary', '16 plus'))::int as secondaries,
       count(*) filter (where s.phase = 'All-through')::int as "allThrough",
       count(*) filter (where s.phase is null or s.phase not in ('Primary', 'Middle deemed primary', 'Nursery', 'Secondary', 'Middle deemed secondary', '16 plus', 'All-through'))::int as others
     from national.membership m join national.school s using (urn)
     left join lateral (select x.inputs[1] as pupils from national.similar_school x where x.urn = s.urn order by x.period desc limit 1) c on true
     where m.current group by uid order by uid`,
  );
  const { nearest } = neighbourhood(rows.map(comparable));
  const shapes = rows.map((shape) => {
    const { keys = [], distances = [] } = nearest(shape.uid, neighboursKept) ?? {};
    return { ...shape, neighbours: keys, distances: distances.map((far) => Math.round(far * 1e4) / 1e4) };
  });
  await connection.query("delete from national.similar_trust");
  await connection.query(
    `insert into national.similar_trust (uid, academies, pupils, primaries, secondaries, all_through, others, neighbours, distances)
     select uid, academies, pupils, primaries, secondaries, "allThrough", others, neighbours, distances
     from jsonb_to_recordset($1) x (uid int, academies int, pupils int, primaries int, secondaries int, "allThrough" int, others int, neighbours int[], distances real[])`,
    [JSON.stringify(shapes)],
  );
}

const shapeColumns = `x.uid, t.name, x.academies, x.pupils, x.primaries, x.secondaries, x.all_through as "allThrough", x.others`;

/** The trusts most like one by size and mix of phases, nearest first; undefined when the register places no academy in it. */
export async function similarTrusts(db: RegisterReader, uid: number): Promise<SimilarTrusts | undefined> {
  const [own, near] = await Promise.all([
    db.query(`select ${shapeColumns} from national.similar_trust x join national.trust t using (uid) where x.uid = $1`, [uid]),
    db.query(
      `select ${shapeColumns}, n.distance from national.similar_trust mine cross join unnest(mine.neighbours, mine.distances) with ordinality n (uid, distance, nth)
       join national.similar_trust x on x.uid = n.uid join national.trust t on t.uid = n.uid where mine.uid = $1 order by n.nth`,
      [uid],
    ),
  ]);
  const trust = own.rows[0] as TrustShape | undefined;
  if (!trust) return undefined;
  return { trust, trusts: near.rows as SimilarTrusts["trusts"], leftOut: trust.pupils === null ? ["pupils"] : [] };
}
