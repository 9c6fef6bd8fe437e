import { pupilGroupOf } from "../../language/pupil-group.ts";
import type { RegisterReader } from "../register/register.store.ts";
import { measureById } from "../results/catalogue.ts";
import { boundaryOf, percentileOf } from "./distribution.rules.ts";
import { distributionsAt, type StoredDistribution } from "./distribution.store.ts";
import {
  type Fact,
  factKey,
  factsBeside,
  pooledBeside,
  type Ranked,
  type RankedFact,
  schoolFacts,
  sourcesOf,
  trustFacts,
  type ValueFilter,
} from "./facts.store.ts";
import { linksBefore, placesOf } from "./links.store.ts";
import { publishedOf, type Row } from "./predecessors.rules.ts";
import { type Comparison, type NoPercentile, numberOf, type SchoolValue, type Source } from "./value.rules.ts";

type Beside = Pick<SchoolValue, "nation" | "authority" | "region">;
type Finding = (fact: RankedFact) => StoredDistribution | undefined;

const nothingBeside: Beside = { nation: undefined, authority: undefined, region: undefined };

/**
 * Every published value of some schools with its percentile, cohort, published URN, source and comparisons (`alone`: without them), by
 * school, period, measure and group. Where a school's own row has no value, whoever came before it speaks. What no file tells of is not in the list.
 */
export async function valuesOfSchools(
  db: RegisterReader,
  urns: readonly number[],
  filter: ValueFilter & { readonly alone?: boolean } = {},
): Promise<SchoolValue[]> {
  const [links, ranked, beside] = await Promise.all([
    linksBefore(db, urns),
    schoolFacts(db, urns, filter),
    filter.alone ? undefined : comparing(db, urns, filter),
  ]);
  const told = ranked.facts;
  const [sourceOf, distributionOf] = await Promise.all([sourcesOf(db, importsOf(told)), distributions(db, ranked)]);
  if (!distributionOf) return valuesOfSchools(db, urns, filter);

  return urns.flatMap((urn) => {
    const before = links.get(urn) ?? [];
    const family = [urn, ...new Set(before.map(({ earlier }) => earlier))];
    const keys = new Set(family.flatMap((member) => [...(told.get(member)?.keys() ?? [])]));
    return [...keys]
      .sort((a, b) => a - b)
      .flatMap((key): SchoolValue[] => {
        const published = publishedOf(urn, before, (member) => rowOf(told.get(member)?.get(key)));
        if (!published) return [];
        if ("several" in published) {
          const [first = urn] = published.several;
          const fact = told.get(first)?.get(key);
          if (!fact) return [];
          const none: RankedFact = {
            ...fact,
            figure: { missing: "not-available" },
            cohort: undefined,
            numerator: undefined,
            interval: undefined,
          };
          return [valueOfFact(urn, none, first, published.several, sourceOf, distributionOf, beside?.(urn, none))];
        }
        return [valueOfFact(urn, published.fact, published.urn, [], sourceOf, distributionOf, beside?.(urn, published.fact))];
      });
  });
}

/** What the trust-level files publish of a trust, ranked among the trusts in the file; `urn` is the trust's UID. They weigh by years in the trust too, not by pupils alone. */
export async function publishedTrustValues(db: RegisterReader, uid: number, filter: ValueFilter = {}): Promise<SchoolValue[]> {
  const ranked = await trustFacts(db, uid, filter);
  const [sourceOf, distributionOf] = await Promise.all([sourcesOf(db, importsOf(ranked.facts)), distributions(db, ranked)]);
  if (!distributionOf) return publishedTrustValues(db, uid, filter);
  return [...(ranked.facts.get(uid)?.values() ?? [])].map((fact) => valueOfFact(uid, fact, uid, [], sourceOf, distributionOf, undefined));
}

const rowOf = (fact: RankedFact | undefined): Row<RankedFact> | undefined =>
  fact && { says: "value" in fact.figure ? "value" : fact.figure.missing === "not-available" ? "blank" : "missing", fact };

const importsOf = (told: Ranked["facts"]): number[] =>
  [...told.values()].flatMap((facts) => [...facts.values()].map((fact) => fact.import));

async function distributions(db: RegisterReader, { version, facts }: Ranked): Promise<Finding | undefined> {
  const all = [...facts.values()].flatMap((own) => [...own.values()]);
  return all.length === 0 ? () => undefined : distributionsAt(db, version, all);
}

function valueOfFact(
  urn: number,
  fact: RankedFact,
  speaker: number,
  several: readonly number[],
  sourceOf: (id: number) => Source,
  distributionOf: Finding,
  beside: Beside = nothingBeside,
): SchoolValue {
  const { figure, numerator, cohort, interval, period, stratum } = fact;
  const measure = measureById(fact.measure);
  const better = measure?.better ?? "neither";
  const distribution = distributionOf(fact);
  const value = numberOf(figure);
  const percentile = distribution && value !== undefined ? percentileOf(distribution, value, better) : undefined;
  return {
    ...{ urn, measure: measure?.code ?? String(fact.measure), period, group: pupilGroupOf(fact.group) ?? "all" },
    ...{ figure, numerator, cohort, interval, source: sourceOf(fact.import) },
    published: { urn: speaker, before: speaker !== urn },
    several,
    percentile,
    noPercentile: percentile ? undefined : whyNone(value, better, fact, distribution),
    population: distribution && { stratum, n: distribution.n, byCensus: distribution.byCensus },
    top20: distribution && boundaryOf(distribution, 80, better),
    ...beside,
  };
}

function whyNone(
  value: number | undefined,
  better: string,
  { stratum, whole }: RankedFact,
  distribution: StoredDistribution | undefined,
): NoPercentile {
  if (value === undefined) return "no-value";
  if (better === "neither") return "neither";
  if (stratum === 6) return "not-state-funded";
  return !distribution && whole && stratum === 0 ? "type-unknown" : "part-of-england";
}

/** Finds what a school's fact is compared with: the nation's figure for its kind of school, else for all, and those of where it lies. */
async function comparing(
  db: RegisterReader,
  urns: readonly number[],
  filter: ValueFilter,
): Promise<(urn: number, fact: RankedFact) => Beside> {
  const [places, facts, pooled] = await Promise.all([placesOf(db, urns), factsBeside(db, urns, filter), pooledBeside(db, urns, filter)]);
  const sourceOf = await sourcesOf(
    db,
    [...facts.values()].flatMap(importsOf as (told: ReadonlyMap<number, ReadonlyMap<number, Fact>>) => number[]),
  );
  const published = (kind: string, organisation: number | null | undefined, key: number): Comparison | undefined => {
    const fact = organisation ? facts.get(kind)?.get(organisation)?.get(key) : undefined;
    if (!fact || !organisation || "missing" in fact.figure) return undefined;
    const { figure, numerator, cohort, interval } = fact;
    return { kind: "published", key: organisation, figure, numerator, cohort, interval, source: sourceOf(fact.import) };
  };
  return (urn, { period, measure, group, stratum }) => {
    const key = factKey(period, measure, group);
    const { authority, region } = places.get(urn) ?? {};
    return {
      nation: published("n", stratum, key) ?? published("n", 10, key) ?? published("n", 11, key),
      authority: published("l", authority, key),
      region: published("r", region, key) ?? (region ? pooled(region, stratum, key) : undefined),
    };
  };
}
