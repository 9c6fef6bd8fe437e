import { daysFrom } from "../../language/period.ts";
import {
  type Framework,
  type Frameworks,
  frameworkOn,
  isNoGrade,
  type Kind,
  outcomeKey,
  readWord,
  type ScaleKey,
  scaleOf,
} from "../frameworks/framework.rules.ts";

/** One inspection of an academy, from England's file or written down by hand, in the words of its own framework. */
export type Inspection = {
  /** Its key on a page and in a list: unlike every other's. */
  readonly key: string;
  readonly from: "national" | "by-hand";
  readonly unitId: string;
  readonly on: string;
  readonly published: string | null;
  readonly kind: Kind;
  readonly framework: Framework;
  readonly outcomes: Readonly<Record<string, string>>;
  /** Under which URN it was published, where that is known. */
  readonly urn: number;
  /** The file it is from, or who wrote it down and when. */
  readonly source: string;
  readonly link: string | null;
  readonly note: string | null;
  readonly id: string | null;
  readonly version: number | null;
};

export type NationalInspection = {
  readonly urn: number;
  readonly era: "graded" | "ungraded" | "report-card";
  readonly on: string;
  readonly published: string | null;
  readonly number: string | null;
  readonly kind: string | null;
  readonly urnThen: number | null;
  readonly outcomes: Readonly<Record<string, string>>;
  readonly dataset: string;
  readonly releasedOn: string | null;
};

/** The framework of an inspection in England's file: the file says of which era it is, and the day says the rest. */
export function frameworkOfNational(all: Frameworks, { era, on }: Pick<NationalInspection, "era" | "on">): Framework {
  const scale: ScaleKey = era === "report-card" ? "report-card" : "older";
  const ofScale = all.frameworks.filter((one) => one.scale === scale);
  const byDay = frameworkOn(all, on);
  const found = byDay?.scale === scale ? byDay : on < (ofScale[0]?.from ?? "") ? ofScale[0] : ofScale.at(-1);
  if (!found) throw new Error(`no framework of the scale ${scale}`);
  return found;
}

/** What kind an inspection in England's file was, by its era and by what the file calls it. */
export function kindOfNational({ era, kind }: Pick<NationalInspection, "era" | "kind">): Kind {
  if (era === "ungraded") return "ungraded";
  if (/monitor|visit/i.test(kind ?? "")) return "monitoring";
  return /urgent|no formal designation/i.test(kind ?? "") ? "urgent" : "graded";
}

export type Joined = "before" | "after" | "not-known";
/** Whether an inspection was before the academy joined: published under a URN it had before, or of a day before it joined. */
export function joinedWhen(
  { urn, on }: Pick<Inspection, "urn" | "on">,
  academy: { readonly urn: number; readonly joined: string | null },
): Joined {
  if (urn !== academy.urn) return "before";
  return academy.joined === null ? "not-known" : on < academy.joined ? "before" : "after";
}
export const sayJoined: Readonly<Record<Joined, string>> = {
  before: "before joining",
  after: "since joining",
  "not-known": "date joined not known",
};

/** Inspections by scale, then by framework, newest first: what stands together may be read together, and nothing else is. Its last is the last that judged the whole school, where there was one. */
export function byEra(all: Frameworks, inspections: readonly Inspection[]) {
  const newest = [...inspections].sort((a, b) => (a.on < b.on ? 1 : a.on > b.on ? -1 : a.key < b.key ? -1 : 1));
  const isFull = ({ kind }: Inspection) => kind === "graded" || kind === "ungraded";
  return all.scales.toReversed().map((scale) => ({
    scale,
    last:
      newest.find((one) => one.framework.scale === scale.key && isFull(one)) ??
      newest.find(({ framework }) => framework.scale === scale.key),
    frameworks: all.frameworks
      .filter((one) => one.scale === scale.key)
      .map((framework) => ({ framework, inspections: newest.filter((one) => one.framework.key === framework.key) }))
      .filter((one) => one.inspections.length > 0)
      .reverse(),
  }));
}

const sameDays = 7;
/** Whether two speak of one inspection: of the same scale and kind, at most a week apart. */
export const isSame = (one: Pick<Inspection, "on" | "kind" | "framework">, other: Pick<Inspection, "on" | "kind" | "framework">): boolean =>
  one.framework.scale === other.framework.scale && one.kind === other.kind && Math.abs(daysFrom(one.on, other.on)) <= sameDays;

export type Difference = {
  readonly what: "day" | "published" | "area";
  readonly area?: string;
  readonly byHand: string | null;
  readonly national: string | null;
};
/** What is written down by hand beside the same inspection in England's file, and where the two differ. */
export function pairsOf(inspections: readonly Inspection[]) {
  const national = inspections.filter(({ from }) => from === "national");
  return inspections
    .filter(({ from }) => from === "by-hand")
    .flatMap((byHand) => {
      const same = national.find((one) => isSame(one, byHand));
      return same ? [{ byHand, national: same, differences: differencesOf(byHand, same) }] : [];
    });
}
function differencesOf(byHand: Inspection, national: Inspection): Difference[] {
  const days: Difference[] = [
    { what: "day" as const, byHand: byHand.on, national: national.on },
    { what: "published" as const, byHand: byHand.published, national: national.published },
  ].filter((one) => one.byHand !== one.national);
  const grade = (value: string | undefined) => (value === undefined || isNoGrade(value) ? null : value);
  const areas = new Set([...Object.keys(byHand.outcomes), ...Object.keys(national.outcomes)]);
  return [
    ...days,
    ...[...areas]
      .map((area) => ({ what: "area" as const, area, byHand: grade(byHand.outcomes[area]), national: grade(national.outcomes[area]) }))
      .filter((one) => one.byHand !== one.national),
  ];
}

/** The areas of an inspection with what was said of each, in its framework's order; what its framework does not name comes last. */
export function linesOf(all: Frameworks, inspection: Pick<Inspection, "framework" | "kind" | "outcomes">) {
  const { framework, kind, outcomes } = inspection;
  const known = framework.areas.map(({ key, title }) => ({ key, title }));
  const others = Object.keys(outcomes)
    .filter((key) => key !== outcomeKey && !known.some((area) => area.key === key) && !isNoGrade(outcomes[key] ?? ""))
    .map((key) => ({ key, title: key.replaceAll("-", " ").replace(/^./, (letter) => letter.toUpperCase()) }));
  return [{ key: outcomeKey, title: "Outcome" }, ...known, ...others].flatMap((area) => {
    const word = outcomes[area.key];
    return word === undefined ? [] : [{ ...area, word: readWord(all, framework, kind, area.key, word) }];
  });
}

/** An inspection in one line: its grade overall where its framework had one, else how many areas stand at each grade of its scale. */
export function sayInspection(all: Frameworks, inspection: Pick<Inspection, "framework" | "kind" | "outcomes">): string {
  const { framework, outcomes } = inspection;
  const lines = linesOf(all, inspection);
  const overall = lines.find(({ key }) => framework.areas.some((area) => area.key === key && area.overall));
  const outcome = lines.find(({ key }) => key === outcomeKey);
  const graded = lines.filter(({ key }) => framework.areas.some((area) => area.key === key && area.words === "grades" && !area.overall));
  const counts = scaleOf(all, framework).grades.flatMap(({ key, name }) => {
    const count = graded.filter(({ word }) => word.key === key).length;
    return count > 0 ? [`${count} ${name.toLowerCase()}`] : [];
  });
  const others = lines.flatMap(({ key, title, word }) => {
    const words = framework.areas.find((area) => area.key === key)?.words;
    if (words === "safeguarding" && word.concern) return [`${title.toLowerCase()} ${word.name.toLowerCase()}`];
    return words === "category" && !isNoGrade(word.key) ? [word.name.toLowerCase()] : [];
  });
  const said =
    overall && !isNoGrade(outcomes[overall.key] ?? "")
      ? [`${overall.word.name} overall`]
      : outcome
        ? [outcome.word.name]
        : counts.length > 0
          ? [counts.join(", ")]
          : ["No grades"];
  return [...said, ...others].join("; ");
}

/** Why an inspection asks for support, area by area in its own words; nothing where it asks for none. */
export const asksForSupport = (all: Frameworks, inspection: Inspection) =>
  linesOf(all, inspection).filter(({ word }) => word.concern !== undefined);
