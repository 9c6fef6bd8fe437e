import type { Context } from "hono";
import { findSession, type SignedIn } from "../platform/sign-in/account.store.ts";
import { browserName } from "../platform/sign-in/browser.rules.ts";
import { signInWithCode } from "../platform/sign-in/code.store.ts";
import { sayCodeRefusal } from "../platform/sign-in/factor.rules.ts";
import { findHalfSession, secondFactorsOf } from "../platform/sign-in/half-session.store.ts";
import { askForPasskey, sayPasskeyRefusal, signInWithPasskey } from "../platform/sign-in/passkey.store.ts";
import { postedFromHere } from "../platform/web/origin.ts";
import { type Held, readHeld, safeWay } from "../platform/web/posted.ts";
import {
  forgetPassing,
  type House,
  networkOf,
  openRoute,
  page,
  pageWithScript,
  passingCookie,
  rememberPassing,
  rememberSession,
  signInSettingsOf,
} from "../platform/web/route.tsx";
import { CodeView, HeldView, PasskeyView, SignInView } from "./held.view.tsx";
import { siteFrame } from "./site.frame.ts";

/** Where somebody wants to be, with what they had written. */
export type Bound = { readonly to: string; readonly held: Held | undefined };
export const readBound = (form: FormData): Bound => ({ to: safeWay(String(form.get("to") ?? "")), held: readHeld(form.get("held")) });

/** After a session was opened: remembered in this browser, and on to where its owner was bound. */
export async function arrive(c: Context, house: House, token: string, { to, held }: Bound): Promise<Response> {
  forgetPassing(c, "half");
  await rememberSession(c, token, house);
  const session = held && (await findSession(house.signIn, token));
  return session ? page(c, <HeldView frame={siteFrame(house, session)} held={held} />) : c.redirect(to, 303);
}

/** After the first factor: in, or to the question for the second. */
export async function goOnWith(c: Context, house: House, signedIn: SignedIn & { token: string }, bound: Bound): Promise<Response> {
  if (signedIn.kind === "signed-in") return arrive(c, house, signedIn.token, bound);
  rememberPassing(c, "half", signedIn.token);
  return showCode(c, house, signedIn.token, bound);
}

const beginAgain = (c: Context, house: House, { to, held }: Bound, text: string) =>
  page(
    c,
    <SignInView
      frame={siteFrame(house)}
      to={to}
      held={held}
      providers={signInSettingsOf(house).providers}
      refusals={[{ field: "email", text }]}
    />,
    422,
  );

async function showCode(c: Context, house: House, half: string, { to, held }: Bound, refused?: { text: string; status: 422 | 429 }) {
  const found = await findHalfSession(house.signIn, half);
  if (!found) return beginAgain(c, house, { to, held }, sayCodeRefusal({ kind: "gone" }));
  const { app, passkeys } = await secondFactorsOf(house.signIn, found.accountId);
  return page(
    c,
    <CodeView
      frame={siteFrame(house)}
      to={to}
      held={held}
      app={app}
      passkeys={passkeys > 0}
      refusals={refused ? [{ field: "code", text: refused.text }] : []}
    />,
    refused?.status ?? 200,
  );
}

export const askForCode = openRoute("get", "/sign-in/code", async (c, house) => {
  const half = passingCookie(c, "half");
  return half ? showCode(c, house, half, { to: safeWay(c.req.query("to")), held: undefined }) : c.redirect("/sign-in", 303);
});

export const giveCode = openRoute("post", "/sign-in/code", async (c, house) => {
  const form = await c.req.formData().catch(() => new FormData());
  const bound = readBound(form);
  const half = passingCookie(c, "half");
  if (!half) return beginAgain(c, house, bound, sayCodeRefusal({ kind: "gone" }));
  const [code, ...more] = form.getAll("code");
  if (!postedFromHere(c) || typeof code !== "string" || more.length > 0 || code.trim() === "" || code.length > 200)
    return showCode(c, house, half, bound, { text: "Type one code on this page.", status: 422 });
  const given = await signInWithCode(house.signIn, signInSettingsOf(house).key, half, code, networkOf(c));
  if (given.ok) return arrive(c, house, given.value, bound);
  if (given.refusal.kind === "gone") return beginAgain(c, house, bound, sayCodeRefusal(given.refusal));
  return showCode(c, house, half, bound, {
    text: sayCodeRefusal(given.refusal),
    status: given.refusal.kind === "too-many" ? 429 : 422,
  });
});

async function showPasskey(c: Context, house: House, { to, held }: Bound, text?: string) {
  const settings = signInSettingsOf(house);
  const options = await askForPasskey(house.signIn, settings);
  return pageWithScript(
    c,
    <PasskeyView
      frame={siteFrame(house)}
      script={settings.passkeyScript}
      to={to}
      held={held}
      options={options}
      refusals={text ? [{ field: "", text }] : []}
    />,
    text ? 422 : 200,
  );
}

export const askForAPasskey = openRoute("get", "/sign-in/passkey", (c, house) =>
  showPasskey(c, house, { to: safeWay(c.req.query("to")), held: undefined }),
);

/** The sign-in page's button leads here too, with what was written; what the browser's passkey answered comes in `answer`. */
export const giveAPasskey = openRoute("post", "/sign-in/passkey", async (c, house) => {
  const form = await c.req.formData().catch(() => new FormData());
  const bound = readBound(form);
  const [answer, ...more] = form.getAll("answer");
  if (answer === undefined) return showPasskey(c, house, bound);
  if (!postedFromHere(c) || typeof answer !== "string" || more.length > 0)
    return showPasskey(c, house, bound, "Use the passkey on this page.");
  const given = await signInWithPasskey(house.signIn, signInSettingsOf(house), answer, browserName(c.req.header("User-Agent")));
  return given.ok ? arrive(c, house, given.value, bound) : showPasskey(c, house, bound, sayPasskeyRefusal(given.refusal));
});
