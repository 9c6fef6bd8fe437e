import { createHash, createSign, generateKeyPairSync, type KeyObject } from "node:crypto";
import { beforeEach, describe, expect, test } from "vitest";
import { testDatabase } from "../database/testing.ts";
import { addAccount, findSession, trySignIn } from "./account.store.ts";
import { askForNewPasskey, askForPasskey, listPasskeys, removePasskey, signInWithPasskey } from "./passkey.store.ts";
import { plainSettings } from "./settings.ts";

const database = await testDatabase();
const signIn = database.database("sign_in").pool;
const keeper = database.database("keeper").pool;
const password = "lantern-over-granite";
let [account, email, credential] = ["", "", ""];
let count = 0;
let key: KeyObject;

/** A P-256 key as an authenticator tells it (COSE). */
function cose(publicKey: KeyObject): Buffer {
  const { x = "", y = "" } = publicKey.export({ format: "jwk" });
  const parts = [
    "a5010203262001215820",
    Buffer.from(x, "base64url").toString("hex"),
    "225820",
    Buffer.from(y, "base64url").toString("hex"),
  ];
  return Buffer.from(parts.join(""), "hex");
}
beforeEach(async () => {
  email = `person-${++count}@x.example`;
  account = (await addAccount(signIn, { email, name: "Pia Person", password })) ?? "";
  const pair = generateKeyPairSync("ec", { namedCurve: "P-256" });
  key = pair.privateKey;
  credential = Buffer.from(`credential ${count}`).toString("base64url");
  await keeper.query("insert into sign_in.passkey (account_id, credential_id, public_key, counter, name) values ($1, $2, $3, 5, 'Key')", [
    account,
    credential,
    cose(pair.publicKey),
  ]);
});

type Said = {
  challenge: string;
  origin?: string;
  type?: string;
  rpId?: string;
  flags?: number;
  counter?: number;
  by?: KeyObject;
  id?: string;
};
/** What an authenticator answers: as it should be, but for what is said. Flag 1 is present, flag 4 verified. */
function answer({
  challenge,
  origin = "http://localhost:3000",
  type = "webauthn.get",
  rpId = "localhost",
  flags = 5,
  counter = 6,
  by = key,
  id = credential,
}: Said) {
  const clientData = Buffer.from(JSON.stringify({ type, challenge, origin, crossOrigin: false }));
  const authenticator = Buffer.alloc(37);
  createHash("sha256").update(rpId).digest().copy(authenticator);
  authenticator[32] = flags;
  authenticator.writeUInt32BE(counter, 33);
  const signature = createSign("SHA256").update(authenticator).update(createHash("sha256").update(clientData).digest()).sign(by);
  const [clientDataJSON, authenticatorData] = [clientData, authenticator].map((bytes) => bytes.toString("base64url"));
  const response = { clientDataJSON, authenticatorData, signature: signature.toString("base64url") };
  return JSON.stringify({ id, rawId: id, type: "public-key", clientExtensionResults: {}, response });
}
const challenge = async () => (await askForPasskey(signIn, plainSettings)).challenge;
const give = (text: string) => signInWithPasskey(signIn, plainSettings, text, "a browser");
const sessionNow = async () => {
  const entered = await give(answer({ challenge: await challenge() }));
  return entered.ok ? await findSession(signIn, entered.value) : undefined;
};

describe("a passkey", () => {
  test("signs its owner in, as two factors, once for each question", async () => {
    const asked = await challenge();
    const given = await give(answer({ challenge: asked }));
    const session = given.ok ? await findSession(signIn, given.value) : undefined;
    expect([session?.account.id, session?.factors]).toEqual([account, 2]);
    expect((await give(answer({ challenge: asked, counter: 7 }))).ok).toBe(false);
    expect((await listPasskeys(signIn, account))[0]?.usedAt).not.toBeNull();
  });

  test.each<[string, Omit<Said, "challenge">]>([
    ["its owner was not verified", { flags: 1 }],
    ["nobody was present", { flags: 4 }],
    ["it was asked by another site", { origin: "https://evil.example" }],
    ["it was asked over another port", { origin: "http://localhost:3001" }],
    ["it was made for another site", { rpId: "evil.example" }],
    ["it answers another question", { type: "webauthn.create" }],
    ["another key signed it", { by: generateKeyPairSync("ec", { namedCurve: "P-256" }).privateKey }],
    ["its counter went back, as a copy's does", { counter: 4 }],
    ["it is nobody's", { id: Buffer.from("nobody").toString("base64url") }],
  ])("opens nothing where %s", async (_what, said) => {
    expect((await give(answer({ challenge: await challenge(), ...said }))).ok).toBe(false);
    // The same with nothing wrong opens: it was not the harness that refused.
    expect((await give(answer({ challenge: await challenge() }))).ok).toBe(true);
  });

  test("opens nothing with a question of its own making, of another purpose, too old, or with no answer at all", async () => {
    expect((await give(answer({ challenge: Buffer.from("made up").toString("base64url") }))).ok).toBe(false);
    const session = await sessionNow();
    if (!session) throw new Error("not signed in");
    const forNew = await askForNewPasskey(signIn, plainSettings, session);
    expect((await give(answer({ challenge: forNew.challenge, counter: 8 }))).ok).toBe(false);
    const old = await challenge();
    await keeper.query("update sign_in.challenge set ends_at = now() - interval '1 second'");
    expect((await give(answer({ challenge: old, counter: 9 }))).ok).toBe(false);
    for (const text of ["", "{}", "null", '{"id":1}', "x".repeat(20_000)]) expect((await give(text)).ok).toBe(false);
  });

  test("sent twice at once opens one session", async () => {
    const text = answer({ challenge: await challenge() });
    expect((await Promise.all([give(text), give(text), give(text), give(text), give(text)])).filter(({ ok }) => ok)).toHaveLength(1);
  });

  test("of an ended account opens nothing", async () => {
    await keeper.query("update sign_in.account set ended_at = now() where id = $1", [account]);
    expect((await give(answer({ challenge: await challenge() }))).ok).toBe(false);
  });

  test("is asked for after the password, and stays where it is the only way in", async () => {
    expect((await trySignIn(signIn, email, password, "n")).kind).toBe("second-factor");
    const session = await sessionNow();
    if (!session) throw new Error("not signed in");
    const id = (await listPasskeys(signIn, account))[0]?.id ?? "";
    await keeper.query("update sign_in.account set password_hash = null where id = $1", [account]);
    expect(await removePasskey(signIn, session, id)).toEqual({ ok: false, refusal: { kind: "only-way-in" } });
    await keeper.query("update sign_in.account set password_hash = 'x' where id = $1", [account]);
    const other = await give(answer({ challenge: await challenge(), counter: 8 }));
    expect((await removePasskey(signIn, session, id)).ok).toBe(true);
    expect(await findSession(signIn, other.ok ? other.value : "")).toBeUndefined();
  });
});
