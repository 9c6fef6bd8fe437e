import { accept, type Outcome, refuse } from "../../language/outcome.ts";
import type { Measure } from "../../national/index.ts";
import { listAcademies, today } from "../../organisation/index.server.ts";
import type { Person } from "../../platform/access/access.rules.ts";
import { type Database, inOneLook } from "../../platform/database/change.ts";
import type { OwnRow } from "./own-figure.rules.ts";
import { sayFileRefusal } from "./own-words.rules.ts";
import { countPupils, flagColumns, makingColumns, makingOf, type PupilCount, sayPupilRefusal } from "./pupils.rules.ts";
import { misshapen, readTable } from "./read-own-file.ts";

export type Counted = { readonly rows: readonly OwnRow[]; readonly ignored: readonly string[]; readonly count: PupilCount };
const saidAtMost = 20;

/** Counts a file of pupils into figures of groups. Nothing of it is written anywhere, and nothing that stands in it is said again. */
export async function countPupilsFile(
  db: Database,
  by: Person,
  bytes: Uint8Array,
  about: { readonly measure: Measure; readonly period: string; readonly academy: string },
): Promise<Outcome<Counted, readonly string[]>> {
  const making = makingOf(about.measure);
  if (!making) return refuse(["This measure is not made of pupils. Choose another."]);
  const wanted = [...makingColumns[making.kind], ...(about.academy ? [] : ["academy"])];
  const read = await readTable(bytes, wanted);
  if (!read.ok)
    return refuse([
      read.refusal.kind === "columns-missing"
        ? `The first row must name the columns ${wanted.join(", ")}; missing: ${read.refusal.columns.join(", ")}.`
        : sayFileRefusal(read.refusal),
    ]);
  const { header, rows } = read.value;
  const broken = rows.findIndex((cells) => misshapen(read.value, cells));
  if (broken >= 0)
    return refuse([
      `Row ${broken + 2} has not the cells that the header names: the file was cut off or the row was damaged. Save the whole file again.`,
    ]);
  const academies = await inOneLook(db, by, async (look) => listAcademies(look, today(look)));
  const urnOf = (said: string) => {
    const word = (about.academy || said).trim().toLowerCase();
    const [one, another] = academies.filter(({ urn, name }) => String(urn) === word || name.toLowerCase() === word);
    return one && !another ? String(one.urn) : undefined;
  };
  const at = new Map(header.map((column, index) => [column, index]));
  const pupils = rows.map((cells, index) => ({ row: index + 2, cell: (column: string) => cells[at.get(column) ?? -1] ?? "" }));
  const counted = countPupils(making, header, pupils, urnOf);
  if (!counted.ok) {
    const said = counted.refusal.slice(0, saidAtMost).map((one) => `Row ${one.row}, column “${one.column}”: ${sayPupilRefusal(one)}`);
    const more = counted.refusal.length - said.length;
    return refuse(more > 0 ? [...said, `And ${more} more rows. Nothing was counted.`] : said);
  }
  const known = new Set<string>([...flagColumns, ...makingColumns[making.kind]]);
  return accept({
    rows: counted.value.groups.map(({ academy, group, numerator, denominator }, index) => ({
      row: index + 2,
      measure: about.measure.code,
      academy,
      period: about.period,
      "pupil group": group,
      value: "",
      numerator: String(numerator),
      denominator: String(denominator),
    })),
    ignored: header.filter((name) => name !== "" && !known.has(name)),
    count: counted.value,
  });
}
