import { Button, type FieldRefusal, Form, type Frame, Page, Refusals, Select, TextField } from "../../design/house.tsx";
import { type EditionContent, frameworkPaths, type PutIntoUse } from "../../frameworks/index.ts";
import { sayDay } from "../../language/period.ts";
import type { Consequence } from "./consequence.rules.ts";

type Asked = {
  frame: Frame;
  slug: string;
  draft: { readonly id: string; readonly number: number; readonly version: number; readonly content: EditionContent };
  /** None before the first edition of a framework. */
  before: { readonly number: number; readonly content: EditionContent } | undefined;
  wanted: PutIntoUse;
  halfTerms: readonly { name: string; first: string }[];
  academies: string;
  refusals: readonly FieldRefusal[];
  /** Everything the draft still lacks; nothing can be asked while it does. */
  unready: readonly string[];
  /** What it would change, once the day and what carries over have been said. */
  consequence: Consequence | undefined;
  token: string;
};

/** From which day does the new edition hold, what carries over, and what would that change? */
export function PutIntoUseView({ frame, slug, draft, before, wanted, halfTerms, academies, refusals, unready, consequence, token }: Asked) {
  const title = `Put edition ${draft.number} into use`;
  const days = halfTerms.map(({ name, first }) => `${sayDay(first)} (${name})`);
  return (
    <Page frame={frame} title={`${refusals.length ? "Error: " : ""}${title}`}>
      <p>
        <a href={frameworkPaths.draft(slug, draft.id)}>Draft of edition {draft.number}</a>
      </p>
      <h1>{title}</h1>
      <p class="lede">
        {before ? `Edition ${before.number} closes on the same day.` : `It is the first edition of ${draft.content.name}.`} You see what
        this changes before it is done.
      </p>
      <Refusals refusals={refusals} />
      {unready.length > 0 && (
        <section class="box">
          <h2>The draft is not finished</h2>
          <ul class="govuk-list govuk-list--bullet">
            {unready.map((text) => (
              <li>{text}</li>
            ))}
          </ul>
          <a href={frameworkPaths.draft(slug, draft.id)}>Finish it first</a>
        </section>
      )}
      {unready.length === 0 && (
        <form method="get" action={frameworkPaths.putIntoUse(slug, draft.id)}>
          <TextField
            name="from"
            label="In use from"
            type="date"
            hint={`Today or later.${days.length ? ` Half-terms begin on ${new Intl.ListFormat("en-GB").format(days)}.` : ""}`}
            value={wanted.from}
            refusals={refusals}
          />
          {before && (
            <details open={consequence === undefined || refusals.length > 0}>
              <summary>What each indicator carries on</summary>
              <p>
                Where an indicator carries one of edition {before.number} on, its judgements stay current until somebody judges again. A new
                one is not judged at first.
              </p>
              {draft.content.indicators.map((indicator) => (
                <Select
                  name={`forerunner-${indicator.key}`}
                  label={`${indicator.ordinal} ${indicator.title} carries on`}
                  value={wanted.forerunners[indicator.key] ?? ""}
                  refusals={refusals}
                  options={[
                    { value: "", text: "nothing: it is new" },
                    ...before.content.indicators.map(({ key, ordinal, title: old }) => ({ value: key, text: `${ordinal} ${old}` })),
                  ]}
                />
              ))}
            </details>
          )}
          <Button secondary>See what this changes</Button>
        </form>
      )}
      {consequence && (
        <>
          <Changes consequence={consequence} academies={academies} before={before?.number} />
          <Form action={frameworkPaths.putIntoUse(slug, draft.id)} token={token} class="next">
            <input type="hidden" name="version" value={String(draft.version)} />
            <input type="hidden" name="from" value={wanted.from} />
            {Object.entries(wanted.forerunners).map(([key, forerunner]) => (
              <input type="hidden" name={`forerunner-${key}`} value={forerunner} />
            ))}
            <p>
              An edition that has its day never changes and cannot be taken back; only a new edition can follow it. Judgements and decisions
              stay on the edition they were made on.
            </p>
            <Button>
              Put edition {draft.number} into use from {sayDay(wanted.from)}
            </Button>
          </Form>
        </>
      )}
    </Page>
  );
}

function Changes({ consequence, academies, before }: { consequence: Consequence; academies: string; before: number | undefined }) {
  const counted = consequence.indicators.some(({ judged }) => judged !== undefined);
  const count = (change: string) => consequence.academies.filter(({ changes }) => changes === change).length;
  const [another, noneYet, all] = [count("another"), count("none-yet"), consequence.academies.length];
  return (
    <section id="changes">
      <h2>What this changes{counted && ", by today's judgements"}</h2>
      {consequence.dropped.length > 0 && (
        <div class="box">
          <h3>Dropped</h3>
          <ul class="govuk-list govuk-list--bullet">
            {consequence.dropped.map(({ title, judged }) => (
              <li>
                {title}: its judgements{judged === undefined ? "" : ` in ${judged} ${academies}`} stay in the history and count no more.
              </li>
            ))}
          </ul>
        </div>
      )}
      <table class="plain">
        <caption class="govuk-visually-hidden">
          {counted ? `Indicators, and how many ${academies} would be judged in each` : "Indicators, and what each carries on"}
        </caption>
        <thead>
          <tr>
            <th scope="col">Indicator</th>
            <th scope="col">Carries on</th>
            {counted && <th scope="col">Judged</th>}
            {counted && <th scope="col">Not judged</th>}
          </tr>
        </thead>
        <tbody>
          {consequence.indicators.map((indicator) => (
            <tr>
              <th scope="row">
                {indicator.ordinal} {indicator.title}
              </th>
              <td data-label="Carries on">
                {indicator.carriesOn === undefined ? (
                  <strong>new</strong>
                ) : indicator.carriesOn === indicator.title ? (
                  "the same"
                ) : (
                  indicator.carriesOn
                )}
              </td>
              {counted && (
                <>
                  <td data-label="Judged">{indicator.judged}</td>
                  <td data-label="Not judged">{indicator.notJudged}</td>
                </>
              )}
            </tr>
          ))}
        </tbody>
      </table>
      {consequence.academies.length > 0 && (
        <>
          <h3>Recommended category</h3>
          <p>
            {another} of {all} {academies} would have another recommendation
            {noneYet > 0 ? `, and of ${noneYet} none is certain until what is new has been judged there` : ""}. What the board has decided
            stays decided.
          </p>
          <table class="plain">
            <caption class="govuk-visually-hidden">Recommended category before and after</caption>
            <thead>
              <tr>
                <th scope="col">Name</th>
                <th scope="col">By edition {before}</th>
                <th scope="col">By the new edition</th>
              </tr>
            </thead>
            <tbody>
              {consequence.academies.map((academy) => (
                <tr>
                  <th scope="row">{academy.name}</th>
                  <td data-label={`By edition ${before}`}>{academy.before}</td>
                  <td data-label="By the new edition">{academy.changes ? <strong>{academy.after}</strong> : academy.after}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </>
      )}
    </section>
  );
}
