import type { ImportRefusal } from "../register/import-report.rules.ts";
import { FileRefused } from "./unpack.ts";

export type Encoding = "utf-8" | "windows-1252" | "utf-16le" | "utf-16be";

/**
 * Reads all of a text to learn its encoding (a byte order mark, else strict UTF-8, else windows-1252: the register's own) and its
 * length in bytes; refuses what is no CSV. It never holds more than a piece of it.
 */
export async function decode(pieces: AsyncGenerator<Uint8Array>): Promise<{ encoding: Encoding; length: number }> {
  let length = 0;
  let head: Uint8Array = new Uint8Array(0);
  let utf8 = true;
  let zeros = false;
  const strict = new TextDecoder("utf-8", { fatal: true });
  for await (const piece of pieces) {
    if (head.length < 1024) head = Buffer.concat([head, piece.subarray(0, 1024)]);
    length += piece.length;
    zeros ||= piece.includes(0);
    utf8 &&= decodes(strict, piece, true);
  }
  utf8 &&= decodes(strict, new Uint8Array(0), false);
  if (length === 0) throw new FileRefused({ kind: "empty" });
  const encoding = markOf(head) ?? (utf8 ? "utf-8" : "windows-1252");
  const wrong = wrongContent(head, zeros && !encoding.startsWith("utf-16"), encoding);
  if (wrong) throw new FileRefused(wrong);
  return { encoding, length };
}

/** The text, piece by piece, without a byte order mark; a character that no database can hold shows as U+FFFD, like one that was lost. */
export async function* textOf(pieces: AsyncGenerator<Uint8Array>, encoding: Encoding): AsyncGenerator<string> {
  // `ignoreBOM` left off: the decoder takes the mark away. A file with a mark that is not clean UTF-8 shows U+FFFD, which is reported.
  const decoder = new TextDecoder(encoding);
  for await (const piece of pieces) {
    const text = decoder.decode(piece, { stream: true });
    if (text !== "") yield storable(text);
  }
  const tail = decoder.decode();
  if (tail !== "") yield storable(tail);
}

/** Why a file that begins like this is no CSV; undefined when its beginning says nothing against it. */
export function wrongBeginning(head: Uint8Array): ImportRefusal | undefined {
  const encoding = markOf(head) ?? "windows-1252";
  const wrong = wrongContent(head, false, encoding);
  return wrong?.kind === "empty" ? undefined : wrong;
}

/** Text without what PostgreSQL cannot hold: the character 0, and halves of pairs. */
export const storable = (text: string): string => (text.includes("\0") ? text.replaceAll("\0", "\uFFFD") : text).toWellFormed();

function markOf(head: Uint8Array): Encoding | undefined {
  if (head[0] === 0xef && head[1] === 0xbb && head[2] === 0xbf) return "utf-8";
  if (head[0] === 0xff && head[1] === 0xfe) return "utf-16le";
  return head[0] === 0xfe && head[1] === 0xff ? "utf-16be" : undefined;
}

function wrongContent(head: Uint8Array, zeros: boolean, encoding: Encoding): ImportRefusal | undefined {
  if (head[0] === 0xd0 && head[1] === 0xcf && head[2] === 0x11 && head[3] === 0xe0) return { kind: "spreadsheet" };
  const start = new TextDecoder(encoding).decode(head.subarray(0, 1024)).trimStart().toLowerCase();
  if (start === "" && !zeros) return { kind: "empty" };
  if (/^<(!doctype|html|head|body|\?xml|!--|script)/.test(start)) return { kind: "web-page" };
  return zeros || start.startsWith("%pdf") ? { kind: "not-text" } : undefined;
}

function decodes(strict: TextDecoder, piece: Uint8Array, stream: boolean): boolean {
  try {
    strict.decode(piece, { stream });
    return true;
  } catch {
    return false;
  }
}
