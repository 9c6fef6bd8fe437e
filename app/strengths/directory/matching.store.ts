import { sql } from "kysely";
import type { Look } from "../../platform/database/change.ts";
import type { Sought } from "../../platform/database/search.ts";

/** Which of some texts, made of what stands in several places, say what is sought: by their places in the list. */
export async function matching(look: Look, { exact }: Sought, texts: readonly string[]): Promise<ReadonlySet<number>> {
  const rows = await look.rows<{ at: number }>(sql`
    select (t.n - 1)::int as at from unnest(${[...texts]}::text[]) with ordinality t(said, n) where to_tsvector('english', t.said) @@ ${exact}::tsquery`);
  return new Set(rows.map(({ at }) => at));
}
