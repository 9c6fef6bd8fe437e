import { changedSince } from "../../measures/index.server.ts";
import { type FrozenValue, saySince } from "../../measures/index.ts";
import type { AcademyRow } from "../../organisation/index.server.ts";
import type { Look } from "../../platform/database/change.ts";

type Holder = { readonly id: string; readonly value: Readonly<Record<string, unknown>> | null };

/** What became of the figures among some pieces since they were attached, in a sentence each, by the piece's id. */
export async function changesOf(look: Look, academy: AcademyRow, pieces: readonly Holder[]): Promise<ReadonlyMap<string, string>> {
  const frozen = new Map(pieces.flatMap(({ id, value }) => (value ? [[id, value as unknown as FrozenValue] as const] : [])));
  const since = await changedSince(look, academy, [...frozen.values()]);
  return new Map(
    [...frozen].flatMap(([id, value], at) => {
      const change = since[at];
      return change ? [[id, saySince(value, change)] as const] : [];
    }),
  );
}
