import { endJob } from "../platform/jobs/job.store.ts";
import type { JobKind } from "../platform/jobs/jobs.ts";
import { type ImportAsked, importKind } from "./import.store.ts";
import { importSource } from "./import-file.ts";

/** Imports an uploaded file: the job ends in the import's own change, so that the file is imported exactly once. */
export const nationalImportJob: JobKind = {
  kind: importKind,
  async run({ job, connection, file, tell }) {
    const asked = job.detail as ImportAsked;
    const outcome = await importSource(connection, file, asked.name, {
      ...(asked.asAt ? { asAt: asked.asAt } : {}),
      askedBy: { accountId: job.askedBy, name: job.askedByName },
      jobId: job.id,
      onProgress: tell,
      beforeCommit: () => endJob(connection, job, "done", null),
    });
    if (outcome.ok) return;
    await connection.query("begin");
    await endJob(connection, job, "refused", { refusal: outcome.refusal });
    await connection.query("commit");
  },
};
