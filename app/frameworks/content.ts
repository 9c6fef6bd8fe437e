import { parse } from "yaml";
import tenIndicators from "../../content/frameworks/ten-indicators.yaml?raw";
import type { EditionContent } from "./edition.rules.ts";
import { readEditionContent } from "./framework.form.ts";

/** The ten indicators as Eddystone ships them, for copying to a trust. */
export function shippedFramework(): EditionContent {
  const read = readEditionContent(parse(tenIndicators));
  if (!read.ok) throw new Error(`content/frameworks/ten-indicators.yaml: ${read.refusal.join("; ")}`);
  return read.value;
}
