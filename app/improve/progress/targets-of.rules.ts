import type { PartKind } from "../parts/part.rules.ts";
import { allUnder } from "../parts/tree.rules.ts";

type WithTarget = {
  readonly id: string;
  readonly kind: PartKind;
  readonly under: string | null;
  readonly endedBecause: string | null;
  readonly target: string | null;
};
/** The targets of the success criteria under a part, and of the priority it hangs under where it has none of its own. */
export function targetsOf(living: readonly WithTarget[], part: { readonly id: string; readonly under: string | null }): string[] {
  const own = allUnder(living, part.id).flatMap(({ target }) => target ?? []);
  if (own.length > 0 || part.under === null) return own;
  return living.filter(({ kind, under }) => kind === "criterion" && under === part.under).flatMap(({ target }) => target ?? []);
}
/** Whether the criteria under a part name any target: if not, it is measured by those of its priority, which are told there once. */
export const hasOwnTargets = (living: readonly WithTarget[], part: { readonly id: string }): boolean =>
  allUnder(living, part.id).some(({ target }) => target !== null);
