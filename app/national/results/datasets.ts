import { createHash } from "node:crypto";
import { parse } from "yaml";
import { measureByCode } from "./catalogue.ts";
import { readDataset } from "./dataset.form.ts";
import type { Dataset } from "./dataset.rules.ts";

const files = import.meta.glob<string>("../../../content/datasets/*.yaml", { query: "?raw", import: "default", eager: true });

/** The published datasets Eddystone can read, in the order of their files' names. */
export const datasets: readonly Dataset[] = Object.entries(files).map(([path, text]) => {
  const read = readDataset(parse(text), (code) => measureByCode(code) !== undefined);
  if (!read.ok) throw new Error(`${path}: ${read.refusal.join("; ")}`);
  return { ...read.value, reading: createHash("sha256").update(read.value.reading).digest("hex") };
});
