import { Button, type FieldRefusal, Form, type Frame, Page, Refusals, TextArea, TextField } from "../../design/house.tsx";
import { sayDay } from "../../language/period.ts";
import { capital } from "../../language/words.ts";
import type { OutlineRow } from "../outline/outline.rules.ts";
import { type OutlineChoices, OutlineRows } from "../outline/outline.view.tsx";
import { partKinds } from "../parts/part.rules.ts";
import { paths } from "../paths.ts";
import { planKinds } from "../plans/plan.rules.ts";
import type { Template } from "./template.rules.ts";

/** What a template says, as a list. */
export const TemplateParts = ({ template }: { template: Template }) => (
  <ul class="spaced template-parts">
    {template.parts.map((part) => (
      <li class={`template-${part.kind}`}>
        <span class="soft">{capital(partKinds[part.kind])}:</span> {part.title}
        {part.after !== undefined && (
          <span class="soft"> {part.after === 0 ? "At once." : `After ${part.after} ${part.after === 1 ? "month" : "months"}.`}</span>
        )}
        {part.outcome && <span class="block soft">{part.outcome}</span>}
      </li>
    ))}
  </ul>
);

type Shown = {
  readonly id: string;
  readonly content: Template;
  readonly retired: boolean;
  readonly setBy: string | null;
  readonly setOn: string;
};
export function TemplatesView(asked: { frame: Frame; slug: string; shipped: readonly Template[]; own: readonly Shown[] }) {
  const { frame, slug, shipped } = asked;
  const group = (caption: string, rows: readonly Shown[]) =>
    rows.length === 0 ? null : (
      <>
        <h2>{caption}</h2>
        <ul class="spaced">
          {rows.map(({ id, content, setBy, setOn }) => (
            <li>
              <a href={paths.template(slug, id)}>{content.title}</a>
              <span class="block soft">
                {planKinds[content.kind]}. {content.says} Written on {sayDay(setOn)}
                {setBy ? ` by ${setBy}` : ""}.
              </span>
            </li>
          ))}
        </ul>
      </>
    );
  return (
    <Page frame={frame} title="Templates of plans">
      <p>
        <a href={paths.home(slug)}>Plans</a>
      </p>
      <h1>Templates of plans</h1>
      <p>
        A plan can begin with a template: its parts are then there to be written over. Any plan can be made a template of the trust, on the
        plan’s own page.
      </p>
      {group(
        "The trust’s own",
        asked.own.filter(({ retired }) => !retired),
      )}
      {asked.own.length === 0 && <p>The trust has none of its own yet.</p>}
      <h2>That come with Eddystone</h2>
      {shipped.map((template) => (
        <details>
          <summary>
            {planKinds[template.kind]}: {template.title}
          </summary>
          <p>{template.says}</p>
          <TemplateParts template={template} />
        </details>
      ))}
      {group(
        "Retired",
        asked.own.filter(({ retired }) => retired),
      )}
    </Page>
  );
}

export function TemplateView(asked: {
  frame: Frame;
  slug: string;
  token: string;
  template: Shown & { readonly version: number };
  mayWrite: boolean;
  written: { readonly title: string; readonly says: string; readonly rows: readonly OutlineRow[] };
  choices: OutlineChoices;
  crossed: boolean;
  refusals: readonly FieldRefusal[];
}) {
  const { frame, slug, token, template, written, refusals } = asked;
  const { content, retired } = template;
  const here = paths.template(slug, template.id);
  const version = <input type="hidden" name="version" value={String(template.version)} />;
  return (
    <Page frame={frame} title={`${refusals.length ? "Error: " : ""}Template: ${content.title}`}>
      <p>
        <a href={paths.templates(slug)}>Templates of plans</a>
      </p>
      <h1>{content.title}</h1>
      <Refusals refusals={refusals} />
      <p>
        {planKinds[content.kind]}. {retired ? "Retired: it is offered no more, and plans that began with it stay." : content.says}
      </p>
      {(!asked.mayWrite || retired) && <TemplateParts template={content} />}
      {asked.mayWrite && !retired && (
        <Form action={here} token={token}>
          {version}
          <TextField name="title" label="What is it called?" value={written.title} refusals={refusals} />
          <TextArea name="says" label="What is it for?" value={written.says} rows={3} refusals={refusals} />
          <h2>Its parts</h2>
          <p class="soft">Each hangs under the nearest one above it that can hold it. The empty ones at the end are for new parts.</p>
          <OutlineRows
            rows={written.rows}
            due={{ label: "Due how many months after the plan begins?", hint: "Of actions and milestones." }}
            choices={asked.choices}
            refusals={refusals}
          />
          <Button>Save the template</Button>
        </Form>
      )}
      {asked.crossed && (
        <section class="box">
          <h2>What it says now</h2>
          <TemplateParts template={content} />
        </section>
      )}
      {asked.mayWrite && (
        <Form action={`${here}/retire`} token={token}>
          {version}
          <input type="hidden" name="retired" value={retired ? "no" : "yes"} />
          <Button secondary>{retired ? "Offer it again" : "Retire it"}</Button>
        </Form>
      )}
    </Page>
  );
}

/** Making a template of a plan: its name, and what it is for. */
export function MakeTemplateView(asked: {
  frame: Frame;
  slug: string;
  token: string;
  plan: { readonly id: string; readonly title: string; readonly kind: keyof typeof planKinds };
  written: { readonly title: string; readonly says: string };
  refusals: readonly FieldRefusal[];
}) {
  const { frame, slug, token, plan, written, refusals } = asked;
  return (
    <Page frame={frame} title={`${refusals.length ? "Error: " : ""}Make a template of: ${plan.title}`}>
      <p>
        <a href={paths.plan(slug, plan.id)}>{plan.title}</a>
      </p>
      <h1>Make a template of this plan</h1>
      <Refusals refusals={refusals} />
      <p>
        Its parts, their words, costs and days, the roles that lead and how many months each takes become a template for the whole trust:{" "}
        {planKinds[plan.kind]}. People by name, reasons, targets and what it supports stay with the plan. Everybody who writes plans can
        read it.
      </p>
      <Form action={paths.makeTemplate(slug, plan.id)} token={token}>
        <TextField name="title" label="What is it called?" value={written.title} refusals={refusals} />
        <TextArea name="says" label="What is it for?" value={written.says} rows={3} refusals={refusals} />
        <Button>Make the template</Button>
      </Form>
    </Page>
  );
}
