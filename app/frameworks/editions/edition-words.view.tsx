import { LevelMark } from "../../design/house.tsx";
import { sayDay } from "../../language/period.ts";
import { byRank, type EditionContent } from "../edition.rules.ts";
import { sayMark, sayOtherwise, sayRule, toneOf } from "../edition.words.ts";
import { sayKind, saySubjects } from "../framework.words.ts";

/** What an edition says, whole: what it is for, its warning, every level, indicator and category. */
export function EditionWords({ content }: { content: EditionContent }) {
  return (
    <>
      <p>
        {sayKind(content.kind)}, about {saySubjects(content.subjects)}.
      </p>
      {content.warning && (
        <p class="notice">
          <strong>{content.warning}</strong>
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
      {content.indicators.length === 0 && <p>There are none yet: the trust writes its own.</p>}
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
                  <LevelMark rank={level.rank} of={content.levels.length} /> {level.name}
                </dt>
                <dd>{indicator.descriptors[level.key] || <em>Still to be written.</em>}</dd>
              </div>
            ))}
          </dl>
        </section>
      ))}
      {content.otherwise && (
        <>
          <h2 id="categories">Categories</h2>
          <p>
            From the highest to the lowest; the first rule that holds gives the category. The board decides, and may decide otherwise with a
            reason.
          </p>
          <ol class="govuk-list govuk-list--number">
            {content.categories.map((category) => (
              <li>{sayRule(content, category)}</li>
            ))}
            <li>{sayOtherwise(content.otherwise)}</li>
          </ol>
          <p class="soft">“Can be shared” is a mark a judge gives to a strength from which others can learn.</p>
        </>
      )}
    </>
  );
}

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
            <td data-label="Mark">
              <span class={`swatch cell-${toneOf(level.rank, content.levels.length)}`}>
                <LevelMark rank={level.rank} of={content.levels.length} />
              </span>
            </td>
            <th scope="row">{level.name}</th>
            <td data-label="How it is shown">{sayMark(level.rank, content.levels.length)}</td>
          </tr>
        ))}
        <tr>
          <td data-label="Mark">
            <span class="swatch">
              <LevelMark rank={undefined} />
            </span>
          </td>
          <th scope="row">Not judged</th>
          <td data-label="How it is shown">{sayMark(undefined)}</td>
        </tr>
      </tbody>
    </table>
  );
}
