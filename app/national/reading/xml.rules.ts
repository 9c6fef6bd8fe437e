/** What is told of a document, in its order. Names come without their prefix; attributes as they are written. */
export interface XmlListener {
  open(name: string, attributes: string): void;
  close(name: string): void;
  text(text: string): void;
}

/** The document is no XML that a spreadsheet program writes: a tag that never ends, or one that defines its own entities. */
export class NotXml extends Error {}

const longestTag = 1_000_000;

/** Reads XML in pieces, as spreadsheet programs write it; no entity but the five of XML and numbers is ever resolved. */
export function xmlReader(listener: XmlListener): { push(text: string): void } {
  let rest = "";
  const skip = (from: number, ending: string): number => {
    const end = rest.indexOf(ending, from);
    return end < 0 ? -1 : end + ending.length;
  };
  return {
    push(piece) {
      rest = rest === "" ? piece : rest + piece;
      let at = 0;
      for (;;) {
        const tag = rest.indexOf("<", at);
        if (tag < 0) break;
        if (tag > at) listener.text(unescapeXml(rest.slice(at, tag)));
        at = tag;
        let end: number;
        const mark = rest.charCodeAt(tag + 1);
        if (mark === 33) {
          // The longest opening that must be told from the others has nine characters.
          if (rest.length < tag + 9) break;
          if (rest.startsWith("<!--", tag)) end = skip(tag + 4, "-->");
          else if (rest.startsWith("<![CDATA[", tag)) {
            end = skip(tag + 9, "]]>");
            if (end > 0) listener.text(rest.slice(tag + 9, end - 3));
          } else throw new NotXml();
        } else if (mark === 63) end = skip(tag + 2, "?>");
        else {
          end = tagEnd(rest, tag + 1);
          if (end > 0) tell(rest, tag, end, listener);
        }
        if (end < 0) break;
        at = end;
      }
      rest = rest.slice(at);
      if (rest.length > longestTag) {
        // Text may be told before its end, unless an entity could be cut in two.
        if (rest.charCodeAt(0) === 60 || rest.includes("&")) throw new NotXml();
        listener.text(rest);
        rest = "";
      }
    },
  };
}

function tell(text: string, tag: number, end: number, listener: XmlListener): void {
  if (text.charCodeAt(tag + 1) === 47) {
    listener.close(unprefixed(text.slice(tag + 2, end - 1).trimEnd()));
    return;
  }
  const empty = text.charCodeAt(end - 2) === 47;
  const inner = text.slice(tag + 1, empty ? end - 2 : end - 1);
  const space = inner.search(/\s/);
  const name = unprefixed(space < 0 ? inner : inner.slice(0, space));
  listener.open(name, space < 0 ? "" : inner.slice(space));
  if (empty) listener.close(name);
}

/** After the tag's `>`, which may also stand inside a quoted value; -1 when it has not come yet. */
function tagEnd(text: string, from: number): number {
  let quote = 0;
  for (let at = from; at < text.length; at++) {
    const character = text.charCodeAt(at);
    if (quote !== 0) quote = character === quote ? 0 : quote;
    else if (character === 62) return at + 1;
    else if (character === 34 || character === 39) quote = character;
  }
  return -1;
}

const unprefixed = (name: string): string => name.slice(name.indexOf(":") + 1);

const readers = new Map<string, RegExp>();

/** One attribute's value; undefined when it is not there. A prefix does not matter. */
export function attribute(attributes: string, name: string): string | undefined {
  let reader = readers.get(name);
  if (!reader) {
    reader = new RegExp(`\\s(?:[\\w.-]+:)?${name}\\s*=\\s*(?:"([^"]*)"|'([^']*)')`);
    readers.set(name, reader);
  }
  const found = reader.exec(attributes);
  return found ? unescapeXml(found[1] ?? found[2] ?? "") : undefined;
}

const named: Readonly<Record<string, string>> = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'" };

export function unescapeXml(text: string): string {
  if (!text.includes("&")) return text;
  return text.replace(/&(?:#x([0-9a-f]{1,6})|#(\d{1,7})|(amp|lt|gt|quot|apos));/gi, (whole, hex, decimal, name) => {
    if (name) return named[name.toLowerCase()] ?? whole;
    const code = hex ? Number.parseInt(hex, 16) : Number(decimal);
    return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : whole;
  });
}
