import { z } from "zod";
import { Page } from "../design/house.tsx";
import { findPerson, listTrusts } from "../organisation/index.server.ts";
import { organisationPaths } from "../organisation/index.ts";
import { inOneLook } from "../platform/database/change.ts";
import { findSession, trySignIn } from "../platform/sign-in/account.store.ts";
import { browserName } from "../platform/sign-in/browser.rules.ts";
import { postedFromHere } from "../platform/web/origin.ts";
import type { Held } from "../platform/web/posted.ts";
import {
  type FindsPeople,
  forgetSession,
  networkOf,
  openRoute,
  page,
  rememberSession,
  sessionOf,
  siteRoute,
} from "../platform/web/route.tsx";
import { accountPaths } from "./account.paths.ts";
import { sayRefusalPage } from "./error.route.tsx";
import { HeldView, SignInView } from "./held.view.tsx";
import { siteFrame } from "./site.frame.ts";

/** Only a path of this site: never another host, however it is written. */
export const safeWay = (to: string | undefined) => (to && /^\/(?![/\\])[\x21-\x7e]*$/.test(to) && !to.includes("\\") ? to : "/");

/** What was written before the session was lost, as the sign-in page carried it; nothing when it is not in that shape. */
function readHeld(carried: FormDataEntryValue | null): Held | undefined {
  if (typeof carried !== "string" || !carried) return undefined;
  try {
    const read = heldSchema.safeParse(JSON.parse(carried));
    return read.success && safeWay(read.data.to) === read.data.to ? read.data : undefined;
  } catch {
    return undefined;
  }
}
const heldSchema = z.strictObject({
  to: z.string().max(2000),
  fields: z.array(z.tuple([z.string().max(200), z.string()])).max(2000),
  files: z.array(z.string().max(300)).max(50),
});

/** The pages the platform answers by itself, in the site's own look. */
export const sitePages: Pick<FindsPeople, "signInPage" | "heldPage" | "refusalPage"> = {
  signInPage: (held, house) => <SignInView frame={siteFrame(house)} to={held.to} held={held} refusals={[]} />,
  heldPage: (held, session, house) => <HeldView frame={siteFrame(house, session)} held={held} />,
  refusalPage: sayRefusalPage,
};

export const showSignIn = openRoute("get", "/sign-in", async (c, house) =>
  page(c, <SignInView frame={siteFrame(house)} to={safeWay(c.req.query("to"))} refusals={[]} />),
);

export const signIn = openRoute("post", "/sign-in", async (c, house) => {
  const form = await c.req.formData().catch(() => new FormData());
  const [emails, passwords] = [form.getAll("email"), form.getAll("password")];
  const [email, password] = [emails[0], passwords[0]];
  const to = safeWay(String(form.get("to") ?? ""));
  const held = readHeld(form.get("held"));
  const again = (text: string, status: 400 | 403 | 422 | 429) =>
    page(
      c,
      <SignInView
        frame={siteFrame(house)}
        to={to}
        held={held}
        email={typeof email === "string" ? email : ""}
        refusals={[{ field: "email", text }]}
      />,
      status,
    );
  // A form from elsewhere may not sign somebody in.
  if (!postedFromHere(c)) return again("Sign in from this page.", 403);
  if (emails.length !== 1 || passwords.length !== 1 || typeof email !== "string" || typeof password !== "string" || password.length > 1000)
    return again("Give one e-mail address and one password.", 400);
  const outcome = await trySignIn(house.signIn, email, password, networkOf(c), browserName(c.req.header("User-Agent")));
  if (outcome.kind === "too-many") return again("Too many tries. Wait five minutes, then try again.", 429);
  if (outcome.kind === "wrong")
    return again("The e-mail address or the password is not right. Try again, or ask your administrator for a reset link.", 422);
  rememberSession(c, outcome.token);
  const session = held && (await findSession(house.signIn, outcome.token));
  if (session) return page(c, sitePages.heldPage(held, session, house));
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
