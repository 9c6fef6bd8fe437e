import { Button, type Frame, Page, TextField } from "../../design/house.tsx";
import { partsOf, unmarked } from "../../language/found.ts";
import { capital } from "../../language/words.ts";

export const mostWords = 200;

type Hit = {
  readonly href: string;
  readonly title: string;
  readonly academy: { readonly name: string };
  readonly says: string;
  readonly snippet: string;
};
type Group = {
  readonly key: string;
  readonly heading: string;
  readonly found: { readonly hits: readonly Hit[]; readonly next: string | undefined };
};
type Asked = {
  frame: Frame;
  slug: string;
  words: string;
  /** The one kind that is shown, and whether it is a later page of it. */
  only: string | undefined;
  later: boolean;
  /** None where nothing could be looked for. */
  groups: readonly Group[] | undefined;
};

/** What do we have that says this? */
export function SearchView({ frame, slug, words, only, later, groups }: Asked) {
  const to = `/${slug}/search`;
  const nothing = groups?.every(({ found }) => found.hits.length === 0 && found.next === undefined);
  return (
    <Page frame={frame} title={words ? `${words}: search` : "Search"}>
      <h1>Search</h1>
      <search>
        <form method="get" action={to} class="filters">
          <TextField name="words" label="Words in evidence, judgements or findings" type="search" value={words} />
          <Button>Search</Button>
        </form>
      </search>
      {!words && (
        <p>
          All the words must be there, in any form: “read” finds “reading” too. Quotes hold a phrase together, <strong>or</strong> lets
          either do, and a minus leaves a word out. You find what your roles let you see.
        </p>
      )}
      {words && !groups && (
        <p>These words are too common to be looked for, or all of them are left out. Add a word that says what it is about.</p>
      )}
      {only && (
        <p>
          <a href={`${to}?${new URLSearchParams({ words })}`}>Search everything for “{words}”</a>
        </p>
      )}
      {nothing && <p>{later ? "There is nothing more." : `Nothing that you may see says “${words}”. Try fewer or other words.`}</p>}
      {!nothing &&
        groups?.map(({ key, heading, found }) => (
          <section aria-labelledby={`found-${key}`}>
            <h2 id={`found-${key}`}>{heading}</h2>
            {found.hits.length === 0 && <p class="soft">{found.next ? "None among the newest." : "None."}</p>}
            <ul class="found">
              {found.hits.map((hit) => (
                <li>
                  <a href={hit.href}>
                    {unmarked(hit.academy.name)}: <Marked text={hit.title} />
                  </a>
                  <p class="soft">{capital(hit.says)}</p>
                  {hit.snippet && (
                    <p class="break">
                      … <Marked text={hit.snippet} /> …
                    </p>
                  )}
                </li>
              ))}
            </ul>
            <Further to={to} words={words} group={{ key, heading, found }} whole={only !== undefined} />
          </section>
        ))}
    </Page>
  );
}

/** The way to what is not shown here: all of a kind, or what is older than the last that is. */
function Further({ to, words, group, whole }: { to: string; words: string; group: Group; whole: boolean }) {
  const { key, heading, found } = group;
  if (found.next === undefined) return null;
  const fromTheNewest = !whole && found.hits.length > 0;
  const query = new URLSearchParams({ words, in: key, ...(fromTheNewest ? {} : { after: found.next }) });
  return (
    <p>
      <a href={`${to}?${query}`}>
        {fromTheNewest ? "All" : "Older"} {heading.toLowerCase()} with these words
      </a>
    </p>
  );
}

const Marked = ({ text }: { text: string }) => <>{partsOf(text).map((part) => (part.found ? <mark>{part.text}</mark> : part.text))}</>;
