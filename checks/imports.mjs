// Who may import whom: slices only downwards and through their doors, and each file name's ending keeps its promise.
// Proven on planted violations in the same run: a guard that cannot fail is decoration.
import { readdirSync, readFileSync, statSync } from "node:fs";
import { dirname, join, normalize } from "node:path";
import { parseSync } from "@swc/core";

const order = [
  "language",
  "platform",
  "design",
  "national",
  "organisation",
  "evidence",
  "frameworks",
  "measures",
  "diagnose",
  "strengths",
  "inspection",
  "improve",
  "reports",
  "demo",
];
const sliceOf = (file) => {
  const [, slice, rest] = file.split("/");
  return rest === undefined ? "app" : slice;
};
const doors = /\/index(\.server)?\.ts$/;

/** What carries no ending that says otherwise, nor is a door or a list, is an act or serves one. */
const isAct = (file) => /\/[a-z-]+\.ts$/.test(file) && !/\/(routes|paths|index|frame|finder)\.ts$/.test(file);

/** What one import breaks, in a sentence; undefined when it is fine. */
export function breach(from, to) {
  const [mine, theirs] = [sliceOf(from), sliceOf(to)];
  const rules = /\.rules\.ts$/.test(from);
  if (!to.startsWith("app/")) return rules && !to.startsWith("content/") ? `${from}: rules import no package (${to})` : undefined;
  if (mine === "app") return undefined;
  if (mine !== theirs) {
    if (theirs === "app") return `${from}: a slice does not import the house (${to})`;
    if (order.indexOf(theirs) > order.indexOf(mine)) return `${from}: ${mine} comes before ${theirs} and may not import it (${to})`;
    if (order.indexOf(theirs) > 2 && !doors.test(to)) return `${from}: ${theirs} is entered by its door only (${to})`;
    if (rules && to.endsWith("index.server.ts")) return `${from}: rules may not reach a server door (${to})`;
    if (rules && theirs === "platform" && !to.endsWith(".rules.ts")) return `${from}: rules may use only rules of the platform (${to})`;
  }
  if (mine === theirs && rules && !/\.rules\.ts$|index\.ts$/.test(to)) return `${from}: rules import rules only (${to})`;
  if (/\.store\.ts$/.test(from) && /\.(view|route)\.tsx$/.test(to)) return `${from}: a store knows no page (${to})`;
  if (/\.view\.tsx$/.test(from) && /\.(store|route)\.tsx?$|index\.server\.ts$|platform\/database/.test(to))
    return `${from}: a view knows no store (${to})`;
  if (/\.form\.ts$/.test(from) && /\.(store|route|view)\.tsx?$|index\.server\.ts$/.test(to))
    return `${from}: a form knows rules only (${to})`;
  if (isAct(from) && /\.(route|view)\.tsx$/.test(to)) return `${from}: an act knows no page (${to})`;
  return undefined;
}

function filesBelow(folder) {
  return readdirSync(folder).flatMap((name) => {
    const path = join(folder, name);
    return statSync(path).isDirectory()
      ? filesBelow(path)
      : /\.tsx?$/.test(name) && !/\.test\.tsx?$|\.d\.ts$|testing/.test(name)
        ? [path]
        : [];
  });
}

function importsOf(file) {
  const parsed = parseSync(readFileSync(file, "utf8"), { syntax: "typescript", tsx: file.endsWith("x"), target: "esnext" });
  return parsed.body.flatMap((node) => {
    const source = node.source?.value;
    if (!source || node.typeOnly) return [];
    if ((node.specifiers ?? []).length > 0 && node.specifiers.every((specifier) => specifier.isTypeOnly)) return [];
    return [source.startsWith(".") ? normalize(join(dirname(file), source)) : source];
  });
}

const planted = [
  ["app/language/outcome.ts", "app/diagnose/paths.ts"],
  ["app/national/register/register.store.ts", "app/organisation/index.server.ts"],
  ["app/diagnose/judgements/judgement.rules.ts", "zod"],
  ["app/diagnose/judgements/judgement.rules.ts", "app/diagnose/judgements/judgement.store.ts"],
  ["app/reports/dashboard.route.tsx", "app/diagnose/judgements/judgement.store.ts"],
  ["app/diagnose/judgements/judgement.store.ts", "app/diagnose/indicator.view.tsx"],
  ["app/diagnose/indicator.view.tsx", "app/organisation/index.server.ts"],
  ["app/diagnose/judgements/judgement.form.ts", "app/diagnose/judgements/judgement.store.ts"],
  ["app/diagnose/judgements/record-judgement.ts", "app/diagnose/indicator.view.tsx"],
];
const missed = planted.filter(([from, to]) => !breach(from, to));
for (const [from, to] of missed) console.error(`The guard did not see a planted violation: ${from} → ${to}`);

const files = filesBelow("app");
let seen = 0;
const breaches = files.flatMap((file) =>
  importsOf(file).flatMap((to) => {
    seen++;
    return breach(file, to) ?? [];
  }),
);
for (const line of breaches) console.error(line);
if (seen === 0) console.error("No imports were seen: the guard is blind.");
process.exit(missed.length + breaches.length === 0 && seen > 0 ? 0 : 1);
