/** Things by the names they have in a file: each name means one thing, and where two are called alike each says its id too. */
export type Labels = {
  /** What a file calls it; undefined where it is none of these. */
  readonly say: (id: string) => string | undefined;
  /** Which of them a file means. */
  readonly read: (text: string) => string | undefined;
};

const keyOf = (name: string) => name.trim().replace(/\s+/g, " ").toLowerCase();
const withId = /\[([^[\]]+)\]$/;

export function labelsOf(things: readonly { readonly id: string; readonly name: string }[]): Labels {
  const of = new Map(things.map(({ id, name }) => [id, name]));
  const byKey = Map.groupBy([...of], ([, name]) => keyOf(name));
  const alone = (name: string) => byKey.get(keyOf(name))?.length === 1 && !withId.test(name.trim()) && keyOf(name) !== "";
  return {
    say: (id) => {
      const name = of.get(id);
      return name === undefined ? undefined : alone(name) ? name : `${name} [${id}]`;
    },
    read: (text) => {
      const named = withId.exec(text.trim())?.[1];
      if (named !== undefined && of.has(named)) return named;
      const [only, ...others] = byKey.get(keyOf(text)) ?? [];
      return only && others.length === 0 ? only[0] : undefined;
    },
  };
}
