import { type FieldRefusal, type Option, Select, TextArea, TextField } from "../../design/house.tsx";
import { capital } from "../../language/words.ts";
import { isPartKind, partKinds, saysOf } from "../parts/part.rules.ts";
import { labelOf } from "../parts/part-words.rules.ts";
import type { OutlineRow } from "./outline.rules.ts";

export type OutlineChoices = { readonly owners: readonly Option[]; readonly targets?: readonly Option[] };
const none: Option = { value: "", text: "–" };
const kinds: readonly Option[] = [
  { value: "", text: "Leave this out" },
  ...Object.entries(partKinds).map(([value, word]) => ({ value, text: capital(word) })),
];

const first = ["delivers", "due"] as const;
const folded = ["why", "how", "outcome", "withWhom", "evaluates", "adds", "cost", "days", "target"] as const;
type Field = (typeof first)[number] | (typeof folded)[number];

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
  // What its kind says of who leads and when stands open; all the rest is at hand too, because its kind may be chosen anew.
  const shown = first.filter((field) => row.kind === "" || (isPartKind(row.kind) && saysOf[row.kind].includes(field)) || row[field] !== "");
  const said = folded.filter((one) => row[one] !== "" || wrong(one));
  const rest: readonly Field[] = [...first, ...folded].filter((one) => ![...shown, ...said].includes(one));
  const field = (one: Field) => {
    const common = { name: name(one), refusals };
    switch (one) {
      case "delivers":
      case "evaluates":
        return <Select {...common} label={labelOf[one]} options={[none, ...choices.owners]} value={row[one]} />;
      case "due":
        return <TextField {...common} label={asked.due.label} hint={asked.due.hint} value={row.due} />;
      case "target":
        return choices.targets ? (
          <Select
            {...common}
            label={labelOf.target}
            hint="Of a success criterion."
            options={[none, ...choices.targets]}
            value={row.target}
          />
        ) : null;
      case "withWhom":
      case "cost":
      case "days":
        return <TextField {...common} label={labelOf[one]} value={row[one]} />;
      default:
        return <TextArea {...common} label={labelOf[one]} value={row[one]} rows={3} />;
    }
  };
  return (
    <fieldset class="box outline-row" id={`row-${at}`}>
      <legend class="small-heading">{asked.of}</legend>
      {asked.says.map((says) => (
        <p class="outline-asks">
          <strong>To check:</strong> {says}
          <input type="hidden" name={`${at}-asks`} value={says} />
        </p>
      ))}
      <div class="outline-pair">
        <Select name={name("kind")} label="Which part is it?" options={kinds} value={row.kind} refusals={refusals} />
        <TextArea name={name("title")} label={labelOf.title} value={row.title} rows={2} refusals={refusals} />
      </div>
      {shown.length > 0 && <div class="outline-pair">{shown.map(field)}</div>}
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
      {said.map(field)}
      <details>
        <summary>
          More<span class="govuk-visually-hidden"> of {asked.of}</span>
        </summary>
        {rest.map(field)}
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
