import type { Context } from "hono";
import { Button, type FieldRefusal, Page, Refusals, TextField } from "../design/house.tsx";
import { LinkThatOpensNothing, trustsOf } from "../organisation/index.server.ts";
import { organisationPaths } from "../organisation/index.ts";
import { passwordHint, sayPasswordRefusal } from "../platform/sign-in/password.rules.ts";
import { findReset, useReset } from "../platform/sign-in/reset.store.ts";
import { postedFromHere } from "../platform/web/origin.ts";
import { type House, openRoute, page } from "../platform/web/route.tsx";
import { siteFrame } from "./site.frame.ts";

const opensNothing = (c: Context, house: House) => page(c, <LinkThatOpensNothing frame={siteFrame(house)} />, 404);

const show = (c: Context, house: House, token: string, email: string, refusals: readonly FieldRefusal[] = []) =>
  page(
    c,
    <Page frame={siteFrame(house)} title="Choose a new password">
      <h1>Choose a new password</h1>
      <p class="lede break">For the account of {email}. Every session of it ends.</p>
      <Refusals refusals={refusals} />
      <form method="post" action={organisationPaths.reset(token)} class="narrow">
        <input type="hidden" name="username" autocomplete="username" value={email} />
        <TextField
          name="password"
          label="New password"
          hint={passwordHint}
          type="password"
          autocomplete="new-password"
          refusals={refusals}
        />
        <Button>Keep this password</Button>
      </form>
    </Page>,
    refusals.length > 0 ? 422 : 200,
  );

export const openReset = openRoute("get", "/reset/:token", async (c, house) => {
  const token = c.req.param("token") ?? "";
  const found = await findReset(house.signIn, token, trustsOf(house.keeper));
  return found ? show(c, house, token, found.email) : opensNothing(c, house);
});

export const chooseAnew = openRoute("post", "/reset/:token", async (c, house) => {
  const token = c.req.param("token") ?? "";
  const found = await findReset(house.signIn, token, trustsOf(house.keeper));
  if (!found) return opensNothing(c, house);
  const again = (text: string) => show(c, house, token, found.email, [{ field: "password", text }]);
  const form = await c.req.formData().catch(() => new FormData());
  if (!postedFromHere(c)) return again("Send the form from this page.");
  const [password, ...more] = form.getAll("password");
  if (typeof password !== "string" || more.length > 0 || password === "") return again("Choose a password.");
  const reset = await useReset(house.signIn, token, password, trustsOf(house.keeper));
  if (!reset.ok) return reset.refusal.kind === "no-such-link" ? opensNothing(c, house) : again(sayPasswordRefusal(reset.refusal));
  return page(
    c,
    <Page frame={siteFrame(house)} title="Your password is changed">
      <h1>Your password is changed</h1>
      <p>Every session of your account has ended.</p>
      <p>
        <a class="govuk-button" href="/sign-in">
          Sign in
        </a>
      </p>
    </Page>,
  );
});
