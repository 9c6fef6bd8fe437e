import { Button, Form } from "../../design/house.tsx";
import { sayDay } from "../../language/period.ts";
import type { EditionContent } from "../edition.rules.ts";
import { stateOf } from "../edition.rules.ts";
import { paths } from "../paths.ts";

export type EditionRow = {
  readonly id: string;
  readonly number: number;
  readonly inUseFrom: string | null;
  readonly closedOn: string | null;
  readonly content: EditionContent;
};

/** In which edition is a framework, and what comes next? */
export function EditionsOf({
  slug,
  editions,
  today,
  edit,
}: {
  slug: string;
  editions: readonly EditionRow[];
  today: string;
  edit?: { token: string } | undefined;
}) {
  const inUse = editions.find((edition) => stateOf(edition, today) === "in-use");
  const draft = editions.find((edition) => stateOf(edition, today) === "draft");
  return (
    <>
      <p>
        {inUse
          ? `${inUse.content.name}: ${inUse.content.indicators.length} indicators at ${inUse.content.levels.length} levels.`
          : "No edition is in use today, so nothing can be judged by it."}
      </p>
      <table class="plain">
        <caption class="govuk-visually-hidden">Editions, the newest first</caption>
        <thead>
          <tr>
            <th scope="col">Edition</th>
            <th scope="col">In use from</th>
            <th scope="col">Closed on</th>
            <th scope="col">Indicators</th>
            <th scope="col">Words</th>
          </tr>
        </thead>
        <tbody>
          {editions.map((edition) => (
            <tr>
              <th scope="row">
                <a href={paths.edition(slug, edition.id)}>Edition {edition.number}</a>
                {stateOf(edition, today) === "in-use" && ", in use"}
              </th>
              <td data-label="In use from">{edition.inUseFrom ? sayDay(edition.inUseFrom) : "Draft"}</td>
              <td data-label="Closed on">
                {edition.closedOn ? `${edition.closedOn > today ? "closes " : ""}${sayDay(edition.closedOn)}` : <span class="soft">–</span>}
              </td>
              <td data-label="Indicators">{edition.content.indicators.length}</td>
              <td data-label="Words">{edition.content.marked === "example" ? "Example" : "The trust's own"}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {edit && draft && (
        <p class="next">
          <a class="govuk-button" href={paths.draft(slug, draft.id)}>
            Go on with the draft of edition {draft.number}
          </a>
        </p>
      )}
      {edit && !draft && editions.length > 0 && (
        <Form action={paths.framework(slug)} token={edit.token} class="next">
          <input type="hidden" name="framework" value={editions[0]?.content.key} />
          <p>An edition that is in use never changes. A new one begins as a copy of it, and may take days to write.</p>
          <Button>Make a new edition</Button>
        </Form>
      )}
    </>
  );
}
