import { accept, type Outcome } from "../language/outcome.ts";
import { type Database, inOneChange, inOneLook } from "../platform/database/change.ts";
import { boardAstray, rebuildBoard } from "./board.store.ts";
import { decisionHistory, holdCategories, keptPeriods } from "./categories/decision.store.ts";
import { periodsHeld } from "./categories/held.rules.ts";

/** Writes what is derived of a trust anew, from its judgements and decisions; answers for how many decided academies. Runs in the app's role, which sees this trust alone. */
export function rebuildDerived(db: Database, trustId: string): Promise<Outcome<number, never>> {
  return inOneChange(db, { trustId, personId: undefined }, async (change) => {
    const units = new Set((await decisionHistory(change)).map(({ unitId }) => unitId));
    for (const unitId of units) await holdCategories(change, unitId);
    await rebuildBoard(change);
    change.record({ kind: "diagnose.derived-rebuilt", detail: { academies: units.size } });
    return accept(units.size);
  });
}

/** The academies whose kept periods or board are not what their decisions and judgements give. None, or something was changed behind the acts. */
export function derivedAstray(db: Database, trustId: string): Promise<string[]> {
  return inOneLook(db, { trustId, personId: undefined }, async (look) => {
    const kept = Map.groupBy(await keptPeriods(look), ({ unitId }) => unitId);
    const decided = Map.groupBy((await decisionHistory(look)).toReversed(), ({ unitId }) => unitId);
    const said = (periods: readonly { from: string; until: string | undefined | null; category: string; decisionId: string }[]) =>
      periods.map(({ from, until, category, decisionId }) => `${from} ${until ?? ""} ${category} ${decisionId}`).join("\n");
    const astray = [...new Set([...kept.keys(), ...decided.keys()])].filter(
      (unit) => said(kept.get(unit) ?? []) !== said(periodsHeld(decided.get(unit) ?? [])),
    );
    return [...new Set([...astray, ...(await boardAstray(look))])];
  });
}
