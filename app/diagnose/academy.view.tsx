import { CategoryTag, type Frame, LevelMark, Page } from "../design/house.tsx";
import { sayKind } from "../evidence/index.ts";
import { categoriesOf, categoryOf, type EditionContent, isStale, levelOf, sayRecommendation, sayWayOn } from "../frameworks/index.ts";
import { daysBetween, sayAge, sayDay } from "../language/period.ts";
import { counted, type Words } from "../language/words.ts";
import { monthsLeft, sayClock } from "./categories/clock.rules.ts";
import type { DecisionRow } from "./categories/decision.store.ts";
import { type HeldCategory, periodsHeld } from "./categories/held.rules.ts";
import type { Coverage } from "./judgements/coverage.rules.ts";
import { paths } from "./paths.ts";
import type { AcademyStanding } from "./standing.store.ts";

export const ageOf = (day: string, today: string) => sayAge(daysBetween(Temporal.PlainDate.from(day), Temporal.PlainDate.from(today)));

const sayHeld = (period: HeldCategory | undefined) =>
  !period
    ? "never: decided anew before it took effect"
    : period.until
      ? `${sayDay(period.from)} to ${sayDay(Temporal.PlainDate.from(period.until).subtract({ days: 1 }).toString())}`
      : `from ${sayDay(period.from)}`;

type Asked = {
  frame: Frame;
  slug: string;
  edition: EditionContent;
  number: number;
  /** What each edition said, by its id: a decision is read by the edition it was made on. */
  editions: ReadonlyMap<string, EditionContent>;
  standing: AcademyStanding;
  decisions: readonly DecisionRow[];
  today: string;
  words: Words;
};

/** What a judgement rests on, in a cell: how much, of what kinds, how fresh, and what stands against it. */
function RestsOn({ coverage, edition, today }: { coverage: Coverage; edition: EditionContent; today: string }) {
  const { pieces, kinds, newest, against, withdrawn } = coverage;
  return (
    <>
      {counted(pieces, "piece")}
      {kinds.length > 0 && `: ${kinds.map(sayKind).join(", ")}`}
      {newest && (
        <span class="block soft">
          newest {ageOf(newest, today)} old{isStale(edition, newest, today) && <strong>, stale</strong>}
        </span>
      )}
      {against > 0 && <span class="block">{against} against</span>}
      {withdrawn > 0 && <span class="block">{withdrawn} withdrawn</span>}
    </>
  );
}

/** How is this academy, why do we say so, and what next? */
export function AcademyView({ frame, slug, edition, number, editions, standing, decisions, today, words }: Asked) {
  const { academy, recommendation, wayOn, decision, held } = standing;
  const periods = new Map(periodsHeld(decisions.toReversed()).map((period) => [period.decisionId, period]));
  const place = (key: string) => categoriesOf(edition).findIndex((category) => category.key === key);
  const months = academy.joined ? monthsLeft(academy.joined, academy.clockYears, today) : undefined;
  const facts = [
    academy.phase,
    academy.lowAge !== null && academy.highAge !== null ? `${academy.lowAge}–${academy.highAge}` : undefined,
    academy.town,
    academy.pupils ? `${academy.pupils} pupils` : undefined,
    `URN ${academy.urn}`,
    academy.predecessors.length ? `before: URN ${academy.predecessors.join(", ")}` : undefined,
    academy.joined ? `in the trust since ${sayDay(academy.joined)}` : "date joined not known",
  ];
  return (
    <Page frame={frame} title={academy.name} wide>
      <p class="soft">{academy.regionName ?? `No ${words.region} yet`}</p>
      <h1>{academy.name}</h1>
      <p class="lede">{facts.filter(Boolean).join(" · ")}</p>
      <p>
        <a href={`/${slug}/inspection/${academy.urn}`}>Inspections, and when the next may come</a>
      </p>
      <section class="box">
        <h2>
          {held ? (
            <>
              <CategoryTag name={categoryOf(edition, held.category)?.name ?? held.category} place={place(held.category)} /> decided by the{" "}
              {words.board} on {sayDay(held.decidedOn)}
            </>
          ) : decision ? (
            "No category yet"
          ) : (
            `The ${words.board} has not decided yet`
          )}
        </h2>
        {decision && decision.effectiveFrom > today && (
          <p>
            From {sayDay(decision.effectiveFrom)}:{" "}
            <CategoryTag name={categoryOf(edition, decision.category)?.name ?? decision.category} place={place(decision.category)} />,
            decided on {sayDay(decision.decidedOn)}.
          </p>
        )}
        <p>
          What the judgements give today: <strong>{sayRecommendation(edition, recommendation)}</strong>
          {wayOn && <> {sayWayOn(edition, wayOn)}.</>}
          {months !== undefined && held?.category !== edition.categories[0]?.key && (
            <>
              {" "}
              {months < 0
                ? `The ${academy.clockYears} years to ${edition.categories[0]?.name} are over.`
                : `Time left of ${academy.clockYears} years to ${edition.categories[0]?.name}: ${sayClock(months)}.`}
            </>
          )}
        </p>
        {recommendation.kind === "recommended" && recommendation.counts.length > 0 && (
          <details>
            <summary>Why, rule by rule</summary>
            <ul class="govuk-list govuk-list--bullet">
              {recommendation.counts.map(({ need, met, needed }) => (
                <li>
                  “{levelOf(edition, need.atLeast)?.name}” or better{need.shareable ? ", marked as one others can learn from," : ""} in{" "}
                  {met}; the rule asks for {needed}.
                </li>
              ))}
            </ul>
          </details>
        )}
        {held?.reason && (
          <p>
            Reason of the {words.board}: {held.reason}
          </p>
        )}
      </section>
      <p>
        <a href={`/${slug}/academies/${academy.urn}`}>The whole diagnosis</a>
      </p>
      <h2>Against the {edition.indicators.length} indicators</h2>
      <table class="plain">
        <thead>
          <tr>
            <th scope="col">Indicator</th>
            <th scope="col">Trust's judgement</th>
            <th scope="col">Self-evaluation</th>
            <th scope="col">Direction</th>
            <th scope="col">Rests on</th>
            <th scope="col">Judged</th>
          </tr>
        </thead>
        <tbody>
          {edition.indicators.map((indicator) => {
            const judgement = standing.trustJudgements.get(indicator.key);
            const self = standing.selfJudgements.get(indicator.key);
            const level = judgement && levelOf(edition, judgement.level);
            return (
              <tr>
                <th scope="row">
                  <a href={paths.indicator(slug, academy.urn, indicator.key)}>
                    {indicator.ordinal} {indicator.title}
                  </a>
                </th>
                <td data-label="Trust's judgement">
                  <LevelMark rank={level?.rank} /> {level?.name ?? "Not judged"}
                  {judgement?.canShare ? " – can be shared" : ""}
                </td>
                <td data-label="Self-evaluation">
                  {self ? (
                    self.level === judgement?.level ? (
                      "agrees"
                    ) : (
                      `says ${levelOf(edition, self.level)?.name}`
                    )
                  ) : (
                    <span class="soft">none</span>
                  )}
                </td>
                <td data-label="Direction">{judgement ? `${judgement.direction}, ${judgement.confidence} confidence` : ""}</td>
                <td data-label="Rests on">{judgement && <RestsOn coverage={judgement.coverage} edition={edition} today={today} />}</td>
                <td data-label="Judged">
                  {judgement &&
                    (isStale(edition, judgement.judgedOn, today) ? (
                      <strong>{ageOf(judgement.judgedOn, today)} ago, stale</strong>
                    ) : (
                      `${ageOf(judgement.judgedOn, today)} ago`
                    ))}
                  {judgement && judgement.edition !== number && <span class="soft"> on edition {judgement.edition}, carried over</span>}
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
      {decisions.length > 0 && (
        <section>
          <h2>Decisions</h2>
          <table class="plain">
            <thead>
              <tr>
                <th scope="col">Decided</th>
                <th scope="col">Category</th>
                <th scope="col">Held</th>
                <th scope="col">The judgements then gave</th>
                <th scope="col">Reason</th>
                <th scope="col">What the {words.board} saw</th>
              </tr>
            </thead>
            <tbody>
              {decisions.map((one) => {
                const then = editions.get(one.editionId) ?? edition;
                return (
                  <tr>
                    <th scope="row">{sayDay(one.decidedOn)}</th>
                    <td data-label="Category">{categoryOf(then, one.category)?.name ?? one.category}</td>
                    <td data-label="Held">{sayHeld(periods.get(one.id))}</td>
                    <td data-label="The judgements then gave">
                      {one.recommended ? (categoryOf(then, one.recommended)?.name ?? one.recommended) : "no recommendation"}
                    </td>
                    <td data-label="Reason">{one.reason ?? ""}</td>
                    <td data-label={`What the ${words.board} saw`}>
                      <details>
                        <summary>{one.saw.judgements.length} judgements</summary>
                        <ul class="govuk-list">
                          {one.saw.judgements.map((seen) => (
                            <li>
                              {then.indicators.find(({ key }) => key === seen.indicator)?.title}: {levelOf(then, seen.level)?.name}
                            </li>
                          ))}
                        </ul>
                      </details>
                    </td>
                  </tr>
                );
              })}
            </tbody>
          </table>
        </section>
      )}
    </Page>
  );
}
