import { randomUUID } from "node:crypto";
import { rmSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** Puts an uploaded file where a reader can stream it, and takes it away again whatever happens. */
export async function withUpload<Answer>(file: File, use: (path: string) => Promise<Answer>): Promise<Answer> {
  const path = join(tmpdir(), `eddystone-upload-${randomUUID()}`);
  try {
    await writeFile(path, file.stream(), { mode: 0o600 });
    return await use(path);
  } finally {
    rmSync(path, { force: true });
  }
}
