import type { StoredDistribution } from "./distribution.store.ts";
import type { Source } from "./value.rules.ts";

/** What a process keeps of a database's derived figures: they change only with the version of all of them, which every question brings. */
interface Kept {
  readonly version: string;
  readonly distributions: Map<number, StoredDistribution | undefined>;
  readonly sources: Map<number, Source>;
}

/** The version that a question is answered at, in SQL: with the database's name, because a process may ask more than one. */
export const versionNow = "(select current_database() || '/' || version from national.benchmark_state)";

const keptAtMost = { distributions: 3000 };
const byDatabase = new Map<string, Kept>();

/** What is kept at a version; nothing yet where another import has come since. */
export function keptAt(version: string): Kept {
  const database = version.slice(0, version.lastIndexOf("/"));
  const known = byDatabase.get(database);
  if (known?.version === version) {
    if (known.distributions.size > keptAtMost.distributions) known.distributions.clear();
    return known;
  }
  const fresh: Kept = { version, distributions: new Map(), sources: new Map() };
  byDatabase.set(database, fresh);
  return fresh;
}
