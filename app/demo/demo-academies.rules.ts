export type DemoRegion = "West" | "Central" | "East";
export type DemoPhase = "Primary" | "Middle deemed primary" | "Middle deemed secondary" | "Secondary" | "All-through" | "16 plus";

export type DemoAcademy = {
  readonly urn: number;
  readonly name: string;
  readonly region: DemoRegion;
  readonly phase: DemoPhase;
  readonly lowAge: number;
  readonly highAge: number;
  readonly town: string;
  readonly easting: number;
  readonly northing: number;
  readonly dateJoined: string;
  readonly pupils: number;
};

type Row = readonly [string, DemoRegion, DemoPhase, number, number, string, number, number, string, number];

// Names and towns are invented; the places lie on land in Cornwall, Devon and Somerset.
const rows: readonly Row[] = [
  ["Porthcarrow Academy", "West", "Secondary", 11, 18, "Porthcarrow", 182300, 45100, "2016-09-01", 1124],
  ["Lanmerrin Primary Academy", "West", "Primary", 4, 11, "Lanmerrin", 170200, 42400, "2016-09-01", 318],
  ["Wheal Harmony Primary Academy", "West", "Primary", 3, 11, "Carn Harmony", 164800, 40200, "2017-04-01", 402],
  ["Tregannock School", "West", "All-through", 4, 18, "Tregannock", 201500, 52600, "2018-09-01", 1386],
  ["St Issel's Bay Academy", "West", "Secondary", 11, 16, "Issel's Bay", 207100, 66900, "2024-01-01", 742],
  ["Moorgate Cross Primary Academy", "Central", "Primary", 4, 11, "Moorgate Cross", 233200, 84300, "2017-09-01", 276],
  ["Hallowdown Academy", "Central", "Secondary", 11, 18, "Hallowdown", 248300, 74600, "2017-09-01", 1057],
  ["Quayside Studio College", "Central", "16 plus", 16, 19, "Plymstoke", 250100, 56200, "2019-09-01", 365],
  ["Fernworthy Vale Middle Academy", "Central", "Middle deemed primary", 7, 11, "Fernworthy Vale", 259000, 95200, "2019-09-01", 348],
  ["Kingsmoor Middle Academy", "Central", "Middle deemed secondary", 9, 13, "Kingsmoor", 262800, 90300, "2020-09-01", 521],
  ["Brannelcombe Academy", "Central", "Secondary", 11, 16, "Brannelcombe", 256400, 132700, "2025-09-01", 688],
  ["Lower Sandry Primary Academy", "East", "Primary", 2, 11, "Lower Sandry", 286300, 71400, "2018-09-01", 431],
  ["Exmarsh School", "East", "All-through", 4, 16, "Exmarsh", 293400, 91800, "2021-09-01", 1203],
  ["Culverleigh Primary Academy", "East", "Primary", 4, 11, "Culverleigh", 295600, 112300, "2022-09-01", 207],
  ["Quantock Gate Academy", "East", "Secondary", 11, 18, "Quantock Gate", 322900, 125300, "2026-01-01", 934],
  ["Parrett Water Primary Academy", "East", "Primary", 4, 11, "Parrett Water", 330200, 136900, "2026-09-01", 259],
];

/** The sixteen academies, with URNs from the range kept for demonstration. */
export const demoAcademies: readonly DemoAcademy[] = rows.map(
  ([name, region, phase, lowAge, highAge, town, easting, northing, dateJoined, pupils], at) => ({
    urn: 990001 + at,
    name,
    region,
    phase,
    lowAge,
    highAge,
    town,
    easting,
    northing,
    dateJoined,
    pupils,
  }),
);
