import {
  Button,
  Checkbox,
  Checkboxes,
  type FieldRefusal,
  Form,
  LevelMark,
  type Option,
  Radios,
  Select,
  TextArea,
} from "../../design/house.tsx";
import { byRank, type EditionContent, highestLevel, type Indicator, levelOf } from "../../frameworks/index.ts";
import { sayDay } from "../../language/period.ts";
import { EvidenceFields } from "../judgements/evidence-fields.view.tsx";
import type { ReviewEvidence, RowWords, WorkRow } from "./review.store.ts";
import { prefixOf } from "./row.form.ts";

/** What somebody wrote, to be shown again when it was refused: nothing is lost. */
export type Written = Readonly<Record<string, string>>;
export type RowForm = {
  readonly action: string;
  readonly token: string;
  /** Whose drafts this browser keeps under this form. */
  readonly account: string;
  readonly editionId: string;
  readonly figures: readonly Option[];
  /** Evidence of the place on which this row does not rest yet. */
  readonly items: readonly Option[];
  readonly written: Written | undefined;
  readonly refusals: readonly FieldRefusal[];
  /** Whether texts are checked for names of people. */
  readonly asksForNames: boolean;
};

/** The judgement first, then evidence, then what helps and hinders, then what to do. */
export function RowEditor({
  row,
  indicator,
  edition,
  today,
  form,
}: {
  row: WorkRow;
  indicator: Indicator;
  edition: EditionContent;
  today: string;
  form: RowForm;
}) {
  const prefix = prefixOf(row.indicator);
  const now: Written = form.written ?? {
    [`${prefix}level`]: row.level ?? "",
    [`${prefix}canShare`]: row.canShare ? "yes" : "",
    [`${prefix}confidence`]: row.confidence ?? "",
    [`${prefix}direction`]: row.direction ?? "",
    [`${prefix}narrative`]: row.narrative,
    [`${prefix}helps`]: row.helps,
    [`${prefix}hinders`]: row.hinders,
    [`${prefix}toDo`]: row.toDo,
  };
  const field = (name: string) => ({ name: `${prefix}${name}`, value: now[`${prefix}${name}`], refusals: form.refusals });
  return (
    <div data-drafts={form.account} data-done={row.status === "done" ? "yes" : undefined} data-unsent={form.written ? "yes" : undefined}>
      <Form action={form.action} token={form.token} files class="row-form">
        <input type="hidden" name={`${prefix}edition`} value={form.editionId} />
        <input type="hidden" name={`${prefix}seen`} value={form.written?.[`${prefix}seen`] ?? String(row.version)} />
        <Radios
          {...field("level")}
          label="Which describes it best?"
          options={byRank(edition).map((level) => ({ value: level.key, text: level.name, hint: indicator.descriptors[level.key] }))}
        />
        <Checkbox
          name={`${prefix}canShare`}
          label="Others can come and learn from this"
          hint={`Only with “${highestLevel(edition).name}”.`}
          checked={now[`${prefix}canShare`] === "yes"}
        />
        <Radios
          {...field("confidence")}
          label="How sure are you?"
          inline
          options={[
            { value: "low", text: "Low" },
            { value: "medium", text: "Medium" },
            { value: "high", text: "High" },
          ]}
        />
        <Radios
          {...field("direction")}
          label="Which way is it going?"
          inline
          options={[
            { value: "improving", text: "Improving" },
            { value: "steady", text: "Steady" },
            { value: "declining", text: "Declining" },
          ]}
        />
        <TextArea {...field("narrative")} label="What did you see?" hint="No pupils' names." />
        <details open={form.refusals.some(({ field }) => field.startsWith(`${prefix}evidence-`))}>
          <summary>Add evidence</summary>
          <EvidenceFields at={1} prefix={prefix} written={now} refusals={form.refusals} figures={form.figures} today={today} />
        </details>
        {form.items.length > 0 && (
          <details>
            <summary>Use evidence that is here already ({form.items.length})</summary>
            <Checkboxes name={`${prefix}item`} label="Which pieces?" options={form.items} values={new Set()} refusals={form.refusals} />
            <Select
              name={`${prefix}item-stance`}
              label="They"
              options={[
                { value: "supports", text: "support the judgement" },
                { value: "contradicts", text: "speak against it" },
              ]}
            />
          </details>
        )}
        <TextArea {...field("helps")} label="What helps?" rows={2} />
        <TextArea {...field("hinders")} label="What hinders?" rows={2} />
        <TextArea {...field("toDo")} label="What should be done?" rows={2} />
        {form.asksForNames && (
          <Checkbox
            name={`${prefix}namesNobody`}
            label="What I wrote names nobody"
            hint="Tick this only when you are asked whether something is a name and it is not."
            checked={now[`${prefix}namesNobody`] === "yes"}
          />
        )}
        <div class="buttons">
          <Button>Keep it to go on with</Button>
          <button type="submit" name="done" value="yes" class="govuk-button govuk-button--secondary">
            It is judged
          </button>
        </div>
        <p class="soft kept-here" role="status" hidden />
      </Form>
    </div>
  );
}

/** The words of one row, to be read. */
export function RowWordsRead({
  words,
  edition,
  evidence,
  fileAt,
}: {
  words: RowWords;
  edition: EditionContent;
  /** None where it is shown elsewhere. */
  evidence: readonly ReviewEvidence[] | undefined;
  fileAt: FileAt;
}) {
  const level = words.level === null ? undefined : levelOf(edition, words.level);
  const part = (title: string, text: string) =>
    text.trim() !== "" && (
      <>
        <h4>{title}</h4>
        <p class="narrative">{text}</p>
      </>
    );
  return (
    <div>
      <p>
        <LevelMark rank={level?.rank} of={edition.levels.length} /> <strong>{level?.name ?? "Not judged yet"}</strong>
        {words.canShare && ", others can come and learn from it"}
        {words.direction && <span class="soft"> · {words.direction}</span>}
        {words.confidence && <span class="soft"> · {words.confidence} confidence</span>}
      </p>
      {part("What was seen", words.narrative)}
      {evidence && <EvidenceRead evidence={evidence} fileAt={fileAt} />}
      {part("What helps", words.helps)}
      {part("What hinders", words.hinders)}
      {part("What should be done", words.toDo)}
    </div>
  );
}

/** Where a file of the review is opened. */
export type FileAt = (item: string) => string;

export function EvidenceRead({ evidence, fileAt }: { evidence: readonly ReviewEvidence[]; fileAt: FileAt }) {
  if (evidence.length === 0) return <p class="soft">No evidence yet.</p>;
  return (
    <>
      <h4>Evidence</h4>
      <ul class="govuk-list govuk-list--bullet">
        {evidence.map((piece) => (
          <li>
            {piece.stance === "contradicts" && <strong>Against: </strong>}
            {piece.kind === "link" && piece.url ? (
              <a href={piece.url} rel="noreferrer noopener">
                {piece.title}
              </a>
            ) : piece.kind === "file" ? (
              <a href={fileAt(piece.id)}>{piece.title}</a>
            ) : piece.kind === "closed" ? (
              "Restricted evidence"
            ) : (
              <>
                {piece.title}
                {piece.text && (
                  <>
                    : <span class="narrative">{piece.text}</span>
                  </>
                )}
              </>
            )}{" "}
            <span class="soft">
              ({piece.kind === "closed" ? "only those who may judge here open it" : piece.kind === "value" ? "figure" : piece.kind},{" "}
              {sayDay(piece.dated)}, {piece.addedBy}
              {piece.sensitivity === "restricted" ? ", restricted" : ""})
            </span>
          </li>
        ))}
      </ul>
    </>
  );
}
