import type { RegisterReader } from "./register.store.ts";

export type SchoolOpening = { readonly urn: number; readonly opened: string | null; readonly type: string | null };
/** When schools opened, and what kind each is, as the register has them; none for a URN that it does not know. */
export async function openingsOf(db: RegisterReader, urns: readonly number[]): Promise<SchoolOpening[]> {
  const { rows } = await db.query("select urn, opened::text, type from national.school where urn = any($1::int[]) order by urn", [urns]);
  return rows as SchoolOpening[];
}
