import { accept, type Outcome, refuse } from "../../language/outcome.ts";
import {
  administeredUntil,
  type ConsideredRole,
  considerEnd,
  considerPerson,
  considerRole,
  type Days,
  tidyEmail,
  tidyName,
  type UnitKind,
} from "./people.rules.ts";
import { type RoleKind, roleKinds } from "./permissions.rules.ts";
import type { RowRefusal } from "./row-refusal.rules.ts";

type Cells = {
  readonly name: string;
  readonly email: string;
  readonly role: string;
  readonly unit: string;
  readonly from: string;
  readonly to: string;
};
export type PeopleRow = Cells & { readonly line: number; readonly tooManyCells: boolean };
type Unit = { readonly id: string; readonly kind: UnitKind; readonly name: string; readonly urn: number | null };
type Held = Days & {
  readonly id: string;
  readonly personId: string;
  readonly kind: string;
  readonly unitId: string;
  readonly ended: boolean;
};
/** What the trust has, against which a file is read. */
export type PeopleHere = {
  readonly people: readonly { readonly id: string; readonly name: string; readonly email: string | null }[];
  readonly roles: readonly Held[];
  readonly units: readonly Unit[];
  readonly today: string;
};
/** What a file would do: whom it adds (keyed by their address), what it gives, which last days it sets, and what it may not. */
export type Plan = {
  readonly read: number;
  readonly add: readonly { readonly line: number; readonly name: string; readonly email: string }[];
  readonly give: readonly (ConsideredRole & { readonly line: number; readonly person: string })[];
  readonly end: readonly (Days & { readonly line: number; readonly roleId: string; readonly before: string | null })[];
  readonly unchanged: number;
  readonly refused: readonly { readonly line: number; readonly refusal: RowRefusal }[];
};

/** A unit as a file names it: an academy by its URN, the others by name and kind. */
export const unitInFile = ({ kind, name, urn }: Unit): string | number => urn ?? `${name} (${kind})`;
const said = (text: string) => tidyName(text).toLowerCase();
const dayInFile = (text: string) => {
  const [, day = "", month = "", year = ""] = /^(\d{1,2})\/(\d{1,2})\/(\d{4})$/.exec(text) ?? [];
  return year ? `${year}-${month.padStart(2, "0")}-${day.padStart(2, "0")}` : text;
};

/** Reads every row against what the trust has; pure, so that what is shown before is what is done after. A role that the file leaves out stays. */
export function planPeople(rows: readonly PeopleRow[], here: PeopleHere): Plan {
  const byEmail = new Map(here.people.flatMap((person) => (person.email ? [[person.email, person] as const] : [])));
  const nameless = Map.groupBy(
    here.people.filter(({ email }) => !email),
    ({ name }) => said(name),
  );
  const units = new Map(here.units.map((unit) => [said(String(unitInFile(unit))), unit]));
  const unitKinds = new Map(here.units.map(({ id, kind }) => [id, kind]));
  const kinds = new Map(
    Object.entries(roleKinds).flatMap(
      ([kind, name]) =>
        [
          [kind, kind],
          [said(name), kind],
        ] as [string, RoleKind][],
    ),
  );
  const held = Map.groupBy(here.roles, (role) => keyOf(role.personId, role));
  const spoken = new Map<string, { line: number; to: string | null }>();
  const added = new Map<string, { line: number; name: string; email: string }>();
  const give: Plan["give"][number][] = [];
  const end: Plan["end"][number][] = [];
  const refused: Plan["refused"][number][] = [];
  let unchanged = 0;

  const personOf = (row: Cells): Outcome<{ person: string; isNew: boolean }, RowRefusal> => {
    const email = tidyEmail(row.email);
    if (!email) {
      const [only, ...others] = nameless.get(said(row.name)) ?? [];
      return only && others.length === 0 ? accept({ person: only.id, isNew: false }) : refuse({ kind: "no-address", name: row.name });
    }
    const there = byEmail.get(email) ?? added.get(email);
    if (there && said(there.name) !== said(row.name)) return refuse({ kind: "other-name", name: there.name });
    if (there) return accept({ person: "id" in there ? (there.id as string) : email, isNew: false });
    const considered = considerPerson(row);
    return considered.ok ? accept({ person: email, isNew: true }) : considered;
  };

  const readRow = (row: PeopleRow): Outcome<undefined, RowRefusal> => {
    if (row.tooManyCells) return refuse({ kind: "too-many-cells" });
    const person = personOf(row);
    if (!person.ok) return person;
    const known = person.value.person;
    const welcome = () => {
      if (person.value.isNew) added.set(known, { line: row.line, name: tidyName(row.name), email: known });
      return accept(undefined);
    };
    if (!row.role && !row.unit && !row.from && !row.to) {
      if (!person.value.isNew) unchanged++;
      return welcome();
    }
    const [kind, unit] = [kinds.get(said(row.role)), units.get(said(row.unit))];
    if (!kind) return refuse({ kind: "unknown-role", said: row.role });
    if (!unit) return refuse({ kind: "unknown-unit", said: row.unit });
    const [from, to] = [dayInFile(row.from), dayInFile(row.to) || null];
    const key = `${keyOf(known, { kind, unitId: unit.id })} ${from}`;
    const before = spoken.get(key);
    if (before && before.to !== to) return refuse({ kind: "contradicts", line: before.line });
    spoken.set(key, before ?? { line: row.line, to });
    const same = (held.get(keyOf(known, { kind, unitId: unit.id })) ?? []).filter((role) => role.from === from);
    if (before || same.some((role) => role.to === to)) {
      unchanged++;
      return accept(undefined);
    }
    const there = same.find(({ ended }) => !ended) ?? same[0];
    if (there) {
      if (there.ended) return refuse({ kind: "ended-on", day: there.to ?? "" });
      const considered = considerEnd(there, to ? { how: "on", day: to } : { how: "open" }, here.today);
      if (!considered.ok) return considered;
      end.push({ line: row.line, roleId: there.id, from, to, before: there.to });
      return accept(undefined);
    }
    const considered = considerRole({ kind, unitId: unit.id, from, to: to ?? "" }, unitKinds);
    if (!considered.ok) return considered;
    give.push({ ...considered.value, line: row.line, person: known });
    return welcome();
  };

  for (const row of rows) {
    const outcome = readRow(row);
    if (!outcome.ok) refused.push({ line: row.line, refusal: outcome.refusal });
  }
  refused.push(...overlapping(here, give, end), ...leavingNoAdministrator(here, give, end));
  return { read: rows.length, add: [...added.values()], give, end, unchanged, refused: refused.sort((a, b) => a.line - b.line) };
}

const keyOf = (person: string, { kind, unitId }: { kind: string; unitId: string }) => `${person} ${kind} ${unitId}`;

/** The rows by which one person would hold one role on one unit twice on the same day, whatever their order in the file. */
function overlapping(here: PeopleHere, give: Plan["give"], end: Plan["end"]): Plan["refused"] {
  const ends = new Map(end.map((row) => [row.roleId, row]));
  const touched = new Set(give.map((row) => keyOf(row.person, row)));
  const all = [
    ...give.map((row) => ({ ...row, key: keyOf(row.person, row) })),
    ...here.roles.map((role) => ({ ...role, line: 0, ...ends.get(role.id), key: keyOf(role.personId, role) })),
  ];
  for (const row of all) if ("id" in row && ends.has(row.id)) touched.add(row.key);
  return [
    ...Map.groupBy(
      all.filter(({ key }) => touched.has(key)),
      ({ key }) => key,
    ).values(),
  ].flatMap((periods) => {
    const sorted = periods.sort((a, b) => (a.from < b.from ? -1 : 1));
    return sorted.flatMap((later, at) => {
      const earlier = sorted[at - 1];
      const meets = earlier && (earlier.to === null || earlier.to >= later.from);
      return meets ? [{ line: Math.max(earlier.line, later.line), refusal: { kind: "overlaps" as const } }] : [];
    });
  });
}

/** The row that ends an administrator, where by the whole file the trust would be without one sooner than it is now. */
function leavingNoAdministrator(here: PeopleHere, give: Plan["give"], end: Plan["end"]): Plan["refused"] {
  const ends = new Map(end.map((row) => [row.roleId, row]));
  const now = here.roles.filter(({ kind, ended }) => kind === "administrator" && !ended);
  const after = [...now.map((role) => ends.get(role.id) ?? role), ...give.filter(({ kind }) => kind === "administrator")];
  const last = now.flatMap(({ id }) => ends.get(id) ?? []).at(-1);
  const shorter = administeredUntil(after, here.today) < administeredUntil(now, here.today);
  return last && shorter ? [{ line: last.line, refusal: { kind: "last-administrator" } }] : [];
}
