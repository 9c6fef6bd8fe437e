import type { Context } from "hono";
import type { Outcome } from "../../language/outcome.ts";
import { counted } from "../../language/words.ts";
import { inOneLook, type Look } from "../../platform/database/change.ts";
import { listGrants } from "../../platform/sign-in/grant.store.ts";
import { considerReset } from "../../platform/sign-in/reset.rules.ts";
import { findAccount } from "../../platform/sign-in/site-accounts.store.ts";
import { type Asked, allow, page, route } from "../../platform/web/route.tsx";
import { frameOf } from "../frame.ts";
import { paths } from "../paths.ts";
import { listTokens } from "../tokens/token.store.ts";
import { placeOfTrust, today } from "../trust.store.ts";
import { type AccessFacts, AccessView } from "./access.view.tsx";
import {
  type AccessRefusal,
  type EndedAccess,
  endAccess,
  endLinkedAccountOf,
  endSessionOf,
  endTokenOf,
  sayAccessRefusal,
  sayWhoseAccount,
} from "./end-access.ts";
import { endRole } from "./end-role.ts";
import { withdrawInvitation } from "./invite.ts";
import { sayRoleRefusal } from "./people.rules.ts";
import { loadPerson, type PersonPage } from "./people.store.ts";
import { mayAdministerPeople } from "./permissions.rules.ts";
import { trustsOf, withdrawResetLink } from "./reset-link.ts";

const placeOfPerson = async (look: Look, params: Record<string, string>) => {
  const person = await loadPerson(look, params.person ?? "");
  return person && { ...(await placeOfTrust(look)), person };
};
const administerPerson = allow(mayAdministerPeople, placeOfPerson);
const personOf = (asked: Asked): PersonPage => (asked.place as Asked["place"] & { person: PersonPage }).person;

/** What lets a person's account in, where it is this trust's alone: sessions of one that is somebody elsewhere too are no trust's to see. */
async function accountOf({ house, trust }: Asked, accountId: string | null): Promise<AccessFacts["account"]> {
  const account = accountId ? await findAccount(house.signIn, accountId) : undefined;
  const facts = account && { siteOperator: account.siteOperator, ended: account.endedAt !== null };
  const ours = considerReset(facts, account ? await trustsOf(house.keeper)(account.id) : [], { trustId: trust.trustId });
  if (!ours.ok || !account) return { hidden: sayWhoseAccount(ours.ok ? { kind: "no-account" } : ours.refusal) };
  return { email: account.email, trustId: trust.trustId, grants: await listGrants(house.signIn, account.id) };
}

async function show(c: Context, asked: Asked, back: { done?: string; refusal?: string } = {}) {
  const seen = await inOneLook(asked.db, asked.person, async (look) => {
    const person = await loadPerson(look, personOf(asked).id);
    return person && { person, tokens: await listTokens(look, person.id), today: today(look) };
  });
  if (!seen) return c.notFound();
  const { person } = seen;
  const facts: AccessFacts = {
    ...seen,
    slug: asked.trust.slug,
    token: asked.session.formToken,
    words: asked.words,
    roles: person.roles.filter(({ state }) => state !== "ended"),
    invitation: person.invitation,
    account: await accountOf(asked, person.accountId),
    own: person.id === asked.person.personId,
    done: back.done,
    refusals: back.refusal === undefined ? [] : [{ field: "", text: back.refusal }],
  };
  return page(c, <AccessView frame={frameOf(asked, "people")} facts={facts} />, back.refusal === undefined ? 200 : 422);
}

const path = "/:trust/organisation/people/:person{[0-9a-f-]{36}}/access";
export const openAccess = route("get", path, administerPerson, (c, asked) => show(c, asked));

/** One button of the page: what is ended is no longer listed when the page opens again. */
const ending = (way: string, act: (asked: Asked, person: PersonPage, c: Context) => Promise<Outcome<unknown, string>>) =>
  route("post", `${path}/${way}`, administerPerson, async (c, asked) => {
    const ended = await act(asked, personOf(asked), c);
    return ended.ok ? c.redirect(paths.access(asked.trust.slug, personOf(asked).id), 303) : show(c, asked, { refusal: ended.refusal });
  });
const said = <Value, Refusal>(outcome: Outcome<Value, Refusal>, say: (refusal: Refusal) => string): Outcome<Value, string> =>
  outcome.ok ? outcome : { ok: false, refusal: say(outcome.refusal) };
const gone: AccessRefusal = { kind: "gone" };

export const endRoleThere = ending("roles/:role{[0-9a-f-]{36}}/end", async (asked, { roles }, c) => {
  const role = roles.find(({ id }) => id === c.req.param("role"));
  if (!role) return { ok: false, refusal: sayAccessRefusal(gone) };
  return said(await endRole(asked.db, asked.person, role.id, { how: "now" }), (refusal) => sayRoleRefusal(refusal, asked.words));
});
export const endTokenThere = ending("tokens/:token{[0-9a-f-]{36}}/end", async (asked, person, c) =>
  said(await endTokenOf(asked.house, asked.person, person, c.req.param("token") ?? ""), sayAccessRefusal),
);
export const endSessionThere = ending("sessions/:session{[0-9a-f-]{36}}/end", async (asked, person, c) =>
  said(await endSessionOf(asked.house, asked.person, person, c.req.param("session") ?? ""), sayAccessRefusal),
);
export const endLinkedThere = ending("identities/:identity{[0-9a-f-]{36}}/end", async (asked, person, c) =>
  said(await endLinkedAccountOf(asked.house, asked.person, person, c.req.param("identity") ?? ""), sayAccessRefusal),
);
export const withdrawInvitationThere = ending("invitation/withdraw", async (asked, { id }) =>
  said(await withdrawInvitation(asked.db, asked.person, id), () => sayAccessRefusal(gone)),
);
export const withdrawResetThere = ending("reset/withdraw", async (asked, person) =>
  said(await withdrawResetLink(asked.house, asked.person, person), () => sayAccessRefusal(gone)),
);

const someOf = (count: number, one: string) => (count === 0 ? [] : [counted(count, one)]);
function sayEnded({ roles, tokens, invitations, account }: EndedAccess): string {
  const parts = [
    ...someOf(roles, "role"),
    ...someOf(tokens, "token"),
    ...someOf(invitations, "invitation"),
    ...(account
      ? [...someOf(account.sessions, "session"), ...someOf(account.identities, "linked account"), ...someOf(account.resets, "reset link")]
      : []),
  ];
  return `Ended: ${new Intl.ListFormat("en-GB").format(parts)}.`;
}

export const endAll = route("post", `${path}/end`, administerPerson, async (c, asked) => {
  const ended = await endAccess(asked.house, asked.person, personOf(asked).id);
  return ended.ok ? show(c, asked, { done: sayEnded(ended.value) }) : show(c, asked, { refusal: sayAccessRefusal(ended.refusal) });
});

export const accessRoutes = [
  openAccess,
  endRoleThere,
  endTokenThere,
  endSessionThere,
  endLinkedThere,
  withdrawInvitationThere,
  withdrawResetThere,
  endAll,
];
