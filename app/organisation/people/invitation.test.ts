import { beforeAll, beforeEach, describe, expect, test } from "vitest";
import { setUpDemonstration } from "../../demo/set-up.ts";
import type { Person } from "../../platform/access/access.rules.ts";
import { inOneLook } from "../../platform/database/change.ts";
import { testDatabase } from "../../platform/database/testing.ts";
import { addAccount, hashPassword, trySignIn } from "../../platform/sign-in/account.store.ts";
import { useReset } from "../../platform/sign-in/reset.store.ts";
import { createTrust } from "../create-trust.ts";
import { findPerson, findTrust, trustUnit } from "../trust.store.ts";
import { giveRole } from "./give-role.ts";
import { wayIn } from "./invitation.rules.ts";
import { acceptInvitation, findInvitation, invite, withdrawInvitation } from "./invite.ts";
import { loadPerson } from "./people.store.ts";
import { makeResetLink, trustsOf } from "./reset-link.ts";
import { savePerson } from "./save-person.ts";

const database = await testDatabase();
let clock = "2026-11-21T12:00:00Z";
const now = () => Temporal.Instant.from(clock);
const app = database.database("app", now);
const keeper = database.database("keeper", now);
const signIn = database.database("sign_in").pool;
const houses = { db: app, keeper, signIn };
const password = "quite a long password";
let administrator: Person;
let trustId = "";
let unitId = "";
let count = 0;
let email = "";
let personId = "";

beforeAll(async () => {
  await setUpDemonstration(keeper, signIn);
  trustId = (await findTrust(app, "granite-coast"))?.trustId ?? "";
  unitId = await inOneLook(app, { trustId, personId: undefined }, trustUnit);
  administrator = (await whoIs("petra.dunstone@granite-coast.example")) as Person;
});
beforeEach(async () => {
  clock = "2026-11-21T12:00:00Z";
  email = `newcomer-${++count}@x.example`;
  const role = { kind: "sle", unitId, from: "2026-09-01", to: "" };
  const given = await giveRole(app, administrator, { name: "Nia Newcomer", email }, role);
  personId = given.ok ? given.value.personId : "";
});

const accountOf = async (address: string) =>
  (await signIn.query("select id from sign_in.account where email = $1", [address])).rows[0]?.id as string | undefined;
const whoIs = async (address: string) => {
  const account = await accountOf(address);
  return account ? inOneLook(app, { trustId, personId: undefined }, (look) => findPerson(look, account)) : undefined;
};
const joinedTo = async () => (await inOneLook(app, administrator, (look) => loadPerson(look, personId)))?.accountId ?? undefined;
const inviteNow = async () => {
  const made = await invite(app, administrator, personId);
  if (!made.ok || !made.value) throw new Error("no invitation was made");
  return made.value;
};
const open = async (token: string) => {
  const found = await findInvitation(app, token);
  if (!found) throw new Error("not open");
  return found;
};
const join = async (token: string) => acceptInvitation(app, await open(token), token, { passwordHash: await hashPassword(password) });

describe("an invitation", () => {
  test("opens an account for the person it is bound to, once, and only its hash was kept", async () => {
    const token = await inviteNow();
    expect(
      JSON.stringify((await keeper.pool.query("select row_to_json(i)::text as row from organisation.invitation i")).rows),
    ).not.toContain(token);
    const found = await open(token);
    expect((await join(token)).ok).toBe(true);
    expect(await joinedTo()).toBe(await accountOf(email));
    expect((await whoIs(email))?.personId).toBe(personId);
    expect((await trySignIn(signIn, email, password, "n")).kind).toBe("signed-in");
    expect(await findInvitation(app, token)).toBeUndefined();
    expect(await acceptInvitation(app, found, token, { passwordHash: "other" })).toEqual({ ok: false, refusal: "not-open" });
    expect(await invite(app, administrator, personId)).toEqual({ ok: false, refusal: { kind: "has-account" } });
  });

  test("opens nothing once it has expired, is withdrawn, made anew, the address changed, or is not whole", async () => {
    const first = await inviteNow();
    clock = "2026-11-28T11:59:59Z";
    expect(await findInvitation(app, first)).toBeDefined();
    const held = await open(first);
    clock = "2026-11-28T12:00:00Z";
    expect(await findInvitation(app, first)).toBeUndefined();
    expect(await acceptInvitation(app, held, first, { passwordHash: "x" })).toEqual({ ok: false, refusal: "not-open" });
    const second = await inviteNow();
    const third = await inviteNow();
    expect(await findInvitation(app, second)).toBeUndefined();
    expect((await withdrawInvitation(app, administrator, personId)).ok).toBe(true);
    expect(await findInvitation(app, third)).toBeUndefined();
    const fourth = await inviteNow();
    await savePerson(app, administrator, personId, { name: "Nia Newcomer", email: `changed-${email}`, version: 1 });
    expect(await findInvitation(app, fourth)).toBeUndefined();
    for (const token of ["", "unknown", fourth.slice(0, -1), `${"0".repeat(32)}${fourth.slice(32)}`])
      expect(await findInvitation(app, token)).toBeUndefined();
    expect(await accountOf(email)).toBeUndefined();
  });

  test("of an address that has an account joins nothing by itself: its owner signs in and accepts", async () => {
    const owner = await addAccount(signIn, { email, name: "The Owner", password });
    const token = await inviteNow();
    expect(wayIn(email, true, undefined)).toBe("sign-in-first");
    expect(wayIn(email, true, "another@x.example")).toBe("signed-in-as-another");
    expect(await join(token)).toEqual({ ok: false, refusal: "not-open" });
    expect(await joinedTo()).toBeUndefined();
    const another = (await addAccount(signIn, { email: `another-${email}`, name: "Another", password })) ?? "";
    expect((await acceptInvitation(app, await open(token), token, { signedInAs: another })).ok).toBe(false);
    expect((await acceptInvitation(app, await open(token), token, { signedInAs: owner ?? "" })).ok).toBe(true);
    expect(await joinedTo()).toBe(owner);
    expect((await trySignIn(signIn, email, password, "n2")).kind).toBe("signed-in");
  });

  test("accepted twice at once joins once", async () => {
    const token = await inviteNow();
    const both = await Promise.all([join(token), join(token)]);
    expect(both.filter(({ ok }) => ok)).toHaveLength(1);
  });

  test.each([
    ["while the person is joined", "organisation.person", "update"],
    ["while the invitation is used up", "organisation.invitation", "update"],
    ["while the audit entry is written", "audit.event", "insert"],
    ["while the account is opened", "sign_in.account", "insert"],
  ])("that fails %s leaves neither account nor person half made, and works again", async (_when, table, command) => {
    const token = await inviteNow();
    const owner = await database.as("owner");
    await owner.query("create function pg_temp.fail() returns trigger language plpgsql as $$ begin raise exception 'power cut'; end $$");
    await owner.query(`create trigger cut after ${command} on ${table} for each row execute function pg_temp.fail()`);
    await expect(join(token)).rejects.toThrow("power cut");
    await owner.query(`drop trigger cut on ${table}`);
    expect([await accountOf(email), await joinedTo()]).toEqual([undefined, undefined]);
    expect((await join(token)).ok).toBe(true);
    expect(await joinedTo()).toBe(await accountOf(email));
  });

  test("is no way for the app to reach accounts but with an open invitation of the trust it stands in", async () => {
    const token = await inviteNow();
    const hash = Buffer.from(await crypto.subtle.digest("SHA-256", new TextEncoder().encode(token)));
    const client = await database.as("app");
    const call = "select platform.accept_invitation($1, '2026-11-21T12:00:00Z', 'x', null) as account";
    expect((await client.query(call, [hash])).rows).toEqual([{ account: null }]);
    await client.query("select set_config('eddystone.trust', $1, false)", ["01900000-0000-7000-8000-000000000000"]);
    expect((await client.query(call, [hash])).rows).toEqual([{ account: null }]);
    await expect(client.query("select 1 from sign_in.account")).rejects.toThrow(/permission denied/);
    await expect((await database.as("sign_in")).query(call, [hash])).rejects.toThrow(/permission denied/);
  });
});

describe("a trust's reset link", () => {
  const elsewhere = {
    urn: 990201,
    name: "Elsewhere",
    phase: "Primary",
    lowAge: 4,
    highAge: 11,
    town: null,
    easting: null,
    northing: null,
    joined: null,
    predecessors: [],
  };

  test("is made for a person of this trust alone, and opens nothing once the account administers another", async () => {
    await join(await inviteNow());
    const accountId = (await joinedTo()) ?? "";
    const made = await makeResetLink(houses, administrator, { id: personId, accountId });
    expect(made.ok).toBe(true);
    const other = { slug: "other", name: "Other", uid: 990029, fictional: true, academies: [elsewhere] };
    await createTrust(keeper, { ...other, administrator: { accountId, name: "Nia", email } });
    expect((await useReset(signIn, (made.ok && made.value) || "", "a quite new password", trustsOf(keeper))).ok).toBe(false);
    const again = await makeResetLink(houses, administrator, { id: personId, accountId });
    expect(again).toEqual({ ok: false, refusal: { kind: "other-trust" } });
  });

  test("is not made for an account that is nobody here, nor for none", async () => {
    const stranger = (await addAccount(signIn, { email: `stranger-${email}`, name: "Stranger", password })) ?? "";
    expect((await makeResetLink(houses, administrator, { id: personId, accountId: stranger })).ok).toBe(false);
    expect((await makeResetLink(houses, administrator, { id: personId, accountId: null })).ok).toBe(false);
  });
});
