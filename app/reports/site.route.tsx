import { Page } from "../design/house.tsx";
import { findPerson, trustsOfAccounts } from "../organisation/index.server.ts";
import { organisationPaths } from "../organisation/index.ts";
import { inOneLook } from "../platform/database/change.ts";
import { trySignIn } from "../platform/sign-in/account.store.ts";
import { browserName } from "../platform/sign-in/browser.rules.ts";
import { postedFromHere } from "../platform/web/origin.ts";
import { safeWay } from "../platform/web/posted.ts";
import {
  type FindsPeople,
  forgetSession,
  networkOf,
  openRoute,
  page,
  sessionOf,
  signInSettingsOf,
  siteRoute,
  type WhyAgain,
} from "../platform/web/route.tsx";
import { accountPaths } from "./account.paths.ts";
import { sayRefusalPage } from "./error.route.tsx";
import { HeldView, SignInView } from "./held.view.tsx";
import { goOnWith, readBound } from "./sign-in.route.tsx";
import { siteFrame } from "./site.frame.ts";

/** The pages the platform answers by itself, in the site's own look. */
export const sitePages: Pick<FindsPeople, "signInPage" | "heldPage" | "refusalPage"> = {
  signInPage: (held, house, why) => (
    <SignInView frame={siteFrame(house)} to={held.to} held={held} why={why} providers={signInSettingsOf(house).providers} refusals={[]} />
  ),
  heldPage: (held, session, house, why) => <HeldView frame={siteFrame(house, session)} held={held} why={why} />,
  refusalPage: sayRefusalPage,
};

const reasons: readonly (string | undefined)[] = ["roles-changed", "not-fresh"] satisfies WhyAgain[];
export const showSignIn = openRoute("get", "/sign-in", async (c, house) => {
  const why = c.req.query("why");
  return page(
    c,
    <SignInView
      frame={siteFrame(house)}
      to={safeWay(c.req.query("to"))}
      why={reasons.includes(why) ? (why as WhyAgain) : undefined}
      providers={signInSettingsOf(house).providers}
      refusals={[]}
    />,
  );
});

export const signIn = openRoute("post", "/sign-in", async (c, house) => {
  const form = await c.req.formData().catch(() => new FormData());
  const [emails, passwords] = [form.getAll("email"), form.getAll("password")];
  const [email, password] = [emails[0], passwords[0]];
  const bound = readBound(form);
  const again = (text: string, status: 400 | 403 | 422 | 429) =>
    page(
      c,
      <SignInView
        frame={siteFrame(house)}
        {...bound}
        email={typeof email === "string" ? email : ""}
        providers={signInSettingsOf(house).providers}
        refusals={[{ field: "email", text }]}
      />,
      status,
    );
  // A form from elsewhere may not sign somebody in: browsers say where a post comes from.
  if (!postedFromHere(c)) return again("Sign in from this page.", 403);
  if (emails.length !== 1 || passwords.length !== 1 || typeof email !== "string" || typeof password !== "string" || password.length > 1000)
    return again("Give one e-mail address and one password.", 400);
  const outcome = await trySignIn(house.signIn, email, password, networkOf(c), browserName(c.req.header("User-Agent")));
  switch (outcome.kind) {
    case "too-many":
      return again("Too many tries. Wait five minutes, then try again.", 429);
    case "wrong":
      return again("The e-mail address or the password is not right. Try again, or ask your administrator for a reset link.", 422);
    case "signed-in":
    case "second-factor":
      return goOnWith(c, house, outcome, bound);
  }
});

export const signOut = siteRoute("post", "/sign-out", "signed-in", async (c, { house }) => {
  await forgetSession(c, house);
  // What this browser kept of unsent writing goes with whoever wrote it.
  c.header("Clear-Site-Data", '"storage"');
  return c.redirect("/sign-in", 303);
});

/** The trusts in which this account is somebody now; the only one is opened at once. */
export const home = openRoute("get", "/", async (c, house) => {
  const session = await sessionOf(c, house);
  if (!session) return c.redirect("/sign-in");
  const trusts = [];
  for (const trust of (await trustsOfAccounts(house.keeper, [session.account.id])).get(session.account.id) ?? []) {
    const person = await inOneLook(house.db, { ...trust, personId: undefined }, (look) => findPerson(look, session.account.id));
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
        <a href={accountPaths.own}>Your account: password, second factor and sessions</a>
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
