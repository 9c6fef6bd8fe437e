import type { Context } from "hono";
import { OnTheWay } from "../design/on-the-way.tsx";
import { joinWithIdentity } from "../organisation/index.server.ts";
import { browserName } from "../platform/sign-in/browser.rules.ts";
import { isFresh } from "../platform/sign-in/factor.rules.ts";
import { linkIdentity, sayIdentityRefusal, signInWithIdentity, unlinkIdentity } from "../platform/sign-in/identity.store.ts";
import type { Identity } from "../platform/sign-in/provider.ts";
import { sayWayRefusal } from "../platform/sign-in/way.rules.ts";
import { postedFromHere } from "../platform/web/origin.ts";
import { type House, openRoute, page, sessionOf, signInSettingsOf } from "../platform/web/route.tsx";
import { comeBack, setOut, type Taken } from "../platform/web/way.ts";
import { factorPaths } from "./account.paths.ts";
import { freshRoute, showFactors } from "./factors.route.tsx";
import { SignInView } from "./held.view.tsx";
import { type Bound, goOnWith, readBound } from "./sign-in.route.tsx";
import { siteFrame } from "./site.frame.ts";

const notSignedIn = (c: Context, house: House, { to, held }: Bound, text: string) =>
  page(
    c,
    <SignInView
      frame={siteFrame(house)}
      to={to}
      held={held}
      providers={signInSettingsOf(house).providers}
      refusals={[{ field: "", text }]}
    />,
    422,
  );

export const goToProvider = openRoute("post", "/sign-in/with/:provider", async (c, house) => {
  const bound = readBound(await c.req.formData().catch(() => new FormData()));
  if (!postedFromHere(c)) return notSignedIn(c, house, bound, "Sign in from this page.");
  const way = await setOut(c, house, c.req.param("provider") ?? "", { errand: { kind: "sign-in" }, ...bound });
  if (!way.ok) return notSignedIn(c, house, bound, sayWayRefusal(way.refusal));
  return page(c, <OnTheWay frame={siteFrame(house)} {...way.value} />);
});

export const linkProvider = freshRoute("post", "/account/factors/link/:provider", async (c, { house, session }) => {
  const way = await setOut(c, house, c.req.param("provider") ?? "", {
    errand: { kind: "link", session: session.id, account: session.account.id },
    to: factorPaths.own,
  });
  if (way.ok) return page(c, <OnTheWay frame={siteFrame(house, session)} {...way.value} />);
  return showFactors(c, house, session, { refusals: [{ field: "", text: sayWayRefusal(way.refusal) }] });
});

export const unlinkProvider = freshRoute(
  "post",
  "/account/factors/identities/:identity{[0-9a-f-]{36}}/remove",
  async (c, { house, session }) => {
    const whose = { session: session.id, account: session.account.id };
    const unlinked = await unlinkIdentity(house.signIn, whose, c.req.param("identity") ?? "");
    return unlinked.ok
      ? showFactors(c, house, session, { done: "It is no longer linked, and your other sessions have ended." })
      : showFactors(c, house, session, { refusals: [{ field: "", text: sayIdentityRefusal(unlinked.refusal) }] });
  },
);

export const comeBackFromProvider = openRoute("get", "/sign-in/with/:provider/return", async (c, house) => {
  const back = await comeBack(c, house, c.req.param("provider") ?? "");
  if (!back.ok) {
    const { taken } = back.refusal;
    const session = taken?.errand.kind === "link" ? await sessionOf(c, house) : undefined;
    const text = sayWayRefusal(back.refusal);
    if (session) return showFactors(c, house, session, { refusals: [{ field: "", text }] });
    return notSignedIn(c, house, { to: taken?.to ?? "/", held: taken?.held }, text);
  }
  const { identity, taken, label } = back.value;
  const bound: Bound = { to: taken.to, held: taken.held };
  switch (taken.errand.kind) {
    case "sign-in":
      return enterWith(c, house, identity, label, bound);
    case "link":
      return linkTo(c, house, identity, taken.errand);
    case "invitation": {
      const joined = await joinWithIdentity(house.db, taken.errand.token, identity);
      // Somebody's already: they come in as who they are, and the invitation's own page tells what it asks.
      if (!joined.ok && joined.refusal === "not-open")
        return notSignedIn(c, house, bound, "This invitation opens nothing any more. Ask whoever gave it to you for a new one.");
      return enterWith(c, house, identity, label, joined.ok ? { to: `/${joined.value}`, held: undefined } : bound);
    }
  }
});

async function enterWith(c: Context, house: House, identity: Identity, label: string, bound: Bound) {
  const signedIn = await signInWithIdentity(house.signIn, identity, browserName(c.req.header("User-Agent")));
  return signedIn.kind === "signed-in" || signedIn.kind === "second-factor"
    ? goOnWith(c, house, signedIn, bound)
    : notSignedIn(c, house, bound, sayWayRefusal({ kind: "not-linked", label }));
}

/** Links to the account whose session set out: it must still be the one that is signed in here, and have shown lately that it is. */
async function linkTo(c: Context, house: House, identity: Identity, whose: Extract<Taken["errand"], { kind: "link" }>) {
  const session = await sessionOf(c, house);
  if (session?.id !== whose.session || !isFresh(session, Temporal.Now.instant()))
    return c.redirect(`/sign-in?to=${encodeURIComponent(factorPaths.own)}&why=not-fresh`, 303);
  const linked = await linkIdentity(house.signIn, whose, identity);
  if (linked.ok) return c.redirect(`${factorPaths.own}?done=linked`, 303);
  return showFactors(c, house, session, { refusals: [{ field: "", text: sayIdentityRefusal(linked.refusal) }] });
}
