import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { strFromU8, unzipSync } from "fflate";
import { beforeAll, describe, expect, it } from "vitest";
import { importNationalFile } from "../national/index.server.ts";
import { createTrust, listAcademies, today } from "../organisation/index.server.ts";
import { inOneLook } from "../platform/database/change.ts";
import { testDatabase } from "../platform/database/testing.ts";
import { addAccount } from "../platform/sign-in/account.store.ts";
import { frameworks } from "./content.ts";
import { byEra, joinedWhen, sayInspection } from "./known/inspection.rules.ts";
import { type InspectionStanding, loadInspectionStanding } from "./load-standing.ts";

const folder = join(import.meta.dirname, "../../../shared/data");
const [ofsted, trusts] = ["ofsted/2018-07-31_england_ofsted-schools.xlsx", "three_trusts/academies.csv"];
const absent = [ofsted, trusts].filter((file) => !existsSync(join(folder, file)));
const aspirations = 2186;

type Cells = Readonly<Record<string, string>>;
/** The rows of the workbook's first sheet by column letter, read in the plainest way. */
function sheetRows(file: string): Cells[] {
  const parts = unzipSync(readFileSync(join(folder, file)));
  const text = (name: string) => strFromU8(parts[name] ?? new Uint8Array());
  const strings = [...text("xl/sharedStrings.xml").matchAll(/<si>(.*?)<\/si>/gs)].map(([, si = ""]) =>
    [...si.matchAll(/<t[^>]*>([^<]*)<\/t>/g)].map(([, said = ""]) => said).join(""),
  );
  return [...text("xl/worksheets/sheet1.xml").matchAll(/<row [^>]*>(.*?)<\/row>/gs)].map(([, row = ""]) =>
    Object.fromEntries(
      [...row.matchAll(/<c r="([A-Z]+)\d+"([^>]*)>.*?<v>([^<]*)<\/v>.*?<\/c>/gs)].map(([, column = "", attributes = "", value = ""]) => [
        column,
        /t="s"/.test(attributes) ? (strings[Number(value)] ?? "") : value,
      ]),
    ),
  );
}
/** The trust's academies as the table of the three trusts has them. */
const academiesOf = (uid: number) =>
  readFileSync(join(folder, trusts), "utf8")
    .split(/\r?\n/)
    .map((line) => line.split(/,(?=(?:[^"]*"[^"]*")*[^"]*$)/))
    .filter(([of]) => of === String(uid))
    .map((cells) => ({
      ...{ urn: Number(cells[3]), name: cells[4] ?? "", phase: cells[6] ?? "", lowAge: Number(cells[7]), highAge: Number(cells[8]) },
      ...{ town: null, easting: null, northing: null, joined: cells[12] || null },
      predecessors: (cells[13] ?? "")
        .split(/[ ;|]+/)
        .filter(Boolean)
        .map(Number),
    }));

describe.skipIf(absent.length > 0)(
  `the inspections of a real trust${absent.length > 0 ? `: SKIPPED, ${absent.join(" and ")} not in ${folder}` : ""}`,
  async () => {
    const database = absent.length > 0 ? undefined : await testDatabase();
    let raw: Cells[] = [];
    let column: (name: string) => string = () => "";
    let standing: InspectionStanding[] = [];
    beforeAll(async () => {
      if (!database) return;
      const imported = await importNationalFile(await database.as("importer"), {
        path: join(folder, ofsted),
        name: ofsted.split("/").at(-1) ?? "",
      });
      if (!imported.ok) throw new Error(JSON.stringify(imported.refusal));
      const [header = {}, ...rows] = sheetRows(ofsted);
      column = (name) => Object.entries(header).find(([, said]) => said.trim() === name)?.[0] ?? "";
      raw = rows;
      const keeper = database.database("keeper");
      const accountId = await addAccount(database.database("sign_in").pool, {
        email: "a@aspirations.example",
        name: "A",
        password: "lantern-over-granite",
      });
      const made = await createTrust(keeper, {
        ...{ slug: "aspirations", name: "Aspirations", uid: aspirations, academies: academiesOf(aspirations) },
        administrator: { accountId: accountId ?? "", name: "A", email: "a@aspirations.example" },
      });
      if (!made.ok) throw new Error(JSON.stringify(made.refusal));
      standing = await inOneLook(database.database("app"), { trustId: made.value.trustId, personId: undefined }, async (look) =>
        loadInspectionStanding(look, await listAcademies(look, today(look)), "2018-09-03"),
      );
    }, 120_000);

    const grades: Readonly<Record<string, string>> = { "1": "Outstanding", "2": "Good", "3": "Requires improvement", "4": "Inadequate" };
    /** Days are counted in Excel from the last of 1899. */
    const dayOf = (serial: string) =>
      Temporal.PlainDate.from("1899-12-30")
        .add({ days: Math.floor(Number(serial)) })
        .toString();
    const rawOf = (urn: number) => raw.find((row) => row[column("URN")] === String(urn));

    it("stand on each academy with the day and the grade of the raw file", () => {
      let compared = 0;
      for (const { academy, inspections } of standing) {
        for (const urn of [academy.urn, ...academy.predecessors]) {
          const row = rawOf(urn);
          const [day, grade] = [row?.[column("Inspection date")], grades[row?.[column("Overall effectiveness")] ?? ""]];
          if (!day || !/^\d{5}(\.\d+)?$/.test(day) || !grade) continue;
          compared++;
          const found = inspections.find((one) => one.urn === urn && one.on === dayOf(day));
          expect([academy.name, urn, dayOf(day), found && sayInspection(frameworks, found)]).toEqual([
            academy.name,
            urn,
            dayOf(day),
            `${grade} overall`,
          ]);
          expect(found && joinedWhen(found, academy)).toBe(urn !== academy.urn || dayOf(day) < (academy.joined ?? "") ? "before" : "after");
        }
      }
      console.log(`${compared} inspections of Aspirations compared with the raw file, of ${raw.length} rows`);
      expect(compared).toBeGreaterThanOrEqual(10);
    });

    it("are all of the older framework, and none is a report card", () => {
      for (const { inspections } of standing) {
        const [cards, older] = byEra(frameworks, inspections);
        expect([cards?.frameworks, older?.frameworks.flatMap(({ framework }) => framework.key)]).toEqual([
          [],
          inspections.length > 0 ? ["before-2019"] : [],
        ]);
      }
    });

    it("give each inspected academy a window with its reasons", () => {
      const good = standing.filter(
        ({ inspections, estimate, academy }) => inspections.some(({ urn }) => urn === academy.urn) && estimate.kind === "window",
      );
      expect(good.length).toBeGreaterThan(5);
      for (const { estimate } of good) expect(estimate.reasons.some(({ kind }) => kind === "rule")).toBe(true);
    });
  },
);
