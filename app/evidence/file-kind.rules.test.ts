import { strToU8, zipSync } from "fflate";
import { describe, expect, test } from "vitest";
import { fileNameOf, sniff } from "./file-kind.rules.ts";

const zip = (...names: string[]) => zipSync(Object.fromEntries(names.map((name) => [name, strToU8("x")])));
const ole = new Uint8Array([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1, 0, 0]);

describe("what a file is", () => {
  test.each([
    ["a PDF", strToU8("%PDF-1.7\n"), "x.pdf", "application/pdf"],
    ["a PDF under another name", strToU8("%PDF-1.7\n"), "x.exe", "application/pdf"],
    [
      "a Word file",
      zip("[Content_Types].xml", "word/document.xml"),
      "x.DOCX",
      "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ],
    ["an old Excel file", ole, "x.xls", "application/vnd.ms-excel"],
    ["a text", strToU8("Seen in Year 4."), "x.txt", "text/plain"],
  ])("%s is known", (_what, bytes, name, mediaType) => {
    expect(sniff(bytes, name)).toBe(mediaType);
  });

  test.each([
    ["any zip called a Word file", zip("evil.exe"), "x.docx"],
    ["a zip without its list of contents", zip("word/document.xml").subarray(0, 60), "x.docx"],
    ["a zip whose list lies", zip("word/document.xml").with(-6, 0xff), "x.docx"],
    ["a spreadsheet called a Word file", zip("xl/workbook.xml"), "x.docx"],
    ["an ending that every object has", zip("word/document.xml"), "x.constructor"],
    ["an installer, which begins like a Word file", ole, "setup.msi"],
    ["a text with a NUL far inside", strToU8(`${"a".repeat(5000)}\0`), "x.txt"],
    ["a drawing that can hold script", strToU8("<svg xmlns='http://www.w3.org/2000/svg'/>"), "x.svg"],
    ["a page", strToU8("<script>1</script>"), "x.html"],
    ["nothing", new Uint8Array(), "x"],
  ])("%s is nothing that may be evidence", (_what, bytes, name) => {
    expect(sniff(bytes, name)).toBeUndefined();
  });
});

test.each([
  ["Visit note", "application/pdf", "Visit note.pdf"],
  ["Plan.PDF", "application/pdf", "Plan.PDF"],
  ["invoice.pdf.exe", "application/pdf", "invoice.pdf.exe.pdf"],
  ["../../etc/passwd", "text/plain", ".. .. etc passwd.txt"],
  ["results.csv", "text/plain", "results.csv"],
  ["a\u202Efdp.exe", "image/jpeg", "a fdp.exe.jpg"],
  ['x"; filename="evil.html', "image/png", "x ; filename= evil.html.png"],
])("the title %j of a %s is handed out as %j", (title, mediaType, name) => {
  expect(fileNameOf(title, mediaType)).toBe(name);
});
