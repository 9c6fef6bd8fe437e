import { type Frame, Page } from "../../design/house.tsx";
import { sayDay } from "../../language/period.ts";
import { partKinds } from "../parts/part.rules.ts";
import type { PartRow } from "../parts/part.store.ts";
import { paths } from "../paths.ts";
import type { PlanRow } from "../plans/plan.store.ts";
import type { answersOf, toJudgeAgain } from "./diagnosis.rules.ts";

/** What should this plan answer, and what does it not? */
export function DiagnosisView(asked: {
  frame: Frame;
  slug: string;
  plan: PlanRow;
  answers: ReturnType<typeof answersOf<PartRow>>;
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
      <p>
        {all === 0
          ? "Nothing that is known asks for an answer: no open finding, no weak judgement, no target missed."
          : `Of ${all} that ${all === 1 ? "asks" : "ask"} for an answer, the plan answers ${answered.length}.`}
      </p>
      {unanswered.length > 0 && (
        <>
          <h2>Not answered ({unanswered.length})</h2>
          <ul class="spaced">
            {unanswered.map(({ says, asks }) => (
              <li>
                {says}
                <span class="block soft">{asks}</span>
              </li>
            ))}
          </ul>
          {asked.mayWrite && (
            <p>
              Choose each as a reason where it is answered, in a priority or an objective.{" "}
              <a href={paths.newPart(slug, plan.id, "priority")}>Add a priority</a>
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
                <span class="block soft">Answered by {by.map(({ kind, title }) => `the ${partKinds[kind]} “${title}”`).join(", ")}.</span>
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
