import type { Context } from "hono";
import { Button, type FieldRefusal, Form, Page, Refusals, TextField } from "../design/house.tsx";
import { academiesOfTrust, findTrusts, loadTrust } from "../national/index.server.ts";
import { nationalPaths } from "../national/index.ts";
import { createTrust, firstDayOfCalendar, sayTrustRefusal, slugOf } from "../organisation/index.server.ts";
import { organisationPaths } from "../organisation/index.ts";
import type { Session } from "../platform/sign-in/account.store.ts";
import { type House, page, siteRoute } from "../platform/web/route.tsx";
import { giveFramework } from "./give-framework.ts";

const frame = (house: House, session: Session) => ({ css: house.css, person: session.account.name, token: session.formToken });

async function showSearch(c: Context, house: House, session: Session, refusals: readonly FieldRefusal[] = []) {
  const words = (c.req.query("words") ?? "").trim();
  const found = words ? await findTrusts(house.keeper.pool, words) : [];
  return page(
    c,
    <Page frame={frame(house, session)} title="Set up a trust">
      <h1>Set up a trust</h1>
      <p class="lede">Find it in the national register by its name, UID, TR reference or Companies House number.</p>
      <Refusals refusals={refusals} />
      <form method="get" action={organisationPaths.newTrust}>
        <TextField name="words" label="The trust" type="search" value={words} />
        <Button secondary>Search</Button>
      </form>
      {words && found.length === 0 && (
        <p>
          The register has no such trust. Try fewer words, or <a href={nationalPaths.imports}>import the newest groups file</a>.
        </p>
      )}
      {found.length > 0 && (
        <table class="plain">
          <thead>
            <tr>
              <th scope="col">Trust</th>
              <th scope="col">Kind</th>
              <th scope="col">References</th>
              <th scope="col">Academies</th>
              <th scope="col">Set up</th>
            </tr>
          </thead>
          <tbody>
            {found.map((trust) => (
              <tr>
                <th scope="row">{trust.name}</th>
                <td data-label="Kind">
                  {trust.type}, {trust.status}
                </td>
                <td data-label="References">
                  UID {trust.uid}, {trust.reference}, {trust.companiesHouse}
                </td>
                <td data-label="Academies">{trust.academies}</td>
                <td data-label="Set up">
                  <Form action={organisationPaths.newTrust} token={session.formToken}>
                    <input type="hidden" name="uid" value={trust.uid} />
                    <button class="govuk-button" type="submit" aria-label={`Set up ${trust.name}`}>
                      Set up
                    </button>
                  </Form>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </Page>,
    refusals.length ? 422 : 200,
  );
}

export const searchTrusts = siteRoute("get", organisationPaths.newTrust, "site-operator", (c, { house, session }) =>
  showSearch(c, house, session),
);

export const setUpTrust = siteRoute("post", organisationPaths.newTrust, "site-operator", async (c, { house, session }) => {
  const uid = Number((await c.req.formData()).get("uid"));
  const trust = Number.isSafeInteger(uid) ? await loadTrust(house.keeper.pool, uid) : undefined;
  if (!trust) return showSearch(c, house, session, [{ field: "words", text: "The register has no such trust. Search again." }]);
  const academies = await academiesOfTrust(house.keeper.pool, trust.uid);
  const { id: accountId, name, email } = session.account;
  const made = await createTrust(house.keeper, {
    slug: slugOf(trust.name),
    name: trust.name,
    uid: trust.uid,
    academies,
    administrator: { accountId, name, email },
    setUpBy: accountId,
  });
  if (!made.ok) return showSearch(c, house, session, [{ field: "words", text: sayTrustRefusal(made.refusal) }]);
  await giveFramework(house.keeper, made.value.trustId, firstDayOfCalendar());
  return c.redirect(`/${made.value.slug}`, 303);
});
