import { parse } from "yaml";
import { type PlanKind, planKinds } from "../plans/plan.rules.ts";
import { readTemplate } from "./template.form.ts";
import type { Template } from "./template.rules.ts";

const files = import.meta.glob<string>("../../../content/plans/*.yaml", { query: "?raw", import: "default", eager: true });
let known: ReadonlyMap<string, Template> | undefined;

function readShipped(): ReadonlyMap<string, Template> {
  const found = new Map(
    Object.entries(files).map(([file, text]) => {
      const read = readTemplate(parse(text));
      if (!read.ok) throw new Error(`${file}: ${read.refusal.join("; ")}`);
      return [read.value.kind, read.value];
    }),
  );
  return new Map((Object.keys(planKinds) as PlanKind[]).flatMap((kind) => [found.get(kind)].flatMap((one) => (one ? [[kind, one]] : []))));
}

/** Every template that Eddystone ships, by the kind of plan it is for. */
export function shippedTemplates(): ReadonlyMap<string, Template> {
  known ??= readShipped();
  return known;
}
