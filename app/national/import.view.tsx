import { Button, type FieldRefusal, FileField, Form, type Frame, Notice, Page, Progress, Refusals, TextField } from "../design/house.tsx";
import { sayDay } from "../language/period.ts";
import { counted } from "../language/words.ts";
import type { ImportStanding, ListedImport } from "./import.store.ts";
import { sayNationalRefusal } from "./import-words.rules.ts";
import { paths } from "./paths.ts";
import { kindInWords } from "./register/file-kind.rules.ts";
import type { ImportProgress } from "./register/import-register.ts";
import type { ImportReport } from "./register/import-report.rules.ts";
import { isResultReport, sayWhatItIs } from "./results/result-report.rules.ts";
import { ResultReportView } from "./results/result-report.view.tsx";
import { SkippedRows } from "./skipped-rows.view.tsx";

const rows = (count: number) => counted(count, "row");
const when = (at: Date) =>
  new Intl.DateTimeFormat("en-GB", { dateStyle: "long", timeStyle: "short", timeZone: "Europe/London" }).format(at);
const by = (one: ListedImport) => one.by ?? "the command line";

/** The form, and every earlier import with who, when, which file and how it ended. */
export function ImportForm({
  frame,
  earlier,
  said,
  refusals,
}: {
  frame: Frame & { token: string };
  earlier: readonly ListedImport[];
  said: { readonly asAt: string; readonly period: string; readonly version: string };
  refusals: readonly FieldRefusal[];
}) {
  return (
    <Page frame={frame} title="Import what England publishes">
      <h1>Import what England publishes</h1>
      <p class="lede">A file is imported whole or not at all. You can leave while it is read, and come back to it here.</p>
      <Refusals refusals={refusals} />
      <Form action={paths.imports} token={frame.token} files>
        <FileField
          name="file"
          label="The file"
          hint="The register from Get Information About Schools, performance tables, absence, the census or Ofsted’s management information: a CSV or Excel file as it is or zipped, up to 200 MB."
          refusals={refusals}
        />
        <TextField
          name="asAt"
          label="What day does it show?"
          hint="For the register, only where the file's name does not say."
          type="date"
          value={said.asAt}
          refusals={refusals}
        />
        <TextField
          name="period"
          label="Which school year is it of?"
          hint="For results, only where the file’s name does not say. For example 2017/18."
          value={said.period}
          refusals={refusals}
        />
        <TextField
          name="version"
          label="Which version is it?"
          hint="For results, only where the file’s name does not say: provisional, revised or final."
          value={said.version}
          refusals={refusals}
        />
        <Button>Import</Button>
      </Form>
      <h2>Earlier imports</h2>
      {earlier.length === 0 ? (
        <p>There are none yet. Begin with the groups, then the group links, then all establishments; then the results.</p>
      ) : (
        <table class="plain">
          <thead>
            <tr>
              <th scope="col">File</th>
              <th scope="col">When</th>
              <th scope="col">Who</th>
              <th scope="col">Rows</th>
              <th scope="col">How it stands</th>
            </tr>
          </thead>
          <tbody>
            {earlier.map((one) => (
              <tr>
                <th scope="row" class="wraps">
                  <a href={paths.anImport(one.id)}>{one.file}</a>
                </th>
                <td data-label="When">{when(one.at)}</td>
                <td data-label="Who">{by(one)}</td>
                <td data-label="Rows">{rowsInShort(one.standing)}</td>
                <td data-label="How it stands">{inShort(one.standing)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </Page>
  );
}

function rowsInShort(standing: ImportStanding): string {
  if (standing.state === "done") return rows(standing.report.rowsRead);
  if (standing.state === "running") return `${rows(standing.progress?.rowsRead ?? 0)} so far`;
  return standing.state === "waiting" ? "none yet" : "none kept";
}

function inShort(standing: ImportStanding): string {
  switch (standing.state) {
    case "waiting":
      return "Waiting for its turn";
    case "running":
      return "Under way";
    case "done":
      return isResultReport(standing.report)
        ? `${standing.report.already ? "Imported before" : "Imported"}: ${sayWhatItIs(standing.report)}`
        : `Imported: ${kindInWords[standing.report.kind]}, as at ${sayDay(standing.report.asAt)}`;
    case "refused":
      return "Refused: nothing was imported";
    case "failed":
      return "Failed: nothing was imported";
  }
}

/** One import: how far it has come, or how it ended. `still` says that the page must not open anew by itself. */
export function AnImport({ frame, one, still }: { frame: Frame; one: ListedImport; still: boolean }) {
  const { standing } = one;
  const goesOn = standing.state === "waiting" || standing.state === "running";
  return (
    <Page frame={frame} title={`${titles[standing.state]}: ${one.file}`} refreshSeconds={goesOn && !still ? 3 : undefined}>
      <h1 class="wraps">{one.file}</h1>
      <p class="lede">
        Import asked for by {by(one)}, {when(one.at)}
      </p>
      {goesOn && <UnderWay standing={standing} here={paths.anImport(one.id)} still={still} />}
      {standing.state === "done" &&
        (isResultReport(standing.report) ? <ResultReportView report={standing.report} /> : <Report report={standing.report} />)}
      {standing.state === "refused" && <Refusals refusals={[{ field: "", text: sayNationalRefusal(standing.refusal, one.file) }]} />}
      {standing.state === "failed" && (
        <Refusals
          refusals={[
            {
              field: "",
              text: "Eddystone tried three times and could not finish this import. Nothing of the file was kept. Check the app's log for the reason, then upload the file again.",
            },
          ]}
        />
      )}
      <p>
        <a href={paths.imports}>{goesOn ? "All imports" : "Import another file, or see earlier ones"}</a>
      </p>
    </Page>
  );
}

const titles: Readonly<Record<ImportStanding["state"], string>> = {
  waiting: "Waiting",
  running: "Importing",
  done: "Imported",
  refused: "Refused",
  failed: "Failed",
};

function UnderWay({ standing, here, still }: { standing: ImportStanding; here: string; still: boolean }) {
  const progress = standing.state === "running" ? standing.progress : undefined;
  return (
    <>
      <Progress label="How much of the file is read" share={progress?.share ?? 0} words={sayProgress(standing.state, progress)} />
      {standing.state === "running" && standing.attempt > 1 && (
        <p>It was interrupted and has begun again; nothing of the earlier attempt was kept.</p>
      )}
      <p>You can leave this page: the import goes on, and its result will be here.</p>
      <p>
        <a href={here + (still ? "?still=yes" : "")}>Look again now</a>
        {still ? ". This page does not open anew by itself. " : ". This page opens anew every three seconds. "}
        <a href={here + (still ? "" : "?still=yes")}>{still ? "Let it" : "Stop that"}</a>
      </p>
    </>
  );
}

function sayProgress(state: ImportStanding["state"], progress: ImportProgress | undefined): string {
  if (state === "waiting") return "Waiting for its turn.";
  switch (progress?.phase) {
    case undefined:
    case "opening":
      return "Opening the file.";
    case "waiting":
      return "Waiting until another import has ended.";
    case "reading":
      return `${rows(progress.rowsRead)} read, ${Math.floor(progress.share * 100)}% of the file.`;
    case "comparing":
      return `All ${rows(progress.rowsRead)} read. Comparing them with what is there.`;
  }
}

function Report({ report }: { report: ImportReport }) {
  const left = report.skipped.reduce((sum, skip) => sum + skip.rows, 0);
  return (
    <>
      <Notice>
        <p>
          Imported: {kindInWords[report.kind]}, as at {sayDay(report.asAt)}. {rows(report.rowsRead)} read in{" "}
          {report.seconds < 1 ? "less than a second" : `${report.seconds.toFixed(1)} seconds`}.
        </p>
      </Notice>
      <dl class="facts">
        <dt>New</dt>
        <dd>{rows(report.imported)}</dd>
        <dt>Changed</dt>
        <dd>{rows(report.changed)}</dd>
        <dt>Unchanged</dt>
        <dd>{rows(report.unchanged)}</dd>
        <dt>Skipped</dt>
        <dd>{rows(left)}</dd>
        <dt>Written as</dt>
        <dd>{report.encoding}</dd>
      </dl>
      <SkippedRows skipped={report.skipped} />
      {(report.unknownColumns.length > 0 || report.unknownValues.length > 0 || report.damagedRows > 0) && (
        <>
          <h2>What Eddystone did not know</h2>
          <ul class="govuk-list govuk-list--bullet wraps">
            {report.unknownColumns.length > 0 && <li>Columns left aside: {report.unknownColumns.join(", ")}</li>}
            {report.unknownValues.map((unknown) => (
              <li>
                A value of {unknown.column}: “{unknown.value}” ({rows(unknown.rows)}), kept as it is
              </li>
            ))}
            {report.damagedRows > 0 && <li>{rows(report.damagedRows)} with letters that were lost before the file came here</li>}
          </ul>
        </>
      )}
    </>
  );
}
