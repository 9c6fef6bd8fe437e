import { Notice } from "../../design/house.tsx";
import { counted } from "../../language/words.ts";
import { SkippedRows } from "../skipped-rows.view.tsx";
import { type ResultReport, sayRows, sayWhatItIs } from "./result-report.rules.ts";

/** What an import of results did: whose rows, how many facts, what was skipped and what was not known. */
export function ResultReportView({ report }: { report: ResultReport }) {
  const left = report.skipped.reduce((sum, skip) => sum + skip.rows, 0);
  const unknown = report.unknownColumns.length > 0 || report.notInRegister.count > 0 || report.authoritiesWithoutRow.length > 0;
  return (
    <>
      <Notice>
        <p>
          {report.already ? "Imported before, and nothing was changed: " : "Imported: "}
          {sayWhatItIs(report)}. {counted(report.rowsRead, "row")} read in{" "}
          {report.seconds < 1 ? "less than a second" : `${report.seconds.toFixed(1)} seconds`}.
        </p>
      </Notice>
      <dl class="facts">
        <dt>Rows of</dt>
        <dd>{sayRows(report)}</dd>
        {report.inspections > 0 ? (
          <>
            <dt>Inspections stored</dt>
            <dd>{report.inspections.toLocaleString("en-GB")}</dd>
          </>
        ) : (
          <>
            <dt>Figures stored</dt>
            <dd>
              {report.facts.toLocaleString("en-GB")}, {report.missing.toLocaleString("en-GB")} of them only with the reason why there is no
              number
            </dd>
          </>
        )}
        {report.replaced > 0 && (
          <>
            <dt>Replaced</dt>
            <dd>{counted(report.replaced, "figure")} of an earlier import</dd>
          </>
        )}
        {report.toldBetter > 0 && (
          <>
            <dt>Left aside</dt>
            <dd>{counted(report.toldBetter, "figure")}, because a better source tells them</dd>
          </>
        )}
        <dt>Skipped</dt>
        <dd>{counted(left, "row")}</dd>
        <dt>Written as</dt>
        <dd>{report.encoding}</dd>
      </dl>
      <SkippedRows skipped={report.skipped} />
      {report.tokens.length > 0 && (
        <>
          <h2>Cells without a number</h2>
          <table class="plain">
            <thead>
              <tr>
                <th scope="col">Mark</th>
                <th scope="col">What it means</th>
                <th scope="col">How many</th>
              </tr>
            </thead>
            <tbody>
              {report.tokens.map(({ token, means, cells }) => (
                <tr>
                  <th scope="row">{token}</th>
                  <td data-label="What it means">{means.replaceAll("-", " ")}</td>
                  <td data-label="How many">{counted(cells, "cell")}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </>
      )}
      {(unknown || report.olderColumns > 0) && (
        <>
          <h2>What was left aside or not known</h2>
          <ul class="govuk-list govuk-list--bullet wraps">
            {report.olderColumns > 0 && <li>{counted(report.olderColumns, "column")} of older years</li>}
            {report.unknownColumns.length > 0 && <li>Columns not known: {report.unknownColumns.join(", ")}</li>}
            {report.authoritiesWithoutRow.length > 0 && (
              <li>Authorities that have schools and no row of their own: {report.authoritiesWithoutRow.join(", ")}</li>
            )}
            {report.notInRegister.count > 0 && (
              <li>
                {counted(report.notInRegister.count, "school")} not in the register (for example {report.notInRegister.examples.join(", ")}
                ): their figures are kept under their own numbers
              </li>
            )}
          </ul>
        </>
      )}
    </>
  );
}
