import {
  Button,
  type FieldRefusal,
  FileField,
  Form,
  type Frame,
  Notice,
  type Option,
  Page,
  Refusals,
  Select,
} from "../../design/house.tsx";
import { sayDay } from "../../language/period.ts";
import { type PupilGroup, pupilGroups, sayPupilGroup } from "../../language/pupil-group.ts";
import { sayPeriod } from "../../language/school-year.ts";
import { capital, counted } from "../../language/words.ts";
import type { Measure } from "../../national/index.ts";
import { paths } from "../paths.ts";
import type { FigureCount } from "./own.store.ts";
import type { OwnColumn } from "./own-figure.rules.ts";
import type { PupilCount } from "./pupils.rules.ts";

/** What a file says, in words for the page. */
export type OwnReport = {
  readonly read: number;
  readonly left: number;
  readonly unchanged: number;
  readonly added: number;
  readonly changed: number;
  readonly ignored: readonly string[];
  readonly refused: readonly { readonly row: number; readonly column: OwnColumn | string; readonly reason: string }[];
  readonly lines: readonly { readonly row: number; readonly says: string }[];
  /** Where the file held pupils: what became of them. */
  readonly pupils?: PupilCount | undefined;
};
export type Carried = { readonly rows: string; readonly plan: string; readonly kind: "file" | "pupils" };
export type OwnStep =
  | { readonly kind: "choose" }
  | { readonly kind: "would"; readonly report: OwnReport; readonly carried: Carried }
  | { readonly kind: "done"; readonly report: OwnReport };

const shownAtMost = 200;

export function OwnView(asked: {
  frame: Frame;
  slug: string;
  token: string;
  words: { academy: string; academies: string };
  counts: readonly FigureCount[];
  academies: readonly Option[];
  measures: ReadonlyMap<string, Measure>;
  templates: readonly Option[];
  pupilMeasures: readonly Option[];
  periods: readonly Option[];
  mayBring: boolean;
  step: OwnStep;
  refusals: readonly FieldRefusal[];
  chosen: Readonly<Record<string, string>>;
}) {
  const { frame, slug, token, counts, academies, measures, mayBring, step, refusals, words } = asked;
  return (
    <Page frame={frame} title={`${refusals.length ? "Error: " : ""}The trust's own figures`}>
      <p>
        <a href={paths.home(slug)}>Measures</a>
      </p>
      <h1>{step.kind === "would" ? "This is what the file would do" : "The trust's own figures"}</h1>
      <Refusals refusals={refusals} title={step.kind === "would" ? "Nothing was imported" : "This was not imported"} />
      {step.kind === "done" && (
        <Notice>
          <p>The figures were brought in as one change.</p>
          <Counts report={step.report} />
        </Notice>
      )}
      {step.kind === "would" && <Would slug={slug} token={token} report={step.report} carried={step.carried} />}
      {step.kind !== "would" && (
        <section>
          <h2>What is here</h2>
          {counts.length === 0 ? (
            <p>The trust has brought in no figures of its own yet.</p>
          ) : (
            <table class="plain">
              <thead>
                <tr>
                  <th scope="col">Measure</th>
                  <th scope="col">Period</th>
                  <th scope="col">Of</th>
                  <th scope="col">Last brought in</th>
                </tr>
              </thead>
              <tbody>
                {counts.map((row) => (
                  <tr>
                    <th scope="row">
                      <a href={`${paths.ownMeasure(slug, row.measure)}`}>{measures.get(row.measure)?.name ?? row.measure}</a>
                    </th>
                    <td data-label="Period">{sayPeriod(row.period)}</td>
                    <td data-label="Of">
                      {row.academies} of {academies.length} {academies.length === 1 ? words.academy : words.academies},{" "}
                      {counted(row.figures, "figure", "figures")}
                    </td>
                    <td data-label="Last brought in">{sayDay(row.on)}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          )}
          <p>
            To use and to send back: <a href={paths.ownFile(slug, "csv")}>all figures as CSV</a> or{" "}
            <a href={paths.ownFile(slug, "xlsx")}>as an Excel workbook</a>.
          </p>
          <p>
            To leave the trust: <a href={paths.published(slug)}>figures to publish, as CSV</a>. Groups of fewer than six pupils are left
            out, and whatever would let somebody work them out.
          </p>
        </section>
      )}
      {mayBring && <Bring {...asked} />}
    </Page>
  );
}

/** Choosing a file: figures as they are, or rows about pupils to be counted. */
function Bring(asked: Parameters<typeof OwnView>[0]) {
  const { slug, token, refusals, templates, pupilMeasures, periods, chosen, academies, step, words } = asked;
  return (
    <>
      <h2>{step.kind === "would" ? "Choose the file again" : "Bring figures in"}</h2>
      <p>
        A CSV or an Excel workbook with the columns measure, academy, period, pupil group, value, numerator and denominator; the columns may
        stand in any order and others are left aside. Name each {words.academy} by its URN. Rows without a number are left as they are;
        where there is no figure, write why as the value: not-available, not-applicable, not-entered. Rows are counted from the header,
        which is row 1.
      </p>
      <Form action={paths.ownImport(slug)} token={token} files>
        <FileField
          name="file"
          label="The file of figures"
          hint="Up to 5 MB and 20,000 rows. Nothing is imported before you have seen what it would do."
          refusals={refusals}
        />
        <Button secondary={step.kind === "would"}>Show what it would do</Button>
      </Form>
      <details>
        <summary>Download a template</summary>
        <form method="get" action={paths.template(slug, "csv")}>
          <Select name="measure" label="Measure" options={templates} value={chosen.measure} />
          <Select name="period" label="Period" options={periods} value={chosen.period} />
          <button type="submit" class="govuk-button govuk-button--secondary">
            Download as CSV
          </button>{" "}
          <button type="submit" class="govuk-button govuk-button--secondary" formaction={paths.template(slug, "xlsx")}>
            Download as Excel
          </button>
        </form>
      </details>
      <h2>Have pupils counted</h2>
      <p>
        A file with one row for each pupil is counted into groups as it arrives, and then it is gone: no row, no name and no number of a
        pupil is kept. You see the counts before they are brought in.{" "}
        <a href={paths.pupilsTemplate(slug)}>The columns and the words they may hold</a>.
      </p>
      <Form action={paths.pupils(slug)} token={token} files>
        <Select name="pupil-measure" label="What is counted" options={pupilMeasures} value={chosen["pupil-measure"]} refusals={refusals} />
        <Select name="pupil-period" label="For which period" options={periods} value={chosen["pupil-period"]} refusals={refusals} />
        <Select
          name="pupil-academy"
          label="Where the pupils are"
          options={[{ value: "", text: "as the file's column “academy” says" }, ...academies]}
          value={chosen["pupil-academy"]}
          refusals={refusals}
        />
        <FileField name="pupils" label="The file of pupils" hint="Up to 5 MB and 20,000 rows, CSV or Excel." refusals={refusals} />
        <Button secondary>Count them</Button>
      </Form>
    </>
  );
}

function Counts({ report }: { report: OwnReport }) {
  const { pupils } = report;
  return (
    <ul class="govuk-list govuk-list--bullet">
      {pupils && (
        <li>
          {counted(pupils.pupils, "pupil", "pupils")} counted into {counted(pupils.groups.length, "group", "groups")}; their rows are gone
        </li>
      )}
      {pupils && pupils.without > 0 && <li>{counted(pupils.without, "pupil", "pupils")} without an outcome, in no cohort</li>}
      {pupils &&
        Object.entries(pupils.unsaid).map(([column, n]) => (
          <li>
            {counted(n, "pupil", "pupils")} with nothing under “{column}”, in none of its groups
          </li>
        ))}
      {!pupils && <li>{counted(report.read, "row", "rows")} read</li>}
      <li>{counted(report.added, "figure", "figures")} new</li>
      <li>{counted(report.changed, "figure", "figures")} changed; what stood before stays in their history</li>
      <li>{counted(report.unchanged, "figure", "figures")} unchanged</li>
      {report.left > 0 && <li>{counted(report.left, "row", "rows")} left empty</li>}
      {report.refused.length > 0 && <li>{counted(report.refused.length, "row", "rows")} that cannot be</li>}
    </ul>
  );
}

function Would({ slug, token, report, carried }: { slug: string; token: string; report: OwnReport; carried: Carried }) {
  const changes = report.added + report.changed;
  return (
    <>
      <Counts report={report} />
      {report.ignored.length > 0 && <p>These columns are not read: {report.ignored.join(", ")}.</p>}
      <Refused report={report} />
      {report.lines.length > 0 && (
        <table class="plain lines">
          <caption class="govuk-table__caption govuk-table__caption--s">What would change</caption>
          <thead>
            <tr>
              <th scope="col">Row</th>
              <th scope="col">Figure</th>
            </tr>
          </thead>
          <tbody>
            {report.lines.slice(0, shownAtMost).map(({ row, says }) => (
              <tr>
                <th scope="row">
                  <span class="line-word">Row </span>
                  {row}
                </th>
                <td data-label="Figure" class="break">
                  {says}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {report.lines.length > shownAtMost && <p class="soft">And {(report.lines.length - shownAtMost).toLocaleString("en-GB")} more.</p>}
      {report.refused.length > 0 && <p>Nothing is imported while a row cannot be. Correct the file and choose it again.</p>}
      {report.refused.length === 0 && changes === 0 && <p>The file says what is here already: there is nothing to do.</p>}
      {report.refused.length === 0 && changes > 0 && (
        <Form action={paths.ownConfirm(slug)} token={token}>
          <input type="hidden" name="rows" value={carried.rows} />
          <input type="hidden" name="plan" value={carried.plan} />
          <input type="hidden" name="kind" value={carried.kind} />
          <Button>Bring these figures in</Button>
        </Form>
      )}
    </>
  );
}

function Refused({ report }: { report: OwnReport }) {
  if (report.refused.length === 0) return null;
  return (
    <>
      <table class="plain">
        <caption class="govuk-table__caption govuk-table__caption--s">Rows that cannot be</caption>
        <thead>
          <tr>
            <th scope="col">Row</th>
            <th scope="col">Column</th>
            <th scope="col">Why</th>
          </tr>
        </thead>
        <tbody>
          {report.refused.slice(0, shownAtMost).map(({ row, column, reason }) => (
            <tr>
              <th scope="row">Row {row}</th>
              <td data-label="Column">{column}</td>
              <td data-label="Why" class="break">
                {reason}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {report.refused.length > shownAtMost && <p class="soft">And {(report.refused.length - shownAtMost).toLocaleString("en-GB")} more.</p>}
    </>
  );
}

export type FigureLine = {
  readonly academy: string;
  readonly period: number;
  readonly group: PupilGroup;
  readonly says: string;
  readonly of: string;
  readonly source: string;
  readonly before: readonly string[];
};
/** One measure of the trust's own, by period: a row for each academy, a column for each group; each figure with its source and what stood before it. */
export function OwnMeasureView(asked: { frame: Frame; slug: string; academy: string; measure: Measure; lines: readonly FigureLine[] }) {
  const { frame, slug, academy, measure, lines } = asked;
  const periods = [...Map.groupBy(lines, ({ period }) => period)];
  return (
    <Page frame={frame} title={measure.name} wide>
      <p>
        <a href={paths.own(slug)}>The trust's own figures</a>
      </p>
      <h1>{measure.name}</h1>
      <p>{measure.definition}</p>
      {lines.length === 0 && <p>The trust has brought in no figures of this measure yet.</p>}
      {periods.map(([period, some]) => {
        const groups = [...new Set(some.map(({ group }) => group))].sort((a, b) => pupilGroups[a] - pupilGroups[b]);
        const rows = [...Map.groupBy(some, ({ academy }) => academy)];
        return (
          <table class="plain">
            <caption class="govuk-table__caption govuk-table__caption--m">{sayPeriod(period)}</caption>
            <thead>
              <tr>
                <th scope="col">{capital(academy)}</th>
                {groups.map((group) => (
                  <th scope="col">{capital(sayPupilGroup(group))}</th>
                ))}
              </tr>
            </thead>
            <tbody>
              {rows.map(([name, figures]) => (
                <tr>
                  <th scope="row">{name}</th>
                  {groups.map((group) => (
                    <FigureCell group={group} line={figures.find((line) => line.group === group)} />
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        );
      })}
    </Page>
  );
}

const FigureCell = ({ group, line }: { group: PupilGroup; line: FigureLine | undefined }) => (
  <td>
    <span class="line-word">{capital(sayPupilGroup(group))}: </span>
    {line ? (
      <details>
        <summary>
          <strong>{line.says}</strong>
          <span class="soft">{line.of}</span>
        </summary>
        {capital(line.source)}.
        {line.before.length > 0 && (
          <>
            {" "}
            Before:
            <ul class="govuk-list">
              {line.before.map((was) => (
                <li>{was}</li>
              ))}
            </ul>
          </>
        )}
      </details>
    ) : (
      "–"
    )}
  </td>
);
