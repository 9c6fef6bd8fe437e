import { strFromU8, unzipSync } from "fflate";
import { expect, test } from "vitest";
import { toCsv, toXlsx } from "./spreadsheet.ts";

const payloads = [
  "=1+1",
  "+1",
  "-1",
  "@SUM(A1)",
  "\t=1",
  "\r=1",
  " =1",
  "\u200b=1",
  "＝1+1",
  "＋1",
  "－1",
  "＠x",
  "|calc",
  '=HYPERLINK("x")',
];

test.each(payloads)("%j is no formula in a CSV", (payload) => {
  expect(toCsv([[payload]])).toMatch(/^\uFEFF"'/);
});

test("numbers stay numbers, and quotes are doubled", () => {
  expect(toCsv([["a", -5, null, 'say "so"']])).toBe('\uFEFF"a",-5,,"say ""so"""\r\n');
});

test.each(payloads)("%j is an inline string in an XLSX", (payload) => {
  const sheet = strFromU8(unzipSync(toXlsx("Standing", [[payload, -5]]))["xl/worksheets/sheet1.xml"] ?? new Uint8Array());
  expect(sheet).toContain('<c r="A1" t="inlineStr">');
  expect(sheet).not.toContain("<f>");
  expect(sheet).toContain('<c r="B1"><v>-5</v></c>');
});

test("what only looks like an escape, and every line end, stays as it was written", () => {
  const sheet = strFromU8(unzipSync(toXlsx("Standing", [["_x003D_1", "a\r\nb"]]))["xl/worksheets/sheet1.xml"] ?? new Uint8Array());
  expect(sheet).toContain(">_x005F_x003D_1<");
  expect(sheet).toContain(">a&#13;\nb<");
});

test("a character that XML has no place for is written as spreadsheets write it, not lost", () => {
  const sheet = strFromU8(unzipSync(toXlsx("Standing", [["a\u0001b"]]))["xl/worksheets/sheet1.xml"] ?? new Uint8Array());
  expect(sheet).toContain(">a_x0001_b<");
});
