import { Button, type FieldRefusal, Form, type Frame, Page, Radios, Refusals, TextArea } from "../../design/house.tsx";
import { reviewPaths, sayKind } from "../../diagnose/index.ts";
import { inspectionPaths } from "../../inspection/index.ts";
import { sayDay } from "../../language/period.ts";
import type { PartRow } from "../parts/part.store.ts";
import { paths } from "../paths.ts";
import { type ActionState, actionStates, dueOf } from "./action.rules.ts";
import type { loadWork } from "./load-work.ts";

type Work = Awaited<ReturnType<typeof loadWork>>;
const when = (due: string | null, today: string) =>
  due === null ? (
    <span class="soft">no day</span>
  ) : (
    <>
      {sayDay(due)}
      {due < today && <strong class="block standing-not-met">Overdue</strong>}
    </>
  );

/** What does somebody owe, anywhere? */
export function WorkView({ frame, slug, work }: { frame: Frame; slug: string; work: Work }) {
  const { day, actions, findings, reviews, readiness } = work;
  const open = actions
    .filter(({ part }) => part.state === "to-do" || part.state === "doing")
    .sort((one, other) => (one.part.due ?? "9999").localeCompare(other.part.due ?? "9999"));
  const done = actions.filter((one) => !open.includes(one));
  const nothing = open.length + findings.length + reviews.length + readiness.length === 0;
  return (
    <Page frame={frame} title="My work" wide>
      <h1>My work</h1>
      {nothing && <p>You owe nothing here now. What others ask of you stands here as soon as they do.</p>}
      {open.length > 0 && (
        <table class="plain actions">
          <caption>Actions of plans</caption>
          <thead>
            <tr>
              <th scope="col">Action</th>
              <th scope="col">Plan</th>
              <th scope="col">Due</th>
              <th scope="col">State</th>
            </tr>
          </thead>
          <tbody>
            {open.map(({ part, place }) => (
              <tr>
                <th scope="row">
                  <a href={paths.action(slug, part.id)}>{part.title}</a>
                </th>
                <td>
                  {place.plan.title}
                  <span class="block soft">{place.plan.unit}</span>
                </td>
                <td>{when(part.due, day)}</td>
                <td>{actionStates[part.state]}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {reviews.length > 0 && (
        <>
          <h2>Reviews in which you judge</h2>
          <ul class="spaced">
            {reviews.map((review) => (
              <li>
                <a href={reviewPaths.review(slug, review.id)}>
                  {sayKind(review.kind)} of {review.unit}
                </a>
                <span class="block soft">
                  {review.mineDone} of {review.mine} judged{review.due ? `; due on ${sayDay(review.due)}` : ""}
                </span>
              </li>
            ))}
          </ul>
        </>
      )}
      {findings.length > 0 && (
        <>
          <h2>Findings that you answer</h2>
          <ul class="spaced">
            {findings.map((finding) => (
              <li>
                <a href={reviewPaths.oneFinding(slug, finding.id)}>{finding.text}</a>
                <span class="block soft">
                  {finding.unit}, found on {sayDay(finding.raisedOn)}
                </span>
              </li>
            ))}
          </ul>
        </>
      )}
      {readiness.length > 0 && (
        <>
          <h2>Points of readiness to check</h2>
          <ul class="spaced">
            {readiness.map(({ academy, point, stale }) => (
              <li>
                <a href={inspectionPaths.point(slug, academy.urn, point.key)}>
                  {point.title}: {academy.name}
                </a>
                <span class="block soft">{stale ? "Its check is too old." : "It is not ready, or nobody has checked it."}</span>
              </li>
            ))}
          </ul>
        </>
      )}
      {done.length > 0 && (
        <details>
          <summary>Done and dropped ({done.length})</summary>
          <ul>
            {done.map(({ part }) => (
              <li>
                <a href={paths.action(slug, part.id)}>{part.title}</a>: {actionStates[part.state]}
              </li>
            ))}
          </ul>
        </details>
      )}
    </Page>
  );
}

const states = (Object.keys(actionStates) as ActionState[]).map((value) => ({ value, text: actionStates[value] }));
export type WrittenStep = { readonly state: string; readonly doing: string; readonly effect: string };

/** One action, for whoever leads it: the task, and not the plan. */
export function ActionView(asked: {
  frame: Frame;
  slug: string;
  token: string;
  action: PartRow;
  plan: { readonly id: string; readonly title: string; readonly unit: string };
  owner: string | undefined;
  milestones: readonly PartRow[];
  waits: readonly string[];
  today: string;
  seesPlan: boolean;
  form: WrittenStep | undefined;
  crossed: boolean;
  refusals: readonly FieldRefusal[];
}) {
  const { frame, slug, token, action, plan, form, refusals } = asked;
  return (
    <Page frame={frame} title={`${refusals.length ? "Error: " : ""}${action.title}`}>
      <p>
        <a href={paths.myWork(slug)}>My work</a>
      </p>
      <h1>{action.title}</h1>
      <Refusals refusals={refusals} />
      <p>
        An action of {asked.seesPlan ? <a href={`${paths.plan(slug, plan.id)}#part-${action.under}`}>{plan.title}</a> : plan.title},{" "}
        {plan.unit}.
      </p>
      <dl class="descriptors">
        <div>
          <dt>Who leads</dt>
          <dd>{asked.owner ?? "Nobody yet"}</dd>
        </div>
        <div>
          <dt>Due</dt>
          <dd>
            {action.due ? sayDay(action.due) : "No day is set"}
            {dueOf(action, asked.today) === "overdue" && <strong class="block standing-not-met">Overdue</strong>}
          </dd>
        </div>
        {action.how && (
          <div>
            <dt>How</dt>
            <dd class="narrative">{action.how}</dd>
          </div>
        )}
        {asked.waits.length > 0 && (
          <div>
            <dt>Waits for</dt>
            <dd>{asked.waits.join("; ")}</dd>
          </div>
        )}
        {asked.milestones.map(({ title, due }) => (
          <div>
            <dt>Milestone</dt>
            <dd>
              {title}
              {due ? `, by ${sayDay(due)}` : ""}
            </dd>
          </div>
        ))}
        {(!form || asked.crossed) && (
          <>
            <div>
              <dt>It is now</dt>
              <dd>{actionStates[action.state]}</dd>
            </div>
            <div>
              <dt>What shows that it is done</dt>
              <dd class="narrative">{action.doing || "–"}</dd>
            </div>
            <div>
              <dt>What shows its effect</dt>
              <dd class="narrative">{action.effect || "–"}</dd>
            </div>
          </>
        )}
      </dl>
      {form && (
        <Form action={paths.action(slug, action.id)} token={token}>
          <input type="hidden" name="steps" value={String(action.steps)} />
          <Radios name="state" label="Where is it?" options={states} value={form.state} refusals={refusals} inline />
          <TextArea
            name="doing"
            label="What shows that it is being done, or is done?"
            hint="For example which training was held, and where its record is."
            value={form.doing}
            rows={4}
            refusals={refusals}
          />
          <TextArea
            name="effect"
            label="What shows that it had an effect?"
            hint="What is different for pupils or staff. It may come later."
            value={form.effect}
            rows={4}
            refusals={refusals}
          />
          <Button>Save</Button>
        </Form>
      )}
    </Page>
  );
}
