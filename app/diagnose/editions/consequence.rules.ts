import { type EditionContent, indicatorOf, type Recommendation, sayRecommendation } from "../../frameworks/index.ts";
import type { Standing, TrustStanding } from "../standing.store.ts";

/** Another category, or none that is certain until what is new has been judged; nothing where both are the same. */
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
        changes: then && changeOf(certainIn(old, recommendation), certainIn(next, then)),
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
/** The category that is certain: the one recommended, or the only one that is left whatever the indicators not judged yet will say. */
function certainIn(edition: EditionContent, recommendation: Recommendation): string | undefined {
  if (recommendation.kind === "recommended") return recommendation.category;
  if (recommendation.kind === "no-categories") return undefined;
  const lowest = recommendation.atLeast ?? edition.otherwise;
  return lowest?.key === recommendation.atMost.key ? lowest.key : undefined;
}
const changeOf = (before: string | undefined, after: string | undefined): Change =>
  before === after ? undefined : after === undefined ? "none-yet" : "another";
