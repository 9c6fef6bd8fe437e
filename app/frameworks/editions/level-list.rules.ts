import { accept, type Outcome, refuse } from "../../language/outcome.ts";
import { byRank, type EditionContent, type Level } from "../edition.rules.ts";
import { keyFor } from "./key.rules.ts";

/** How the scale of an edition should change: levels taken away by key, and one added above another, or as the lowest. */
export type LevelList = {
  readonly removed: readonly string[];
  readonly added: { readonly name: string; readonly above: string | undefined } | undefined;
};
export type LevelListRefusal = { readonly kind: "too-few-levels" } | { readonly kind: "too-many-levels"; readonly most: number };

export const fewestLevels = 2;
export const mostLevels = 7;

/** The edition on the changed scale: what a removed level looked like goes with it, what a new one looks like is still to be written. */
export function changeLevels(content: EditionContent, { removed, added }: LevelList): Outcome<EditionContent, LevelListRefusal> {
  const ladder: Omit<Level, "rank">[] = byRank(content).filter(({ key }) => !removed.includes(key));
  if (added) {
    const key = keyFor(
      content.levels.map((level) => level.key),
      added.name,
      "level",
    );
    // Above one that is taken away at the same time: above whatever is left below it.
    const below = byRank(content).findIndex((level) => level.key === added.above);
    const kept = byRank(content).filter((level, at) => at <= below && !removed.includes(level.key)).length;
    ladder.splice(kept, 0, { key, name: added.name });
  }
  if (ladder.length < fewestLevels) return refuse({ kind: "too-few-levels" });
  if (ladder.length > mostLevels) return refuse({ kind: "too-many-levels", most: mostLevels });
  const levels = ladder.map(({ key, name }, rank) => ({ key, name, rank }));
  const indicators = content.indicators.map((indicator) => ({
    ...indicator,
    descriptors: Object.fromEntries(levels.map(({ key }) => [key, indicator.descriptors[key] ?? ""])),
  }));
  return accept({ ...content, levels, indicators });
}
