import { beforeAll, beforeEach, describe, expect, test } from "vitest";
import { verifyChain } from "../audit/audit.store.ts";
import { testDatabase } from "../database/testing.ts";
import { addAccount, endSession, findSession, guessesAllowed, type Session, trySignIn } from "./account.store.ts";
import { findReset, makeReset, useReset, withdrawReset } from "./reset.store.ts";
import { changePassword, endOwnSessions, listSessions } from "./session.store.ts";
import { endAccount, findAccount, listAccounts, reopenAccount } from "./site-accounts.store.ts";
import { siteChain } from "./site-change.ts";

const database = await testDatabase();
const signIn = database.database("sign_in").pool;
const keeper = database.database("keeper").pool;
const password = "lantern-over-granite";
const trust = "01900000-0000-7000-8000-00000000000a";
let account = "";
let email = "";
let operator = "";
let count = 0;

beforeAll(async () => {
  operator = (await addAccount(signIn, { email: "operator@x.example", name: "Operator", password, siteOperator: true })) ?? "";
});
beforeEach(async () => {
  email = `person-${++count}@x.example`;
  account = (await addAccount(signIn, { email, name: "Pia Person", password })) ?? "";
});
const enter = async (browser?: string, word = password, address = email) => {
  const signedIn = await trySignIn(signIn, address, word, `network-${count}`, browser);
  if (signedIn.kind !== "signed-in") throw new Error(signedIn.kind);
  return signedIn.token;
};
const sessionOf = async (token: string) => (await findSession(signIn, token)) as Session;
const events = async () =>
  (
    await keeper.query<{ kind: string }>(
      "select kind from audit.event where trust_id = $1 and detail::text || coalesce(actor::text, '') like '%' || $2 || '%' order by seq",
      [siteChain, account],
    )
  ).rows.map(({ kind }) => kind.replace("sign-in.", ""));
const refusalOf = (outcome: { ok: boolean; refusal?: { kind: string } }) => outcome.refusal?.kind;

describe("sessions", () => {
  test("write their last use once a minute, so that pages do not wait for the disk", async () => {
    const token = await enter();
    const seen = async () => (await listSessions(signIn, account))[0]?.seenAt.getTime() ?? 0;
    const back = (seconds: number) =>
      signIn.query("update sign_in.session set seen_at = seen_at - make_interval(secs => $2) where account_id = $1", [account, seconds]);
    await back(50);
    const before = await seen();
    await sessionOf(token);
    expect(await seen()).toBe(before);
    await back(20);
    await sessionOf(token);
    expect(await seen()).toBeGreaterThan(before);
    await endSession(signIn, token);
  });
  test("are listed with their browser, the last used first, and each ends alone or with all others", async () => {
    const [one, two, three] = [await enter("Firefox on Windows"), await enter("Safari on iPhone"), await enter()];
    // A session's last use is written once a minute.
    await signIn.query("update sign_in.session set seen_at = seen_at - interval '2 minutes' where account_id = $1", [account]);
    const here = await sessionOf(two);
    expect((await listSessions(signIn, account)).map(({ browser }) => browser)).toEqual([
      "Safari on iPhone",
      "An unknown browser",
      "Firefox on Windows",
    ]);
    const first = (await listSessions(signIn, account)).at(-1)?.id ?? "";
    expect(await endOwnSessions(signIn, here, { only: first })).toBe(1);
    expect(await findSession(signIn, one)).toBeUndefined();
    expect(await endOwnSessions(signIn, here, "others")).toBe(1);
    expect(await findSession(signIn, three)).toBeUndefined();
    expect((await listSessions(signIn, account)).map(({ id }) => id)).toEqual([here.id]);
    await endSession(signIn, two);
    expect(await findSession(signIn, two)).toBeUndefined();
    expect(await events()).toEqual(["signed-in", "signed-in", "signed-in", "session-ended", "session-ended", "session-ended"]);
  });

  test("of somebody else are not one's own to end", async () => {
    const [mine, theirs] = [await enter(), await enter(undefined, password, "operator@x.example")];
    const session = await sessionOf(theirs);
    expect(await endOwnSessions(signIn, await sessionOf(mine), { only: session.id })).toBe(0);
    expect(await findSession(signIn, theirs)).toBeDefined();
  });
});

describe("a password", () => {
  test("is changed with the present one, which ends the other sessions and keeps this one", async () => {
    const [here, there] = [await enter(), await enter()];
    const session = await sessionOf(here);
    expect(refusalOf(await changePassword(signIn, session, "not the present", "a quite new password", "n"))).toBe("wrong");
    expect(refusalOf(await changePassword(signIn, session, password, "short", "n"))).toBe("too-short");
    expect(await changePassword(signIn, session, password, "a quite new password", "n")).toEqual({ ok: true, value: 1 });
    expect(await findSession(signIn, here)).toBeDefined();
    expect(await findSession(signIn, there)).toBeUndefined();
    expect((await trySignIn(signIn, email, password, "n")).kind).toBe("wrong");
    await enter(undefined, "a quite new password");
    expect(await events()).toEqual(["signed-in", "signed-in", "password-changed", "session-ended", "signed-in"]);
  });

  test("is not guessed at through an open session either, and the limit is told once", async () => {
    const session = await sessionOf(await enter());
    for (let guess = 0; guess < guessesAllowed; guess++)
      expect(refusalOf(await changePassword(signIn, session, `guess ${guess}`, "a quite new password", `g${guess}`))).toBe("wrong");
    for (let more = 0; more < 3; more++)
      expect(refusalOf(await changePassword(signIn, session, password, "a quite new password", `g${more}`))).toBe("too-many");
    expect(await events()).toEqual(["signed-in", "guess-limit-reached"]);
  });
});

describe("a reset link", () => {
  const inTrusts =
    (...trusts: string[]) =>
    async () =>
      trusts;
  const make = async (trusts = [trust]) => {
    const made = await makeReset(signIn, { accountId: account, for: { trustId: trust }, by: operator }, inTrusts(...trusts));
    if (!made.ok) throw new Error(made.refusal.kind);
    return made.value;
  };

  test("works once, ends every session, and only its hash was kept", async () => {
    const session = await enter();
    const token = await make();
    const kept = await keeper.query("select row_to_json(r)::text as row from sign_in.reset r");
    expect(JSON.stringify(kept.rows)).not.toContain(token);
    expect(refusalOf(await useReset(signIn, token, "short", inTrusts(trust)))).toBe("too-short");
    expect(await useReset(signIn, token, "a quite new password", inTrusts(trust))).toEqual({ ok: true, value: { email } });
    expect(await findSession(signIn, session)).toBeUndefined();
    expect(refusalOf(await useReset(signIn, token, "yet another password", inTrusts(trust)))).toBe("no-such-link");
    await enter(undefined, "a quite new password");
    expect(await events()).toEqual(["signed-in", "reset-link-made", "password-reset", "session-ended", "signed-in"]);
  });

  test("opens nothing once it is used, expired, withdrawn, made anew or unknown", async () => {
    const first = await make();
    const second = await make();
    expect(await findReset(signIn, first, inTrusts(trust))).toBeUndefined();
    await keeper.query("update sign_in.reset set made_at = made_at - interval '25 hours', expires_at = expires_at - interval '25 hours'");
    expect(await findReset(signIn, second, inTrusts(trust))).toBeUndefined();
    const third = await make();
    expect(await findReset(signIn, third, inTrusts(trust))).toBeDefined();
    expect(await withdrawReset(signIn, { accountId: account, for: { trustId: trust }, by: operator })).toBe(true);
    expect(await findReset(signIn, third, inTrusts(trust))).toBeUndefined();
    expect(await findReset(signIn, "unknown", inTrusts(trust))).toBeUndefined();
  });

  test("of a trust opens nothing once the account has joined another trust, though it was made before", async () => {
    const token = await make();
    const joined = inTrusts(trust, "01900000-0000-7000-8000-00000000000b");
    expect(await findReset(signIn, token, joined)).toBeUndefined();
    expect(refusalOf(await useReset(signIn, token, "a quite new password", joined))).toBe("no-such-link");
    expect(refusalOf(await makeReset(signIn, { accountId: account, for: { trustId: trust }, by: operator }, joined))).toBe("other-trust");
  });

  test("used twice at once changes the password once", async () => {
    const token = await make();
    const both = await Promise.all(
      ["first new password", "second new password"].map((word) => useReset(signIn, token, word, inTrusts(trust))),
    );
    expect(both.filter(({ ok }) => ok)).toHaveLength(1);
  });

  test("made by the site is not a trust's to withdraw", async () => {
    const made = await makeReset(signIn, { accountId: account, for: "site", by: operator }, inTrusts());
    expect(await withdrawReset(signIn, { accountId: account, for: { trustId: trust }, by: operator })).toBe(false);
    expect(await findReset(signIn, made.ok ? made.value : "", inTrusts())).toBeDefined();
  });
});

describe("an account", () => {
  test("that ends signs nobody in, ends its sessions and links, and may be opened again", async () => {
    const session = await enter();
    const made = await makeReset(signIn, { accountId: account, for: "site", by: operator }, async () => []);
    expect((await endAccount(signIn, account, operator)).ok).toBe(true);
    expect(await findSession(signIn, session)).toBeUndefined();
    expect(await findReset(signIn, made.ok ? made.value : "", async () => [])).toBeUndefined();
    expect((await trySignIn(signIn, email, password, "n")).kind).toBe("wrong");
    expect(refusalOf(await endAccount(signIn, account, operator))).toBe("no-such-account");
    expect((await reopenAccount(signIn, account, operator)).ok).toBe(true);
    await enter();
    expect(await events()).toEqual(["signed-in", "reset-link-made", "account-ended", "session-ended", "account-reopened", "signed-in"]);
  });

  test("of one's own, or of the last site operator, does not end", async () => {
    expect(refusalOf(await endAccount(signIn, operator, operator))).toBe("own-account");
    expect(refusalOf(await endAccount(signIn, operator, account))).toBe("last-operator");
  });

  test("is listed with its last use, found by name or address", async () => {
    await enter();
    const { accounts, more } = await listAccounts(signIn, email.toUpperCase(), 1);
    expect([accounts.length, more, accounts[0]?.id, accounts[0]?.lastUse !== null]).toEqual([1, false, account, true]);
    // A sign that means something to the database means itself here.
    for (const sign of ["%", "_", "\\"]) expect((await listAccounts(signIn, sign, 1)).accounts).toEqual([]);
    expect((await findAccount(signIn, operator))?.siteOperator).toBe(true);
  });
});

describe("the site's chain", () => {
  test("holds, is the nil one, and holds no address, password, token or browser", async () => {
    await enter("Firefox on Windows");
    const chain = await verifyChain(await database.as("keeper"), siteChain);
    expect(chain.broken).toBeUndefined();
    expect(chain.entries).toBeGreaterThan(20);
    const { rows } = await keeper.query<{ trust_id: string; detail: object }>("select trust_id, detail from audit.event");
    expect(new Set(rows.map(({ trust_id }) => trust_id))).toEqual(new Set([siteChain]));
    expect(JSON.stringify(rows)).not.toMatch(/@|lantern|Firefox/);
  });

  test("is all that sign-in can read or write of the audit", async () => {
    const other = [trust, 1, "2026-11-21T12:00:00Z", "forged", "{}", Buffer.alloc(32), Buffer.alloc(32)];
    await keeper.query("insert into audit.head (trust_id, seq, hash) values ($1, 0, $2) on conflict do nothing", [trust, Buffer.alloc(32)]);
    const client = await database.as("sign_in");
    await client.query("select set_config('eddystone.trust', $1, false)", [trust]);
    expect((await client.query("select 1 from audit.head")).rowCount).toBe(0);
    const forge = "insert into audit.event (trust_id, seq, at, kind, detail, previous, hash) values ($1, $2, $3, $4, $5, $6, $7)";
    await expect(client.query(forge, other)).rejects.toThrow(/row-level security/);
    await expect(client.query("delete from audit.event")).rejects.toThrow(/permission denied/);
    await expect(client.query("select 1 from organisation.person")).rejects.toThrow(/permission denied/);
  });

  test("keeps nothing of a change that failed, nor the change", async () => {
    const owner = await database.as("owner");
    await owner.query("create function pg_temp.fail() returns trigger language plpgsql as $$ begin raise exception 'power cut'; end $$");
    await owner.query("create trigger cut before update on audit.head for each row execute function pg_temp.fail()");
    await expect(trySignIn(signIn, email, password, "n")).rejects.toThrow("power cut");
    await owner.query("drop trigger cut on audit.head");
    expect(await listSessions(signIn, account)).toEqual([]);
    expect(await events()).toEqual([]);
  });
});
