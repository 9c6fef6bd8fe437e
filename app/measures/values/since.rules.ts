import { sayFigure } from "../own/own-words.rules.ts";
import { type FrozenValue, saySource, type ValueLine } from "./value.rules.ts";

/** What stands now where a figure was frozen: another one with its source, or none any more. */
export type Since = { readonly kind: "changed"; readonly now: string; readonly source: string } | { readonly kind: "gone" };

const said = (figure: ValueLine["figure"], frozen: FrozenValue) =>
  sayFigure("value" in figure ? { value: figure.value, missing: null } : { value: null, missing: figure.missing }, frozen);
const saidThen = (frozen: FrozenValue) => sayFigure(frozen, frozen);

/** Whether a figure has changed since it was frozen, by what a reader would see of it: undefined where it has not. */
export function sinceFrozen(frozen: FrozenValue, line: ValueLine | undefined): Since | undefined {
  if (!line) return { kind: "gone" };
  const now = said(line.figure, frozen);
  return now === saidThen(frozen) ? undefined : { kind: "changed", now, source: saySource(line.source) };
}

/** What became of a frozen figure, in a sentence. */
export const saySince = (frozen: FrozenValue, since: Since): string =>
  since.kind === "gone"
    ? `${saidThen(frozen)} when attached; there is no such figure any more.`
    : `${saidThen(frozen)} when attached; now ${since.now} (${since.source}).`;
