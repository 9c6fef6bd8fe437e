import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { plainWords } from "../../language/words.ts";
import { toCsv } from "../../platform/web/spreadsheet.ts";
import { guarded, readPeopleFile, textOf } from "./people-file.form.ts";
import { type PeopleHere, planPeople } from "./people-file.rules.ts";
import { sayRowRefusal } from "./row-refusal.rules.ts";

const here: PeopleHere = {
  today: "2026-11-21",
  people: [
    { id: "p1", name: "Ada Lovelace", email: "ada@x.example" },
    { id: "p2", name: "Grace Hopper", email: "grace@x.example" },
    { id: "p3", name: "No Address", email: null },
  ],
  units: [
    { id: "t", kind: "trust", name: "Granite Coast", urn: null },
    { id: "b", kind: "board", name: "Executive Operational Board", urn: null },
    { id: "w", kind: "region", name: "West", urn: null },
    { id: "a", kind: "academy", name: "Exmarsh School", urn: 990001 },
  ],
  roles: [
    { id: "r1", personId: "p1", kind: "administrator", unitId: "t", from: "2024-09-01", to: null, ended: false },
    { id: "r2", personId: "p1", kind: "principal", unitId: "a", from: "2024-09-01", to: "2025-08-31", ended: true },
    { id: "r3", personId: "p2", kind: "sle", unitId: "t", from: "2026-01-01", to: "2027-07-31", ended: false },
  ],
};
const plan = (...rows: string[]) => {
  const read = readPeopleFile(["name,email,role,unit,from,to", ...rows].join("\n"));
  if (!read.ok) throw new Error(read.refusal.kind);
  return planPeople(read.value.rows, here);
};
const reasons = (...rows: string[]) => plan(...rows).refused.map(({ line, refusal }) => [line, refusal.kind]);

describe("a file of people and roles", () => {
  test("adds, gives, sets last days and leaves what is so already", () => {
    const { add, give, end, unchanged, refused } = plan(
      "Ada Lovelace,ADA@x.example,Administrator,Granite Coast (trust),2024-09-01,",
      "Ada  Lovelace,ada@x.example,principal,990001,01/09/2024,31/8/2025",
      "Grace Hopper,grace@x.example,SLE,granite coast (trust),2026-01-01,2026-12-18",
      "Nora New,nora@x.example,EOB member,Executive Operational Board (board),2027-01-01,2027-12-31",
      "Nora New,nora@x.example,Regional CEO,West (region),2027-01-01,",
      "Nobody Yet,yet@x.example,,,,",
      "No Address,,,,,",
    );
    expect(refused).toEqual([]);
    expect(add.map(({ email }) => email)).toEqual(["nora@x.example", "yet@x.example"]);
    expect(give.map(({ person, kind, unitId, from, to }) => [person, kind, unitId, from, to])).toEqual([
      ["nora@x.example", "eob-member", "b", "2027-01-01", "2027-12-31"],
      ["nora@x.example", "regional-ceo", "w", "2027-01-01", null],
    ]);
    expect(end.map(({ roleId, to }) => [roleId, to])).toEqual([["r3", "2026-12-18"]]);
    expect(unchanged).toBe(3);
  });

  test("is refused row by row, by line, each with what to correct", () => {
    expect(
      reasons(
        "Somebody Else,ada@x.example,,,,",
        "New,,,,,",
        "New,not an address,,,,",
        "Ada Lovelace,ada@x.example,King,Granite Coast (trust),2026-01-01,",
        "Ada Lovelace,ada@x.example,SLE,Nowhere,2026-01-01,",
        "Ada Lovelace,ada@x.example,EOB member,Granite Coast (trust),2026-01-01,",
        "Ada Lovelace,ada@x.example,SLE,West (region),,",
        "Ada Lovelace,ada@x.example,Principal,990001,2024-09-01,2025-07-31",
        "Grace Hopper,grace@x.example,SLE,Granite Coast (trust),2026-01-01,2026-11-20",
        "Grace Hopper,grace@x.example,SLE,Granite Coast (trust),2027-07-31,",
        "Lovelace, Ada,ada@x.example,SLE,West (region),2026-01-01,2026-12-31",
      ),
    ).toEqual([
      [2, "other-name"],
      [3, "no-address"],
      [4, "email-needed"],
      [5, "unknown-role"],
      [6, "unknown-unit"],
      [7, "wrong-unit"],
      [8, "no-first-day"],
      [9, "ended-on"],
      [10, "day-past"],
      [11, "overlaps"],
      [12, "too-many-cells"],
    ]);
    for (const { refusal } of plan("New,,,,,").refused)
      expect(sayRowRefusal(refusal, plainWords)).toBe("Give the e-mail address of New: people are known by it.");
  });

  test("may end a role and give it again after, whichever row comes first", () => {
    const rows = [
      "Grace Hopper,grace@x.example,SLE,Granite Coast (trust),2027-01-01,",
      "Grace Hopper,grace@x.example,SLE,Granite Coast (trust),2026-01-01,2026-12-31",
    ];
    expect(reasons(...rows)).toEqual([]);
    expect(reasons(...rows.toReversed())).toEqual([]);
  });

  test("that says two last days for one role contradicts itself; the same row twice does not", () => {
    const row = "Grace Hopper,grace@x.example,SLE,Granite Coast (trust),2026-01-01,";
    expect(reasons(`${row}2026-12-31`, `${row}2026-12-30`)).toEqual([[3, "contradicts"]]);
    expect(plan(`${row}2026-12-31`, `${row}2026-12-31`)).toMatchObject({ unchanged: 1, refused: [] });
  });

  test("may not leave the trust without an administrator, but may change who it is", () => {
    const ending = "Ada Lovelace,ada@x.example,Administrator,Granite Coast (trust),2024-09-01,2026-12-31";
    expect(reasons(ending)).toEqual([[2, "last-administrator"]]);
    expect(reasons(ending, "Grace Hopper,grace@x.example,Administrator,Granite Coast (trust),2027-01-01,")).toEqual([]);
  });

  test("is read with a mark, semicolons, quoted line breaks and empty lines, and each row keeps its line", () => {
    const text = '\uFEFFemail;NAME;role;unit;to;from;notes\r\n\r\n"ada@x.example";"Ada\r\nLovelace";;;;;"a\nb"\r\n\r\n;New;;;;;\r\n';
    const read = readPeopleFile(text);
    if (!read.ok) throw new Error(read.refusal.kind);
    expect(read.value.rows.map(({ line, name }) => [line, name])).toEqual([
      [3, "Ada\r\nLovelace"],
      [7, "New"],
    ]);
    expect(read.value.ignored).toEqual(["notes"]);
    expect(planPeople(read.value.rows, here)).toMatchObject({ unchanged: 1, refused: [{ line: 7 }] });
  });

  test.each([
    ["", "empty"],
    ["name;email\n", "columns-missing"],
    ['name,email,role,unit,from,to\nAda,"ada', "quote-open"],
  ])("%j is no such file", (text, kind) => {
    const read = readPeopleFile(text);
    expect(read.ok ? undefined : read.refusal.kind).toBe(kind);
  });

  test("in what Windows writes is read too, and a spreadsheet itself is not", () => {
    expect(textOf(new Uint8Array([0x5a, 0x6f, 0xeb]))).toEqual({ ok: true, value: "Zoë" });
    expect(textOf(new Uint8Array([0x50, 0x4b, 3, 4, 0]))).toEqual({ ok: false, refusal: { kind: "no-text" } });
  });

  test("gives back every name as it was, and none is a formula on the way", () => {
    const name = fc.oneof(
      fc.string({ unit: "binary", minLength: 1, maxLength: 30 }),
      fc
        .tuple(fc.stringMatching(/^'{0,3}$/), fc.constantFrom("=", "+", "-", "@", "|", "＝"), fc.string({ maxLength: 8 }))
        .map((parts) => parts.join("")),
    );
    fc.assert(
      fc.property(name, (drawn) => {
        const kept = drawn.trim().replace(/\s+/g, " ");
        fc.pre(kept !== "" && !kept.includes("\0"));
        const file = toCsv([
          ["name", "email", "role", "unit", "from", "to"],
          [guarded(kept), "x@x.example", null, null, null, null],
        ]);
        expect(file.split("\r\n")[1]).not.toMatch(/^"[=+\-@|＝＋－＠]/);
        const read = readPeopleFile(file);
        expect(read.ok && read.value.rows[0]?.name).toBe(kept);
      }),
      { numRuns: 500 },
    );
  });
});
