import type { EvidencePiece } from "../../evidence/index.ts";
import { frozenValue, sayFrozen } from "../../measures/index.server.ts";
import { listAcademies } from "../../organisation/index.server.ts";
import type { Change } from "../../platform/database/change.ts";

/** The pieces with each chosen figure as it stands now, in words and numbers; undefined where one is not there. */
export async function freezeFigures<Piece extends EvidencePiece>(
  change: Change,
  unitId: string,
  pieces: readonly Piece[],
  day: string,
): Promise<Piece[] | undefined> {
  if (!pieces.some(({ kind }) => kind === "value")) return [...pieces];
  const academy = (await listAcademies(change, day)).find((one) => one.unitId === unitId);
  const frozen: Piece[] = [];
  for (const piece of pieces) {
    if (piece.kind !== "value") frozen.push(piece);
    else {
      const value = academy && (await frozenValue(change, academy, piece.figure ?? "", day));
      if (!value) return undefined;
      frozen.push({ ...piece, title: piece.title || value.name, text: sayFrozen(value), value });
    }
  }
  return frozen;
}
