import {
  Button,
  type FieldRefusal,
  Form,
  type Frame,
  type Option,
  Page,
  Radios,
  Refusals,
  Select,
  TextArea,
  TextField,
} from "../../design/house.tsx";
import { diagnosePaths } from "../../diagnose/index.ts";
import { sayDay } from "../../language/period.ts";
import type { Words } from "../../language/words.ts";
import { roleName } from "../../organisation/index.ts";
import { paths } from "../paths.ts";
import { subjects } from "../subjects.ts";
import { kinds, reaches, sayState, stateOn, testKeys, tests } from "./specialism.rules.ts";
import type { StepRow } from "./specialism.store.ts";

/** What was written in a form about a step, by the names of its fields. */
export type Written = Readonly<Record<string, string>>;
export type StepForm = {
  readonly token: string;
  readonly written: Written;
  readonly refusals: readonly FieldRefusal[];
  readonly evidence: readonly Option[];
  readonly meetings: readonly Option[];
};
const none = { value: "", text: "–" };

/** The day, the meeting and the four tests with their evidence. */
function StepFields({ written, refusals, evidence, meetings, words }: StepForm & { words: Words }) {
  return (
    <>
      <TextField name="decidedOn" label="Decided on" type="date" value={written.decidedOn} refusals={refusals} />
      <Select
        name="meeting"
        label={`At which meeting of the ${words.board}?`}
        hint="None where you decide it in your own role."
        value={written.meeting}
        refusals={refusals}
        options={[none, ...meetings]}
      />
      <TextField
        name="reviewBy"
        label="To be reviewed by"
        hint="Within three years."
        type="date"
        value={written.reviewBy}
        refusals={refusals}
      />
      <h2>The four tests</h2>
      <p>Each needs a sentence and the evidence that bears it out. Evidence is brought with a judgement, and chosen here.</p>
      {testKeys.map((test, at) => (
        <fieldset class="entry">
          <legend>
            {at + 1}. {tests[test]}
          </legend>
          <TextArea
            name={`${test}-says`}
            label={`What was seen of test ${at + 1}?`}
            rows={2}
            value={written[`${test}-says`]}
            refusals={refusals}
          />
          <Select
            name={`${test}-item`}
            label={`Evidence of test ${at + 1}`}
            value={written[`${test}-item`]}
            refusals={refusals}
            options={[none, ...evidence]}
          />
          <Select
            name={`${test}-more`}
            label={`More evidence of test ${at + 1}`}
            value={written[`${test}-more`]}
            refusals={refusals}
            options={[none, ...evidence]}
          />
        </fieldset>
      ))}
    </>
  );
}

export function AwardView({
  frame,
  slug,
  urn,
  academy,
  indicators,
  words,
  form,
}: {
  frame: Frame;
  slug: string;
  urn: number;
  academy: string;
  indicators: readonly Option[];
  words: Words;
  form: StepForm;
}) {
  const { written, refusals } = form;
  return (
    <Page frame={frame} title={`${refusals.length ? "Error: " : ""}Award a specialism: ${academy}`}>
      <p>
        <a href={paths.academy(slug, urn)}>Strengths of {academy}</a>
      </p>
      <h1>Award a specialism</h1>
      <Refusals refusals={refusals} />
      <Form action={paths.award(slug, urn)} token={form.token}>
        <Radios
          name="kind"
          label="What is awarded?"
          value={written.kind}
          refusals={refusals}
          options={[
            { value: "specialism", text: kinds.specialism, hint: "It leads others in this." },
            { value: "satellite", text: kinds.satellite, hint: "It provides learning and development in this to others." },
          ]}
        />
        <Select
          name="subject"
          label="In which subject?"
          value={written.subject}
          refusals={refusals}
          options={[none, ...subjects.map(({ key, name }) => ({ value: key, text: name }))]}
        />
        <Select
          name="indicator"
          label="In which indicator?"
          hint="A subject, an indicator, or both."
          value={written.indicator}
          refusals={refusals}
          options={[none, ...indicators]}
        />
        <Select
          name="reach"
          label="For whom?"
          value={written.reach}
          refusals={refusals}
          options={Object.entries(reaches).map(([value, text]) => ({ value, text }))}
        />
        <StepFields {...form} words={words} />
        <Button>Award it</Button>
      </Form>
    </Page>
  );
}

export function SpecialismView(asked: {
  frame: Frame;
  slug: string;
  id: string;
  urn: number;
  academy: string;
  title: string;
  reach: string;
  steps: readonly [StepRow, ...StepRow[]];
  today: string;
  words: Words;
  /** Whether the reader may open the academy's evidence, and what of it is restricted. */
  opens: { readonly evidence: boolean; readonly restricted: boolean };
  form?: StepForm | undefined;
  withdrawing: string | undefined;
}) {
  const { frame, slug, id, urn, academy, title, reach, steps, today, words, form } = asked;
  const last = steps.at(-1) ?? steps[0];
  const held = stateOn(last, today) !== "withdrawn";
  const stands = held ? last : steps.findLast(({ kind }) => kind !== "withdrawn");
  const gone = held ? last.tested.flatMap(({ items }) => items.filter(({ withdrawnOn }) => withdrawnOn !== null)) : [];
  const refusals = form?.refusals ?? [];
  return (
    <Page frame={frame} title={`${refusals.length ? "Error: " : ""}${title}: ${academy}`}>
      <p>
        <a href={paths.academy(slug, urn)}>Strengths of {academy}</a>
      </p>
      <h1>{title}</h1>
      <Refusals refusals={refusals} />
      <section class={held ? "box" : "box box-gone"}>
        <h2>{sayState(last, today)}</h2>
        <p>
          By {academy}, for {reach}.
        </p>
        {last.reason && <p class="narrative">{last.reason}</p>}
        {gone.length > 0 && (
          <p>
            <strong>Evidence behind it was withdrawn: review it.</strong>
          </p>
        )}
      </section>
      {stands && (
        <>
          <h2>The four tests</h2>
          <Tests {...asked} step={stands} />
        </>
      )}
      {form && (held || refusals.length > 0) && (
        <>
          <details open={refusals.length > 0 && asked.withdrawing === undefined}>
            <summary>Renew it</summary>
            <Form action={`${paths.specialism(slug, id)}/renew`} token={form.token}>
              <input type="hidden" name="number" value={String(last.number)} />
              <StepFields {...form} words={words} />
              <Button>Renew it</Button>
            </Form>
          </details>
          <details open={asked.withdrawing !== undefined}>
            <summary>Withdraw it</summary>
            <Form action={`${paths.specialism(slug, id)}/withdraw`} token={form.token}>
              <input type="hidden" name="number" value={String(last.number)} />
              <TextArea name="reason" label="Why is it withdrawn?" rows={2} value={asked.withdrawing} refusals={refusals} />
              <Button secondary>Withdraw it</Button>
            </Form>
          </details>
        </>
      )}
      <h2>History</h2>
      <ul class="govuk-list spaced">
        {steps.toReversed().map((step) => (
          <li>
            <strong>
              {{ awarded: "Awarded", renewed: "Renewed", withdrawn: "Withdrawn" }[step.kind]} on {sayDay(step.decidedOn)}
            </strong>{" "}
            {step.heldOn ? `by the ${words.board}, recorded by ` : "by "}
            {step.by}, {roleName(step.role, words)}
            {step.reviewBy ? `; to be reviewed by ${sayDay(step.reviewBy)}` : ""}
            {step.reason ? `: ${step.reason}` : ""}
          </li>
        ))}
      </ul>
    </Page>
  );
}

/** What bore each test out, as far as the reader may open it. */
function Tests({ slug, urn, opens, step }: Pick<Parameters<typeof SpecialismView>[0], "slug" | "urn" | "opens"> & { step: StepRow }) {
  return (
    <dl class="tests">
      {step.tested.map(({ test, says, items }, at) => (
        <div>
          <dt>
            {at + 1}. {tests[test]}
          </dt>
          <dd class="narrative">{says}</dd>
          {items.map(({ id, title, sensitivity, withdrawnOn }) => (
            <dd>
              Evidence:{" "}
              {!opens.evidence || (sensitivity === "restricted" && !opens.restricted) ? (
                "there, and not yours to open"
              ) : (
                <a href={diagnosePaths.evidence(slug, urn, id)}>{title}</a>
              )}
              {withdrawnOn && <span class="since">Withdrawn on {sayDay(withdrawnOn)}</span>}
            </dd>
          ))}
        </div>
      ))}
    </dl>
  );
}
