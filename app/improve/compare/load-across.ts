import { indicatorsOf, loadStanding } from "../../diagnose/index.server.ts";
import type { Words } from "../../language/words.ts";
import { listAcademies, today, trustUnit } from "../../organisation/index.server.ts";
import { maySeeStanding } from "../../organisation/index.ts";
import { may, type Person } from "../../platform/access/access.rules.ts";
import type { Look } from "../../platform/database/change.ts";
import { listSaid, type PartSaid } from "../parts/part.store.ts";
import { directlyUnder, livingParts } from "../parts/tree.rules.ts";
import { listPlans, placeFor } from "../plans/plan.store.ts";
import { sayOwner } from "../plans/say-owner.rules.ts";
import { seesPlan } from "../plans/sight.rules.ts";
import type { Rag } from "../progress/progress.rules.ts";
import { againstWeakness, idsAmong, underPriority } from "./across.rules.ts";
import { lastRags } from "./across.store.ts";

export type AcrossAsked = { readonly priority: string | undefined; readonly indicator: string | undefined };
export type AcrossRow = {
  readonly academy: { readonly id: string; readonly name: string };
  /** How weak it is judged, and since when; of a weakness only. */
  readonly level: { readonly name: string; readonly on: string } | undefined;
  readonly planned: boolean;
  readonly parts: readonly {
    readonly id: string;
    readonly planId: string;
    readonly title: string;
    readonly outcome: string;
    readonly owner: string | undefined;
    readonly criteria: readonly string[];
    readonly last: { readonly rag: Rag; readonly on: string } | undefined;
  }[];
};

/** The academies that somebody sees, side by side under one priority of the trust or with one weakness; and what there is to choose from. */
export async function loadAcross(look: Look, person: Person, asked: AcrossAsked, words: Words) {
  const day = today(look);
  const [trust, plans, academies, standing] = await Promise.all([
    trustUnit(look),
    listPlans(look),
    listAcademies(look, day),
    loadStanding(look),
  ]);
  const seen = plans.filter((plan) => plan.state !== "closed" && seesPlan(person, placeFor(plan, look.trustId, trust)));
  const named = academies
    .filter(({ unitId, regionId }) =>
      may(maySeeStanding, person, { trustId: look.trustId, unitId, within: [regionId, trust].filter((unit) => unit !== null) }),
    )
    .map(({ unitId, name }) => ({ id: unitId, name }));
  const ids = seen.map(({ id }) => id);
  const [parts, rags] = await Promise.all([listSaid(look, { plans: ids }), lastRags(look, ids)]);
  const living = livingParts(parts);
  const kindOf = new Map(seen.map(({ id, kind }) => [id, kind]));
  const priorities = living.filter(({ kind, planId }) => kind === "priority" && kindOf.get(planId) === "trust-improvement");
  const content = standing?.edition.content;
  const levels = content ? content.levels.toSorted((one, other) => one.rank - other.rank) : [];
  const indicators = (content?.indicators ?? []).map(({ key, title }) => ({ key, title }));
  const indicator = asked.priority ? undefined : indicators.find(({ key }) => key === asked.indicator);
  const priority = indicator ? undefined : (priorities.find(({ id }) => id === asked.priority) ?? priorities[0]);

  const shown = ({ id, planId, title, outcome, owners }: PartSaid) => ({
    ...{ id, planId, title, outcome, owner: sayOwner(owners, "delivers", day, words), last: rags.get(id) },
    criteria: directlyUnder(living, id, "criterion").map((part) => part.title),
  });
  const rows = async (): Promise<AcrossRow[]> => {
    if (indicator && standing) {
      const weak = new Map(
        standing.academies.flatMap(({ academy, trustJudgements }) => {
          const judged = trustJudgements.get(indicator.key);
          const at = levels.findIndex(({ key }) => key === judged?.level);
          return judged && at !== -1 && at < levels.length / 2
            ? [[academy.unitId, { name: levels[at]?.name ?? "", on: judged.judgedOn }] as const]
            : [];
        }),
      );
      const { judgements, findings } = idsAmong(living.flatMap(({ reasons }) => reasons.map(({ source }) => source)));
      const lineage = standing.edition.lineages[indicator.key];
      const about = new Set(
        (await indicatorsOf(look, judgements, findings))
          .filter((one) => (one.lineage === null ? one.indicator === indicator.key : one.lineage === lineage))
          .map((one) => `${one.lineage === null ? "finding" : "judgement"}:${one.id}`),
      );
      return againstWeakness(
        about,
        named.filter(({ id }) => weak.has(id)),
        seen,
        parts,
      ).map((one) => ({
        ...{ ...one, parts: one.parts.map(shown) },
        level: weak.get(one.academy.id),
      }));
    }
    return priority
      ? underPriority(priority.id, named, seen, parts).map((one) => ({ ...one, parts: one.parts.map(shown), level: undefined }))
      : [];
  };
  return { priorities, indicators, priority, indicator, rows: await rows() };
}
