import { gzipSync } from "node:zlib";
import { strToU8, zipSync } from "fflate";
import { expect, it } from "vitest";
import { toXlsx } from "../../platform/web/spreadsheet.ts";
import { memorySource } from "./source.ts";
import { openTables } from "./table.ts";
import { FileRefused, unpackLimits } from "./unpack.ts";

const open = (content: Uint8Array | string, limits = unpackLimits) =>
  openTables(memorySource(typeof content === "string" ? Buffer.from(content) : content), limits);
/** The refusal of a file, whether it shows at its opening or only when its rows are read. */
const refusalOf = async (content: Uint8Array | string, limits = unpackLimits) => {
  const opened = await open(content, limits);
  if (!opened.ok) return opened.refusal.kind;
  try {
    for (const table of opened.value) for await (const _ of table.batches(new Set()));
    return "accepted";
  } catch (error) {
    if (error instanceof FileRefused) return error.refusal.kind;
    throw error;
  }
};
const readingOf = async (content: Uint8Array | string) => {
  const opened = await open(content);
  if (!opened.ok || opened.value.length !== 1) throw new Error(opened.ok ? "several" : opened.refusal.kind);
  const [only] = opened.value;
  return { encoding: only?.encoding, rows: (await Array.fromAsync(only?.batches(new Set()) ?? [])).flatMap(({ rows }) => rows) };
};

const table = "URN,Name\n900001,St Bride’s École\n";
const rows = [
  ["URN", "Name"],
  ["900001", "St Bride’s École"],
];
const windows = Buffer.from(table.replace("’", "\x92").replace("É", "\xc9"), "latin1");

it.each([
  ["UTF-8", Buffer.from(table), "utf-8"],
  ["UTF-8 with a byte order mark", Buffer.from(`\uFEFF${table}`), "utf-8"],
  ["windows-1252", windows, "windows-1252"],
  ["UTF-16 from a spreadsheet", Buffer.from(`\uFEFF${table}`, "utf16le"), "utf-16le"],
])("reads %s", async (_, content, encoding) => expect(await readingOf(content)).toEqual({ encoding, rows }));

it("finds the encoding by the whole file, not by its beginning", async () => {
  const late = Buffer.concat([Buffer.from(`URN,Name\n${"900001,Plain School\n".repeat(40_000)}`), windows.subarray(9)]);
  expect((await readingOf(late)).encoding).toBe("windows-1252");
});

it("does not break a letter that stands on the seam of two pieces", async () => {
  for (const before of [262_142, 262_143, 262_144])
    expect((await readingOf(`${"x".repeat(before)}é€’`)).rows[0]?.[0]?.endsWith("xé€’")).toBe(true);
});

it("unpacks a gzip, and a zip with one CSV or one workbook", async () => {
  expect(await readingOf(zipSync({ "__MACOSX/._a.csv": strToU8("x"), "folder/a.csv": windows }))).toEqual({
    encoding: "windows-1252",
    rows,
  });
  expect(await readingOf(zipSync({ "a.csv": strToU8(table) }, { level: 0 }))).toEqual({ encoding: "utf-8", rows });
  expect(await readingOf(gzipSync(table))).toEqual({ encoding: "utf-8", rows });
  expect(await readingOf(zipSync({ "a.xlsx": toXlsx("Trusts", rows) }))).toEqual({ encoding: "Excel, worksheet “Trusts”", rows });
});

it("refuses archives that it cannot use", async () => {
  const noise = Uint8Array.from({ length: 100_000 }, (_, at) => 65 + ((at * at * 31 + at) % 26));
  const whole = zipSync({ "a.csv": noise });
  expect(await refusalOf(zipSync({ "a.csv": windows, "b.xlsx": windows }))).toBe("archive-with-several");
  expect(await refusalOf(zipSync({ "a.pdf": windows }))).toBe("archive-without-csv");
  expect(await refusalOf(zipSync({ "a.xlsx": windows }))).toBe("damaged-archive");
  expect(await refusalOf(zipSync({ "[Content_Types].xml": windows, "word/document.xml": windows }))).toBe("archive-without-csv");
  expect(await refusalOf(whole.subarray(0, 40))).toBe("damaged-archive");
  expect(await refusalOf(whole.subarray(0, whole.length - 30))).toBe("damaged-archive");
  expect(await refusalOf(gzipSync(noise).subarray(0, 60))).toBe("damaged-archive");
  expect(await refusalOf(zipSync({}))).toBe("archive-without-csv");
  const changed = Buffer.from(zipSync({ "a.csv": strToU8(table) }, { level: 0 }));
  changed[50] = (changed[50] ?? 0) ^ 1;
  expect(await refusalOf(changed)).toBe("damaged-archive");
  const locked = Buffer.from(whole);
  const directory = locked.lastIndexOf("PK\x01\x02", locked.length, "latin1");
  locked[directory + 8] = 1;
  expect(await refusalOf(locked)).toBe("locked-archive");
});

it("refuses a bomb before it is unpacked: zipped, gzipped, or in a workbook", async () => {
  const blank = new Uint8Array(30_000_000).fill(32);
  expect(await refusalOf(zipSync({ "a.csv": blank }))).toBe("unpacks-too-large");
  expect(await refusalOf(gzipSync(blank))).toBe("unpacks-too-large");
  expect(await refusalOf(table, { ...unpackLimits, bytes: 10 })).toBe("unpacks-too-large");
  const sheet = Buffer.concat([Buffer.from("<worksheet><sheetData>"), Buffer.from("<row/>".repeat(5_000_000))]);
  const workbook = (await import("fflate")).unzipSync(toXlsx("Trusts", rows));
  expect(await refusalOf(zipSync({ ...workbook, "xl/worksheets/sheet1.xml": sheet }))).toBe("unpacks-too-large");
  // Says that it is small, and is not.
  const lying = Buffer.from(zipSync({ "a.csv": blank }));
  lying.writeUInt32LE(100, lying.lastIndexOf("PK\x01\x02", lying.length, "latin1") + 24);
  expect(await refusalOf(lying)).toBe("unpacks-too-large");
});

it.each([
  ["nothing", "", "empty"],
  ["blanks only", "  \r\n \n", "empty"],
  ["a web page", "\n<!DOCTYPE html><html>Sign in</html>", "web-page"],
  ["an old spreadsheet", Uint8Array.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1]), "spreadsheet"],
  ["a PDF", "%PDF-1.7\n", "not-text"],
  ["a picture", Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 0, 0, 0, 1]), "not-text"],
])("refuses %s", async (_, content, kind) => expect(await refusalOf(content)).toBe(kind));
