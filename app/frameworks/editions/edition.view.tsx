import { type Frame, LevelMark, Page } from "../../design/house.tsx";
import { sayDay } from "../../language/period.ts";
import type { EditionContent } from "../edition.rules.ts";
import { sayMark, sayOtherwise, sayRule, stateOf } from "../edition.words.ts";
import { paths } from "../paths.ts";
import type { EditionRow } from "./framework.view.tsx";

/** The whole edition, to be read and printed: what every level, indicator and category of it means. */
export function EditionView({
  frame,
  slug,
  edition,
  today,
  mayEdit,
}: {
  frame: Frame;
  slug: string;
  edition: EditionRow;
  today: string;
  mayEdit: boolean;
}) {
  const { content, number } = edition;
  const state = stateOf(edition, today);
  return (
    <Page frame={frame} title={`Edition ${number} of ${content.name}`}>
      <p>
        <a href={paths.framework(slug)}>Framework</a>
      </p>
      <h1>
        Edition {number} of {content.name}
      </h1>
      <p class="lede">{sayState(edition, state)}</p>
      {state === "draft" && mayEdit && (
        <p>
          <a href={paths.draft(slug, edition.id)}>Change this draft</a>
        </p>
      )}
      {content.marked === "example" && (
        <p class="notice">
          These words are an example. They become the trust's own when the trust has read them, changed them and said so.
        </p>
      )}
      <p class="soft">
        {content.source}. Dated {sayDay(content.dated)}.
      </p>
      <h2 id="levels">Levels</h2>
      <LevelsTable content={content} />
      <p>A judgement is stale when it is more than {content.freshForDays} days old.</p>
      <h2 id="indicators">Indicators</h2>
      {content.indicators.map((indicator) => (
        <section class="indicator" id={indicator.key}>
          <h3>
            {indicator.ordinal} {indicator.title}
          </h3>
          <p class="soft">In tables: {indicator.short}</p>
          <dl class="descriptors">
            {byRank(content).map((level) => (
              <div>
                <dt>
                  <LevelMark rank={level.rank} /> {level.name}
                </dt>
                <dd>{indicator.descriptors[level.key] || <em>Still to be written.</em>}</dd>
              </div>
            ))}
          </dl>
        </section>
      ))}
      <h2 id="categories">Categories</h2>
      <p>
        From the highest to the lowest; the first rule that holds gives the category. The board decides, and may decide otherwise with a
        reason.
      </p>
      <ol class="govuk-list govuk-list--number">
        {content.categories.map((category) => (
          <li>{sayRule(content, category)}</li>
        ))}
        <li>{sayOtherwise(content)}</li>
      </ol>
      <p class="soft">“Can be shared” is a mark a judge gives to a strength from which others can learn.</p>
    </Page>
  );
}

const byRank = (content: EditionContent) => [...content.levels].sort((a, b) => a.rank - b.rank);

function LevelsTable({ content }: { content: EditionContent }) {
  return (
    <table class="plain">
      <thead>
        <tr>
          <th scope="col">Mark</th>
          <th scope="col">Level</th>
          <th scope="col">How it is shown</th>
        </tr>
      </thead>
      <tbody>
        {byRank(content).map((level) => (
          <tr>
            <td>
              <span class={`swatch cell-${level.rank}`}>
                <LevelMark rank={level.rank} />
              </span>
            </td>
            <th scope="row">{level.name}</th>
            <td>{sayMark(level.rank)}</td>
          </tr>
        ))}
        <tr>
          <td>
            <span class="swatch">
              <LevelMark rank={undefined} />
            </span>
          </td>
          <th scope="row">Not judged</th>
          <td>{sayMark(undefined)}</td>
        </tr>
      </tbody>
    </table>
  );
}

function sayState({ inUseFrom, closedOn }: EditionRow, state: ReturnType<typeof stateOf>): string {
  if (!inUseFrom) return "A draft: nobody is judged by it yet.";
  if (state === "to-come") return `Comes into use on ${sayDay(inUseFrom)}.`;
  if (state === "closed" && closedOn) return `In use from ${sayDay(inUseFrom)}, closed on ${sayDay(closedOn)}.`;
  return `In use from ${sayDay(inUseFrom)}${closedOn ? `; closes on ${sayDay(closedOn)}` : ""}.`;
}
