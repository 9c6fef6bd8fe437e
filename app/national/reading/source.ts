import { createHash } from "node:crypto";
import { open } from "node:fs/promises";

/** A file's bytes, wherever they lie: on the disk, in memory, or in the pieces of a job. */
export interface Source {
  readonly size: number;
  /** Up to `length` bytes from `offset`; fewer where a piece ends, none at the end of the file. */
  read(offset: number, length: number): Promise<Uint8Array>;
}

/** A file on the disk, for as long as `use` runs. Answers undefined when it is no file that may be read. */
export async function withFile<Answer>(path: string, use: (source: Source) => Promise<Answer>): Promise<Answer | undefined> {
  const file = await open(path).catch(() => undefined);
  try {
    const found = await file?.stat();
    if (!file || !found?.isFile()) return undefined;
    return await use({
      size: found.size,
      read: async (offset, length) => {
        const { buffer, bytesRead } = await file.read(Buffer.allocUnsafe(length), 0, length, offset);
        return buffer.subarray(0, bytesRead);
      },
    });
  } finally {
    await file?.close();
  }
}

export const memorySource = (bytes: Uint8Array): Source => ({
  size: bytes.length,
  read: async (offset, length) => bytes.subarray(offset, offset + length),
});

/** The bytes from one place to another, piece by piece; ends early where the file does. */
export async function* bytesOf(source: Source, most: number, from = 0, to = source.size): AsyncGenerator<Uint8Array> {
  for (let at = from; at < to; ) {
    const piece = await source.read(at, Math.min(most, to - at));
    if (piece.length === 0) return;
    at += piece.length;
    yield piece;
  }
}

/** A run of bytes as one; shorter where the file ends. */
export async function bytesAt(source: Source, from: number, length: number): Promise<Buffer> {
  return Buffer.concat(await Array.fromAsync(bytesOf(source, length, Math.max(0, from), Math.min(source.size, from + length))));
}

export async function sha256Of(source: Source): Promise<string> {
  const hash = createHash("sha256");
  for await (const piece of bytesOf(source, 1_048_576)) hash.update(piece);
  return hash.digest("hex");
}
