import fc from "fast-check";
import { strToU8, unzipSync, zipSync } from "fflate";
import { describe, expect, it } from "vitest";
import { toXlsx } from "../../platform/web/spreadsheet.ts";
import { memorySource } from "./source.ts";
import { dayOfSerial, showsDay } from "./spreadsheet-dates.rules.ts";
import { openTables } from "./table.ts";
import { xmlReader } from "./xml.rules.ts";

const relation = (id: string, type: string, target: string) =>
  `<Relationship Id="${id}" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/${type}" Target="${target}"/>`;

/** A workbook as Excel writes one: shared strings, styles, and its worksheets in the order given. */
function workbook(
  sheets: readonly (readonly [name: string, rows: string])[],
  {
    strings = "",
    formats = "",
    date1904 = false,
    prefix = "",
  }: { strings?: string; formats?: string; date1904?: boolean; prefix?: string } = {},
): Uint8Array {
  const parts: Record<string, string> = {
    "[Content_Types].xml": "<Types/>",
    "_rels/.rels": `<Relationships>${relation("r1", "officeDocument", "/xl/workbook.xml")}</Relationships>`,
    // Stored in another order than shown, and not called sheet1.
    ...Object.fromEntries(
      sheets.map(([, rows], at) => [
        `xl/worksheets/part${at}.xml`,
        `<?xml version="1.0"?><!-- a > b --><${prefix}worksheet><${prefix}sheetData>${rows}</${prefix}sheetData></${prefix}worksheet>`,
      ]),
    ),
    "xl/_rels/workbook.xml.rels": `<Relationships>${sheets.map((_, at) => relation(`s${at}`, "worksheet", `worksheets/part${at}.xml`)).join("")}${relation("t", "sharedStrings", "sharedStrings.xml")}${relation("y", "styles", "styles.xml")}</Relationships>`,
    "xl/workbook.xml": `<workbook><workbookPr date1904="${date1904 ? 1 : 0}"/><sheets>${sheets.map(([name], at) => `<sheet name="${name}" sheetId="${9 - at}" r:id="s${at}"/>`).join("")}</sheets></workbook>`,
    "xl/styles.xml": `<styleSheet><numFmts><numFmt numFmtId="164" formatCode="dd\\/mm\\/yyyy"/></numFmts><cellStyleXfs><xf numFmtId="14"/></cellStyleXfs><cellXfs>${formats}</cellXfs></styleSheet>`,
    "xl/sharedStrings.xml": `<sst>${strings}</sst>`,
  };
  return zipSync(Object.fromEntries(Object.entries(parts).map(([path, text]) => [path, strToU8(text)])));
}

async function sheetsOf(content: Uint8Array, dayColumns: number[] = []) {
  const opened = await openTables(memorySource(content));
  if (!opened.ok) return opened.refusal.kind;
  return Promise.all(
    opened.value.map(async (table) => ({
      name: table.name,
      header: table.header,
      rows: (await Array.fromAsync(table.batches(new Set(dayColumns)))).flatMap(({ rows }) => rows),
    })),
  );
}
const rowsOf = async (content: Uint8Array, dayColumns: number[] = []) => {
  const sheets = await sheetsOf(content, dayColumns);
  return typeof sheets === "string" ? sheets : sheets[0]?.rows;
};
const header = '<row r="1"><c r="A1" t="inlineStr"><is><t>A</t></is></c><c r="D1" t="inlineStr"><is><t>D</t></is></c></row>';

describe("reading a workbook", () => {
  it("reads shared, inline and calculated text, numbers, truths and errors, each in its column", async () => {
    const strings =
      "<si><t>St Bride&#8217;s &amp; École</t></si><si><r><t xml:space='preserve'>Old </t></r><r><t>Quay</t></r><rPh><t>aloud</t></rPh></si><si><t>a_x000D_b</t></si>";
    const rows = `${header}
      <row r="2"><c r="A2" t="s"><v>0</v></c><c r="B2" t="s"><v>1</v></c><c r="D2"><v>137009</v></c></row>
      <row r="3"><c r="B3" t="str"><f>A1&amp;"x"</f><v>=1+1</v></c><c r="C3" t="b"><v>1</v></c><c r="D3" t="e"><v>#N/A</v></c></row>
      <row r="4"><c r="A4" s="1"/><c r="B4" t="inlineStr"><is><t> </t></is></c></row>
      <row r="5"><c><v>1.37009E5</v></c><c><v>0.1</v></c><c t="s"><v>2</v></c><c r="XFD5"><v>7</v></c></row>`;
    expect(await rowsOf(workbook([["S", rows]], { strings }))).toEqual([
      ["A", "", "", "D"],
      ["St Bride’s & École", "Old Quay", "", "137009"],
      ["", "=1+1", "TRUE", "#N/A"],
      ["137009", "0.1", "a\rb"],
    ]);
  });

  it("reads days by their number format, by the column that holds days, and from 1904", async () => {
    const formats = '<xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="164"/><xf numFmtId="2"/>';
    const rows = `${header}<row r="2"><c r="A2" s="1"><v>44774</v></c><c r="B2" s="2"><v>44774.5</v></c><c r="C2" s="3"><v>44774</v></c><c r="D2"><v>44774</v></c></row>`;
    expect((await rowsOf(workbook([["S", rows]], { formats }), [3]))?.[1]).toEqual(["2022-08-01", "2022-08-01", "44774", "2022-08-01"]);
    expect((await rowsOf(workbook([["S", rows]], { formats, date1904: true }), [3]))?.[1]?.[0]).toBe("2026-08-02");
  });

  it("reads namespaces with a prefix, as some programs write them", async () => {
    const rows = '<x:row r="1"><x:c r="A1" t="inlineStr"><x:is><x:t>URN</x:t></x:is></x:c></x:row>';
    expect(await rowsOf(workbook([["S", rows]], { prefix: "x:" }))).toEqual([["URN"]]);
  });

  it("gives every worksheet in the workbook's order, an empty one too", async () => {
    const sheets = await sheetsOf(
      workbook([
        ["Read me", ""],
        ["Groups", header],
      ]),
    );
    expect(sheets).toMatchObject([
      { name: "Read me", header: [] },
      { name: "Groups", header: ["A", "", "", "D"] },
    ]);
  });

  it("refuses one whose sheet stops half way, or that defines its own entities", async () => {
    const parts = unzipSync(workbook([["S", header]]));
    const cut = zipSync({ ...parts, "xl/worksheets/part0.xml": strToU8(`<worksheet><sheetData>${header}`) });
    expect(await sheetsOf(cut).catch((error) => error.message)).toBe("damaged-archive");
    const laughing = zipSync({
      ...parts,
      "xl/sharedStrings.xml": strToU8('<!DOCTYPE s [<!ENTITY a "ha">]><sst><si><t>&a;</t></si></sst>'),
    });
    expect(await sheetsOf(laughing)).toBe("damaged-archive");
  });

  it("gives back any table that the app itself writes", async () => {
    const cell = fc
      .string({ unit: fc.constantFrom("a", "é", "<", "&", '"', " ", "]", "'", "😀"), minLength: 1 })
      .filter((text) => text.trim() !== "");
    await fc.assert(
      fc.asyncProperty(fc.array(fc.array(cell, { minLength: 3, maxLength: 3 }), { minLength: 1, maxLength: 5 }), async (rows) => {
        expect(await rowsOf(toXlsx("S", rows))).toEqual(rows);
      }),
      { numRuns: 60 },
    );
  });
});

it("reads XML the same however it is cut into pieces", () => {
  const text = '<?xml version="1.0"?><!-- <c> --><a:row r="1>2" s=\'"\'><c/><t>x &lt;&#x1F600; y<![CDATA[<&]]></t></a:row>';
  const told = (size: number) => {
    const events: string[] = [];
    const reader = xmlReader({
      open: (name, attributes) => events.push(`<${name}${attributes}`),
      close: (name) => events.push(`/${name}`),
      text: (piece) => events.push(piece),
    });
    for (let at = 0; at < text.length; at += size) reader.push(text.slice(at, at + size));
    return events;
  };
  expect(told(1000)).toEqual(['<row r="1>2" s=\'"\'', "<c", "/c", "<t", "x <😀 y", "<&", "/t", "/row"]);
  for (let size = 1; size < 12; size++) expect(told(size)).toEqual(told(1000));
});

describe("days in a spreadsheet", () => {
  it.each([
    [1, "1900-01-01"],
    [59, "1900-02-28"],
    [61, "1900-03-01"],
    [40787, "2011-09-01"],
    [45901.75, "2025-09-01"],
  ])("%d means %s", (serial, day) => expect(dayOfSerial(serial, false)).toBe(day));
  it("no day is beyond the calendar", () => {
    for (const serial of [-1, 1e9, Number.NaN]) expect(dayOfSerial(serial, false)).toBeUndefined();
  });
  it.each([
    ["dd/mm/yyyy", true],
    ["[$-809]d mmmm yyyy;@", true],
    ["#,##0.00", false],
    ['0.0" days"', false],
    ["[Red]0", false],
    ["General", false],
  ])("the format %s shows a day: %s", (format, shows) => expect(showsDay(164, format)).toBe(shows));
});
