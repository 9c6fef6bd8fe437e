import { Button, type FieldRefusal, Form, type Frame, Page, Refusals, TextField } from "../../design/house.tsx";
import { sayOtherwise, sayRule } from "../edition.words.ts";
import { paths } from "../paths.ts";
import type { EditionRow } from "./framework.view.tsx";

type Asked = {
  frame: Frame;
  slug: string;
  draft: EditionRow & { readonly version: number };
  unwritten: readonly { key: string; text: string }[];
  unready: readonly string[];
  token: string;
  refusals: readonly FieldRefusal[];
  written: Readonly<Record<string, string>>;
};

/** What does the new edition say so far, and what is still to be written? */
export function DraftView({ frame, slug, draft, unwritten, unready, token, refusals, written }: Asked) {
  const { content, id, number, version } = draft;
  const isUnwritten = new Set(unwritten.map(({ key }) => key));
  return (
    <Page frame={frame} title={`${refusals.length ? "Error: " : ""}Draft of edition ${number}`}>
      <p>
        <a href={paths.framework(slug, content.key)}>{content.name}</a>
      </p>
      <h1>Draft of edition {number}</h1>
      <p class="lede">
        Nobody is judged by it until it is put into use. <a href={paths.edition(slug, id)}>Read it as a whole</a>.
      </p>
      <Refusals refusals={refusals} />
      <section class="box">
        <h2>{unready.length === 0 ? "It is finished" : "Still to be done"}</h2>
        {unready.length === 0 ? (
          <>
            <p>See what it would change for each academy, and say from which day it is in use.</p>
            <a class="govuk-button" href={paths.putIntoUse(slug, id)}>
              Put edition {number} into use
            </a>
          </>
        ) : (
          <ul class="govuk-list govuk-list--bullet">
            {unwritten.map(({ key, text }) => (
              <li>
                <a href={paths.indicator(slug, id, key)}>{text}</a>
              </li>
            ))}
            {unwritten.length === 0 && unready.map((text) => <li>{text}</li>)}
          </ul>
        )}
      </section>
      <h2>Indicators</h2>
      <ol class="arranged">
        {content.indicators.map((indicator, at) => (
          <li>
            <div>
              <a href={paths.indicator(slug, id, indicator.key)}>
                {indicator.ordinal} {indicator.title}
              </a>
              <span class="soft">
                {" "}
                {indicator.short}
                {isUnwritten.has(indicator.key) ? " · descriptors to be written" : ""}
              </span>
            </div>
            <Form action={`${paths.indicator(slug, id, indicator.key)}/move`} token={token}>
              <input type="hidden" name="version" value={String(version)} />
              {at > 0 && (
                <button
                  class="govuk-button govuk-button--secondary"
                  type="submit"
                  name="way"
                  value="up"
                  aria-label={`Move ${indicator.title} up`}
                >
                  Up
                </button>
              )}
              {at < content.indicators.length - 1 && (
                <button
                  class="govuk-button govuk-button--secondary"
                  type="submit"
                  name="way"
                  value="down"
                  aria-label={`Move ${indicator.title} down`}
                >
                  Down
                </button>
              )}
            </Form>
          </li>
        ))}
      </ol>
      <details open={content.indicators.length === 0 || (refusals.length > 0 && "title" in written)}>
        <summary>Add an indicator</summary>
        <Form action={paths.indicators(slug, id)} token={token}>
          <TextField name="title" label="Title" value={written.title} refusals={refusals} />
          <TextField
            name="short"
            label="Short title"
            hint="Heads a column: 24 characters at most."
            value={written.short}
            refusals={refusals}
          />
          <Button>Add it, then write its descriptors</Button>
        </Form>
      </details>
      <h2>{content.otherwise ? "Levels and categories" : "Levels"}</h2>
      <p>
        {[...content.levels]
          .sort((a, b) => a.rank - b.rank)
          .map((level) => level.name)
          .join(", ")}
        .
      </p>
      <ul class="govuk-list govuk-list--bullet">
        {content.categories.map((category) => (
          <li>{sayRule(content, category)}</li>
        ))}
        {content.otherwise && <li>{sayOtherwise(content.otherwise)}</li>}
      </ul>
      <p>
        {content.marked === "example" ? "The words are marked as an example. " : "The words are the trust's own. "}
        <a href={paths.levels(slug, id)}>Change levels, categories and marks</a>
      </p>
    </Page>
  );
}
