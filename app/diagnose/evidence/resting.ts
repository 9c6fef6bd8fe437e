import type { Stance } from "../../evidence/index.ts";
import { indicatorOf, levelOf } from "../../frameworks/index.ts";
import type { Words } from "../../language/words.ts";
import type { Look } from "../../platform/database/change.ts";
import { sayJudgementOf } from "../judgements/judgement.rules.ts";
import { judgementsOn } from "../judgements/resting.store.ts";
import { reviewPaths } from "../reviews/paths.ts";
import { reviewsOn } from "../reviews/resting.store.ts";
import { sayKind } from "../reviews/review.words.ts";

import { contentsOf, wayToIndicator } from "./contents.ts";

/** One thing that rests on a piece of evidence. */
export type Resting = {
  /** What it is, in words that make a link. */
  readonly what: string;
  readonly href: string;
  readonly says: string;
  readonly stance: Stance | undefined;
  readonly by: string;
  readonly on: string;
  /** The day from which it no longer stands; none while it does. */
  readonly until: string | undefined;
};
export type RestingPlace = { readonly slug: string; readonly urn: number; readonly words: Words };
/** Tells what of one kind rests on a piece of evidence. */
export type RestingSource = (look: Look, item: string, place: RestingPlace) => Promise<Resting[]>;

/** The judgements on a piece, those that were superseded too. */
const judgements: RestingSource = async (look, item, { slug, urn, words }) => {
  const rows = await judgementsOn(look, item);
  const contents = await contentsOf(
    look,
    rows.map(({ editionId }) => editionId),
  );
  return rows.map((row) => {
    const content = contents.get(row.editionId);
    const title = (content && indicatorOf(content, row.indicator)?.title) ?? row.indicator;
    return {
      what: `${title}, ${sayJudgementOf(row.perspective, words)}`,
      href: wayToIndicator(slug, urn, content, row.indicator),
      says: (content && levelOf(content, row.level)?.name) ?? row.level,
      stance: row.stance,
      by: row.judgedBy,
      on: row.judgedOn,
      until: row.supersededOn ?? undefined,
    };
  });
};

/** What of agreed reviews rests on a piece. */
const reviews: RestingSource = async (look, item, { slug }) => {
  const rows = await reviewsOn(look, item);
  const contents = await contentsOf(
    look,
    rows.map(({ editionId }) => editionId),
  );
  return rows.map((row) => {
    const content = contents.get(row.editionId);
    const title = (content && indicatorOf(content, row.indicator)?.title) ?? row.indicator;
    return {
      what: row.findingId ? `${title}, a finding that was closed` : `${title}, ${sayKind(row.kind).toLowerCase()}`,
      href: row.findingId ? reviewPaths.oneFinding(slug, row.findingId) : reviewPaths.review(slug, row.reviewId),
      says: (content && row.level && levelOf(content, row.level)?.name) || (row.level ?? ""),
      stance: row.stance ?? undefined,
      by: row.by,
      on: row.on,
      until: undefined,
    };
  });
};

const sources: RestingSource[] = [judgements, reviews];
/** Lets a slice that comes after this one tell what of its own rests on evidence. */
export const alsoRestsOn = (source: RestingSource): void => {
  if (!sources.includes(source)) sources.push(source);
};

/** Everything that rests on a piece of evidence: what stands first, then what did, each the newest first. */
export async function restingOn(look: Look, item: string, place: RestingPlace): Promise<Resting[]> {
  const all = (await Promise.all(sources.map((source) => source(look, item, place)))).flat();
  const order = ({ until, on }: Resting) => `${until === undefined ? 1 : 0} ${on}`;
  return all.toSorted((one, other) => (order(one) < order(other) ? 1 : order(one) > order(other) ? -1 : 0));
}
