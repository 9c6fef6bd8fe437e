import { sayDay } from "../../language/period.ts";

/** Who brought something in from a file, and when. */
export type FromFile = { readonly by: string | null; readonly on: string };
export const sayFromFile = ({ by, on }: FromFile): string => `Brought in from a file by ${by ?? "the trust"} on ${sayDay(on)}.`;
