import { readDay } from "../../language/period.ts";
import { type ByHandDraft, isKind } from "./by-hand.rules.ts";

/** What stands in the fields of the form, as written. */
export type WrittenByHand = Readonly<Record<string, string>>;

const given = (text: string): string | undefined => readDay(text)?.toString();

/** Reads the form of an inspection: the day and kind, a word for each area, and what stands beside. */
export function readByHand(form: FormData): { readonly written: WrittenByHand; readonly draft: ByHandDraft; readonly version: number } {
  const written = Object.fromEntries([...form].flatMap(([name, value]) => (typeof value === "string" ? [[name, value.trim()]] : [])));
  const { on = "", kind = "", published = "", link = "", note = "", beside, version, log = "" } = written;
  const outcomes = Object.fromEntries(
    Object.entries(written).flatMap(([name, word]) => (name.startsWith("area-") && word ? [[name.slice(5), word]] : [])),
  );
  return {
    written,
    version: Number(version) || 0,
    draft: {
      on: given(on),
      kind: isKind(kind) ? kind : undefined,
      outcomes,
      published: published === "" ? null : given(published),
      link,
      note,
      logId: log === "" ? null : log,
      beside: beside === "yes",
    },
  };
}
