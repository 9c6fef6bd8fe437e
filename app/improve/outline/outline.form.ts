import { blankRow, mostRows, type OutlineRow, outlineFields } from "./outline.rules.ts";

/** The rows of a form, in their order: each field is named by its row's number. */
export function readOutline(form: FormData): OutlineRow[] {
  const rows: OutlineRow[] = [];
  for (let at = 0; at < mostRows && form.has(`${at}-kind`); at++)
    rows.push({ ...blankRow, ...Object.fromEntries(outlineFields.map((field) => [field, String(form.get(`${at}-${field}`) ?? "")])) });
  return rows;
}

/** What was asked about each row when it was shown: it is asked still when the form comes back. */
export const readAsks = (form: FormData, rows: readonly OutlineRow[]): ReadonlyMap<number, readonly string[]> =>
  new Map(rows.map((_, at) => [at, form.getAll(`${at}-asks`).map(String)]));
