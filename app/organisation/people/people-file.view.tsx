import { Button, type FieldRefusal, FileField, Form, type Frame, Notice, Page, Refusals } from "../../design/house.tsx";
import { counted } from "../../language/words.ts";
import { paths } from "../paths.ts";

export type FileReport = {
  readonly read: number;
  readonly added: number;
  readonly given: number;
  readonly ended: number;
  readonly unchanged: number;
  readonly ignored: readonly string[];
  readonly refused: readonly { readonly line: number; readonly reason: string }[];
  readonly changes: readonly { readonly line: number; readonly says: string }[];
};
const shownAtMost = 200;

/** What a file says, counted: done, or to be done. */
function Counts({ report }: { report: FileReport }) {
  return (
    <ul class="govuk-list govuk-list--bullet">
      <li>{counted(report.read, "row", "rows")} read</li>
      <li>{counted(report.added, "person", "people")} added</li>
      <li>{counted(report.given, "role", "roles")} given</li>
      <li>{counted(report.ended, "last day", "last days")} set</li>
      <li>{counted(report.unchanged, "row", "rows")} unchanged</li>
      <li>{counted(report.refused.length, "row", "rows")} refused</li>
    </ul>
  );
}

function Lines({ caption, says, rows }: { caption: string; says: string; rows: readonly { line: number; text: string }[] }) {
  if (rows.length === 0) return null;
  return (
    <>
      <table class="plain lines">
        <caption class="govuk-table__caption govuk-table__caption--s">{caption}</caption>
        <thead>
          <tr>
            <th scope="col">Line</th>
            <th scope="col">{says}</th>
          </tr>
        </thead>
        <tbody>
          {rows.slice(0, shownAtMost).map(({ line, text }) => (
            <tr>
              <th scope="row">
                <span class="line-word">Line </span>
                {line}
              </th>
              <td data-label={says} class="break">
                {text}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {rows.length > shownAtMost && <p class="soft">And {(rows.length - shownAtMost).toLocaleString("en-GB")} more.</p>}
    </>
  );
}

/** Choosing a file of people and roles; then what it would do, to be confirmed; then what it did. */
export function PeopleFileView({
  frame,
  slug,
  token,
  step,
  refusals,
}: {
  frame: Frame;
  slug: string;
  token: string;
  step: { kind: "choose" } | { kind: "would"; report: FileReport; file: string; plan: string } | { kind: "done"; report: FileReport };
  refusals: readonly FieldRefusal[];
}) {
  const here = paths.peopleImport(slug);
  const report = step.kind === "choose" ? undefined : step.report;
  const changes = report ? report.added + report.given + report.ended : 0;
  return (
    <Page frame={frame} title="Import people and roles">
      <p>
        <a href={paths.people(slug)}>People and roles</a>
      </p>
      <h1>{step.kind === "would" ? "This is what the file would do" : "Import people and roles"}</h1>
      <Refusals refusals={refusals} />
      {step.kind === "done" && report && (
        <Notice>
          <p>The file was imported as one change.</p>
          <Counts report={report} />
        </Notice>
      )}
      {step.kind === "would" && report && (
        <>
          <Counts report={report} />
          {report.ignored.length > 0 && <p>These columns are not read: {report.ignored.join(", ")}.</p>}
          <Lines caption="Rows that cannot be" says="Why" rows={report.refused.map(({ line, reason }) => ({ line, text: reason }))} />
          <Lines caption="What would change" says="Change" rows={report.changes.map(({ line, says }) => ({ line, text: says }))} />
          {report.refused.length > 0 && <p>Nothing is done while a row cannot be. Correct the file and choose it again.</p>}
          {report.refused.length === 0 && changes === 0 && <p>The file says what is here already: there is nothing to do.</p>}
          {report.refused.length === 0 && changes > 0 && (
            <Form action={`${here}/confirm`} token={token}>
              <input type="hidden" name="file" value={step.file} />
              <input type="hidden" name="plan" value={step.plan} />
              <Button>Do this now</Button>
            </Form>
          )}
        </>
      )}
      {step.kind !== "choose" && <h2>Choose {step.kind === "done" ? "another file" : "the file again"}</h2>}
      <p>
        A CSV with the columns name, email, role, unit, from and to, as in the <a href={paths.peopleFile(slug)}>export</a>. Days are written
        2026-09-01 or 01/09/2026; “to” is the last day in the role and may be empty. Academies are named by their URN. Roles that the file
        leaves out stay as they are.
      </p>
      <Form action={here} token={token} files>
        <FileField
          name="file"
          label="The file"
          hint="Up to 5 MB and 20,000 rows. Nothing is done before you have seen what it would do."
          refusals={refusals}
        />
        <Button secondary={step.kind === "would"}>Show what it would do</Button>
      </Form>
    </Page>
  );
}
