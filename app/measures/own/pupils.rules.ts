import { accept, type Outcome, refuse } from "../../language/outcome.ts";
import type { PupilGroup } from "../../language/pupil-group.ts";
import type { Measure } from "../../national/index.ts";

/** How a figure is made of rows about pupils: who met it, their mean score, their sessions, or who missed so many of theirs. */
export type Making =
  | { readonly kind: "met" }
  | { readonly kind: "score" }
  | { readonly kind: "attended" }
  | { readonly kind: "missed" }
  | { readonly kind: "absent-from"; readonly share: number };
export const makingColumns: Readonly<Record<Making["kind"], readonly string[]>> = {
  met: ["met"],
  score: ["score"],
  attended: ["sessions possible", "sessions attended"],
  missed: ["sessions possible", "sessions attended"],
  "absent-from": ["sessions possible", "sessions attended"],
};

/** How a measure is made of pupils; undefined where it is not made of them. */
export function makingOf({ code, unit, family }: Pick<Measure, "code" | "unit" | "family">): Making | undefined {
  if (/^persistent-absence-term$|^absence-persistent$/.test(code)) return { kind: "absent-from", share: 0.1 };
  if (code === "absence-severe") return { kind: "absent-from", share: 0.5 };
  if (/^attendance-(term|overall)$/.test(code)) return { kind: "attended" };
  if (code === "absence-overall") return { kind: "missed" };
  if (family === "attendance" || family === "context" || family === "destinations") return undefined;
  return unit === "percent" ? { kind: "met" } : unit === "score" ? { kind: "score" } : undefined;
}

export const flagColumns = ["academy", "sex", "disadvantaged", "fsm", "eal", "sen", "prior attainment"] as const;
export type FlagColumn = (typeof flagColumns)[number];
/** A pupil's row as it stood in the file; it is counted and goes. */
export type PupilRow = { readonly row: number; readonly cell: (column: string) => string };

/** What a row cannot say; the words of the row itself are never repeated, because they may be somebody's name. */
export type PupilRefusal = {
  readonly row: number;
  readonly column: string;
  readonly kind: "academy" | "word" | "number" | "attended-more" | "no-sessions";
};
export type GroupCount = { readonly academy: string; readonly group: PupilGroup; readonly numerator: number; readonly denominator: number };
export type PupilCount = {
  readonly groups: readonly GroupCount[];
  readonly pupils: number;
  /** Pupils with no outcome: in no cohort. */
  readonly without: number;
  /** Pupils of whom a flag says nothing, by its column: in neither of its groups. */
  readonly unsaid: Readonly<Record<string, number>>;
};

const words = (...lists: (readonly [readonly string[], readonly PupilGroup[]])[]) =>
  new Map(lists.flatMap(([said, groups]) => said.map((word) => [word, groups] as const)));
const yes = ["yes", "y", "1", "true", "t"];
const no = ["no", "n", "0", "false", "f"];
const flags: Readonly<Record<Exclude<FlagColumn, "academy">, ReadonlyMap<string, readonly PupilGroup[]>>> = {
  sex: words([["girl", "girls", "female", "f"], ["girls"]], [["boy", "boys", "male", "m"], ["boys"]]),
  disadvantaged: words([yes, ["disadvantaged"]], [no, ["not-disadvantaged"]]),
  fsm: words([yes, ["fsm"]], [no, ["not-fsm"]]),
  eal: words([[...yes, "eal"], ["eal"]], [[...no, "english"], ["english-first"]]),
  sen: words(
    [
      ["k", "sen support", "sen-support", "support"],
      ["sen-support", "any-sen"],
    ],
    [
      ["e", "ehcp", "ehc plan"],
      ["ehcp", "any-sen"],
    ],
    [[...no, "no sen", "none"], ["no-sen"]],
  ),
  "prior attainment": words([["low", "l"], ["prior-low"]], [["middle", "mid", "m"], ["prior-middle"]], [["high", "h"], ["prior-high"]]),
};
const whole = (text: string) => (/^\d{1,5}$/.test(text) ? Number(text) : undefined);

/** What one pupil adds: to the numerator and the denominator; undefined where the row tells no outcome. */
function outcomeOf(making: Making, row: PupilRow): Outcome<readonly [number, number] | undefined, PupilRefusal> {
  const said = (column: string) => row.cell(column).trim().toLowerCase();
  const wrong = (column: string, kind: PupilRefusal["kind"]) => refuse({ row: row.row, column, kind });
  if (making.kind === "met") {
    if (said("met") === "") return accept(undefined);
    return yes.includes(said("met")) ? accept([1, 1]) : no.includes(said("met")) ? accept([0, 1]) : wrong("met", "word");
  }
  if (making.kind === "score") {
    if (said("score") === "") return accept(undefined);
    return /^\d{1,4}(\.\d+)?$/.test(said("score")) ? accept([Number(said("score")), 1]) : wrong("score", "number");
  }
  if (said("sessions possible") === "" && said("sessions attended") === "") return accept(undefined);
  const [possible, attended] = [whole(said("sessions possible")), whole(said("sessions attended"))];
  if (possible === undefined) return wrong("sessions possible", "number");
  if (attended === undefined) return wrong("sessions attended", "number");
  if (attended > possible) return wrong("sessions attended", "attended-more");
  if (possible === 0) return accept(undefined);
  if (making.kind === "attended") return accept([attended, possible]);
  if (making.kind === "missed") return accept([possible - attended, possible]);
  return accept([(possible - attended) / possible >= making.share - 1e-12 ? 1 : 0, 1]);
}

/** The groups a pupil is in, by the flags that the file has; and of which flags nothing is said. */
function groupsOf(row: PupilRow, columns: readonly string[]): Outcome<{ groups: PupilGroup[]; unsaid: string[] }, PupilRefusal> {
  const [groups, unsaid]: [PupilGroup[], string[]] = [["all"], []];
  for (const column of Object.keys(flags) as (keyof typeof flags)[]) {
    if (!columns.includes(column)) continue;
    const said = row.cell(column).trim().toLowerCase();
    const found = flags[column].get(said);
    if (said === "") unsaid.push(column);
    else if (!found) return refuse({ row: row.row, column, kind: "word" });
    else groups.push(...found);
  }
  if (groups.includes("disadvantaged"))
    for (const sex of ["boys", "girls"] as const) if (groups.includes(sex)) groups.push(`disadvantaged-${sex}`);
  return accept({ groups, unsaid });
}

/** Counts rows about pupils into groups of each academy; refuses every row that says what cannot be, and then counts nothing. */
export function countPupils(
  making: Making,
  columns: readonly string[],
  rows: readonly PupilRow[],
  academyOf: (said: string) => string | undefined,
): Outcome<PupilCount, readonly PupilRefusal[]> {
  const counts = new Map<string, GroupCount>();
  const refused: PupilRefusal[] = [];
  const unsaid: Record<string, number> = {};
  let without = 0;
  for (const row of rows) {
    const academy = academyOf(row.cell("academy").trim());
    const [outcome, member] = [outcomeOf(making, row), groupsOf(row, columns)];
    if (academy === undefined) refused.push({ row: row.row, column: "academy", kind: "academy" });
    else if (!outcome.ok) refused.push(outcome.refusal);
    else if (!member.ok) refused.push(member.refusal);
    else if (!outcome.value) without++;
    else {
      for (const column of member.value.unsaid) unsaid[column] = (unsaid[column] ?? 0) + 1;
      for (const group of member.value.groups) {
        const key = `${academy}\n${group}`;
        const { numerator, denominator } = counts.get(key) ?? { numerator: 0, denominator: 0 };
        counts.set(key, { academy, group, numerator: numerator + outcome.value[0], denominator: denominator + outcome.value[1] });
      }
    }
  }
  if (refused.length > 0) return refuse(refused);
  return accept({ groups: [...counts.values()], pupils: rows.length - without, without, unsaid });
}

export function sayPupilRefusal({ kind, column }: PupilRefusal): string {
  switch (kind) {
    case "academy":
      return "This is not one of the trust's own. Give its URN, or leave the column out and choose it on the page.";
    case "word":
      return `Under “${column}” stands no word that is known here. See the words listed on the page.`;
    case "number":
      return `Under “${column}” stands no number.`;
    case "attended-more":
      return "More sessions were attended than were possible.";
    case "no-sessions":
      return "There were no possible sessions.";
  }
}
