import { type EditionContent, indicatorOf, type Recommendation, sayRecommendation } from "../../frameworks/index.ts";
import type { Standing, TrustStanding } from "../standing.store.ts";

/** Another category, or none until what is new has been judged; nothing where both are the same. */
export type Change = "another" | "none-yet" | undefined;

export type Consequence = {
  readonly indicators: readonly {
    readonly ordinal: number;
    readonly title: string;
    /** The title of the indicator it carries on; none where it is new. */
    readonly carriesOn: string | undefined;
    /** In how many academies; said only of the framework whose categories count. */
    readonly judged: number | undefined;
    readonly notJudged: number | undefined;
  }[];
  readonly dropped: readonly { readonly title: string; readonly judged: number | undefined }[];
  readonly academies: readonly { readonly name: string; readonly before: string; readonly after: string; readonly changes: Change }[];
};

/** What would become of every academy if the edition changed now: who is judged in what, and the recommended category before and after. */
export function consequenceOf(
  before: TrustStanding,
  after: TrustStanding,
  forerunners: Readonly<Record<string, string>>,
  dropped: readonly string[],
): Consequence {
  const [old, next] = [before.edition.content, after.edition.content];
  const judgedIn = (standings: readonly Standing[], key: string) =>
    standings.filter(({ trustJudgements }) => trustJudgements.has(key)).length;
  return {
    indicators: next.indicators.map(({ key, ordinal, title }) => {
      const judged = judgedIn(after.academies, key);
      return {
        ordinal,
        title,
        carriesOn: indicatorOf(old, forerunners[key] ?? "")?.title,
        judged,
        notJudged: after.academies.length - judged,
      };
    }),
    dropped: dropped.map((key) => ({ title: indicatorOf(old, key)?.title ?? key, judged: judgedIn(before.academies, key) })),
    academies: before.academies.map(({ academy, recommendation }) => {
      const then = after.academies.find((one) => one.academy.unitId === academy.unitId)?.recommendation;
      return {
        name: academy.name,
        before: say(old, recommendation),
        after: then ? say(next, then) : "",
        changes: then && changeOf(recommendation, then),
      };
    }),
  };
}

/** What a framework that decides no category would carry on and drop; its first edition carries nothing on. */
export const carriedOver = (
  old: EditionContent | undefined,
  next: EditionContent,
  forerunners: Readonly<Record<string, string>>,
  dropped: readonly string[],
): Consequence => {
  const title = (key: string) => old && indicatorOf(old, key)?.title;
  return {
    indicators: next.indicators.map((indicator) => ({
      ordinal: indicator.ordinal,
      title: indicator.title,
      carriesOn: title(forerunners[indicator.key] ?? ""),
      judged: undefined,
      notJudged: undefined,
    })),
    dropped: dropped.map((key) => ({ title: title(key) ?? key, judged: undefined })),
    academies: [],
  };
};

const say = (edition: EditionContent, recommendation: Recommendation) =>
  recommendation.kind === "recommended" ? recommendation.name : sayRecommendation(edition, recommendation);
const keyOf = (recommendation: Recommendation) => (recommendation.kind === "recommended" ? recommendation.category : undefined);
const changeOf = (before: Recommendation, after: Recommendation): Change =>
  keyOf(before) === keyOf(after) ? undefined : after.kind === "recommended" ? "another" : "none-yet";
