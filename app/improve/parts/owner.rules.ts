import { accept, type Outcome, refuse } from "../../language/outcome.ts";
import type { PartRefusal } from "./part.rules.ts";

export const duties = ["delivers", "evaluates"] as const;
export type Duty = (typeof duties)[number];
/** Who answers for something: a person, or whoever holds a role where the plan lies. */
export type OwnerNow = { readonly person: string } | { readonly role: string };
/** A period of answering: its first day and the day after its last one, none while it goes on. */
export type OwnerPeriod = {
  readonly duty: Duty;
  readonly personId: string | null;
  readonly role: string | null;
  readonly from: string;
  readonly until: string | null;
};

/** From which day somebody else than before answers: of both duties, or of each its own. */
export type SinceWhen = string | undefined | Readonly<Record<Duty, string | undefined>>;

/** Who has a duty on a day. */
export const ownerOn = <Period extends OwnerPeriod>(periods: readonly Period[], duty: Duty, day: string): Period | undefined =>
  periods.find((one) => one.duty === duty && one.from <= day && (one.until === null || one.until > day));
/** Who has a duty last: now, or from a day to come. */
export const lastOwner = <Period extends OwnerPeriod>(periods: readonly Period[], duty: Duty): Period | undefined =>
  periods.filter((one) => one.duty === duty && one.until === null).at(-1);

/** Who holds a role in the trust now, and who holds each role where a plan lies. */
export type Held = { readonly people: ReadonlySet<string>; readonly holders: ReadonlyMap<string, ReadonlySet<string>> };
/** Whether an owner answers no more: a person without any role, or a role that nobody holds there. */
export const isVacant = ({ personId, role }: Pick<OwnerPeriod, "personId" | "role">, { people, holders }: Held): boolean =>
  personId ? !people.has(personId) : !holders.has(role ?? "");

/** Whether somebody leads a part who answers still, now or from a day to come; nobody at all, or only somebody who answers no more. */
export function ledBy(owners: readonly OwnerPeriod[], day: string, held: Held): "yes" | "no" | "gone" {
  const leads = [ownerOn(owners, "delivers", day), lastOwner(owners, "delivers")].filter((one) => one !== undefined);
  return leads.length === 0 ? "no" : leads.some((one) => !isVacant(one, held)) ? "yes" : "gone";
}

export const keyOfOwner = (owner: Pick<OwnerPeriod, "personId" | "role"> | undefined): string =>
  !owner ? "" : owner.personId ? `person:${owner.personId}` : `role:${owner.role}`;
export function readOwner(key: string): OwnerNow | undefined {
  const [kind, id = ""] = key.split(":");
  return kind === "person" && id ? { person: id } : kind === "role" && id ? { role: id } : undefined;
}

/** The periods after each duty was given to whom the draft names, from its day; who had it before keeps theirs up to then. */
export function handOver(
  before: readonly OwnerPeriod[],
  wanted: Readonly<Record<Duty, OwnerNow | undefined>>,
  from: SinceWhen,
  says: readonly string[],
  facts: {
    readonly people: ReadonlySet<string>;
    readonly roles: ReadonlySet<string>;
    readonly holders?: Held["holders"];
    readonly days: { readonly begins: string; readonly ends: string };
  },
): Outcome<readonly OwnerPeriod[], PartRefusal> {
  const periods: OwnerPeriod[] = [];
  for (const duty of duties) {
    const mine = before.filter((one) => one.duty === duty);
    const owner = wanted[duty];
    const next = owner && { personId: "person" in owner ? owner.person : null, role: "role" in owner ? owner.role : null };
    const last = lastOwner(mine, duty);
    if (!says.includes(duty) || keyOfOwner(next) === keyOfOwner(last)) {
      periods.push(...mine);
      continue;
    }
    if (next?.personId && !facts.people.has(next.personId)) return refuse({ kind: "role-ended", duty });
    if (next?.role && !facts.roles.has(next.role)) return refuse({ kind: "nobody-holds", duty });
    const since = typeof from === "object" ? from[duty] : from;
    if (!since) return refuse({ kind: "from-needed" });
    // Who led the year before may go on; earlier or later than that is a slip of the pen.
    const earliest = Temporal.PlainDate.from(facts.days.begins).subtract({ years: 1 }).toString();
    if (next && (since < earliest || since > facts.days.ends)) return refuse({ kind: "from-outside", earliest, latest: facts.days.ends });
    if (last && since < last.from) return refuse({ kind: "from-too-early", since: last.from });
    // Who is named anew for the very day on which the last one began stands in their place: that was a slip.
    const kept = mine.flatMap((one) => (one === last ? (one.from < since ? [{ ...one, until: since }] : []) : [one]));
    periods.push(...kept, ...(next ? [{ duty, ...next, from: since, until: null }] : []));
  }
  const [leads, weighs] = duties.map((duty) => keyOfOwner(lastOwner(periods, duty)));
  const changed = duties.some((duty) => keyOfOwner(lastOwner(before, duty)) !== keyOfOwner(lastOwner(periods, duty)));
  if (changed && leads && leads === weighs) return refuse({ kind: "evaluates-own", duty: "evaluates" });
  const [delivering, evaluating] = duties.map((duty) => soleHolder(lastOwner(periods, duty), facts.holders));
  return changed && delivering && delivering === evaluating ? refuse({ kind: "same-behind", duty: "evaluates" }) : accept(periods);
}
/** The one person who answers behind an owner now: themselves, or the only one who holds the role. */
function soleHolder(owner: OwnerPeriod | undefined, holders: Held["holders"] | undefined): string | undefined {
  if (!owner?.role) return owner?.personId ?? undefined;
  const people = [...(holders?.get(owner.role) ?? [])];
  return people.length === 1 ? people[0] : undefined;
}
