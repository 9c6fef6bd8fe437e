import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { open, stat } from "node:fs/promises";
import { createGunzip } from "node:zlib";
import { Unzip, UnzipInflate } from "fflate";
import { accept, type Outcome, refuse } from "../language/outcome.ts";
import type { ImportRefusal } from "./import-report.rules.ts";

/** How far an archive may unpack. */
export interface UnpackLimits {
  readonly bytes: number;
  readonly ratio: number;
  /** Below this many bytes the ratio does not count: a small file of blanks is no bomb. */
  readonly ratioFrom: number;
}

export const unpackLimits: UnpackLimits = { bytes: 1_000_000_000, ratio: 200, ratioFrom: 10_000_000 };

/** Thrown inside a stream; the acts of this slice turn it into a refusal. */
export class FileRefused extends Error {
  readonly refusal: ImportRefusal;
  constructor(refusal: ImportRefusal) {
    super(refusal.kind);
    this.refusal = refusal;
  }
}

/** A file whose wrapping and encoding are known. */
export interface Decodable {
  readonly encoding: "utf-8" | "windows-1252" | "utf-16le" | "utf-16be";
  readonly wrapping: "plain" | "zip" | "gzip";
  readonly sha256: string;
  /** Bytes of text, unpacked. */
  readonly bytes: number;
  /** The text, piece by piece, without a byte order mark. */
  text(): AsyncGenerator<string>;
}

/**
 * Reads the whole file once to learn its encoding (a byte order mark, else strict UTF-8, else windows-1252: the register's own) and to
 * refuse what is no CSV; `text()` then reads it a second time. Neither pass holds more than a piece of it.
 */
export async function decodeFile(path: string, limits: UnpackLimits = unpackLimits): Promise<Outcome<Decodable, ImportRefusal>> {
  try {
    const found = await stat(path).catch(() => undefined);
    if (!found?.isFile()) return refuse({ kind: "no-such-file" });
    if (found.size === 0) return refuse({ kind: "empty" });
    const wrapping = wrappingOf(await firstBytes(path, 8));
    const hash = createHash("sha256");
    let bytes = 0;
    let head: Uint8Array = new Uint8Array(0);
    let utf8 = true;
    let zeros = false;
    const strict = new TextDecoder("utf-8", { fatal: true });
    for await (const piece of unpacked(path, wrapping, limits, (raw) => hash.update(raw))) {
      if (head.length < 1024) head = Buffer.concat([head, piece.subarray(0, 1024)]);
      bytes += piece.length;
      zeros ||= piece.includes(0);
      utf8 &&= decodes(strict, piece, true);
    }
    utf8 &&= decodes(strict, new Uint8Array(0), false);
    if (bytes === 0) return refuse({ kind: "empty" });
    const marked = markOf(head);
    const encoding = marked ?? (utf8 ? "utf-8" : "windows-1252");
    const wrong = wrongContent(head, zeros && !encoding.startsWith("utf-16"), encoding);
    if (wrong) return refuse(wrong);
    return accept({
      encoding,
      wrapping,
      bytes,
      sha256: hash.digest("hex"),
      text: () => textOf(unpacked(path, wrapping, limits), encoding),
    });
  } catch (error) {
    if (error instanceof FileRefused) return refuse(error.refusal);
    if (isFileError(error)) return refuse({ kind: "no-such-file" });
    throw error;
  }
}

async function* textOf(pieces: AsyncGenerator<Uint8Array>, encoding: string): AsyncGenerator<string> {
  // `ignoreBOM` left off: the decoder takes the mark away. A file with a mark that is not clean UTF-8 shows U+FFFD, which is reported.
  const decoder = new TextDecoder(encoding);
  for await (const piece of pieces) {
    const text = decoder.decode(piece, { stream: true });
    if (text !== "") yield text;
  }
  const tail = decoder.decode();
  if (tail !== "") yield tail;
}

async function* unpacked(
  path: string,
  wrapping: Decodable["wrapping"],
  limits: UnpackLimits,
  onRaw: (raw: Uint8Array) => void = () => {},
): AsyncGenerator<Uint8Array> {
  let rawBytes = 0;
  let outBytes = 0;
  const counted = (piece: Uint8Array): Uint8Array => {
    outBytes += piece.length;
    const bomb = wrapping !== "plain" && outBytes > limits.ratioFrom && outBytes > rawBytes * limits.ratio;
    if (outBytes > limits.bytes || bomb) throw new FileRefused({ kind: "unpacks-too-large" });
    return piece;
  };
  const raw = async function* () {
    // Small pieces of an archive, so that one of them cannot unpack to more than a few megabytes before it is counted.
    for await (const piece of createReadStream(path, { highWaterMark: wrapping === "plain" ? 262_144 : 16_384 })) {
      rawBytes += (piece as Uint8Array).length;
      onRaw(piece as Uint8Array);
      yield piece as Uint8Array;
    }
  };
  if (wrapping === "plain") {
    for await (const piece of raw()) yield counted(piece);
  } else if (wrapping === "gzip") {
    const gunzip = createGunzip({ chunkSize: 262_144 });
    const feed = feedInto(gunzip, raw());
    try {
      for await (const piece of gunzip) yield counted(piece as Uint8Array);
    } catch (error) {
      throw error instanceof FileRefused ? error : new FileRefused({ kind: "damaged-archive" });
    } finally {
      gunzip.destroy();
      await feed;
    }
  } else yield* unzipped(raw(), counted);
}

/** Writes pieces as fast as the stream takes them; ends quietly when the stream was destroyed by its reader. */
async function feedInto(stream: ReturnType<typeof createGunzip>, pieces: AsyncGenerator<Uint8Array>): Promise<void> {
  for await (const piece of pieces) {
    if (stream.destroyed) return;
    if (stream.write(piece)) continue;
    await new Promise<void>((resolve) => {
      const done = () => {
        stream.off("drain", done).off("close", done);
        resolve();
      };
      stream.on("drain", done).on("close", done);
    });
  }
  if (!stream.destroyed) stream.end();
}

async function* unzipped(raw: AsyncGenerator<Uint8Array>, counted: (piece: Uint8Array) => Uint8Array): AsyncGenerator<Uint8Array> {
  const names: string[] = [];
  const tables: string[] = [];
  let ready: Uint8Array[] = [];
  let finished = false;
  const unzip = new Unzip((entry) => {
    if (/^(\[Content_Types\]\.xml|xl\/|mimetype$)/.test(entry.name)) throw new FileRefused({ kind: "spreadsheet" });
    if (entry.name.endsWith("/") || /(^|\/)(__MACOSX\/|\.)/.test(entry.name)) return;
    names.push(entry.name);
    if (!/\.(csv|txt)$/i.test(entry.name)) return;
    tables.push(entry.name);
    if (tables.length > 1) throw new FileRefused({ kind: "archive-with-several", names: tables });
    entry.ondata = (error, piece, final) => {
      // fflate hands back here what `counted` threw.
      if (error) throw error instanceof FileRefused ? error : new FileRefused({ kind: "damaged-archive" });
      ready.push(counted(piece));
      finished ||= final;
    };
    entry.start();
  });
  unzip.register(UnzipInflate);
  const push = (piece: Uint8Array, final: boolean) => {
    try {
      unzip.push(piece, final);
    } catch (error) {
      throw error instanceof FileRefused ? error : new FileRefused({ kind: "damaged-archive" });
    }
  };
  const taken = () => {
    const pieces = ready;
    ready = [];
    return pieces;
  };
  for await (const piece of raw) {
    push(piece, false);
    yield* taken();
  }
  push(new Uint8Array(0), true);
  yield* taken();
  if (tables.length === 0) throw new FileRefused({ kind: "archive-without-csv", names });
  if (!finished) throw new FileRefused({ kind: "damaged-archive" });
}

function wrappingOf(head: Uint8Array): Decodable["wrapping"] {
  if (head[0] === 0x50 && head[1] === 0x4b && (head[2] === 3 || head[2] === 5)) return "zip";
  return head[0] === 0x1f && head[1] === 0x8b ? "gzip" : "plain";
}

function markOf(head: Uint8Array): Decodable["encoding"] | undefined {
  if (head[0] === 0xef && head[1] === 0xbb && head[2] === 0xbf) return "utf-8";
  if (head[0] === 0xff && head[1] === 0xfe) return "utf-16le";
  return head[0] === 0xfe && head[1] === 0xff ? "utf-16be" : undefined;
}

function wrongContent(head: Uint8Array, zeros: boolean, encoding: string): ImportRefusal | undefined {
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

async function firstBytes(path: string, count: number): Promise<Uint8Array> {
  const file = await open(path);
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(count), 0, count, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
}

const isFileError = (error: unknown): boolean =>
  error instanceof Error && "code" in error && ["ENOENT", "EACCES", "EPERM", "EISDIR", "ENOTDIR"].includes(String(error.code));
