import type { Duplex } from "node:stream";
import { crc32, createGunzip, createInflateRaw } from "node:zlib";
import type { ImportRefusal } from "../register/import-report.rules.ts";
import { bytesAt, bytesOf, type Source } from "./source.ts";

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

/** One file in a zip, as its directory tells it. */
export interface Entry {
  readonly name: string;
  readonly packed: number;
  readonly size: number;
  readonly crc: number;
  readonly offset: number;
  readonly method: number;
  readonly locked: boolean;
}

const damaged = () => new FileRefused({ kind: "damaged-archive" });
const mostOfDirectory = 20_000_000;

/** The files of a zip, by its directory at the end: a download that was cut off has none, and is refused as damaged. */
export async function entriesOf(source: Source): Promise<Entry[]> {
  const tail = await bytesAt(source, Math.max(0, source.size - 65_557), 65_557);
  const end = tail.lastIndexOf("PK\x05\x06", tail.length, "latin1");
  if (end < 0 || end + 22 > tail.length) throw damaged();
  let size = tail.readUInt32LE(end + 12);
  let from = tail.readUInt32LE(end + 16);
  if (size === 0xffffffff || from === 0xffffffff) {
    const locator = end - 20;
    if (locator < 0 || tail.readUInt32LE(locator) !== 0x07064b50) throw damaged();
    const large = await bytesAt(source, Number(tail.readBigUInt64LE(locator + 8)), 56);
    if (large.length < 56 || large.readUInt32LE(0) !== 0x06064b50) throw damaged();
    size = Number(large.readBigUInt64LE(40));
    from = Number(large.readBigUInt64LE(48));
  }
  if (size > mostOfDirectory || from + size > source.size) throw damaged();
  const directory = await bytesAt(source, from, size);
  const entries: Entry[] = [];
  for (let at = 0; at < directory.length; ) {
    if (at + 46 > directory.length || directory.readUInt32LE(at) !== 0x02014b50) throw damaged();
    const [nameLength, extraLength, commentLength] = [28, 30, 32].map((field) => directory.readUInt16LE(at + field)) as [
      number,
      number,
      number,
    ];
    const extra = directory.subarray(at + 46 + nameLength, at + 46 + nameLength + extraLength);
    const [unpacked, packed, offset] = [24, 20, 42].map((field) => directory.readUInt32LE(at + field)) as [number, number, number];
    const [trueSize, truePacked, trueOffset] = largeNumbers(extra, [unpacked, packed, offset]);
    entries.push({
      name: directory.toString("utf8", at + 46, at + 46 + nameLength),
      size: trueSize,
      packed: truePacked,
      offset: trueOffset,
      crc: directory.readUInt32LE(at + 16),
      method: directory.readUInt16LE(at + 10),
      locked: (directory.readUInt16LE(at + 8) & 1) === 1,
    });
    at += 46 + nameLength + extraLength + commentLength;
  }
  return entries;
}

/** Numbers that do not fit four bytes stand in an extra field, in this order and only where needed. */
function largeNumbers(extra: Buffer, short: readonly [number, number, number]): [number, number, number] {
  for (let at = 0; at + 4 <= extra.length; at += 4 + extra.readUInt16LE(at + 2)) {
    if (extra.readUInt16LE(at) !== 1) continue;
    let next = at + 4;
    return short.map((number) => {
      if (number !== 0xffffffff || next + 8 > extra.length) return number;
      next += 8;
      return Number(extra.readBigUInt64LE(next - 8));
    }) as [number, number, number];
  }
  return [...short];
}

/** One file of a zip, unpacked piece by piece; refused when it is damaged, locked, or unpacks too far. */
export async function* unzipped(source: Source, entry: Entry, limits: UnpackLimits): AsyncGenerator<Uint8Array> {
  if (entry.locked) throw new FileRefused({ kind: "locked-archive" });
  if (entry.size > limits.bytes) throw new FileRefused({ kind: "unpacks-too-large" });
  const local = await bytesAt(source, entry.offset, 30);
  if (local.length < 30 || local.readUInt32LE(0) !== 0x04034b50) throw damaged();
  const from = entry.offset + 30 + local.readUInt16LE(26) + local.readUInt16LE(28);
  if (from + entry.packed > source.size || (entry.method !== 0 && entry.method !== 8)) throw damaged();
  const to = from + entry.packed;
  let crc = 0;
  let size = 0;
  const pieces = entry.method === 0 ? bytesOf(source, 262_144, from, to) : unpacked(source, createInflateRaw(unpacking), limits, from, to);
  for await (const piece of pieces) {
    crc = crc32(piece, crc);
    size += piece.length;
    yield piece;
  }
  if (size !== entry.size || crc !== entry.crc) throw damaged();
}

export const gunzipped = (source: Source, limits: UnpackLimits): AsyncGenerator<Uint8Array> =>
  unpacked(source, createGunzip(unpacking), limits, 0, source.size);

const unpacking = { chunkSize: 262_144 };

/** Feeds the packed bytes in small pieces, so that one of them cannot unpack to more than a few megabytes before it is counted. */
async function* unpacked(source: Source, stream: Duplex, limits: UnpackLimits, from: number, to: number): AsyncGenerator<Uint8Array> {
  let fed = 0;
  let out = 0;
  let lost: unknown;
  // Told by reading it, too; without a listener a late one would end the app.
  stream.on("error", () => {});
  const feeding = (async () => {
    for await (const piece of bytesOf(source, 16_384, from, to)) {
      if (stream.destroyed) return;
      fed += piece.length;
      if (!stream.write(piece)) await drained(stream);
    }
    if (!stream.destroyed) stream.end();
  })().catch((error) => {
    lost ??= error;
    stream.destroy();
  });
  try {
    for await (const piece of stream as AsyncIterable<Uint8Array>) {
      out += piece.length;
      if (out > limits.bytes || (out > limits.ratioFrom && out > fed * limits.ratio)) throw new FileRefused({ kind: "unpacks-too-large" });
      yield piece;
    }
  } catch (error) {
    // What could not be read is the database's or the disk's error, not the archive's.
    throw lost ?? (error instanceof FileRefused ? error : damaged());
  } finally {
    stream.destroy();
    await feeding;
  }
}

function drained(stream: Duplex): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      stream.off("drain", done).off("close", done);
      resolve();
    };
    stream.on("drain", done).on("close", done);
  });
}
