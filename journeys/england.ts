import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** The secondary academies of the demonstration trust, which these files name as England's would. */
export const secondaries = [990001, 990004, 990005, 990007, 990011, 990013, 990015];
const authorities = Array.from({ length: 145 }, (_, at) => 201 + at);
const schools = [
  ...secondaries.map((urn, at) => ({ urn, authority: 201 + (at % 3), name: `Academy ${urn}` })),
  ...Array.from({ length: 290 }, (_, at) => ({ urn: 100001 + at, authority: authorities[at % 145] ?? 201, name: `Quay School ${at}` })),
];
const lines = (...rows: (readonly (string | number)[])[]) => rows.map((row) => row.join(",")).join("\r\n");
/** A figure that looks like one and is the same at every run. */
const drawn = (urn: number, year: number, from: number, to: number) => from + (((urn * 7919 + year * 104729) % 1000) / 1000) * (to - from);
const one = (value: number) => value.toFixed(1);

function register(): string {
  const head = ["URN", "EstablishmentName", "LA (code)", "GOR (name)", "EstablishmentStatus (name)", "PhaseOfEducation (name)"];
  return lines(
    head,
    ...schools.map(({ urn, authority, name }) => [urn, name, authority, authority < 260 ? "South West" : "London", "Open", "Secondary"]),
  );
}

/** Key stage 4 as it is published: schools (1), authorities (4), all schools (5) and the state-funded (7). */
function keyStage4(year: number): string {
  const head =
    "RECTYPE,LEA,ESTAB,URN,SCHNAME,NFTYPE,TPUP,TFSM6CLA1A,TNOTFSM6CLA1A,ATT8SCR,ATT8SCR_FSM6CLA1A,ATT8SCR_NFSM6CLA1A,P8PUP,P8MEA,P8CILOW,P8CIUPP,PTL2BASICS_94,PTL2BASICS_95";
  const figures = (key: number) => {
    const [score, progress] = [drawn(key, year, 34, 62), drawn(key, year, -0.8, 0.9)];
    return [
      one(score),
      one(score - 9),
      one(score + 3),
      110,
      progress.toFixed(2),
      (progress - 0.2).toFixed(2),
      (progress + 0.2).toFixed(2),
      `${Math.round(score + 18)}%`,
      `${Math.round(score)}%`,
    ];
  };
  const suppressed = ["SUPP", "SUPP", "SUPP", "SUPP", "SUPP", "SUPP", "SUPP", "SUPP", "SUPP"];
  return lines(
    head.split(","),
    ...schools.map(({ urn, authority, name }) => [
      1,
      authority,
      urn % 10_000,
      urn,
      name,
      "AC",
      120,
      30,
      90,
      ...(urn === 990015 ? suppressed : figures(urn)),
    ]),
    ...authorities.map((authority) => [4, authority, "", "", "", "", 240, 60, 180, ...figures(authority)]),
    [5, "", "", "", "", "", 34_800, 8_700, 26_100, ...figures(5)],
    [7, "", "", "", "", "", 34_800, 8_700, 26_100, ...figures(7)],
  );
}

function census(year: number): string {
  const head = "URN,LA,Estab,SCHOOLTYPE,NOR,NUMEAL,PNUMEAL,PSENELSE,PSENELK,NUMFSMEVER,NORFSMEVER,PNUMFSMEVER";
  const row = (key: number) => [
    600 + (key % 400),
    60,
    `${one(drawn(key, year, 1, 40))}%`,
    `${one(drawn(key + 1, year, 1, 6))}%`,
    `${one(drawn(key + 2, year, 6, 25))}%`,
    120,
    600,
    `${one(drawn(key + 3, year, 5, 50))}%`,
  ];
  return lines(
    head.split(","),
    ...schools.map(({ urn, authority }) => [urn, authority, urn % 10_000, "State-funded secondary", ...row(urn)]),
    ...["PRI", "SEC", "SPE"].map((kind, at) => ["NAT", "", kind, "", ...row(at + 1)]),
  );
}

/** Writes a small England of its own, made by hand: a register, three years of key stage 4 and a census; answers the files in the order in which they are imported. */
export function smallEngland(): string[] {
  const folder = mkdtempSync(join(tmpdir(), "eddystone-england-"));
  const file = (name: string, content: string) => {
    writeFileSync(join(folder, name), content);
    return join(folder, name);
  };
  return [
    file("edubasealldata20190901.csv", register()),
    file("2018-2019_england_census.csv", census(2019)),
    ...[2017, 2018, 2019].map((year) => file(`${year - 1}-${year}_england_ks4final.csv`, keyStage4(year))),
  ];
}
