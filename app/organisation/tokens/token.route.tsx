import type { Context } from "hono";
import { Button, Checkbox, type FieldRefusal, Form, Notice, Page, Refusals, TextField } from "../../design/house.tsx";
import { sayDay } from "../../language/period.ts";
import { inOneLook } from "../../platform/database/change.ts";
import { type Asked, allow, page, route } from "../../platform/web/route.tsx";
import { frameOf } from "../frame.ts";
import { paths } from "../paths.ts";
import { mayOpenTrust } from "../people/permissions.rules.ts";
import { placeOfTrust } from "../trust.store.ts";
import { endToken, makeToken } from "./make-token.ts";
import { sayTokenRefusal, type TokenRefusal } from "./token.rules.ts";
import { listTokens } from "./token.store.ts";

type Back = { refusals?: readonly FieldRefusal[]; written?: { name: string; days: string }; token?: string | undefined };

async function show(c: Context, asked: Asked, back: Back = {}) {
  const tokens = await inOneLook(asked.db, asked.person, (look) => listTokens(look, asked.person.personId));
  const here = paths.tokens(asked.trust.slug);
  const formToken = asked.session.formToken;
  return page(
    c,
    <Page frame={frameOf(asked)} title="Your tokens">
      <h1>Your tokens</h1>
      <p class="lede">
        A token lets a program of yours, such as a spreadsheet, read or write here as you: what your roles open, and no more.{" "}
        <a href="/api">What it can ask</a>
      </p>
      {back.token && (
        <Notice>
          <p>
            Your new token, shown only now: <strong class="token">{back.token}</strong>. Keep it where only that program finds it.
          </p>
        </Notice>
      )}
      <Refusals refusals={back.refusals ?? []} />
      {tokens.length === 0 ? (
        <p>You have none.</p>
      ) : (
        <table class="plain">
          <thead>
            <tr>
              <th scope="col">Name</th>
              <th scope="col">It may</th>
              <th scope="col">Made</th>
              <th scope="col">Ends</th>
              <th scope="col">End it</th>
            </tr>
          </thead>
          <tbody>
            {tokens.map((token) => (
              <tr>
                <th scope="row">{token.name}</th>
                <td data-label="It may">{token.scopes.join(" and ")}</td>
                <td data-label="Made">{sayDay(token.madeOn)}</td>
                <td data-label="Ends">{sayDay(token.endsOn)}</td>
                <td data-label="End it">
                  <Form action={`${here}/${token.id}/end`} token={formToken}>
                    <button class="govuk-button govuk-button--secondary" type="submit" aria-label={`End the token ${token.name}`}>
                      End
                    </button>
                  </Form>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      <h2>Make a token</h2>
      <Form action={here} token={formToken}>
        <TextField name="name" label="What will use it?" value={back.written?.name} refusals={back.refusals} />
        <Checkbox name="read" label="It may read" checked={true} />
        <Checkbox name="write" label="It may write" checked={false} />
        <TextField name="days" label="How many days does it last?" value={back.written?.days ?? "90"} refusals={back.refusals} />
        <Button>Make the token</Button>
      </Form>
    </Page>,
    back.refusals ? 422 : 200,
  );
}

const fields: Record<TokenRefusal["kind"], string> = {
  "name-needed": "name",
  "scope-needed": "read",
  "days-out-of-range": "days",
  "too-many": "",
  "no-such-token": "",
};
const refused = (refusal: TokenRefusal) => [{ field: fields[refusal.kind], text: sayTokenRefusal(refusal) }];

const own = allow(mayOpenTrust, placeOfTrust);
export const openTokens = route("get", "/:trust/organisation/tokens", own, async (c, asked) => show(c, asked));

export const newToken = route("post", "/:trust/organisation/tokens", own, async (c, asked) => {
  const form = await c.req.formData();
  const written = { name: String(form.get("name") ?? ""), days: String(form.get("days") ?? "") };
  const made = await makeToken(asked.db, asked.person, {
    name: written.name,
    scopes: ["read", "write"].filter((scope) => form.get(scope) !== null),
    days: /^\d{1,3}$/.test(written.days.trim()) ? Number(written.days) : 0,
  });
  return made.ok ? show(c, asked, { token: made.value.token }) : show(c, asked, { refusals: refused(made.refusal), written });
});

export const closeOwnToken = route("post", "/:trust/organisation/tokens/:token{[0-9a-f-]{36}}/end", own, async (c, asked) => {
  const ended = await endToken(asked.db, asked.person, c.req.param("token") ?? "");
  return ended.ok ? c.redirect(paths.tokens(asked.trust.slug), 303) : show(c, asked, { refusals: refused(ended.refusal) });
});
