import { Button, type FieldRefusal, Form, type Frame, Page, Radios, Refusals, TextArea, TextField } from "../../design/house.tsx";
import { sayDay } from "../../language/period.ts";
import { sayFromFile } from "../exchange/from-file.rules.ts";
import type { PartRow } from "../parts/part.store.ts";
import { directlyUnder } from "../parts/tree.rules.ts";
import { paths } from "../paths.ts";
import type { PlanRow } from "../plans/plan.store.ts";
import { actionStates, dueOf } from "../work/action.rules.ts";
import type { StandingOfPart } from "./load-trajectories.ts";
import { type Decision, decisionWords, type Rag, ragMeans, type Verdict, verdictWords } from "./progress.rules.ts";
import type { ProgressRow } from "./progress.store.ts";
import { hasOwnTargets } from "./targets-of.rules.ts";

const rags = (["green", "amber", "red"] as const).map((rag: Rag) => ({ value: rag, text: ragMeans[rag].word, hint: ragMeans[rag].means }));
const decisions = (Object.keys(decisionWords) as Decision[]).map((value) => ({ value, text: decisionWords[value] }));

const Targets = ({ heading, standing }: { heading: string; standing: StandingOfPart | undefined }) =>
  !standing || standing.told.length === 0 ? null : (
    <>
      <p class="small-heading">{heading}</p>
      <ul class="spaced">
        {standing.told.map((one) => (
          <li>{one}</li>
        ))}
      </ul>
    </>
  );
/** What is done for a priority or an objective, and where each action is. */
const Actions = (asked: { slug: string; living: readonly PartRow[]; under: PartRow; today: string }) => {
  const actions = directlyUnder(asked.living, asked.under.id, "action");
  return actions.length === 0 ? null : (
    <>
      <p class="small-heading">{asked.under.kind === "priority" ? "Actions of the priority" : "Its actions"}</p>
      <ul class="spaced">
        {actions.map((part) => (
          <li>
            <a href={paths.action(asked.slug, part.id)}>{part.title}</a>: {actionStates[part.state].toLowerCase()}
            {part.due && `, due on ${sayDay(part.due)}`}
            {dueOf(part, asked.today) === "overdue" && <strong class="standing-not-met"> Overdue</strong>}
            {part.doing && <span class="block soft">{part.doing}</span>}
            {part.effect && <span class="block soft">Effect: {part.effect}</span>}
          </li>
        ))}
      </ul>
    </>
  );
};

export type WrittenLine = { readonly rag: string; readonly narrative: string; readonly decision: string };
export function ProgressView(asked: {
  frame: Frame;
  slug: string;
  token: string;
  plan: PlanRow;
  living: readonly PartRow[];
  today: string;
  standing: ReadonlyMap<string, StandingOfPart>;
  last: ProgressRow | undefined;
  written: { readonly on: string; readonly next: string; readonly lines: ReadonlyMap<string, WrittenLine> };
  seen: number;
  refusals: readonly FieldRefusal[];
}) {
  const { frame, slug, token, plan, living, last, written, refusals } = asked;
  return (
    <Page frame={frame} title={`${refusals.length ? "Error: " : ""}Review progress: ${plan.title}`}>
      <p>
        <a href={paths.plan(slug, plan.id)}>{plan.title}</a>
      </p>
      <h1>Review progress</h1>
      <Refusals refusals={refusals} />
      <p>The colour says how the objective goes, not how good anything is. What is saved is kept as it was said.</p>
      <Form action={paths.progress(slug, plan.id)} token={token}>
        <input type="hidden" name="reviews" value={String(asked.seen)} />
        <TextField
          name="on"
          type="date"
          label="On which day was progress reviewed?"
          hint="Targets are shown as they stand today. Of a day that is past they are kept by the periods that were over by then."
          value={written.on}
          refusals={refusals}
        />
        {directlyUnder(living, null, "priority").map((priority) => {
          const objectives = directlyUnder(living, priority.id, "objective");
          const shared = objectives.find((part) => !hasOwnTargets(living, part));
          return objectives.length === 0 ? null : (
            <>
              <h2>{priority.title}</h2>
              {shared && <Targets heading="Targets of the priority" standing={asked.standing.get(shared.id)} />}
              <Actions {...asked} under={priority} />
              {objectives.map((part) => {
                const line = written.lines.get(part.id);
                const before = last?.lines.find((one) => one.part === part.id);
                return (
                  <section class="objective" aria-labelledby={`title-${part.id}`}>
                    <h3 id={`title-${part.id}`}>{part.title}</h3>
                    {part.outcome && <p>Intended: {part.outcome}</p>}
                    {hasOwnTargets(living, part) && <Targets heading="Its targets" standing={asked.standing.get(part.id)} />}
                    <Actions {...asked} under={part} />
                    {last && before && (
                      <p class="soft">
                        On {sayDay(last.on)}: {ragMeans[before.rag].word}. {before.narrative}
                        {last.fromFile && ` ${sayFromFile({ by: last.by, on: last.writtenOn })}`}
                      </p>
                    )}
                    <Radios name={`rag-${part.id}`} label="How does it go?" options={rags} value={line?.rag} refusals={refusals} />
                    <TextArea
                      name={`narrative-${part.id}`}
                      label="What is behind that, and what shows it?"
                      value={line?.narrative}
                      rows={4}
                      refusals={refusals}
                    />
                    <Radios
                      name={`decision-${part.id}`}
                      label="What happens next?"
                      options={decisions}
                      value={line?.decision}
                      refusals={refusals}
                    />
                  </section>
                );
              })}
            </>
          );
        })}
        <TextField
          name="next"
          type="date"
          label="When is the next review?"
          hint="The first school day of the next half-term unless you say otherwise. Leave it empty where this is the last review."
          value={written.next}
          refusals={refusals}
        />
        <Button>Keep this review</Button>
      </Form>
    </Page>
  );
}

const verdicts = (Object.keys(verdictWords) as Verdict[]).map((value) => ({ value, text: verdictWords[value] }));
export function ImpactView(asked: {
  frame: Frame;
  slug: string;
  token: string;
  plan: PlanRow;
  priorities: readonly PartRow[];
  before: ReadonlyMap<string, readonly string[]>;
  after: ReadonlyMap<string, readonly string[]>;
  written: { readonly because: string; readonly lines: ReadonlyMap<string, { readonly verdict: string; readonly happened: string }> };
  refusals: readonly FieldRefusal[];
}) {
  const { frame, slug, token, plan, priorities, before, after, written, refusals } = asked;
  const list = (lines: readonly string[] | undefined, none: string) =>
    lines && lines.length > 0 ? (
      <ul class="spaced">
        {lines.map((line) => (
          <li>{line}</li>
        ))}
      </ul>
    ) : (
      <p class="soft">{none}</p>
    );
  return (
    <Page frame={frame} title={`${refusals.length ? "Error: " : ""}Judge impact: ${plan.title}`}>
      <p>
        <a href={paths.plan(slug, plan.id)}>{plan.title}</a>
      </p>
      <h1>What came of it?</h1>
      <Refusals refusals={refusals} />
      <p>
        Say what happened beside what was intended. A figure that moved while the plan went on may have moved for other reasons: it goes
        with the plan, and does not prove it. With this the plan closes.
      </p>
      <Form action={paths.impact(slug, plan.id)} token={token}>
        <input type="hidden" name="revision" value={String(plan.revision)} />
        {priorities.map((part) => {
          const line = written.lines.get(part.id);
          return (
            <section class="objective" aria-labelledby={`title-${part.id}`}>
              <h2 id={`title-${part.id}`}>{part.title}</h2>
              <p>
                <strong>Intended:</strong> {part.outcome || "Nothing was written."}
              </p>
              <div class="two-texts">
                <div>
                  <h3>Targets when first approved</h3>
                  {list(before.get(part.id), "None was named then.")}
                </div>
                <div>
                  <h3>Targets now</h3>
                  {list(after.get(part.id), "None is named.")}
                </div>
              </div>
              <Radios
                name={`verdict-${part.id}`}
                label="Did it come as intended?"
                options={verdicts}
                value={line?.verdict}
                refusals={refusals}
              />
              <TextArea
                name={`happened-${part.id}`}
                label="What happened, and what shows it?"
                value={line?.happened}
                rows={4}
                refusals={refusals}
              />
            </section>
          );
        })}
        <TextField name="because" label="Why does the plan close, and what comes after it?" value={written.because} refusals={refusals} />
        <Button>Keep this and close the plan</Button>
      </Form>
    </Page>
  );
}
