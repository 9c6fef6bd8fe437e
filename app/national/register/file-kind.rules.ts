import { knownAndLeftAside } from "./known-columns.rules.ts";

/** The kinds of file of the national register that Eddystone can import. */
export type FileKind = "establishments" | "national-list" | "trust-list" | "groups" | "group-links" | "establishment-links";

/** What a kind of file is called in a sentence. */
export const kindInWords: Readonly<Record<FileKind, string>> = {
  establishments: "all establishments",
  "national-list": "the national list of schools",
  "trust-list": "the list of academies in trusts",
  groups: "groups",
  "group-links": "group links",
  "establishment-links": "establishment links",
};

/** What Eddystone reads from a row, whatever the column is called in the file. */
export type Field =
  | "urn"
  | "name"
  | "laCode"
  | "laName"
  | "establishmentNumber"
  | "dfeNumber"
  | "type"
  | "status"
  | "opened"
  | "closed"
  | "phase"
  | "lowAge"
  | "highAge"
  | "town"
  | "postcode"
  | "easting"
  | "northing"
  | "region"
  | "pupils"
  | "ukprn"
  | "trustFlag"
  | "trustUid"
  | "trustName"
  | "trustReference"
  | "companiesHouse"
  | "trustType"
  | "trustStatus"
  | "trustOpened"
  | "trustOpenedElse"
  | "trustClosed"
  | "trustUkprn"
  | "joined"
  | "linkedUrn"
  | "linkedName"
  | "linkKind"
  | "established";

/** The fields that hold a day. */
export const dayFields: readonly Field[] = ["opened", "closed", "trustOpened", "trustOpenedElse", "trustClosed", "joined", "established"];

/** A recognised file: its kind and where each field stands, regardless of the order of columns. */
export interface Plan {
  readonly kind: FileKind;
  readonly columns: Readonly<Partial<Record<Field, number>>>;
  readonly width: number;
  readonly unknownColumns: readonly string[];
  /** False when the file lacks columns that its kind usually has: it then only adds to what fuller files say. */
  readonly complete: boolean;
}

interface Shape {
  readonly needs: readonly string[];
  readonly lacks?: readonly string[];
  readonly fields: Readonly<Partial<Record<Field, readonly string[]>>>;
}

// The first shape whose needed columns are all there wins; `|` separates names one column has had over the years.
const shapes: Readonly<Record<FileKind, Shape>> = {
  "establishment-links": {
    needs: ["urn", "linkurn", "linktype"],
    fields: {
      urn: ["urn"],
      linkedUrn: ["linkurn"],
      linkedName: ["linkname"],
      linkKind: ["linktype"],
      established: ["linkestablisheddate"],
    },
  },
  "trust-list": {
    needs: ["urn", "academy", "trust_uid", "trust_name", "trust_type"],
    fields: {
      urn: ["urn"],
      name: ["academy"],
      type: ["type"],
      phase: ["phase"],
      laCode: ["la_code"],
      laName: ["la"],
      region: ["region"],
      trustUid: ["trust_uid"],
      trustReference: ["trust_ref"],
      trustName: ["trust_name"],
      companiesHouse: ["companies_house"],
      trustType: ["trust_type"],
      joined: ["joined"],
    },
  },
  "national-list": {
    needs: ["urn", "school_name", "school_status"],
    fields: {
      urn: ["urn"],
      name: ["school_name"],
      dfeNumber: ["dfe_number"],
      type: ["establishment_type"],
      status: ["school_status"],
      opened: ["open_date"],
      closed: ["close_date"],
      phase: ["phase_type"],
      lowAge: ["statutory_low_age"],
      highAge: ["statutory_high_age"],
      town: ["town"],
      postcode: ["postcode"],
      easting: ["easting"],
      northing: ["northing"],
    },
  },
  "group-links": {
    needs: ["urn", "group uid|linked uid", "group name", "group type", "joined date"],
    fields: {
      urn: ["urn"],
      name: ["establishmentname"],
      type: ["typeofestablishment (name)"],
      phase: ["phaseofeducation (name)"],
      laCode: ["la (code)"],
      laName: ["la (name)"],
      trustUid: ["group uid", "linked uid"],
      trustReference: ["group id"],
      trustName: ["group name"],
      companiesHouse: ["companies house number"],
      trustType: ["group type"],
      trustStatus: ["group status"],
      trustOpened: ["incorporated on (open date)"],
      trustOpenedElse: ["open date"],
      trustClosed: ["closed date"],
      joined: ["joined date"],
    },
  },
  groups: {
    needs: ["group uid", "group name", "group type"],
    lacks: ["urn"],
    fields: {
      trustUid: ["group uid"],
      trustReference: ["group id"],
      trustName: ["group name"],
      companiesHouse: ["companies house number"],
      trustType: ["group type"],
      trustStatus: ["group status"],
      trustOpened: ["incorporated on (open date)"],
      trustOpenedElse: ["open date"],
      trustClosed: ["closed date"],
      trustUkprn: ["ukprn"],
    },
  },
  establishments: {
    needs: ["urn", "establishmentname"],
    lacks: ["linked uid", "group uid", "linkurn"],
    fields: {
      urn: ["urn"],
      name: ["establishmentname"],
      laCode: ["la (code)"],
      laName: ["la (name)"],
      establishmentNumber: ["establishmentnumber"],
      type: ["typeofestablishment (name)"],
      status: ["establishmentstatus (name)"],
      opened: ["opendate"],
      closed: ["closedate"],
      phase: ["phaseofeducation (name)"],
      lowAge: ["statutorylowage"],
      highAge: ["statutoryhighage"],
      town: ["town"],
      postcode: ["postcode"],
      easting: ["easting"],
      northing: ["northing"],
      region: ["gor (name)"],
      pupils: ["numberofpupils"],
      ukprn: ["ukprn"],
      trustFlag: ["trustschoolflag (name)"],
      trustUid: ["trusts (code)"],
      trustName: ["trusts (name)"],
    },
  },
};

// Only some downloads carry these: a file without them is still a full one.
const optionalFields: readonly Field[] = ["trustUid", "trustName", "trustFlag"];

/** Recognises a file by its header; undefined when it is not one of the register's. */
export function recogniseHeader(header: readonly string[]): Plan | undefined {
  const names = header.map((name) =>
    name
      .replace(/^\uFEFF/, "")
      .trim()
      .toLowerCase(),
  );
  const has = (alternatives: string) => alternatives.split("|").some((name) => names.includes(name));
  for (const [kind, shape] of Object.entries(shapes) as [FileKind, Shape][]) {
    if (!shape.needs.every(has) || shape.lacks?.some(has)) continue;
    const columns: Partial<Record<Field, number>> = {};
    const used = new Set<number>();
    for (const [field, alternatives] of Object.entries(shape.fields) as [Field, readonly string[]][]) {
      const at = alternatives.map((name) => names.indexOf(name)).find((index) => index >= 0);
      if (at === undefined) continue;
      columns[field] = at;
      used.add(at);
    }
    const leftAside = knownAndLeftAside[kind];
    // A pandas copy begins with an unnamed column of row numbers.
    const unknownColumns = header.filter((_, index) => !used.has(index) && names[index] !== "" && !leftAside.includes(names[index] ?? ""));
    const complete = (Object.keys(shape.fields) as Field[]).every((field) => field in columns || optionalFields.includes(field));
    return { kind, columns, width: header.length, unknownColumns, complete };
  }
  return undefined;
}
