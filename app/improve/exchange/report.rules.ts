import { sayDay } from "../../language/period.ts";
import { counted } from "../../language/words.ts";
import { keyOfOwner, lastOwner } from "../parts/owner.rules.ts";
import type { PartContent } from "../parts/part.rules.ts";
import type { BroughtRefusal, BroughtWork, ChangedField } from "./brought.rules.ts";
import type { Stepped, SteppedField } from "./brought-steps.rules.ts";
import { stateWords } from "./cell-words.rules.ts";
import { columnOfRefusal, sayBroughtRefusal, sayCellRefusal, sayField } from "./exchange-words.rules.ts";
import type { CellRefusal } from "./read-sheet.rules.ts";
import { rowKinds, type SheetColumn, type SheetLabels } from "./sheet.rules.ts";

/** What bringing a file in would do, in words. */
export type SheetReport = {
  readonly named: string | undefined;
  readonly added: readonly { readonly row: number; readonly says: string }[];
  readonly changed: readonly {
    readonly row: number;
    readonly says: string;
    readonly fields: readonly { of: string; was: string; becomes: string }[];
  }[];
  /** The reviews of progress that come with a new plan. */
  readonly reviews: readonly { readonly row: number; readonly says: string }[];
  /** How many of those that change only come further: what is said of where an action is asks for no approval. */
  readonly onlySteps: number;
  readonly gone: readonly string[];
  readonly same: number;
  readonly refused: readonly { readonly row: number; readonly column: string; readonly why: string }[];
};

/** What a field of a part says, as a file would have it. */
function sayValue(field: ChangedField, content: PartContent, labels: SheetLabels, refOf: (id: string) => string): string {
  switch (field) {
    case "delivers":
    case "evaluates": {
      const owner = lastOwner(content.owners, field);
      return owner ? `${labels.owners.say(keyOfOwner(owner)) ?? "Somebody"}, from ${sayDay(owner.from)}` : "";
    }
    case "cost":
      return content.cost === null ? "" : `£${content.cost.toLocaleString("en-GB")}`;
    case "days":
      return content.days === null ? "" : String(content.days);
    case "due":
      return content.due === null ? "" : sayDay(content.due);
    case "supports":
      return content.supports === null ? "" : (labels.supports.say(content.supports) ?? "");
    case "target":
      return content.target === null ? "" : (labels.targets.say(content.target) ?? "");
    case "needs":
      return content.needs.map(refOf).join("; ");
    case "reasons":
      return content.reasons.map(({ says }) => says).join("\n");
    default:
      return content[field];
  }
}

/** Who has a duty and since when are weighed together. */
const together = (column: SheetColumn) => (/^(delivers|evaluates)/.test(column) ? "who" : column);

const sayStep = (field: SteppedField, step: Stepped["step"] | undefined): string =>
  step === undefined ? "" : field === "state" ? stateWords.say(step.state) : step[field];

export function reportOf(work: BroughtWork, cells: readonly CellRefusal[], labels: SheetLabels): SheetReport {
  const refs = new Map([...work.refs].map(([ref, id]) => [id, ref]));
  const refOf = (id: string) => refs.get(id) ?? id;
  // A cell that cannot be read makes what follows from it wrong too: that is named once, by the cell.
  const named = new Set(cells.map(({ row, column }) => `${row} ${together(column)}`));
  const follows = (one: BroughtRefusal) => named.has(`${one.row} ${together(columnOfRefusal(one) ?? "part")}`);
  const refused = [
    ...cells.map((one) => ({ row: one.row, column: one.column as string, why: sayCellRefusal(one) })),
    ...work.refused
      .filter((one) => !follows(one))
      .map((one) => ({ row: one.row, column: columnOfRefusal(one) ?? "", why: sayBroughtRefusal(one) })),
  ];
  const steps = new Map(work.step.map((step) => [step.row, step]));
  const moved = (step: Stepped | undefined) =>
    (step?.fields ?? []).map((field) => ({ of: sayField(field), was: sayStep(field, step?.was), becomes: sayStep(field, step?.step) }));
  const changed = work.change.map(({ row, before, content, fields }) => ({
    row,
    says: `${rowKinds[before.kind]}: ${before.title}`,
    fields: [
      ...fields.map((field) => ({
        of: sayField(field),
        was: sayValue(field, before, labels, refOf),
        becomes: sayValue(field, content, labels, (ref) => ref),
      })),
      ...moved(steps.get(row)),
    ],
  }));
  const told = new Set([...work.change, ...work.add].map(({ row }) => row));
  const stepped = work.step
    .filter(({ row }) => !told.has(row))
    .map((step) => ({ row: step.row, says: `${rowKinds.action}: ${step.title}`, fields: moved(step) }));
  return {
    named: work.plan && `${work.plan.title}, ${sayDay(work.plan.begins)} to ${sayDay(work.plan.ends)}`,
    added: work.add
      .map(({ row, kind, content }) => {
        const step = steps.get(row)?.step;
        return { row, says: `${rowKinds[kind]}: ${content.title}${step ? ` (${stateWords.say(step.state).toLowerCase()})` : ""}` };
      })
      .toSorted((a, b) => a.row - b.row),
    changed: [...changed, ...stepped].toSorted((a, b) => a.row - b.row),
    reviews: work.reviews.map(({ row, on, lines }) => ({
      row,
      says: `${rowKinds.review}, ${sayDay(on)}: ${counted(lines.length, "objective")}`,
    })),
    onlySteps: stepped.length,
    gone: work.gone.map(({ kind, title }) => `${rowKinds[kind]}: ${title}`),
    same: work.same,
    refused: refused.toSorted((a, b) => a.row - b.row),
  };
}
