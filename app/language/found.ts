/** What stands before and after each thing found in a text that was searched; no text that is kept holds them when it is marked. */
export const foundBegins = "\u0002";
export const foundEnds = "\u0003";

/** A marked text in pieces, in the order in which they stand. */
export function partsOf(text: string): { readonly text: string; readonly found: boolean }[] {
  const [first = "", ...rest] = text.split(foundBegins);
  const parts = [{ text: first, found: false }];
  for (const each of rest) {
    const [found = "", after = ""] = each.split(foundEnds);
    parts.push({ text: found, found: true }, { text: after, found: false });
  }
  return parts.filter((part) => part.text !== "");
}

/** A marked text without its marks. */
export const unmarked = (text: string): string => text.replaceAll(foundBegins, "").replaceAll(foundEnds, "");
