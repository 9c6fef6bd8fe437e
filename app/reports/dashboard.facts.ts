import type { Standing, TrustStanding } from "../diagnose/index.server.ts";
import { diagnosePaths, monthsLeft, sayClock } from "../diagnose/index.ts";
import {
  categoriesOf,
  categoryOf,
  type EditionContent,
  indicatorOf,
  isStale,
  levelOf,
  rankOf,
  sayRecommendation,
  sayWayOn,
} from "../frameworks/index.ts";
import { daysFrom, sayAge } from "../language/period.ts";
import { capital, counted, type Words } from "../language/words.ts";
import { maySeeStanding } from "../organisation/index.ts";
import { may, type Person, type Place } from "../platform/access/access.rules.ts";

export type DashboardFilters = {
  readonly region?: string | undefined;
  readonly phase?: string | undefined;
  readonly sort: "name" | "category" | "clock";
  /** Whose judgements are shown: the trust's unless said, the academies' own, or how far the two are apart. */
  readonly view?: "self" | "difference" | undefined;
};

const alphabet = new Intl.Collator("en-GB");

/** One row of the dashboard: the ten cells, what was decided, what the judgements say, the way on and the clock. */
export function rowOf(inUse: TrustStanding["edition"], standing: Standing, today: string, slug: string, words: Words) {
  const edition = inUse.content;
  const { academy, recommendation, decision, held, wayOn } = standing;
  const recommended = recommendation.kind === "recommended" ? { key: recommendation.category, name: recommendation.name } : undefined;
  const nameOf = (key: string) => categoryOf(edition, key)?.name ?? key;
  const decided = held && { key: held.category, name: nameOf(held.category) };
  const coming = decision && decision.effectiveFrom > today ? { name: nameOf(decision.category), from: decision.effectiveFrom } : undefined;
  const months = academy.joined ? monthsLeft(academy.joined, academy.clockYears, today) : undefined;
  const holdsHighest = decided?.key === edition.categories[0]?.key;
  return {
    urn: academy.urn,
    name: academy.name,
    phase: academy.phase,
    regionId: academy.regionId,
    regionName: academy.regionName,
    href: diagnosePaths.academy(slug, academy.urn),
    cells: edition.indicators.map((indicator) => cellOf(inUse, standing, indicator.key, today, slug, words)),
    decided,
    coming,
    recommended,
    recommendationSentence: sayRecommendation(edition, recommendation),
    differs: decided !== undefined && recommended !== undefined && decided.key !== recommended.key,
    wayOn: wayOn ? sayWayOn(edition, wayOn) : recommendation.kind === "incomplete" ? sayRecommendation(edition, recommendation) : "",
    months,
    clock: holdsHighest ? "—" : months === undefined ? "Date joined not known" : sayClock(months),
  };
}
export type DashboardRow = ReturnType<typeof rowOf>;

function cellOf(
  { content: edition, number }: TrustStanding["edition"],
  standing: Standing,
  key: string,
  today: string,
  slug: string,
  words: Words,
) {
  const indicator = indicatorOf(edition, key);
  const title = `${indicator?.ordinal} ${indicator?.title}`;
  const href = diagnosePaths.indicator(slug, standing.academy.urn, key);
  const judgement = standing.trustJudgements.get(key);
  const self = standing.selfJudgements.get(key);
  const own = ownView(edition, title, self, today, words);
  if (!judgement)
    return {
      ...{ own, apart: undefined },
      levelKey: undefined,
      direction: undefined,
      ageDays: undefined,
      stale: false,
      canShare: false,
      disputed: false,
      href,
      label: `${title}: not judged`,
    };
  const ageDays = daysFrom(judgement.judgedOn, today);
  const stale = isStale(edition, judgement.judgedOn, today);
  const disputed = self !== undefined && self.level !== judgement.level;
  const level = levelOf(edition, judgement.level)?.name ?? judgement.level;
  const parts = [
    level,
    judgement.direction,
    `${sayAge(ageDays)} old`,
    stale ? "stale" : "",
    judgement.edition === number ? "" : `carried over from edition ${judgement.edition}`,
    judgement.canShare ? "can be shared" : "",
    disputed ? `the ${words.academy}'s own view differs` : "",
  ];
  return {
    own,
    /** How many levels the academy sees itself above the trust's view, below 0 under it. */
    apart: self && rankOf(edition, self.level) - rankOf(edition, judgement.level),
    levelKey: judgement.level,
    direction: judgement.direction,
    ageDays,
    stale,
    canShare: judgement.canShare,
    disputed,
    href,
    label: `${title}: ${parts.filter(Boolean).join(", ")}`,
  };
}

/** What the academy says of itself in one indicator; nothing where it has not. */
function ownView(edition: EditionContent, title: string, self: OnBoardView | undefined, today: string, words: Words) {
  if (!self) return undefined;
  const stale = isStale(edition, self.judgedOn, today);
  const level = levelOf(edition, self.level)?.name ?? self.level;
  const age = `${sayAge(daysFrom(self.judgedOn, today))} old`;
  return {
    ...{ levelKey: self.level, direction: self.direction, stale, level },
    label: `${title}: the ${words.academy} says ${[level, self.direction, age, stale ? "stale" : ""].filter(Boolean).join(", ")}`,
  };
}
type OnBoardView = { readonly level: string; readonly direction: string; readonly judgedOn: string };

/** A row as one view shows it: with the academy's own levels in place of the trust's. */
function seenBy(row: DashboardRow, view: DashboardFilters["view"]): DashboardRow {
  if (view !== "self") return row;
  const cells = row.cells.map((cell) => ({
    ...cell,
    ...{ levelKey: cell.own?.levelKey, direction: cell.own?.direction, stale: cell.own?.stale ?? false, canShare: false },
    label: cell.own?.label ?? cell.label.replace(/: .*/, ": not judged by itself"),
  }));
  return { ...row, cells: cells as DashboardRow["cells"] };
}

/** How many academies are at the expected level or better in each indicator, of how many judged. */
export function totalsOf(edition: EditionContent, rows: readonly DashboardRow[]) {
  // "Expected" is the level that the highest category asks of every indicator.
  const asked = edition.categories.flatMap((rule) => rule.needs).find((need) => need.count === "all")?.atLeast;
  const bar = asked ? rankOf(edition, asked) : Number.POSITIVE_INFINITY;
  return edition.indicators.map((_indicator, at) => {
    const judged = rows.flatMap((row) => row.cells[at]?.levelKey ?? []);
    return { atExpected: judged.filter((level) => rankOf(edition, level) >= bar).length, judged: judged.length };
  });
}

/** Every row of a trust's dashboard, whoever may see it, made once for each state of the trust. */
export type TrustRows = ReturnType<typeof trustRows>;
export function trustRows(standing: TrustStanding, slug: string, leads: ReadonlyMap<string, string>, words: Words) {
  return {
    edition: standing.edition,
    today: standing.today,
    leads,
    rows: standing.academies.map((one) => ({
      unitId: one.academy.unitId,
      row: rowOf(standing.edition, one, standing.today, slug, words),
    })),
  };
}

/** The academies of somebody's scope: those their role covers, and no count of the others. */
export function scopeOf({ person, place, trust }: { person: Person; place: Place; trust: { trustId: string } }, { rows }: TrustRows) {
  const covers = ({ unitId, row }: TrustRows["rows"][number]) =>
    may(maySeeStanding, person, { trustId: trust.trustId, unitId, within: [place.unitId, ...(row.regionId ? [row.regionId] : [])] });
  return new Set(rows.filter(covers).map(({ unitId }) => unitId));
}

/** The rows of a dashboard that somebody may see, in the groups, filters and order asked for. */
export function dashboardFacts(trust: TrustRows, scope: ReadonlySet<string>, filters: DashboardFilters, words: Words) {
  const edition = trust.edition.content;
  const { leads } = trust;
  const all = trust.rows.filter(({ unitId }) => scope.has(unitId)).map(({ row }) => row);
  const shown = all
    .filter((row) => (!filters.region || (row.regionId ?? "none") === filters.region) && (!filters.phase || row.phase === filters.phase))
    .map((row) => seenBy(row, filters.view));
  const byName = (a: DashboardRow, b: DashboardRow) => alphabet.compare(a.name, b.name);
  const rank = (row: DashboardRow) =>
    row.decided ? edition.categories.findIndex(({ key }) => key === row.decided?.key) : edition.categories.length + 1;
  const order = {
    name: byName,
    category: (a: DashboardRow, b: DashboardRow) => rank(a) - rank(b) || byName(a, b),
    clock: (a: DashboardRow, b: DashboardRow) => (a.months ?? 999) - (b.months ?? 999) || byName(a, b),
  }[filters.sort];
  shown.sort(order);
  const groups = [...Map.groupBy(shown, (row) => row.regionName ?? `No ${words.region} yet`)]
    .sort(([a], [b]) => alphabet.compare(a, b))
    .map(([name, rows]) => ({ name, lead: leads.get(rows[0]?.regionId ?? ""), rows, totals: totalsOf(edition, rows) }));
  const categories = categoriesOf(edition).map(({ key, name }) => ({
    key,
    name,
    count: shown.filter((row) => row.decided?.key === key).length,
  }));
  const undecided = shown.filter((row) => !row.decided).length;
  const differing = shown.filter((row) => row.differs).length;
  const soon = shown.filter((row) => row.clock !== "—" && row.months !== undefined && row.months < 12).length;
  const academies = (count: number) => counted(count, words.academy, words.academies);
  return {
    edition,
    groups,
    overall: totalsOf(edition, shown),
    count: shown.length,
    categories: undecided ? [...categories, { key: "undecided", name: "Not decided", count: undecided }] : categories,
    decisionsAsked: [
      ...(differing ? [`${academies(differing)} where the judgements and the last decision differ`] : []),
      ...(undecided ? [`${academies(undecided)} without a decision`] : []),
      ...(soon ? [`${academies(soon)} within a year of the end of the clock, or past it`] : []),
    ],
    regions: [...new Map(all.map((row) => [row.regionId ?? "none", row.regionName ?? `No ${words.region} yet`]))].map(([id, name]) => ({
      id,
      name,
    })),
    phases: [...new Set(all.map((row) => row.phase))].sort(),
  };
}
export type DashboardFacts = ReturnType<typeof dashboardFacts>;

/** How far an academy's own view is from the trust's, for the cell of a table. */
export function sayApart({ apart, levelKey, own }: Pick<DashboardRow["cells"][number], "apart" | "levelKey" | "own">): string {
  if (apart !== undefined) return apart === 0 ? "agrees" : `${apart > 0 ? "+" : "−"}${Math.abs(apart)}`;
  return levelKey ? "trust only" : own ? "self only" : "Not judged";
}

/** The dashboard as a table for a spreadsheet. */
export function dashboardTable(facts: DashboardFacts, words: Words, view?: DashboardFilters["view"]): (string | number | null)[][] {
  const head = [
    capital(words.region),
    "URN",
    capital(words.academy),
    "Phase",
    ...facts.edition.indicators.map(({ ordinal, title }) => `${ordinal} ${title}`),
    "Category decided",
    "Judgements say",
    "Shortest way on",
    "Months left",
  ];
  const rows = facts.groups.flatMap((group) =>
    group.rows.map((row) => [
      group.name,
      row.urn,
      row.name,
      row.phase,
      ...row.cells.map((cell) =>
        view === "difference"
          ? sayApart(cell)
          : cell.levelKey
            ? (levelOf(facts.edition, cell.levelKey)?.name ?? cell.levelKey)
            : "Not judged",
      ),
      row.decided?.name ?? "Not decided",
      row.recommendationSentence,
      row.wayOn,
      row.months ?? null,
    ]),
  );
  return [head, ...rows];
}
