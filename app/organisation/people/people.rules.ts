import { accept, type Outcome, refuse } from "../../language/outcome.ts";
import { readDay, sayDay } from "../../language/period.ts";
import { oneOf, type Words } from "../../language/words.ts";
import { roleName, unitName } from "../words/words.rules.ts";
import { type RoleKind, roleKinds } from "./permissions.rules.ts";

export const unitKinds = { trust: "trust", region: "region", academy: "academy", board: "board" } as const;
export type UnitKind = keyof typeof unitKinds;

/** On which kinds of unit each role can be held. A board's member acts for the whole trust; an SLE works wherever the trust sends them. */
export const heldOn: Readonly<Record<RoleKind, readonly UnitKind[]>> = {
  "managing-director": ["trust"],
  "deputy-managing-director": ["trust"],
  "national-director": ["trust"],
  "regional-ceo": ["region"],
  principal: ["academy"],
  sle: ["trust", "region", "academy"],
  "central-team": ["trust", "region"],
  "eob-member": ["board"],
  trustee: ["trust", "board"],
  administrator: ["trust"],
};

export type PersonDraft = { readonly name: string; readonly email: string };
export type RoleDraft = { readonly kind: string; readonly unitId: string; readonly from: string; readonly to: string };
/** A role's days: the first and the last one in it; no last day while it is open. */
export type Days = { readonly from: string; readonly to: string | null };
export type ConsideredRole = Days & { readonly kind: RoleKind; readonly unitId: string };

export type PersonRefusal =
  | { readonly kind: "name-needed" }
  | { readonly kind: "email-needed" }
  | { readonly kind: "other-name"; readonly name: string }
  | { readonly kind: "email-taken"; readonly email: string }
  | { readonly kind: "no-such-person" };
export type RoleRefusal =
  | { readonly kind: "no-such-role" }
  | { readonly kind: "no-such-unit" }
  | { readonly kind: "wrong-unit"; readonly role: RoleKind; readonly unit: UnitKind }
  | { readonly kind: "no-first-day" }
  | { readonly kind: "no-last-day" }
  | { readonly kind: "ends-before-begins" }
  | { readonly kind: "day-past" }
  | { readonly kind: "overlaps" }
  | { readonly kind: "last-administrator" }
  | { readonly kind: "already-ended" };

export const tidyName = (name: string): string => name.trim().replace(/\s+/g, " ");
export const tidyEmail = (email: string): string => email.trim().toLowerCase();

/** Whether somebody may be written down so: with a name and an address. */
export function considerPerson(draft: PersonDraft): Outcome<PersonDraft, PersonRefusal> {
  const [name, email] = [tidyName(draft.name), tidyEmail(draft.email)];
  if (!name || name.length > 200) return refuse({ kind: "name-needed" });
  if (email.length > 254 || !/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(email)) return refuse({ kind: "email-needed" });
  return accept({ name, email });
}

/** A day somebody can hold a role on: not before 1900 and not after 2199, which are slips of the hand. */
export const readRoleDay = (text: string): string | undefined => {
  const day = readDay(text);
  return day && day.year >= 1900 && day.year < 2200 ? day.toString() : undefined;
};

/** Whether a role may be given as asked; the overlap with roles held is the database's to see. */
export function considerRole(draft: RoleDraft, units: ReadonlyMap<string, UnitKind>): Outcome<ConsideredRole, RoleRefusal> {
  if (!Object.hasOwn(roleKinds, draft.kind)) return refuse({ kind: "no-such-role" });
  const [kind, unit] = [draft.kind as RoleKind, units.get(draft.unitId)];
  if (!unit) return refuse({ kind: "no-such-unit" });
  if (!heldOn[kind].includes(unit)) return refuse({ kind: "wrong-unit", role: kind, unit });
  const [from, to] = [readRoleDay(draft.from), readRoleDay(draft.to)];
  if (!from) return refuse({ kind: "no-first-day" });
  if (draft.to && !to) return refuse({ kind: "no-last-day" });
  if (to && to < from) return refuse({ kind: "ends-before-begins" });
  return accept({ kind, unitId: draft.unitId, from, to: to ?? null });
}

export type End = { readonly how: "now" } | { readonly how: "on"; readonly day: string } | { readonly how: "open" };

/** Whether a role's end may be set so: only an end that still lies ahead is set or corrected, and never before the first day. */
export function considerEnd(role: Days & { readonly ended: boolean }, end: End, today: string): Outcome<End, RoleRefusal> {
  if (role.ended) return refuse({ kind: "already-ended" });
  if (end.how !== "on") return accept(end);
  const day = readRoleDay(end.day);
  if (!day) return refuse({ kind: "no-last-day" });
  if (day < role.from) return refuse({ kind: "ends-before-begins" });
  return day < today ? refuse({ kind: "day-past" }) : accept({ how: "on", day });
}

const nextDay = (day: string) => Temporal.PlainDate.from(day).add({ days: 1 }).toString();
const forGood = "9999-12-31";

/** The last day to which a trust has an administrator without a gap, counted from today; yesterday when it has none today. */
export function administeredUntil(periods: readonly Days[], today: string): string {
  let until = Temporal.PlainDate.from(today).subtract({ days: 1 }).toString();
  for (;;) {
    const next = nextDay(until);
    const reach = periods.filter(({ from, to }) => from <= next && (to ?? forGood) > until).map(({ to }) => to ?? forGood);
    const furthest = reach.sort().at(-1);
    if (furthest === undefined) return until;
    if (furthest === forGood) return forGood;
    until = furthest;
  }
}

/** A kind of unit with its article, as the trust calls it. */
const sayUnit = (unit: UnitKind, words: Words): string =>
  unit === "trust" ? "the trust" : unit === "board" ? `the ${words.board}` : oneOf(unitName(unit, words));

/** Where a role can be held, in the trust's words. */
export const sayHeldOn = (role: RoleKind, words: Words): string => heldOn[role].map((unit) => sayUnit(unit, words)).join(" or ");

/** A period as people say it: "since 1 September 2024", "from 1 January 2027", "1 May 2025 to 31 August 2026". */
export function sayDays({ from, to }: Days, today: string): string {
  if (to) return `${sayDay(from)} to ${sayDay(to)}`;
  return from > today ? `from ${sayDay(from)}` : `since ${sayDay(from)}`;
}

export function sayPersonRefusal(refusal: PersonRefusal): string {
  switch (refusal.kind) {
    case "name-needed":
      return "Give the person's name, in 200 letters at most.";
    case "email-needed":
      return "Give an e-mail address like name@school.org.uk.";
    case "other-name":
      return `This address is ${refusal.name}'s in this trust. Give that name, or correct it on their page first.`;
    case "email-taken":
      return `Somebody else of this trust has the address ${refusal.email}. Give another.`;
    case "no-such-person":
      return "This person is no longer there. Look at the list again.";
  }
}

export function sayRoleRefusal(refusal: RoleRefusal, words: Words): string {
  switch (refusal.kind) {
    case "no-such-role":
      return "Choose one of the roles listed.";
    case "no-such-unit":
      return `Choose where the role is held: the trust, ${oneOf(words.region)}, ${oneOf(words.academy)} or the ${words.board}.`;
    case "wrong-unit":
      return `The role ${roleName(refusal.role, words)} is held on ${sayHeldOn(refusal.role, words)}, not on ${sayUnit(refusal.unit, words)}. Choose again where it is held.`;
    case "no-first-day":
      return "Give the first day in the role.";
    case "no-last-day":
      return "Give the last day in the role as a date.";
    case "ends-before-begins":
      return "The last day lies before the first day. Give a later last day.";
    case "day-past":
      return "That day is past. Choose today or a later day, or end the role now.";
    case "overlaps":
      return "This person holds this role there already for some of that time. End that one first, or choose other days.";
    case "last-administrator":
      return "The trust would be left without an administrator. Give somebody else the role first, from that day at the latest.";
    case "already-ended":
      return "This role has ended already. Give it anew if it goes on.";
  }
}
