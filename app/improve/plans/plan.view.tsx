import type { ComponentChildren } from "preact";
import { Button, type FieldRefusal, Form, type Frame, Page, Refusals, TextField } from "../../design/house.tsx";
import { sayDay } from "../../language/period.ts";
import { counted, type Words } from "../../language/words.ts";
import { sayFromFile } from "../exchange/from-file.rules.ts";
import type { Held } from "../parts/owner.rules.ts";
import { partKinds } from "../parts/part.rules.ts";
import type { PartRow } from "../parts/part.store.ts";
import { saysItsDay } from "../parts/part-words.rules.ts";
import { directlyUnder, livingParts, totalOf } from "../parts/tree.rules.ts";
import { paths } from "../paths.ts";
import { decisionWords, ragMeans, verdictWords } from "../progress/progress.rules.ts";
import type { ImpactRow, ProgressRow } from "../progress/progress.store.ts";
import type { Trajectory } from "../progress/trajectory.rules.ts";
import { Trajectories } from "../progress/trajectory.view.tsx";
import { actionStates, dueOf, waitsOn } from "../work/action.rules.ts";
import type { AnsweredReview } from "./answered-review.ts";
import { AnswersReview } from "./answered-review.view.tsx";
import { isRunning, isWritten, planKinds } from "./plan.rules.ts";
import type { PlanRow } from "./plan.store.ts";
import { asSentence } from "./plan-words.rules.ts";
import { StateMark } from "./plans.view.tsx";
import { sayOwner } from "./say-owner.rules.ts";

export type ShownPlan = {
  readonly slug: string;
  readonly words: Words;
  readonly today: string;
  readonly plan: PlanRow;
  readonly parts: readonly PartRow[];
  /** How each target stands, in a sentence. */
  readonly kpis: Readonly<Record<string, string>>;
  /** What a part supports: its title, and where, by its id. */
  readonly above: ReadonlyMap<string, { readonly title: string; readonly plan: string; readonly planId: string }>;
  readonly mayWrite: boolean;
  /** Which objectives the last review decided to stop, and on which day. */
  readonly stopped?: ReadonlyMap<string, string> | undefined;
  /** Who holds what now; nothing where a plan is shown as it once was. */
  readonly held?: Held | undefined;
  /** How much of each part is still talked about, by its id; only for those who take part in that. */
  readonly talk?: ReadonlyMap<string, { readonly comments: number; readonly suggestions: number }> | undefined;
};

const amount = (cost: number | undefined | null) => (cost === undefined || cost === null ? undefined : `£${cost.toLocaleString("en-GB")}`);
const dayCount = (days: number | undefined | null) =>
  days === undefined || days === null ? undefined : `${days.toLocaleString("en-GB")} ${days === 1 ? "day" : "days"}`;
const Said = ({ of, children }: { of: string; children: ComponentChildren }) =>
  children ? (
    <div>
      <dt>{of}</dt>
      <dd class="narrative">{children}</dd>
    </div>
  ) : null;
const Reasons = ({ part }: { part: PartRow }) =>
  part.reasons.length === 0 ? null : (
    <div>
      <dt>Known when it was written</dt>
      <dd>
        <ul class="spaced">
          {part.reasons.map(({ says, on }) => (
            <li>
              {says}
              {!saysItsDay({ says, on }) && <span class="soft"> As it stood on {sayDay(on)}.</span>}
            </li>
          ))}
        </ul>
      </dd>
    </div>
  );
const Supports = ({ shown, part }: { shown: ShownPlan; part: PartRow }) => {
  const above = part.supports === null ? undefined : shown.above.get(part.supports);
  return above ? (
    <Said of="Supports">
      {above.title} <span class="soft">({above.plan})</span>
    </Said>
  ) : null;
};
const Talk = ({ shown, part }: { shown: ShownPlan; part: PartRow }) => {
  if (!shown.talk) return null;
  const { comments, suggestions } = shown.talk.get(part.id) ?? { comments: 0, suggestions: 0 };
  const open = [comments && counted(comments, "comment"), suggestions && counted(suggestions, "suggestion")].filter(Boolean).join(", ");
  return (
    <a class="no-print change" href={paths.talk.page(shown.slug, shown.plan.id, part.id)}>
      {open || "Comment"}
      <span class="govuk-visually-hidden">
        {" "}
        on the {partKinds[part.kind]} “{part.title}”
      </span>
    </a>
  );
};
const Edit = ({ shown, part }: { shown: ShownPlan; part: PartRow }) => (
  <>
    {shown.mayWrite && (
      <a class="no-print change" href={paths.part(shown.slug, shown.plan.id, part.id)}>
        Change
        <span class="govuk-visually-hidden">
          {" "}
          the {partKinds[part.kind]} “{part.title}”
        </span>
      </a>
    )}{" "}
    <Talk shown={shown} part={part} />
  </>
);
/** That it was decided to stop it, and where that is done: a review says so, and ends nothing. */
const Stopped = ({ shown, part }: { shown: ShownPlan; part: PartRow }) => {
  const on = shown.stopped?.get(part.id);
  return on === undefined ? null : (
    <p>
      <strong>The review of {sayDay(on)} decided to stop this.</strong> It goes on until it is ended
      {shown.mayWrite ? (
        <>
          : <a href={`${paths.part(shown.slug, shown.plan.id, part.id)}#end`}>end it, with the reason</a>.
        </>
      ) : (
        ", with the reason."
      )}
    </p>
  );
};
const Add = ({ shown, under, kinds }: { shown: ShownPlan; under: PartRow; kinds: readonly ("objective" | "criterion" | "action")[] }) =>
  shown.mayWrite ? (
    <ul class="links no-print">
      {kinds.map((kind) => (
        <li>
          <a href={paths.newPart(shown.slug, shown.plan.id, kind, under.id)}>
            Add {/^[ao]/.test(partKinds[kind]) ? "an" : "a"} {partKinds[kind]} to this {partKinds[under.kind]}
            <span class="govuk-visually-hidden"> “{under.title}”</span>
          </a>
        </li>
      ))}
    </ul>
  ) : null;

const Criteria = ({ shown, under }: { shown: ShownPlan; under: PartRow }) => {
  const criteria = directlyUnder(shown.parts, under.id, "criterion");
  return criteria.length === 0 ? null : (
    <>
      <p class="small-heading">We will know by</p>
      <ul class="spaced">
        {criteria.map((part) => (
          <li>
            {part.title} <Edit shown={shown} part={part} />
            {part.target && shown.kpis[part.target] && <span class="block soft">{shown.kpis[part.target]}</span>}
          </li>
        ))}
      </ul>
    </>
  );
};

const Actions = ({ shown, under }: { shown: ShownPlan; under: PartRow }) => {
  const actions = directlyUnder(shown.parts, under.id, "action");
  return actions.length === 0 ? null : (
    <table class="plain actions">
      <caption>Actions for “{under.title}”</caption>
      <thead>
        <tr>
          <th scope="col">Action</th>
          <th scope="col">Who leads</th>
          <th scope="col">Due</th>
          <th scope="col">State</th>
        </tr>
      </thead>
      <tbody>
        {actions.map((part) => {
          const due = dueOf(part, shown.today);
          const milestones = directlyUnder(shown.parts, part.id, "milestone");
          const later = (day: string | null) => part.due !== null && day !== null && day > part.due && ", later than this";
          const resources = [amount(part.cost), dayCount(part.days)].filter((one) => one !== undefined).join(", ");
          return (
            <tr>
              <th scope="row">
                <a href={paths.action(shown.slug, part.id)}>{part.title}</a> <Edit shown={shown} part={part} />
                {resources && <span class="block soft light">{resources}</span>}
                {waitsOn(part, shown.parts).map((other) => (
                  <span class="block soft light">
                    Waits for “{other.title}”{other.due ? `, due on ${sayDay(other.due)}` : ""}
                    {later(other.due)}
                  </span>
                ))}
                {milestones.map((milestone) => (
                  <span class="block soft light">
                    Milestone{milestone.due ? ` by ${sayDay(milestone.due)}` : ""}
                    {later(milestone.due)}: {milestone.title} <Edit shown={shown} part={milestone} />
                  </span>
                ))}
              </th>
              <td>
                <span class="line-word">Who leads: </span>
                {sayOwner(part.owners, "delivers", shown.today, shown.words, shown.held) ?? <span class="soft">nobody yet</span>}
              </td>
              <td>
                <span class="line-word">Due: </span>
                {part.due ? sayDay(part.due) : <span class="soft">no day</span>}
                {due === "overdue" && isRunning(shown.plan.state) && <strong class="block standing-not-met">Overdue</strong>}
                {due === "overdue" && shown.plan.state === "draft" && <span class="block soft">This day is past.</span>}
              </td>
              <td>
                <span class="line-word">State: </span>
                {actionStates[part.state]}
                {part.effect && <span class="block soft">Effect: {part.effect}</span>}
                {part.fromFile && <span class="block soft">{sayFromFile(part.fromFile)}</span>}
              </td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
};

/** The priorities of a plan with all that hangs under them. */
export function Priorities({ shown }: { shown: ShownPlan }) {
  const { parts, today, words } = shown;
  return (
    <>
      {directlyUnder(parts, null, "priority").map((priority, at) => {
        const total = totalOf(parts, priority.id);
        return (
          <section class="priority" id={`part-${priority.id}`} aria-labelledby={`title-${priority.id}`}>
            <h2 id={`title-${priority.id}`}>
              {at + 1}. {priority.title}
            </h2>
            <Edit shown={shown} part={priority} />
            <dl class="descriptors">
              <Said of="Why">{priority.why}</Said>
              <Reasons part={priority} />
              <Said of="How">{priority.how}</Said>
              <Said of="Leads delivery">{sayOwner(priority.owners, "delivers", today, words, shown.held)}</Said>
              <Said of="With">{priority.withWhom}</Said>
              <Said of="Leads evaluation">{sayOwner(priority.owners, "evaluates", today, words, shown.held)}</Said>
              <Said of="Adds value by">{priority.adds}</Said>
              <Said of="Intended outcome">{priority.outcome}</Said>
              <Said of="Cost, with all under it">
                {[amount(total.cost), dayCount(total.days)].filter((one) => one !== undefined).join(" and ")}
              </Said>
              <Supports shown={shown} part={priority} />
            </dl>
            <Criteria shown={shown} under={priority} />
            <Actions shown={shown} under={priority} />
            {directlyUnder(parts, priority.id, "objective").map((objective, nth) => (
              <section class="objective" id={`part-${objective.id}`}>
                <h3>
                  {at + 1}.{nth + 1} {objective.title}
                </h3>
                <Edit shown={shown} part={objective} />
                <Stopped shown={shown} part={objective} />
                <dl class="descriptors">
                  <Said of="Why">{objective.why}</Said>
                  <Reasons part={objective} />
                  <Said of="Intended outcome">{objective.outcome}</Said>
                  <Said of="Leads delivery">{sayOwner(objective.owners, "delivers", today, words, shown.held)}</Said>
                  <Said of="Leads evaluation">{sayOwner(objective.owners, "evaluates", today, words, shown.held)}</Said>
                  <Supports shown={shown} part={objective} />
                </dl>
                <Criteria shown={shown} under={objective} />
                <Actions shown={shown} under={objective} />
                <Add shown={shown} under={objective} kinds={["criterion", "action"]} />
              </section>
            ))}
            <Add shown={shown} under={priority} kinds={["objective", "criterion", "action"]} />
          </section>
        );
      })}
    </>
  );
}

export const Reviews = ({
  reviews,
  parts,
  trajectories,
}: {
  reviews: readonly ProgressRow[];
  parts: readonly PartRow[];
  trajectories: readonly (Trajectory & { readonly number: number; readonly part: string })[];
}) => (
  <>
    {reviews.map(({ number, on, next, by, fromFile, writtenOn, lines }) => (
      <section class="box">
        <h3>
          Review {number}, {sayDay(on)}
        </h3>
        <p class="soft">
          {fromFile ? sayFromFile({ by, on: writtenOn }) : `By ${by ?? "the trust"}.`}
          {next ? ` Next review on ${sayDay(next)}.` : ""}
        </p>
        {lines.length === 0 && <p class="soft">No objective was written of.</p>}
        <ul class="spaced">
          {lines.map((line) => (
            <li>
              <strong>{parts.find(({ id }) => id === line.part)?.title}</strong>:{" "}
              <span class={`rag rag-${line.rag}`}>{ragMeans[line.rag].word}</span>. {decisionWords[line.decision]}.
              <span class="block narrative">{line.narrative}</span>
              {line.kpis.map((kpi) => (
                <span class="block soft">{kpi}</span>
              ))}
              <Trajectories
                of={`${parts.find(({ id }) => id === line.part)?.title}, review ${number}`}
                trajectories={trajectories.filter((one) => one.number === number && one.part === line.part)}
                when={` on ${sayDay(on)}`}
              />
            </li>
          ))}
        </ul>
      </section>
    ))}
  </>
);

const Impact = ({ impact, parts }: { impact: readonly ImpactRow[]; parts: readonly PartRow[] }) => (
  <>
    <p>What changed while the plan went on. That it came of the plan is not proven: other things changed too.</p>
    {parts.flatMap((part) => {
      const came = impact.find((row) => row.part === part.id);
      return came
        ? [
            <section class="box">
              <h3>
                {part.title}: {verdictWords[came.verdict].toLowerCase()}
              </h3>
              <dl class="descriptors">
                <Said of="Intended">{part.outcome || "Nothing was written."}</Said>
                <Said of="What happened">{came.happened}</Said>
                <Said of="Targets when first approved">{came.before.join("\n") || "None was named."}</Said>
                <Said of="Targets at the end">{came.after.join("\n") || "None was named."}</Said>
              </dl>
              <p class="soft">
                Judged by {came.by ?? "the trust"} on {sayDay(came.on)}.
              </p>
            </section>,
          ]
        : [];
    })}
  </>
);

export function PlanView(asked: {
  frame: Frame;
  shown: ShownPlan;
  ended: readonly PartRow[];
  answers: AnsweredReview | undefined;
  /** Who approves it, for who writes it and may not. */
  approvers: string | undefined;
  reviews: readonly ProgressRow[];
  trajectories: readonly (Trajectory & { readonly number: number; readonly part: string })[];
  impact: readonly ImpactRow[];
  token: string;
  mayApprove: boolean;
  mayMakeTemplate: boolean;
  because: string;
  refusals: readonly FieldRefusal[];
}) {
  const { frame, shown, reviews, impact, token, refusals } = asked;
  const { plan, slug, mayWrite } = shown;
  const writable = isWritten(plan.state);
  const approvable = asked.mayApprove && (plan.state === "draft" || plan.state === "changed");
  const going = isRunning(plan.state);
  const way = (href: string, text: string, when = true) =>
    when ? (
      <li>
        <a href={href}>{text}</a>
      </li>
    ) : null;
  return (
    <Page frame={frame} title={`${refusals.length ? "Error: " : ""}${plan.title}: ${plan.unit}`} wide>
      <p class="no-print">
        <a href={paths.home(slug)}>Plans</a>
      </p>
      <h1>{plan.title}</h1>
      <Refusals refusals={refusals} title="This was not done" />
      <p>
        {planKinds[plan.kind]} of {plan.unit}, {sayDay(plan.begins)} to {sayDay(plan.ends)}. <StateMark state={plan.state} />
        {plan.approvedOn && (
          <span class="block soft">
            Last approved on {sayDay(plan.approvedOn)}
            {plan.approvedBy ? ` by ${plan.approvedBy}` : ""}. <a href={paths.approved(slug, plan.id)}>What was approved</a>
          </span>
        )}
        {(plan.state === "paused" || plan.state === "closed") && plan.stepOn && (
          <span class="block">
            {plan.state === "paused" ? "Paused" : "Closed"} on {sayDay(plan.stepOn)}
            {plan.stepBy ? ` by ${plan.stepBy}` : ""}: {asSentence(plan.stepBecause ?? "")} It can only be read.
          </span>
        )}
      </p>
      <AnswersReview slug={slug} review={asked.answers} />
      {asked.approvers && !asked.mayApprove && shown.parts.length > 0 && (plan.state === "draft" || plan.state === "changed") && (
        <p class="no-print">
          {plan.state === "draft" ? "This draft waits to be approved. " : "What has changed waits to be approved. "}
          {asked.approvers}
        </p>
      )}
      <ul class="links no-print">
        {way(paths.newPart(slug, plan.id, "priority"), "Add a priority", mayWrite)}
        {way(paths.diagnosis(slug, plan.id), "What it should answer")}
        {way(paths.progress(slug, plan.id), "Review progress", mayWrite && going && shown.parts.some(({ kind }) => kind === "objective"))}
        {way(paths.impact(slug, plan.id), "Judge impact and close", asked.mayApprove && plan.state === "approved")}
        {way(paths.change(slug, plan.id), "Name and days", mayWrite)}
        {way(paths.compare(slug, plan.id), "What has changed")}
        {way(paths.onePage(slug, plan.id), "On one page")}
        {way(paths.makeTemplate(slug, plan.id), "Make a template of it", asked.mayMakeTemplate && shown.parts.length > 0)}
        {way(paths.paste(slug, plan.id), "Paste from Word", mayWrite)}
        {way(paths.bringIn(slug, plan.id), "From a spreadsheet", mayWrite)}
        {way(paths.planXlsx(slug, plan.id), "Save as a spreadsheet")}
      </ul>
      {approvable && (
        <section class="box no-print">
          <h2>{plan.state === "draft" ? "Approve this plan" : "Approve what has changed"}</h2>
          {plan.state === "changed" && (
            <p>
              <a href={paths.compare(slug, plan.id)}>Read what has changed since it was last approved</a>
            </p>
          )}
          <p>
            What it says now is kept as approved. Whatever is written later asks for approval again.
            {plan.state === "changed" && " Its impact can be judged, and the plan closed, once that is given."}
          </p>
          <Form action={paths.approve(slug, plan.id)} token={token}>
            <input type="hidden" name="revision" value={String(plan.revision)} />
            <Button>Approve the plan as it stands</Button>
          </Form>
        </section>
      )}
      {shown.parts.length === 0 && <p>The plan says nothing yet.{mayWrite ? " Add its first priority." : ""}</p>}
      <Priorities shown={shown} />
      {reviews.length > 0 && (
        <>
          <h2>Reviews of progress</h2>
          <Reviews reviews={reviews} parts={[...shown.parts, ...asked.ended]} trajectories={asked.trajectories} />
        </>
      )}
      {impact.length > 0 && (
        <>
          <h2>What came of it</h2>
          <Impact impact={impact} parts={[...shown.parts, ...asked.ended]} />
        </>
      )}
      {asked.ended.length > 0 && (
        <details>
          <summary>Ended parts ({asked.ended.length})</summary>
          <ul class="spaced">
            {asked.ended.map((part) => (
              <li>
                {partKinds[part.kind]}: {part.title}
                <span class="block soft">{part.endedBecause ?? "What it hung under has ended."}</span>
              </li>
            ))}
          </ul>
        </details>
      )}
      {asked.mayApprove && (going || plan.state === "paused") && (
        <details class="no-print" open={refusals.some(({ field }) => field === "because")}>
          <summary>{plan.state === "paused" ? "Take the plan up again" : "Pause the plan"}</summary>
          <Form action={paths.step(slug, plan.id)} token={token}>
            <input type="hidden" name="step" value={plan.state === "paused" ? "resume" : "pause"} />
            <TextField name="because" label="Why?" value={asked.because} refusals={refusals} />
            <Button secondary>{plan.state === "paused" ? "Take it up again" : "Pause it"}</Button>
          </Form>
        </details>
      )}
      {!writable && <p class="soft">History is kept; nothing here can be changed.</p>}
    </Page>
  );
}

/** A plan as it was approved. */
export function ApprovedView(asked: {
  frame: Frame;
  shown: ShownPlan;
  on: string;
  by: string | null;
  others: readonly { on: string; by: string | null; revision: number; nth: number }[];
}) {
  const { frame, shown, on, by, others } = asked;
  return (
    <Page frame={frame} title={`As approved: ${shown.plan.title}`} wide>
      <p class="no-print">
        <a href={paths.plan(shown.slug, shown.plan.id)}>The plan as it stands now</a>
      </p>
      <h1>{shown.plan.title}, as it was approved</h1>
      <p>
        Approved on {sayDay(on)}
        {by ? ` by ${by}` : ""}, for {sayDay(shown.plan.begins)} to {sayDay(shown.plan.ends)}.
      </p>
      <Priorities shown={shown} />
      {others.length > 0 && (
        <>
          <h2>Other approvals</h2>
          <ul>
            {others.map((other) => (
              <li>
                <a href={`${paths.approved(shown.slug, shown.plan.id)}?revision=${other.revision}`}>
                  Approval {other.nth}, {sayDay(other.on)}
                </a>
                {other.by ? `, by ${other.by}` : ""}
              </li>
            ))}
          </ul>
        </>
      )}
    </Page>
  );
}

/** A plan on one printed page: each priority in a row. */
export function OnePageView({ frame, shown }: { frame: Frame; shown: ShownPlan }) {
  const { plan, parts, today, words, slug } = shown;
  const living = livingParts(parts);
  return (
    <Page frame={frame} title={`On one page: ${plan.title}`} wide>
      <p class="no-print">
        <a href={paths.plan(slug, plan.id)}>The whole plan</a>
      </p>
      <h1>{plan.title}</h1>
      <p>
        {planKinds[plan.kind]} of {plan.unit}, {sayDay(plan.begins)} to {sayDay(plan.ends)}. <StateMark state={plan.state} />
      </p>
      <table class="plain one-page">
        <thead>
          <tr>
            <th scope="col">Priority</th>
            <th scope="col">Who leads</th>
            <th scope="col">Intended outcome</th>
            <th scope="col">We will know by</th>
          </tr>
        </thead>
        <tbody>
          {directlyUnder(living, null, "priority").map((priority, at) => {
            const under = directlyUnder(living, priority.id, "objective");
            const criteria = [priority, ...under].flatMap(({ id }) => directlyUnder(living, id, "criterion"));
            return (
              <tr>
                <th scope="row">
                  {at + 1}. {priority.title}
                  {under.map(({ title }) => (
                    <span class="block soft light">{title}</span>
                  ))}
                </th>
                <td>
                  <span class="line-word">Who leads: </span>
                  {sayOwner(priority.owners, "delivers", today, words, shown.held) ?? "Nobody yet"}
                </td>
                <td>
                  <span class="line-word">Intended outcome: </span>
                  {priority.outcome || "Not written"}
                </td>
                <td>
                  <span class="line-word">We will know by: </span>
                  {criteria.length === 0 ? (
                    "Not written"
                  ) : criteria.length === 1 ? (
                    criteria[0]?.title
                  ) : (
                    <ul class="criteria">
                      {criteria.map(({ title }) => (
                        <li>{title}</li>
                      ))}
                    </ul>
                  )}
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </Page>
  );
}
