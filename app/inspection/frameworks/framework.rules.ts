import { accept, type Outcome, refuse } from "../../language/outcome.ts";

export type ScaleKey = "older" | "report-card";
export type Kind = "graded" | "ungraded" | "monitoring" | "urgent";
/** How much a word asks somebody to do something: nothing, something, much. */
export type Concern = "some" | "much";
/** One word of a scale. What is `onlyRead` comes in national files and is not offered to write. */
export type Word = {
  readonly key: string;
  readonly name: string;
  readonly concern?: Concern | undefined;
  readonly onlyRead?: boolean | undefined;
  readonly from?: string | undefined;
  readonly to?: string | undefined;
};
export type Scale = {
  readonly key: ScaleKey;
  readonly name: string;
  readonly says: string;
  readonly grades: readonly Word[];
  readonly safeguarding: readonly Word[];
  readonly category: readonly Word[];
};
export type Area = {
  readonly key: string;
  readonly title: string;
  readonly words: "grades" | "safeguarding" | "category";
  readonly overall?: boolean | undefined;
  readonly where?: "early-years" | "post-16" | undefined;
  readonly to?: string | undefined;
};
export type KindOf = { readonly key: Kind; readonly name: string; readonly outcomes?: readonly Word[] | undefined };
export type Framework = {
  readonly key: string;
  readonly scale: ScaleKey;
  readonly name: string;
  readonly from: string;
  readonly to?: string | undefined;
  readonly source: string;
  readonly dated: string;
  readonly kinds: readonly KindOf[];
  readonly areas: readonly Area[];
};
export type Frameworks = { readonly scales: readonly Scale[]; readonly frameworks: readonly Framework[] };

/** The framework of a day's inspection; undefined before the first that is known. */
export const frameworkOn = (all: Frameworks, day: string): Framework | undefined =>
  all.frameworks.find(({ from, to }) => from <= day && (to === undefined || day <= to));

export function scaleOf(all: Frameworks, framework: Pick<Framework, "scale">): Scale {
  const scale = all.scales.find(({ key }) => key === framework.scale);
  if (!scale) throw new Error(`no scale ${framework.scale}`);
  return scale;
}

const inForce = <Dated extends { readonly from?: string | undefined; readonly to?: string | undefined }>(
  some: readonly Dated[],
  day: string,
) => some.filter(({ from, to }) => (from === undefined || from <= day) && (to === undefined || day <= to));

/** What one kind of inspection on one day may judge, and in which words; the words of its outcome where it has one instead. */
export type Judges = {
  readonly framework: Framework;
  readonly kind: KindOf;
  readonly areas: readonly (Area & { readonly choices: readonly Word[] })[];
  readonly outcomes: readonly Word[];
};

export function judgesOn(
  all: Frameworks,
  day: string,
  kind: Kind,
): Outcome<Judges, { readonly kind: "no-framework" | "no-such-kind"; readonly framework?: string }> {
  const framework = frameworkOn(all, day);
  if (!framework) return refuse({ kind: "no-framework" });
  const known = framework.kinds.find(({ key }) => key === kind);
  if (!known) return refuse({ kind: "no-such-kind", framework: framework.name });
  const scale = scaleOf(all, framework);
  const areas = inForce(framework.areas, day)
    // An ungraded inspection gives no grades, and only a graded one gives one overall.
    .filter(({ words, overall }) => (kind === "ungraded" ? words === "safeguarding" : kind === "graded" || !overall))
    .map((area) => ({ ...area, choices: scale[area.words].filter(({ onlyRead }) => !onlyRead) }));
  return accept({ framework, kind: known, areas, outcomes: inForce(known.outcomes ?? [], day) });
}

/** The key under which the outcome of an inspection without grades stands. */
export const outcomeKey = "outcome";

/** What stands where an area was left out or does not apply; never a grade. */
const noGrades: Readonly<Record<string, string>> = { "not-judged": "Not judged", "not-applicable": "Does not apply" };
export const isNoGrade = (key: string): boolean => Object.hasOwn(noGrades, key);

/** A word of an inspection's own scale as people read it, with what it asks; what is in no list is shown as it came. */
export function readWord(all: Frameworks, framework: Framework, kind: Kind, area: string, key: string): Word {
  if (isNoGrade(key)) return { key, name: noGrades[key] ?? key };
  const scale = scaleOf(all, framework);
  const words =
    area === outcomeKey
      ? (framework.kinds.find((one) => one.key === kind)?.outcomes ?? [])
      : scale[framework.areas.find((one) => one.key === area)?.words ?? "grades"];
  return words.find((word) => word.key === key) ?? { key, name: key };
}
