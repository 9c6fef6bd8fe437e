import { type EditionContent, levelOf } from "../../frameworks/index.ts";
import { sayDay } from "../../language/period.ts";
import { sayPupilGroup } from "../../language/pupil-group.ts";
import { sayPeriod } from "../../language/school-year.ts";
import { measureByCode } from "../../national/index.ts";
import type { Frameworks } from "../frameworks/framework.rules.ts";
import { byEra, joinedWhen, linesOf, sayJoined } from "../known/inspection.rules.ts";
import type { InspectionStanding } from "../load-standing.ts";
import { stateWords } from "../readiness/readiness-words.rules.ts";
import { saySupport } from "../window/support.rules.ts";
import type { WindowRules } from "../window/window.rules.ts";
import { sayCannot, sayReason, sayState, sayWindow, stepsOf } from "../window/window-words.rules.ts";

export type Cell = string | number | null;
/** One table of the pack: its file's name, its heading, and its rows under a header. */
export type Table = {
  readonly file: string;
  readonly title: string;
  readonly note?: string;
  readonly header: readonly string[];
  readonly rows: readonly (readonly Cell[])[];
  /** Columns that say the same down many rows: on a page they are told once. */
  readonly repeats?: readonly number[];
};
export type KeyFigure = {
  readonly measure: string;
  readonly period: number;
  readonly group: Parameters<typeof sayPupilGroup>[0];
  readonly said: string;
  readonly source: string;
  readonly percentile: string;
};
export type PackJudgement = {
  readonly level: string;
  readonly judgedOn: string;
  readonly direction: string;
  readonly confidence: string;
  readonly evidence: number;
};
/** An ordinary piece of evidence that a point of readiness rests on; restricted ones are counted nowhere. */
export type PackEvidence = { readonly id: string; readonly title: string; readonly dated: string };
export type PackFacts = {
  readonly standing: InspectionStanding;
  readonly frameworks: Frameworks;
  readonly rules: WindowRules;
  readonly edition:
    | {
        readonly content: EditionContent;
        readonly judgements: ReadonlyMap<string, PackJudgement>;
        readonly self: ReadonlyMap<string, PackJudgement>;
      }
    | undefined;
  readonly figures: readonly KeyFigure[];
  readonly evidence: readonly PackEvidence[];
};

/** The tables of an academy's pack: the inspections of each era on its own scale and in its own file, and what the trust knows itself. */
export function packTables(facts: PackFacts): Table[] {
  const { standing, frameworks, rules } = facts;
  const { academy, estimate, support } = standing;
  const steps = stepsOf(estimate).map((reason) => sayReason(reason, rules));
  const window: Table = {
    file: "next-inspection.csv",
    title: "The next inspection, as estimated",
    header: ["what", "source"],
    rows: [
      [
        estimate.kind === "cannot" ? `Cannot be estimated, ${sayCannot(estimate.why)}` : `${sayWindow(estimate)}: ${sayState(estimate)}`,
        null,
      ],
      ...steps.map(({ says, source }) => [says, source ?? null]),
      ...support.map((reason) => [`May need support: ${saySupport(reason)}`, null]),
    ],
  };
  const eras = byEra(frameworks, standing.inspections).map(
    ({ scale, frameworks: found }): Table => ({
      file: `inspections-${scale.key === "older" ? "older-framework" : "report-cards"}.csv`,
      title: scale.name,
      note: scale.says,
      repeats: [0, 1, 2, 5, 6, 7],
      header: ["first day", "kind", "framework", "judged", "grade or finding", "joined", "published", "from"],
      rows: found.flatMap(({ framework, inspections }) =>
        inspections.flatMap((one) => {
          const kind = framework.kinds.find(({ key }) => key === one.kind)?.name ?? one.kind;
          const beside = [sayJoined[joinedWhen(one, academy)], one.published ?? "not published: provisional", one.source];
          const lines = linesOf(frameworks, one);
          const rows = lines.map(({ title, word }) => [one.on, kind, framework.name, title, word.name, ...beside]);
          return rows.length > 0 ? rows : [[one.on, kind, framework.name, "", "nothing recorded", ...beside]];
        }),
      ),
    }),
  );
  const titles = new Map(facts.evidence.map(({ id, title, dated }) => [id, `${title} (${dated})`]));
  const readiness: Table = {
    file: "readiness.csv",
    title: "Readiness",
    header: ["point", "state", "owner", "last check", "checked by", "seen", "evidence"],
    rows: standing.readiness.map(({ point, checked, state, stale }) => [
      point.title,
      `${stateWords[state]}${stale ? ", check again" : ""}`,
      checked?.owner ?? null,
      checked?.checkedOn ?? null,
      checked?.checkedBy ?? null,
      checked?.seen ?? null,
      (checked?.evidence ?? []).flatMap((id) => titles.get(id) ?? []).join("; ") || null,
    ]),
  };
  return [window, ...eras, readiness, ...judgements(facts), figures(facts)];
}

function judgements({ edition }: PackFacts): Table[] {
  if (!edition) return [];
  const { content } = edition;
  return [
    {
      file: "judgements.csv",
      title: `The trust's current judgements: ${content.name}`,
      note: "These are the trust's own, on its own levels. They are no inspection grades.",
      header: ["indicator", "level", "direction", "confidence", "judged on", "pieces of evidence", "self-evaluation"],
      rows: content.indicators.map(({ key, ordinal, title }) => {
        const [trust, self] = [edition.judgements.get(key), edition.self.get(key)];
        return [
          `${ordinal} ${title}`,
          trust ? (levelOf(content, trust.level)?.name ?? trust.level) : "Not judged",
          trust?.direction ?? null,
          trust?.confidence ?? null,
          trust?.judgedOn ?? null,
          trust?.evidence ?? null,
          self ? (levelOf(content, self.level)?.name ?? self.level) : null,
        ];
      }),
    },
  ];
}

const figures = ({ figures: all }: PackFacts): Table => ({
  file: "key-figures.csv",
  title: "Key figures",
  note: "The newest of each measure, with where it is from. A figure that is missing says why.",
  header: ["measure", "period", "pupils", "figure", "national percentile", "source"],
  rows: all.map(({ measure, period, group, said, percentile, source }) => [
    measureByCode(measure)?.name ?? measure,
    sayPeriod(period),
    sayPupilGroup(group),
    said,
    percentile || null,
    source,
  ]),
});

/** The name of an academy's pack: plain letters, and the day. */
export const packName = (urn: number, day: string): string => `inspection-pack-${urn}-${day}`;
export const sayMade = (day: string): string =>
  `Made on ${sayDay(day)}. Provisional findings are not to be passed on before the report is published.`;

/** A table's rows as a page shows them: days in words, and what stood in the row above told once. */
export function shownRows({ rows, repeats = [] }: Table): Cell[][] {
  const sameAsAbove = (at: number) =>
    at > 0 && repeats.length > 0 && repeats.every((column) => rows[at]?.[column] === rows[at - 1]?.[column]);
  return rows.map((row, at) => {
    const same = sameAsAbove(at);
    return row.map((cell, column) => {
      if (same && repeats.includes(column)) return null;
      return typeof cell === "string" && /^\d{4}-\d{2}-\d{2}$/.test(cell) ? sayDay(cell) : cell;
    });
  });
}
