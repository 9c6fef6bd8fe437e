import { parse } from "yaml";
import { readTemplate } from "./template.form.ts";
import type { Template } from "./template.rules.ts";

const files = import.meta.glob<string>("../../../content/plans/*.yaml", { query: "?raw", import: "default", eager: true });
let known: ReadonlyMap<string, Template> | undefined;

/** Every template that Eddystone ships, by the kind of plan it is for. */
export function shippedTemplates(): ReadonlyMap<string, Template> {
  known ??= new Map(
    Object.entries(files).map(([file, text]) => {
      const read = readTemplate(parse(text));
      if (!read.ok) throw new Error(`${file}: ${read.refusal.join("; ")}`);
      return [read.value.kind, read.value];
    }),
  );
  return known;
}
