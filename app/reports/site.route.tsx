import { Button, type FieldRefusal, type Frame, Page, Refusals, TextField } from "../design/house.tsx";
import { findPerson, listTrusts } from "../organisation/index.server.ts";
import { organisationPaths } from "../organisation/index.ts";
import { inOneLook } from "../platform/database/change.ts";
import { type Session, trySignIn } from "../platform/sign-in/account.store.ts";
import { browserName } from "../platform/sign-in/browser.rules.ts";
import { forgetSession, type House, networkOf, openRoute, page, rememberSession, sessionOf, siteRoute } from "../platform/web/route.tsx";
import { accountPaths } from "./account.paths.ts";

export const siteFrame = (house: House, session?: Session): Frame => ({
  css: house.css,
  person: session?.account.name,
  token: session?.formToken,
});

function SignIn({ frame, to, email, refusals }: { frame: Frame; to: string; email?: string; refusals: readonly FieldRefusal[] }) {
  return (
    <Page frame={frame} title="Sign in">
      <h1>Sign in</h1>
      <Refusals refusals={refusals} />
      <form method="post" action="/sign-in">
        <input type="hidden" name="to" value={to} />
        <TextField name="email" label="E-mail address" type="email" autocomplete="username" value={email} refusals={refusals} />
        <TextField name="password" label="Password" type="password" autocomplete="current-password" />
        <Button>Sign in</Button>
      </form>
    </Page>
  );
}

/** Only a path of this site: never another host, however it is written. */
export const safeWay = (to: string | undefined) => (to && /^\/(?![/\\])[\x21-\x7e]*$/.test(to) && !to.includes("\\") ? to : "/");

export const showSignIn = openRoute("get", "/sign-in", async (c, house) =>
  page(c, <SignIn frame={siteFrame(house)} to={safeWay(c.req.query("to"))} refusals={[]} />),
);

export const signIn = openRoute("post", "/sign-in", async (c, house) => {
  const form = await c.req.formData().catch(() => new FormData());
  // A form from elsewhere may not sign somebody in: browsers say where a post comes from.
  const origin = c.req.header("Origin");
  const [emails, passwords] = [form.getAll("email"), form.getAll("password")];
  const [email, password] = [emails[0], passwords[0]];
  const to = safeWay(String(form.get("to") ?? ""));
  const again = (text: string, status: 400 | 403 | 422 | 429) =>
    page(
      c,
      <SignIn frame={siteFrame(house)} to={to} email={typeof email === "string" ? email : ""} refusals={[{ field: "email", text }]} />,
      status,
    );
  if (origin && origin !== "null" && new URL(origin).host !== c.req.header("Host")) return again("Sign in from this page.", 403);
  if (emails.length !== 1 || passwords.length !== 1 || typeof email !== "string" || typeof password !== "string" || password.length > 1000)
    return again("Give one e-mail address and one password.", 400);
  const outcome = await trySignIn(house.signIn, email, password, networkOf(c), browserName(c.req.header("User-Agent")));
  if (outcome.kind === "too-many") return again("Too many tries. Wait five minutes, then try again.", 429);
  if (outcome.kind === "wrong")
    return again("The e-mail address or the password is not right. Try again, or ask your administrator for a reset link.", 422);
  rememberSession(c, outcome.token);
  return c.redirect(to, 303);
});

export const signOut = siteRoute("post", "/sign-out", "signed-in", async (c, { house }) => {
  await forgetSession(c, house);
  return c.redirect("/sign-in", 303);
});

/** The trusts in which this account is somebody now; the only one is opened at once. */
export const home = openRoute("get", "/", async (c, house) => {
  const session = await sessionOf(c, house);
  if (!session) return c.redirect("/sign-in");
  const trusts = [];
  for (const trust of await listTrusts(house.db)) {
    const person = await inOneLook(house.db, { trustId: trust.trustId, personId: undefined }, (look) =>
      findPerson(look, session.account.id),
    );
    if (person) trusts.push(trust);
  }
  const operator = session.account.siteOperator;
  if (trusts.length === 1 && !operator) return c.redirect(`/${trusts[0]?.slug}`);
  return page(
    c,
    <Page frame={siteFrame(house, session)} title="Your trusts">
      <h1>Your trusts</h1>
      {trusts.length === 0 && (
        <p>You hold no role in a trust. {operator ? "Set one up from the register." : "Ask its administrator to give you one."}</p>
      )}
      <ul class="govuk-list">
        {trusts.map((trust) => (
          <li>
            <a href={`/${trust.slug}`}>{trust.name}</a>
          </li>
        ))}
      </ul>
      <p>
        <a href={accountPaths.own}>Your account: password and sessions</a>
      </p>
      {operator && (
        <ul class="govuk-list">
          <li>
            <a href={organisationPaths.newTrust}>Set up a trust from the register</a>
          </li>
          <li>
            <a href="/register/import">Import a file of the national register</a>
          </li>
          <li>
            <a href={accountPaths.accounts}>Accounts of this site</a>
          </li>
        </ul>
      )}
    </Page>,
  );
});
