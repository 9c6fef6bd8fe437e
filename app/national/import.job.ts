import { endJob } from "../platform/jobs/job.store.ts";
import type { JobKind } from "../platform/jobs/jobs.ts";
import { type ImportAsked, importKind } from "./import.store.ts";
import { importSource } from "./import-file.ts";
import { isResultReport } from "./results/result-report.rules.ts";

/** Imports an uploaded file: the job ends in the import's own change, so that the file is imported exactly once. */
export const nationalImportJob: JobKind = {
  kind: importKind,
  async run({ job, connection, file, tell }) {
    const asked = job.detail as ImportAsked;
    const outcome = await importSource(connection, file, asked.name, {
      ...(asked.asAt ? { asAt: asked.asAt } : {}),
      ...(asked.period ? { period: asked.period } : {}),
      ...(asked.version ? { version: asked.version } : {}),
      askedBy: { accountId: job.askedBy, name: job.askedByName },
      jobId: job.id,
      onProgress: tell,
      // A file that was there before leaves no import of this job: its report is kept with the job.
      beforeCommit: (report) => endJob(connection, job, "done", isResultReport(report) && report.already ? { report } : null),
    });
    if (outcome.ok) return;
    await connection.query("begin");
    await endJob(connection, job, "refused", { refusal: outcome.refusal });
    await connection.query("commit");
  },
};
