import { type DemoRegion, demoAcademies } from "./demo-academies.rules.ts";

export type DemoRole =
  | "managing-director"
  | "deputy-managing-director"
  | "national-director"
  | "regional-ceo"
  | "principal"
  | "sle"
  | "central-team"
  | "eob-member"
  | "trustee"
  | "administrator";

export type DemoScope =
  | { readonly kind: "trust" }
  | { readonly kind: "board" }
  | { readonly kind: "region"; readonly region: DemoRegion }
  | { readonly kind: "academy"; readonly urn: number };

export type DemoPerson = {
  readonly name: string;
  readonly email: string;
  readonly role: DemoRole;
  readonly scope: DemoScope;
  /** First day in the role. */
  readonly from: string;
};

const trust: DemoScope = { kind: "trust" };
const board: DemoScope = { kind: "board" };
const regional: readonly (readonly [string, DemoRegion])[] = [
  ["Morwenna Tallack", "West"],
  ["Idris Fairweather", "Central"],
  ["Philippa Oakshott", "East"],
];
const acrossTheTrust: readonly (readonly [string, DemoRole])[] = [
  ["Rosalind Penhale", "managing-director"],
  ["Gareth Oyelaran", "deputy-managing-director"],
  ["Sunita Bramwell", "national-director"],
  ["Callum Treve", "sle"],
  ["Bethany Akintola", "sle"],
  ["Jory Lidgate", "sle"],
  ["Harriet Moyle", "central-team"],
  ["Desmond Varcoe", "eob-member"],
  ["Lowenna Szabo", "eob-member"],
  ["Marcus Threlkeld", "eob-member"],
  ["Anjali Roscarrow", "eob-member"],
  ["Winifred Castellan", "trustee"],
  ["Tobias Nancekivell", "trustee"],
  ["Petra Dunstone", "administrator"],
];
const principals: readonly string[] = [
  "Kerensa Hollow",
  "Daniel Pascoe-Reid",
  "Farida Trembath",
  "Owen Carlyon",
  "Miriam Stoddart",
  "Jago Wetherby",
  "Nkechi Aldridge",
  "Simon Prowse",
  "Elowen Marchant",
  "Tariq Goldsworthy",
  "Clare Vosper",
  "Hugh Lanyon",
  "Precious Medland",
  "Annis Roach",
  "Victor Stenhouse",
  "Leila Copplestone",
];

function person(name: string, role: DemoRole, scope: DemoScope, from: string): DemoPerson {
  return { name, email: `${name.toLowerCase().replaceAll(" ", ".")}@granite-coast.example`, role, scope, from };
}

/** Everybody of the demonstration trust: one role each, all invented. */
export const demoPeople: readonly DemoPerson[] = [
  ...acrossTheTrust.map(([name, role]) => person(name, role, role === "eob-member" ? board : trust, "2024-09-01")),
  ...regional.map(([name, region]) => person(name, "regional-ceo", { kind: "region", region }, "2024-09-01")),
  ...demoAcademies.map(({ urn, dateJoined }, at) =>
    person(principals[at] ?? "", "principal", { kind: "academy", urn }, dateJoined > "2024-09-01" ? dateJoined : "2024-09-01"),
  ),
];
