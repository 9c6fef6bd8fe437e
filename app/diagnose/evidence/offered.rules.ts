import { type EvidenceKind, sayKind } from "../../evidence/index.ts";
import { sayDay } from "../../language/period.ts";

type Offered = { readonly id: string; readonly kind: EvidenceKind; readonly title: string; readonly dated: string };
/** Evidence that is here already, as it is chosen from a list. */
export const offeredOption = ({ id, kind, title, dated }: Offered): { value: string; text: string } => ({
  value: id,
  text: `${title.length > 90 ? `${title.slice(0, 88)} …` : title} (${sayKind(kind)}, ${sayDay(dated)})`,
});
