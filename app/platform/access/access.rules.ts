/** A role somebody holds now, with the unit from which it reaches down: the one it is held on, or for a board the trust. */
export type HeldRole = { readonly kind: string; readonly unitId: string };

/** Somebody in a trust, with what they may be asked as. */
export type Person = {
  readonly trustId: string;
  readonly personId: string;
  readonly accountId: string;
  readonly name: string;
  readonly roles: readonly HeldRole[];
  /** Whether the trust asks a second factor of a role they hold. */
  readonly needsSecondFactor?: boolean;
  /** When their roles were last given or ended, or one began. */
  readonly rolesChangedAt?: Temporal.Instant | undefined;
  /** The key of the request they make now: what they send twice has one effect. */
  readonly once?: { readonly key: string; readonly fingerprint?: string; made: number } | undefined;
};

/** What a request is about: the unit itself and every unit that holds it, up to the trust. */
export type Place = { readonly trustId: string; readonly unitId: string; readonly within: readonly string[] };

/** A named permission: which roles, held on the place or on a unit that holds it, may do this. */
export type Permission = { readonly name: string; readonly says: string; readonly roles: readonly string[]; readonly anywhere?: true };

/** Whether a person may: a role of the permission, held where the place lies. */
export function may(permission: Permission, person: Person, place: Place): boolean {
  if (place.trustId !== person.trustId) return false;
  return person.roles.some(
    (role) =>
      permission.roles.includes(role.kind) && (permission.anywhere || role.unitId === place.unitId || place.within.includes(role.unitId)),
  );
}

/** The role by which a person may, to be written beside what they did. */
export function roleFor(permission: Permission, person: Person, place: Place): string | undefined {
  return person.roles.find(
    (role) =>
      permission.roles.includes(role.kind) && (permission.anywhere || role.unitId === place.unitId || place.within.includes(role.unitId)),
  )?.kind;
}
