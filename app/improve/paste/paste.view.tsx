import { Button, type FieldRefusal, Form, type Frame, Notice, Page, Refusals, TextArea } from "../../design/house.tsx";
import { counted } from "../../language/words.ts";
import type { OutlineRow } from "../outline/outline.rules.ts";
import { type OutlineChoices, OutlineRows } from "../outline/outline.view.tsx";
import { paths } from "../paths.ts";

export type PasteStep =
  | { readonly kind: "paste"; readonly text: string }
  | {
      readonly kind: "check";
      readonly rows: readonly OutlineRow[];
      readonly asks: ReadonlyMap<number, readonly string[]>;
      readonly choices: OutlineChoices;
    };

/** Pasting a text into a plan; then what it was taken to say, to be checked before anything is saved. */
export function PasteView(asked: {
  frame: Frame;
  slug: string;
  token: string;
  plan: { readonly id: string; readonly title: string; readonly state: string };
  step: PasteStep;
  refusals: readonly FieldRefusal[];
}) {
  const { frame, slug, token, plan, step, refusals } = asked;
  const here = paths.paste(slug, plan.id);
  const asks = step.kind === "check" ? [...step.asks].filter(([, says]) => says.length > 0) : [];
  return (
    <Page frame={frame} title={`${refusals.length ? "Error: " : ""}Paste from Word: ${plan.title}`}>
      <p>
        <a href={paths.plan(slug, plan.id)}>{plan.title}</a>
      </p>
      <h1>{step.kind === "check" ? "Check what was read" : "Paste from Word"}</h1>
      <Refusals refusals={refusals} />
      {step.kind === "paste" ? (
        <>
          <p>
            Copy the priorities, objectives, success criteria and actions of a plan, as tables, lists or text, and paste them here. They are
            shown in fields of their own to be checked; nothing is saved before that, and nothing that the plan says already is changed.
          </p>
          <Form action={here} token={token}>
            <TextArea name="text" label="The text of the plan" value={step.text} rows={16} refusals={refusals} />
            <Button>Show what it says</Button>
          </Form>
        </>
      ) : (
        <>
          <p>
            {counted(step.rows.length, "part was", "parts were")} read. Each hangs under the nearest one above it that can hold it. Correct
            what is wrong; choose “Leave this out” for what is no part of the plan.
          </p>
          {asks.length > 0 && (
            <Notice>
              <p>{counted(asks.length, "part needs", "parts need")} to be checked:</p>
              <ul class="links">
                {asks.map(([at]) => (
                  <li>
                    <a href={`#row-${at}`}>Part {at + 1}</a>
                  </li>
                ))}
              </ul>
            </Notice>
          )}
          {plan.state === "approved" && <Notice>The plan is approved. What you save here asks for approval again.</Notice>}
          <Form action={`${here}/confirm`} token={token}>
            <OutlineRows
              rows={step.rows}
              asks={step.asks}
              due={{ label: "When is it due?", hint: "For example 12 March 2027. Of actions and milestones." }}
              choices={step.choices}
              refusals={refusals}
            />
            <Button>Save all of it</Button>
          </Form>
          <p>
            <a href={here}>Paste something else</a>
          </p>
        </>
      )}
    </Page>
  );
}
