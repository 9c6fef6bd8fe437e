import {
  Button,
  type FieldRefusal,
  Form,
  type Frame,
  Notice,
  type Option,
  Page,
  Refusals,
  Select,
  TextField,
} from "../../design/house.tsx";
import { sayDay } from "../../language/period.ts";
import { paths } from "../paths.ts";
import type { Rag } from "../progress/progress.rules.ts";
import type { Template } from "../templates/template.rules.ts";
import { TemplateParts } from "../templates/template.view.tsx";
import type { AnsweredReview } from "./answered-review.ts";
import { AnswersReview } from "./answered-review.view.tsx";
import { isRunning, type PlanState, planKinds } from "./plan.rules.ts";
import type { PlanRow } from "./plan.store.ts";
import { stateWords } from "./plan-words.rules.ts";

const tones: Readonly<Record<PlanState, readonly [string, string]>> = {
  draft: ["cannot-say", "✎"],
  approved: ["met", "✓"],
  changed: ["not-met", "↻"],
  paused: ["cannot-say", "‖"],
  closed: ["cannot-say", "■"],
};
/** Where a plan stands, by sign and word. */
export const StateMark = ({ state }: { state: PlanState }) => (
  <strong class={`state standing-${tones[state][0]}`}>
    <span aria-hidden="true">{tones[state][1]}</span> {stateWords[state]}
  </strong>
);
const colours: readonly Rag[] = ["red", "amber", "green"];
const sayColours = (counts: Readonly<Record<Rag, number>>) =>
  colours.flatMap((rag) => (counts[rag] > 0 ? [`${counts[rag]} ${rag}`] : [])).join(", ");

export function PlansView(asked: {
  frame: Frame;
  slug: string;
  plans: readonly PlanRow[];
  colours: ReadonlyMap<string, Readonly<Record<Rag, number>>>;
  mayBegin: boolean;
  mayAlign: boolean;
}) {
  const { frame, slug, plans, mayBegin, mayAlign } = asked;
  const open = plans.filter(({ state }) => state !== "closed");
  const closed = plans.filter(({ state }) => state === "closed");
  const table = (rows: readonly PlanRow[], caption: string) => (
    <table class="plain plans">
      <caption>{caption}</caption>
      <thead>
        <tr>
          <th scope="col">Plan</th>
          <th scope="col">For</th>
          <th scope="col">Days</th>
          <th scope="col">State</th>
          <th scope="col">Last review of progress</th>
        </tr>
      </thead>
      <tbody>
        {rows.map((plan) => {
          const counts = asked.colours.get(plan.id);
          return (
            <tr>
              <th scope="row">
                <a href={paths.plan(slug, plan.id)}>{plan.title}</a>
                <span class="block soft light">{planKinds[plan.kind]}</span>
              </th>
              <td data-label="For">{plan.unit}</td>
              <td data-label="Days">
                {sayDay(plan.begins)} to {sayDay(plan.ends)}
              </td>
              <td data-label="State">
                <StateMark state={plan.state} />
              </td>
              <td data-label="Last review of progress">
                {counts ? sayColours(counts) : <span class="soft">none yet</span>}
                {plan.nextReview && isRunning(plan.state) && <span class="block soft">next on {sayDay(plan.nextReview)}</span>}
              </td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
  return (
    <Page frame={frame} title="Plans" wide>
      <h1>Plans</h1>
      <ul class="links">
        {mayBegin && (
          <li>
            <a href={paths.newPlan(slug)}>Begin a plan</a>
          </li>
        )}
        {mayBegin && (
          <li>
            <a href={paths.bringNew(slug)}>Begin one from a spreadsheet</a>
          </li>
        )}
        {mayBegin && (
          <li>
            <a href={paths.templates(slug)}>Templates</a>
          </li>
        )}
        {mayAlign && (
          <li>
            <a href={paths.alignment(slug)}>How the plans hang together</a>
          </li>
        )}
        <li>
          <a href={paths.across(slug)}>Plans side by side</a>
        </li>
      </ul>
      {plans.length === 0 && <p>There is no plan yet that you may read.{mayBegin ? " Begin the first." : ""}</p>}
      {open.length > 0 && table(open, "Plans that go on")}
      {closed.length > 0 && table(closed, "Closed plans")}
    </Page>
  );
}

export type WrittenPlan = Readonly<Record<"kind" | "unit" | "review" | "title" | "begins" | "ends", string>> & {
  readonly template?: string;
};
const Days = ({ written, refusals }: { written: WrittenPlan; refusals: readonly FieldRefusal[] }) => (
  <>
    <TextField name="title" label="What is it called?" value={written.title} refusals={refusals} />
    <TextField
      name="begins"
      type="date"
      label="Its first day"
      hint="Any day: a plan need not follow the school year."
      value={written.begins}
      refusals={refusals}
    />
    <TextField name="ends" type="date" label="Its last day" value={written.ends} refusals={refusals} />
  </>
);

export function NewPlanView(asked: {
  frame: Frame;
  slug: string;
  token: string;
  written: WrittenPlan;
  kinds: readonly Option[];
  units: readonly Option[];
  reviews: readonly Option[];
  templates: readonly (Option & { readonly template: Template })[];
  refusals: readonly FieldRefusal[];
}) {
  const { frame, slug, token, written, refusals } = asked;
  return (
    <Page frame={frame} title={`${refusals.length ? "Error: " : ""}Begin a plan`}>
      <p>
        <a href={paths.home(slug)}>Plans</a>
      </p>
      <h1>Begin a plan</h1>
      <Refusals refusals={refusals} />
      <Form action={paths.newPlan(slug)} token={token}>
        <Select name="unit" label="Whose plan is it?" options={asked.units} value={written.unit} refusals={refusals} />
        <Select name="kind" label="Which kind of plan?" options={asked.kinds} value={written.kind} refusals={refusals} />
        <Select
          name="review"
          label="Does it answer a review?"
          hint="Only reviews that are agreed or closed."
          options={[{ value: "", text: "No" }, ...asked.reviews]}
          value={written.review}
          refusals={refusals}
        />
        <Select
          name="template"
          label="Does it begin with a template?"
          hint="One of its own kind. Its parts are then there to be written over; what would be due before today is given no day. What each holds can be read below."
          options={[{ value: "", text: "No, empty" }, ...asked.templates]}
          value={written.template ?? ""}
          refusals={refusals}
        />
        <Days written={written} refusals={refusals} />
        <Button>Begin this plan</Button>
      </Form>
      {asked.templates.length > 0 && (
        <>
          <h2>What is in each template</h2>
          {asked.templates.map(({ text, template }) => (
            <details>
              <summary>{text}</summary>
              <p>{template.says}</p>
              <TemplateParts template={template} />
            </details>
          ))}
        </>
      )}
    </Page>
  );
}

export function ChangePlanView(asked: {
  frame: Frame;
  slug: string;
  token: string;
  plan: PlanRow;
  review: AnsweredReview | undefined;
  written: WrittenPlan;
  refusals: readonly FieldRefusal[];
  crossed: boolean;
}) {
  const { frame, slug, token, plan, written, refusals } = asked;
  return (
    <Page frame={frame} title={`${refusals.length ? "Error: " : ""}Name and days: ${plan.title}`}>
      <p>
        <a href={paths.plan(slug, plan.id)}>{plan.title}</a>
      </p>
      <h1>Name and days</h1>
      <Refusals refusals={refusals} />
      <AnswersReview slug={slug} review={asked.review} />
      {asked.crossed && (
        <section class="box">
          <h2>What it says now</h2>
          <p>
            {plan.title}, {sayDay(plan.begins)} to {sayDay(plan.ends)}
          </p>
        </section>
      )}
      {plan.approvedRevision !== null && <Notice>A change of these asks for approval again. What was approved is kept.</Notice>}
      <Form action={paths.change(slug, plan.id)} token={token}>
        <input type="hidden" name="version" value={String(plan.version)} />
        <Days written={written} refusals={refusals} />
        <Button>Save</Button>
      </Form>
    </Page>
  );
}
