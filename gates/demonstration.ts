import type { AddressInfo } from "node:net";
import { createAdaptorServer } from "@hono/node-server";
import type { MiddlewareHandler } from "hono";
import { afterAll, beforeAll } from "vitest";
import { setUpDemonstration } from "../app/demo/set-up.ts";
import { organisationFinder } from "../app/organisation/finder.tsx";
import { testDatabase } from "../app/platform/database/testing.ts";
import { findSession, trySignIn } from "../app/platform/sign-in/account.store.ts";
import { findPeopleWith, makeApp } from "../app/platform/web/route.tsx";
import { sayErrorPage } from "../app/reports/error.route.tsx";
import { sitePages } from "../app/reports/site.route.tsx";
import { routes } from "../app/routes.ts";

export type Identity = { readonly cookie: string; readonly token: string };
/** An answer as it came over the wire. */
export type Answer = { readonly status: number; readonly location: string | null; readonly text: string; readonly headers: Headers };

/** The whole app over the demonstration trust, at noon on 21 November 2026, on a database of its own. */
export async function demonstration(options: { assets?: MiddlewareHandler } = {}) {
  const database = await testDatabase();
  const now = () => Temporal.Instant.from("2026-11-21T12:00:00Z");
  const house = {
    db: database.database("app", now),
    keeper: database.database("keeper", now),
    signIn: database.database("sign_in").pool,
    importerUrl: database.urls.importer,
    css: "/x.css",
  };
  findPeopleWith({ ...organisationFinder, ...sitePages });
  const app = makeApp(routes, house, (status) => sayErrorPage(status, house), {
    ...options,
    site: {
      get trustProxy() {
        return process.env.EDDYSTONE_TRUST_PROXY === "1";
      },
    },
  });
  beforeAll(() => setUpDemonstration(house.keeper, house.signIn));

  /** Signs somebody of the demonstration trust in, by the part of their address before the @. */
  async function signIn(name: string): Promise<Identity> {
    const signedIn = await trySignIn(house.signIn, `${name}@granite-coast.example`, "lantern-over-granite", name);
    if (signedIn.kind !== "signed-in") throw new Error(`${name}: ${signedIn.kind}`);
    const session = await findSession(house.signIn, signedIn.token);
    return { cookie: `eddystone=${signedIn.token}`, token: session?.formToken ?? "" };
  }

  async function ask(path: string, who?: Identity, init: RequestInit = {}): Promise<Answer> {
    const headers = new Headers(init.headers);
    if (who) headers.set("Cookie", who.cookie);
    const answer = await app.request(`http://localhost${path}`, { ...init, headers });
    return { status: answer.status, location: answer.headers.get("Location"), text: await answer.text(), headers: answer.headers };
  }

  /** Sends a form as a page of ours would, with a key of its own unless one is given. */
  function post(path: string, who: Identity, fields: Record<string, string | Blob>): Promise<Answer> {
    const form = new FormData();
    for (const [name, value] of Object.entries({ token: who.token, once: crypto.randomUUID(), ...fields })) form.append(name, value);
    return ask(path, who, { method: "POST", body: form });
  }

  /** The app behind a real HTTP server; answers its port. */
  async function listen(): Promise<number> {
    const server = createAdaptorServer({ fetch: app.fetch });
    await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
    afterAll(() => new Promise((done) => server.close(done)));
    return (server.address() as AddressInfo).port;
  }

  /** One row of the whole database, past the tenant. */
  const row = async <Row>(sql: string, values: unknown[] = []): Promise<Row> => (await house.keeper.pool.query(sql, values)).rows[0] as Row;
  /** The id of the edition in use, which every form of a judgement or a decision names. */
  const editionInUse = async () =>
    (
      await row<{ id: string }>(
        "select e.id from frameworks.edition e join organisation.directory d on d.trust_id = e.trust_id where d.slug = 'granite-coast' and e.content ->> 'key' = 'ten-indicators' and e.in_use_from is not null and e.closed_on is null",
      )
    ).id;
  return { database, editionInUse, house, app, signIn, ask, post, listen, row };
}

/** The values of a page's hidden and written fields, by name. */
export const fieldOf = (html: string, name: string): string | undefined =>
  html.match(new RegExp(`name="${name}"[^>]*value="([^"]*)"`))?.[1] ?? html.match(new RegExp(`value="([^"]*)"[^>]*name="${name}"`))?.[1];

const plain = (text: string) =>
  text.replaceAll("&quot;", '"').replaceAll("&#39;", "'").replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&amp;", "&");
/** What a browser would send of a page's form as it stands, but for its token and key. */
export function formIn(html: string, action: string): Record<string, string> {
  const [, form = ""] = new RegExp(`<form[^>]*action="${action}"[^>]*>(.*?)</form>`, "s").exec(html) ?? [];
  const fields: Record<string, string> = {};
  const attribute = (tag: string, name: string) => plain(new RegExp(`\\s${name}="([^"]*)"`).exec(tag)?.[1] ?? "");
  for (const [tag] of form.matchAll(/<input[^>]*>/g)) {
    const unticked = /type="(checkbox|radio)"/.test(tag) && !/\schecked/.test(tag);
    if (!unticked) fields[attribute(tag, "name")] = attribute(tag, "value");
  }
  for (const [tag, text = ""] of form.matchAll(/<textarea[^>]*>(.*?)<\/textarea>/gs)) fields[attribute(tag, "name")] = plain(text);
  for (const [tag, options = ""] of form.matchAll(/<select[^>]*>(.*?)<\/select>/gs)) {
    const chosen = /<option[^>]*\sselected[^>]*>/.exec(options)?.[0] ?? /<option[^>]*>/.exec(options)?.[0] ?? "";
    fields[attribute(tag, "name")] = attribute(chosen, "value");
  }
  const { token: _token, once: _once, ...rest } = fields;
  return rest;
}
