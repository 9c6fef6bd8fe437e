import { Button, type FieldRefusal, FileField, Form, type Frame, Page, Refusals } from "../../design/house.tsx";
import type { EditionContent } from "../edition.rules.ts";
import { EditionWords } from "../editions/edition-words.view.tsx";
import { type EditionRow, EditionsOf } from "../editions/framework.view.tsx";
import { sayKind, saySubjects } from "../framework.words.ts";
import { paths } from "../paths.ts";
import type { FrameworkSeen } from "./choose.rules.ts";

type Edit = { readonly token: string } | undefined;

/** Which frameworks do we use, and which could we? */
export function FrameworksView({
  frame,
  slug,
  counting,
  frameworks,
  today,
  edit,
}: {
  frame: Frame;
  slug: string;
  counting: readonly EditionRow[];
  frameworks: readonly FrameworkSeen[];
  today: string;
  edit: Edit;
}) {
  const others = frameworks.filter(({ counts }) => !counts);
  const [used, ready] = [others.filter(({ state }) => state !== "not-used"), others.filter(({ state }) => state === "not-used")];
  return (
    <Page frame={frame} title="Frameworks">
      <h1>Frameworks</h1>
      <p class="lede">
        What good means, in words that two people read alike. The categories come from one framework; the others are for reviews.
      </p>
      <h2 id="counts">The framework that gives the categories</h2>
      <EditionsOf slug={slug} editions={counting} today={today} edit={edit} />
      <h2 id="used">Also used</h2>
      {used.length === 0 ? <p>None yet.</p> : <Frameworks slug={slug} frameworks={used} caption="Frameworks in use or being written" />}
      <h2 id="ready">Ready to use</h2>
      {ready.length === 0 ? (
        <p>The trust has all that ship.</p>
      ) : (
        <Frameworks slug={slug} frameworks={ready} caption="Frameworks that ship with Eddystone" />
      )}
      {edit && (
        <p class="next">
          <a href={paths.bringIn(slug)}>Bring in a framework from a file</a>
        </p>
      )}
    </Page>
  );
}

const Frameworks = ({ slug, frameworks, caption }: { slug: string; frameworks: readonly FrameworkSeen[]; caption: string }) => (
  <table class="plain">
    <caption class="govuk-visually-hidden">{caption}</caption>
    <thead>
      <tr>
        <th scope="col">Framework</th>
        <th scope="col">For</th>
        <th scope="col">About</th>
        <th scope="col">Size</th>
        <th scope="col">State</th>
      </tr>
    </thead>
    <tbody>
      {frameworks.map((framework) => (
        <tr>
          <th scope="row">
            <a href={paths.framework(slug, framework.key)}>{framework.name}</a>
          </th>
          <td data-label="For">{sayKind(framework.kind)}</td>
          <td data-label="About">{saySubjects(framework.subjects)}</td>
          <td data-label="Size">{saySize(framework)}</td>
          <td data-label="State">{sayState(framework)}</td>
        </tr>
      ))}
    </tbody>
  </table>
);

const saySize = ({ indicators, levels }: FrameworkSeen) =>
  indicators === 0 ? "To be filled" : `${indicators} indicator${indicators === 1 ? "" : "s"}, ${levels} levels`;

function sayState({ state, edition, draft }: FrameworkSeen): string {
  switch (state) {
    case "in-use":
      return `In use, edition ${edition?.number}${draft ? "; a draft is being written" : ""}`;
    case "to-come":
      return `Edition ${edition?.number} comes into use`;
    case "draft":
      return "A draft";
    case "closed":
      return "Closed";
    case "not-used":
      return "Not used";
  }
}

/** What is this framework, do we use it, and in which edition? */
export function OneFrameworkView({
  frame,
  slug,
  framework,
  editions,
  shipped,
  today,
  edit,
  refusals,
}: {
  frame: Frame;
  slug: string;
  framework: FrameworkSeen;
  editions: readonly EditionRow[];
  /** What ships under this key, shown where the trust does not use it. */
  shipped: EditionContent | undefined;
  today: string;
  edit: Edit;
  refusals: readonly FieldRefusal[];
}) {
  const { key, name, kind, subjects, warning, state, indicators } = framework;
  return (
    <Page frame={frame} title={`${refusals.length ? "Error: " : ""}${name}`}>
      <p>
        <a href={paths.framework(slug)}>Frameworks</a>
      </p>
      <h1>{name}</h1>
      <Refusals refusals={refusals} title="This was not done" />
      {state === "not-used" && shipped ? (
        <>
          <p class="lede">Eddystone ships this framework; the trust does not use it.</p>
          {edit && (
            <Form action={paths.use(slug, key)} token={edit.token}>
              <p>
                {indicators > 0
                  ? "The trust gets a copy of its own, in use from today. Its words can be changed in a new edition."
                  : "The trust gets a draft to fill in. It is used once its indicators are written."}
              </p>
              <Button>Use this framework</Button>
            </Form>
          )}
          <EditionWords content={shipped} />
        </>
      ) : (
        <>
          <p>
            {sayKind(kind)}, about {saySubjects(subjects)}.
          </p>
          {warning && (
            <p class="notice">
              <strong>{warning}</strong>
            </p>
          )}
          <EditionsOf slug={slug} editions={editions} today={today} edit={edit} />
        </>
      )}
    </Page>
  );
}

/** How does a framework come in from a file? */
export function BringInView({
  frame,
  slug,
  token,
  refusals,
}: {
  frame: Frame;
  slug: string;
  token: string;
  refusals: readonly FieldRefusal[];
}) {
  return (
    <Page frame={frame} title={`${refusals.length ? "Error: " : ""}Bring in a framework`}>
      <p>
        <a href={paths.framework(slug)}>Frameworks</a>
      </p>
      <h1>Bring in a framework</h1>
      <p class="lede">
        From a YAML file, such as one that was saved from the page of an edition. It becomes a draft; nobody is judged by it until it is put
        into use.
      </p>
      <Refusals refusals={refusals} title="Nothing was brought in" />
      <Form action={paths.bringIn(slug)} token={token} files>
        <FileField
          name="file"
          label="The framework's file"
          hint="Its key says which framework it is an edition of; a new key makes a new framework."
          refusals={refusals}
        />
        <Button>Bring it in</Button>
      </Form>
    </Page>
  );
}
