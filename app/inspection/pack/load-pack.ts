import { loadAcademyStanding } from "../../diagnose/index.server.ts";
import { listEvidence } from "../../evidence/index.server.ts";
import { loadFigures, readValues } from "../../measures/index.server.ts";
import { figuresToPublish, saySource } from "../../measures/index.ts";
import { measureByCode, measureFamilies, sayFigure } from "../../national/index.ts";
import { type AcademyRow, today } from "../../organisation/index.server.ts";
import type { Look } from "../../platform/database/change.ts";
import { frameworks, windowRules } from "../content.ts";
import { loadInspectionStanding } from "../load-standing.ts";
import { type KeyFigure, type PackFacts, packTables, type Table } from "./pack.rules.ts";

/** The tables of an academy's pack as of today. Restricted evidence is left out whoever asks, and so are figures of too few pupils. */
export async function loadPack(look: Look, academy: AcademyRow): Promise<{ readonly day: string; readonly tables: readonly Table[] }> {
  const day = today(look);
  const [[standing], judged, figures] = await Promise.all([
    loadInspectionStanding(look, [academy], day),
    loadAcademyStanding(look, academy.unitId),
    keyFigures(look, academy),
  ]);
  if (!standing) throw new Error("the academy has no standing");
  const linked = standing.readiness.flatMap(({ checked }) => checked?.evidence ?? []);
  const evidence = (await listEvidence(look, academy.unitId, 0, linked)).filter(({ sensitivity }) => sensitivity === "ordinary");
  const facts: PackFacts = {
    ...{ standing, frameworks, rules: windowRules, figures, evidence },
    edition: judged && {
      content: judged.edition.content,
      judgements: judged.standing.trustJudgements,
      self: judged.standing.selfJudgements,
    },
  };
  return { day, tables: packTables(facts) };
}

const groups = ["all", "disadvantaged"] as const;
const headline = new Set(measureFamilies.flatMap((family) => family.headline));

/** The newest headline figures that England publishes, and the newest of the trust's own as they may leave it. */
async function keyFigures(look: Look, academy: AcademyRow): Promise<KeyFigure[]> {
  const lines = await readValues(look, [academy], { groups });
  const own = newest(lines.filter(({ source }) => source.kind === "own"));
  // What is hidden is settled over the whole trust, within a period and a family of measures.
  const periods = [...new Set(own.map(({ period }) => period))];
  const families = measureFamilies.filter((family) => family.measures.some(({ code }) => own.some(({ measure }) => measure === code)));
  const measures = families.flatMap((family) => family.measures.map(({ code }) => code));
  const told = own.length > 0 ? figuresToPublish(await loadFigures(look, { periods, measures }), measureByCode) : [];
  const published = newest(lines.filter(({ source, measure }) => source.kind === "published" && headline.has(measure))).flatMap(
    (line): KeyFigure[] => {
      const measure = measureByCode(line.measure);
      if (!measure) return [];
      const percentile = line.percentile ? `${line.percentile.whole} of ${line.percentile.n.toLocaleString("en-GB")} schools` : "";
      const { period, group } = line;
      return [{ measure: measure.code, period, group, said: sayFigure(measure, line.figure), percentile, source: saySource(line.source) }];
    },
  );
  const ours = own.flatMap(({ measure: code, period, group }): KeyFigure[] => {
    const measure = measureByCode(code);
    const one = told.find(
      (figure) => figure.unitId === academy.unitId && figure.measure === code && figure.period === period && figure.group === group,
    );
    if (!measure || !one) return [];
    const said = one.told ? sayFigure(measure, { value: one.told.value }) : "suppressed: too few pupils to tell";
    return [{ measure: code, period, group, said, percentile: "", source: "the trust's own" }];
  });
  return [...published, ...ours];
}

/** Of each measure and group the figure of the last period. */
function newest<Of extends { readonly measure: string; readonly period: number; readonly group: string }>(some: readonly Of[]): Of[] {
  const last = new Map<string, Of>();
  for (const one of some) {
    const key = `${one.measure} ${one.group}`;
    const before = last.get(key);
    if (!before || before.period < one.period) last.set(key, one);
  }
  return [...last.values()];
}
