import { expect, test } from "vitest";
import { demoTrust } from "../demo/index.ts";
import { setUpDemonstration } from "../demo/set-up.ts";
import { organisationFinder } from "../organisation/finder.tsx";
import { testDatabase } from "../platform/database/testing.ts";
import { findSession, trySignIn } from "../platform/sign-in/account.store.ts";
import { findPeopleWith, makeApp } from "../platform/web/route.tsx";
import { sayErrorPage } from "../reports/error.route.tsx";
import { sitePages } from "../reports/site.route.tsx";
import { routes } from "../routes.ts";

const database = await testDatabase();
// A fortnight after the demonstration's last school year.
const now = () => Temporal.Instant.from("2027-09-14T12:00:00Z");
const house = {
  db: database.database("app", now),
  keeper: database.database("keeper", now),
  signIn: database.database("sign_in").pool,
  importerUrl: database.urls.importer,
  css: "/x.css",
};

test("a judgement on a day that the calendar does not hold is refused, keeps what was written, and leads to the calendar", async () => {
  await setUpDemonstration(house.keeper, house.signIn);
  findPeopleWith({ ...organisationFinder, ...sitePages });
  const app = makeApp(routes, house, (status) => sayErrorPage(status, house));
  const email = demoTrust().people.find(({ role }) => role === "national-director")?.email ?? "";
  const signedIn = await trySignIn(house.signIn, email, "lantern-over-granite", "here");
  const token = signedIn.kind === "signed-in" ? signedIn.token : "";
  const session = await findSession(house.signIn, token);
  const headers = { cookie: `eddystone=${token}` };
  const written = { level: "expected", confidence: "high", direction: "steady", narrative: "Corridors were calm." };
  const open = await app.request("http://localhost/granite-coast/diagnose/990001/behaviour-and-attitudes", { headers });
  const form = await open.text();
  const shown = (name: string) => new RegExp(`name="${name}" value="([^"]*)"`).exec(form)?.[1] ?? "";
  const answer = await app.request("http://localhost/granite-coast/diagnose/990001/behaviour-and-attitudes", {
    method: "POST",
    headers,
    body: new URLSearchParams({ ...written, replacing: shown("replacing"), edition: shown("edition"), token: session?.formToken ?? "" }),
  });
  const said = await answer.text();
  expect(answer.status).toBe(422);
  expect(said).toMatch(
    /<a href="\/granite-coast\/organisation\/calendar">The school calendar has no half-term that holds 14 September 2027/,
  );
  expect(said).toContain("Corridors were calm.");
  const calendar = await (await app.request("http://localhost/granite-coast/organisation/calendar", { headers })).text();
  expect(calendar).toContain("lies in no half-term");
  expect(calendar).toContain("Add 2027/28");
});
