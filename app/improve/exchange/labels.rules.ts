/** Things by the names they have in a file: each name means one thing, and where two are called alike each says its id too. */
export type Labels = {
  /** What a file calls it; undefined where it is none of these. */
  readonly say: (id: string) => string | undefined;
  /** Which of them a file means. */
  readonly read: (text: string) => string | undefined;
};

const keyOf = (name: string) => name.trim().replace(/\s+/g, " ").toLowerCase();
const withId = /\[([^[\]]+)\]$/;

/** A thing and its name; `also` is what a thing may be called besides, where nothing else has that name. */
type Named = { readonly id: string; readonly name: string; readonly also?: string };
export function labelsOf(things: readonly Named[]): Labels {
  const of = new Map(things.map(({ id, name }) => [id, name]));
  const byKey = Map.groupBy([...of], ([, name]) => keyOf(name));
  const byOther = Map.groupBy(
    things.filter(({ also }) => also !== undefined),
    ({ also = "" }) => keyOf(also),
  );
  const alone = (name: string) => byKey.get(keyOf(name))?.length === 1 && !withId.test(name.trim()) && keyOf(name) !== "";
  return {
    say: (id) => {
      const name = of.get(id);
      return name === undefined ? undefined : alone(name) ? name : `${name} [${id}]`;
    },
    read: (text) => {
      const byId = withId.exec(text.trim())?.[1];
      if (byId !== undefined && of.has(byId)) return byId;
      const named = byKey.get(keyOf(text))?.map(([id]) => id) ?? byOther.get(keyOf(text))?.map(({ id }) => id) ?? [];
      return named.length === 1 ? named[0] : undefined;
    },
  };
}

/** Who may have a duty: people by their names, and roles, of which a file may also write the bare name or the name with who holds it now. */
export function ownerLabels(people: readonly Named[], roles: readonly Named[]): Labels {
  const labels = labelsOf([...roles.map(({ id, name }) => ({ id, name: `${name} (role)`, also: name })), ...people]);
  return { say: labels.say, read: (text) => labels.read(text) ?? labels.read(text.replace(/\s*\(now\s.*\)\s*$/is, "")) };
}
