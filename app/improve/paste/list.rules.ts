import type { Line, LineKind } from "./lines.rules.ts";

/** Where a line stands in a list: how deep, and whether the list goes deeper than that. */
export type Listed = { readonly level: number; readonly deeper: boolean };

const symbols = "-•*▪·●○–‣⁃◦■□➢✓❖❑\uF0B7\uF0A7\uF0D8\uF0FC";
const letter = /^\(?([a-z]|[ivx]{1,4})[.)]\s+/;
const symbol = new RegExp(`^(?:([${symbols}])\\s*|([o§])\\s+)`);
const number = /^\d{1,2}(?:(?:\.\d{1,2}){1,3}[a-z]?[.)]?|[a-z]?[.)])\s+/;
/** What a line says behind its bullet or letter. */
export function unmarked(line: string): string {
  const text = line.trim();
  return symbol.test(text) ? text.replace(symbol, "") : text.replace(letter, "");
}

/** Word writes the tab between a bullet and its words: it is none of a table, unless it stands behind a bullet's own cell. */
const wordBullet = /(^|\t)( *[•·●▪○■□◦§\uF0B7\uF0A7\uF0D8\uF0FC]) *\t+(?=\S)/g;
const lettersOfBullets: Readonly<Record<string, string>> = { Ø: "➢", ü: "✓", v: "❖", q: "❑" };
export const joinBullets = (line: string): string =>
  line
    .replace(wordBullet, "$1$2 ")
    .replace(/^(\s*)([-–*oØüvq]) *\t+([^\t]+)$/, (_, indent, mark, text) => `${indent}${lettersOfBullets[mark] ?? mark} ${text}`);
/** Whether a line is an item of a list, marked by a bullet, a letter or a number, and not a row of a table. */
export function isItem(line: string): boolean {
  const text = line.trim();
  const mark = [symbol, letter, number].map((one) => one.exec(text)?.[0]).find((one) => one !== undefined);
  return mark !== undefined && !text.slice(mark.length).includes("\t");
}

/** By what an item is known to be of the same level as another: how far in it stands, and how it is marked. */
type Place = { readonly indent: number; readonly mark: string; readonly last: string };
function placeOf(line: string, is: LineKind, open: readonly Place[]): Place | undefined {
  const indent = (/^\s*/.exec(line)?.[0] ?? "").replaceAll("\t", "    ").length;
  const [text, before] = [line.trim(), open.at(-1)];
  const bullet = symbol.exec(text);
  if (bullet) return { indent, mark: bullet[1] ?? bullet[2] ?? "", last: "" };
  const said = letter.exec(text)?.[1];
  if (said) {
    // An "i" goes on with the letters where an "h" stood before it.
    const goesOn = before?.mark === "letter" && said.length === 1 && said.charCodeAt(0) === before.last.charCodeAt(0) + 1;
    return { indent, mark: /^[ivx]+$/.test(said) && !goesOn ? "roman" : "letter", last: said };
  }
  // A number is one of a part of the plan, unless it stands further in than the list it stands in, or is known to be of a label's list.
  const within = (is.kind === "item" && is.of !== undefined) || (number.test(text) && indent > (open[0]?.indent ?? indent));
  return within ? { indent, mark: "number", last: "" } : undefined;
}

/** Gives each line its level in the list it stands in: by its indentation, and by how it is marked. Any other line ends the list. */
export function inLists(lines: readonly { readonly line: string; readonly is: LineKind }[]): Line[] {
  const depths: number[] = [];
  let [open, list, labelAt]: [readonly Place[], number, number | undefined] = [[], -1, undefined];
  const placed = lines.map(({ line, is }): { is: LineKind; list: number; level?: number } => {
    const place = placeOf(line, is, open);
    if (place === undefined || open.length === 0) [list, labelAt] = [list + 1, undefined];
    if (place === undefined) {
      open = [];
      return { is, list };
    }
    const same = open.findIndex(({ indent, mark }) => indent === place.indent && mark === place.mark);
    const above = same >= 0 ? open.slice(0, same) : open.slice(0, open.findLastIndex(({ indent }) => indent <= place.indent) + 1);
    open = [...above, place];
    const level = above.length;
    // What stands below a label is said of something, and makes nothing above it a part that holds others.
    if (labelAt !== undefined && level <= labelAt) labelAt = undefined;
    const makesPart = is.kind !== "label" || (is.text !== "" && (is.says === "action" || is.says === "criterion"));
    if (labelAt === undefined && makesPart) depths[list] = Math.max(depths[list] ?? 0, level);
    if (labelAt === undefined && is.kind === "label") labelAt = level;
    return { is: place.mark === "number" && is.kind === "part" ? { kind: "item", text: is.text } : is, list, level };
  });
  return placed.map(({ is, list: of, level }) =>
    level === undefined ? is : { ...is, listed: { level, deeper: (depths[of] ?? 0) > level } },
  );
}
