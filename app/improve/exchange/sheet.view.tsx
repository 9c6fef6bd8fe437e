import {
  Button,
  Checkbox,
  type FieldRefusal,
  FileField,
  Form,
  type Frame,
  Notice,
  type Option,
  Page,
  Refusals,
  Select,
  TextField,
} from "../../design/house.tsx";
import { counted } from "../../language/words.ts";
import { paths } from "../paths.ts";
import type { SheetReport } from "./report.rules.ts";

/** What goes on through the page: the rows as they were read, and what they would do. */
export type Carried = { readonly rows: string; readonly work: string };
export type SheetStep =
  | { readonly kind: "choose" }
  | {
      readonly kind: "would";
      readonly report: SheetReport;
      readonly carried: Carried;
      readonly ignored: readonly string[];
      readonly strange: boolean;
    };
export type WrittenEnding = { readonly end: boolean; readonly because: string };

function Wrong({ report }: { report: SheetReport }) {
  return report.refused.length === 0 ? null : (
    <>
      <table class="plain lines">
        <caption class="govuk-table__caption govuk-table__caption--s">Cells that cannot be ({report.refused.length})</caption>
        <thead>
          <tr>
            <th scope="col">Row</th>
            <th scope="col">Column</th>
            <th scope="col">What to do</th>
          </tr>
        </thead>
        <tbody>
          {report.refused.map(({ row, column, why }) => (
            <tr>
              <th scope="row">
                <span class="line-word">Row </span>
                {row}
              </th>
              <td>{column || "–"}</td>
              <td class="break">{why}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <p>Nothing is saved while a cell cannot be. Correct them all in the file and choose it again.</p>
    </>
  );
}

function Would({ report, ignored, strange }: { report: SheetReport; ignored: readonly string[]; strange: boolean }) {
  return (
    <>
      <ul class="govuk-list govuk-list--bullet">
        <li>{counted(report.added.length, "part is", "parts are")} new</li>
        <li>{counted(report.changed.length, "part changes", "parts change")}</li>
        <li>
          {counted(report.same, "part stays", "parts stay")} as {report.same === 1 ? "it is" : "they are"}
        </li>
        {report.reviews.length > 0 && (
          <li>{counted(report.reviews.length, "review of progress comes", "reviews of progress come")} with it</li>
        )}
        {report.gone.length > 0 && <li>{counted(report.gone.length, "part of the plan is", "parts of the plan are")} not in the file</li>}
      </ul>
      {strange && <Notice>This file was made of another plan: all its rows are new here.</Notice>}
      {ignored.length > 0 && <p>These columns are not read: {ignored.join(", ")}.</p>}
      <Wrong report={report} />
      {report.named && (
        <p>
          The plan’s name and days become: <strong>{report.named}</strong>.
        </p>
      )}
      {report.changed.length > 0 && <h2>What changes</h2>}
      {report.changed.map(({ row, says, fields }) => (
        <section class="box">
          <h3>
            Row {row}. {says}
          </h3>
          <dl class="descriptors">
            {fields.map(({ of, was, becomes }) => (
              <div>
                <dt>{of}</dt>
                <dd class="narrative changed">
                  <del>{was || "–"}</del> <ins>{becomes || "–"}</ins>
                </dd>
              </div>
            ))}
          </dl>
        </section>
      ))}
      {report.added.length > 0 && (
        <>
          <h2>What is new</h2>
          <ul class="spaced">
            {report.added.map(({ row, says }) => (
              <li>
                <span class="soft">Row {row}.</span> {says}
              </li>
            ))}
          </ul>
        </>
      )}
      {report.reviews.length > 0 && (
        <>
          <h2>What was reviewed before</h2>
          <p>These are kept as the plan’s past, with your name and today as who brought them in and when.</p>
          <ul class="spaced">
            {report.reviews.map(({ row, says }) => (
              <li>
                <span class="soft">Row {row}.</span> {says}
              </li>
            ))}
          </ul>
        </>
      )}
      {report.gone.length > 0 && (
        <>
          <h2>What is not in the file</h2>
          <ul class="spaced">
            {report.gone.map((says) => (
              <li>{says}</li>
            ))}
          </ul>
        </>
      )}
    </>
  );
}

const Columns = () => (
  <details>
    <summary>How the file is read</summary>
    <p>
      Each row is a part of the plan. Its column “part” says which: Priority, Objective, Success criterion, Action or Milestone; one row is
      the Plan itself, with its title, from and to. “under” is the ref of the part it hangs under; where it is empty, that is the nearest
      row above. “needs” are the refs of the actions that must be done before, with semicolons between.
    </p>
    <p>
      People, roles, targets and what a part supports are written as the export has them. Leave “id” and “version” as they are; a new row
      has neither. A role may also be written by its name alone. A column that the file leaves out changes nothing; where “delivers from” or
      “evaluates from” is left out, somebody new begins today, or when the plan does. The column “target now” only tells how a target stands
      and is not read.
    </p>
    <p>
      “state”, “what was done” and “effect” say where an action is: To do, Under way, Done or Dropped. What you change there is saved as its
      next step, as on the action’s own page, and its evidence stays with it. “step” is the number of its last step; leave it as it is. In a
      plan that begins with the file they are its first step.
    </p>
    <p>
      A row “Review of progress” has its number as its ref, such as R1, its day in “from”, and its “next review”. Each row “Progress” says
      how one objective went: its ref in “under”, the review in “review”, a “colour” (Red, Amber or Green), the “narrative”, the “decision”,
      and how its targets stood in “targets then”, a line each. A plan that begins with the file keeps them as its past. A plan that is
      there already keeps what was reviewed as it was said; a new review is written on its page. What a review said of an objective that has
      ended is not in the file, and stays on the plan’s page.
    </p>
  </details>
);

const File = ({ refusals, again }: { refusals: readonly FieldRefusal[]; again: boolean }) => (
  <>
    <FileField
      name="file"
      label="The file"
      hint="A CSV or an Excel workbook, up to 5 MB. Nothing is saved before you have seen what it would do."
      refusals={refusals}
    />
    <Button secondary={again}>Show what it would do</Button>
  </>
);
const Hidden = ({ carried }: { carried: Carried }) => (
  <>
    <input type="hidden" name="rows" value={carried.rows} />
    <input type="hidden" name="work" value={carried.work} />
  </>
);
const touches = ({ named, added, changed }: SheetReport) => named !== undefined || added.length + changed.length > 0;
/** Whether it changes what was approved, and not only how far its actions have come. */
const rewrites = ({ named, added, changed, gone, onlySteps }: SheetReport) =>
  named !== undefined || added.length + gone.length > 0 || changed.length > onlySteps;

/** Choosing a file for a plan; then what it would do to it, to be confirmed. */
export function BringInView(asked: {
  frame: Frame;
  slug: string;
  token: string;
  plan: { readonly id: string; readonly title: string; readonly state: string };
  step: SheetStep;
  ending: WrittenEnding;
  refusals: readonly FieldRefusal[];
}) {
  const { frame, slug, token, plan, step, ending, refusals } = asked;
  const here = paths.bringIn(slug, plan.id);
  const would = step.kind === "would" ? step : undefined;
  const ready = would && would.report.refused.length === 0 && (touches(would.report) || would.report.gone.length > 0);
  return (
    <Page frame={frame} title={`${refusals.length ? "Error: " : ""}From a spreadsheet: ${plan.title}`}>
      <p>
        <a href={paths.plan(slug, plan.id)}>{plan.title}</a>
      </p>
      <h1>{would ? "This is what the file would do" : "Bring the plan in from a spreadsheet"}</h1>
      <Refusals refusals={refusals} />
      {would && <Would report={would.report} ignored={would.ignored} strange={would.strange} />}
      {would && !ready && would.report.refused.length === 0 && <p>The file says what the plan says already: there is nothing to do.</p>}
      {would && ready && (
        <Form action={`${here}/confirm`} token={token}>
          <Hidden carried={would.carried} />
          {would.report.gone.length > 0 && (
            <>
              <Checkbox
                name="end"
                label="End the parts that are not in the file"
                hint="Otherwise they go on as they are. What ends is kept, with the reason."
                checked={ending.end}
              />
              <TextField name="because" label="Why do they end?" value={ending.because} refusals={refusals} />
            </>
          )}
          {plan.state === "approved" && rewrites(would.report) && (
            <Notice>The plan is approved. What you save here asks for approval again.</Notice>
          )}
          <Button>Save all of it</Button>
        </Form>
      )}
      {would ? (
        <h2>Choose the file again</h2>
      ) : (
        <p>
          Save the plan <a href={paths.planXlsx(slug, plan.id)}>as an Excel workbook</a> or{" "}
          <a href={paths.planCsv(slug, plan.id)}>as CSV</a>, change it, and choose it here. A part that you leave out is asked about.
        </p>
      )}
      <Form action={here} token={token} files>
        <File refusals={refusals} again={would !== undefined} />
      </Form>
      <Columns />
    </Page>
  );
}

export type WrittenSubject = { readonly unit: string; readonly kind: string };
/** Choosing a file for a new plan; then what would be begun, to be confirmed. */
export function BringNewView(asked: {
  frame: Frame;
  slug: string;
  token: string;
  step: SheetStep;
  /** The plan's name and days, as the file has them. */
  named: string | undefined;
  subject: WrittenSubject;
  units: readonly Option[];
  kinds: readonly Option[];
  refusals: readonly FieldRefusal[];
}) {
  const { frame, slug, token, step, subject, units, kinds, refusals } = asked;
  const here = paths.bringNew(slug);
  const would = step.kind === "would" ? step : undefined;
  const said = (options: readonly Option[], value: string) => options.find((one) => one.value === value)?.text ?? "";
  return (
    <Page frame={frame} title={`${refusals.length ? "Error: " : ""}Begin a plan from a spreadsheet`}>
      <p>
        <a href={paths.home(slug)}>Plans</a>
      </p>
      <h1>{would ? "This is the plan that would begin" : "Begin a plan from a spreadsheet"}</h1>
      <Refusals refusals={refusals} />
      {would && (
        <>
          <p>
            {said(kinds, subject.kind)} of {said(units, subject.unit)}
            {asked.named && (
              <>
                : <strong>{asked.named}</strong>
              </>
            )}
            .
          </p>
          <Would report={would.report} ignored={would.ignored} strange={false} />
          {would.report.refused.length === 0 && (
            <Form action={`${here}/confirm`} token={token}>
              <Hidden carried={would.carried} />
              <input type="hidden" name="unit" value={subject.unit} />
              <input type="hidden" name="kind" value={subject.kind} />
              <Button>Begin this plan</Button>
            </Form>
          )}
          <h2>Choose the file again</h2>
        </>
      )}
      <Form action={here} token={token} files>
        <Select name="unit" label="Whose plan is it?" options={units} value={subject.unit} refusals={refusals} />
        <Select
          name="kind"
          label="Which kind of plan?"
          hint="A plan that answers a review is begun first, and its file is brought into it."
          options={kinds}
          value={subject.kind}
          refusals={refusals}
        />
        <File refusals={refusals} again={would !== undefined} />
      </Form>
      <p>The plan’s name and days are taken from the file’s row of the plan, as an export of a plan has it.</p>
      <Columns />
    </Page>
  );
}
