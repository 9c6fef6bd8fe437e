import { sql } from "kysely";
import { accept, type Outcome, refuse } from "../../language/outcome.ts";
import type { Person } from "../../platform/access/access.rules.ts";
import { brokenConstraint, type Database, inOneChange } from "../../platform/database/change.ts";

export type NetworkRefusal =
  | { readonly kind: "name-needed" }
  | { readonly kind: "name-taken"; readonly name: string }
  | { readonly kind: "no-such-network" }
  | { readonly kind: "crossed"; readonly now: string };
export function sayNetworkRefusal(refusal: NetworkRefusal): string {
  switch (refusal.kind) {
    case "name-needed":
      return "Give the network a name of up to 200 characters.";
    case "name-taken":
      return `There is a network called “${refusal.name}” already. Give this one another name.`;
    case "no-such-network":
      return "The network is not there. Open the list again.";
    case "crossed":
      return `Somebody has named it “${refusal.now}” meanwhile. Send yours again if it should be called otherwise.`;
  }
}

/** Adds a network of that name, or names one anew as it was seen; answers its id. */
export async function nameNetwork(
  db: Database,
  by: Person,
  wanted: string,
  network?: { readonly id: string; readonly seen: string },
): Promise<Outcome<string, NetworkRefusal>> {
  const name = wanted.trim();
  if (name === "" || [...name].length > 200) return refuse({ kind: "name-needed" });
  try {
    return await inOneChange<string, NetworkRefusal>(db, by, async (change) => {
      if (!network) {
        const added = await change.row<{ id: string }>(
          sql`insert into organisation.unit (trust_id, kind, name) values (${change.trustId}, 'network', ${name}) returning id`,
        );
        change.record({ kind: "organisation.network-added", detail: { network: added?.id ?? null } });
        return accept(added?.id ?? "");
      }
      const now = await change.row<{ name: string }>(
        sql`select name from organisation.unit where kind = 'network' and id::text = ${network.id} for update`,
      );
      if (!now) return refuse({ kind: "no-such-network" });
      if (now.name !== network.seen) return refuse({ kind: "crossed", now: now.name });
      change.send(sql`update organisation.unit set name = ${name} where id = ${network.id}`);
      change.record({ kind: "organisation.network-named", detail: { network: network.id } });
      return accept(network.id);
    });
  } catch (error) {
    if (brokenConstraint(error)?.startsWith("unit_trust_id_kind_name")) return refuse({ kind: "name-taken", name });
    throw error;
  }
}
