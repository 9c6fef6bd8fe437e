import {
  Button,
  Checkbox,
  Checkboxes,
  type FieldRefusal,
  Form,
  type Frame,
  LevelMark,
  Page,
  Refusals,
  Select,
  TextArea,
  TextField,
} from "../../design/house.tsx";
import { inWords } from "../category.words.ts";
import { byRank, type CategoryRule, type EditionContent, frameworkKinds, frameworkSubjects } from "../edition.rules.ts";
import { sayMark, sayOtherwise, sayRule } from "../edition.words.ts";
import { sayKind, saySubjects } from "../framework.words.ts";
import { paths } from "../paths.ts";
import { mostNeeds } from "./draft.form.ts";
import { shapeIsOpen } from "./draft.rules.ts";
import type { EditionRow } from "./framework.view.tsx";
import { fewestLevels, mostLevels } from "./level-list.rules.ts";

type Asked = {
  frame: Frame;
  slug: string;
  draft: EditionRow & { readonly version: number };
  token: string;
  refusals: readonly FieldRefusal[];
  /** What was written and refused, by field. */
  written?: Readonly<Record<string, string>> | undefined;
  /** What the draft would say with what was written, where somebody else wrote at the same time. */
  crossed?: EditionContent | undefined;
};

/** What are the levels called, what does each category need, and whose words are these? */
export function DraftRulesView({ frame, slug, draft, token, refusals, written, crossed }: Asked) {
  const { content, id, number, version } = draft;
  const value = (field: string, now: string) => (written ? (written[field] ?? "") : now);
  const ticked = (field: string, now: boolean) => (written ? field in written : now);
  const levels = byRank(content);
  const shared = { value, ticked, refusals, levels };
  return (
    <Page frame={frame} title={`${refusals.length ? "Error: " : ""}Levels and categories: draft of edition ${number}`}>
      <p>
        <a href={paths.draft(slug, id)}>Draft of edition {number}</a>
      </p>
      <h1>Levels and categories</h1>
      <p class="lede">What each level is called, what the framework is for, what each category needs, and whose words these are.</p>
      <Refusals refusals={refusals} />
      {crossed && (
        <section class="box">
          <h2>What changed while you were writing</h2>
          <div class="two-texts">
            <Summary heading="Theirs" content={content} />
            <Summary heading="Yours" content={crossed} />
          </div>
        </section>
      )}
      <Form action={paths.levels(slug, id)} token={token}>
        <input type="hidden" name="version" value={crossed ? String(version) : value("version", String(version))} />
        <h2>Levels</h2>
        <p>There are {inWords(levels.length)}, from the lowest to the highest; what they are called is the trust's own.</p>
        {levels.map((level) => (
          <TextField
            name={`level-${level.key}`}
            label={`Name of level ${level.rank + 1}`}
            hint={sentence(sayMark(level.rank, levels.length))}
            value={value(`level-${level.key}`, level.name)}
            refusals={refusals}
          />
        ))}
        {shapeIsOpen(content) ? <ShapeFields content={content} written={written} {...shared} /> : <FixedShape content={content} />}
        {content.otherwise && (
          <>
            <h2>Categories</h2>
            <p>From the highest to the lowest. An academy is given the first category of which it meets every need.</p>
            {content.categories.map((category) => (
              <CategoryFields content={content} category={category} {...shared} />
            ))}
            <TextField
              name={`category-${content.otherwise.key}`}
              label="What an academy is called that meets none of them"
              value={value(`category-${content.otherwise.key}`, content.otherwise.name)}
              refusals={refusals}
            />
          </>
        )}
        <h2>Marks</h2>
        <TextField name="name" label="Name of the framework" value={value("name", content.name)} refusals={refusals} />
        <TextField
          name="freshForDays"
          label="After how many days is a judgement stale?"
          value={value("freshForDays", String(content.freshForDays))}
          refusals={refusals}
        />
        <TextField name="source" label="Where the words come from" value={value("source", content.source)} refusals={refusals} />
        <Checkbox
          name="own"
          label="The words are the trust's own"
          hint="Until this is marked, every page says that they are an example."
          checked={ticked("own", content.marked === "own")}
        />
        {!draft.inUseFrom && <Button>Save</Button>}
      </Form>
    </Page>
  );
}

/** A further level, and what the framework is for and about. */
function ShapeFields({ content, written, value, refusals, levels }: Shared & { content: EditionContent; written: Asked["written"] }) {
  const subjects = written ? new Set((written.subjects ?? "").split(" ")) : new Set<string>(content.subjects);
  return (
    <>
      {levels.length > fewestLevels && (
        <Checkboxes
          name="levels-away"
          label="Levels to take away"
          hint="What each indicator says of a level goes with it."
          options={levels.map(({ key, name }) => ({ value: key, text: name }))}
          values={new Set((written?.["levels-away"] ?? "").split(" "))}
          refusals={refusals}
        />
      )}
      {levels.length < mostLevels && (
        <>
          <TextField
            name="level-added"
            label="Add a level"
            hint="Its name. Empty when there is no more; what it looks like is written at each indicator."
            value={value("level-added", "")}
            refusals={refusals}
          />
          <Select
            name="level-added-above"
            label="Where it stands"
            value={value("level-added-above", levels.at(-1)?.key ?? "")}
            options={[{ value: "", text: "Lowest of all" }, ...levels.map(({ key, name }) => ({ value: key, text: `Above “${name}”` }))]}
          />
        </>
      )}
      <h2>What it is for</h2>
      <Select
        name="kind"
        label="Kind"
        value={value("kind", content.kind)}
        options={frameworkKinds.map((kind) => ({ value: kind, text: sayKind(kind) }))}
        refusals={refusals}
      />
      <Checkboxes
        name="subjects"
        label="What it can be about"
        options={frameworkSubjects.map((subject) => ({ value: subject, text: sentence(saySubjects([subject])).slice(0, -1) }))}
        values={subjects}
        refusals={refusals}
      />
      <TextArea
        name="warning"
        label="Warning"
        hint="What everybody must know before they write by it; shown on every page of it. An assurance needs one."
        rows={3}
        value={value("warning", content.warning ?? "")}
        refusals={refusals}
      />
    </>
  );
}

const FixedShape = ({ content }: { content: EditionContent }) => (
  <p class="soft">
    There are {inWords(content.levels.length)} levels in every edition of this framework: the board decides by it, and the overview compares
    years by them.
  </p>
);

type Shared = {
  value: (field: string, now: string) => string;
  ticked: (field: string, now: boolean) => boolean;
  refusals: readonly FieldRefusal[];
  levels: EditionContent["levels"];
};

function CategoryFields({
  content,
  category,
  value,
  ticked,
  refusals,
  levels,
}: Shared & { content: EditionContent; category: CategoryRule }) {
  const expected = levels.at(-2)?.key ?? "";
  const rows = Math.max(
    category.needs.length + 1,
    lastRow((at) => value(`need-${category.key}-${at}-count`, "") !== ""),
  );
  return (
    <fieldset class="govuk-fieldset box">
      <legend class="govuk-fieldset__legend govuk-fieldset__legend--s">{category.name}</legend>
      <p class="soft">{sayRule(content, category)}</p>
      <TextField
        name={`category-${category.key}`}
        label={`Name of the category “${category.name}”`}
        value={value(`category-${category.key}`, category.name)}
        refusals={refusals}
      />
      {Array.from({ length: rows }, (_, at) => {
        const need = category.needs[at];
        const field = (part: string) => `need-${category.key}-${at + 1}-${part}`;
        return (
          <fieldset class="need">
            <legend class="govuk-visually-hidden">
              Need {at + 1} of {category.name}
            </legend>
            <TextField
              name={field("count")}
              label={at === 0 ? "In how many indicators" : "And in how many"}
              hint={at === 0 ? "A number, or “all”." : "Empty when there is no more."}
              value={value(field("count"), need ? String(need.count) : "")}
              refusals={refusals}
            />
            <Select
              name={field("level")}
              label="at this level or better"
              value={value(field("level"), need?.atLeast ?? expected)}
              options={levels.map((level) => ({ value: level.key, text: level.name }))}
            />
            <Checkbox name={field("shareable")} label="that can be shared" checked={ticked(field("shareable"), need?.shareable === true)} />
          </fieldset>
        );
      })}
    </fieldset>
  );
}

const Summary = ({ heading, content }: { heading: string; content: EditionContent }) => (
  <div>
    <h3>{heading}</h3>
    <ul class="govuk-list">
      {[...content.levels]
        .sort((a, b) => a.rank - b.rank)
        .map((level) => (
          <li>
            <LevelMark rank={level.rank} of={content.levels.length} /> {level.name}
          </li>
        ))}
    </ul>
    <ul class="govuk-list govuk-list--bullet">
      {content.categories.map((category) => (
        <li>{sayRule(content, category)}</li>
      ))}
      {content.otherwise && <li>{sayOtherwise(content.otherwise)}</li>}
      <li>
        {content.name}; {sayKind(content.kind)}, about {saySubjects(content.subjects)}; {content.source}; stale after {content.freshForDays}{" "}
        days; {content.marked === "own" ? "the trust's own words" : "an example"}.
      </li>
    </ul>
  </div>
);

const lastRow = (isWritten: (at: number) => boolean) => Array.from({ length: mostNeeds }, (_, at) => at + 1).findLast(isWritten) ?? 0;

const sentence = (words: string) => `${words[0]?.toUpperCase()}${words.slice(1)}.`;
