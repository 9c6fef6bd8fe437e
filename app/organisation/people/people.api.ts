import { z } from "zod";
import type { Words } from "../../language/words.ts";
import type { Look } from "../../platform/database/change.ts";
import { apiRead, apiWrite, cutPage, etagOf, listOf, pageQuery, type Written } from "../../platform/web/api.ts";
import { allow } from "../../platform/web/route.tsx";
import { placeOfTrust } from "../trust.store.ts";
import { endRole } from "./end-role.ts";
import { giveRole } from "./give-role.ts";
import { type PersonRefusal, type RoleRefusal, sayPersonRefusal, sayRoleRefusal } from "./people.rules.ts";
import { listUnits, loadPerson, type PersonPage } from "./people.store.ts";
import { mayAdministerPeople, type RoleKind, roleKinds } from "./permissions.rules.ts";
import { savePerson } from "./save-person.ts";

const placeOfPerson = async (look: Look, params: Record<string, string>) => {
  const person = await loadPerson(look, params.person ?? "");
  return person && { ...(await placeOfTrust(look)), person };
};
const administer = allow(mayAdministerPeople, placeOfTrust);
const administerPerson = allow(mayAdministerPeople, placeOfPerson);
const personAt = (place: unknown) => (place as { person: PersonPage }).person;

const unit = z.strictObject({
  id: z.uuid(),
  kind: z.enum(["trust", "board", "region", "academy"]),
  name: z.string(),
  urn: z.number().int().nullable(),
});
export const apiUnits = apiRead(
  "/api/v1/:trust/units",
  administer,
  {
    says: "The units that roles are held on: the trust, its boards, regions and academies",
    tag: "Organisation",
    query: pageQuery,
    answer: listOf(unit),
  },
  {
    load: listUnits,
    show: (_asked, units, query) =>
      cutPage(
        units.toSorted((a, b) => (a.id < b.id ? -1 : 1)),
        ({ id }) => id,
        query,
      ),
  },
);

const kinds = Object.keys(roleKinds) as [RoleKind, ...RoleKind[]];
const role = z.strictObject({
  id: z.uuid(),
  kind: z.string(),
  unit: z.uuid(),
  unitName: z.string(),
  from: z.iso.date(),
  to: z.iso.date().nullable().describe("The last day in it; null while it is open"),
  state: z.enum(["held", "to-come", "ended"]),
});
const person = z.strictObject({
  id: z.uuid(),
  name: z.string(),
  email: z.string().nullable(),
  signsIn: z.boolean(),
  roles: z.array(role).describe("Held, to come and ended, the newest first"),
});
const sayPerson = ({ id, name, email, accountId, roles }: PersonPage): z.infer<typeof person> => ({
  id,
  name,
  email,
  signsIn: accountId !== null,
  roles: roles.map((one) => ({
    id: one.id,
    kind: one.kind,
    unit: one.unitId,
    unitName: one.unit,
    from: one.from,
    to: one.to,
    state: one.state,
  })),
});
/** The state of a person: the version of name and address, which a write names, and what else the answer shows. */
const stateOf = (one: PersonPage) => `${one.version}-${etagOf(JSON.stringify(sayPerson(one))).slice(1, -1)}`;

const onePerson = "/api/v1/:trust/people/:person{[0-9a-f-]{36}}";
export const apiPerson = apiRead(
  onePerson,
  administerPerson,
  { says: "One person with every role; the ETag names the version of name and address", tag: "Organisation", answer: person },
  { load: (look, params) => loadPerson(look, params.person ?? ""), show: (_asked, one) => sayPerson(one), state: stateOf },
);

const draft = { name: z.string().min(1).max(200), email: z.string().max(254) };
const newRole = z.strictObject({
  kind: z.enum(kinds),
  unit: z.uuid().describe("The unit it is held on, one of /units"),
  from: z.iso.date(),
  to: z.iso.date().nullable().default(null).describe("The last day in it; null for as long as nobody ends it"),
});
const roleDraft = ({ kind, unit: unitId, from, to }: z.infer<typeof newRole>) => ({ kind, unitId, from, to: to ?? "" });
const given = z.strictObject({ person: z.uuid(), role: z.uuid() });

/** A refusal of giving a role, in words. */
const notGiven = (refusal: PersonRefusal | RoleRefusal, words: Words): Written => ({
  status: 422,
  title: "This was not done",
  detail: isOfPerson(refusal) ? sayPersonRefusal(refusal) : sayRoleRefusal(refusal, words),
});
const ofPerson = new Set(["name-needed", "email-needed", "other-name", "email-taken", "no-such-person"]);
const isOfPerson = (refusal: PersonRefusal | RoleRefusal): refusal is PersonRefusal => ofPerson.has(refusal.kind);

export const apiAddPerson = apiWrite(
  "post",
  "/api/v1/:trust/people",
  administer,
  {
    says: "Give a role to the person of an address; one that is new here is added to the trust",
    tag: "Organisation",
    body: newRole.extend(draft),
    answer: given,
  },
  async (asked, { name, email, ...wanted }) => {
    const done = await giveRole(asked.db, asked.person, { name, email }, roleDraft(wanted));
    if (!done.ok) return notGiven(done.refusal, asked.words);
    return { status: 201, body: { person: done.value.personId, role: done.value.roleId } };
  },
);

export const apiGiveRole = apiWrite(
  "post",
  `${onePerson}/roles`,
  administerPerson,
  { says: "Give somebody another role", tag: "Organisation", body: newRole, answer: given },
  async (asked, wanted) => {
    const done = await giveRole(asked.db, asked.person, { personId: personAt(asked.place).id }, roleDraft(wanted));
    if (!done.ok) return notGiven(done.refusal, asked.words);
    return { status: 201, body: { person: done.value.personId, role: done.value.roleId } };
  },
);

export const apiSavePerson = apiWrite(
  "put",
  onePerson,
  administerPerson,
  {
    says: "Correct a person's name and address; If-Match names the state you read",
    tag: "Organisation",
    body: z.strictObject(draft),
    answer: z.strictObject({ id: z.uuid() }),
    matches: true,
  },
  async (asked, body, { ifMatch }) => {
    const { id } = personAt(asked.place);
    const saved = await savePerson(asked.db, asked.person, id, { ...body, version: Number(ifMatch?.split("-")[0]) });
    if (saved.ok) return { status: 200, body: { id } };
    if (saved.refusal.kind !== "crossed") return notGiven(saved.refusal, asked.words);
    const { name, email } = saved.refusal.current;
    return {
      status: 412,
      title: "Somebody saved this person meanwhile",
      detail: "Read what stands now, and send yours again with its ETag if it should replace it.",
      current: { name, email },
    };
  },
);

export const apiEndRole = apiWrite(
  "post",
  `${onePerson}/roles/:role{[0-9a-f-]{36}}/end`,
  administerPerson,
  {
    says: "End a role now or on its last day, or take a last day that lies ahead away; one not yet begun is withdrawn",
    tag: "Organisation",
    body: z.discriminatedUnion("how", [
      z.strictObject({ how: z.literal("now") }),
      z.strictObject({ how: z.literal("on"), day: z.iso.date() }),
      z.strictObject({ how: z.literal("open") }),
    ]),
    answer: z.strictObject({ person: z.uuid() }),
  },
  async (asked, how, { params }) => {
    const whose = personAt(asked.place);
    const ended = whose.roles.some(({ id }) => id === params.role)
      ? await endRole(asked.db, asked.person, params.role ?? "", how)
      : ({ ok: false, refusal: { kind: "already-ended" } } as const);
    return ended.ok ? { status: 201, body: { person: ended.value } } : notGiven(ended.refusal, asked.words);
  },
);
