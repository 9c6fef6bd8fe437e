import { Button, type FieldRefusal, Form, type Frame, Notice, Page, Refusals, TextArea, TextField } from "../../design/house.tsx";
import { sayDay } from "../../language/period.ts";
import { counted } from "../../language/words.ts";
import { Changed } from "../compare/changed.view.tsx";
import { partKinds } from "../parts/part.rules.ts";
import type { PartSaid } from "../parts/part.store.ts";
import { labelOf } from "../parts/part-words.rules.ts";
import { paths } from "../paths.ts";
import { suggestible, type TextField as TextName } from "./talk.rules.ts";
import type { CommentRow, SuggestionRow } from "./talk.store.ts";

type Shown = {
  readonly frame: Frame;
  readonly slug: string;
  readonly token: string;
  readonly plan: { readonly id: string; readonly title: string };
  readonly part: PartSaid;
  readonly seesPlan: boolean;
};
const Above = ({ slug, plan, part, seesPlan }: Shown) => (
  <p>
    {seesPlan ? (
      <a href={`${paths.plan(slug, plan.id)}#part-${part.kind === "priority" || part.kind === "objective" ? part.id : part.under}`}>
        {plan.title}
      </a>
    ) : part.kind === "action" ? (
      <a href={paths.action(slug, part.id)}>{part.title}</a>
    ) : (
      plan.title
    )}
  </p>
);

/** What is said of a part of a plan, and what is suggested for it. */
export function TalkView(
  asked: Shown & {
    comments: readonly CommentRow[];
    suggestions: readonly SuggestionRow[];
    open: boolean;
    mayWrite: boolean;
    me: string;
    written: { readonly text: string; readonly because: string; readonly of: string };
    refusals: readonly FieldRefusal[];
  },
) {
  const { frame, slug, token, plan, part, comments, suggestions, open, mayWrite, written, refusals } = asked;
  const [said, resolved] = [comments.filter((one) => !one.resolved), comments.filter((one) => one.resolved)];
  const [waiting, answered] = [suggestions.filter((one) => !one.answer), suggestions.filter((one) => one.answer)];
  const way = (name: "comment" | "suggestion", id: string) => paths.talk[name](slug, plan.id, part.id, id);
  return (
    <Page frame={frame} title={`${refusals.length ? "Error: " : ""}Comments and suggestions: ${part.title}`}>
      <Above {...asked} />
      <h1>
        <span class="block soft light">Comments and suggestions on the {partKinds[part.kind]}</span>
        {part.title}
      </h1>
      <Refusals refusals={refusals} title="This was not done" />
      {!open && <Notice>Nothing more is said here: the plan is paused or closed, or this part has ended. What was said stays.</Notice>}
      <h2>Suggestions</h2>
      {waiting.length === 0 && <p>Nothing is suggested that waits for an answer.</p>}
      {waiting.map((one, at) => {
        const changed = part[one.field] !== one.was;
        const mine = written.of === one.id;
        return (
          <section class="box" aria-labelledby={`suggestion-${one.id}`} id={one.id}>
            <h3 id={`suggestion-${one.id}`}>
              {labelOf[one.field]} Suggested by {one.by ?? "somebody"}
              {waiting.length > 1 && (
                <span class="govuk-visually-hidden">
                  , suggestion {at + 1} of {waiting.length}
                </span>
              )}
            </h3>
            <p class="soft">
              On {sayDay(one.on)}.{one.because && ` Because: ${one.because}`}
            </p>
            {changed && <p>The text has changed since this was suggested. This is what accepting it would change of what it says now:</p>}
            <Changed before={part[one.field]} after={one.text} />
            {changed && (
              <details>
                <summary>What it said when this was suggested</summary>
                <p class="narrative">{one.was || "Nothing."}</p>
              </details>
            )}
            {open && mayWrite && (
              <>
                <Form action={way("suggestion", one.id)} token={token} class="no-print">
                  <input type="hidden" name="verdict" value="accepted" />
                  <input type="hidden" name="version" value={String(part.version)} />
                  <Button>
                    Accept
                    <span class="govuk-visually-hidden"> the suggestion by {one.by ?? "somebody"}</span>
                  </Button>
                </Form>
                <details class="no-print" open={mine}>
                  <summary>
                    Decline it
                    <span class="govuk-visually-hidden"> {labelOf[one.field]}</span>
                  </summary>
                  <Form action={way("suggestion", one.id)} token={token}>
                    <input type="hidden" name="verdict" value="declined" />
                    <input type="hidden" name="version" value={String(part.version)} />
                    <TextField
                      name={`because-${one.id}`}
                      label="Why?"
                      hint="Whoever suggested it reads this."
                      value={mine ? written.because : ""}
                      refusals={refusals}
                    />
                    <Button secondary>Decline</Button>
                  </Form>
                </details>
              </>
            )}
          </section>
        );
      })}
      {open && (
        <ul class="links no-print">
          {suggestible(part.kind).map((field) => (
            <li>
              <a href={paths.talk.suggest(slug, plan.id, part.id, field)}>Suggest another text for “{labelOf[field]}”</a>
            </li>
          ))}
        </ul>
      )}
      <h2>Comments</h2>
      {said.length === 0 && <p>No comment is open.</p>}
      {said.map((comment) => (
        <section class="box" id={comment.id}>
          <p class="narrative">{comment.text}</p>
          <p class="soft">
            {comment.by ?? "Somebody"}, {sayDay(comment.on)}
          </p>
          {open && (mayWrite || comment.byId === asked.me) && (
            <Form action={way("comment", comment.id)} token={token} class="no-print">
              <Button secondary>
                Resolve
                <span class="govuk-visually-hidden"> the comment by {comment.by ?? "somebody"}</span>
              </Button>
            </Form>
          )}
        </section>
      ))}
      {open && (
        <Form action={paths.talk.comments(slug, plan.id, part.id)} token={token} class="no-print">
          <TextArea
            name="text"
            label="Write a comment"
            hint="Read by who writes this plan and who answers for this part."
            value={written.text}
            rows={4}
            refusals={refusals}
          />
          <Button>Add the comment</Button>
        </Form>
      )}
      {!open && (written.text || written.because) && (
        <section class="box">
          <h3>What you wrote</h3>
          <p class="narrative">{written.text || written.because}</p>
        </section>
      )}
      {resolved.length + answered.length > 0 && (
        <details>
          <summary>
            What was settled ({counted(resolved.length, "comment")}, {counted(answered.length, "suggestion")})
          </summary>
          {resolved.map((comment) => (
            <section class="box" id={comment.id}>
              <p class="narrative">{comment.text}</p>
              <p class="soft">
                {comment.by ?? "Somebody"}, {sayDay(comment.on)}. Resolved by {comment.resolved?.by ?? "somebody"} on{" "}
                {sayDay(comment.resolved?.on ?? comment.on)}.
              </p>
            </section>
          ))}
          {answered.map((one) => (
            <section class="box" id={one.id}>
              <h3>{labelOf[one.field]}</h3>
              <Changed before={one.was} after={one.text} />
              <p class="soft">
                Suggested by {one.by ?? "somebody"} on {sayDay(one.on)}. {one.answer?.verdict === "accepted" ? "Accepted" : "Declined"} by{" "}
                {one.answer?.by ?? "somebody"} on {sayDay(one.answer?.on ?? one.on)}
                {one.answer?.because ? `: ${one.answer.because}` : "."}
              </p>
            </section>
          ))}
        </details>
      )}
    </Page>
  );
}

/** Another text for one field, written over what it says now. */
export function SuggestView(
  asked: Shown & {
    field: TextName;
    written: { readonly text: string; readonly because: string };
    crossed: boolean;
    refusals: readonly FieldRefusal[];
  },
) {
  const { frame, slug, token, plan, part, field, written, refusals } = asked;
  return (
    <Page frame={frame} title={`${refusals.length ? "Error: " : ""}Suggest another text: ${part.title}`}>
      <p>
        <a href={paths.talk.page(slug, plan.id, part.id)}>Comments and suggestions on “{part.title}”</a>
      </p>
      <h1>Suggest another text</h1>
      <Refusals refusals={refusals} />
      <p>The text stays as it is until somebody who writes the plan accepts yours.</p>
      {asked.crossed && (
        <section class="box">
          <h2>What yours would change of what it says now</h2>
          <Changed before={part[field]} after={written.text} />
        </section>
      )}
      <Form action={paths.talk.suggest(slug, plan.id, part.id)} token={token}>
        <input type="hidden" name="field" value={field} />
        <input type="hidden" name="version" value={String(part.version)} />
        {field === "title" || field === "withWhom" ? (
          <TextField name="text" label={labelOf[field]} value={written.text} refusals={refusals} />
        ) : (
          <TextArea name="text" label={labelOf[field]} value={written.text} rows={8} refusals={refusals} />
        )}
        <TextField name="because" label="Why? You may leave this empty" value={written.because} refusals={refusals} />
        <Button>Suggest this</Button>
      </Form>
    </Page>
  );
}
