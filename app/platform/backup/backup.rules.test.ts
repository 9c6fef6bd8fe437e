import { expect, test } from "vitest";
import { considerMigrations, loadOrder } from "./backup.rules.ts";

const table = (name: string, ...refersTo: string[]) => ({ name, refersTo });
const names = (tables: { name: string }[]) => tables.map(({ name }) => name);

test("a table is loaded after every table it refers to", () => {
  expect(names(loadOrder([table("a", "c"), table("b"), table("c", "b"), table("d", "a", "b")]))).toEqual(["b", "c", "a", "d"]);
});

test("a table that refers to itself is loaded as one", () => {
  expect(names(loadOrder([table("judgement", "judgement", "unit"), table("unit")]))).toEqual(["unit", "judgement"]);
});

test("tables in a ring cannot be ordered, and are named", () => {
  expect(() => loadOrder([table("a", "b"), table("b", "a"), table("c")])).toThrow(/ring: a, b/);
});

test("what is backed up cannot refer to what is left out", () => {
  expect(() => loadOrder([table("a", "session")])).toThrow(/a is backed up, but session, which it refers to, is left out/);
});

test("a backup is restored only by a version that knows each of its migrations as it was", () => {
  const kept = [
    { name: "0001.sql", digest: "a" },
    { name: "0002.sql", digest: "b" },
  ];
  const known = (entries: [string, string][]) => considerMigrations("x.tar.gz", kept, new Map(entries));
  expect(
    known([
      ["0001.sql", "a"],
      ["0002.sql", "b"],
      ["0003.sql", "c"],
    ]).ok,
  ).toBe(true);
  expect(known([["0001.sql", "a"]])).toMatchObject({ refusal: { kind: "newer-migration", migration: "0002.sql" } });
  expect(known([["0001.sql", "z"]])).toMatchObject({ refusal: { kind: "other-migration", migration: "0001.sql" } });
});
