import type { AcademyRow } from "../../organisation/index.server.ts";
import type { Look } from "../../platform/database/change.ts";
import { readValues, type ValuesAsked } from "./read-values.ts";
import type { ValueLine, ValueSource } from "./value.rules.ts";

/** Where a figure stands in the list of all: by academy first, so that a page reads the academies it shows and no other. */
export const keyOfValue = ({ urn, measure, period, group, source }: ValueLine): string =>
  `${urn}/${measure}/${period}/${group}/${source.kind}`;

/** At least the figures after a key that a page of so many shows, and one more where there is one, in the order of their keys. */
export async function valuesAfter(
  look: Look,
  academies: readonly AcademyRow[],
  asked: ValuesAsked & { readonly from?: ValueSource["kind"] | undefined; readonly after?: string | undefined; readonly limit: number },
): Promise<ValueLine[]> {
  const { from, after = "", limit } = asked;
  const rest = academies.filter(({ urn }) => String(urn) >= after.slice(0, 6)).toSorted((a, b) => a.urn - b.urn);
  const lines: ValueLine[] = [];
  const add = (some: readonly ValueLine[]) =>
    lines.push(...some.filter((line) => keyOfValue(line) > after && (from === undefined || line.source.kind === from)));
  // Of one measure all that there is is little more than a page; else one academy tells how many figures to expect of the next.
  if (asked.measures) add(await readValues(look, rest, asked));
  else
    for (let read = 0, next = 1; read < rest.length && lines.length <= limit; ) {
      const each = rest.slice(read, read + next).map((academy) => readValues(look, [academy], asked));
      add((await Promise.all(each)).flat());
      read += next;
      next = lines.length === 0 ? 2 * next : Math.ceil(((limit + 1 - lines.length) * read) / lines.length);
    }
  return lines
    .map((line) => [keyOfValue(line), line] as const)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, line]) => line);
}
