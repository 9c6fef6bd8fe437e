import { loadCalendar, trustUnit } from "../../organisation/index.server.ts";
import { halfTermsOf } from "../../organisation/index.ts";
import type { Look } from "../../platform/database/change.ts";
import type { Exchange } from "../exchange/load-exchange.ts";
import type { PlanPlace } from "../plans/plan.store.ts";
import type { PasteFacts } from "./paste.rules.ts";
import { readWhen } from "./when.rules.ts";

/** By what a pasted text is read: who holds a role in the trust, and the calendar of the plan's academy, else the trust's. */
export async function loadPasteFacts(look: Look, { plan }: PlanPlace, { labels, people, roles }: Exchange): Promise<PasteFacts> {
  const own = await loadCalendar(look, plan.unitId);
  const years = own.length > 0 ? own : await loadCalendar(look, await trustUnit(look));
  const terms = years.flatMap((year) => halfTermsOf(year).map((term) => ({ schoolYear: year.schoolYear, ...term })));
  const holds = (key: string | undefined) =>
    key !== undefined && (key.startsWith("person:") ? people.has(key.slice(7)) : roles.has(key.slice(5)));
  return {
    ownerOf: (text) => {
      const name = text
        .trim()
        .replace(/^the\s+/i, "")
        .replace(/\.$/, "");
      return [labels.owners.read(name), labels.owners.read(`${name} (role)`)].find(holds);
    },
    when: (text) => readWhen(text, { terms, begins: plan.begins, ends: plan.ends }),
  };
}
