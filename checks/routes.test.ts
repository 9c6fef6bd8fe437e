import { readFileSync } from "node:fs";
import { h } from "preact";
import { expect, test } from "vitest";
import { type House, makeApp, type Route } from "../app/platform/web/route.tsx";
import { routes } from "../app/routes.ts";

const said = ({ method, path }: { method: string; path: string }) => `${method.toLowerCase()} ${path}`;
const guards = ["everybody", "signed-in", "site-operator", "allow", "token"];
const matrix = readFileSync("gates/matrix.test.ts", "utf8");

/** What of the addresses that the server really answers was not made with a guard, or stands in no line of the access matrix. */
function unguarded(made: readonly Route[], answered: readonly { method: string; path: string }[]): string[] {
  const guarded = new Set(made.filter(({ guard }) => guards.includes(guard.kind)).map(said));
  const served = new Set(answered.filter(({ method }) => method !== "ALL").map(said));
  return [...served].filter((route) => !guarded.has(route) || !matrix.includes(`"${route}"`));
}
const app = () => makeApp(routes, {} as House, () => h("p", null));

test("every address the server answers was made with its guard, and stands in the access matrix", () => {
  expect(new Set(app().routes.map(said)).size).toBeGreaterThan(100);
  expect(unguarded(routes, app().routes)).toEqual([]);
  expect(routes.map(said).filter((route, at, all) => all.indexOf(route) !== at)).toEqual([]);
});

test("an address added beside the table of contents, or without its guard, is seen", () => {
  const beside = app();
  beside.get("/planted", (c) => c.text("open"));
  expect(unguarded(routes, beside.routes)).toEqual(["get /planted"]);
  const [first, ...rest] = routes;
  const bare = { ...first, guard: { kind: "none" } } as unknown as Route;
  expect(unguarded([bare, ...rest], app().routes)).toEqual([first && said(first)]);
});
