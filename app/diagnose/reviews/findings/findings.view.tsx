import {
  Button,
  Checkboxes,
  type FieldRefusal,
  Form,
  type Frame,
  type Option,
  Page,
  Refusals,
  Select,
  TextArea,
  TextField,
} from "../../../design/house.tsx";
import { daysFrom, sayDay } from "../../../language/period.ts";
import { counted } from "../../../language/words.ts";
import { reviewPaths } from "../paths.ts";
import type { FindingRow } from "./finding.store.ts";
import { sayFindingState } from "./finding.view.tsx";

const kindWords = { strength: "Strength", improvement: "To improve", concern: "Concern" };

/** What was found and is not closed yet, the worst first? */
export function FindingsPage({
  frame,
  slug,
  findings,
  today,
}: {
  frame: Frame;
  slug: string;
  findings: readonly FindingRow[];
  today: string;
}) {
  const unanswered = findings.filter(({ answers }) => answers.length === 0).length;
  return (
    <Page frame={frame} title="Open findings">
      <p>
        <a href={reviewPaths.list(slug)}>Reviews</a>
      </p>
      <h1>Open findings</h1>
      {findings.length === 0 ? (
        <p>Nothing is open: every improvement and concern you may see has been closed by a check.</p>
      ) : (
        <>
          <p>
            {counted(findings.length, "finding")} {findings.length === 1 ? "is" : "are"} open; nothing answers {unanswered} of them yet.
          </p>
          <table class="plain">
            <thead>
              <tr>
                <th scope="col">Found</th>
                <th scope="col">Where</th>
                <th scope="col">Kind</th>
                <th scope="col">Open for</th>
                <th scope="col">State</th>
              </tr>
            </thead>
            <tbody>
              {findings.map((finding) => (
                <tr>
                  <th scope="row">
                    <a href={reviewPaths.oneFinding(slug, finding.id)}>{finding.text}</a>
                  </th>
                  <td data-label="Where">{finding.unit}</td>
                  <td data-label="Kind">
                    {kindWords[finding.kind]}
                    {finding.severity && `, ${finding.severity}`}
                  </td>
                  <td data-label="Open for">{counted(daysFrom(finding.raisedOn, today), "day")}</td>
                  <td data-label="State">{sayFindingState(finding)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </>
      )}
    </Page>
  );
}

type FindingForms = {
  /** Who owes the answer does not close the finding. */
  readonly mayClose: boolean;
  readonly token: string;
  readonly people: readonly Option[];
  readonly items: readonly Option[];
  readonly written: Readonly<Record<string, string>>;
  readonly refusals: readonly FieldRefusal[];
};

/** What was found, what is done about it, and has somebody looked again? */
export function FindingPage({
  frame,
  slug,
  finding,
  indicator,
  today,
  form,
}: {
  frame: Frame;
  slug: string;
  finding: FindingRow;
  indicator: string;
  today: string;
  form: FindingForms | undefined;
}) {
  const { closing, escalated } = finding;
  return (
    <Page frame={frame} title={`${form && form.refusals.length > 0 ? "Error: " : ""}Finding: ${finding.unit}`}>
      <p>
        <a href={`${reviewPaths.review(slug, finding.reviewId)}#${finding.indicator}`}>The review it was raised in</a>
      </p>
      <h1>
        {kindWords[finding.kind]}: {finding.unit}
      </h1>
      <Refusals refusals={form?.refusals ?? []} />
      <p class="narrative">{finding.text}</p>
      <p class="soft">
        {indicator}
        {finding.severity && ` · ${finding.severity}`} · raised by {finding.raised.name} on {sayDay(finding.raisedOn)}
      </p>
      {finding.kind !== "strength" && (
        <section>
          <h2>What is done about it</h2>
          {finding.answers.length === 0 ? (
            <p>Nothing answers it yet.</p>
          ) : (
            <ul class="govuk-list govuk-list--bullet">
              {finding.answers.map((answer) => (
                <li>
                  <span class="narrative">{answer.text}</span>{" "}
                  <span class={answer.due && answer.due < today && !closing ? "late" : "soft"}>
                    ({answer.owner.name}
                    {answer.due ? `, by ${sayDay(answer.due)}${answer.due < today && !closing ? ", overdue" : ""}` : ""})
                  </span>
                </li>
              ))}
            </ul>
          )}
        </section>
      )}
      {escalated && (
        <section>
          <h2>Taken further</h2>
          <p>
            To {escalated.to}, on {sayDay(escalated.on)}, after:
          </p>
          <ol class="govuk-list govuk-list--number">
            {escalated.stepsTaken.map((step) => (
              <li>{step}</li>
            ))}
          </ol>
        </section>
      )}
      {form && isWrittenInVain(finding, form) && <WrittenInVain written={form.written} />}
      {closing && (
        <section class="box">
          <h2>Closed by a check of {sayDay(closing.on)}</h2>
          <p class="narrative">{closing.seen}</p>
          <p class="soft">
            {finding.checkedBy}, on {counted(closing.evidence.length, "piece")} of evidence
          </p>
        </section>
      )}
      {form && finding.kind !== "strength" && !closing && <Forms slug={slug} finding={finding} form={form} today={today} />}
    </Page>
  );
}

/** Whether what was refused has no form any more in which it could be shown. */
const isWrittenInVain = ({ closing }: FindingRow, { refusals, mayClose }: FindingForms) =>
  closing ? refusals.length > 0 : !mayClose && refusals.some(({ field }) => field === "seen");

/** What somebody wrote of a finding that was closed meanwhile: nothing they wrote is lost. */
function WrittenInVain({ written }: { written: Readonly<Record<string, string>> }) {
  const words = ["answer", "seen", "to", "steps"].flatMap((name) => written[name]?.trim() || []);
  return (
    <section>
      <h2>What you wrote, which was not kept</h2>
      {words.map((text) => (
        <p class="narrative">{text}</p>
      ))}
    </section>
  );
}

function Forms({ slug, finding, form, today }: { slug: string; finding: FindingRow; form: FindingForms; today: string }) {
  const address = reviewPaths.oneFinding(slug, finding.id);
  const field = (name: string) => ({ name, value: form.written[name], refusals: form.refusals });
  const isRefused = (name: string) => form.refusals.some(({ field }) => field === name);
  return (
    <>
      <Form action={`${address}/answer`} token={form.token}>
        <h2>Say what is done about it</h2>
        <TextArea {...field("answer")} label="What is done" rows={3} />
        <Select {...field("owner")} label="Who does it" options={[{ value: "", text: "–" }, ...form.people]} />
        <TextField {...field("due")} label="By" type="date" />
        <Button>Add it</Button>
      </Form>
      {!form.mayClose && (
        <p>
          You owe the answer to it, so somebody else looks again and closes it: who leads quality for the trust, or another who may judge
          here.
        </p>
      )}
      {form.mayClose && (
        <details open={isRefused("seen")}>
          <summary>Close it: somebody looked again</summary>
          <Form action={`${address}/close`} token={form.token}>
            <TextField {...field("on")} label="Looked on" type="date" value={form.written.on ?? today} />
            <TextArea {...field("seen")} label="What was seen" rows={3} />
            {form.items.length > 0 ? (
              <Checkboxes name="evidence" label="On what evidence" options={form.items} values={new Set()} refusals={form.refusals} />
            ) : (
              <p>There is no evidence of this place yet. Add some with a judgement or in a review, then close the finding with it.</p>
            )}
            <Button secondary>Close it</Button>
          </Form>
        </details>
      )}
      {finding.kind === "concern" && !finding.escalated && (
        <details open={isRefused("to")}>
          <summary>Take it further</summary>
          <Form action={`${address}/escalate`} token={form.token}>
            <TextField {...field("to")} label="To whom" />
            <TextArea {...field("steps")} label="Which steps were taken first" hint="One on each line." rows={4} />
            <Button secondary>Take it further</Button>
          </Form>
        </details>
      )}
    </>
  );
}
