import type { Context } from "hono";
import type { FieldRefusal } from "../../design/house.tsx";
import { sayDay, sayMoment } from "../../language/period.ts";
import { inOneLook, type Look } from "../../platform/database/change.ts";
import { considerReset, sayResetRefusal } from "../../platform/sign-in/reset.rules.ts";
import { resetHours } from "../../platform/sign-in/reset.store.ts";
import { type AccountRow, findAccount } from "../../platform/sign-in/site-accounts.store.ts";
import { originOf } from "../../platform/web/address.ts";
import { type Asked, allow, page, route } from "../../platform/web/route.tsx";
import { frameOf } from "../frame.ts";
import { paths } from "../paths.ts";
import { placeOfTrust, today } from "../trust.store.ts";
import { endRole } from "./end-role.ts";
import { giveRole } from "./give-role.ts";
import { invitationDays, sayInviteRefusal } from "./invitation.rules.ts";
import { invite, withdrawInvitation } from "./invite.ts";
import { administer, refusalOfGiving, roleDraftOf, showPeople, textsOf } from "./people.route.tsx";
import { type End, sayPersonRefusal, sayRoleRefusal } from "./people.rules.ts";
import { findRole, listUnits, loadPerson, type PersonPage } from "./people.store.ts";
import { mayAdministerPeople } from "./permissions.rules.ts";
import { type PersonFacts, PersonView, type SigningIn } from "./person.view.tsx";
import { makeResetLink, trustsOf, withdrawResetLink } from "./reset-link.ts";
import { savePerson } from "./save-person.ts";

const placeOfPerson = async (look: Look, params: Record<string, string>) => {
  const person = await loadPerson(look, params.person ?? "");
  return person && { ...(await placeOfTrust(look)), person };
};
const administerPerson = allow(mayAdministerPeople, placeOfPerson);
const personOf = (asked: Asked): PersonPage => (asked.place as Asked["place"] & { person: PersonPage }).person;
const moment = (date: Date) => sayMoment(Temporal.Instant.fromEpochMilliseconds(date.getTime()));

function signingInOf(
  { email, invitation }: PersonPage,
  account: AccountRow | undefined,
  trusts: readonly string[],
  trustId: string,
): SigningIn {
  if (account) {
    const may = considerReset({ siteOperator: account.siteOperator, ended: account.endedAt !== null }, trusts, { trustId });
    return {
      says: [
        `Signs in as ${account.email}. ${account.lastUse ? `Last used on ${moment(account.lastUse)}.` : "Not used in the last 90 days."}`,
        ...(may.ok ? [] : [sayResetRefusal(may.refusal)]),
        ...(may.ok && account.resetUntil ? [`A reset link is open until ${moment(account.resetUntil)}.`] : []),
      ],
      reset: may.ok,
      withdrawReset: may.ok && account.resetUntil !== null,
    };
  }
  if (!email) return { says: ["Not invited. Give an e-mail address first: an invitation is bound to it."] };
  if (invitation?.state === "open")
    return {
      says: [`Invited on ${sayDay(invitation.madeAt)}; the invitation is open until ${sayDay(invitation.expiresAt)}.`],
      invite: "again",
      withdrawInvitation: true,
    };
  const before =
    invitation && `The invitation of ${sayDay(invitation.madeAt)} ${invitation.state === "expired" ? "has expired" : "was withdrawn"}.`;
  return { says: [before ?? "Not invited yet: this person cannot sign in."], invite: "first" };
}

type Back = Partial<Pick<PersonFacts, "refusals" | "written" | "crossed" | "link">>;
async function showPerson(c: Context, asked: Asked, personId: string, back: Back = {}) {
  const seen = await inOneLook(asked.db, asked.person, async (look) => ({
    person: await loadPerson(look, personId),
    units: await listUnits(look),
    today: today(look),
  }));
  const { person } = seen;
  if (!person) return showPeople(c, asked, { refusals: [{ field: "", text: sayPersonRefusal({ kind: "no-such-person" }) }] });
  const account = person.accountId ? await findAccount(asked.house.signIn, person.accountId) : undefined;
  const trusts = account ? await trustsOf(asked.house.keeper)(account.id) : [];
  const facts = {
    ...seen,
    ...back,
    person,
    roles: person.roles,
    slug: asked.trust.slug,
    token: asked.session.formToken,
    words: asked.words,
    signingIn: signingInOf(person, account, trusts, asked.trust.trustId),
  };
  return page(c, <PersonView frame={frameOf(asked, "people")} facts={facts} />, back.crossed ? 409 : back.refusals ? 422 : 200);
}

const path = "/:trust/organisation/people/:person{[0-9a-f-]{36}}";
export const openPerson = route("get", path, administerPerson, async (c, asked) => showPerson(c, asked, personOf(asked).id));

export const save = route("post", path, administerPerson, async (c, asked) => {
  const { id } = personOf(asked);
  const written = textsOf(await c.req.formData());
  const draft = { name: written.name ?? "", email: written.email ?? "", version: Number(written.version) };
  const saved = await savePerson(asked.db, asked.person, id, draft);
  if (saved.ok) return c.redirect(paths.person(asked.trust.slug, id), 303);
  if (saved.refusal.kind !== "crossed")
    return showPerson(c, asked, id, { written, refusals: [refusalOfGiving(saved.refusal, asked.words)] });
  const text = "Somebody else has saved this person since you opened the page. Both texts are below: choose, and save again.";
  return showPerson(c, asked, id, { written, crossed: saved.refusal.current, refusals: [{ field: "name", text }] });
});

export const giveAnother = route("post", `${path}/roles`, administerPerson, async (c, asked) => {
  const { id } = personOf(asked);
  const written = textsOf(await c.req.formData());
  const given = await giveRole(asked.db, asked.person, { personId: id }, roleDraftOf(written));
  return given.ok
    ? c.redirect(paths.person(asked.trust.slug, id), 303)
    : showPerson(c, asked, id, { written, refusals: [refusalOfGiving(given.refusal, asked.words)] });
});

export const end = route("post", "/:trust/organisation/people/roles/:role{[0-9a-f-]{36}}/end", administer, async (c, asked) => {
  const roleId = c.req.param("role") ?? "";
  const written = textsOf(await c.req.formData());
  const field = `until-${roleId}`;
  const how: End = written.how === "now" || written.how === "open" ? { how: written.how } : { how: "on", day: written[field] ?? "" };
  const ended = await endRole(asked.db, asked.person, roleId, how);
  if (ended.ok) return c.redirect(paths.person(asked.trust.slug, ended.value), 303);
  const role = await inOneLook(asked.db, asked.person, (look) => findRole(look, roleId));
  const refusals: FieldRefusal[] = [{ field: role ? field : "", text: sayRoleRefusal(ended.refusal, asked.words) }];
  return role ? showPerson(c, asked, role.personId, { written, refusals }) : showPeople(c, asked, { refusals });
});

const linkTo = (c: Context, way: string) => new URL(way, originOf(c)).toString();

/** Said when the page that shows a link is loaded anew: the link is good, but nobody can read it again. */
const shownBefore: FieldRefusal = { field: "", text: "This link was made and shown already. It still works; if it is lost, make another." };

export const invitePerson = route("post", `${path}/invitation`, administerPerson, async (c, asked) => {
  const { id, name } = personOf(asked);
  const made = await invite(asked.db, asked.person, id);
  if (!made.ok) return showPerson(c, asked, id, { refusals: [{ field: "", text: sayInviteRefusal(made.refusal) }] });
  if (!made.value) return showPerson(c, asked, id, { refusals: [shownBefore] });
  const until = sayMoment(asked.db.now().add({ hours: invitationDays * 24 }));
  return showPerson(c, asked, id, { link: { what: `This link invites ${name}.`, url: linkTo(c, paths.invitation(made.value)), until } });
});

export const withdraw = route("post", `${path}/invitation/withdraw`, administerPerson, async (c, asked) => {
  await withdrawInvitation(asked.db, asked.person, personOf(asked).id);
  return c.redirect(paths.person(asked.trust.slug, personOf(asked).id), 303);
});

export const resetPerson = route("post", `${path}/reset`, administerPerson, async (c, asked) => {
  const { id, name } = personOf(asked);
  const made = await makeResetLink(asked.house, asked.person, personOf(asked));
  if (!made.ok) return showPerson(c, asked, id, { refusals: [{ field: "", text: sayResetRefusal(made.refusal) }] });
  if (!made.value) return showPerson(c, asked, id, { refusals: [shownBefore] });
  const until = sayMoment(Temporal.Now.instant().add({ hours: resetHours }));
  const what = `With this link ${name} chooses a new password.`;
  return showPerson(c, asked, id, { link: { what, url: linkTo(c, paths.reset(made.value)), until } });
});

export const withdrawResetOfPerson = route("post", `${path}/reset/withdraw`, administerPerson, async (c, asked) => {
  await withdrawResetLink(asked.house, asked.person, personOf(asked));
  return c.redirect(paths.person(asked.trust.slug, personOf(asked).id), 303);
});
