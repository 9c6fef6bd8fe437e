import { pupilGroupOf } from "../../language/pupil-group.ts";
import type { RegisterReader } from "../register/register.store.ts";
import { measureById } from "../results/catalogue.ts";
import type { Polarity } from "../results/measure.rules.ts";
import { boundaryOf, percentileOf } from "./distribution.rules.ts";
import { distributionsAt, type StoredDistribution } from "./distribution.store.ts";
import {
  type ByOrganisation,
  everyFact,
  type Fact,
  factKey,
  factsBeside,
  placesOf,
  pooledBeside,
  type Ranked,
  schoolFacts,
  sourcesOf,
  trustFacts,
  type ValueFilter,
} from "./facts.store.ts";
import { publishedOf, type Row, type Succession } from "./predecessors.rules.ts";
import { type Comparison, type NoPercentile, numberOf, type SchoolValue, type Source } from "./value.rules.ts";

type Beside = Pick<SchoolValue, "nation" | "authority" | "region">;
const nothingBeside: Beside = { nation: undefined, authority: undefined, region: undefined };

/** Whose fact speaks for an organisation: of `urn`; of several, it says only that there is no single one. */
interface Spoken {
  readonly fact: Fact;
  readonly urn: number;
  readonly several: readonly number[];
}

/**
 * Every published value of some schools with its percentile, cohort, published URN, source and comparisons (`alone`: without them), by
 * school, period, measure and group. Where a school's own row has no value, whoever came before it speaks. What no file tells of is not in the list.
 */
export async function valuesOfSchools(
  db: RegisterReader,
  urns: readonly number[],
  filter: ValueFilter & { readonly alone?: boolean } = {},
): Promise<SchoolValue[]> {
  const [ranked, beside] = await Promise.all([schoolFacts(db, urns, filter), filter.alone ? undefined : comparing(db, urns, filter)]);
  const find = await findingOf(db, ranked, beside?.facts);
  if (!find) return valuesOfSchools(db, urns, filter);
  const values: SchoolValue[] = [];
  for (const urn of urns) {
    const before = ranked.links.get(urn) ?? [];
    for (const key of keysOf(urn, before, ranked.facts)) {
      const spoken = spokenFor(urn, before, (member) => ranked.facts.get(member)?.get(key));
      if (spoken) values.push(valueFrom(urn, spoken, find, beside?.of(urn, spoken.fact, find.sourceOf)));
    }
  }
  return values;
}

/** What the trust-level files publish of a trust, ranked among the trusts in the file; `urn` is the trust's UID. They weigh by years in the trust too, not by pupils alone. */
export async function publishedTrustValues(db: RegisterReader, uid: number, filter: ValueFilter = {}): Promise<SchoolValue[]> {
  const ranked = await trustFacts(db, uid, filter);
  const find = await findingOf(db, ranked);
  if (!find) return publishedTrustValues(db, uid, filter);
  return [...everyFact(ranked.facts)].map((fact) => valueFrom(uid, { fact, urn: uid, several: [] }, find));
}

/** How to find the source and the distribution of a fact; undefined when another import came in between, and all is to be read again. */
async function findingOf(db: RegisterReader, { version, facts }: Ranked, beside: readonly Fact[] = []) {
  const [sourceOf, distributionOf] = await Promise.all([
    sourcesOf(db, version, [...everyFact(facts), ...beside]),
    facts.size === 0 ? () => undefined : distributionsAt(db, version, everyFact(facts)),
  ]);
  if (!distributionOf) return undefined;
  const tops = new Map<StoredDistribution, number | undefined>();
  /** Where the top 20% of a population begins: the same for all who are ranked in it. */
  const top20Of = (distribution: StoredDistribution, better: Polarity) => {
    if (!tops.has(distribution)) tops.set(distribution, boundaryOf(distribution, 80, better));
    return tops.get(distribution);
  };
  return { sourceOf, distributionOf, top20Of };
}

/** Of what a school or anybody before it has a fact, in order. */
function keysOf(urn: number, before: readonly Succession[], told: ByOrganisation): number[] {
  if (before.length === 0) return [...(told.get(urn)?.keys() ?? [])].sort((a, b) => a - b);
  const keys = new Set(told.get(urn)?.keys());
  for (const { earlier } of before) for (const key of told.get(earlier)?.keys() ?? []) keys.add(key);
  return [...keys].sort((a, b) => a - b);
}

const nobody: readonly number[] = [];
function spokenFor(urn: number, before: readonly Succession[], factOf: (urn: number) => Fact | undefined): Spoken | undefined {
  // A school that nobody came before speaks for itself, whatever its row says.
  const own = before.length === 0 ? factOf(urn) : undefined;
  if (own) return { fact: own, urn, several: nobody };
  const rowOf = (member: number): Row<Fact> | undefined => {
    const fact = factOf(member);
    if (!fact) return undefined;
    return { says: "value" in fact.figure ? "value" : fact.figure.missing === "not-available" ? "blank" : "missing", fact };
  };
  const published = publishedOf(urn, before, rowOf);
  if (!published) return undefined;
  if (!("several" in published)) return { fact: published.fact, urn: published.urn, several: [] };
  const { several } = published;
  const [first = urn] = several;
  const fact = factOf(first);
  const nothing = { figure: { missing: "not-available" as const }, cohort: undefined, numerator: undefined, interval: undefined };
  return fact && { fact: { ...fact, ...nothing }, urn: first, several };
}

function valueFrom(
  asked: number,
  { fact, urn, several }: Spoken,
  { sourceOf, distributionOf, top20Of }: NonNullable<Awaited<ReturnType<typeof findingOf>>>,
  { nation, authority, region }: Beside = nothingBeside,
): SchoolValue {
  const measure = measureById(fact.measure);
  const better = measure?.better ?? "neither";
  const distribution = distributionOf(fact);
  const value = numberOf(fact.figure);
  const percentile = distribution && value !== undefined ? percentileOf(distribution, value, better) : undefined;
  return {
    urn: asked,
    measure: measure?.code ?? String(fact.measure),
    period: fact.period,
    group: pupilGroupOf(fact.group) ?? "all",
    figure: fact.figure,
    numerator: fact.numerator,
    cohort: fact.cohort,
    interval: fact.interval,
    source: sourceOf(fact),
    published: { urn, before: urn !== asked },
    several,
    percentile,
    noPercentile: percentile ? undefined : whyNone(value, better, fact, distribution),
    population: distribution && { stratum: distribution.stratum, n: distribution.n, byCensus: distribution.byCensus },
    top20: distribution && top20Of(distribution, better),
    nation,
    authority,
    region,
  };
}

function whyNone(
  value: number | undefined,
  better: string,
  { stratum, whole }: Fact,
  distribution: StoredDistribution | undefined,
): NoPercentile {
  if (value === undefined) return "no-value";
  if (better === "neither") return "neither";
  if (stratum === 6) return "not-state-funded";
  return !distribution && whole && stratum === 0 ? "type-unknown" : "part-of-england";
}

/** Finds what a school's fact is compared with: the nation's figure for its kind of school, else for all, and those of where it lies. */
async function comparing(db: RegisterReader, urns: readonly number[], filter: ValueFilter) {
  const [places, facts, pooled] = await Promise.all([placesOf(db, urns), factsBeside(db, urns, filter), pooledBeside(db, urns, filter)]);
  const published = (
    kind: string,
    organisation: number | null | undefined,
    key: number,
    sourceOf: (fact: Fact) => Source,
  ): Comparison | undefined => {
    const fact = organisation ? facts.get(kind)?.get(organisation)?.get(key) : undefined;
    if (!fact || !organisation || "missing" in fact.figure) return undefined;
    const { figure, numerator, cohort, interval } = fact;
    return { kind: "published", key: organisation, figure, numerator, cohort, interval, source: sourceOf(fact) };
  };
  const of = (urn: number, { period, measure, group, stratum }: Fact, sourceOf: (fact: Fact) => Source): Beside => {
    const key = factKey(period, measure, group);
    const { authority, region } = places.get(urn) ?? {};
    return {
      nation: published("n", stratum, key, sourceOf) ?? published("n", 10, key, sourceOf) ?? published("n", 11, key, sourceOf),
      authority: published("l", authority, key, sourceOf),
      region: published("r", region, key, sourceOf) ?? (region ? pooled(region, stratum, key) : undefined),
    };
  };
  return { of, facts: [...facts.values()].flatMap((told) => [...everyFact(told)]) };
}
