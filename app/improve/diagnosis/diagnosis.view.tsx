import { type Frame, Page } from "../../design/house.tsx";
import { sayDay } from "../../language/period.ts";
import { partKinds } from "../parts/part.rules.ts";
import type { PartSaid } from "../parts/part.store.ts";
import { paths } from "../paths.ts";
import type { AnsweredReview } from "../plans/answered-review.ts";
import { AnswersReview } from "../plans/answered-review.view.tsx";
import type { PlanRow } from "../plans/plan.store.ts";
import type { answersOf, toJudgeAgain } from "./diagnosis.rules.ts";

/** What should this plan answer, and what does it not? */
export function DiagnosisView(asked: {
  frame: Frame;
  slug: string;
  plan: PlanRow;
  review: AnsweredReview | undefined;
  answers: ReturnType<typeof answersOf<PartSaid>>;
  again: ReturnType<typeof toJudgeAgain>;
  mayWrite: boolean;
}) {
  const { frame, slug, plan, answers, again } = asked;
  const { answered, unanswered } = answers;
  const all = answered.length + unanswered.length;
  return (
    <Page frame={frame} title={`What it should answer: ${plan.title}`}>
      <p>
        <a href={paths.plan(slug, plan.id)}>{plan.title}</a>
      </p>
      <h1>What should this plan answer?</h1>
      <AnswersReview slug={slug} review={asked.review} />
      <p>
        {all === 0
          ? "Nothing that is known asks for an answer: no open finding, no weak judgement, no target missed."
          : `Of ${all} that ${all === 1 ? "asks" : "ask"} for an answer, the plan answers ${answered.length}.`}
      </p>
      {unanswered.length > 0 && (
        <>
          <h2>Not answered ({unanswered.length})</h2>
          <ul class="spaced">
            {unanswered.map(({ source, says, asks }) => (
              <li>
                {says}
                <span class="block soft">{asks}</span>
                {asked.mayWrite && (
                  <a class="no-print" href={paths.newPart(slug, plan.id, "priority", undefined, source)}>
                    Answer it with a new priority<span class="govuk-visually-hidden">: {says.slice(0, 80)}</span>
                  </a>
                )}
              </li>
            ))}
          </ul>
          {asked.mayWrite && (
            <p>
              What a priority or an objective of the plan answers already is chosen there among its reasons: open it from{" "}
              <a href={paths.plan(slug, plan.id)}>the plan</a>.
            </p>
          )}
        </>
      )}
      {answered.length > 0 && (
        <>
          <h2>Answered ({answered.length})</h2>
          <ul class="spaced">
            {answered.map(({ known, by }) => (
              <li>
                {known.says}
                <span class="block soft">
                  Answered by{" "}
                  {by.map(({ id, kind, title }, at) => (
                    <>
                      {at > 0 && ", "}
                      the {partKinds[kind]} <a href={`${paths.plan(slug, plan.id)}#part-${id}`}>“{title}”</a>
                    </>
                  ))}
                  .
                </span>
              </li>
            ))}
          </ul>
        </>
      )}
      {again.length > 0 && (
        <>
          <h2>Judge again first ({again.length})</h2>
          <p>Of these nobody can say where they stand now, so no plan can answer them yet.</p>
          <ul>
            {again.map(({ title, on }) => (
              <li>
                {title}: {on ? `last judged on ${sayDay(on)}` : "never judged"}
              </li>
            ))}
          </ul>
        </>
      )}
    </Page>
  );
}
