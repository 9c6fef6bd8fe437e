import { type FieldRefusal, type Option, Select, TextArea, TextField } from "../../design/house.tsx";
import { capital } from "../../language/words.ts";
import { partKinds } from "../parts/part.rules.ts";
import { labelOf } from "../parts/part-words.rules.ts";
import type { OutlineRow } from "./outline.rules.ts";

export type OutlineChoices = { readonly owners: readonly Option[]; readonly targets?: readonly Option[] };
const none: Option = { value: "", text: "–" };
const kinds: readonly Option[] = [
  { value: "", text: "Leave this out" },
  ...Object.entries(partKinds).map(([value, word]) => ({ value, text: capital(word) })),
];

const folded = ["why", "how", "outcome", "withWhom", "evaluates", "adds", "cost", "days", "target"] as const;

/** One part among many to be checked or written: what it is, its words, who leads and when it is due; the rest is folded away while it is empty. */
function Row(asked: {
  at: number;
  row: OutlineRow;
  of: string;
  says: readonly string[];
  due: { readonly label: string; readonly hint: string };
  choices: OutlineChoices;
  refusals: readonly FieldRefusal[];
}) {
  const { at, row, choices, refusals } = asked;
  const name = (field: keyof OutlineRow) => `${at}-${field}`;
  const wrong = (field: keyof OutlineRow) => refusals.some((one) => one.field === name(field));
  const open = folded.some((field) => row[field] !== "" || wrong(field));
  const text = (field: "why" | "how" | "adds" | "outcome", rows: number) => (
    <TextArea name={name(field)} label={labelOf[field]} value={row[field]} rows={rows} refusals={refusals} />
  );
  return (
    <fieldset class="box outline-row" id={`row-${at}`}>
      <legend class="small-heading">{asked.of}</legend>
      {asked.says.map((says) => (
        <p class="outline-asks">
          <strong>To check:</strong> {says}
        </p>
      ))}
      <div class="outline-first">
        <Select name={name("kind")} label="Which part is it?" options={kinds} value={row.kind} refusals={refusals} />
        <TextArea name={name("title")} label={labelOf.title} value={row.title} rows={2} refusals={refusals} />
      </div>
      <div class="outline-first">
        <Select
          name={name("delivers")}
          label={labelOf.delivers}
          options={[none, ...choices.owners]}
          value={row.delivers}
          refusals={refusals}
        />
        <TextField name={name("due")} label={asked.due.label} hint={asked.due.hint} value={row.due} refusals={refusals} />
      </div>
      {row.left !== "" && (
        <TextArea
          name={name("left")}
          label="Has no place yet"
          hint="Move it into a field of this or another part, or empty it if it is not needed."
          value={row.left}
          rows={3}
          refusals={refusals}
        />
      )}
      <details open={open}>
        <summary>
          Why, how, outcome and more<span class="govuk-visually-hidden"> of {asked.of}</span>
        </summary>
        {text("why", 3)}
        {text("how", 3)}
        {text("outcome", 3)}
        <TextField name={name("withWhom")} label={labelOf.withWhom} value={row.withWhom} refusals={refusals} />
        <Select
          name={name("evaluates")}
          label={labelOf.evaluates}
          options={[none, ...choices.owners]}
          value={row.evaluates}
          refusals={refusals}
        />
        {text("adds", 2)}
        <TextField name={name("cost")} label={labelOf.cost} value={row.cost} refusals={refusals} />
        <TextField name={name("days")} label={labelOf.days} value={row.days} refusals={refusals} />
        {choices.targets && (
          <Select
            name={name("target")}
            label={labelOf.target}
            hint="Of a success criterion."
            options={[none, ...choices.targets]}
            value={row.target}
            refusals={refusals}
          />
        )}
      </details>
    </fieldset>
  );
}

/** Many parts in their order, each in fields of its own. */
export const OutlineRows = (asked: {
  rows: readonly OutlineRow[];
  /** What is asked about each row. */
  asks?: ReadonlyMap<number, readonly string[]>;
  due: { readonly label: string; readonly hint: string };
  choices: OutlineChoices;
  refusals: readonly FieldRefusal[];
}) => (
  <>
    {asked.rows.map((row, at) => (
      <Row
        at={at}
        row={row}
        of={`Part ${at + 1} of ${asked.rows.length}`}
        says={asked.asks?.get(at) ?? []}
        due={asked.due}
        choices={asked.choices}
        refusals={asked.refusals}
      />
    ))}
  </>
);
