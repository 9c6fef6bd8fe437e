import { type Context, Hono, type MiddlewareHandler } from "hono";
import { bodyLimit } from "hono/body-limit";
import { deleteCookie, getCookie, setCookie } from "hono/cookie";
import type pg from "pg";
import type { VNode } from "preact";
import { render } from "preact-render-to-string";
import type { Words } from "../../language/words.ts";
import { may, type Permission, type Person, type Place } from "../access/access.rules.ts";
import { type Database, inOneLook, type Look } from "../database/change.ts";
import { endSession, findSession, type Session } from "../sign-in/account.store.ts";
import { whatIsAsked } from "../sign-in/factor.rules.ts";
import { halfMinutes } from "../sign-in/half-session.store.ts";
import { plainSettings, type SignInSettings } from "../sign-in/settings.ts";
import { networkOf, secureOf } from "./address.ts";
import { careful, plainAnswer, withScript } from "./headers.ts";
import type { Readiness } from "./health.route.ts";
import { cameFromOurPage, type Held, holdForm, keyOfForm, takeControlsOut } from "./posted.ts";
import { isForPrograms, nothingHere, problem } from "./problem.ts";
import { atRoute, factsOf, note, type Watching, watchRequests } from "./request.ts";
import type { Unchanged } from "./unchanged.ts";

export type Method = "get" | "post" | "put" | "patch" | "delete";

/** The databases a request may use, each in its own role. */
export type House = {
  readonly db: Database;
  readonly keeper: Database;
  readonly signIn: pg.Pool;
  readonly importerUrl: string;
  /** Answers that may be given again while nothing has changed; none are where it is missing. */
  readonly unchanged?: Unchanged | undefined;
  readonly css: string;
  /** The script that keeps what is written on long forms; they work without it. */
  readonly draftsScript?: string | undefined;
  readonly signInSettings?: SignInSettings;
  /** Whether requests may be sent here; asked of the database itself where nobody says otherwise. */
  readonly readiness?: () => Promise<Readiness>;
};
export const signInSettingsOf = (house: House): SignInSettings => house.signInSettings ?? plainSettings;

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
  /** Where the trust's audit chain stood when the right was asked, for `knownOrRead`. */
  readonly chain: string;
};
export type AskedOfSite = { readonly house: House; readonly session: Session };

type Guard =
  | { readonly kind: "everybody" }
  | { readonly kind: "signed-in" }
  | { readonly kind: "site-operator" }
  | {
      readonly kind: "allow" | "token";
      readonly permission: Permission;
      readonly place: (look: Look, params: Record<string, string>) => Promise<Place | undefined>;
    };

/** One route: its method, its path, who may, and what it answers. There is no route without a guard. */
export type Route = {
  readonly method: Method;
  readonly path: string;
  readonly guard: Guard;
  readonly answer: (c: Context, house: House) => Promise<Response>;
} & Takes;

/** How much a form may send. */
export type Takes = {
  /** The most bytes of a request's body; `ordinaryForm` unless said. */
  readonly upTo?: number;
  /** Its handler reads the body itself, piece by piece: only `uploadRoute` does, which asks for the form's token too. */
  readonly streamed?: true;
};
const megabyte = 1024 * 1024;
const ordinaryForm = megabyte;
/** A judgement with three files of evidence of 25 MB each, and its words. */
export const formWithEvidence = 80 * megabyte;
/** A file of 200 MB, and the form around it. */
export const formWithNationalFile = 205 * megabyte;

/** Why somebody who is signed in is asked to sign in once more. */
export type WhyAgain = "roles-changed" | "not-fresh";

/** How the house finds who somebody is in a trust; given by the organisation slice, which the platform does not know. */
export type FindsPeople = {
  readonly trust: (house: House, slug: string) => Promise<TrustHere | undefined>;
  readonly person: (look: Look, session: Session) => Promise<Person | undefined>;
  /** The person whose live token this is, with the roles held now, where the token has the scope. */
  readonly holderOfToken: (look: Look, hash: Buffer, scope: "read" | "write") => Promise<Person | undefined>;
  readonly signInPage: (held: Held, house: House, why?: WhyAgain) => VNode;
  readonly heldPage: (held: Held, session: Session, house: House, why?: "second-factor") => VNode;
  /** The trust's own words, and where its audit chain stands. */
  readonly words: (look: Look) => Promise<{ words: Words; chain: string }>;
  readonly refusalPage: (kind: "absent" | "forbidden" | "stale-form" | "unreadable", session: Session | undefined, house: House) => VNode;
};

let people: FindsPeople;
export const findsPeople = (): FindsPeople => people;
export const findPeopleWith = (finder: FindsPeople) => {
  people = finder;
};

const cookieName = (c: Context) => (secureOf(c) ? "__Host-eddystone" : "eddystone");
const cookie = (c: Context) => ({ httpOnly: true, sameSite: "Lax", path: "/", secure: secureOf(c) }) as const;
/** Remembers a new session in this browser; the one that it had before ends. */
export async function rememberSession(c: Context, token: string, house: House) {
  const before = getCookie(c, cookieName(c));
  if (before) await endSession(house.signIn, before, "replaced");
  setCookie(c, cookieName(c), token, cookie(c));
}
/** A token for a few minutes: of the question for a second factor, or of the way to a provider and back. */
export type PassingCookie = "half" | "way";
export const rememberPassing = (c: Context, name: PassingCookie, token: string) =>
  setCookie(c, `${cookieName(c)}-${name}`, token, { ...cookie(c), maxAge: halfMinutes * 60 });
export const passingCookie = (c: Context, name: PassingCookie) => getCookie(c, `${cookieName(c)}-${name}`);
export function forgetPassing(c: Context, name: PassingCookie) {
  // Only where there is one: an answer says no more than it has to.
  if (passingCookie(c, name)) deleteCookie(c, `${cookieName(c)}-${name}`, { path: "/", secure: secureOf(c) });
}
export async function forgetSession(c: Context, house: House) {
  const token = getCookie(c, cookieName(c));
  if (token) await endSession(house.signIn, token);
  deleteCookie(c, cookieName(c), { path: "/", secure: secureOf(c) });
}
export const sessionOf = async (c: Context, house: House) => {
  const token = getCookie(c, cookieName(c));
  return token ? findSession(house.signIn, token) : undefined;
};
export { networkOf };

export const page = (c: Context, view: VNode, status: 200 | 400 | 401 | 403 | 404 | 409 | 413 | 422 | 429 | 500 = 200) =>
  c.html(`<!doctype html>${render(view)}`, status);

/** A page with a part that was written before: what stands around the hole is written anew, and the part's bytes are sent as they are. */
export function pageAround(c: Context, view: VNode, hole: string, part: Uint8Array) {
  const [before = "", after = ""] = render(view).split(hole);
  const body = Buffer.concat([Buffer.from(`<!doctype html>${before}`), part, Buffer.from(after)]);
  return plainAnswer(c, body, 200, { "Content-Type": "text/html; charset=UTF-8" });
}

export const refusal = (c: Context, kind: "absent" | "forbidden" | "stale-form", session: Session | undefined, house: House) =>
  page(c, people.refusalPage(kind, session, house), kind === "absent" ? 404 : 403);

/** A form as every handler is given it: the one that was read first, with no control characters in its words. */
const posted = (c: Context): Promise<FormData | undefined> =>
  c.req.method === "GET"
    ? Promise.resolve(undefined)
    : c.req.formData().then(
        (form) => takeControlsOut(form),
        () => undefined,
      );

/** Refuses a posted form that does not carry the session's own token. What was written on a page of ours is shown, to be sent again. */
async function refuseForeignForm(c: Context, session: Session, house: House): Promise<Response | undefined> {
  if (c.req.method === "GET") return undefined;
  const form = await posted(c);
  if (form?.get("token") === session.formToken) return undefined;
  if (!form || !cameFromOurPage(c)) return refusal(c, "stale-form", session, house);
  return page(c, people.heldPage(holdForm(c, form), session, house), 403);
}

/** Asks who it is; a form that was sent from a page of ours is kept with the question, unless it is too large to be read at once. */
export async function askToSignIn(c: Context, house: House, takes: Takes = {}, why?: WhyAgain): Promise<Response> {
  const form = !takes.streamed && cameFromOurPage(c) ? await posted(c) : undefined;
  if (form) return page(c, people.signInPage(holdForm(c, form), house, why), 401);
  return c.redirect(`/sign-in?to=${encodeURIComponent(new URL(c.req.url).pathname)}${why ? `&why=${why}` : ""}`);
}

/** What a trust asks of a session before it opens: undefined when nothing is missing. What was written is kept. */
async function askForMore(c: Context, session: Session, person: Person, house: House): Promise<Response | undefined> {
  const asked = whatIsAsked(session, person);
  if (asked === "nothing") return undefined;
  if (asked === "sign-in-again") return askToSignIn(c, house, {}, "roles-changed");
  const form = cameFromOurPage(c) ? await posted(c) : undefined;
  if (form) return page(c, people.heldPage(holdForm(c, form), session, house, "second-factor"), 403);
  return c.redirect(`/account/factors?to=${encodeURIComponent(new URL(c.req.url).pathname)}`);
}

export function openRoute(method: Method, path: string, handler: (c: Context, house: House) => Promise<Response>): Route {
  return { method, path, guard: { kind: "everybody" }, answer: handler };
}

export function siteRoute(
  method: Method,
  path: string,
  who: "signed-in" | "site-operator",
  handler: (c: Context, asked: AskedOfSite) => Promise<Response>,
  takes: Takes = {},
): Route {
  return {
    ...takes,
    method,
    path,
    guard: { kind: who },
    answer: async (c, house) => {
      const session = await sessionOf(c, house);
      if (!session) return askToSignIn(c, house, takes);
      note(c, { account: session.account.id });
      if (who === "site-operator" && !session.account.siteOperator) return refusal(c, "absent", session, house);
      const foreign = takes.streamed ? undefined : await refuseForeignForm(c, session, house);
      return foreign ?? handler(c, { house, session });
    },
  };
}

export type Allowed = {
  readonly permission: Permission;
  readonly place: (look: Look, params: Record<string, string>) => Promise<Place | undefined>;
};
export const allow = (permission: Permission, place: Allowed["place"]): Allowed => ({ permission, place });

/** who → may they → parse → act → answer. "Absent" and "not yours" answer alike. */
export function route(
  method: Method,
  path: string,
  allowed: Allowed,
  handler: (c: Context, asked: Asked) => Promise<Response>,
  takes: Pick<Takes, "upTo"> = {},
): Route {
  return {
    ...takes,
    method,
    path,
    guard: { kind: "allow", ...allowed },
    answer: async (c, house) => {
      const [session, trust] = await Promise.all([sessionOf(c, house), people.trust(house, c.req.param("trust") ?? "")]);
      if (!session) return askToSignIn(c, house);
      note(c, { account: session.account.id, ...(trust ? { trust: trust.slug } : {}) });
      if (!trust) return refusal(c, "absent", session, house);
      // Asked all at once, in one trip: what is loaded of a place that is not theirs is thrown away.
      const [somebody, place, { words, chain }] = await inOneLook(house.db, { trustId: trust.trustId, personId: undefined }, (look) =>
        Promise.all([people.person(look, session), allowed.place(look, c.req.param() as Record<string, string>), people.words(look)]),
      );
      if (somebody) note(c, { person: somebody.personId });
      if (!somebody || !place || !may(allowed.permission, somebody, place)) return refusal(c, "absent", session, house);
      const more = (await askForMore(c, session, somebody, house)) ?? (await refuseForeignForm(c, session, house));
      if (more) return more;
      const form = await posted(c);
      const key = form && (await keyOfForm(c, form));
      const person = { ...somebody, once: key ? { key, made: 0 } : undefined };
      return handler(c, { house, db: house.db, trust, session, person, place, words, chain });
    },
  };
}

/** Lets the rest of a body go by, up to a gigabyte: a browser shows an answer only after it has sent everything. */
export async function readToItsEnd(body: ReadableStream<Uint8Array> | null): Promise<void> {
  let bytes = 0;
  const reader = body && !body.locked ? body.getReader() : undefined;
  try {
    while (reader && bytes < 1024 * megabyte) {
      const { done, value } = await reader.read();
      if (done) return;
      bytes += value.length;
    }
  } catch {
    // Who has hung up reads no answer.
  }
}

/** Answers a page that brings the one script it names. */
export function pageWithScript(...answer: Parameters<typeof page>) {
  withScript.set(answer[0], "alone");
  return page(...answer);
}
/** The same, where the script sends what is written to this site by itself. */
export function pageWithSendingScript(...answer: Parameters<typeof page>) {
  withScript.set(answer[0], "sends");
  return page(...answer);
}

/** What PostgreSQL answers to a text, number or id that is none, such as one with a NUL in it. */
const unreadable = new Set(["22021", "22P05", "22P02", "22003", "22007", "22008"]);

/** Makes the server's app of a list of routes, and nothing but that list. */
export function makeApp(
  routes: readonly Route[],
  house: House,
  sayError: (status: 413 | 500, upTo?: number, request?: string) => VNode,
  options: { assets?: MiddlewareHandler } & Watching = {},
): Hono {
  const app = new Hono();
  app.use(watchRequests(options));
  app.use(careful);
  if (options.assets) app.get("/assets/*", atRoute("/assets/*"), options.assets);
  for (const { method, path, answer, upTo = ordinaryForm, streamed } of routes) {
    const tooMuch = async (c: Context) => {
      await readToItsEnd(c.req.raw.body);
      if (isForPrograms(c))
        return problem(c, { status: 413, title: "That is too much at once", detail: `Send ${Math.floor(upTo / megabyte)} MB at most.` });
      return page(c, sayError(413, upTo), 413);
    };
    const limit = bodyLimit({ maxSize: upTo, onError: tooMuch });
    app.on(method.toUpperCase(), path, atRoute(path));
    if (method !== "get")
      app.on(method.toUpperCase(), path, async (c, next) => {
        // `bodyLimit` holds a body of unknown length in memory; who streams counts it.
        if (!streamed) return limit(c, next);
        return Number(c.req.header("Content-Length") ?? 0) > upTo ? tooMuch(c) : next();
      });
    app.on(method.toUpperCase(), path, (c) => answer(c, house));
  }
  // The same page as a refusal, so that "absent" and "not yours" answer alike.
  app.notFound(async (c) => (isForPrograms(c) ? problem(c, nothingHere) : refusal(c, "absent", await sessionOf(c, house), house)));
  app.onError((error, c) => {
    const cannotBeRead = "code" in error && unreadable.has(String(error.code));
    if (isForPrograms(c))
      return problem(
        c,
        cannotBeRead
          ? { status: 400, title: "This cannot be read", detail: "Something in it is no text, number, day or id. Nothing was saved." }
          : {
              status: 500,
              title: "Something went wrong here",
              detail: `Nothing was saved. Try again; if it stays, tell us of request ${factsOf(c).id}.`,
            },
      );
    if (cannotBeRead) return page(c, people.refusalPage("unreadable", undefined, house), 400);
    return page(c, sayError(500, undefined, factsOf(c).id), 500);
  });
  return app;
}
