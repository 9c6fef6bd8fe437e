import type { EditionContent } from "../../frameworks/index.ts";
import { accept, type Outcome, refuse } from "../../language/outcome.ts";
import type { RowStatus } from "./assignment.rules.ts";
import type { ReviewState } from "./life.rules.ts";

/** What a review says of one indicator. */
export type ReviewRow = {
  readonly key: string;
  readonly lineage: string | undefined;
  readonly status: RowStatus;
  readonly level: string | undefined;
  readonly narrative: string;
  readonly helps: string;
  readonly hinders: string;
  readonly toDo: string;
  readonly evidence: readonly string[];
  /** The level it was given last time, in that edition's words; it counts for nothing until somebody judges again. */
  readonly lastLevel: string | undefined;
};

export type LastReview = {
  readonly unitId: string;
  readonly framework: string;
  readonly state: ReviewState;
  readonly content: EditionContent;
  readonly rows: readonly ReviewRow[];
};
export type BeginRefusal =
  | { readonly kind: "still-open" }
  | { readonly kind: "another-framework"; readonly name: string }
  | { readonly kind: "another-unit" };

/**
 * The rows of a review that starts from the last one: its texts and evidence are copied along the lineages, and every status is set back,
 * so that what has been judged again stands out. Evidence that was withdrawn meanwhile is not carried on.
 */
export function startFromTheLast(
  wanted: { readonly unitId: string; readonly content: EditionContent; readonly lineages: Readonly<Record<string, string>> },
  last: LastReview,
  withdrawn: ReadonlySet<string>,
): Outcome<ReviewRow[], BeginRefusal> {
  if (last.unitId !== wanted.unitId) return refuse({ kind: "another-unit" });
  if (last.framework !== wanted.content.key) return refuse({ kind: "another-framework", name: last.content.name });
  if (last.state !== "agreed" && last.state !== "closed") return refuse({ kind: "still-open" });
  const before = new Map(last.rows.flatMap((row) => (row.lineage === undefined ? [] : [[row.lineage, row] as const])));
  const levelName = (key: string | undefined) => last.content.levels.find((level) => level.key === key)?.name;
  return accept(
    startAfresh(wanted).map((row) => {
      const old = row.lineage === undefined ? undefined : before.get(row.lineage);
      if (!old) return row;
      const { narrative, helps, hinders, toDo } = old;
      const evidence = old.evidence.filter((item) => !withdrawn.has(item));
      return { ...row, narrative, helps, hinders, toDo, evidence, lastLevel: levelName(old.level) };
    }),
  );
}

/** The rows of a review that starts with nothing. */
export const startAfresh = (wanted: {
  readonly content: EditionContent;
  readonly lineages: Readonly<Record<string, string>>;
}): ReviewRow[] =>
  wanted.content.indicators.map(({ key }) => ({
    ...{ key, lineage: wanted.lineages[key], status: "to-do", level: undefined, lastLevel: undefined },
    ...{ narrative: "", helps: "", hinders: "", toDo: "", evidence: [] },
  }));

/** Each refusal in words that say what to do next. */
export function sayBeginRefusal(refusal: BeginRefusal): string {
  switch (refusal.kind) {
    case "still-open":
      return "The last review is not agreed yet. Agree it first, or begin with nothing.";
    case "another-framework":
      return `The last review was by “${refusal.name}”. Choose a review by the same framework, or begin with nothing.`;
    case "another-unit":
      return "The last review was about somewhere else. Choose a review of the same place, or begin with nothing.";
  }
}
