import { createHash } from "node:crypto";
import { createReadStream, existsSync } from "node:fs";
import { open, rename, rm } from "node:fs/promises";
import { dirname } from "node:path";
import { pipeline } from "node:stream";
import { promisify } from "node:util";
import { createGunzip, gzip } from "node:zlib";

// A backup is a .tar.gz that tar and gzip open without Eddystone. Each entry is a gzip member of its own, so that damage has a place;
// a last, empty member carries the SHA-256 of every byte before it in its comment, so that no bit is outside the sum.

const compress = promisify(gzip);
const block = 512;
const largestEntry = 64 * 1024 * 1024;

function tarHeader(name: string, size: number, seconds: number): Buffer {
  const header = Buffer.alloc(block);
  const cut = name.lastIndexOf("/");
  const octal = (value: number, digits: number, at: number) => header.write(value.toString(8).padStart(digits, "0"), at);
  header.write(name.slice(cut + 1), 0, 100);
  octal(0o600, 7, 100);
  octal(0, 7, 108);
  octal(0, 7, 116);
  octal(size, 11, 124);
  octal(seconds, 11, 136);
  header.write("        0", 148);
  header.write("ustar\x0000", 257);
  header.write(name.slice(0, Math.max(cut, 0)), 345, 155);
  octal(
    header.reduce((sum, byte) => sum + byte, 0),
    6,
    148,
  );
  header[154] = 0;
  return header;
}

const padding = (size: number) => Buffer.alloc((block - (size % block)) % block);

/** The empty last member: a gzip header with the sum as its comment, no data, and the sums of no data. */
const sealOf = (sha256: string) =>
  Buffer.concat([
    Buffer.from("1f8b08100000000000ff", "hex"),
    Buffer.from(`eddystone backup sha256=${sha256}\0`),
    Buffer.from([3, 0, ...Array(8).fill(0)]),
  ]);
const sealLength = sealOf("0".repeat(64)).length;

export type Archive = {
  readonly add: (name: string, bytes: Buffer) => Promise<void>;
  /** Ends the file, sees it safe on the disk and gives it its name; answers its SHA-256 and its size. */
  readonly seal: () => Promise<{ sha256: string; bytes: number }>;
  readonly abandon: () => Promise<void>;
};

/** Begins a new file beside its name (`.part`), readable by its owner only. */
export async function beginArchive(path: string, seconds: number): Promise<Archive> {
  const part = `${path}.part`;
  const handle = await open(part, "wx", 0o600);
  const sum = createHash("sha256");
  let bytes = 0;
  const write = async (chunk: Buffer) => {
    await handle.appendFile(chunk);
    bytes += chunk.length;
  };
  const member = async (plain: Buffer) => {
    const packed = await compress(plain, { level: 4 });
    sum.update(packed);
    await write(packed);
  };
  return {
    add: (name, body) => member(Buffer.concat([tarHeader(name, body.length, seconds), body, padding(body.length)])),
    async seal() {
      await member(Buffer.alloc(2 * block));
      const seal = sealOf(sum.copy().digest("hex"));
      const sha256 = sum.update(seal).digest("hex");
      await write(seal);
      await handle.sync();
      await handle.close();
      // Asked again, because a rename writes over a file that came to be in the meantime.
      if (existsSync(path)) throw Object.assign(new Error(`${path} came to be`), { code: "EEXIST" });
      await rename(part, path);
      await syncFolder(dirname(path));
      return { sha256, bytes };
    },
    async abandon() {
      await handle.close().catch(() => {});
      await rm(part, { force: true });
    },
  };
}

/** Makes the name safe too, where the file system knows how. */
async function syncFolder(path: string) {
  const folder = await open(path, "r");
  await folder.sync().catch(() => {});
  await folder.close();
}

/** The first entry of every backup; what does not begin with it is none. */
export const firstEntry = "eddystone-backup.json";

/** Whether a file is as it was written, and its SHA-256 as `sha256sum` tells it. */
export type Seal = { readonly found: "whole" | "damaged" | "no-seal"; readonly sha256: string };

/** Whether every byte of a file is as it was written. */
export async function readSeal(path: string): Promise<Seal> {
  const file = await open(path, "r");
  try {
    const { size } = await file.stat();
    const length = Math.max(0, size - sealLength);
    const { buffer, bytesRead } = await file.read(Buffer.alloc(sealLength), 0, sealLength, length);
    const seal = buffer.subarray(0, bytesRead);
    const sum = createHash("sha256");
    if (length > 0) for await (const chunk of createReadStream(path, { end: length - 1, highWaterMark: 1024 * 1024 })) sum.update(chunk);
    const before = sum.copy().digest("hex");
    const sha256 = sum.update(seal).digest("hex");
    const said = /sha256=([0-9a-f]{64})/.exec(seal.toString("latin1"))?.[1];
    if (!said || !seal.equals(sealOf(said))) return { found: "no-seal", sha256 };
    return { found: said === before ? "whole" : "damaged", sha256 };
  } finally {
    await file.close();
  }
}

export type Entry = { readonly name: string; readonly bytes: Buffer };

/** The entries of a file in order, one in memory at a time; throws at what is no entry or does not add up. */
export async function* entriesOf(path: string): AsyncGenerator<Entry, void> {
  const plain = createGunzip({ chunkSize: 256 * 1024 });
  pipeline(createReadStream(path, { highWaterMark: 256 * 1024 }), plain, () => {});
  let held: Buffer[] = [];
  let size = 0;
  const take = (length: number) => {
    const all = held.length === 1 && held[0] ? held[0] : Buffer.concat(held);
    held = [all.subarray(length)];
    size -= length;
    return all.subarray(0, length);
  };
  let header: { name: string; length: number } | undefined;
  for await (const chunk of plain as AsyncIterable<Buffer>) {
    held.push(chunk);
    size += chunk.length;
    for (;;) {
      if (!header) {
        if (size < block) break;
        header = readHeader(take(block));
        if (!header) return;
      }
      const whole = header.length + padding(header.length).length;
      if (size < whole) break;
      yield { name: header.name, bytes: take(whole).subarray(0, header.length) };
      header = undefined;
    }
  }
  throw new Error("the archive has no end");
}

/** Name and length of an entry; undefined at the block of zeros that ends the archive. */
function readHeader(header: Buffer): { name: string; length: number } | undefined {
  if (header.every((byte) => byte === 0)) return undefined;
  const text = (at: number, length: number) => header.toString("latin1", at, at + length).split("\0")[0] ?? "";
  const length = Number.parseInt(text(124, 12), 8);
  if (text(257, 6) !== "ustar" || !(length <= largestEntry)) throw new Error("this is no entry of an archive");
  return { name: [text(345, 155), text(0, 100)].filter(Boolean).join("/"), length };
}
