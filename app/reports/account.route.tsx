import type { Context } from "hono";
import { Button, type FieldRefusal, Form, Notice, Page, Refusals, TextField } from "../design/house.tsx";
import { sayMoment } from "../language/period.ts";
import type { Session } from "../platform/sign-in/account.store.ts";
import { hasSecondFactor } from "../platform/sign-in/half-session.store.ts";
import { passwordHint, sayPasswordRefusal } from "../platform/sign-in/password.rules.ts";
import { changePassword, endOwnSessions, listSessions, sayChangeRefusal } from "../platform/sign-in/session.store.ts";
import { type House, networkOf, page, siteRoute } from "../platform/web/route.tsx";
import { accountPaths, factorPaths } from "./account.paths.ts";
import { siteFrame } from "./site.frame.ts";

const moment = (date: Date) => sayMoment(Temporal.Instant.fromEpochMilliseconds(date.getTime()));

async function show(c: Context, house: House, session: Session, back: { refusals?: readonly FieldRefusal[]; done?: string } = {}) {
  const sessions = await listSessions(house.signIn, session.account.id);
  const second = await hasSecondFactor(house.signIn, session.account.id);
  const refusals = back.refusals ?? [];
  return page(
    c,
    <Page frame={siteFrame(house, session)} title="Your account">
      <h1>Your account</h1>
      <p class="lede break">
        {session.account.name}, {session.account.email}
      </p>
      {back.done && (
        <Notice>
          <p>{back.done}</p>
        </Notice>
      )}
      <Refusals refusals={refusals} />
      <h2>How you sign in</h2>
      <p>
        {second ? "With a second factor beside your password." : "With a password alone. A second factor keeps the account yours."}{" "}
        <a href={factorPaths.own}>Second factor, passkeys and recovery codes</a>
      </p>
      <h2>Where you are signed in</h2>
      <p>End what you do not know, then change your password.</p>
      <ul class="roles">
        {sessions.map(({ id, browser, begunAt, seenAt }) => (
          <li>
            <strong>{browser || "An unknown browser"}</strong>
            {id === session.id && " (this one)"}
            <div class="soft">
              Begun on {moment(begunAt)}, last seen on {moment(seenAt)}
            </div>
            {id !== session.id && (
              <Form action={accountPaths.session(id)} token={session.formToken}>
                <button class="govuk-button govuk-button--secondary" type="submit">
                  End it
                  <span class="govuk-visually-hidden">
                    {" "}
                    {browser || "an unknown browser"}, begun on {moment(begunAt)}
                  </span>
                </button>
              </Form>
            )}
          </li>
        ))}
      </ul>
      {sessions.length > 1 && (
        <Form action={accountPaths.otherSessions} token={session.formToken}>
          <Button secondary>End all others</Button>
        </Form>
      )}
      <h2>Change your password</h2>
      <Form action={accountPaths.password} token={session.formToken} class="narrow">
        <input type="hidden" name="username" autocomplete="username" value={session.account.email} />
        <TextField name="present" label="Present password" type="password" autocomplete="current-password" refusals={refusals} />
        <TextField
          name="password"
          label="New password"
          hint={passwordHint}
          type="password"
          autocomplete="new-password"
          refusals={refusals}
        />
        <Button>Change the password</Button>
      </Form>
    </Page>,
    refusals.length > 0 ? 422 : 200,
  );
}

export const openAccount = siteRoute("get", accountPaths.own, "signed-in", (c, { house, session }) => show(c, house, session));

export const changeOwnPassword = siteRoute("post", accountPaths.password, "signed-in", async (c, { house, session }) => {
  const form = await c.req.formData();
  const [present, wanted] = [form.getAll("present"), form.getAll("password")];
  const again = (field: string, text: string) => show(c, house, session, { refusals: [{ field, text }] });
  const [old, chosen] = [present[0], wanted[0]];
  if (present.length !== 1 || typeof old !== "string" || old === "" || old.length > 1000)
    return again("present", "Give your present password.");
  if (wanted.length !== 1 || typeof chosen !== "string" || chosen === "") return again("password", "Choose the new password.");
  const changed = await changePassword(house.signIn, session, old, chosen, networkOf(c));
  if (!changed.ok) {
    const { refusal } = changed;
    return refusal.kind === "wrong" || refusal.kind === "too-many"
      ? again("present", sayChangeRefusal(refusal))
      : again("password", sayPasswordRefusal(refusal));
  }
  return show(c, house, session, { done: `Your password is changed. ${sayEnded(changed.value)}` });
});
const sayEnded = (count: number) =>
  count === 0 ? "You were signed in nowhere else." : count === 1 ? "One other session was ended." : `${count} other sessions were ended.`;

export const endOneSession = siteRoute(
  "post",
  "/account/sessions/:session{[0-9a-f-]{36}}/end",
  "signed-in",
  async (c, { house, session }) => {
    const only = c.req.param("session") ?? "";
    const mine = (await listSessions(house.signIn, session.account.id)).some(({ id }) => id === only);
    if (mine) await endOwnSessions(house.signIn, session, { only });
    return c.redirect(accountPaths.own, 303);
  },
);

export const endOtherSessions = siteRoute("post", accountPaths.otherSessions, "signed-in", async (c, { house, session }) => {
  const ended = await endOwnSessions(house.signIn, session, "others");
  return show(c, house, session, { done: sayEnded(ended) });
});
