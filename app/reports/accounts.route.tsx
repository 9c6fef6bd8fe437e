import type { Context } from "hono";
import { Button, type FieldRefusal, Form, Notice, Page, Refusals, TextField } from "../design/house.tsx";
import { sayMoment } from "../language/period.ts";
import { trustsOf, trustsOfAccounts } from "../organisation/index.server.ts";
import { organisationPaths } from "../organisation/index.ts";
import type { Session } from "../platform/sign-in/account.store.ts";
import { removeLostFactors } from "../platform/sign-in/code.store.ts";
import { sayResetRefusal } from "../platform/sign-in/reset.rules.ts";
import { makeReset, resetHours, withdrawReset } from "../platform/sign-in/reset.store.ts";
import {
  type AccountRow,
  endAccount,
  findAccount,
  listAccounts,
  reopenAccount,
  sayEndRefusal,
} from "../platform/sign-in/site-accounts.store.ts";
import { originOf } from "../platform/web/address.ts";
import { type House, page, siteRoute } from "../platform/web/route.tsx";
import { accountPaths } from "./account.paths.ts";
import { siteFrame } from "./site.frame.ts";

const moment = (date: Date) => sayMoment(Temporal.Instant.fromEpochMilliseconds(date.getTime()));
const here = accountPaths.accounts;

async function show(
  c: Context,
  house: House,
  session: Session,
  back: { refusals?: readonly FieldRefusal[]; link?: { email: string; url: string; until: string } } = {},
) {
  const words = (c.req.query("words") ?? "").trim().slice(0, 200);
  const asked = Number(c.req.query("page"));
  const pageNumber = Number.isSafeInteger(asked) && asked > 0 && asked < 100_000 ? asked : 1;
  const { accounts, more } = await listAccounts(house.signIn, words, pageNumber);
  const trusts = await trustsOfAccounts(
    house.keeper,
    accounts.map(({ id }) => id),
  );
  const refusals = back.refusals ?? [];
  const to = (number: number) => `${here}?${new URLSearchParams({ words, page: String(number) })}`;
  return page(
    c,
    <Page frame={siteFrame(house, session)} title="Accounts of this site" wide>
      <h1>Accounts of this site</h1>
      <p class="lede">Who can sign in. Roles are given and ended in each trust, by its own administrators.</p>
      {back.link && (
        <Notice>
          <p>
            With this link {back.link.email} chooses a new password. It is shown only now, works once and until {back.link.until}. Hand it
            over safely, to nobody else:
          </p>
          <p class="break">
            <strong>{back.link.url}</strong>
          </p>
        </Notice>
      )}
      <Refusals refusals={refusals} />
      <form method="get" action={here} class="filters">
        <TextField name="words" label="Find an account" type="search" value={words} />
        <Button secondary>Show</Button>
      </form>
      {accounts.length === 0 && <p>No account is like that. Try fewer letters.</p>}
      {accounts.length > 0 && (
        <table class="plain people">
          <thead>
            <tr>
              <th scope="col">Account</th>
              <th scope="col">Somebody in</th>
              <th scope="col">Last used</th>
              <th scope="col">What you can do</th>
            </tr>
          </thead>
          <tbody>
            {accounts.map((account) => (
              <tr>
                <th scope="row" class="break">
                  {account.name}
                  <div class="soft">{account.email}</div>
                </th>
                <td data-label="Somebody in">
                  {(trusts.get(account.id) ?? []).map(({ name }) => (
                    <div>{name}</div>
                  ))}
                  {account.siteOperator && <div>Site operator</div>}
                  {account.hasSecondFactor && <div class="soft">Has a second factor</div>}
                </td>
                <td data-label="Last used">{account.lastUse ? moment(account.lastUse) : <span class="soft">not in 90 days</span>}</td>
                <td data-label="What you can do">
                  <Acts account={account} token={session.formToken} own={account.id === session.account.id} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {(more || pageNumber > 1) && (
        <nav aria-label="Pages of accounts">
          <ul class="links">
            {pageNumber > 1 && (
              <li>
                <a rel="prev" href={to(pageNumber - 1)}>
                  Previous page
                </a>
              </li>
            )}
            <li>Page {pageNumber}</li>
            {more && (
              <li>
                <a rel="next" href={to(pageNumber + 1)}>
                  Next page
                </a>
              </li>
            )}
          </ul>
        </nav>
      )}
    </Page>,
    refusals.length > 0 ? 422 : 200,
  );
}

function Acts({ account, token, own }: { account: AccountRow; token: string; own: boolean }) {
  const Act = ({ act, text }: { act: Parameters<typeof accountPaths.account>[1]; text: string }) => (
    <Form action={accountPaths.account(account.id, act)} token={token}>
      <button class="govuk-button govuk-button--secondary" type="submit">
        {text}
        <span class="govuk-visually-hidden"> of {account.email}</span>
      </button>
    </Form>
  );
  if (account.endedAt)
    return (
      <>
        <div class="soft">Ended on {moment(account.endedAt)}</div>
        <Act act="reopen" text="Open the account again" />
      </>
    );
  return (
    <>
      {account.resetUntil && <div class="soft">A reset link is open until {moment(account.resetUntil)}.</div>}
      <div class="acts">
        <Act act="reset" text="Make a reset link" />
        {account.resetUntil && <Act act="reset/withdraw" text="Withdraw the link" />}
        {account.hasSecondFactor && !own && <Act act="factors/remove" text="Remove the lost factors" />}
        {!own && <Act act="end" text="End the account" />}
      </div>
    </>
  );
}

const path = "/site/accounts/:account{[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}}";
export const listAll = siteRoute("get", here, "site-operator", (c, { house, session }) => show(c, house, session));

export const resetOne = siteRoute("post", `${path}/reset`, "site-operator", async (c, { house, session }) => {
  const accountId = c.req.param("account") ?? "";
  const made = await makeReset(house.signIn, { accountId, for: "site", by: session.account.id }, trustsOf(house.keeper));
  if (!made.ok) return show(c, house, session, { refusals: [{ field: "", text: sayResetRefusal(made.refusal) }] });
  const email = (await findAccount(house.signIn, accountId))?.email ?? "";
  const until = sayMoment(Temporal.Now.instant().add({ hours: resetHours }));
  return show(c, house, session, { link: { email, url: new URL(organisationPaths.reset(made.value), originOf(c)).toString(), until } });
});

export const withdrawResetOfOne = siteRoute("post", `${path}/reset/withdraw`, "site-operator", async (c, { house, session }) => {
  await withdrawReset(house.signIn, { accountId: c.req.param("account") ?? "", for: "site", by: session.account.id });
  return c.redirect(here, 303);
});

export const endOne = siteRoute("post", `${path}/end`, "site-operator", async (c, { house, session }) => {
  const ended = await endAccount(house.signIn, c.req.param("account") ?? "", session.account.id);
  if (ended.ok) return c.redirect(here, 303);
  return show(c, house, session, { refusals: [{ field: "", text: sayEndRefusal(ended.refusal) }] });
});

export const reopenOne = siteRoute("post", `${path}/reopen`, "site-operator", async (c, { house, session }) => {
  const opened = await reopenAccount(house.signIn, c.req.param("account") ?? "", session.account.id);
  if (opened.ok) return c.redirect(here, 303);
  return show(c, house, session, { refusals: [{ field: "", text: sayEndRefusal(opened.refusal) }] });
});

/** For an owner who has lost app, passkeys and recovery codes; who asks must be known to be that owner, which no program can see. */
export const removeLost = siteRoute("post", `${path}/factors/remove`, "site-operator", async (c, { house, session }) => {
  const accountId = c.req.param("account") ?? "";
  const again = (text: string) => show(c, house, session, { refusals: [{ field: "", text }] });
  if (accountId === session.account.id)
    return again("This is your own account. Remove your factors under your name, or ask another site operator.");
  const removed = await removeLostFactors(house.signIn, accountId, session.account.id);
  return removed ? c.redirect(here, 303) : again("This account has no second factor any more. Look at the list again.");
});
