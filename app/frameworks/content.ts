import { parse } from "yaml";
import { countingFramework, type EditionContent } from "./edition.rules.ts";
import { readDraftContent } from "./framework.form.ts";

const files = import.meta.glob<string>("../../content/frameworks/*.yaml", { query: "?raw", import: "default", eager: true });

function readShipped(): ReadonlyMap<string, EditionContent> {
  const shipped = new Map<string, EditionContent>();
  for (const [file, text] of Object.entries(files)) {
    const read = readDraftContent(parse(text));
    if (!read.ok) throw new Error(`${file}: ${read.refusal.map((flaw) => flaw.text).join("; ")}`);
    if (!file.endsWith(`/${read.value.key}.yaml`)) throw new Error(`${file}: its key is "${read.value.key}"`);
    shipped.set(read.value.key, read.value);
  }
  return shipped;
}
let known: ReadonlyMap<string, EditionContent> | undefined;

/** Every framework that Eddystone ships, by its key; one of them has no indicators yet. */
export const shippedFrameworks = (): ReadonlyMap<string, EditionContent> => {
  known ??= readShipped();
  return known;
};

/** The ten indicators as Eddystone ships them, for copying to a trust. */
export function shippedFramework(): EditionContent {
  const ten = shippedFrameworks().get(countingFramework);
  if (!ten) throw new Error(`content/frameworks/${countingFramework}.yaml is not there`);
  return ten;
}
