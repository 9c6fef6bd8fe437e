import type { Person } from "../../platform/access/access.rules.ts";
import { mayApprovePlans, mayWritePlans } from "../permissions.rules.ts";
import type { PlanState } from "../plans/plan.rules.ts";

/** One thing that somebody owes, wherever it stands. */
export type Owed = {
  /** Its own among everything that people owe, for as long as it is owed. */
  readonly key: string;
  readonly title: string;
  readonly href: string;
  /** Of what, or of whom. */
  readonly of: string;
  readonly says: string;
  readonly due: string | null;
  /** Whether it is done with and only shown still. */
  readonly over: boolean;
};

type Planned = {
  readonly unitId: string;
  readonly unitKind: string;
  readonly regionId: string | null;
  readonly state: PlanState;
  readonly version: number;
  readonly revision: number;
  readonly nextReview: string | null;
};
const holdsOn = (person: Person, roles: readonly string[], unitId: string) =>
  person.roles.some((role) => role.unitId === unitId && roles.includes(role.kind));

/** Whether a plan's next review of progress is somebody's to hold, a fortnight before its day: theirs who write plans on that very unit. */
export function owesReview(person: Person, plan: Planned, today: string): boolean {
  const soon = Temporal.PlainDate.from(today).add({ days: 14 }).toString();
  const goes = plan.state === "approved" || plan.state === "changed";
  return goes && plan.nextReview !== null && plan.nextReview <= soon && holdsOn(person, mayWritePlans.roles, plan.unitId);
}

/** Whether somebody owes a plan its approval: who may give it and stands nearest, an academy's Regional CEO before the trust's leaders. */
export function owesApproval(person: Person, plan: Planned, trust: string): boolean {
  const written = plan.revision > plan.version;
  if (!written || (plan.state !== "draft" && plan.state !== "changed")) return false;
  const nearest = plan.unitKind === "academy" ? (plan.regionId ?? trust) : plan.unitKind === "region" ? plan.unitId : trust;
  return holdsOn(person, mayApprovePlans.roles, nearest);
}

/** What is owed by its day, the overdue first, what has none last. */
export const byDay = (one: Owed, other: Owed): number => (one.due ?? "9999").localeCompare(other.due ?? "9999");
