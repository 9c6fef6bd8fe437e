/** Where each academy shall be, and where the page showed it when that was chosen: so that nobody's change is undone unseen. */
export type Placements = { readonly wanted: ReadonlyMap<string, string>; readonly seen: ReadonlyMap<string, string> };

/** Reads a posted list of academies with a region each, by id (`place-`) or by name (`name-`). */
export function readPlacements(form: FormData, prefix: "place-" | "name-"): Placements {
  const by = (start: string) =>
    new Map([...form].flatMap(([name, value]) => (name.startsWith(start) ? [[name.slice(start.length), String(value)] as const] : [])));
  return { wanted: by(prefix), seen: by("seen-") };
}
