import { sayDay } from "../../language/period.ts";
import type { Words } from "../../language/words.ts";
import { roleName } from "../../organisation/index.ts";
import { type Held, isVacant, lastOwner, type OwnerPeriod, ownerOn } from "../parts/owner.rules.ts";

type Named = OwnerPeriod & { readonly name: string | null };
/** Who has a duty today, or from which day somebody does; where it is asked who holds what, that nobody answers is said too. */
export function sayOwner(
  owners: readonly Named[],
  duty: "delivers" | "evaluates",
  today: string,
  words: Words,
  held?: Held,
): string | undefined {
  const [now, last] = [ownerOn(owners, duty, today), lastOwner(owners, duty)];
  const vacant = (owner: Named) =>
    !held || !isVacant(owner, held) ? "" : owner.personId ? " (holds no role any more)" : " (nobody holds this role now)";
  const name = (owner: Named) => `${owner.name ?? roleName(owner.role ?? "", words)}${vacant(owner)}`;
  if (now && last && now !== last) return `${name(now)}; from ${sayDay(last.from)} ${name(last)}`;
  if (now) return name(now);
  return last ? `from ${sayDay(last.from)} ${name(last)}` : undefined;
}
