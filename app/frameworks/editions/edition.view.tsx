import { type Frame, Page } from "../../design/house.tsx";
import { sayDay } from "../../language/period.ts";
import { stateOf } from "../edition.rules.ts";
import { paths } from "../paths.ts";
import { EditionWords } from "./edition-words.view.tsx";
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
        <a href={paths.framework(slug, content.key)}>{content.name}</a>
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
      <p>
        <a href={paths.file(slug, edition.id)}>Save it as a file (YAML)</a>
      </p>
      <EditionWords content={content} />
    </Page>
  );
}

function sayState({ inUseFrom, closedOn }: EditionRow, state: ReturnType<typeof stateOf>): string {
  if (!inUseFrom) return "A draft: nobody is judged by it yet.";
  if (state === "to-come") return `Comes into use on ${sayDay(inUseFrom)}.`;
  if (state === "closed" && closedOn) return `In use from ${sayDay(inUseFrom)}, closed on ${sayDay(closedOn)}.`;
  return `In use from ${sayDay(inUseFrom)}${closedOn ? `; closes on ${sayDay(closedOn)}` : ""}.`;
}
