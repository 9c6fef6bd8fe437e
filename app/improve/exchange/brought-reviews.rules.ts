import { type Decision, isDecision, isRag, type Line, type Rag } from "../progress/progress.rules.ts";
import type { BroughtPart, BroughtRefusal } from "./brought.rules.ts";
import { plain } from "./plain.rules.ts";
import type { SheetColumn, SheetReview } from "./sheet.rules.ts";

type Day = { readonly written: string; readonly day: string | undefined };
/** A row that says how an objective went; what its file has no column for is left out. */
export type BroughtLine = {
  readonly row: number;
  readonly under: string;
  readonly rag: Rag | "" | undefined;
  readonly narrative: string | undefined;
  readonly decision: Decision | "" | undefined;
  readonly kpis: readonly string[] | undefined;
};
export type BroughtReview = {
  readonly row: number;
  readonly number: number;
  readonly on: Day | undefined;
  readonly next: Day | undefined;
  readonly lines: readonly BroughtLine[];
};
/** A review of progress that comes with a new plan, of each part by its ref. */
export type PastReview = Omit<SheetReview, "lines"> & {
  readonly row: number;
  readonly lines: readonly (Omit<Line, "part"> & { readonly ref: string; readonly kpis: readonly string[] })[];
};
export type ReviewRefusal =
  | { readonly kind: "number"; readonly expected: number }
  | { readonly kind: "on-needed" | "on-to-come" | "next-not-later" | "not-an-objective" | "unwritten" }
  | { readonly kind: "on-too-early"; readonly last: string }
  | { readonly kind: "line-twice"; readonly first: number }
  | { readonly kind: "rag" | "narrative" | "decision" | "targets" }
  | { readonly kind: "rewritten"; readonly column: SheetColumn };
type Refusing = (row: number, refusal: ReviewRefusal) => void;

/**
 * The reviews that come with a new plan, as its past; a plan that is there already keeps the reviews it has: rows of those say what they say,
 * and no other is added to them.
 */
export function considerReviews(
  brought: readonly BroughtReview[],
  named: ReadonlyMap<string, BroughtPart>,
  facts: { readonly reviews: readonly SheetReview[]; readonly today: string },
  begins: boolean,
): { readonly reviews: readonly PastReview[]; readonly refused: readonly BroughtRefusal[] } {
  const refused: BroughtRefusal[] = [];
  const refuse: Refusing = (row, refusal) => refused.push({ row, kind: "review", refusal });
  const byNumber = new Map<number, BroughtReview>();
  for (const review of brought) {
    const first = byNumber.get(review.number);
    if (first) refused.push({ row: review.row, kind: "ref-twice", first: first.row });
    else byNumber.set(review.number, review);
  }
  const inTurn = [...byNumber.values()].toSorted((a, b) => a.number - b.number);
  for (const { lines } of inTurn) considerLines(lines, named, refuse);
  if (begins) return { reviews: asPast(inTurn, facts.today, refuse), refused };
  for (const review of inTurn) {
    const kept = facts.reviews.find(({ number }) => number === review.number);
    if (kept) considerKept(review, kept, named, refuse);
    else refuse(review.row, { kind: "unwritten" });
  }
  return { reviews: [], refused };
}

/** Each row is of an objective, and each objective stands once in a review. */
function considerLines(lines: readonly BroughtLine[], named: ReadonlyMap<string, BroughtPart>, refuse: Refusing): void {
  const first = new Map<string, number>();
  for (const { row, under } of lines) {
    const part = named.get(under);
    const before = first.get(under);
    if (part && part.kind !== "objective") refuse(row, { kind: "not-an-objective" });
    else if (before !== undefined) refuse(row, { kind: "line-twice", first: before });
    else first.set(under, row);
  }
}

/** Reviews as a plan's past: numbered and dated in order, none still to come, each row with its colour, narrative and decision. */
function asPast(reviews: readonly BroughtReview[], today: string, refuse: Refusing): PastReview[] {
  let last = "";
  return reviews.map(({ row, number, on, next, lines }, at) => {
    const day = on?.day ?? "";
    if (number !== at + 1) refuse(row, { kind: "number", expected: at + 1 });
    else if (!day) refuse(row, { kind: "on-needed" });
    else if (day > today) refuse(row, { kind: "on-to-come" });
    else if (day < last) refuse(row, { kind: "on-too-early", last });
    else if (next?.day && next.day <= day) refuse(row, { kind: "next-not-later" });
    last = day > last ? day : last;
    return { row, number, on: day, next: next?.day ?? null, lines: lines.flatMap((line) => considerLine(line, refuse) ?? []) };
  });
}
function considerLine(line: BroughtLine, refuse: Refusing): PastReview["lines"][number] | undefined {
  const { row, under, rag = "", decision = "", kpis = [] } = line;
  const narrative = (line.narrative ?? "").trim();
  if (!isRag(rag)) refuse(row, { kind: "rag" });
  else if (!narrative || narrative.length > 4000) refuse(row, { kind: "narrative" });
  else if (!isDecision(decision)) refuse(row, { kind: "decision" });
  else if (kpis.some((kpi) => kpi.length > 1000)) refuse(row, { kind: "targets" });
  else return { ref: under, rag, narrative, decision, kpis };
  return undefined;
}

/** What a review said is kept as it was said; what the file leaves out of it is left alone. */
function considerKept(review: BroughtReview, kept: SheetReview, named: ReadonlyMap<string, BroughtPart>, refuse: Refusing): void {
  const rewritten = (row: number, column: SheetColumn) => refuse(row, { kind: "rewritten", column });
  const moved = (day: Day | undefined, was: string | null) => day !== undefined && (day.day ?? null) !== was;
  if (moved(review.on, kept.on)) rewritten(review.row, "from");
  if (moved(review.next, kept.next)) rewritten(review.row, "next review");
  for (const { row, under, rag, narrative, decision, kpis } of review.lines) {
    const id = named.get(under)?.id;
    const was = kept.lines.find(({ part }) => part === id);
    if (!was) rewritten(row, "under");
    else if (rag !== undefined && rag !== was.rag) rewritten(row, "colour");
    else if (narrative !== undefined && plain(narrative) !== plain(was.narrative)) rewritten(row, "narrative");
    else if (decision !== undefined && decision !== was.decision) rewritten(row, "decision");
    else if (kpis !== undefined && plain(kpis.join("\n")) !== plain(was.kpis.join("\n"))) rewritten(row, "targets then");
  }
}

export function columnOfReview(refusal: ReviewRefusal): SheetColumn {
  switch (refusal.kind) {
    case "number":
    case "unwritten":
      return "ref";
    case "on-needed":
    case "on-to-come":
    case "on-too-early":
      return "from";
    case "next-not-later":
      return "next review";
    case "not-an-objective":
    case "line-twice":
      return "under";
    case "rag":
      return "colour";
    case "targets":
      return "targets then";
    case "narrative":
    case "decision":
      return refusal.kind;
    case "rewritten":
      return refusal.column;
  }
}
