import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { strToU8, zipSync } from "fflate";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { assetsFrom } from "../app/platform/web/assets.ts";
import { routes } from "../app/routes.ts";
import { type Answer, demonstration, type Identity } from "./demonstration.ts";
import { full, randomFrom, sayGate } from "./gate.ts";

// The planted fault: whatever is sent passes for a PDF. The proof must go red on it.
vi.mock("../app/evidence/file-kind.rules.ts", async (original) => ({
  ...(await original<typeof import("../app/evidence/file-kind.rules.ts")>()),
  ...(process.env.EDDYSTONE_FAULT === "upload" ? { sniff: () => "application/pdf" } : {}),
}));

const odd = full ? 5000 : 300;
const random = randomFrom();
const below = (n: number) => Math.floor(random() * n);
const oneOf = <T>(of: readonly T[]): T => of[below(of.length)] as T;

/** Everything this process writes on disk by the way goes here; afterwards nothing of it may be left. */
const temporary = mkdtempSync(join(tmpdir(), "eddystone-upload-"));
vi.stubEnv("TMPDIR", temporary);
afterAll(() => {
  vi.unstubAllEnvs();
  rmSync(temporary, { recursive: true, force: true });
});
const { editionInUse, signIn, ask, post, listen, row, database } = await demonstration({
  assets: assetsFrom(join(import.meta.dirname, "..", "content")),
});
let judge: Identity;
let operator: Identity;
let port: number;
let meeting: string;
const indicator = "/granite-coast/diagnose/990001/leadership-and-management";
beforeAll(async () => {
  judge = await signIn("rosalind.penhale");
  operator = await signIn("operator");
  port = await listen();
  meeting = (await row<{ id: string }>("select id from organisation.meeting where held_on = '2026-07-09'")).id;
});

const zip = (files: Record<string, Uint8Array>) => zipSync(files, { level: 9 });
const blanks = new Uint8Array(40_000_000);
const bomb = zip({ "word/document.xml": blanks });
const ole = new Uint8Array([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1, ...Array(600).fill(0)]);
const page = "<!doctype html><script>alert(1)</script>";
const svg = '<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>';
const pdf = strToU8("%PDF-1.7\n1 0 obj<</Type/Catalog>>endobj\n%%EOF\n");
const png = new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13]);
const jpeg = new Uint8Array([0xff, 0xd8, 0xff, 0xe0, 0, 16]);
const joined = (...parts: (Uint8Array | string)[]) =>
  Buffer.concat(parts.map((part) => (typeof part === "string" ? Buffer.from(part) : part)));

/** Files that are no evidence, whatever they are called. */
const refused: [string, string, Uint8Array | string][] = [
  ["a drawing with script", "plan.svg", svg],
  ["a drawing with script called a picture", "plan.png", svg],
  ["a page", "page.html", page],
  ["a page called a PDF", "report.pdf", page],
  ["a page called a picture", "photo.jpg", page],
  ["a page called a Word file", "plan.docx", page],
  ["a page with two endings", "plan.pdf.html", page],
  ["a page as XHTML", "plan.xhtml", page],
  ["a page in a mail", "plan.mhtml", `MIME-Version: 1.0\r\n\r\n${page}`],
  ["a script", "x.js", "alert(1)"],
  ["a script for Windows", "x.vbs", "MsgBox 1"],
  ["a script for a shell", "x.sh", "#!/bin/sh\nid"],
  ["a script for a server", "x.php", "<?php phpinfo();"],
  ["a program", "setup.exe", joined("MZ", new Uint8Array(64))],
  ["a program called a PDF", "setup.pdf", joined("MZ", new Uint8Array(64))],
  ["a program called a text", "setup.txt", joined("MZ", new Uint8Array(64))],
  ["a program for Linux", "run.txt", joined("\x7fELF", new Uint8Array(64))],
  ["an installer, which begins as a Word file does", "setup.msi", ole],
  ["an installer without a name's ending", "setup", ole],
  ["an archive", "all.zip", zip({ "a.pdf": pdf })],
  ["an archive called a Word file", "all.docx", zip({ "evil.exe": strToU8("MZ") })],
  ["an archive whose names climb", "all.xlsx", zip({ "../../../../tmp/evil": strToU8("x") })],
  ["an archive with an ending every object has", "all.constructor", zip({ "word/document.xml": strToU8("x") })],
  ["an archive with an ending of prototypes", "all.__proto__", zip({ "word/document.xml": strToU8("x") })],
  ["a bomb", "bomb.zip", bomb],
  ["a bomb in a tar", "bomb.tgz", joined(new Uint8Array([0x1f, 0x8b, 8, 0]), new Uint8Array(100))],
  ["a workbook with macros", "book.xlsm", zip({ "xl/vbaProject.bin": strToU8("x") })],
  ["an XML with entities", "x.xml", '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><x>&a;</x>'],
  ["a shortcut", "x.lnk", new Uint8Array([0x4c, 0, 0, 0])],
  ["a configuration of a server", ".htaccess", "AddType text/html .txt"],
  ["a text with a NUL", "x.txt", `${"a".repeat(70_000)}\0`],
  ["a text in UTF-16", "x.txt", Buffer.from(page, "utf16le")],
  ["a file that is nothing", "x.pdf", new Uint8Array()],
  ["a PDF that begins later", "x.pdf", joined(page, pdf)],
  ["a file over the limit", "x.pdf", joined(pdf, new Uint8Array(25 * 1024 * 1024))],
];
/** Files that are kept as the data they are: their type, and the ending of the name they are handed out under. */
const kept: [string, string, Uint8Array | string, string, string][] = [
  ["a PDF that is a page too", "x.pdf", joined(pdf, page), "application/pdf", ".pdf"],
  ["a PDF with two endings", "invoice.pdf.exe", pdf, "application/pdf", ".pdf"],
  ["a picture that is a page too", "x.png", joined(png, page), "image/png", ".png"],
  ["a picture called a page", "x.html", jpeg, "image/jpeg", ".jpg"],
  ["a picture that is a script too", "x.gif", "GIF89a/*\0*/=1;alert(1)", "image/gif", ".gif"],
  ["a table with formulas", "x.csv", '=HYPERLINK("http://evil.example")', "text/plain", ".txt"],
  ["a text that is a page", "x.txt", page, "text/plain", ".txt"],
  ["a Word file that unpacks to much", "x.docx", bomb, "application/vnd.openxmlformats-officedocument.wordprocessingml.document", ".docx"],
  ["a name that climbs", "../../../etc/passwd.pdf", pdf, "application/pdf", ".pdf"],
  ["a name that climbs on Windows", "..\\..\\windows\\x.pdf", pdf, "application/pdf", ".pdf"],
  ["a name with a NUL", "x.html\0.pdf", pdf, "application/pdf", ".pdf"],
  ["a name written backwards", "x\u202Efdp.exe", pdf, "application/pdf", ".pdf"],
  ["a name of five thousand letters", `${"x".repeat(5000)}.pdf`, pdf, "application/pdf", ".pdf"],
  ["a name of a device", "CON.pdf", pdf, "application/pdf", ".pdf"],
  ["a name that ends its header", 'x.pdf"\r\nX-Evil: 1', pdf, "application/pdf", ".pdf"],
];

const stored = () =>
  row<{ items: number; chunks: number; judgements: number }>(
    "select (select count(*)::int from evidence.item) as items, (select count(*)::int from evidence.chunk) as chunks, (select count(*)::int from diagnose.judgement) as judgements",
  );
async function judging(file: File | undefined, more: Record<string, string | Blob> = {}): Promise<Answer> {
  const current = await row<{ id: string } | undefined>(
    `select j.id from diagnose.judgement j join organisation.academy a on a.unit_id = j.unit_id
     where a.urn = 990001 and j.indicator = 'leadership-and-management' and j.perspective = 'trust' and not exists (select from diagnose.judgement n where n.replaces = j.id)`,
  );
  const evidence = file && {
    "evidence-1-kind": "file",
    "evidence-1-title": "Visit note",
    "evidence-1-dated": "2026-11-01",
    "evidence-1-file": file,
  };
  return post(indicator, judge, {
    level: "expected",
    confidence: "high",
    direction: "steady",
    narrative: "Seen.",
    edition: await editionInUse(),
    replacing: current?.id ?? "",
    ...evidence,
    ...more,
  });
}
const fileOf = (name: string, bytes: Uint8Array | string) =>
  new File([typeof bytes === "string" ? bytes : new Uint8Array(bytes)], name, { type: "application/pdf" });

test("what is no evidence is refused with words, and nothing of it is stored", async () => {
  const before = await stored();
  const wrong: string[] = [];
  for (const [what, name, bytes] of refused) {
    const answer = await judging(fileOf(name, bytes));
    if (answer.status !== 422 || !answer.text.includes('role="alert"')) wrong.push(`${what}: ${answer.status}`);
  }
  const after = await stored();
  sayGate("upload", {
    figure: `${wrong.length} of ${refused.length} files accepted that should not be, ${after.items - before.items} stored`,
    target: "0",
  });
  expect(wrong).toEqual([]);
  expect(after).toEqual(before);
});

test("what is kept as data is handed out as a download of its own type, that may do nothing where it is opened", async () => {
  const wrong: string[] = [];
  for (const [what, name, bytes, mediaType, ending] of kept) {
    const answer = await judging(fileOf(name, bytes));
    const { id } = await row<{ id: string }>("select id from evidence.item where kind = 'file' order by id desc limit 1");
    const served = await ask(`/granite-coast/diagnose/990001/evidence/${id}`, judge);
    const header = (key: string) => served.headers.get(key) ?? "";
    const fine =
      answer.status === 303 &&
      served.status === 200 &&
      header("content-type") === mediaType &&
      header("content-disposition") === `attachment; filename*=UTF-8''Visit%20note${ending}` &&
      header("x-content-type-options") === "nosniff" &&
      header("content-security-policy") === "default-src 'none'; sandbox" &&
      header("cache-control") === "no-store";
    if (!fine)
      wrong.push(
        `${what}: ${answer.status}, ${served.status} ${header("content-type")} ${header("content-disposition")} ${header("content-security-policy")}`,
      );
  }
  expect(wrong).toEqual([]);
});

test("a title cannot mislead, nor leave the header it is in", async () => {
  const titles: [string, string][] = [
    ["../../etc/passwd", ".. .. etc passwd.pdf"],
    ['x"; filename="evil.html', "x ; filename= evil.html.pdf"],
    ["a\r\nSet-Cookie: stolen=1", "a Set-Cookie stolen=1.pdf"],
    ["note\u202Efdp.exe", "note fdp.exe.pdf"],
    ["évaluation – 校", "évaluation – 校.pdf"],
    ["it's (ours)*", "it's (ours).pdf"],
    [`${"x".repeat(300)}`, `${"x".repeat(300)}.pdf`],
  ];
  for (const [title, name] of titles) {
    expect((await judging(fileOf("x.pdf", pdf), { "evidence-1-title": title })).status, title).toBe(303);
    const { id } = await row<{ id: string }>("select id from evidence.item where kind = 'file' order by id desc limit 1");
    const { headers } = await ask(`/granite-coast/diagnose/990001/evidence/${id}`, judge);
    expect(headers.get("set-cookie")).toBeNull();
    const [, encoded = ""] = headers.get("content-disposition")?.match(/^attachment; filename\*=UTF-8''([\w.!~*()%-]+)$/) ?? [];
    expect(decodeURIComponent(encoded).replace(/\s+/g, " ")).toBe(name.replace(/\*/, " ").replace(/\s+/g, " "));
  }
  expect((await judging(fileOf("x.pdf", pdf), { "evidence-1-title": "y".repeat(301) })).status).toBe(422);
  vi.spyOn(console, "error").mockImplementation(() => {});
  // Somebody who may see the judgement but names another academy finds nothing.
  const { id } = await row<{ id: string }>("select id from evidence.item where kind = 'file' order by id desc limit 1");
  for (const path of [
    `990002/evidence/${id}`,
    `990001/evidence/${id}x`,
    `990001/evidence/${"-".repeat(36)}`,
    "990001/evidence/%00",
    "990001/evidence/..%2f..%2f..%2fetc%2fpasswd",
  ])
    expect([400, 404], path).toContain((await ask(`/granite-coast/diagnose/${path}`, judge)).status);
  vi.restoreAllMocks();
});

test("links as evidence lead to the web only", async () => {
  const before = await stored();
  for (const url of [
    "javascript:alert(1)",
    "data:text/html,x",
    "//evil.example",
    "file:///etc/passwd",
    "https://",
    "https://a b",
    "vbscript:x",
    "\tjavascript:alert(1)",
    "ftp://x.example",
    'https://x.example" onclick="alert(1)',
  ]) {
    const answer = await judging(undefined, {
      "evidence-1-kind": "link",
      "evidence-1-title": "A link",
      "evidence-1-dated": "2026-11-01",
      "evidence-1-text": url,
    });
    if (answer.status === 303) expect((await ask(indicator, judge)).text).not.toMatch(/\sonclick="alert|href="(?!https?:|\/|#)/);
    else expect(answer.status, url).toBe(422);
  }
  expect((await stored()).items - before.items).toBeLessThanOrEqual(1);
});

test("a file of the register that is none, or unpacks to too much, leaves nothing of the register and nothing on disk", async () => {
  const importing = routes.find(({ method, path, guard }) => method === "post" && /register/.test(path) && guard.kind === "site-operator");
  const before = await row(
    "select (select count(*) from national.school) as schools, (select count(*) from national.trust) as trusts, (select count(*) from national.import) as imports",
  );
  const files: [string, Uint8Array | string][] = [
    ["edubasealldata20260101.csv", page],
    ["edubasealldata20260101.csv", new Uint8Array(2000)],
    ["edubasealldata20260101.zip", zip({ "edubasealldata20260101.csv": blanks })],
    ["edubasealldata20260101.zip", zip({ "../../../tmp/edubasealldata20260101.csv": strToU8("URN\n1") })],
    ["edubasealldata20260101.csv.gz", joined(new Uint8Array([0x1f, 0x8b, 8, 0]), new Uint8Array(50))],
    ["../../../../tmp/edubasealldata20260101.csv", "URN,__proto__,constructor\n1,2,3"],
    ["x\0.csv", "URN\n1"],
    [
      "edubasealldata20260101.xlsx",
      zip({ "xl/workbook.xml": strToU8('<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><x>&a;</x>') }),
    ],
    [`${"x".repeat(5000)}.csv`, ""],
  ];
  const wrong: string[] = [];
  for (const [name, bytes] of files)
    for (const asAt of bytes.length > 10_000 ? [""] : ["", "2026-01-01", "not a day", "9999-12-31"]) {
      const answer = await post(importing?.path ?? "", operator, { file: fileOf(name, bytes), asAt });
      if (answer.status >= 500 || answer.status === 200) wrong.push(`${name} ${asAt}: ${answer.status}`);
    }
  const after = await row(
    "select (select count(*) from national.school) as schools, (select count(*) from national.trust) as trusts, (select count(*) from national.import) as imports",
  );
  expect(wrong).toEqual([]);
  expect(after).toEqual(before);
  expect(readdirSync(temporary)).toEqual([]);
});

/** Values that no form of ours asks for. */
const nasty = [
  "",
  " ",
  "\0",
  "a\0b",
  "\u202Ex",
  "\r\nX: 1",
  "constructor",
  "__proto__",
  "toString",
  "hasOwnProperty",
  "[object Object]",
  "null",
  "undefined",
  "NaN",
  "-1",
  "0",
  "1e309",
  "99999999999999999999",
  "0x10",
  "1.5",
  "2026-02-30",
  "0000-00-00",
  "9999-12-31",
  "+010000-01-01",
  "-------",
  "-".repeat(36),
  "01900000-0000-7000-8000-000000000000",
  "'; drop table audit.event; --",
  "#{7*7}",
  "{{7*7}}",
  "<script>alert(1)</script>",
  "../../etc/passwd",
  "//evil.example",
  "javascript:alert(1)",
  "%00",
  "%ff",
  "\u{1F600}".repeat(300),
  "x".repeat(30_000),
  "🏴‍☠️",
  "\ud800",
  "true",
  "[]",
  "{}",
  '{"a":1}',
  "2026-11-21T12:00:00Z",
];
type Form = { readonly action: string; readonly fields: Readonly<Record<string, string>>; readonly who?: Identity };
/** The forms of a page that change something, each filled in as it stands, and where it stands empty with something likely. */
function formsOf(html: string): Form[] {
  return [...html.matchAll(/<form method="post" action="([^"]*)"[^>]*>([\s\S]*?)<\/form>/g)].map(([, action = "", inside = ""]) => {
    const likely = (type: string | undefined) => (type === "email" ? "new@b.example" : type === "date" ? "2026-11-01" : "new");
    const attribute = (tag: string, name: string) => tag.match(new RegExp(`\\s${name}="([^"]*)"`))?.[1];
    const inputs = [...inside.matchAll(/<(?:input|textarea)\b[^>]*>/g)].map(
      ([tag]) => [attribute(tag, "name") ?? "", attribute(tag, "value") || likely(attribute(tag, "type"))] as const,
    );
    const selects = [...inside.matchAll(/<select\b[^>]*\sname="([^"]*)"[^>]*>([\s\S]*?)<\/select>/g)].map(
      ([, name = "", options = ""]) => [name, [...options.matchAll(/value="([^"]+)"/g)].at(-1)?.[1] ?? ""] as const,
    );
    return {
      action: action.replaceAll("&amp;", "&"),
      fields: Object.fromEntries([...inputs, ...selects].filter(([name]) => name && name !== "once")),
    };
  });
}
const plainAddressOf = (path: string) =>
  path
    .replace(/:trust(\{[^}]*\})?(?=$|\/)/, "granite-coast")
    .replace(/:urn(\{[^}]*\}(\})?)?/, "990001")
    .replace(/:indicator/, "leadership-and-management")
    .replace(/:meeting(?=$|\/)/, meeting)
    .replace(/:[a-z]+(\{(?:[^{}]|\{[^}]*\})*\})?/gi, "01900000-0000-7000-8000-000000000000");
const addressOf = (path: string) =>
  path
    .replace(/:trust(\{[^}]*\})?(?=$|\/)/, () => oneOf(["granite-coast", "granite-coast", "granite-coast", "no-such-trust", "constructor"]))
    .replace(/:urn(\{[^}]*\}(\})?)?/, () => oneOf(["990001", "999999", "000000"]))
    .replace(/:indicator/, () => oneOf(["leadership-and-management", "constructor", "__proto__", "%00", "%ff", "..%2f.."]))
    .replace(/:[a-z]+(\{(?:[^{}]|\{[^}]*\})*\})?/gi, () => oneOf(["-".repeat(36), "01900000-0000-7000-8000-000000000000", "0".repeat(36)]));

test("odd values, repeated names, lists and prototypes in any form or address are refused or kept as data, never an error", async () => {
  // The forms of our pages, filled in as they are, and every name in them; and names that no form carries.
  const forms = new Map<string, Form>();
  const names = new Set(["__proto__", "constructor", "constructor.prototype.polluted", "__proto__[polluted]", "toString", "held", "to"]);
  for (const { path } of routes.filter(({ method }) => method === "get"))
    for (const who of [judge, operator])
      for (const form of formsOf((await ask(plainAddressOf(path), who)).text)) {
        for (const name of Object.keys(form.fields)) names.add(name);
        if (!/sign-out|\/end$|account|invitation|reset|password/.test(form.action))
          forms.set(`${form.action} ${Object.keys(form.fields)}`.replaceAll(/[0-9a-f-]{36}|\d{6}/g, "…"), { ...form, who });
      }
  expect([names.size > 30, forms.size > 5]).toEqual([true, true]);
  const all = [...names].filter((name) => name !== "token");
  // Each field of each form, made odd in each way: some of them, or in the full form all of them.
  const spoilings = [...forms.values()]
    .flatMap((form) => Object.keys(form.fields).flatMap((name) => (name === "token" ? [] : nasty.map((value) => ({ form, name, value })))))
    .map((spoiling) => ({ spoiling, at: random() }))
    .sort((a, b) => a.at - b.at)
    .map(({ spoiling }) => spoiling);
  const posted = routes.filter(({ method, path }) => method === "post" && path !== "/sign-out" && !/end|password/.test(path));
  const got = routes.filter(({ method }) => method === "get");
  const wrong: string[] = [];
  const tally: Record<number, number> = {};
  vi.spyOn(console, "error").mockImplementation(() => {});
  for (let turn = 0; turn < odd; turn++) {
    const kind = turn < spoilings.length ? random() * (full ? 0.6 : 1) : 0.6 + random() * 0.4;
    const spoiling = kind < 0.6 ? spoilings[turn % spoilings.length] : undefined;
    const form = spoiling?.form;
    const who = form?.who ?? oneOf([judge, operator]);
    const address = form ? form.action : addressOf(oneOf(kind < 0.8 ? posted : got).path);
    const oddly = () => [oneOf([0, 1, 2].map(() => oneOf(all)).concat(`${oneOf(all)}[]`, `${oneOf(all)}[a]`)), oneOf(nasty)] as const;
    const fields: (readonly [string, string])[] = form
      ? Object.entries(form.fields).map(
          ([name, value]) => [name, name === spoiling?.name ? spoiling.value : value.replace(/^new/, `new${turn}`)] as const,
        )
      : [["token", who.token], ...Array.from({ length: 1 + below(12) }, oddly)];
    // Names given twice, the token among them: the first one counts.
    if (random() < 0.3) fields.push(...fields.slice(0, 3).map(([name]) => [name, oneOf(nasty)] as const), ["token", "another"]);
    const parts = new FormData();
    for (const [name, value] of fields) parts.append(name, value);
    const sent = new URLSearchParams(fields.map(([name, value]) => [name, value]));
    const answer =
      kind < 0.8 ? await ask(address, who, { method: "POST", body: random() < 0.5 ? parts : sent }) : await ask(`${address}?${sent}`, who);
    tally[answer.status] = (tally[answer.status] ?? 0) + 1;
    if (answer.status >= 500)
      wrong.push(`${kind < 0.8 ? "post" : "get"} ${address} ${JSON.stringify(fields).slice(0, 300)}: ${answer.status}`);
    if (answer.text.includes("<script>alert(1)"))
      wrong.push(`${address} shows what was sent as a page: ${JSON.stringify(fields).slice(0, 300)}`);
    if (answer.location && !/^\/(?![/\\])/.test(answer.location)) wrong.push(`${address} leads to ${answer.location}`);
  }
  vi.restoreAllMocks();
  sayGate("upload", {
    figure: `${wrong.length} errors in ${odd} odd requests (${Object.entries(tally)
      .map(([status, n]) => `${status}: ${n}`)
      .join(", ")})`,
    target: "0",
  });
  expect(wrong.slice(0, 5)).toEqual([]);
  expect(({} as Record<string, unknown>).polluted).toBeUndefined();
});

test("an odd form for signing in is refused, and signs nobody in", async () => {
  const right = { email: "rosalind.penhale@granite-coast.example", password: "lantern-over-granite" };
  const bodies: [string, BodyInit, Record<string, string>?][] = [
    [
      "two addresses",
      new URLSearchParams([
        ["email", right.email],
        ["email", "x@y.example"],
        ["password", right.password],
      ]),
    ],
    ["a list of addresses", new URLSearchParams({ "email[]": right.email, password: right.password })],
    [
      "two passwords",
      new URLSearchParams([
        ["email", right.email],
        ["password", "x"],
        ["password", right.password],
      ]),
    ],
    [
      "a file for an address",
      (() => {
        const form = new FormData();
        form.set("email", new File([right.email], "x"));
        form.set("password", right.password);
        return form;
      })(),
    ],
    ["JSON", JSON.stringify(right), { "Content-Type": "application/json" }],
    ["JSON with operators", '{"email":{"$ne":null},"password":{"$ne":null}}', { "Content-Type": "application/json" }],
    ["no kind of form", "email=x", { "Content-Type": "text/plain" }],
    ["a form without its boundary", "--x\r\n\r\n", { "Content-Type": "multipart/form-data" }],
    [
      "a form of another boundary",
      "--x\r\nContent-Disposition: form-data; name=email\r\n\r\nx\r\n--x--",
      { "Content-Type": "multipart/form-data; boundary=y" },
    ],
    [
      "a form that is cut off",
      '--y\r\nContent-Disposition: form-data; name="email"\r\n\r\nros',
      { "Content-Type": "multipart/form-data; boundary=y" },
    ],
    ["a form with a NUL", new URLSearchParams({ email: "a\0@b.example", password: "x" })],
    ["nothing", ""],
    ["a password of a million letters", new URLSearchParams({ email: right.email, password: "x".repeat(900_000) })],
    ["right, from elsewhere", new URLSearchParams(right), { Origin: "https://evil.example" }],
    ["right, from a site beside ours", new URLSearchParams(right), { Origin: "http://localhost", "Sec-Fetch-Site": "same-site" }],
    ["right, from nowhere", new URLSearchParams(right), { Origin: "null" }],
    ["right, from an origin that is none", new URLSearchParams(right), { Origin: "no origin" }],
  ];
  vi.spyOn(console, "error").mockImplementation(() => {});
  for (const [what, body, headers] of bodies) {
    const answer = await ask("/sign-in", undefined, { method: "POST", body, ...(headers ? { headers } : {}) });
    expect([400, 403, 413, 422], what).toContain(answer.status);
    expect(answer.headers.get("set-cookie"), what).toBeNull();
    await row("delete from sign_in.attempt");
  }
  vi.restoreAllMocks();
  expect(
    (
      await ask("/sign-in", undefined, {
        method: "POST",
        body: new URLSearchParams(right),
        headers: { Origin: "http://localhost", Host: "localhost" },
      })
    ).status,
  ).toBe(303);
});

test("a form of a page of ours is refused when it is damaged, foreign or too large, and nothing is saved", async () => {
  const path = "/granite-coast/organisation/regions";
  const before = await row("select count(*) as n from organisation.unit");
  const right = { token: judge.token, region: "Sneaked in" };
  const bodies: [string, BodyInit, Record<string, string>, number[]][] = [
    ["without its token", new URLSearchParams({ region: "Sneaked in" }), {}, [403]],
    ["with another's token", new URLSearchParams({ token: operator.token, region: "Sneaked in" }), {}, [403]],
    [
      "with the token second",
      new URLSearchParams([
        ["token", "x"],
        ["token", judge.token],
        ["region", "Sneaked in"],
      ]),
      {},
      [403],
    ],
    ["with the token in the address", new URLSearchParams({ region: "Sneaked in" }), { "X-Token": judge.token }, [403]],
    ["as JSON", JSON.stringify(right), { "Content-Type": "application/json" }, [403]],
    [
      "cut off",
      `--y\r\nContent-Disposition: form-data; name="token"\r\n\r\n${judge.token}\r\n--y\r\nContent-Disposition: form-data; name="region"\r\n\r\nSneaked in`,
      { "Content-Type": "multipart/form-data; boundary=y" },
      [400, 403],
    ],
    ["said to be a gigabyte", new URLSearchParams(right), { "Content-Length": "1073741824" }, [413]],
    [
      "said to be another method",
      new URLSearchParams({ ...right, token: "x", _method: "PUT" }),
      { "X-HTTP-Method-Override": "GET" },
      [403],
    ],
  ];
  for (const [what, body, headers, statuses] of bodies)
    expect(statuses, what).toContain((await ask(path, judge, { method: "POST", body, headers })).status);
  for (const method of ["PUT", "PATCH", "DELETE", "OPTIONS"]) expect((await ask(path, judge, { method })).status, method).toBe(404);
  expect(await row("select count(*) as n from organisation.unit")).toEqual(before);
});

test("?to= leads nowhere but this site, before and after signing in", async () => {
  const ways = [
    "//evil.example",
    "/\\evil.example",
    "\\\\evil.example",
    "/\t/evil.example",
    "/\n/evil.example",
    "https://evil.example",
    "https:evil.example",
    "javascript:alert(1)",
    "data:text/html,x",
    "/%09/evil.example",
    "/%5cevil.example",
    "/%2f%2fevil.example",
    "///evil.example",
    "/@evil.example",
    "@evil.example",
    ".evil.example",
    "/.evil.example",
    "/..//evil.example",
    "http:///evil.example",
    " //evil.example",
    "//evil.example/%2f..",
    "/x\r\nSet-Cookie: a=1",
    "/\u2028/evil.example",
    "//localhost@evil.example",
    "/x?to=//evil.example",
    "",
  ];
  for (const to of ways) {
    const form = new URLSearchParams({ email: "rosalind.penhale@granite-coast.example", password: "lantern-over-granite", to });
    const answer = await ask("/sign-in", undefined, { method: "POST", body: form });
    expect(answer.status, to).toBe(303);
    expect(new URL(answer.location ?? "", "http://localhost").host, to).toBe("localhost");
    expect(answer.location, to).toMatch(/^\/(?![/\\])/);
    const shown = await ask(`/sign-in?to=${encodeURIComponent(to)}`);
    expect(shown.status).toBe(200);
    expect(shown.text).not.toMatch(/(?:href|action)="[^"]*evil/);
    // Where a form written before signing in would be sent to: nothing is carried that leads elsewhere.
    const held = JSON.stringify({ to, fields: [["a", "b"]], files: [] });
    const carried = await ask("/sign-in", undefined, {
      method: "POST",
      body: new URLSearchParams({ email: "nobody@x.example", password: "x", held }),
    });
    const [, way] = carried.text.match(/name="held" value="\{&quot;to&quot;:&quot;(.*?)&quot;/) ?? [];
    if (way !== undefined) expect(new URL(way.replaceAll("&amp;", "&"), "http://localhost").host, to).toBe("localhost");
    await row("delete from sign_in.attempt");
  }
});

/** What a server answers to bytes as they are: the status of its first line, and all of it. */
const raw = (text: string | Buffer, wait = 3000) =>
  new Promise<{ status: number; said: string }>((done) => {
    let said = "";
    const socket = connect(port, "127.0.0.1", () => socket.write(text));
    const end = () => {
      socket.destroy();
      done({ status: Number(said.match(/^HTTP\/1\.1 (\d+)/)?.[1] ?? 0), said });
    };
    socket.on("data", (piece) => {
      said += piece.toString("latin1");
      if (/\r\n\r\n/.test(said) && !/transfer-encoding: chunked/i.test(said)) setTimeout(end, 20);
      if (said.endsWith("0\r\n\r\n")) end();
    });
    socket.on("error", end).on("close", end);
    setTimeout(end, wait).unref();
  });
const lines = (...all: string[]) => `${all.join("\r\n")}\r\n\r\n`;

test("forged hosts, forwarded headers and hidden ways to rewrite an address change nothing", async () => {
  const asked = ["/sign-in", "/", "/granite-coast", "/trusts/new"];
  const plainly = new Map<string, { status: number; said: string }>();
  for (const path of asked) plainly.set(path, await raw(lines(`GET ${path} HTTP/1.1`, "Host: localhost", "Connection: close")));
  expect([...plainly.values()].map(({ status }) => status)).toEqual([200, 302, 302, 302]);
  const forged = [
    "Host: evil.example",
    "X-Forwarded-Host: evil.example",
    "X-Forwarded-Proto: https",
    "X-Forwarded-For: 127.0.0.1",
    "Forwarded: for=127.0.0.1;host=evil.example;proto=https",
    "X-Real-IP: 127.0.0.1",
    "X-Original-URL: /trusts/new",
    "X-Rewrite-URL: /granite-coast",
    "X-HTTP-Method-Override: POST",
    "X-Middleware-Subrequest: middleware:middleware",
    "X-Forwarded-User: rosalind.penhale@granite-coast.example",
    "Remote-User: operator",
    "X-Forwarded-Prefix: //evil.example",
    "Authorization: Basic b3BlcmF0b3I6",
    "Cookie: eddystone=x; __Host-eddystone=y",
  ];
  for (const path of asked)
    for (const header of forged) {
      const hosts = header.startsWith("Host") ? [header] : ["Host: localhost", header];
      const { status, said } = await raw(lines(`GET ${path} HTTP/1.1`, ...hosts, "Connection: close"));
      expect(status, `${path} ${header}`).toBe(plainly.get(path)?.status);
      expect(said.match(/location: .*/i)?.[0], `${path} ${header}`).toBe(plainly.get(path)?.said.match(/location: .*/i)?.[0]);
      expect(said, `${path} ${header}`).not.toMatch(/evil|strict-transport|__Host-/i);
    }
});

test("what is no proper request is answered as none, and the server goes on", async () => {
  const long = "x".repeat(10 * 1024 * 1024);
  const close = ["Connection: close"];
  const requests: [string, string, number[]][] = [
    ["a header of ten megabytes", lines("GET / HTTP/1.1", "Host: localhost", `X-Long: ${long}`), [431, 0]],
    ["a cookie of ten megabytes", lines("GET / HTTP/1.1", "Host: localhost", `Cookie: ${long}`), [431, 0]],
    ["an address of ten megabytes", lines(`GET /${long} HTTP/1.1`, "Host: localhost"), [414, 431, 400, 0]],
    [
      "ten thousand headers",
      lines("GET / HTTP/1.1", "Host: localhost", ...Array.from({ length: 10_000 }, (_, at) => `X-${at}: 1`)),
      [431, 0],
    ],
    ["no host", lines("GET / HTTP/1.1", ...close), [400]],
    ["two hosts", lines("GET / HTTP/1.1", "Host: localhost", "Host: evil.example", ...close), [400, 302]],
    ["a host with a person in it", lines("GET / HTTP/1.1", "Host: localhost@evil.example", ...close), [400]],
    ["a host with a path", lines("GET / HTTP/1.1", "Host: localhost/../evil", ...close), [400]],
    ["a host with a space", lines("GET / HTTP/1.1", "Host: local host", ...close), [400]],
    ["two lengths", lines("POST /sign-in HTTP/1.1", "Host: localhost", "Content-Length: 5", "Content-Length: 6", ...close), [400]],
    [
      "a length and pieces",
      lines("POST /sign-in HTTP/1.1", "Host: localhost", "Content-Length: 5", "Transfer-Encoding: chunked", ...close),
      [400],
    ],
    ["a length below nothing", lines("POST /sign-in HTTP/1.1", "Host: localhost", "Content-Length: -5", ...close), [400]],
    ["pieces of no length", `${lines("POST /sign-in HTTP/1.1", "Host: localhost", "Transfer-Encoding: chunked", ...close)}zz\r\n`, [400]],
    ["a folded header", lines("GET / HTTP/1.1", "Host: localhost", "X: a", " b", ...close), [400, 302]],
    ["a NUL in a header", lines("GET / HTTP/1.1", "Host: localhost", "X: a\0b", ...close), [400]],
    ["a NUL in the address", lines("GET /%00 HTTP/1.1", "Host: localhost", ...close), [400, 404]],
    ["an address that is no text", lines("GET /%ff%fe HTTP/1.1", "Host: localhost", ...close), [400, 404]],
    ["half an escape", lines("GET /%e0%a4% HTTP/1.1", "Host: localhost", ...close), [400, 404]],
    ["an address that climbs", lines("GET /../../etc/passwd HTTP/1.1", "Host: localhost", ...close), [400, 404]],
    ["an asset that climbs", lines("GET /assets/../../package.json HTTP/1.1", "Host: localhost", ...close), [400, 404]],
    ["an asset that climbs in escapes", lines("GET /assets/..%2f..%2fpackage.json HTTP/1.1", "Host: localhost", ...close), [400, 404]],
    [
      "an asset that climbs in double escapes",
      lines("GET /assets/..%252f..%252fpackage.json HTTP/1.1", "Host: localhost", ...close),
      [400, 404],
    ],
    ["an asset that climbs backwards", lines("GET /assets/..%5c..%5cpackage.json HTTP/1.1", "Host: localhost", ...close), [400, 404]],
    ["an asset with a NUL", lines("GET /assets/x%00.css HTTP/1.1", "Host: localhost", ...close), [400, 404]],
    ["a trace", lines("TRACE / HTTP/1.1", "Host: localhost", "Cookie: eddystone=secret", ...close), [404, 405]],
    ["a tunnel", lines("CONNECT evil.example:80 HTTP/1.1", "Host: evil.example", ...close), [0, 400, 404, 405]],
    ["another site's address", lines("GET http://evil.example/ HTTP/1.1", "Host: localhost", ...close), [302, 400, 404]],
    ["no method", lines("FROB / HTTP/1.1", "Host: localhost", ...close), [400]],
    ["no HTTP", "hello\r\n\r\n", [400]],
  ];
  const wrong: string[] = [];
  for (const [what, text, statuses] of requests) {
    const { status, said } = await raw(text);
    if (!statuses.includes(status) || /"private": true|root:|eddystone=secret|evil/.test(said)) wrong.push(`${what}: ${status}`);
    expect((await raw(lines("GET /sign-in HTTP/1.1", "Host: localhost", ...close))).status, `after ${what}`).toBe(200);
  }
  sayGate("upload", { figure: `${wrong.length} of ${requests.length} improper requests answered improperly`, target: "0" });
  expect(wrong).toEqual([]);
});

test("after all of it nothing is written outside the database, and the chain of the trust holds", async () => {
  expect(readdirSync(temporary)).toEqual([]);
  const { verifyChain } = await import("../app/platform/audit/audit.store.ts");
  const { id } = await row<{ id: string }>("select trust_id as id from organisation.directory where slug = 'granite-coast'");
  expect((await verifyChain(await database.as("keeper"), id)).broken).toBeUndefined();
});
