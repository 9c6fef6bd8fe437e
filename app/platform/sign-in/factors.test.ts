import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeAll, beforeEach, describe, expect, test } from "vitest";
import { testDatabase } from "../database/testing.ts";
import { addAccount, findSession, guessesAllowed, type Session, trySignIn } from "./account.store.ts";
import { beginApp, confirmApp, pendingSecret, removeApp, removeLostFactors, replaceRecoveryCodes, signInWithCode } from "./code.store.ts";
import { isFresh, readCode, saysTwoFactors, whatIsAsked } from "./factor.rules.ts";
import { findHalfSession, secondFactorsOf } from "./half-session.store.ts";
import { linkIdentity, listIdentities, signInWithIdentity, unlinkIdentity } from "./identity.store.ts";
import { makeReset, useReset } from "./reset.store.ts";
import { keyFrom, seal, unseal } from "./seal.ts";
import { changePassword } from "./session.store.ts";
import { readSignInSettings } from "./settings.ts";
import { base32, codeAt, otpauth, stepAt, stepOfCode } from "./totp.ts";

const database = await testDatabase();
const signIn = database.database("sign_in").pool;
const keeper = database.database("keeper").pool;
const key = keyFrom("a secret that is long enough for keys", "codes from an app");
const password = "lantern-over-granite";
let [account, email, operator] = ["", "", ""];
let count = 0;

beforeAll(async () => {
  operator = (await addAccount(signIn, { email: "operator@x.example", name: "Operator", password, siteOperator: true })) ?? "";
});
beforeEach(async () => {
  email = `person-${++count}@x.example`;
  account = (await addAccount(signIn, { email, name: "Pia Person", password })) ?? "";
});
const network = () => `network-${count}`;
const refusalOf = (outcome: { ok: boolean; refusal?: { kind: string } }) => outcome.refusal?.kind;
const enter = async (word = password) => {
  const signedIn = await trySignIn(signIn, email, word, network());
  if (!("token" in signedIn)) throw new Error(signedIn.kind);
  return signedIn;
};
const sessionOf = async (token: string) => (await findSession(signIn, token)) as Session;
/** Codes are used once, so each is of a step of its own: the one before now, now, the next. */
const codeOf = (secret: string, ahead = 0) => codeAt(secret, stepAt(Temporal.Now.instant()) + ahead);
const setUp = async () => {
  const { token } = await enter();
  const session = await sessionOf(token);
  await beginApp(signIn, key, session);
  const secret = (await pendingSecret(signIn, key, account)) ?? "";
  const confirmed = await confirmApp(signIn, key, session, codeOf(secret, -1), network());
  if (!confirmed.ok) throw new Error(confirmed.refusal.kind);
  return { token, session: await sessionOf(token), secret, codes: confirmed.value };
};
const give = (half: string, code: string) => signInWithCode(signIn, key, half, code, network());

describe("a code from an app", () => {
  // The secret and codes that RFC 6238 prints, eight digits each.
  test.each([
    [59, "94287082"],
    [1111111109, "07081804"],
    [1111111111, "14050471"],
    [1234567890, "89005924"],
    [2000000000, "69279037"],
    [20000000000, "65353130"],
  ])("at second %i is the one the standard gives", (second, code) => {
    const secret = base32(Buffer.from("12345678901234567890"));
    expect(secret).toBe("GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ");
    expect(codeAt(secret, Math.floor(second / 30), 8)).toBe(code);
  });

  test("fits one step before and after now, and no further", () => {
    const [secret, now] = [base32(Buffer.from("12345678901234567890")), Temporal.Instant.from("2026-11-22T09:00:10Z")];
    const fits = [-2, -1, 0, 1, 2].filter((ahead) => stepOfCode(secret, codeAt(secret, stepAt(now) + ahead), now) !== undefined);
    expect(fits).toEqual([-1, 0, 1]);
  });

  test("is read as people type it; a recovery code too, with what paper makes of its letters", () => {
    expect(readCode(" 123 456 ")).toEqual({ kind: "app", code: "123456" });
    expect(readCode("abcdef-ghijkl-mnopqr-stu234")).toEqual({ kind: "recovery", code: "ABCDEFGHIJKLMNOPQRSTU234" });
    expect(readCode("ABCDEF GHIJKL MN0PQR STU234")).toEqual({ kind: "recovery", code: "ABCDEFGHIJKLMNOPQRSTU234" });
    for (const wrong of ["", "12345", "1234567", "password"]) expect(readCode(wrong)).toBeUndefined();
  });

  test("stands in an address that apps read", () => {
    expect(otpauth("ABC", "a b@x.example", "trust.example")).toBe(
      "otpauth://totp/Eddystone%20trust.example:a%20b%40x.example?secret=ABC&issuer=Eddystone%20trust.example&algorithm=SHA1&digits=6&period=30",
    );
  });
});

describe("what is sealed", () => {
  test("opens with its key, for its owner, unchanged, and not otherwise", () => {
    const sealed = seal(key, "one", "secret");
    expect(unseal(key, "one", sealed)).toBe("secret");
    expect(unseal(key, "another", sealed)).toBeUndefined();
    expect(unseal(keyFrom("another secret", "codes from an app"), "one", sealed)).toBeUndefined();
    for (let at = 0; at < sealed.length; at++) {
      const changed = Buffer.from(sealed);
      changed[at] = (changed[at] ?? 0) ^ 1;
      expect(unseal(key, "one", changed)).toBeUndefined();
    }
  });
});

describe("a second factor", () => {
  test("does not count before a code confirms it, and then is asked for by a session that opens nothing", async () => {
    const session = await sessionOf((await enter()).token);
    await beginApp(signIn, key, session);
    expect((await enter()).kind).toBe("signed-in");
    const secret = (await pendingSecret(signIn, key, account)) ?? "";
    expect(refusalOf(await confirmApp(signIn, key, session, "000000", network()))).toBe("wrong");
    expect((await confirmApp(signIn, key, session, codeOf(secret, -1), network())).ok).toBe(true);
    const half = await enter();
    expect(half.kind).toBe("second-factor");
    expect(await findSession(signIn, half.token)).toBeUndefined();
    const inside = await give(half.token, codeOf(secret));
    expect(inside.ok && (await sessionOf(inside.value)).factors).toBe(2);
    expect(refusalOf(await give(half.token, codeOf(secret, 1)))).toBe("gone");
  });

  test("ends the other sessions when it is added, and this one has shown it", async () => {
    const other = await enter();
    const { token, session } = await setUp();
    expect(await findSession(signIn, other.token)).toBeUndefined();
    expect(await findSession(signIn, token)).toBeDefined();
    expect(session.factors).toBe(2);
  });

  test("takes each code once, however many try it at the same time", async () => {
    const { secret } = await setUp();
    const halves = await Promise.all([enter(), enter(), enter()]);
    const code = codeOf(secret);
    const given = await Promise.all(halves.map((half) => give(half.token, code)));
    expect(given.filter(({ ok }) => ok)).toHaveLength(1);
    expect(refusalOf(await give((await enter()).token, code))).toBe("wrong");
    // The one that confirmed the app is used up too.
    expect(refusalOf(await give((await enter()).token, codeOf(secret, -1)))).toBe("wrong");
  });

  test("is nowhere to be read in the database, nor are its recovery codes", async () => {
    const { secret, codes } = await setUp();
    const { rows } = await keeper.query(
      "select row_to_json(t)::text || encode(t.sealed, 'escape') as row from sign_in.totp t union all select row_to_json(r)::text from sign_in.recovery_code r",
    );
    const kept = JSON.stringify(rows);
    expect(kept).not.toContain(secret);
    for (const code of codes) expect(kept.toUpperCase()).not.toContain(code.replaceAll("-", ""));
  });

  test("sealed with a key that is lost says so, and a recovery code still opens", async () => {
    const { secret, codes } = await setUp();
    const half = (await enter()).token;
    expect(refusalOf(await signInWithCode(signIn, undefined, half, codeOf(secret), network()))).toBe("no-key");
    expect(refusalOf(await signInWithCode(signIn, keyFrom("another", "x"), half, codeOf(secret), network()))).toBe("no-key");
    expect((await signInWithCode(signIn, undefined, half, codes[0] ?? "", network())).ok).toBe(true);
  });

  test("is taken away only with the password and a fresh code", async () => {
    const { session, secret } = await setUp();
    const other = await give((await enter()).token, codeOf(secret));
    const remove = (word: string, code: string) => removeApp(signIn, key, session, { password: word, code }, network());
    expect(refusalOf(await remove("not the password", codeOf(secret, 1)))).toBe("wrong-password");
    expect(refusalOf(await remove(password, "000000"))).toBe("wrong");
    expect(refusalOf(await remove(password, codeOf(secret)))).toBe("wrong");
    expect((await remove(password, codeOf(secret, 1))).ok).toBe(true);
    expect(await findSession(signIn, other.ok ? other.value : "")).toBeUndefined();
    expect((await enter()).kind).toBe("signed-in");
    expect((await secondFactorsOf(signIn, account)).recoveryCodes).toBe(0);
    expect((await findSession(signIn, (await enter()).token))?.factors).toBe(1);
  });

  test("stays through a reset link, and a half session ends with the password that opened it", async () => {
    const { codes } = await setUp();
    const before = await enter();
    const made = await makeReset(signIn, { accountId: account, for: "site", by: operator }, async () => []);
    expect((await useReset(signIn, made.ok ? made.value : "", "a quite new password", async () => [])).ok).toBe(true);
    expect(await findHalfSession(signIn, before.token)).toBeUndefined();
    expect(refusalOf(await give(before.token, codes[0] ?? ""))).toBe("gone");
    expect((await enter("a quite new password")).kind).toBe("second-factor");
  });

  test("that is lost is removed by a site operator, which ends every session and stands in the chain", async () => {
    const { token } = await setUp();
    expect(await removeLostFactors(signIn, account, operator)).toBe(true);
    expect(await removeLostFactors(signIn, account, operator)).toBe(false);
    expect(await findSession(signIn, token)).toBeUndefined();
    expect((await enter()).kind).toBe("signed-in");
    const { rows } = await keeper.query(
      "select actor, detail from audit.event where kind = 'sign-in.factor-removed' order by seq desc limit 1",
    );
    expect(rows[0]).toEqual({ actor: operator, detail: { account, factor: "all", by: "site-operator" } });
  });

  test("ends with its half session after ten minutes", async () => {
    const { secret } = await setUp();
    const half = await enter();
    await keeper.query("update sign_in.half_session set ends_at = now() - interval '1 second' where account_id = $1", [account]);
    expect(refusalOf(await give(half.token, codeOf(secret)))).toBe("gone");
  });
});

describe("a recovery code", () => {
  test("opens once, and new ones take the place of all before", async () => {
    const { session, codes } = await setUp();
    expect(new Set(codes).size).toBe(10);
    expect((await give((await enter()).token, codes[3]?.toLowerCase() ?? "")).ok).toBe(true);
    expect(refusalOf(await give((await enter()).token, codes[3] ?? ""))).toBe("wrong");
    const anew = (await replaceRecoveryCodes(signIn, session)) ?? [];
    expect(refusalOf(await give((await enter()).token, codes[4] ?? ""))).toBe("wrong");
    expect((await give((await enter()).token, anew[4] ?? "")).ok).toBe(true);
    expect((await secondFactorsOf(signIn, account)).recoveryCodes).toBe(9);
  });

  test("is made for nobody without a second factor", async () => {
    expect(await replaceRecoveryCodes(signIn, await sessionOf((await enter()).token))).toBeUndefined();
  });
});

describe("guesses at codes", () => {
  test("are ten in five minutes, from whatever network and half session, and the right password gives no more", async () => {
    const { secret, codes } = await setUp();
    for (let guess = 0; guess < guessesAllowed; guess++)
      expect(refusalOf(await signInWithCode(signIn, key, (await enter()).token, "000000", `g${guess}`))).toBe("wrong");
    expect(refusalOf(await give((await enter()).token, codeOf(secret)))).toBe("too-many");
    expect(refusalOf(await give((await enter()).token, codes[0] ?? ""))).toBe("too-many");
  });

  test("sent all at once are still no more than ten", async () => {
    await setUp();
    const half = (await enter()).token;
    const given = await Promise.all(
      Array.from({ length: 30 }, (_, guess) => signInWithCode(signIn, key, half, "000000", `parallel-${guess}`)),
    );
    expect(given.filter((outcome) => refusalOf(outcome) === "wrong").length).toBeLessThanOrEqual(guessesAllowed);
  });

  test("are fifty in a day", async () => {
    const { codes } = await setUp();
    await keeper.query(
      "insert into sign_in.attempt (key, at) select 'code:' || $1, now() - make_interval(mins => 10 + n) from generate_series(1, 50) n",
      [account],
    );
    expect(refusalOf(await give((await enter()).token, codes[0] ?? ""))).toBe("too-many");
  });
});

describe("an identity elsewhere", () => {
  const identity = (subject: string, twoFactors = false) => ({ issuer: "https://id.example", subject, provider: "example", twoFactors });
  const whose = async () => ({ session: (await sessionOf((await enter()).token)).id, account });

  test("signs in whom it is linked to, and nobody else, with two factors only where its provider says so", async () => {
    expect((await signInWithIdentity(signIn, identity(`a${count}`), "b")).kind).toBe("wrong");
    expect((await linkIdentity(signIn, await whose(), identity(`a${count}`))).ok).toBe(true);
    const [one, two] = [
      await signInWithIdentity(signIn, identity(`a${count}`), "b"),
      await signInWithIdentity(signIn, identity(`a${count}`, true), "b"),
    ];
    const factors = async (signedIn: typeof one) => ("token" in signedIn ? (await sessionOf(signedIn.token)).factors : 0);
    expect([await factors(one), await factors(two)]).toEqual([1, 2]);
    expect((await signInWithIdentity(signIn, { ...identity(`a${count}`), issuer: "https://other.example" }, "b")).kind).toBe("wrong");
  });

  test("with one factor is asked for the account's second", async () => {
    await setUp();
    await keeper.query(
      "insert into sign_in.identity (account_id, issuer, subject, provider) values ($1, 'https://id.example', $2, 'example')",
      [account, `b${count}`],
    );
    expect((await signInWithIdentity(signIn, identity(`b${count}`), "b")).kind).toBe("second-factor");
    expect((await signInWithIdentity(signIn, identity(`b${count}`, true), "b")).kind).toBe("signed-in");
  });

  test("is one account's, ends other sessions when it is linked, and is not taken away as the only way in", async () => {
    const other = await enter();
    const mine = await whose();
    expect((await linkIdentity(signIn, mine, identity(`c${count}`))).ok).toBe(true);
    expect(await findSession(signIn, other.token)).toBeUndefined();
    expect(refusalOf(await linkIdentity(signIn, mine, identity(`c${count}`)))).toBe("linked-already");
    expect(refusalOf(await linkIdentity(signIn, { ...mine, account: operator }, identity(`c${count}`)))).toBe("somebody-elses");
    const id = (await listIdentities(signIn, account))[0]?.id ?? "";
    await keeper.query("update sign_in.account set password_hash = null where id = $1", [account]);
    expect(refusalOf(await unlinkIdentity(signIn, mine, id))).toBe("only-way-in");
    expect((await trySignIn(signIn, email, "", network())).kind).toBe("wrong");
    await keeper.query("update sign_in.account set password_hash = 'x' where id = $1", [account]);
    expect((await unlinkIdentity(signIn, mine, id)).ok).toBe(true);
  });

  test.each<[object, boolean]>([
    [{}, false],
    [{ amr: ["pwd"] }, false],
    [{ amr: ["otp"] }, false],
    [{ amr: ["pwd", "pin"] }, false],
    [{ amr: "mfa" }, false],
    [{ amr: ["mfa"] }, true],
    [{ amr: ["pwd", "otp"] }, true],
    [{ amr: ["fpt", "hwk"] }, true],
    [{ acr: "0" }, false],
    [{ acr: "https://refeds.org/profile/mfa" }, true],
    [{ acr: "gold" }, true],
  ])("whose provider says %o is two factors: %s", (claims, two) => {
    expect(saysTwoFactors(claims, ["gold"])).toBe(two);
  });
});

describe("a changed password", () => {
  test("ends other sessions and the half ones, and asks for the second factor as before", async () => {
    const { session, secret } = await setUp();
    const [other, half] = [await give((await enter()).token, codeOf(secret)), await enter()];
    expect((await changePassword(signIn, session, password, "a quite new password", network())).ok).toBe(true);
    expect(await findSession(signIn, other.ok ? other.value : "")).toBeUndefined();
    expect(await findHalfSession(signIn, half.token)).toBeUndefined();
    expect((await enter("a quite new password")).kind).toBe("second-factor");
  });
});

describe("what is asked of a session", () => {
  const at = (time: string) => Temporal.Instant.from(`2026-11-22T${time}Z`);
  const session = { factors: 2, provenAt: at("09:00:00") } as const;
  test("is nothing, a second factor, or both once more after a role changed", () => {
    expect(whatIsAsked({ ...session, factors: 1 }, {})).toBe("nothing");
    expect(whatIsAsked({ ...session, factors: 1 }, { needsSecondFactor: true })).toBe("second-factor");
    expect(whatIsAsked(session, { needsSecondFactor: true, rolesChangedAt: at("08:59:59") })).toBe("nothing");
    expect(whatIsAsked(session, { needsSecondFactor: false, rolesChangedAt: at("09:00:01") })).toBe("sign-in-again");
    expect(whatIsAsked({ ...session, factors: 1 }, { rolesChangedAt: at("09:00:01") })).toBe("nothing");
  });
  test("is to show it again before factors are changed, after fifteen minutes", () => {
    expect([isFresh(session, at("09:14:59")), isFresh(session, at("09:15:00"))]).toEqual([true, false]);
  });
});

describe("the settings of signing in", () => {
  const read = (env: Record<string, string>) => readSignInSettings(env, new URL("https://school.example"), undefined);
  test("are an address, a secret, and providers by their names", () => {
    const settings = read({
      EDDYSTONE_SECRET: "x".repeat(32),
      EDDYSTONE_OIDC_OUR_TENANT_ISSUER: "https://login.example/x/v2.0",
      EDDYSTONE_OIDC_OUR_TENANT_CLIENT_ID: "id",
      EDDYSTONE_OIDC_OUR_TENANT_CLIENT_SECRET: "secret",
    });
    expect(settings.origin.hostname).toBe("school.example");
    expect(settings.key).toHaveLength(32);
    expect(settings.providers.map(({ slug, label }) => [slug, label])).toEqual([["our-tenant", "Our tenant"]]);
    expect(read({}).key).toBeUndefined();
  });
  test("keep a secret of their own beside the embedded database, and never put another in the place of a damaged one", () => {
    const home = mkdtempSync(join(tmpdir(), "eddystone-secret-"));
    const secretFile = join(home, "sign-in-secret");
    const keyOf = () => readSignInSettings({}, new URL("https://school.example"), home).key;
    expect(keyOf()).toEqual(keyOf());
    expect(readFileSync(secretFile, "utf8")).toHaveLength(43);
    writeFileSync(secretFile, "");
    expect(keyOf).toThrow(/sign-in-secret is damaged/);
    rmSync(home, { recursive: true });
  });
  test.each<[Record<string, string>, RegExp]>([
    [{ EDDYSTONE_SECRET: "short" }, /EDDYSTONE_SECRET is too short/],
    [{ EDDYSTONE_OIDC_X_ISSUER: "https://x.example" }, /EDDYSTONE_OIDC_X_CLIENT_ID/],
    [
      { EDDYSTONE_OIDC_X_ISSUER: "http://x.example", EDDYSTONE_OIDC_X_CLIENT_ID: "a", EDDYSTONE_OIDC_X_CLIENT_SECRET: "b" },
      /not an https address/,
    ],
  ])("that are not whole are refused at the start: %o", (env, sentence) => {
    expect(() => read(env)).toThrow(sentence);
  });
});
