import type { Stance } from "../../evidence/index.ts";
import { listEditions } from "../../frameworks/index.server.ts";
import { indicatorOf, levelOf } from "../../frameworks/index.ts";
import type { Words } from "../../language/words.ts";
import type { Look } from "../../platform/database/change.ts";
import { judgementsOn } from "../judgements/resting.store.ts";
import { paths } from "../paths.ts";

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
  const [rows, editions] = await Promise.all([judgementsOn(look, item), listEditions(look)]);
  return rows.map((row) => {
    const content = editions.find(({ id }) => id === row.editionId)?.content;
    const title = (content && indicatorOf(content, row.indicator)?.title) ?? row.indicator;
    return {
      what: `${title}, ${row.perspective === "trust" ? "the trust's judgement" : `the ${words.academy}'s own`}`,
      href: paths.indicator(slug, urn, row.indicator),
      says: (content && levelOf(content, row.level)?.name) ?? row.level,
      stance: row.stance,
      by: row.judgedBy,
      on: row.judgedOn,
      until: row.supersededOn ?? undefined,
    };
  });
};

const sources: RestingSource[] = [judgements];
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
