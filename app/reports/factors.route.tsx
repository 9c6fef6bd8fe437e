import type { Context } from "hono";
import type { FieldRefusal } from "../design/house.tsx";
import type { Session } from "../platform/sign-in/account.store.ts";
import { beginApp, confirmApp, pendingSecret, removeApp, replaceRecoveryCodes, type SetUpRefusal } from "../platform/sign-in/code.store.ts";
import { isFresh, sayCodeRefusal } from "../platform/sign-in/factor.rules.ts";
import { secondFactorsOf } from "../platform/sign-in/half-session.store.ts";
import { listIdentities } from "../platform/sign-in/identity.store.ts";
import { addPasskey, askForNewPasskey, listPasskeys, removePasskey, sayPasskeyRefusal } from "../platform/sign-in/passkey.store.ts";
import { otpauth } from "../platform/sign-in/totp.ts";
import { safeWay } from "../platform/web/posted.ts";
import {
  type AskedOfSite,
  askToSignIn,
  type House,
  networkOf,
  page,
  pageWithScript,
  signInSettingsOf,
  siteRoute,
} from "../platform/web/route.tsx";
import { factorPaths } from "./account.paths.ts";
import { FactorsView, NewPasskeyView, RecoveryCodesView, RemoveAppView, SetUpAppView } from "./factors.view.tsx";
import { siteFrame } from "./site.frame.ts";

type Back = { refusals?: readonly FieldRefusal[]; done?: string | undefined; to?: string };

/** The page of one's own factors, after whatever was done on it. */
export async function showFactors(c: Context, house: House, session: Session, back: Back = {}) {
  const { id } = session.account;
  const { key, providers } = signInSettingsOf(house);
  const [{ app, recoveryCodes }, passkeys, identities] = await Promise.all([
    secondFactorsOf(house.signIn, id),
    listPasskeys(house.signIn, id),
    listIdentities(house.signIn, id),
  ]);
  return page(
    c,
    <FactorsView
      frame={siteFrame(house, session)}
      token={session.formToken}
      to={back.to ?? safeWay(c.req.query("to"))}
      done={back.done}
      refusals={back.refusals ?? []}
      app={app}
      appPossible={key !== undefined}
      recoveryCodes={recoveryCodes}
      passkeys={passkeys}
      providers={providers}
      identities={identities.map((one) => ({ ...one, label: providers.find(({ slug }) => slug === one.provider)?.label ?? one.provider }))}
    />,
    back.refusals ? 422 : 200,
  );
}

/** A page of one's own factors that opens only for some minutes after they were given: else they are asked for once more. */
export const freshRoute = (method: "get" | "post", path: string, handler: (c: Context, asked: AskedOfSite) => Promise<Response>) =>
  siteRoute(method, path, "signed-in", (c, asked) =>
    isFresh(asked.session, Temporal.Now.instant()) ? handler(c, asked) : askToSignIn(c, asked.house, {}, "not-fresh"),
  );

const one = (form: FormData, name: string): string => {
  const values = form.getAll(name);
  return values.length === 1 && typeof values[0] === "string" ? values[0].slice(0, 20_000) : "";
};
const saySetUp = (refusal: SetUpRefusal) =>
  refusal.kind === "already" ? "An app is set up already. Remove it first to use another." : sayCodeRefusal({ kind: refusal.kind });

export const openFactors = siteRoute("get", factorPaths.own, "signed-in", (c, { house, session }) =>
  showFactors(c, house, session, { done: c.req.query("done") === "linked" ? "It is linked. Sign in with it next time." : undefined }),
);

async function showApp(c: Context, house: House, session: Session, to: string, refusals: readonly FieldRefusal[] = []) {
  const { key, origin } = signInSettingsOf(house);
  const secret = await pendingSecret(house.signIn, key, session.account.id);
  if (!secret) return c.redirect(factorPaths.own, 303);
  return page(
    c,
    <SetUpAppView
      frame={siteFrame(house, session)}
      token={session.formToken}
      to={to}
      refusals={refusals}
      secret={secret}
      address={otpauth(secret, session.account.email, origin.hostname)}
    />,
    refusals.length > 0 ? 422 : 200,
  );
}

export const beginOwnApp = freshRoute("post", "/account/factors/app", async (c, { house, session }) => {
  const to = safeWay(one(await c.req.formData(), "to"));
  const begun = await beginApp(house.signIn, signInSettingsOf(house).key, session);
  return begun.ok
    ? c.redirect(factorPaths.app(to), 303)
    : showFactors(c, house, session, { refusals: [{ field: "", text: saySetUp(begun.refusal) }], to });
});

export const openOwnApp = freshRoute("get", "/account/factors/app", (c, { house, session }) =>
  showApp(c, house, session, safeWay(c.req.query("to"))),
);

const codesOrBack = (c: Context, house: House, session: Session, codes: readonly string[], to: string, done: string) =>
  codes.length > 0
    ? page(c, <RecoveryCodesView frame={siteFrame(house, session)} codes={codes} to={to} done={done} />)
    : showFactors(c, house, session, { done, to });

export const confirmOwnApp = freshRoute("post", factorPaths.confirmApp, async (c, { house, session }) => {
  const form = await c.req.formData();
  const to = safeWay(one(form, "to"));
  const confirmed = await confirmApp(house.signIn, signInSettingsOf(house).key, session, one(form, "code"), networkOf(c));
  if (confirmed.ok) return codesOrBack(c, house, session, confirmed.value, to, "Your app is set up, and your other sessions have ended.");
  const { refusal } = confirmed;
  if (refusal.kind === "gone" || refusal.kind === "already")
    return showFactors(c, house, session, { refusals: [{ field: "", text: saySetUp(refusal) }], to });
  return showApp(c, house, session, to, [{ field: "code", text: saySetUp(refusal) }]);
});

const showRemoveApp = (c: Context, house: House, session: Session, refusals: readonly FieldRefusal[] = []) =>
  page(
    c,
    <RemoveAppView frame={siteFrame(house, session)} token={session.formToken} email={session.account.email} refusals={refusals} />,
    refusals.length > 0 ? 422 : 200,
  );

export const askToRemoveApp = siteRoute("get", factorPaths.removeApp, "signed-in", async (c, { house, session }) =>
  showRemoveApp(c, house, session),
);

export const removeOwnApp = siteRoute("post", factorPaths.removeApp, "signed-in", async (c, { house, session }) => {
  const form = await c.req.formData();
  const given = { password: one(form, "password").slice(0, 1000), code: one(form, "code") };
  const removed = await removeApp(house.signIn, signInSettingsOf(house).key, session, given, networkOf(c));
  if (removed.ok) return showFactors(c, house, session, { done: "The app is removed, and your other sessions have ended." });
  const { kind } = removed.refusal;
  return showRemoveApp(c, house, session, [
    kind === "wrong-password"
      ? { field: "password", text: "The password is not right. Type it again." }
      : { field: "code", text: sayCodeRefusal({ kind }) },
  ]);
});

export const newOwnRecoveryCodes = freshRoute("post", factorPaths.recoveryCodes, async (c, { house, session }) => {
  const codes = await replaceRecoveryCodes(house.signIn, session);
  if (codes) return codesOrBack(c, house, session, codes, "/", "These are new. The ones before open nothing any more.");
  return showFactors(c, house, session, {
    refusals: [{ field: "", text: "Set up an app or a passkey first; recovery codes come with it." }],
  });
});

async function showNewPasskey(
  c: Context,
  house: House,
  session: Session,
  written: { name: string; to: string },
  refusals: readonly FieldRefusal[] = [],
) {
  const settings = signInSettingsOf(house);
  const options = await askForNewPasskey(house.signIn, settings, session);
  return pageWithScript(
    c,
    <NewPasskeyView
      frame={siteFrame(house, session)}
      token={session.formToken}
      {...written}
      script={settings.passkeyScript}
      options={options}
      refusals={refusals}
    />,
    refusals.length > 0 ? 422 : 200,
  );
}

export const askForOwnPasskey = freshRoute("get", "/account/factors/passkeys/new", (c, { house, session }) =>
  showNewPasskey(c, house, session, { name: "", to: safeWay(c.req.query("to")) }),
);

export const addOwnPasskey = freshRoute("post", factorPaths.passkeys, async (c, { house, session }) => {
  const form = await c.req.formData();
  const written = { name: one(form, "name"), to: safeWay(one(form, "to")) };
  const added = await addPasskey(house.signIn, signInSettingsOf(house), session, { name: written.name, answer: one(form, "answer") });
  if (added.ok) return codesOrBack(c, house, session, added.value, written.to, "The passkey is added, and your other sessions have ended.");
  const field = added.refusal.kind === "name-needed" ? "name" : "";
  return showNewPasskey(c, house, session, written, [{ field, text: sayPasskeyRefusal(added.refusal) }]);
});

export const removeOwnPasskey = freshRoute(
  "post",
  "/account/factors/passkeys/:passkey{[0-9a-f-]{36}}/remove",
  async (c, { house, session }) => {
    const removed = await removePasskey(house.signIn, session, c.req.param("passkey") ?? "");
    return removed.ok
      ? showFactors(c, house, session, { done: "The passkey is removed, and your other sessions have ended." })
      : showFactors(c, house, session, { refusals: [{ field: "", text: sayPasskeyRefusal(removed.refusal) }] });
  },
);
