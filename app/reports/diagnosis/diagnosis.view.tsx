import { CategoryTag, type Frame, LevelMark, Page } from "../../design/house.tsx";
import type { AcademyStanding, FindingOfUnit, ReviewOfUnit } from "../../diagnose/index.server.ts";
import { diagnosePaths, reviewPaths, sayKind, sayState } from "../../diagnose/index.ts";
import { categoriesOf, categoryOf, type EditionContent, isStale, levelOf, sayRecommendation } from "../../frameworks/index.ts";
import type { InspectionTold } from "../../inspection/index.server.ts";
import { inspectionPaths } from "../../inspection/index.ts";
import { sayDay } from "../../language/period.ts";
import { sayPeriod } from "../../language/school-year.ts";
import { counted, type Words } from "../../language/words.ts";
import type { Headline } from "../../measures/index.server.ts";
import { measurePaths } from "../../measures/index.ts";
import type { Offered } from "../../strengths/index.server.ts";
import { strengthPaths } from "../../strengths/index.ts";
import { sayApart } from "../dashboard.facts.ts";
import { type Missing, type StagePosition, sayMissing } from "./diagnosis.facts.ts";

const shownReviews = 8;

/** What do we know of this academy as a whole, and what do we not know? */
export function DiagnosisView({
  frame,
  slug,
  words,
  edition,
  standing,
  today,
  position,
  reviews,
  open,
  strengths,
  offered,
  headlines,
  inspection,
  missing,
}: {
  frame: Frame;
  slug: string;
  words: Words;
  edition: EditionContent;
  standing: AcademyStanding;
  today: string;
  position: StagePosition | undefined;
  reviews: readonly ReviewOfUnit[];
  open: readonly FindingOfUnit[];
  strengths: readonly FindingOfUnit[];
  offered: readonly Offered[];
  headlines: readonly Headline[];
  inspection: InspectionTold | undefined;
  missing: readonly Missing[];
}) {
  const { academy, held, recommendation } = standing;
  const rank = (level: string) => levelOf(edition, level)?.rank ?? 0;
  return (
    <Page frame={frame} title={`${academy.name}: the whole diagnosis`} wide>
      <p>
        <a href={diagnosePaths.academy(slug, academy.urn)}>{academy.name}, indicator by indicator</a>
      </p>
      <h1>{academy.name}: the whole diagnosis</h1>
      <p class="soft">
        {academy.phase} · {academy.pupils ? counted(academy.pupils, "pupil") : "number of pupils not known"}
        {academy.regionName && ` · ${academy.regionName}`}
        {academy.joined && ` · joined ${sayDay(academy.joined)}`} · as at {sayDay(today)}
      </p>
      <section class="box">
        <h2>Category</h2>
        <p>
          {held ? (
            <>
              <CategoryTag
                name={categoryOf(edition, held.category)?.name ?? held.category}
                place={categoriesOf(edition).findIndex(({ key }) => key === held.category)}
              />{" "}
              decided by the {words.board} on {sayDay(held.decidedOn)}.
            </>
          ) : (
            `The ${words.board} has not decided it yet.`
          )}{" "}
          What the judgements give today: {sayRecommendation(edition, recommendation)}
        </p>
        {position && (
          <p>
            Of the five stages: {position.reached ? <strong>“{position.reached}” is in place</strong> : "none is in place yet"}
            {position.next ? `; next is “${position.next}”` : ""}.{" "}
            <span class="soft">
              {position.judged} of {position.of} judged.
            </span>
          </p>
        )}
      </section>
      {missing.length > 0 && (
        <section class="box box-ask">
          <h2>What is missing</h2>
          <ul class="govuk-list govuk-list--bullet">
            {missing.map((one) => (
              <li>{sayMissing(one, edition.indicators.length)}</li>
            ))}
          </ul>
        </section>
      )}
      <section>
        <h2>The {edition.indicators.length} indicators, the trust's view beside the academy's own</h2>
        <table class="plain">
          <thead>
            <tr>
              <th scope="col">Indicator</th>
              <th scope="col">The trust</th>
              <th scope="col">The {words.academy}</th>
              <th scope="col">Difference</th>
              <th scope="col">Rests on</th>
              <th scope="col">Judged</th>
            </tr>
          </thead>
          <tbody>
            {edition.indicators.map((indicator) => {
              const trust = standing.trustJudgements.get(indicator.key);
              const own = standing.selfJudgements.get(indicator.key);
              const apart = trust && own ? rank(own.level) - rank(trust.level) : undefined;
              return (
                <tr>
                  <th scope="row">
                    <a href={diagnosePaths.indicator(slug, academy.urn, indicator.key)}>
                      {indicator.ordinal} {indicator.title}
                    </a>
                  </th>
                  <td data-label="The trust">
                    <LevelMark rank={trust && rank(trust.level)} of={edition.levels.length} />{" "}
                    {(trust && levelOf(edition, trust.level)?.name) ?? "not judged"}
                    {trust && <span class="soft"> {trust.direction}</span>}
                  </td>
                  <td data-label={`The ${words.academy}`}>
                    {(own && levelOf(edition, own.level)?.name) ?? <span class="soft">not judged</span>}
                  </td>
                  <td data-label="Difference">{trust || own ? sayApart({ apart, levelKey: trust?.level, own: undefined }) : ""}</td>
                  <td data-label="Rests on">
                    {trust && counted(trust.coverage.pieces, "piece")}
                    {trust?.coverage.against ? `, ${trust.coverage.against} against` : ""}
                  </td>
                  <td data-label="Judged">
                    {trust && sayDay(trust.judgedOn)}
                    {trust && isStale(edition, trust.judgedOn, today) && <strong>, stale</strong>}
                  </td>
                </tr>
              );
            })}
          </tbody>
        </table>
      </section>
      <section>
        <h2>Numbers</h2>
        {headlines.length === 0 ? (
          <p>No published results of this school have been imported.</p>
        ) : (
          <table class="plain">
            <thead>
              <tr>
                <th scope="col">Measure</th>
                <th scope="col">Value</th>
                <th scope="col">Percentile</th>
                <th scope="col">More</th>
              </tr>
            </thead>
            <tbody>
              {headlines.map(({ measure, value, said }) => (
                <tr>
                  <th scope="row">
                    <a href={measurePaths.measure(slug, measure.code, { period: value.period })}>{measure.name}</a>{" "}
                    <span class="soft">{sayPeriod(value.period)}</span>
                  </th>
                  <td data-label="Value">{said[0]?.replace(/\.$/, "")}</td>
                  <td data-label="Percentile">{value.percentile ? value.percentile.whole : <span class="soft">none</span>}</td>
                  <td data-label="More" class="soft">
                    {said.slice(1).join(" ")}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        )}
      </section>
      {inspection && (
        <section>
          <h2>Inspection</h2>
          <p>
            <a href={inspectionPaths.academy(slug, academy.urn)}>Next</a>: {inspection.window}
          </p>
          <ul class="govuk-list govuk-list--bullet">
            {inspection.last.map(({ scale, said }) => (
              <li>
                {scale}: {said}
              </li>
            ))}
            <li>{inspection.readiness}</li>
          </ul>
        </section>
      )}
      <Found title="Open findings" none="None is open." slug={slug} findings={open} edition={edition} />
      <Found title="Strengths found" none="None was found in a review yet." slug={slug} findings={strengths} edition={edition} />
      <section>
        <h2>What it has for others</h2>
        {offered.length === 0 ? (
          <p>It offers nothing that a judgement stands behind.</p>
        ) : (
          <ul class="govuk-list govuk-list--bullet">
            {offered.map(({ href, says, about }) => (
              <li>
                <a href={href}>{says}</a> <span class="soft">({about})</span>
              </li>
            ))}
          </ul>
        )}
        <p>
          <a href={strengthPaths.academy(slug, academy.urn)}>Its strengths, offers and specialisms</a>
        </p>
      </section>
      <section>
        <h2>Last reviews</h2>
        {reviews.length === 0 ? (
          <p>There is none that you may see.</p>
        ) : (
          <ul class="govuk-list govuk-list--bullet">
            {reviews.slice(0, shownReviews).map((review) => (
              <li>
                <a href={reviewPaths.review(slug, review.id)}>
                  {sayKind(review.kind)} by {review.framework}
                </a>
                : {sayState(review.kind, review.state).toLocaleLowerCase("en-GB")}, planned on {sayDay(review.plannedOn)}
              </li>
            ))}
          </ul>
        )}
      </section>
    </Page>
  );
}

function Found({
  title,
  none,
  slug,
  findings,
  edition,
}: {
  title: string;
  none: string;
  slug: string;
  findings: readonly FindingOfUnit[];
  edition: EditionContent;
}) {
  return (
    <section>
      <h2>{title}</h2>
      {findings.length === 0 ? (
        <p>{none}</p>
      ) : (
        <ul class="govuk-list govuk-list--bullet">
          {findings.map((finding) => (
            <li>
              <a href={reviewPaths.oneFinding(slug, finding.id)}>{finding.text}</a>{" "}
              <span class="soft">
                ({edition.indicators.find(({ key }) => key === finding.indicator)?.title ?? finding.indicator}
                {finding.severity && `, ${finding.severity}`})
              </span>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
