import { z } from "zod";
import { may } from "../platform/access/access.rules.ts";
import { type AskedByToken, apiRead, cutPage, listOf, pageQuery } from "../platform/web/api.ts";
import { allow } from "../platform/web/route.tsx";
import { toCsv } from "../platform/web/spreadsheet.ts";
import { listPeople } from "./people/people.store.ts";
import { mayAdministerPeople, mayOpenTrust, maySeeStanding } from "./people/permissions.rules.ts";
import { type AcademyRow, listAcademies, placeOfAcademy, placeOfTrust, today, trustUnit } from "./trust.store.ts";

const academy = z.strictObject({
  urn: z.number().int(),
  name: z.string(),
  phase: z.string(),
  lowAge: z.number().int().nullable(),
  highAge: z.number().int().nullable(),
  town: z.string().nullable(),
  pupils: z.number().int().nullable(),
  joined: z.iso.date().nullable().describe("The day it joined the trust; null where it is not known"),
  predecessors: z.array(z.number().int()).describe("URNs it had before"),
  region: z.strictObject({ id: z.uuid(), name: z.string() }).nullable(),
  coordinates: z
    .strictObject({ easting: z.number().int(), northing: z.number().int() })
    .nullable()
    .describe("British National Grid, metres"),
});
const sayAcademy = (row: AcademyRow): z.infer<typeof academy> => ({
  urn: row.urn,
  name: row.name,
  phase: row.phase,
  lowAge: row.lowAge,
  highAge: row.highAge,
  town: row.town,
  pupils: row.pupils,
  joined: row.joined,
  predecessors: row.predecessors,
  region: row.regionId && row.regionName ? { id: row.regionId, name: row.regionName } : null,
  coordinates: row.easting !== null && row.northing !== null ? { easting: row.easting, northing: row.northing } : null,
});

/** Whether somebody's roles cover an academy. */
export const covers = (asked: AskedByToken, row: Pick<AcademyRow, "unitId" | "regionId">): boolean =>
  may(maySeeStanding, asked.person, {
    trustId: asked.trust.trustId,
    unitId: row.unitId,
    within: [asked.place.unitId, ...(row.regionId ? [row.regionId] : [])],
  });

const atTrust = allow(mayOpenTrust, placeOfTrust);

export const apiTrust = apiRead(
  "/api/v1/:trust",
  atTrust,
  {
    says: "The trust, its own words, and who you are in it",
    tag: "Organisation",
    answer: z.strictObject({
      name: z.string(),
      door: z.string().describe("The trust's part of each address"),
      words: z.record(z.string(), z.string()),
      you: z.strictObject({ id: z.uuid(), name: z.string(), roles: z.array(z.strictObject({ kind: z.string(), unit: z.uuid() })) }),
    }),
  },
  {
    load: async () => ({}),
    show: ({ trust, person, words }) => ({
      name: trust.name,
      door: trust.slug,
      words,
      you: { id: person.personId, name: person.name, roles: person.roles.map(({ kind, unitId }) => ({ kind, unit: unitId })) },
    }),
  },
);

export const apiAcademies = apiRead(
  "/api/v1/:trust/academies",
  atTrust,
  { says: "The academies your roles cover", tag: "Organisation", query: pageQuery, answer: listOf(academy), table: true },
  {
    load: (look) => listAcademies(look, today(look)),
    show: (asked, rows, query) =>
      cutPage(
        rows
          .filter((row) => covers(asked, row))
          .map(sayAcademy)
          .sort((a, b) => a.urn - b.urn),
        (row) => String(row.urn),
        query,
      ),
    csv: (asked, rows) =>
      toCsv([
        ["URN", "Name", "Phase", "Region", "Town", "Pupils", "Joined"],
        ...rows
          .filter((row) => covers(asked, row))
          .map((row) => [row.urn, row.name, row.phase, row.regionName, row.town, row.pupils, row.joined]),
      ]),
  },
);

export const apiAcademy = apiRead(
  "/api/v1/:trust/academies/:urn{[0-9]{6}}",
  allow(maySeeStanding, (look, params) => placeOfAcademy(look, params.urn)),
  { says: "One academy", tag: "Organisation", answer: academy },
  { load: async (look, params) => (await placeOfAcademy(look, params.urn))?.academy, show: (_asked, row) => sayAcademy(row) },
);

export const apiPeople = apiRead(
  "/api/v1/:trust/people",
  allow(mayAdministerPeople, async (look) => ({ trustId: look.trustId, unitId: await trustUnit(look), within: [] })),
  {
    says: "Everybody of the trust with the roles they hold now",
    tag: "Organisation",
    query: pageQuery,
    answer: listOf(
      z.strictObject({
        id: z.uuid(),
        name: z.string(),
        email: z.string().nullable(),
        signsIn: z.boolean(),
        roles: z.array(
          z.strictObject({ id: z.uuid(), kind: z.string(), unit: z.string(), from: z.iso.date(), to: z.iso.date().nullable() }),
        ),
      }),
    ),
  },
  {
    load: listPeople,
    show: (_asked, people, query) =>
      cutPage(
        people
          .map(({ id, name, email, hasAccount, roles }) => ({
            id,
            name,
            email,
            signsIn: hasAccount,
            roles: roles.map((role) => ({ id: role.id, kind: role.kind, unit: role.unit, from: role.from, to: role.to })),
          }))
          .sort((a, b) => (a.id < b.id ? -1 : 1)),
        ({ id }) => id,
        query,
      ),
  },
);
