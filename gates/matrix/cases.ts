import { type Comes, type Field, inPath, type Kind, type Related, sends } from "./fields.ts";
import { type Relation, relations } from "./world.ts";

/** Every id-bearing field of a route: those of its path, with what is said of them by hand, and those that it sends. */
export function fieldsOf(route: string): readonly Field[] {
  const said = sends[route]?.fields ?? [];
  const path = [...route.matchAll(/:([a-z]+)/gi)].map(([, name = ""]): Field => {
    const special = said.find((field) => field.where === "path" && field.name === name);
    if (special) return { other: "absent", deleted: "absent", random: "absent", ...special };
    const usual = inPath[name];
    if (!usual) throw new Error(`${route}: say in gates/matrix/fields.ts what :${name} is`);
    return { name, where: "path", other: "absent", deleted: "absent", random: "absent", ...usual };
  });
  return [...path, ...said.filter(({ where }) => where !== "path")];
}

/** One's own ids, then each field with every other id, then every pair of fields with every pair of other ids. */
export function combinations(fields: readonly Field[], has: (kind: Kind) => readonly Relation[], home: Relation): Related[] {
  const first = Object.fromEntries(fields.map(({ name, kind }) => [name, has(kind).includes(home) ? home : "own"])) as Related;
  const others = (field: Field) => has(field.kind).filter((relation) => relation !== first[field.name]);
  const singles = fields.flatMap((field) => others(field).map((relation) => ({ ...first, [field.name]: relation })));
  const pairs = fields.flatMap((one, at) =>
    fields.slice(at + 1).flatMap((two) => others(one).flatMap((a) => others(two).map((b) => ({ ...first, [one.name]: a, [two.name]: b })))),
  );
  return [first, ...singles, ...pairs];
}

/** How an id looks to somebody: what another trust's people call their own, everybody else calls another trust's. */
export const seenBy = (relation: Relation, home: Relation): Relation =>
  home === "own" ? relation : relation === home ? "own" : relation === "own" || relation === "sibling" ? "other" : relation;

/** What comes of the ids alone, of somebody who may use the route: absent before refused before open. */
export function comesOf(route: string, fields: readonly Field[], related: Related, home: Relation): Comes {
  const seen = Object.fromEntries(Object.entries(related).map(([name, relation]) => [name, seenBy(relation, home)])) as Related;
  const each = fields.map((field) => {
    const relation = seen[field.name] ?? "own";
    return field[relation] ?? "open";
  });
  const together = sends[route]?.together?.(seen);
  if (together === "open" && seen.trust === "own") return "open";
  if (each.includes("absent")) return "absent";
  return together ?? (each.includes("refused") ? "refused" : "open");
}
export { relations };
