// The register's own words, as its files have used them to 2026. A value outside these lists is kept and reported, not refused:
// the Department adds words without notice.

/** The group types that are academy trusts: only these have academies. */
export const academyTrustTypes: ReadonlySet<string> = new Set([
  "Multi-academy trust",
  "Single-academy trust",
  "Secure single-academy trust",
]);

export const groupTypes: ReadonlySet<string> = new Set([
  ...academyTrustTypes,
  ...["Federation", "Trust", "School sponsor", "Umbrella trust", "Children's Centres Group", "Children's Centres Collaboration"],
]);

export const groupStatuses: ReadonlySet<string> = new Set(["Open", "Closed", "Proposed to open", "Created in error"]);

export const schoolStatuses: ReadonlySet<string> = new Set([
  "Open",
  "Closed",
  "Open, but proposed to close",
  "Proposed to open",
  "De-registered as EY Setting",
  "Created in error",
]);

export const phases: ReadonlySet<string> = new Set([
  ...["Nursery", "Primary", "Middle deemed primary", "Secondary", "Middle deemed secondary", "16 plus", "All-through", "Not applicable"],
]);

export const schoolTypes: ReadonlySet<string> = new Set([
  ...["Community school", "Voluntary aided school", "Voluntary controlled school", "Foundation school", "City technology college"],
  ...["Community special school", "Foundation special school", "Non-maintained special school", "Other independent school"],
  ...["Other independent special school", "Pupil referral unit", "Local authority nursery school", "Further education", "Other types"],
  ...[
    "Higher education institutions",
    "Miscellaneous",
    "Special post 16 institution",
    "Secure units",
    "Offshore schools",
    "Service children's education",
  ],
  ...[
    "Sixth form centres",
    "Sixth form college",
    "Sixth form colleges",
    "Institution funded by other government department",
    "Online provider",
  ],
  ...["British schools overseas", "Welsh establishment", "EY Setting", "Children's centre", "Children's centre linked site"],
  ...["Academy sponsor led", "Academy converter", "Academy special sponsor led", "Academy special converter"],
  ...["Academy alternative provision converter", "Academy alternative provision sponsor led", "Academy 16-19 converter"],
  ...[
    "Academy 16 to 19 sponsor led",
    "Academy secure 16 to 19",
    "Free schools",
    "Free schools special",
    "Free schools alternative provision",
  ],
  ...["Free schools 16 to 19", "University technical college", "Studio schools", "Playing for success centres", "Legacy types"],
]);

/** Each kind of link, and whether the linked school came before or after. Where the word does not tell ("Result of Amalgamation" stands on both sides), neither. */
export const linkKinds: ReadonlyMap<string, "predecessor" | "successor" | "other"> = new Map([
  ["Predecessor", "predecessor"],
  ["Predecessor - merged", "predecessor"],
  ["Predecessor - amalgamated", "predecessor"],
  ["Predecessor - Split School", "predecessor"],
  ["Successor", "successor"],
  ["Successor - merged", "successor"],
  ["Successor - amalgamated", "successor"],
  ["Successor - Split School", "successor"],
  ["Result of Amalgamation", "other"],
  ["Sixth Form Centre School", "other"],
  ["Sixth Form Centre Link", "other"],
  ["Merged - expansion in school capacity and changer in age range", "other"],
  ["Merged - change in age range", "other"],
  ["Merged - expansion of school capacity", "other"],
  ["Expansion", "other"],
  ["Closure", "other"],
  ["Other", "other"],
]);

/** True when a school's own row says that an academy trust runs it: "Supported by a trust" is a maintained foundation school. */
export function saysAcademyTrust(trustSchoolFlag: string): "Multi-academy trust" | "Single-academy trust" | undefined {
  const flag = trustSchoolFlag.trim().toLowerCase();
  if (flag === "supported by a multi-academy trust") return "Multi-academy trust";
  if (flag === "supported by a single-academy trust") return "Single-academy trust";
  return undefined;
}
