import { getConnInfo } from "@hono/node-server/conninfo";
import { type Context, Hono, type MiddlewareHandler } from "hono";
import { bodyLimit } from "hono/body-limit";
import { deleteCookie, getCookie, setCookie } from "hono/cookie";
import { secureHeaders } from "hono/secure-headers";
import type pg from "pg";
import type { VNode } from "preact";
import { render } from "preact-render-to-string";
import type { Words } from "../../language/words.ts";
import { may, type Permission, type Person, type Place } from "../access/access.rules.ts";
import { type Database, inOneLook, type Look } from "../database/change.ts";
import { endSession, findSession, type Session } from "../sign-in/account.store.ts";

export type Method = "get" | "post";

/** The databases a request may use, each in its own role. */
export type House = {
  readonly db: Database;
  readonly keeper: Database;
  readonly signIn: pg.Pool;
  readonly importerUrl: string;
  readonly css: string;
};

export type TrustHere = { readonly trustId: string; readonly slug: string; readonly name: string };

/** What a handler of a trust's page is given. */
export type Asked = {
  readonly house: House;
  readonly db: Database;
  /** What this trust calls its academies, their heads, its regions and its board. */
  readonly words: Words;
  readonly trust: TrustHere;
  readonly person: Person;
  readonly place: Place;
  readonly session: Session;
};
type AskedOfSite = { readonly house: House; readonly session: Session };

type Guard =
  | { readonly kind: "everybody" }
  | { readonly kind: "signed-in" }
  | { readonly kind: "site-operator" }
  | {
      readonly kind: "allow";
      readonly permission: Permission;
      readonly place: (look: Look, params: Record<string, string>) => Promise<Place | undefined>;
    };

/** One route: its method, its path, who may, and what it answers. There is no route without a guard. */
export type Route = {
  readonly method: Method;
  readonly path: string;
  readonly guard: Guard;
  readonly answer: (c: Context, house: House) => Promise<Response>;
};

/** How the house finds who somebody is in a trust; given by the organisation slice, which the platform does not know. */
export type FindsPeople = {
  readonly trust: (house: House, slug: string) => Promise<TrustHere | undefined>;
  readonly person: (look: Look, session: Session) => Promise<Person | undefined>;
  readonly words: (look: Look) => Promise<Words>;
  readonly refusalPage: (kind: "absent" | "forbidden" | "stale-form", session: Session | undefined, house: House) => VNode;
};

let people: FindsPeople;
export const findPeopleWith = (finder: FindsPeople) => {
  people = finder;
};

const cookieName = (c: Context) => (new URL(c.req.url).protocol === "https:" ? "__Host-eddystone" : "eddystone");
export const rememberSession = (c: Context, token: string) =>
  setCookie(c, cookieName(c), token, { httpOnly: true, sameSite: "Lax", path: "/", secure: cookieName(c).startsWith("__Host-") });
export async function forgetSession(c: Context, house: House) {
  const token = getCookie(c, cookieName(c));
  if (token) await endSession(house.signIn, token);
  deleteCookie(c, cookieName(c), { path: "/", secure: cookieName(c).startsWith("__Host-") });
}
export const sessionOf = async (c: Context, house: House) => {
  const token = getCookie(c, cookieName(c));
  return token ? findSession(house.signIn, token) : undefined;
};
/** The network a guess came from; one /64 is one network. */
export function networkOf(c: Context): string {
  try {
    const address = getConnInfo(c).remote.address ?? "unknown";
    return address.includes(":") && !address.startsWith("::ffff:") ? address.split(":").slice(0, 4).join(":") : address;
  } catch {
    return "unknown";
  }
}

export const page = (c: Context, view: VNode, status: 200 | 400 | 403 | 404 | 409 | 413 | 422 | 429 | 500 = 200) =>
  c.html(`<!doctype html>${render(view)}`, status);

const refusal = (c: Context, kind: "absent" | "forbidden" | "stale-form", session: Session | undefined, house: House) =>
  page(c, people.refusalPage(kind, session, house), kind === "absent" ? 404 : 403);

/** A posted form counts only when it carries the session's own token. */
async function formIsOurs(c: Context, session: Session): Promise<boolean> {
  if (c.req.method === "GET") return true;
  const form = await c.req.formData().catch(() => undefined);
  return form?.get("token") === session.formToken;
}

const toSignIn = (c: Context) => c.redirect(`/sign-in?to=${encodeURIComponent(new URL(c.req.url).pathname)}`);

export function openRoute(method: Method, path: string, handler: (c: Context, house: House) => Promise<Response>): Route {
  return { method, path, guard: { kind: "everybody" }, answer: handler };
}

export function siteRoute(
  method: Method,
  path: string,
  who: "signed-in" | "site-operator",
  handler: (c: Context, asked: AskedOfSite) => Promise<Response>,
): Route {
  return {
    method,
    path,
    guard: { kind: who },
    answer: async (c, house) => {
      const session = await sessionOf(c, house);
      if (!session) return toSignIn(c);
      if (who === "site-operator" && !session.account.siteOperator) return refusal(c, "absent", session, house);
      if (!(await formIsOurs(c, session))) return refusal(c, "stale-form", session, house);
      return handler(c, { house, session });
    },
  };
}

type Allowed = {
  readonly permission: Permission;
  readonly place: (look: Look, params: Record<string, string>) => Promise<Place | undefined>;
};
export const allow = (permission: Permission, place: Allowed["place"]): Allowed => ({ permission, place });

/** who → may they → parse → act → answer. "Absent" and "not yours" answer alike. */
export function route(method: Method, path: string, allowed: Allowed, handler: (c: Context, asked: Asked) => Promise<Response>): Route {
  return {
    method,
    path,
    guard: { kind: "allow", ...allowed },
    answer: async (c, house) => {
      const session = await sessionOf(c, house);
      if (!session) return toSignIn(c);
      const trust = await people.trust(house, c.req.param("trust") ?? "");
      if (!trust) return refusal(c, "absent", session, house);
      const found = await inOneLook(house.db, { trustId: trust.trustId, personId: undefined }, async (look) => {
        const person = await people.person(look, session);
        const place = person && (await allowed.place(look, c.req.param() as Record<string, string>));
        return person && place && { person, place, words: await people.words(look) };
      });
      if (!found || !may(allowed.permission, found.person, found.place)) return refusal(c, "absent", session, house);
      if (!(await formIsOurs(c, session))) return refusal(c, "stale-form", session, house);
      return handler(c, { house, db: house.db, trust, session, ...found });
    },
  };
}

const headers = secureHeaders({
  contentSecurityPolicy: {
    defaultSrc: ["'none'"],
    styleSrc: ["'self'"],
    fontSrc: ["'self'"],
    imgSrc: ["'self'"],
    formAction: ["'self'"],
    frameAncestors: ["'none'"],
    baseUri: ["'none'"],
  },
  referrerPolicy: "same-origin",
  xFrameOptions: "DENY",
});

/** Makes the server's app of a list of routes, and nothing but that list. */
export function makeApp(
  routes: readonly Route[],
  house: House,
  sayError: (status: 413 | 500) => VNode,
  options: { assets?: MiddlewareHandler } = {},
): Hono {
  const app = new Hono();
  app.use(headers);
  app.use(async (c, next) => {
    await next();
    if (!c.req.path.startsWith("/assets/")) c.header("Cache-Control", "no-store");
  });
  app.use(bodyLimit({ maxSize: 110 * 1024 * 1024, onError: (c) => page(c, sayError(413), 413) }));
  if (options.assets) app.get("/assets/*", options.assets);
  for (const { method, path, answer } of routes) app.on(method.toUpperCase(), path, (c) => answer(c, house));
  // The same page as a refusal, so that "absent" and "not yours" answer alike.
  app.notFound(async (c) => refusal(c, "absent", await sessionOf(c, house), house));
  app.onError((error, c) => {
    console.error(error);
    return page(c, sayError(500), 500);
  });
  return app;
}
