import { type Judged, meets, recommend } from "./category.rules.ts";
import { type Category, type CategoryRule, countNeeded, type EditionContent, type Need, rankOf } from "./edition.rules.ts";

/** One indicator's part in a change: the level to reach, and whether it must then be fit to share. */
export type Raise = { readonly indicator: string; readonly to: string; readonly canShare: boolean };

/** One need that is not met yet: how many more it takes, and the indicators that are nearest to it. */
export type Ask = {
  readonly need: Need;
  readonly more: number;
  /** How many meet it already. */
  readonly met: number;
  /** The nearest that do not meet it, in the edition's order: as many as `more`, or all those equally near. */
  readonly nearest: readonly string[];
};

export type WayOn = {
  readonly to: Category;
  readonly asks: readonly Ask[];
  /** One smallest change that gets there. */
  readonly raises: readonly Raise[];
  /** Its size: one for each level climbed, one for each new mark "can be shared". */
  readonly steps: number;
};

// The same ten levels stand in many academies and on every reading; an edition's content never changes, so its answers are kept with it.
const known = new WeakMap<EditionContent, Map<string, WayOn | undefined>>();
const mostKnown = 2000;

type Plan = { readonly steps: number; readonly raises: readonly Raise[] };

/** The smallest change that reaches the next higher category; undefined at the top, and while any indicator is not judged. */
export function shortestWayOn(edition: EditionContent, judged: ReadonlyMap<string, Judged>): WayOn | undefined {
  const pattern = edition.indicators.map(({ key }) => `${judged.get(key)?.level} ${judged.get(key)?.canShare}`).join();
  const answers = known.get(edition) ?? new Map<string, WayOn | undefined>();
  if (answers.has(pattern)) return answers.get(pattern);
  const answer = findWayOn(edition, judged);
  if (answers.size >= mostKnown) answers.clear();
  known.set(edition, answers.set(pattern, answer));
  return answer;
}

function findWayOn(edition: EditionContent, judged: ReadonlyMap<string, Judged>): WayOn | undefined {
  const now = recommend(edition, judged);
  if (now.kind !== "recommended") return undefined;
  const held = edition.categories.findIndex((rule) => rule.key === now.category);
  const next = held === -1 ? edition.categories.at(-1) : edition.categories[held - 1];
  const plan = next && smallestPlan(edition, judged, next);
  if (!plan) return undefined;
  const asks = next.needs.map((need) => askFor(edition, judged, need)).filter((ask) => ask.more > 0);
  return { to: { key: next.key, name: next.name }, asks, ...plan };
}

/** The size of a change from one standing to another: levels climbed, and a mark "can be shared" newly given. */
export function stepsBetween(edition: EditionContent, from: Judged, to: Judged): number {
  const climbed = edition.levels.filter(
    (level) => level.rank > rankOf(edition, from.level) && level.rank <= rankOf(edition, to.level),
  ).length;
  return climbed + (to.canShare && !from.canShare ? 1 : 0);
}

/**
 * Goes through the indicators once, keeping for each reachable tally of met needs the cheapest plan. Needs share indicators
 * (a shareable strength is also expected), so answering them one by one would not be smallest.
 */
function smallestPlan(edition: EditionContent, judged: ReadonlyMap<string, Judged>, rule: CategoryRule): Plan | undefined {
  const needed = rule.needs.map((need) => countNeeded(edition, need));
  let plans = new Map<string, { readonly tally: readonly number[]; readonly plan: Plan }>();
  plans.set("", { tally: needed.map(() => 0), plan: { steps: 0, raises: [] } });
  for (const indicator of edition.indicators) {
    const from = judged.get(indicator.key);
    if (!from) return undefined;
    const reached: typeof plans = new Map();
    for (const to of standingsFrom(edition, from)) {
      const cost = stepsBetween(edition, from, to);
      const met = rule.needs.map((need) => meets(edition, need, to));
      for (const { tally, plan } of plans.values()) {
        const steps = plan.steps + cost;
        const grown = tally.map((count, at) => Math.min(needed[at] ?? 0, count + (met[at] ? 1 : 0)));
        const known = reached.get(grown.join());
        if (known && known.plan.steps <= steps) continue;
        const raises = cost === 0 ? plan.raises : [...plan.raises, { indicator: indicator.key, to: to.level, canShare: to.canShare }];
        reached.set(grown.join(), { tally: grown, plan: { steps, raises } });
      }
    }
    plans = reached;
  }
  return plans.get(needed.join())?.plan;
}

function standingsFrom(edition: EditionContent, from: Judged): Judged[] {
  const rank = rankOf(edition, from.level);
  return edition.levels
    .filter((level) => level.rank >= rank)
    .flatMap((level) => (from.canShare ? [true] : [false, true]).map((canShare) => ({ level: level.key, canShare })));
}

function askFor(edition: EditionContent, judged: ReadonlyMap<string, Judged>, need: Need): Ask {
  const short: { key: string; distance: number }[] = [];
  for (const { key } of edition.indicators) {
    const from = judged.get(key);
    if (!from || meets(edition, need, from)) continue;
    const to = { level: need.atLeast, canShare: from.canShare || need.shareable === true };
    short.push({ key, distance: stepsBetween(edition, from, to) });
  }
  const met = edition.indicators.length - short.length;
  const more = Math.max(0, countNeeded(edition, need) - met);
  const farthest = short.map((one) => one.distance).sort((one, other) => one - other)[more - 1] ?? 0;
  return { need, more, met, nearest: more === 0 ? [] : short.filter((one) => one.distance <= farthest).map((one) => one.key) };
}
