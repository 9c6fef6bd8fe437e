import { type PlanKind, planKinds } from "../plans/plan.rules.ts";
import { shippedTemplates } from "./shipped.ts";
import type { Template } from "./template.rules.ts";
import type { TemplateRow } from "./template.store.ts";

/** The templates that a plan of one of these kinds can begin with: the trust's own first. */
export function templateChoices(
  own: readonly TemplateRow[],
  kinds: readonly PlanKind[],
): { value: string; text: string; template: Template }[] {
  const text = ({ kind, title }: { kind: PlanKind; title: string }) => `${planKinds[kind]}: ${title}`;
  return [
    ...own.flatMap(({ id, content, retired }) =>
      !retired && kinds.includes(content.kind) ? [{ value: id, text: `${text(content)} (our own)`, template: content }] : [],
    ),
    ...[...shippedTemplates().values()].flatMap((one) =>
      kinds.includes(one.kind) ? [{ value: `shipped:${one.kind}`, text: text(one), template: one }] : [],
    ),
  ];
}
