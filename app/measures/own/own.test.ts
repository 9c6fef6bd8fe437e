import { beforeAll, describe, expect, test, vi } from "vitest";
import { demonstration, fieldOf, type Identity } from "../../../gates/demonstration.ts";
import { verifyChain } from "../../platform/audit/audit.store.ts";
import { toCsv, toXlsx } from "../../platform/web/spreadsheet.ts";

const { ask, post, signIn, house, row, database } = await demonstration();
const here = "/granite-coast/measures";
const header = "measure,academy,period,pupil group,value,numerator,denominator";
let central: Identity;
let principal: Identity;
beforeAll(async () => {
  central = await signIn("rosalind.penhale");
  principal = await signIn(await emailOf("principal", 990001));
});
const emailOf = async (role: string, urn: number) =>
  (
    await row<{ email: string }>(
      "select split_part(p.email, '@', 1) as email from organisation.role r join organisation.person p on p.id = r.person_id join organisation.academy a on a.unit_id = r.unit_id where r.kind = $1 and a.urn = $2 and upper_inf(r.held) limit 1",
      [role, urn],
    )
  ).email;

const send = (text: string | Uint8Array<ArrayBuffer>, name = "figures.csv", who = central) =>
  post(`${here}/own/import`, who, { file: new File([text], name) });
const confirm = (shown: string, who = central) =>
  post(`${here}/own/import/confirm`, who, {
    rows: decode(fieldOf(shown, "rows")),
    plan: fieldOf(shown, "plan") ?? "",
    kind: fieldOf(shown, "kind") ?? "",
  });
const decode = (text = "") => text.replaceAll("&quot;", '"').replaceAll("&#39;", "'").replaceAll("&amp;", "&");
async function bringIn(...rows: string[]) {
  const shown = await send([header, ...rows, ""].join("\r\n"));
  expect([shown.status, shown.text]).toEqual([200, expect.stringContaining("Bring these figures in")]);
  const done = await confirm(shown.text);
  expect([done.status, done.text]).toEqual([200, expect.stringContaining("brought in as one change")]);
}
const csv = async (who = central) => (await ask(`${here}/own.csv`, who)).text;
const figures = async () => Number((await row<{ n: string }>("select count(*) as n from measures.figure")).n);

describe("a file of the trust's own figures", () => {
  test("is shown, confirmed, kept, and given out again as it came in", async () => {
    await bringIn(
      "phonics-year1,990002,2025/26,all,,41,52",
      "phonics-year1,990002,2025/26,disadvantaged,66.7,4,6",
      "eyfs-gld,990002,2025/26,all,not-available,,",
    );
    const out = await csv();
    expect(out).toContain('"phonics-year1",990002,"2025/26","all",78.84615384615384,41,52,"Lanmerrin Primary Academy"');
    expect(out).toContain('"phonics-year1",990002,"2025/26","disadvantaged",66.7,4,6');
    expect(out).toContain('"eyfs-gld",990002,"2025/26","all","not-available",,');
    const before = await figures();
    const again = await send(out);
    expect(again.text).toContain("there is nothing to do");
    const workbook = (await ask(`${here}/own.xlsx`, central)).headers.get("content-type");
    expect(workbook).toContain("spreadsheetml");
    expect(await figures()).toBe(before);
  });

  test("as a workbook is the same file, losslessly", async () => {
    const rows = (await csv())
      .replace("\uFEFF", "")
      .trim()
      .split("\r\n")
      .map((line) => line.split(",").map((cell) => (cell === "" ? null : cell.startsWith('"') ? cell.slice(1, -1) : Number(cell))));
    expect((await send(toXlsx("x", rows), "figures.xlsx")).text).toContain("there is nothing to do");
  });

  test("supersedes what it changes, and what stood before stays in its history", async () => {
    await bringIn("phonics-year1,990003,2025/26,all,,30,40");
    await bringIn("phonics-year1,990003,2025/26,all,,31,40");
    const page = (await ask(`${here}/own/of/phonics-year1`, central)).text;
    expect(page).toMatch(/78%.*31 of 40/s);
    expect(page).toMatch(/Before:.*75%.*30 of 40/s);
    const { rows } = await house.keeper.pool.query(
      "select version, numerator from measures.figure where measure = 'phonics-year1' and numerator in (30, 31) order by version",
    );
    expect(rows).toEqual([
      { version: 1, numerator: 30 },
      { version: 2, numerator: 31 },
    ]);
  });

  test("is brought in only as it was shown: somebody who was quicker is not overwritten", async () => {
    const [one, two] = [
      await send(`${header}\nphonics-year1,990004,2025/26,all,,50,60\n`),
      await send(`${header}\nphonics-year1,990004,2025/26,all,,55,60\n`),
    ];
    expect((await confirm(two.text)).status).toBe(200);
    const late = await confirm(one.text);
    expect(late.status).toBe(409);
    expect(late.text).toMatch(/Somebody has changed figures.*55 of 60.*becomes.*50 of 60/s);
    expect(await csv()).toContain('"phonics-year1",990004,"2025/26","all",91.66666666666666,55,60');
    expect((await confirm(late.text)).status).toBe(200);
  });

  test.each<[string, string, RegExp]>([
    ["half a file", `${header}\nphonics-year1,990001,2025/26,all,75,3,4\nphonics-year1,990001,2024/25,a`, /(cut off|cells)/],
    ["an open quotation mark", `${header}\nphonics-year1,990001,2025/26,"all,75,3,4\n`, /row 2|quotation mark|cut off/],
    ["two headers", `${header}\nphonics-year1,990001,2025/26,all,75,3,4\n${header}\n`, /Row 3.*header again/s],
    ["a column twice", `${header},value\nphonics-year1,990001,2025/26,all,75,3,4,75\n`, /“value” more than once/],
    ["a column missing", `measure,academy,period,value\nphonics-year1,990001,2025/26,75\n`, /missing: pupil group, numerator, denominator/],
    [
      "an academy of another trust",
      `${header}\nphonics-year1,136318,2025/26,all,75,3,4\n`,
      /Row 2.*academy.*“136318” is not in this trust/s,
    ],
    [
      "a percentage of 140",
      `${header}\nphonics-year1,990001,2025/26,all,75,3,4\nphonics-year1,990001,2024/25,all,140,,\n`,
      /Row 3.*value.*140 is not a percentage/s,
    ],
    ["a denominator below its numerator", `${header}\nphonics-year1,990001,2025/26,all,,5,4\n`, /Row 2.*denominator.*5 of 4 cannot be/s],
    ["a number as text", `${header}\nphonics-year1,990001,2025/26,all,sixty,,\n`, /Row 2.*value.*“sixty” is not a number/s],
    ["a web page", "<!doctype html><html></html>", /neither a CSV nor an Excel/],
    ["nothing", "", /Choose the file|empty/],
    ["a row with a cell too many", `${header}\nphonics-year1,990001,2025/26,all,75,3,4,5\n`, /more cells/],
  ])("with %s is named and brings nothing in, and the corrected one comes in", async (_, text, says) => {
    const before = await figures();
    const shown = await send(text);
    expect(shown.status).toBe(422);
    expect(shown.text).toMatch(says);
    expect(shown.text).not.toContain("Bring these figures in");
    expect(await figures()).toBe(before);
    expect((await send(`${header}\nphonics-year1,990001,2023/24,all,75,3,4\n`)).status).toBe(200);
  });

  test("forged past what was shown is weighed again: a refused row is not carried in", async () => {
    const forged = JSON.stringify([[2, "phonics-year1", "990001", "2025/26", "all", "140", "", ""]]);
    const before = await figures();
    expect((await post(`${here}/own/import/confirm`, central, { rows: forged, plan: "x", kind: "file" })).status).toBe(422);
    expect((await post(`${here}/own/import/confirm`, central, { rows: "[[1,2]]", plan: "x", kind: "file" })).status).toBe(422);
    expect(await figures()).toBe(before);
  });

  test("gives a Principal their own academy's figures and no other's", async () => {
    await bringIn("phonics-year1,990001,2025/26,all,80,,");
    const own = await csv(principal);
    expect(own).toContain("990001");
    expect(own).not.toContain("990002");
  });

  test("has a template with a row for each academy, which brings nothing in as long as it is empty", async () => {
    const template = await ask(`${here}/own/template.csv?measure=eyfs-gld&period=2025/26`, central);
    expect(template.headers.get("content-disposition")).toContain("eyfs-gld-2025-26.csv");
    expect(template.text.split("\r\n")).toHaveLength(16 * 9 + 2);
    expect((await send(template.text)).text).toMatch(/144 rows left empty.*nothing to do/s);
  });
});

test("figures to publish hold no group under six, nor what tells it", async () => {
  await bringIn(
    "tables-full,990002,2025/26,all,,20,30",
    "tables-full,990002,2025/26,disadvantaged,,1,4",
    "tables-full,990002,2025/26,not-disadvantaged,,19,26",
    "tables-full,990003,2025/26,all,,30,50",
    "tables-full,990003,2025/26,disadvantaged,,8,20",
    "tables-full,990003,2025/26,not-disadvantaged,,22,30",
    "tables-full,990007,2025/26,all,,30,60",
    "tables-full,990007,2025/26,disadvantaged,,8,25",
    "tables-full,990007,2025/26,not-disadvantaged,,22,35",
  );
  const lines = (await ask(`${here}/to-publish.csv`, central)).text.split("\r\n").filter((line) => line.includes("tables-full"));
  const said = (urn: string, group: string) => lines.find((line) => line.includes(urn) && line.includes(`"${group}"`)) ?? "";
  expect(said("990002", "disadvantaged")).toContain('"suppressed",,');
  expect(said("990002", "not-disadvantaged")).toContain('"suppressed",,');
  expect(said("990002", "all")).toContain("67,20,30");
  expect(lines.filter((line) => line.includes("suppressed"))).toHaveLength(4);
});

test("rows about pupils are counted and gone: no name is anywhere in the database, in the log or on the page", async () => {
  const told: string[] = [];
  for (const method of ["log", "error", "warn", "info"] as const)
    vi.spyOn(console, method).mockImplementation((...said) => void told.push(said.join(" ")));
  const names = ["Zebedee", "Florence", "Dougal", "Ermintrude", "Y123456789012", "9f3c77aa"];
  const pupils = (met: string) =>
    toCsv([
      ["UPN", "Forename", "sex", "disadvantaged", "met", "notes"],
      ["Y123456789012", "Zebedee", "boy", "yes", met, "9f3c77aa"],
      ["Y123456789013", "Florence", "girl", "no", "no", ""],
      ["Y123456789014", "Dougal", "boy", "no", "yes", "Ermintrude's brother"],
    ]);
  const file = (text: string) => new File([text], "Zebedee and Florence.csv");
  const chosen = { "pupil-measure": "ta-maths-expected", "pupil-period": "2025/26 half-term 6", "pupil-academy": "990002" };
  const refused = await post(`${here}/own/pupils`, central, { ...chosen, pupils: file(pupils("Zebedee")) });
  expect([refused.status, refused.text]).toEqual([422, expect.stringMatching(/Row 2, column “met”/)]);
  const cut = await post(`${here}/own/pupils`, central, { ...chosen, pupils: file(pupils("yes").slice(0, -20)) });
  expect(cut.status).toBe(422);
  const lost = await post(`${here}/own/pupils`, { ...central, token: "of another session" }, { ...chosen, pupils: file(pupils("yes")) });
  expect(lost.status).toBe(403);
  const wrongPlace = await send(pupils("yes"), "Zebedee.csv");
  expect(wrongPlace.status).toBe(422);

  const shown = await post(`${here}/own/pupils`, central, { ...chosen, pupils: file(pupils("yes")) });
  expect(shown.text).toMatch(/3 pupils counted into 6 groups; their rows are gone/);
  const done = await confirm(shown.text);
  expect(done.status).toBe(200);
  expect(await csv()).toContain('"ta-maths-expected",990002,"2025/26 half-term 6","all",66.66666666666666,2,3');
  vi.restoreAllMocks();

  for (const answer of [refused, cut, shown, done]) for (const name of names) expect(answer.text).not.toContain(name);
  for (const name of names) expect(told.join("\n")).not.toContain(name);
  const { rows: tables } = await house.keeper.pool.query<{ name: string }>(
    "select format('%I.%I', table_schema, table_name) as name from information_schema.tables where table_type = 'BASE TABLE' and table_schema not in ('pg_catalog', 'information_schema') and has_table_privilege(format('%I.%I', table_schema, table_name), 'select')",
  );
  expect(tables.length).toBeGreaterThan(40);
  for (const { name } of tables) {
    // What is stored as bytes shows as hexadecimal in a row's text.
    for (const word of names.flatMap((said) => [said, Buffer.from(said).toString("hex")])) {
      const found = await house.keeper.pool.query(`select 1 from ${name} t where t::text ilike $1 limit 1`, [`%${word}%`]);
      expect([name, word, found.rowCount]).toEqual([name, word, 0]);
    }
  }
  // The search itself is seen to find what is there.
  const { rowCount } = await house.keeper.pool.query("select 1 from organisation.person t where t::text ilike '%penhale%'");
  expect(rowCount).toBe(1);
});

test("every bringing in stands in the trust's audit chain, without a figure in it", async () => {
  const { trust_id: trustId } = await row<{ trust_id: string }>("select trust_id from organisation.directory where slug = 'granite-coast'");
  expect((await verifyChain(await database.as("keeper"), trustId)).broken).toBeUndefined();
  const { rows } = await house.keeper.pool.query("select detail from audit.event where kind = 'measures.figures-brought'");
  expect(rows.length).toBeGreaterThan(4);
  for (const { detail } of rows) expect(Object.keys(detail).sort()).toEqual(["added", "changed", "from", "intake", "rows", "unchanged"]);
});
