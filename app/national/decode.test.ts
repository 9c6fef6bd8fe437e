import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { strToU8, zipSync } from "fflate";
import { afterAll, expect, it } from "vitest";
import { type Decodable, decodeFile, unpackLimits } from "./decode.ts";

const folder = mkdtempSync(join(tmpdir(), "eddystone-decode-"));
afterAll(() => rmSync(folder, { recursive: true }));
let files = 0;

const fileOf = (content: Uint8Array | string): string => {
  const path = join(folder, `${++files}.csv`);
  writeFileSync(path, content);
  return path;
};
const refusalOf = async (content: Uint8Array | string, limits = unpackLimits) => {
  const decoded = await decodeFile(fileOf(content), limits);
  return decoded.ok ? "accepted" : decoded.refusal.kind;
};
const textOf = async (decoded: Decodable): Promise<string> => (await Array.fromAsync(decoded.text())).join("");
const decodedOf = async (content: Uint8Array | string) => {
  const decoded = await decodeFile(fileOf(content));
  if (!decoded.ok) throw new Error(decoded.refusal.kind);
  return { encoding: decoded.value.encoding, wrapping: decoded.value.wrapping, text: await textOf(decoded.value) };
};

const table = "URN,Name\n900001,St Bride’s École\n";
const windows = Buffer.from(table.replace("’", "\x92").replace("É", "\xc9"), "latin1");

it.each([
  ["UTF-8", Buffer.from(table), "utf-8"],
  ["UTF-8 with a byte order mark", Buffer.from(`\uFEFF${table}`), "utf-8"],
  ["windows-1252", windows, "windows-1252"],
  ["UTF-16 from a spreadsheet", Buffer.from(`\uFEFF${table}`, "utf16le"), "utf-16le"],
])("reads %s", async (_, content, encoding) => expect(await decodedOf(content)).toEqual({ encoding, wrapping: "plain", text: table }));

it("finds the encoding by the whole file, not by its beginning", async () => {
  const late = Buffer.concat([Buffer.from(`URN,Name\n${"900001,Plain School\n".repeat(40_000)}`), windows.subarray(9)]);
  expect((await decodedOf(late)).encoding).toBe("windows-1252");
});

it("does not break a letter that stands on the seam of two pieces", async () => {
  for (const before of [262_142, 262_143, 262_144]) expect((await decodedOf(`${"x".repeat(before)}é€’`)).text.endsWith("xé€’")).toBe(true);
});

it("unpacks a zip with one CSV and a gzip", async () => {
  expect(await decodedOf(zipSync({ "__MACOSX/._a.csv": strToU8("x"), "folder/a.csv": windows }))).toEqual({
    encoding: "windows-1252",
    wrapping: "zip",
    text: table,
  });
  expect(await decodedOf(gzipSync(table))).toEqual({ encoding: "utf-8", wrapping: "gzip", text: table });
});

it("refuses archives that it cannot use", async () => {
  const noise = Uint8Array.from({ length: 100_000 }, (_, at) => 65 + ((at * at * 31 + at) % 26));
  const whole = zipSync({ "a.csv": noise });
  expect(await refusalOf(zipSync({ "a.csv": windows, "b.csv": windows }))).toBe("archive-with-several");
  expect(await refusalOf(zipSync({ "a.pdf": windows }))).toBe("archive-without-csv");
  expect(await refusalOf(zipSync({ "[Content_Types].xml": windows, "xl/workbook.xml": windows }))).toBe("spreadsheet");
  expect(await refusalOf(whole.subarray(0, 40))).toBe("damaged-archive");
  expect(await refusalOf(gzipSync(noise).subarray(0, 60))).toBe("damaged-archive");
  expect(await refusalOf(zipSync({}))).toBe("archive-without-csv");
});

it("refuses a bomb, zipped or gzipped, before it is unpacked", async () => {
  const blank = new Uint8Array(30_000_000).fill(32);
  expect(await refusalOf(zipSync({ "a.csv": blank }))).toBe("unpacks-too-large");
  expect(await refusalOf(gzipSync(blank))).toBe("unpacks-too-large");
  expect(await refusalOf(table, { ...unpackLimits, bytes: 10 })).toBe("unpacks-too-large");
});

it.each([
  ["nothing", "", "empty"],
  ["blanks only", "  \r\n \n", "empty"],
  ["a web page", "\n<!DOCTYPE html><html>Sign in</html>", "web-page"],
  ["an old spreadsheet", Uint8Array.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1]), "spreadsheet"],
  ["a PDF", "%PDF-1.7\n", "not-text"],
  ["a picture", Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 0, 0, 0, 1]), "not-text"],
])("refuses %s", async (_, content, kind) => expect(await refusalOf(content)).toBe(kind));

it("refuses a file that is not there, or is a folder", async () => {
  for (const path of [join(folder, "none.csv"), folder])
    expect(await decodeFile(path)).toEqual({ ok: false, refusal: { kind: "no-such-file" } });
});
