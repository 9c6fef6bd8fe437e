import { type EvidenceKind, sayKind } from "../../evidence/index.ts";
import { type EditionContent, isStale } from "../../frameworks/index.ts";
import { sayDay } from "../../language/period.ts";
import { counted } from "../../language/words.ts";

/** What a judgement rests on, counted. What was withdrawn is counted by itself and nowhere else. */
export type Coverage = {
  readonly pieces: number;
  readonly kinds: readonly EvidenceKind[];
  readonly newest: string | null;
  readonly oldest: string | null;
  /** How many people brought it. */
  readonly people: number;
  readonly against: number;
  readonly withdrawn: number;
};
export type Counted = {
  readonly kind: EvidenceKind;
  readonly dated: string;
  readonly addedById: string;
  readonly stance: "supports" | "contradicts";
  readonly withdrawn: boolean;
};

const kindsInOrder: readonly EvidenceKind[] = ["value", "note", "file", "link"];

/** Counts what a judgement rests on. */
export function coverageOf(pieces: readonly Counted[]): Coverage {
  const relied = pieces.filter(({ withdrawn }) => !withdrawn);
  const days = relied.map(({ dated }) => dated).sort();
  return {
    pieces: relied.length,
    kinds: kindsInOrder.filter((kind) => relied.some((piece) => piece.kind === kind)),
    newest: days.at(-1) ?? null,
    oldest: days[0] ?? null,
    people: new Set(relied.map(({ addedById }) => addedById)).size,
    against: relied.filter(({ stance }) => stance === "contradicts").length,
    withdrawn: pieces.length - relied.length,
  };
}

/** What a coverage lacks: each is a reason to look again before one relies on the judgement. */
export type Gap = "no-evidence" | "old" | "one-kind" | "no-figure" | "one-person";

/** What is missing, the weightiest first. Evidence older than the edition's own limit for judgements is old. */
export function gapsOf(edition: EditionContent, coverage: Coverage, today: string): Gap[] {
  if (coverage.newest === null) return ["no-evidence"];
  const gaps: Gap[] = [];
  if (isStale(edition, coverage.newest, today)) gaps.push("old");
  if (coverage.kinds.length === 1) gaps.push("one-kind");
  else if (!coverage.kinds.includes("value")) gaps.push("no-figure");
  if (coverage.people === 1) gaps.push("one-person");
  return gaps;
}

const list = (parts: readonly string[]) => (parts.length < 2 ? parts.join("") : `${parts.slice(0, -1).join(", ")} and ${parts.at(-1)}`);

/** A coverage in a line: how much, of what kinds, from when, by how many. */
export function sayCoverage({ pieces, kinds, newest, oldest, people, against, withdrawn }: Coverage): string {
  const gone = withdrawn > 0 ? `; ${withdrawn} withdrawn` : "";
  if (newest === null || oldest === null) return `No evidence to rely on${gone}.`;
  const days = newest === oldest ? `from ${sayDay(newest)}` : `from ${sayDay(oldest)} to ${sayDay(newest)}`;
  const contrary = against > 0 ? `; ${against} ${against === 1 ? "speaks" : "speak"} against it` : "";
  return `${counted(pieces, "piece")} (${list(kinds.map(sayKind))}), ${days}, brought by ${counted(people, "person", "people")}${contrary}${gone}.`;
}

/** What is missing, in a sentence each; `freshForDays` is the edition's limit. */
export function sayGap(gap: Gap, { kinds, newest }: Pick<Coverage, "kinds" | "newest">, freshForDays: number): string {
  switch (gap) {
    case "no-evidence":
      return "It rests on no evidence. Attach what was seen, read or measured.";
    case "old":
      return `Its newest evidence is from ${newest ? sayDay(newest) : "long ago"}, older than the ${freshForDays} days for which the framework counts a judgement as fresh.`;
    case "one-kind":
      return `All of it is of one kind (${sayKind(kinds[0] ?? "note")}). A second kind would bear it out or not.`;
    case "no-figure":
      return "There is no figure among it.";
    case "one-person":
      return "One person brought all of it.";
  }
}
