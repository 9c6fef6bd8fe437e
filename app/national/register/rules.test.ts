import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { csvReader, delimiterOf, longestRow, RowTooLong } from "../reading/csv.rules.ts";
import { asAtFromName, readDate } from "./dates.rules.ts";
import { recogniseHeader } from "./file-kind.rules.ts";
import { type ImportRefusal, sayImportRefusal } from "./import-report.rules.ts";
import { saysAcademyTrust } from "./known-values.rules.ts";
import { companiesHouseOf, readDfeNumber, readRow } from "./register.rules.ts";
import { trustSearchOf } from "./register-words.rules.ts";

describe("dates of the register", () => {
  it.each([
    ["31-08-2021", "2021-08-31"],
    ["31/10/2025", "2025-10-31"],
    ["2018-09-01", "2018-09-01"],
    ["2018-09-01 00:00:00", "2018-09-01"],
    [" 29/02/2024 ", "2024-02-29"],
    ["", null],
    ["1900-01-01", null],
    ["01-01-1900", null],
    ["01/01/1900", null],
  ])("reads %j as %j", (text, date) => expect(readDate(text)).toEqual({ possible: true, date }));

  it.each(["31/02/2020", "29-02-2023", "2020-13-01", "00/01/2020", "yesterday", "20200101x"])("finds %j impossible", (text) =>
    expect(readDate(text)).toEqual({ possible: false }),
  );

  it.each([
    ["edubasealldata20250422.csv", "2025-04-22"],
    ["derived_trust_academies_2022-07.csv", "2022-07-01"],
    ["allgroupsdata_2026-08_from_sap.csv", "2026-08-01"],
    ["/somewhere/20190101/grouplinks-2019-06-01.csv", "2019-06-01"],
    ["edubase_search_extract_20220420_LA850_936.csv", "2022-04-20"],
    ["2018-2019_england_ks4.csv", undefined],
    ["register20251341.csv", undefined],
    ["register.csv", undefined],
  ])("takes the day from the name %s", (name, asAt) => expect(asAtFromName(name)).toBe(asAt));
});

describe("recognising a file by its header", () => {
  const links = ["Joined date", "URN", "Group Type", "Group Name", "\uFEFFGroup UID"];
  it("knows group links in any order of columns, with a byte order mark, with either name of the UID", () => {
    expect(recogniseHeader(links)?.kind).toBe("group-links");
    expect(recogniseHeader(links)?.columns.trustUid).toBe(4);
    expect(recogniseHeader(["URN", "Linked UID", "Group Name", "Group Type", "Joined date"])?.kind).toBe("group-links");
  });
  it("knows the other kinds", () => {
    expect(recogniseHeader(["Group UID", "Group Name", "Group Type"])?.kind).toBe("groups");
    expect(recogniseHeader(["URN", "LinkURN", "LinkName", "LinkType"])?.kind).toBe("establishment-links");
    expect(recogniseHeader(["urn", "school_name", "school_status"])?.kind).toBe("national-list");
    expect(recogniseHeader(["urn", "academy", "trust_uid", "trust_name", "trust_type"])?.kind).toBe("trust-list");
    expect(recogniseHeader(["URN", "EstablishmentName", "Moon"])).toMatchObject({
      kind: "establishments",
      unknownColumns: ["Moon"],
      complete: false,
    });
  });
  it("knows a headteacher's columns and gives them no field", () => {
    const plan = recogniseHeader(["URN", "EstablishmentName", "HeadLastName", "TelephoneNum"]);
    expect(plan?.unknownColumns).toEqual([]);
    expect(Object.values(plan?.columns ?? {})).toEqual([0, 1]);
  });
  it("knows nothing of other files", () => expect(recogniseHeader(["name", "age"])).toBeUndefined());
});

describe("values of the register", () => {
  it("keeps the zero of a Companies House number", () => {
    expect(companiesHouseOf("7867577")).toBe("07867577");
    expect(companiesHouseOf("7867577.0")).toBe("07867577");
    expect(companiesHouseOf("oc301234")).toBe("OC301234");
    for (const none of ["", "0", "123456789", "unknown"]) expect(companiesHouseOf(none)).toBeUndefined();
  });
  it("reads a DfE number", () => {
    expect(readDfeNumber("201/3614")).toEqual({ laCode: "201", establishmentNumber: "3614" });
    expect(readDfeNumber("201/36")).toBeUndefined();
  });
  it("does not take a foundation trust for an academy trust", () => {
    expect(saysAcademyTrust("Supported by a trust")).toBeUndefined();
    expect(saysAcademyTrust("Supported by a multi-academy trust")).toBe("Multi-academy trust");
    expect(saysAcademyTrust("Supported by a single-academy trust")).toBe("Single-academy trust");
    const plan = recogniseHeader(["URN", "EstablishmentName", "TrustSchoolFlag (name)", "Trusts (code)", "Trusts (name)"]);
    const read = (flag: string) => plan && readRow(plan, ["900001", "Quay School", flag, "90001", "Quay Trust"], () => {});
    expect(read("Supported by a trust")).not.toHaveProperty("row.membership");
    expect(read("Supported by a multi-academy trust")).toHaveProperty("row.membership");
    const closed = recogniseHeader(["URN", "EstablishmentName", "EstablishmentStatus (name)", "TrustSchoolFlag (name)", "Trusts (code)"]);
    const gone = ["900001", "Quay School", "Closed", "Supported by a multi-academy trust", "90001"];
    expect(closed && readRow(closed, gone, () => {})).not.toHaveProperty("row.membership");
  });
  it("tells each word it does not know, and keeps it", () => {
    const plan = recogniseHeader(["urn", "school_name", "school_status"]);
    const told: string[] = [];
    expect(plan && readRow(plan, ["900001", "Quay School", "Dreaming"], (column, value) => told.push(`${column} ${value}`))).toMatchObject({
      row: { school: { status: "Dreaming" } },
    });
    expect(told).toEqual(["status Dreaming"]);
  });
});

describe("searching for a trust", () => {
  it("reads a UID, a reference, a company number and words", () => {
    expect(trustSearchOf("2186")).toMatchObject({ uid: 2186, companiesHouse: "00002186" });
    expect(trustSearchOf(" tr00103 ")).toMatchObject({ reference: "TR00103", uid: null });
    expect(trustSearchOf("07867577")?.companiesHouse).toBe("07867577");
    expect(trustSearchOf("Aspire 100%")?.patterns).toEqual(["%aspire%", "%100\\%%"]);
    expect(trustSearchOf("  ")).toBeUndefined();
  });
});

describe("reading CSV in pieces", () => {
  const read = (pieces: readonly string[], delimiter = ",") => {
    const reader = csvReader(delimiter);
    return [...pieces.flatMap((piece) => reader.push(piece)), ...reader.end().rows];
  };
  const quoted = (field: string) => `"${field.replaceAll('"', '""')}"`;

  it("gives back any ragged table, however it is cut into pieces", () => {
    const table = fc.array(
      fc.array(fc.string({ unit: fc.constantFrom("a", '"', ",", "\n", "\r", "é", " ") }), { minLength: 2, maxLength: 5 }),
      { maxLength: 6 },
    );
    fc.assert(
      fc.property(table, fc.constantFrom("\n", "\r\n"), fc.integer({ min: 1, max: 7 }), fc.boolean(), (rows, end, size, lastEnd) => {
        const text = rows.map((row) => row.map(quoted).join(",")).join(end) + (lastEnd ? end : "");
        const pieces = Array.from({ length: Math.ceil(text.length / size) }, (_, at) => text.slice(at * size, (at + 1) * size));
        expect(read(pieces)).toEqual(rows);
      }),
    );
  });
  it("reads unquoted fields, blanks at the end, and leaves empty lines out", () => {
    expect(read(["a,b,\r\n", "\r\n1,,3", "\n4,5,"])).toEqual([
      ["a", "b", ""],
      ["1", "", "3"],
      ["4", "5", ""],
    ]);
  });
  it("tells a quote that is never closed", () => {
    const reader = csvReader(",");
    expect(reader.push('a,b\n1,"two')).toEqual([["a", "b"]]);
    expect(reader.end()).toMatchObject({ rows: [], unclosed: true });
    const endless = csvReader(",");
    expect(() => endless.push(`"${"x".repeat(longestRow + 1)}`)).toThrow(RowTooLong);
  });
  it("finds the delimiter", () => {
    expect(delimiterOf("URN,LA (code)")).toBe(",");
    expect(delimiterOf("URN\tLA (code)\tLA, name")).toBe("\t");
    expect(delimiterOf("URN")).toBe(",");
  });
});

it("every refusal says what to do", () => {
  const refusals: ImportRefusal[] = [
    { kind: "no-such-file" },
    { kind: "empty" },
    { kind: "no-rows" },
    { kind: "web-page" },
    { kind: "spreadsheet" },
    { kind: "not-text" },
    { kind: "damaged-archive" },
    { kind: "archive-without-csv", names: ["a.txt"] },
    { kind: "archive-with-several", names: ["a.csv", "b.csv"] },
    { kind: "unpacks-too-large" },
    { kind: "truncated", rowsRead: 1 },
    { kind: "unclosed-quote", rowsRead: 2 },
    { kind: "not-recognised", header: ["a", "b"] },
    { kind: "nothing-usable", skipped: [{ reason: "r", rows: 1, examples: [] }] },
    { kind: "no-as-at" },
    { kind: "impossible-as-at", given: "x" },
    { kind: "future-as-at", asAt: "2099-01-01" },
  ];
  for (const refusal of refusals) expect(sayImportRefusal(refusal, "file.csv")).toMatch(/(Download|Check|Give|Unpack|Save|Say|Write) /);
});
