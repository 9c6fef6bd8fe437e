import { loadAcademyStanding, reviewsOfUnit } from "../../diagnose/index.server.ts";
import { figureChoices, frozenValue, sayFrozen } from "../../measures/index.server.ts";
import { listAcademies, today } from "../../organisation/index.server.ts";
import type { Person } from "../../platform/access/access.rules.ts";
import type { Look } from "../../platform/database/change.ts";
import type { Reason } from "../parts/part.rules.ts";
import { loadKpis, sayKpi } from "../plans/kpi.ts";
import type { PlanRow } from "../plans/plan.store.ts";
import { type DiagnosisFacts, type Known, toJudgeAgain, whatIsKnown } from "./diagnosis.rules.ts";

const settled = new Set(["agreed", "closed"]);

/** What is known of the unit of a plan: findings of its settled reviews, judgements, and its targets; and what must be judged again. */
export async function loadDiagnosis(
  look: Look,
  by: Person,
  plan: PlanRow,
): Promise<{ readonly known: readonly Known[]; readonly again: ReturnType<typeof toJudgeAgain> }> {
  const [standing, found, kpis] = await Promise.all([
    plan.unitKind === "academy" ? loadAcademyStanding(look, plan.unitId) : undefined,
    reviewsOfUnit(look, by, plan.unitId),
    loadKpis(look, { unitId: plan.unitId }),
  ]);
  const reviews = new Set(found.reviews.filter(({ state }) => settled.has(state)).map(({ id }) => id));
  const content = standing?.edition.content;
  const facts: DiagnosisFacts = {
    today: today(look),
    freshForDays: content?.freshForDays ?? 0,
    levels: content ? content.levels.toSorted((one, other) => one.rank - other.rank) : [],
    indicators: (content?.indicators ?? []).map(({ key, title }) => {
      const judged = standing?.standing.trustJudgements.get(key);
      return {
        key,
        title,
        judgement: judged && { id: judged.id, level: judged.level, on: judged.judgedOn, narrative: judged.narrative },
      };
    }),
    findings: found.findings
      .filter(({ reviewId }) => reviews.has(reviewId))
      .map(({ id, kind, severity, text, raisedOn, closing }) => ({ id, kind, severity, text, raisedOn, closed: closing !== undefined })),
    targets: [...kpis.values()]
      .filter(({ standing }) => standing.kind !== "cannot-say")
      .map((judged) => ({ id: judged.target.id, says: sayKpi(judged), met: judged.standing.kind === "met" })),
  };
  return { known: whatIsKnown(facts), again: toJudgeAgain(facts) };
}

/** The figures of a plan's academy that may be a reason; none of a plan about anything else. */
export async function figuresFor(look: Look, plan: PlanRow): Promise<{ value: string; text: string }[]> {
  const academy = await academyOf(look, plan);
  return academy ? (await figureChoices(look, academy)).map(({ value, text }) => ({ value: `figure:${value}`, text })) : [];
}
const academyOf = async (look: Look, plan: PlanRow) =>
  plan.urn === null ? undefined : (await listAcademies(look, today(look), plan.urn))[0];

/** The reasons that were chosen, in the words they have now, to be kept: what was kept before stays as it was. */
export async function freezeReasons(
  look: Look,
  by: Person,
  plan: PlanRow,
  chosen: readonly string[],
  before: readonly Reason[],
): Promise<ReadonlyMap<string, Reason>> {
  const day = today(look);
  const kept = new Map(before.map((reason) => [reason.source, reason]));
  const fresh = chosen.filter((source) => !kept.has(source));
  const figures = fresh.filter((source) => source.startsWith("figure:"));
  if (figures.length < fresh.length)
    for (const { source, says } of (await loadDiagnosis(look, by, plan)).known)
      if (fresh.includes(source)) kept.set(source, { source, says, on: day });
  const academy = figures.length > 0 ? await academyOf(look, plan) : undefined;
  for (const source of academy ? figures : []) {
    const frozen = academy && (await frozenValue(look, academy, source.slice("figure:".length), day));
    if (frozen) kept.set(source, { source, says: sayFrozen(frozen), on: day });
  }
  return kept;
}
