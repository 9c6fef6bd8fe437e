import { type Frame, Page, Select } from "../../design/house.tsx";
import { sayDay } from "../../language/period.ts";
import { counted, type Words } from "../../language/words.ts";
import { paths } from "../paths.ts";
import { ragMeans } from "../progress/progress.rules.ts";
import type { AcrossRow, loadAcross } from "./load-across.ts";

type Across = Awaited<ReturnType<typeof loadAcross>>;
const Row = ({ slug, row }: { slug: string; row: AcrossRow }) => (
  <section class="box">
    <h3>{row.academy.name}</h3>
    {row.level && (
      <p>
        {row.level.name}, judged on {sayDay(row.level.on)}.
      </p>
    )}
    {row.parts.length === 0 && <p>{row.planned ? "Its plan says nothing about it." : "It has no plan that goes on."}</p>}
    {row.parts.map((part) => (
      <>
        <p>
          <a href={`${paths.plan(slug, part.planId)}#part-${part.id}`}>{part.title}</a>
          {part.outcome && <span class="block">{part.outcome}</span>}
        </p>
        <dl class="descriptors">
          <div>
            <dt>Leads delivery</dt>
            <dd>{part.owner ?? "Nobody yet"}</dd>
          </div>
          <div>
            <dt>We will know by</dt>
            <dd>{part.criteria.length === 0 ? "Not written" : part.criteria.join("; ")}</dd>
          </div>
          <div>
            <dt>Last review</dt>
            <dd>
              {part.last ? (
                <>
                  <span class={`rag rag-${part.last.rag}`}>{ragMeans[part.last.rag].word}</span>, {sayDay(part.last.on)}
                </>
              ) : (
                "None yet"
              )}
            </dd>
          </div>
        </dl>
      </>
    ))}
  </section>
);

/** What does each academy do about the same thing? */
export function AcrossView({ frame, slug, words, across }: { frame: Frame; slug: string; words: Words; across: Across }) {
  const { priorities, indicators, priority, indicator, rows } = across;
  const doing = rows.filter(({ parts }) => parts.length > 0);
  const idle = rows.filter(({ parts }) => parts.length === 0);
  return (
    <Page frame={frame} title="Plans side by side" wide>
      <p>
        <a href={paths.home(slug)}>Plans</a>
      </p>
      <h1>Plans side by side</h1>
      {priorities.length > 0 && (
        <form method="get" action={paths.across(slug)} class="filters no-print">
          <Select
            name="priority"
            label="Under a priority of the trust"
            options={priorities.map(({ id, title }) => ({ value: id, text: title }))}
            value={priority?.id}
          />
          <button type="submit" class="govuk-button govuk-button--secondary">
            Show who works on it
          </button>
        </form>
      )}
      {indicators.length > 0 && (
        <form method="get" action={paths.across(slug)} class="filters no-print">
          <Select
            name="indicator"
            label="With the same weakness"
            options={indicators.map(({ key, title }) => ({ value: key, text: title }))}
            value={indicator?.key}
          />
          <button type="submit" class="govuk-button govuk-button--secondary">
            Show who shares it
          </button>
        </form>
      )}
      {indicator ? (
        <>
          <h2>Weak in “{indicator.title}”</h2>
          <p>
            {rows.length === 0
              ? `No ${words.academy} that you see is judged low in it.`
              : `${counted(rows.length, words.academy, words.academies)} judged low in it; ${doing.length === 0 ? "no plan names" : counted(doing.length, "plan names", "plans name")} that as a reason.`}
          </p>
        </>
      ) : priority ? (
        <>
          <h2>Under “{priority.title}”</h2>
          <p>
            Of {counted(rows.length, words.academy, words.academies)} that you see, {doing.length} {doing.length === 1 ? "works" : "work"}{" "}
            on it. Plans that are drafts or paused count too.
          </p>
        </>
      ) : (
        <p>There is no priority of the trust that you may read yet. Begin a trust improvement plan, and its priorities stand here.</p>
      )}
      <div class="side-by-side">
        {(indicator ? rows : doing).map((row) => (
          <Row slug={slug} row={row} />
        ))}
      </div>
      {!indicator && idle.length > 0 && (
        <p>
          <strong>Nothing under it:</strong>{" "}
          {idle.map(({ academy, planned }) => `${academy.name}${planned ? "" : " (no plan)"}`).join(", ")}.
        </p>
      )}
    </Page>
  );
}
