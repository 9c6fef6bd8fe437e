import type { PartKind } from "./part.rules.ts";

type InTree = { readonly id: string; readonly kind: PartKind; readonly under: string | null; readonly endedBecause: string | null };

/** The parts that go on: neither they nor anything they hang under has ended. */
export function livingParts<Part extends InTree>(parts: readonly Part[]): Part[] {
  const of = new Map(parts.map((part) => [part.id, part]));
  const lives = (part: Part | undefined): boolean =>
    part === undefined ? false : part.endedBecause === null && (part.under === null || lives(of.get(part.under)));
  return parts.filter(lives);
}

/** What hangs directly under a part, or under none. */
export const directlyUnder = <Part extends InTree>(parts: readonly Part[], id: string | null, kind?: PartKind): Part[] =>
  parts.filter((part) => part.under === id && (kind === undefined || part.kind === kind));

/** Everything that hangs under a part, at however many removes. */
export function allUnder<Part extends InTree>(parts: readonly Part[], id: string): Part[] {
  const direct = directlyUnder(parts, id);
  return [...direct, ...direct.flatMap((part) => allUnder(parts, part.id))];
}

/** What a part and all under it cost, in pounds and in days; undefined where nobody has said. */
export function totalOf<Part extends InTree & { readonly cost: number | null; readonly days: number | null }>(
  parts: readonly Part[],
  id: string,
): { readonly cost: number | undefined; readonly days: number | undefined } {
  const all = [...parts.filter((part) => part.id === id), ...allUnder(parts, id)];
  const sum = (numbers: readonly (number | null)[]) => {
    const said = numbers.filter((number) => number !== null);
    return said.length === 0 ? undefined : said.reduce((total, number) => total + number, 0);
  };
  return { cost: sum(all.map(({ cost }) => cost)), days: sum(all.map(({ days }) => days)) };
}
