import {
  Button,
  Checkboxes,
  type FieldRefusal,
  Form,
  type Frame,
  Notice,
  type Option,
  Page,
  Radios,
  Refusals,
  TextArea,
} from "../../design/house.tsx";
import { sayDay } from "../../language/period.ts";
import { counted } from "../../language/words.ts";
import { sayFromFile } from "../exchange/from-file.rules.ts";
import type { PartRow } from "../parts/part.store.ts";
import { paths } from "../paths.ts";
import { isRunning, type PlanState } from "../plans/plan.rules.ts";
import { type ActionState, actionStates, dueOf, type EvidenceChosen, type Shows } from "./action.rules.ts";
import type { loadWork } from "./load-work.ts";

type Work = Awaited<ReturnType<typeof loadWork>>;
const When = ({ due, today }: { due: string | null; today: string }) =>
  due === null ? (
    <span class="soft">no day</span>
  ) : (
    <>
      {sayDay(due)}
      {due < today && <strong class="block standing-not-met">Overdue</strong>}
    </>
  );

/** What does somebody owe, anywhere? */
export function WorkView({ frame, slug, work, today }: { frame: Frame; slug: string; work: Work; today: string }) {
  const { open, over } = work;
  const all = open.flatMap(({ items }) => items);
  const late = all.filter(({ due }) => due !== null && due < today).length;
  return (
    <Page frame={frame} title="My work" wide>
      <h1>My work</h1>
      <ul class="links no-print">
        <li>
          <a href={paths.reminders(slug)}>Reminders by mail</a>
        </li>
      </ul>
      {all.length === 0 ? (
        <p>You owe nothing here now. What others ask of you stands here as soon as they do.</p>
      ) : (
        <p>
          {counted(all.length, "thing")} to do{late > 0 && <strong class="standing-not-met">, {late} overdue</strong>}.
        </p>
      )}
      {open.map(({ heading, items }) => (
        <table class="plain actions work">
          <caption>
            {heading} ({items.length})
          </caption>
          <thead>
            <tr>
              <th scope="col">What</th>
              <th scope="col">Of</th>
              <th scope="col">Due</th>
              <th scope="col">State</th>
            </tr>
          </thead>
          <tbody>
            {items.map(({ title, href, of, due, says }) => (
              <tr>
                <th scope="row">
                  <a href={href}>{title}</a>
                </th>
                <td>{of}</td>
                <td>
                  <span class="line-word">Due: </span>
                  <When due={due} today={today} />
                </td>
                <td>{says}</td>
              </tr>
            ))}
          </tbody>
        </table>
      ))}
      {over.length > 0 && (
        <details>
          <summary>Done and dropped ({over.length})</summary>
          <ul>
            {over.map(({ title, href, says }) => (
              <li>
                <a href={href}>{title}</a>: {says}
              </li>
            ))}
          </ul>
        </details>
      )}
    </Page>
  );
}

const states = (Object.keys(actionStates) as ActionState[]).map((value) => ({ value, text: actionStates[value] }));
export type WrittenStep = { readonly state: string; readonly doing: string; readonly effect: string; readonly items: EvidenceChosen };
type Evidence = {
  readonly linked: readonly {
    readonly shows: Shows;
    readonly title: string;
    readonly href: string | undefined;
    readonly withdrawn: boolean;
  }[];
  /** What may be chosen; undefined for who may not see what there is. */
  readonly options: readonly Option[] | undefined;
};
const Linked = ({ evidence, shows }: { evidence: Evidence; shows: Shows }) => {
  const mine = evidence.linked.filter((link) => link.shows === shows);
  return mine.length === 0 ? null : (
    <ul class="spaced">
      {mine.map(({ title, href, withdrawn }) => (
        <li>
          {href ? <a href={href}>{title}</a> : title}
          {withdrawn && <strong class="standing-not-met"> Withdrawn since</strong>}
        </li>
      ))}
    </ul>
  );
};
const Choose = ({
  evidence,
  shows,
  chosen,
  refusals,
}: {
  evidence: Evidence;
  shows: Shows;
  chosen: readonly string[];
  refusals: readonly FieldRefusal[];
}) => {
  if (!evidence.options) return null;
  const label = shows === "doing" ? "Evidence that it is done" : "Evidence of its effect";
  if (evidence.options.length === 0) return <p class="soft">{label}: none is kept here yet that could be chosen.</p>;
  return (
    <details open={chosen.length > 0 || refusals.some(({ field }) => field === `${shows}-item`)}>
      <summary>
        {label} ({chosen.length} chosen)
      </summary>
      <Checkboxes
        name={`${shows}-item`}
        label={label}
        hint="The newest that are kept already. New evidence is added where it is judged or reviewed."
        options={evidence.options}
        values={new Set(chosen)}
        refusals={refusals}
      />
    </details>
  );
};

/** One action, for whoever leads it: the task, and not the plan. */
export function ActionView(asked: {
  frame: Frame;
  slug: string;
  token: string;
  action: PartRow;
  plan: { readonly id: string; readonly title: string; readonly unit: string; readonly state: PlanState };
  /** Why nothing is written of it now. */
  resting: string | undefined;
  owner: string | undefined;
  milestones: readonly PartRow[];
  waits: readonly string[];
  today: string;
  seesPlan: boolean;
  talks: boolean;
  evidence: Evidence;
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
        {asked.talks && (
          <a class="block no-print" href={paths.talk.page(slug, plan.id, action.id)}>
            Comments and suggestions
          </a>
        )}
      </p>
      {asked.resting && <Notice>{asked.resting}</Notice>}
      <dl class="descriptors">
        <div>
          <dt>Who leads</dt>
          <dd>{asked.owner ?? "Nobody yet"}</dd>
        </div>
        <div>
          <dt>Due</dt>
          <dd>
            {action.due ? sayDay(action.due) : "No day is set"}
            {isRunning(plan.state) && dueOf(action, asked.today) === "overdue" && <strong class="block standing-not-met">Overdue</strong>}
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
              <dd>
                <p class="narrative">{action.doing || "–"}</p>
                <Linked evidence={asked.evidence} shows="doing" />
              </dd>
            </div>
            <div>
              <dt>What shows its effect</dt>
              <dd>
                <p class="narrative">{action.effect || "–"}</p>
                <Linked evidence={asked.evidence} shows="effect" />
              </dd>
            </div>
          </>
        )}
        {action.fromFile && (
          <div>
            <dt>Its last step</dt>
            <dd>{sayFromFile(action.fromFile)}</dd>
          </div>
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
          {!asked.crossed && <Linked evidence={asked.evidence} shows="doing" />}
          <Choose evidence={asked.evidence} shows="doing" chosen={form.items.doing} refusals={refusals} />
          <TextArea
            name="effect"
            label="What shows that it had an effect?"
            hint="What is different for pupils or staff. It may come later."
            value={form.effect}
            rows={4}
            refusals={refusals}
          />
          {!asked.crossed && <Linked evidence={asked.evidence} shows="effect" />}
          <Choose evidence={asked.evidence} shows="effect" chosen={form.items.effect} refusals={refusals} />
          <Button>Save</Button>
        </Form>
      )}
    </Page>
  );
}
