import { type BroughtFacts, considerBrought } from "../exchange/brought.rules.ts";
import { blankRow, broughtOf, type Due, listed, type OutlineRow, outOfPlace } from "../outline/outline.rules.ts";
import { keyOfOwner, lastOwner } from "../parts/owner.rules.ts";
import { type PartContent, type PartKind, type PartRefusal, saysOf, type Written } from "../parts/part.rules.ts";
import { isPlanKind, type PlanKind } from "../plans/plan.rules.ts";

/** A part of a template: what a plan made of it says at first. `after` is in months from the plan's first day; leads are roles. */
export type TemplatePart = {
  readonly kind: PartKind;
  readonly title: string;
  readonly why?: string | undefined;
  readonly how?: string | undefined;
  readonly withWhom?: string | undefined;
  readonly adds?: string | undefined;
  readonly outcome?: string | undefined;
  readonly cost?: number | undefined;
  readonly days?: number | undefined;
  readonly leads?: string | undefined;
  readonly evaluates?: string | undefined;
  readonly after?: number | undefined;
};
export type Template = {
  readonly kind: PlanKind;
  readonly title: string;
  readonly says: string;
  readonly parts: readonly TemplatePart[];
};
export type TemplateRefusal =
  | { readonly kind: "title-needed" | "says-too-long" | "no-such-kind" | "empty" | "retired" | "crossed" | "title-taken" }
  | { readonly kind: "after-unread"; readonly row: number }
  | { readonly kind: "no-place"; readonly row: number; readonly field: Written; readonly of: PartKind }
  | { readonly kind: "part"; readonly row: number; readonly refusal: PartRefusal };

const firstDay = "2000-01-01";
/** So many months after a day; the plan's last day where that is sooner. */
export const dueAfter = (begins: string, ends: string, months: number): string => {
  const due = Temporal.PlainDate.from(begins).add({ months }).toString();
  return due < ends ? due : ends;
};
/** The whole months from one day to another, at least none. */
const monthsBetween = (from: string, to: string) =>
  Math.max(0, Temporal.PlainDate.from(from).until(Temporal.PlainDate.from(to), { largestUnit: "month" }).months);

export const rowsOf = (parts: readonly TemplatePart[]): OutlineRow[] =>
  parts.map((part) => ({
    ...blankRow,
    ...{
      kind: part.kind,
      title: part.title,
      why: part.why ?? "",
      how: part.how ?? "",
      withWhom: part.withWhom ?? "",
      adds: part.adds ?? "",
    },
    ...{
      outcome: part.outcome ?? "",
      cost: part.cost === undefined ? "" : String(part.cost),
      days: part.days === undefined ? "" : String(part.days),
    },
    ...{ delivers: part.leads ? `role:${part.leads}` : "", evaluates: part.evaluates ? `role:${part.evaluates}` : "" },
    due: part.after === undefined ? "" : String(part.after),
  }));

const monthsOf = (text: string): number | undefined => (/^\d{1,3}$/.test(text.trim()) && Number(text) <= 120 ? Number(text) : undefined);
const permissive = (roles: ReadonlySet<string>): BroughtFacts => ({
  ...{
    state: "draft",
    people: new Set<string>(),
    roles,
    above: new Set<string>(),
    targets: new Map(),
    today: firstDay,
    parts: [],
    reviews: [],
    rests: new Map(),
    known: new Map(),
  },
  ...{ kept: () => false, plan: { title: "", begins: firstDay, ends: "2010-01-01", version: 1 } },
});

/** Whether a template may say this: every part where it can hang, in its bounds, led by roles. */
export function considerTemplate(
  draft: { readonly kind: string; readonly title: string; readonly says: string; readonly rows: readonly OutlineRow[] },
  roles: ReadonlySet<string>,
): { readonly ok: true; readonly value: Template } | { readonly ok: false; readonly refusal: TemplateRefusal } {
  const no = (refusal: TemplateRefusal) => ({ ok: false as const, refusal });
  const [title, says] = [draft.title.trim(), draft.says.trim()];
  if (!isPlanKind(draft.kind)) return no({ kind: "no-such-kind" });
  if (!title || title.length > 200) return no({ kind: "title-needed" });
  if (says.length > 1000) return no({ kind: "says-too-long" });
  const [lost] = outOfPlace(draft.rows);
  if (lost) return no({ kind: "no-place", ...lost, of: draft.rows[lost.row]?.kind as PartKind });
  const odd = draft.rows.findIndex(({ kind, due }) => kind !== "" && due.trim() !== "" && monthsOf(due) === undefined);
  if (odd >= 0) return no({ kind: "after-unread", row: odd });
  const due = (row: OutlineRow): Due => ({ written: row.due.trim(), day: dueAfter(firstDay, "2010-01-01", monthsOf(row.due) ?? 0) });
  const dueOf = (row: OutlineRow) => (row.due.trim() === "" ? { written: "", day: undefined } : due(row));
  const { add, refused } = considerBrought(broughtOf(draft.rows, dueOf, firstDay), permissive(roles));
  const [first] = refused;
  if (first) return no({ kind: "part", row: first.row, refusal: first.kind === "part" ? first.refusal : { kind: "wrong-place" } });
  if (add.length === 0) return no({ kind: "empty" });
  const partOf = (content: PartContent, kind: PartKind, row: OutlineRow): TemplatePart => {
    const texts = (["why", "how", "withWhom", "adds", "outcome"] as const).filter((field) => content[field] !== "");
    const [leads, evaluates] = (["delivers", "evaluates"] as const).map((duty) => lastOwner(content.owners, duty)?.role);
    return {
      ...{ kind, title: content.title, ...Object.fromEntries(texts.map((field) => [field, content[field]])) },
      ...(content.cost === null ? {} : { cost: content.cost }),
      ...(content.days === null ? {} : { days: content.days }),
      ...(leads ? { leads } : {}),
      ...(evaluates ? { evaluates } : {}),
      ...(content.due === null ? {} : { after: monthsOf(row.due) ?? 0 }),
    };
  };
  const parts = add.flatMap(({ row, kind, content }) => {
    const written = draft.rows[row];
    return written ? [partOf(content, kind, written)] : [];
  });
  return { ok: true, value: { kind: draft.kind, title, says, parts } };
}

/** A plan's parts as the rows of a template: roles stay, people and what is this year's alone do not. */
export function rowsOfPlan(
  parts: readonly (PartContent & { readonly id: string; readonly kind: PartKind; readonly under: string | null })[],
  begins: string,
): OutlineRow[] {
  return listed(parts).map((part) => {
    const role = (duty: "delivers" | "evaluates") => {
      const owner = lastOwner(part.owners, duty);
      return owner?.role ? keyOfOwner(owner) : "";
    };
    return {
      ...blankRow,
      ...{
        kind: part.kind,
        title: part.title,
        why: part.why,
        how: part.how,
        withWhom: part.withWhom,
        adds: part.adds,
        outcome: part.outcome,
      },
      ...{ cost: part.cost === null ? "" : String(part.cost), days: part.days === null ? "" : String(part.days) },
      ...{
        delivers: role("delivers"),
        evaluates: role("evaluates"),
        due: part.due === null ? "" : String(monthsBetween(begins, part.due)),
      },
    };
  });
}

/**
 * The rows of a template as a plan of these days begins with them; a role that nobody holds there leads nothing yet. What would be past
 * already when a plan is begun that still goes on has no day: whoever writes the plan chooses one.
 */
export function rowsFor(
  template: Pick<Template, "parts">,
  plan: { readonly begins: string; readonly ends: string },
  roles: ReadonlySet<string>,
  today: string,
): OutlineRow[] {
  const dueOn = (months: string) => {
    const due = dueAfter(plan.begins, plan.ends, Number(months));
    return due < today && today <= plan.ends ? "" : due;
  };
  const held = (key: string) => (roles.has(key.replace(/^role:/, "")) ? key : "");
  return rowsOf(template.parts).map((row) => ({
    ...row,
    ...{ delivers: held(row.delivers), evaluates: held(row.evaluates) },
    due: row.due === "" || !saysOf[row.kind as PartKind].includes("due") ? "" : dueOn(row.due),
  }));
}
