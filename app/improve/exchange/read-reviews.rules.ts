import type { BroughtLine, BroughtReview } from "./brought-reviews.rules.ts";
import type { BroughtStep } from "./brought-steps.rules.ts";
import { decisions, ragWords, stateWords } from "./cell-words.rules.ts";
import type { CellRefusal, SheetRow } from "./read-sheet.rules.ts";
import type { SheetColumn, SheetPart } from "./sheet.rules.ts";

/** A row while it is read, with its days, and where to say that a cell of it cannot be. */
export type Reading = SheetRow & {
  readonly day: (column: SheetColumn) => string | undefined;
  readonly wrong: (column: SheetColumn, kind: Extract<CellRefusal, { said: string }>["kind"]) => void;
};
const dayOf = ({ cells, day }: Reading, column: SheetColumn) => {
  const written = cells[column];
  return written === undefined ? undefined : { written, day: day(column) };
};

/** Where a row says its action is: as it stands, of what its file has no column for; undefined where the file has none or a word is none. */
export function readStep({ cells, wrong }: Reading, before: SheetPart | undefined): BroughtStep | undefined {
  const { state: word, effect, step } = cells;
  const doing = cells["what was done"];
  if (word === undefined && doing === undefined && effect === undefined) return undefined;
  const was = before ?? { state: "to-do" as const, doing: "", effect: "" };
  // An empty cell says that nothing was begun; it does not take back what was.
  const state = word === undefined ? was.state : word === "" && was.state === "to-do" ? was.state : stateWords.read(word);
  if (!state) wrong("state", "no-such-state");
  const numbered = step === undefined || /^\d{0,6}$/.test(step);
  if (!numbered) wrong("step", "step-unread");
  return state && numbered
    ? { state, doing: doing ?? was.doing, effect: effect ?? was.effect, seen: step === undefined ? undefined : Number(step) }
    : undefined;
}

type Line = BroughtLine & { readonly review: number };
/** What a row says of an objective in a review; undefined where it names none. */
export function readLine(reading: Reading): Line | undefined {
  const { row, cells, wrong } = reading;
  const word = <Key extends string>(column: "colour" | "decision", read: (text: string) => Key | undefined): Key | "" | undefined => {
    const text = cells[column];
    const key = text ? read(text) : undefined;
    if (text && !key) wrong(column, column === "colour" ? "no-such-colour" : "no-such-decision");
    return text === undefined ? undefined : (key ?? "");
  };
  const line = {
    ...{
      row,
      under: cells.under ?? "",
      rag: word("colour", ragWords.read),
      narrative: cells.narrative,
      decision: word("decision", decisions.read),
    },
    kpis: cells["targets then"]?.split(/\r\n?|\n/).flatMap((one) => one.trim() || []),
  };
  const number = readNumber(cells.review);
  if (number === undefined) wrong("review", "no-such-review");
  return number === undefined ? undefined : { ...line, review: number };
}
/** A review by its number and days; its rows are told to it later. */
export function readReview(reading: Reading): BroughtReview | undefined {
  const number = readNumber(reading.cells.ref);
  if (number === undefined) reading.wrong("ref", "no-number");
  return number === undefined
    ? undefined
    : { row: reading.row, number, on: dayOf(reading, "from"), next: dayOf(reading, "next review"), lines: [] };
}
function readNumber(ref: string | undefined): number | undefined {
  const digits = /^R([1-9]\d{0,4})$/i.exec(ref ?? "")?.[1];
  return digits === undefined ? undefined : Number(digits);
}
/** The reviews with what was said in each; a row of a review that is not in the file is told. */
export function inReviews(
  reviews: readonly BroughtReview[],
  lines: readonly Line[],
  strange: (line: Line) => void,
): readonly BroughtReview[] {
  const numbers = new Set(reviews.map(({ number }) => number));
  for (const line of lines) if (!numbers.has(line.review)) strange(line);
  const byReview = Map.groupBy(lines, ({ review }) => review);
  return reviews.map((review) => ({ ...review, lines: byReview.get(review.number) ?? [] }));
}
