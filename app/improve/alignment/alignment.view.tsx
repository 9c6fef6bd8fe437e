import { type Frame, Page, TextField, WideTable } from "../../design/house.tsx";
import type { Words } from "../../language/words.ts";
import { capital, counted } from "../../language/words.ts";
import { paths } from "../paths.ts";
import type { Alignment } from "./alignment.rules.ts";
import { questionsOf } from "./alignment-words.rules.ts";

/** The thread as a picture: aims of the five-year plan, the trust's priorities, and how many academies take each up. */
function Thread({ alignment, of, words }: { alignment: Alignment; of: number; words: Words }) {
  const { aims, priorities } = alignment;
  const [row, rows] = [46, Math.max(aims.length, priorities.length, 1)];
  const height = rows * row + 30;
  const at = (index: number, count: number) => 30 + (index + 0.5) * ((rows * row) / Math.max(count, 1));
  const short = (text: string) => (text.length > 34 ? `${text.slice(0, 33).trimEnd()}…` : text);
  return (
    <WideTable label="The thread as a picture; the table below says the same">
      <svg
        class="thread"
        viewBox={`0 0 960 ${height}`}
        width="960"
        height={height}
        role="img"
        aria-label="Aims of the five-year plan, trust priorities and how many take each up"
      >
        <text x="0" y="14" class="thread-head">
          Five-year plan
        </text>
        <text x="380" y="14" class="thread-head">
          Trust priorities
        </text>
        <text x="790" y="14" class="thread-head">
          {capital(words.academies)}
        </text>
        {priorities.flatMap(({ part, aims: served }, index) =>
          served.map((aim) => (
            <path
              key={`${part.id}${aim.id}`}
              class="thread-line"
              d={`M270 ${at(
                aims.findIndex(({ id }) => id === aim.id),
                aims.length,
              )} C 325 ${at(
                aims.findIndex(({ id }) => id === aim.id),
                aims.length,
              )} 325 ${at(index, priorities.length)} 375 ${at(index, priorities.length)}`}
            />
          )),
        )}
        {aims.map(({ title }, index) => (
          <text x="0" y={at(index, aims.length) + 5}>
            {short(title)}
          </text>
        ))}
        {priorities.map(({ part, academies }, index) => (
          <>
            <text x="380" y={at(index, priorities.length) + 5}>
              {index + 1}. {short(part.title)}
            </text>
            {academies.length > 0 ? (
              <>
                <path class="thread-line" d={`M665 ${at(index, priorities.length)} H 780`} />
                <rect
                  class="thread-bar"
                  x="790"
                  y={at(index, priorities.length) - 9}
                  width={Math.max(4, (110 * academies.length) / Math.max(of, 1))}
                  height="18"
                />
              </>
            ) : null}
            <text
              x={790 + (academies.length > 0 ? Math.max(4, (110 * academies.length) / Math.max(of, 1)) + 8 : 0)}
              y={at(index, priorities.length) + 5}
            >
              {academies.length === 0 ? "nobody" : academies.length}
            </text>
          </>
        ))}
      </svg>
    </WideTable>
  );
}

export function AlignmentView(asked: {
  frame: Frame;
  slug: string;
  words: Words;
  alignment: Alignment;
  academies: number;
  most: { readonly objectives: number; readonly duties: number };
}) {
  const { frame, slug, words, alignment, most } = asked;
  const questions = questionsOf(alignment, words);
  const { priorities } = alignment;
  return (
    <Page frame={frame} title="How the plans hang together" wide>
      <p>
        <a href={paths.home(slug)}>Plans</a>
      </p>
      <h1>How the plans hang together</h1>
      {priorities.length === 0 ? (
        <p>
          No trust improvement plan goes on, so there is nothing to hang together with. Begin one, and let it support the five-year plan.
        </p>
      ) : (
        <>
          <p>
            {priorities.filter(({ academies }) => academies.length > 0).length} of{" "}
            {counted(priorities.length, "trust priority", "trust priorities")} are taken up by at least one {words.academy}. Plans count
            that are drafts or paused too; who takes a priority up in such a plan alone is marked so.
          </p>
          <Thread alignment={alignment} of={asked.academies} words={words} />
          <WideTable label="Trust priorities and who takes them up">
            <table class="plain">
              <thead>
                <tr>
                  <th scope="col">Trust priority</th>
                  <th scope="col">Aim of the five-year plan</th>
                  <th scope="col">Taken up by</th>
                  <th scope="col">Not by</th>
                </tr>
              </thead>
              <tbody>
                {priorities.map(({ part, plan, aims, academies, without }) => (
                  <tr>
                    <th scope="row">
                      <a href={`${paths.plan(slug, plan.id)}#part-${part.id}`}>{part.title}</a>
                    </th>
                    <td>{aims.length > 0 ? aims.map(({ title }) => title).join("; ") : <span class="soft">none</span>}</td>
                    <td>
                      {academies.length === 0 ? (
                        <strong class="standing-not-met">Nobody</strong>
                      ) : (
                        <>
                          {academies.length}: {academies.map(({ name, only }) => (only ? `${name} (${only})` : name)).join(", ")}{" "}
                          <a class="block" href={paths.across(slug, { priority: part.id })}>
                            Side by side<span class="govuk-visually-hidden"> under “{part.title}”</span>
                          </a>
                        </>
                      )}
                    </td>
                    <td>
                      {without.length === 0 ? (
                        "–"
                      ) : (
                        <details>
                          <summary>
                            {without.length}
                            <span class="govuk-visually-hidden"> do not take up “{part.title}”</span>
                          </summary>
                          {without.map(({ name }) => name).join(", ")}
                        </details>
                      )}
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          </WideTable>
        </>
      )}
      <h2>Questions to ask ({questions.length})</h2>
      {questions.length === 0 ? (
        <p>None: every priority is taken up, and every target is owned.</p>
      ) : (
        <ol class="spaced">
          {questions.map((question) => (
            <li>{question}</li>
          ))}
        </ol>
      )}
      <form method="get" action={paths.alignment(slug)} class="filters no-print">
        <TextField name="objectives" label={`Too many objectives of one ${words.academy}: more than`} value={String(most.objectives)} />
        <TextField name="duties" label="Too much for one person or role: more than" value={String(most.duties)} />
        <button type="submit" class="govuk-button govuk-button--secondary">
          Ask again
        </button>
      </form>
    </Page>
  );
}
