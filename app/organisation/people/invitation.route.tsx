import type { Context } from "hono";
import type { FieldRefusal, Frame } from "../../design/house.tsx";
import { OnTheWay } from "../../design/on-the-way.tsx";
import { hashPassword, type Session, trySignIn } from "../../platform/sign-in/account.store.ts";
import { browserName } from "../../platform/sign-in/browser.rules.ts";
import { commonestPasswords } from "../../platform/sign-in/commonest-passwords.ts";
import { considerPassword, sayPasswordRefusal } from "../../platform/sign-in/password.rules.ts";
import { addressHasAccount } from "../../platform/sign-in/site-accounts.store.ts";
import { sayWayRefusal } from "../../platform/sign-in/way.rules.ts";
import { postedFromHere } from "../../platform/web/origin.ts";
import { type House, networkOf, openRoute, page, rememberSession, sessionOf, signInSettingsOf } from "../../platform/web/route.tsx";
import { setOut } from "../../platform/web/way.ts";
import { paths } from "../paths.ts";
import { wayIn } from "./invitation.rules.ts";
import { InvitationView, LinkThatOpensNothing } from "./invitation.view.tsx";
import { acceptInvitation, findInvitation, type OpenInvitation } from "./invite.ts";

const frameFor = (house: House, session: Session | undefined): Frame => ({
  css: house.css,
  person: session?.account.name,
  token: session?.formToken,
});
async function show(c: Context, house: House, invited: OpenInvitation, token: string, refusals: readonly FieldRefusal[] = []) {
  const session = await sessionOf(c, house);
  const way = wayIn(invited.email, await addressHasAccount(house.signIn, invited.email), session?.account.email);
  return page(
    c,
    <InvitationView
      frame={frameFor(house, session)}
      invited={invited}
      token={token}
      way={way}
      formToken={session?.formToken}
      signedInAs={session?.account.email}
      providers={signInSettingsOf(house).providers}
      refusals={refusals}
    />,
    refusals.length > 0 ? 422 : 200,
  );
}
const opensNothing = async (c: Context, house: House) =>
  page(c, <LinkThatOpensNothing frame={frameFor(house, await sessionOf(c, house))} />, 404);

export const openInvitation = openRoute("get", "/invitation/:token", async (c, house) => {
  const token = c.req.param("token") ?? "";
  const invited = await findInvitation(house.db, token);
  return invited ? show(c, house, invited, token) : opensNothing(c, house);
});

export const accept = openRoute("post", "/invitation/:token", async (c, house) => {
  const token = c.req.param("token") ?? "";
  const invited = await findInvitation(house.db, token);
  if (!invited) return opensNothing(c, house);
  const again = (text: string, field = "") => show(c, house, invited, token, [{ field, text }]);
  const form = await c.req.formData().catch(() => new FormData());
  if (!postedFromHere(c)) return again("Send the form from this page.");
  const session = await sessionOf(c, house);
  const way = wayIn(invited.email, await addressHasAccount(house.signIn, invited.email), session?.account.email);
  if (session && way === "accept") {
    if (form.get("token") !== session.formToken) return again("This form is too old. Accept once more.");
    const joined = await acceptInvitation(house.db, invited, token, { signedInAs: session.account.id });
    if (joined.ok) return c.redirect(`/${invited.slug}`, 303);
    if (joined.refusal === "not-open") return opensNothing(c, house);
    return again("Your account is another person of this trust already. Ask its administrator which of the two is right.");
  }
  if (way !== "choose-password") return again("Sign in with the invited address first.");
  const [password, ...more] = form.getAll("password");
  if (typeof password !== "string" || more.length > 0 || password === "") return again("Choose a password.", "password");
  const considered = considerPassword(password, invited, commonestPasswords);
  if (!considered.ok) return again(sayPasswordRefusal(considered.refusal), "password");
  const joined = await acceptInvitation(house.db, invited, token, { passwordHash: await hashPassword(considered.value) });
  if (!joined.ok) return opensNothing(c, house);
  const signedIn = await trySignIn(house.signIn, invited.email, password, networkOf(c), browserName(c.req.header("User-Agent")));
  if (signedIn.kind !== "signed-in") return c.redirect("/sign-in", 303);
  await rememberSession(c, signedIn.token, house);
  return c.redirect(`/${invited.slug}`, 303);
});

/** Sets out to a provider with an open invitation in hand; who comes back joins with that identity. */
export const acceptWith = openRoute("post", "/invitation/:token/with/:provider", async (c, house) => {
  const token = c.req.param("token") ?? "";
  const invited = await findInvitation(house.db, token);
  if (!invited) return opensNothing(c, house);
  const again = (text: string) => show(c, house, invited, token, [{ field: "", text }]);
  if (!postedFromHere(c)) return again("Send the form from this page.");
  const session = await sessionOf(c, house);
  const way = wayIn(invited.email, await addressHasAccount(house.signIn, invited.email), session?.account.email);
  if (way !== "choose-password") return again("Sign in with the invited address first.");
  const out = await setOut(c, house, c.req.param("provider") ?? "", { errand: { kind: "invitation", token }, to: paths.invitation(token) });
  return out.ok ? page(c, <OnTheWay frame={frameFor(house, session)} {...out.value} />) : again(sayWayRefusal(out.refusal));
});
