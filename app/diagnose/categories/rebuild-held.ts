import { accept, type Outcome } from "../../language/outcome.ts";
import { type Database, inOneChange, inOneLook } from "../../platform/database/change.ts";
import { decisionHistory, holdCategories, keptPeriods } from "./decision.store.ts";
import { periodsHeld } from "./held.rules.ts";

type OfTrust = { readonly trustId: string; readonly personId: undefined };

/** Writes the periods of every academy of a trust anew from its decisions; answers of how many academies. Runs in the keeper's role. */
export function rebuildHeld(keeper: Database, trustId: string): Promise<Outcome<number, never>> {
  const standing: OfTrust = { trustId, personId: undefined };
  return inOneChange(keeper, standing, async (change) => {
    const units = new Set((await decisionHistory(change)).map(({ unitId }) => unitId));
    for (const unitId of units) await holdCategories(change, unitId);
    change.record({ kind: "diagnose.categories-rebuilt", detail: { academies: units.size } });
    return accept(units.size);
  });
}

/** The academies whose kept periods are not what their decisions give. None, or something was changed behind the acts. */
export function heldAstray(db: Database, trustId: string): Promise<string[]> {
  return inOneLook(db, { trustId, personId: undefined }, async (look) => {
    const kept = Map.groupBy(await keptPeriods(look), ({ unitId }) => unitId);
    const decided = Map.groupBy((await decisionHistory(look)).toReversed(), ({ unitId }) => unitId);
    const said = (periods: readonly { from: string; until: string | undefined | null; category: string; decisionId: string }[]) =>
      periods.map(({ from, until, category, decisionId }) => `${from} ${until ?? ""} ${category} ${decisionId}`).join("\n");
    return [...new Set([...kept.keys(), ...decided.keys()])].filter(
      (unit) => said(kept.get(unit) ?? []) !== said(periodsHeld(decided.get(unit) ?? [])),
    );
  });
}
