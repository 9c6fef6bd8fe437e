import { Button, type FieldRefusal, Form, type Frame, Page, Refusals, TextArea, TextField } from "../../design/house.tsx";
import { sayDay } from "../../language/period.ts";
import type { Words } from "../../language/words.ts";
import { paths } from "../paths.ts";
import type { Point } from "./readiness.rules.ts";
import type { OwnPoint } from "./readiness.store.ts";

export type WrittenPoint = { readonly title: string; readonly what: string; readonly days: string };
type Fields = { readonly token: string; readonly written: WrittenPoint; readonly refusals: readonly FieldRefusal[] };

const PointForm = ({ action, token, version, written, refusals, button }: Fields & { action: string; version: number; button: string }) => (
  <Form action={action} token={token}>
    <input type="hidden" name="version" value={String(version)} />
    <TextField name="title" label="What should be ready?" value={written.title} refusals={refusals} />
    <TextArea
      name="what"
      label="What does that mean?"
      hint="So that two people would check the same."
      rows={3}
      value={written.what}
      refusals={refusals}
    />
    <TextField name="days" label="To be checked again after how many days?" value={written.days} refusals={refusals} />
    <Button>{button}</Button>
  </Form>
);

/** What is on the list of readiness, and what does the trust add? */
export function PointsView(
  asked: Fields & {
    frame: Frame;
    slug: string;
    shipped: { source: string; dated: string; points: readonly Point[] };
    own: readonly OwnPoint[];
    words: Words;
  },
) {
  const { frame, slug, shipped, own, words, refusals } = asked;
  return (
    <Page frame={frame} title={`${refusals.length ? "Error: " : ""}The list of readiness`}>
      <p>
        <a href={paths.home(slug)}>Inspection</a>
      </p>
      <h1>The list of readiness</h1>
      <Refusals refusals={refusals} />
      <h2>The trust's own points</h2>
      {own.length === 0 ? (
        <p>None yet. A point you add stands on the list of every {words.academy}.</p>
      ) : (
        <ul class="govuk-list govuk-list--bullet">
          {own.map(({ id, title, freshForDays }) => (
            <li>
              <a href={paths.ownPoint(slug, id)}>{title}</a> <span class="soft">(every {freshForDays} days)</span>
            </li>
          ))}
        </ul>
      )}
      <h2>Add a point</h2>
      <PointForm {...asked} action={paths.points(slug)} version={0} button="Add this point" />
      <details>
        <summary>The {shipped.points.length} points that come with Eddystone</summary>
        <dl class="facts">
          {shipped.points.map(({ title, what, freshForDays }) => (
            <>
              <dt>{title}</dt>
              <dd>
                {what} <span class="soft">Every {freshForDays} days.</span>
              </dd>
            </>
          ))}
        </dl>
        <p class="soft">
          {shipped.source}; as of {sayDay(shipped.dated)}.
        </p>
      </details>
    </Page>
  );
}

export function OwnPointView(asked: Fields & { frame: Frame; slug: string; own: OwnPoint; crossed: boolean }) {
  const { frame, slug, token, own, refusals, crossed } = asked;
  const way = paths.ownPoint(slug, own.id);
  return (
    <Page frame={frame} title={`${refusals.length ? "Error: " : ""}${own.title}`}>
      <p>
        <a href={paths.points(slug)}>The list of readiness</a>
      </p>
      <h1>{own.title}</h1>
      <Refusals refusals={refusals} />
      {crossed && (
        <section class="box">
          <h2>What stands now</h2>
          <p>
            {own.title}: {own.what} Every {own.freshForDays} days.
          </p>
        </section>
      )}
      <p class="soft">
        Version {own.version}, {sayDay(own.setOn)}
        {own.setBy ? `, ${own.setBy}` : ""}.{own.removed ? " It was removed." : ""}
      </p>
      {!own.removed && (
        <>
          <PointForm {...asked} action={way} version={own.version} button="Save as the next version" />
          <Form action={`${way}/remove`} token={token}>
            <input type="hidden" name="version" value={String(own.version)} />
            <Button secondary>Take it off the list</Button>
          </Form>
        </>
      )}
    </Page>
  );
}
