import { readDate } from "./dates.rules.ts";
import type { Field, Plan } from "./file-kind.rules.ts";
import {
  academyTrustTypes,
  groupStatuses,
  groupTypes,
  linkKinds,
  phases,
  saysAcademyTrust,
  schoolStatuses,
  schoolTypes,
} from "./known-values.rules.ts";

/** What a row says about a school; null where it says nothing. */
export interface SchoolFacts {
  readonly urn: number;
  readonly name: string;
  readonly laCode: string | null;
  readonly laName: string | null;
  readonly establishmentNumber: string | null;
  readonly type: string | null;
  readonly status: string | null;
  readonly opened: string | null;
  readonly closed: string | null;
  readonly phase: string | null;
  readonly lowAge: number | null;
  readonly highAge: number | null;
  readonly town: string | null;
  readonly postcode: string | null;
  readonly easting: number | null;
  readonly northing: number | null;
  readonly region: string | null;
  readonly pupils: number | null;
  readonly ukprn: string | null;
}

/** What a row says about an academy trust. */
export interface TrustFacts {
  readonly uid: number;
  readonly reference: string | null;
  readonly name: string;
  readonly companiesHouse: string | null;
  readonly type: string;
  readonly status: string | null;
  readonly opened: string | null;
  readonly closed: string | null;
  readonly ukprn: string | null;
}

/** What a row says about two schools that follow each other. */
export interface LinkFacts {
  readonly urn: number;
  readonly linkedUrn: number;
  readonly linkedName: string | null;
  readonly kind: string;
  readonly direction: "predecessor" | "successor" | "other";
  readonly established: string | null;
}

/** One row of any file, understood. A membership joins the row's own school to the row's own trust. */
export interface RegisterRow {
  readonly school?: SchoolFacts;
  readonly trust?: TrustFacts;
  readonly membership?: { readonly joined: string | null };
  readonly link?: LinkFacts;
}

/** A row understood, or why it is skipped and what it said. */
export type RowReading = { readonly row: RegisterRow } | { readonly skipped: string; readonly example: string };

/** Told each value that is not one of the register's known words. */
export type OnUnknownValue = (column: string, value: string) => void;

/** Reads one row of a recognised file. Fields beyond the header are ignored, missing ones are blank. */
export function readRow(plan: Plan, cells: readonly string[], onUnknown: OnUnknownValue): RowReading {
  const cell = (field: Field): string => {
    const at = plan.columns[field];
    return at === undefined ? "" : (cells[at] ?? "").trim();
  };
  const urnText = cell("urn");
  const urn = urnOf(urnText);
  if (plan.kind !== "groups" && urn === undefined)
    return { skipped: "the URN is not a number of five or six digits", example: shorten(urnText) };

  const dates: Partial<Record<Field, string | null>> = {};
  for (const field of dateFields) {
    const reading = readDate(cell(field));
    if (!reading.possible) return { skipped: "a date is impossible", example: `${urnText || cell("trustUid")}: ${shorten(cell(field))}` };
    dates[field] = reading.date;
  }
  const read: Reader = { cell, date: (field) => dates[field] ?? null, known: knownWords(cell, onUnknown), onUnknown };

  switch (plan.kind) {
    case "establishments":
    case "national-list":
      return readEstablishment(read, urn as number);
    case "establishment-links":
      return readLink(read, urn as number);
    case "groups": {
      const trust = readTrust(read);
      return "skipped" in trust ? trust : { row: { trust } };
    }
    case "group-links":
    case "trust-list": {
      const trust = readTrust(read);
      if ("skipped" in trust) return trust;
      const school = readSchool(read, urn as number);
      if (!school) return { skipped: "the school has no name", example: urnText };
      return { row: { school, trust, membership: { joined: read.date("joined") } } };
    }
  }
}

/** The eight characters of a Companies House number, with the zero that spreadsheets take away; undefined when it is none. */
export function companiesHouseOf(text: string): string | undefined {
  const trimmed = text.trim().toUpperCase().replace(/\.0$/, "");
  if (/^\d{1,8}$/.test(trimmed) && Number(trimmed) > 0) return trimmed.padStart(8, "0");
  return /^[A-Z]{2}\d{6}$/.test(trimmed) ? trimmed : undefined;
}

/** The local authority and establishment number of '201/3614', '2013614' or '201-3614'. */
export function readDfeNumber(text: string): { readonly laCode: string; readonly establishmentNumber: string } | undefined {
  const found = /^(\d{3})[/-]?(\d{4})$/.exec(text.trim());
  return found ? { laCode: found[1] as string, establishmentNumber: found[2] as string } : undefined;
}

const dateFields: readonly Field[] = ["opened", "closed", "trustOpened", "trustOpenedElse", "trustClosed", "joined", "established"];

interface Reader {
  readonly cell: (field: Field) => string;
  readonly date: (field: Field) => string | null;
  readonly known: (field: Field, words: { has(word: string): boolean }) => string | null;
  readonly onUnknown: OnUnknownValue;
}

function readEstablishment(read: Reader, urn: number): RowReading {
  const school = readSchool(read, urn);
  if (!school) return { skipped: "the school has no name", example: String(urn) };
  const type = saysAcademyTrust(read.cell("trustFlag"));
  const uid = wholeNumber(read.cell("trustUid"));
  // The search download names trusts but does not number them, and names are not safe to match.
  // A closed academy keeps the name of its last trust: it is in none now.
  if (type === undefined || uid === undefined || uid === 0 || school.status === "Closed") return { row: { school } };
  const unknown = { reference: null, companiesHouse: null, status: null, opened: null, closed: null, ukprn: null };
  return {
    row: { school, trust: { ...unknown, uid, name: read.cell("trustName") || `Trust ${uid}`, type }, membership: { joined: null } },
  };
}

function readSchool(read: Reader, urn: number): SchoolFacts | undefined {
  const name = read.cell("name");
  if (name === "") return undefined;
  const number = (field: Field, least: number, most: number): number | null => {
    const text = read.cell(field);
    if (text === "") return null;
    const value = wholeNumber(text);
    if (value === undefined || value < least || value > most) read.onUnknown(field, text);
    else return value;
    return null;
  };
  const pattern = (field: Field, shape: RegExp, fill = 0): string | null => {
    const text = read.cell(field).replace(/\.0$/, "");
    if (text === "") return null;
    const filled = text.padStart(fill, "0");
    if (shape.test(filled)) return filled;
    read.onUnknown(field, text);
    return null;
  };
  const dfe = readDfeNumber(read.cell("dfeNumber"));
  const easting = number("easting", 0, 700_000);
  const northing = number("northing", 0, 1_300_000);
  const placed = Boolean(easting && northing);
  return {
    urn,
    name,
    laCode: dfe?.laCode ?? pattern("laCode", /^\d{3}$/, 3),
    laName: blank(read.cell("laName")),
    establishmentNumber: dfe?.establishmentNumber ?? pattern("establishmentNumber", /^\d{4}$/, 4),
    type: read.known("type", schoolTypes),
    status: read.known("status", schoolStatuses),
    opened: read.date("opened"),
    closed: read.date("closed"),
    phase: read.known("phase", phases),
    lowAge: number("lowAge", 0, 99),
    highAge: number("highAge", 0, 99),
    town: blank(read.cell("town")),
    postcode: blank(read.cell("postcode")),
    // 0, 0 is how the register says that it does not know where a school is.
    easting: placed ? easting : null,
    northing: placed ? northing : null,
    region: blank(read.cell("region")),
    pupils: number("pupils", 0, 99_999),
    ukprn: pattern("ukprn", /^\d{8}$/),
  };
}

function readTrust(read: Reader): TrustFacts | { readonly skipped: string; readonly example: string } {
  const type = read.known("trustType", groupTypes);
  const example = `${read.cell("trustUid")} ${shorten(read.cell("trustName"))}`;
  if (type === null || !academyTrustTypes.has(type)) return { skipped: `the group is not an academy trust: ${type ?? "no type"}`, example };
  const uid = wholeNumber(read.cell("trustUid"));
  if (uid === undefined || uid === 0) return { skipped: "the Group UID is not a number", example };
  const name = read.cell("trustName");
  if (name === "") return { skipped: "the trust has no name", example };
  const written = read.cell("companiesHouse");
  const companiesHouse = companiesHouseOf(written) ?? null;
  if (companiesHouse === null && written !== "") read.onUnknown("companiesHouse", written);
  const ukprn = read.cell("trustUkprn").replace(/\.0$/, "");
  return {
    uid,
    reference: blank(read.cell("trustReference").toUpperCase()),
    name,
    companiesHouse,
    type,
    status: read.known("trustStatus", groupStatuses),
    opened: read.date("trustOpened") ?? read.date("trustOpenedElse"),
    closed: read.date("trustClosed"),
    ukprn: /^\d{8}$/.test(ukprn) ? ukprn : null,
  };
}

function readLink(read: Reader, urn: number): RowReading {
  const linkedUrn = urnOf(read.cell("linkedUrn"));
  if (linkedUrn === undefined)
    return { skipped: "the linked URN is not a number of five or six digits", example: `${urn}: ${shorten(read.cell("linkedUrn"))}` };
  if (linkedUrn === urn) return { skipped: "the school is linked to itself", example: String(urn) };
  const kind = read.known("linkKind", linkKinds);
  if (kind === null) return { skipped: "the link has no type", example: String(urn) };
  const linkedName = blank(read.cell("linkedName"));
  return {
    row: { link: { urn, linkedUrn, linkedName, kind, direction: linkKinds.get(kind) ?? "other", established: read.date("established") } },
  };
}

function knownWords(cell: (field: Field) => string, onUnknown: OnUnknownValue) {
  return (field: Field, words: { has(word: string): boolean }): string | null => {
    const text = cell(field);
    if (text === "") return null;
    const word = oneSpelling.get(text) ?? text;
    if (!words.has(word)) onUnknown(field, word);
    return word;
  };
}

// The 2019 files write the phase without its hyphen.
const oneSpelling: ReadonlyMap<string, string> = new Map([["All through", "All-through"]]);

const blank = (text: string): string | null => (text === "" ? null : text);
const shorten = (text: string): string => (text.length > 60 ? `${text.slice(0, 59)}…` : text);

function wholeNumber(text: string): number | undefined {
  // Spreadsheets and pandas write 137009 as 137009.0 when the column has blanks.
  return /^\d{1,9}(\.0)?$/.test(text) ? Number.parseInt(text, 10) : undefined;
}

function urnOf(text: string): number | undefined {
  const urn = wholeNumber(text);
  return urn !== undefined && urn >= 10_000 && urn <= 999_999 ? urn : undefined;
}
