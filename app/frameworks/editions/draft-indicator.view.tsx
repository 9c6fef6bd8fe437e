import { Button, type FieldRefusal, Form, type Frame, Page, Refusals, TextArea, TextField } from "../../design/house.tsx";
import type { EditionContent, Indicator } from "../edition.rules.ts";
import { paths } from "../paths.ts";
import type { IndicatorWords } from "./draft.rules.ts";
import type { EditionRow } from "./framework.view.tsx";

type Asked = {
  frame: Frame;
  slug: string;
  draft: EditionRow & { readonly version: number };
  /** What the draft says now; nothing where somebody removed it. */
  indicator: Indicator | undefined;
  address: string;
  token: string;
  refusals: readonly FieldRefusal[];
  /** What was written and refused, by field. */
  written?: Readonly<Record<string, string>> | undefined;
  crossed?: boolean | undefined;
};

/** What does this indicator ask, at each level? */
export function DraftIndicatorView({ frame, slug, draft, indicator, address, token, refusals, written, crossed }: Asked) {
  const { content, id, number, version } = draft;
  const levels = [...content.levels].sort((a, b) => a.rank - b.rank);
  const now = (field: string) =>
    field === "title" ? indicator?.title : field === "short" ? indicator?.short : indicator?.descriptors[field.replace("descriptor-", "")];
  const value = (field: string) => written?.[field] ?? now(field) ?? "";
  const place = levels.map((level) => `descriptor-${level.key}`);
  return (
    <Page frame={frame} title={`${refusals.length ? "Error: " : ""}${indicator?.title ?? value("title")}: draft of edition ${number}`}>
      <p>
        <a href={paths.draft(slug, id)}>Draft of edition {number}</a>
      </p>
      <h1>{indicator ? `${indicator.ordinal} ${indicator.title}` : value("title")}</h1>
      <p class="lede">Say what a visitor would see at each level, so that two people would choose the same one.</p>
      <Refusals refusals={refusals} />
      {crossed && indicator && (
        <section class="box">
          <h2>What changed while you were writing</h2>
          <div class="two-texts">
            <Words heading="Theirs" content={content} words={indicator} />
            <Words
              heading="Yours"
              content={content}
              words={{
                title: value("title"),
                short: value("short"),
                descriptors: Object.fromEntries(levels.map((level) => [level.key, value(`descriptor-${level.key}`)])),
              }}
            />
          </div>
        </section>
      )}
      <Form action={address} token={token}>
        <input type="hidden" name="version" value={(!crossed && written?.version) || String(version)} />
        <TextField name="title" label="Title" value={value("title")} refusals={refusals} />
        <TextField
          name="short"
          label="Short title"
          hint="Heads a column: 24 characters at most."
          value={value("short")}
          refusals={refusals}
        />
        {levels.map((level, at) => (
          <TextArea name={place[at] ?? ""} label={level.name} rows={4} value={value(place[at] ?? "")} refusals={refusals} />
        ))}
        {indicator && !draft.inUseFrom && <Button>Save</Button>}
      </Form>
      {indicator && !draft.inUseFrom && (
        <details>
          <summary>Remove this indicator from the draft</summary>
          <Form action={`${address}/remove`} token={token}>
            <p>Its words leave the draft. What was judged on it stays in the history of each academy.</p>
            <input type="hidden" name="version" value={String(version)} />
            <Button secondary>Remove {indicator.title}</Button>
          </Form>
        </details>
      )}
    </Page>
  );
}

const Words = ({ heading, content, words }: { heading: string; content: EditionContent; words: IndicatorWords }) => (
  <div>
    <h3>{heading}</h3>
    <p>
      {words.title} <span class="soft">({words.short})</span>
    </p>
    <dl class="descriptors">
      {[...content.levels]
        .sort((a, b) => a.rank - b.rank)
        .map((level) => (
          <div>
            <dt>{level.name}</dt>
            <dd class="narrative">{words.descriptors[level.key] || "–"}</dd>
          </div>
        ))}
    </dl>
  </div>
);
