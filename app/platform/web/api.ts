import { createHash } from "node:crypto";
import type { Context } from "hono";
import { z } from "zod";
import { may, type Person, type Place } from "../access/access.rules.ts";
import { inOneLook, KeyUsedOtherwise, type Look } from "../database/change.ts";
import { knownOrRead } from "../database/known.ts";
import { comesWithTwoFactors, isLive } from "../sign-in/half-session.store.ts";
import { plainAnswer } from "./headers.ts";
import { nothingHere, type Problem, problem } from "./problem.ts";
import { note } from "./request.ts";
import { type Allowed, type Asked, findsPeople, type House, type Method, type Route, type Takes } from "./route.tsx";
import type { Kept } from "./unchanged.ts";

export type Scope = "read" | "write";
/** What the holder of a token is given: as a page's, but with no session. */
export type AskedByToken = Omit<Asked, "session">;

const noToken: Problem = {
  status: 401,
  title: "A token is needed",
  detail: "Send a personal token of this trust: Authorization: Bearer … It may have ended, or be another trust's.",
};

/** What the document of the API says of one address. */
export type Described = {
  readonly says: string;
  readonly tag: string;
  readonly scope: Scope;
  readonly query?: z.ZodObject;
  readonly body?: z.ZodType;
  readonly answer: z.ZodType;
  /** Whether the address is also given as a table: text/csv for spreadsheets. */
  readonly table?: boolean;
  /** Whether a write names the state it replaces, by If-Match. */
  readonly matches?: boolean;
};
export type ApiRoute = Route & { readonly api: Described };
export const isApiRoute = (route: Route): route is ApiRoute => "api" in route;

/** A token sent as a bearer, or as the password of Basic, because spreadsheets can send nothing else. */
function tokenOf(c: Context): string | undefined {
  const header = c.req.header("Authorization") ?? "";
  const [kind = "", value = ""] = header.split(" ");
  if (kind.toLowerCase() === "bearer") return value;
  if (kind.toLowerCase() !== "basic") return undefined;
  return Buffer.from(value, "base64").toString("utf8").split(":").slice(1).join(":");
}
export const hashOfToken = (token: string): Buffer => createHash("sha256").update(token).digest();

/** The strong validator of an answer or of a thing's state. */
export const etagOf = (state: string): string => `"${createHash("sha256").update(state).digest("base64url").slice(0, 27)}"`;

const errorsOf = (error: z.ZodError) => error.issues.map((issue) => ({ field: issue.path.join("."), text: issue.message }));
const wrong = (error: z.ZodError): Problem => ({
  status: 400,
  title: "Something in the request is not as it should be",
  detail: "Correct what is named below and send it again.",
  errors: errorsOf(error),
});

/** Every query parameter once: one given twice is refused, because two readers would choose differently. */
function queryOf(c: Context): Record<string, string> | undefined {
  const all = c.req.queries();
  const once: Record<string, string> = {};
  for (const [name, values] of Object.entries(all)) {
    if (values.length > 1) return undefined;
    once[name] = values[0] ?? "";
  }
  return once;
}
const twice: Problem = { status: 400, title: "A parameter is given twice", detail: "Give each query parameter once." };

const needsSecondFactor: Problem = {
  status: 403,
  title: "A second factor is needed",
  detail: "This trust asks a second factor of your role, and your account has none. Sign in, set one up under your name, then ask again.",
};
// Whose token it was when it last came: the account is then asked about at the same time as the person, and the answer used where it still is theirs.
const lastHolders = new Map<string, string>();
const mostHolders = 10_000;
type Live = { readonly accountId: string; readonly live: Promise<boolean> } | undefined;
function isHolderLive(house: House, hash: Buffer): Live {
  const accountId = lastHolders.get(hash.toString("base64"));
  if (accountId === undefined) return undefined;
  const live = isLive(house.signIn, accountId);
  live.catch(() => {});
  return { accountId, live };
}

/** Why the account behind a token may not ask: it has ended, or the trust asks a second factor of a role of theirs and it has none. */
async function refuseAccount(house: House, hash: Buffer, holder: Person, asked: Live): Promise<Problem | undefined> {
  if (!(await (asked?.accountId === holder.accountId ? asked.live : isLive(house.signIn, holder.accountId)))) return noToken;
  if (lastHolders.size >= mostHolders) lastHolders.clear();
  lastHolders.set(hash.toString("base64"), holder.accountId);
  const lacks = holder.needsSecondFactor === true && !(await comesWithTwoFactors(house.signIn, holder.accountId));
  return lacks ? needsSecondFactor : undefined;
}

async function whoAsks(c: Context, house: House): Promise<{ trust: Asked["trust"]; hash: Buffer } | undefined> {
  const token = tokenOf(c);
  const trust = token && (await findsPeople().trust(house, c.req.param("trust") ?? ""));
  if (trust) note(c, { trust: trust.slug });
  return trust && token ? { trust, hash: hashOfToken(token) } : undefined;
}

/** What a reading may need to know of its asking: whose the token is, once that is found, and whether a table is wanted. */
type Asking = { readonly holder: Promise<Person | undefined>; readonly asTable: boolean };
type Read<Facts, Query> = {
  /** Reads what the answer needs, at the same time as the permission is asked: what is refused is thrown away unread. */
  readonly load: (look: Look, params: Record<string, string>, query: Query, asking: Asking) => Promise<Facts | undefined>;
  /** Nothing (undefined) where its reader sees nothing of it: that is answered as what is not there. */
  readonly show: (asked: AskedByToken, facts: Facts, query: Query) => unknown;
  readonly csv?: (asked: AskedByToken, facts: Facts, query: Query) => string | undefined;
  /**
   * Said where what is loaded depends on nothing but the trust, the day and the address: it is then read once for each state of the trust,
   * and written once for all readers of whom this says the same.
   */
  readonly steadyFor?: (asked: AskedByToken, facts: Facts) => string;
  /** The state that the answer shows, where a write names it by If-Match; else the answer itself is the validator. */
  readonly state?: (facts: Facts) => string;
};

/** An address that is read: who, may they, and what they asked, in one trip to the database. Answers JSON with its validator, or a table where it has one. */
export function apiRead<Facts, Query extends z.ZodObject = z.ZodObject>(
  path: string,
  allowed: Allowed,
  described: Omit<Described, "scope"> & { query?: Query },
  read: Read<Facts, z.infer<Query>>,
): ApiRoute {
  const query = described.query ?? z.strictObject({});
  return {
    method: "get",
    path,
    guard: { kind: "token", ...allowed },
    api: { ...described, scope: "read" },
    answer: async (c, house) => {
      const asks = await whoAsks(c, house);
      if (!asks) return problem(c, noToken);
      const kept = house.unchanged;
      const keptAs = `${asks.hash.toString("base64")} ${c.req.header("Accept")?.startsWith("text/csv") ? "csv" : ""} ${c.req.url}`;
      const before = kept?.find(keptAs);
      if (before) return answerWith(c, before);
      const turn = kept?.turnOf(asks.trust.trustId) ?? 0;
      const at = kept?.clock() ?? 0;
      const given = queryOf(c);
      if (!given) return problem(c, twice);
      const { format, ...rest } = given;
      const parsed = query.safeParse(rest);
      if (!parsed.success) return problem(c, wrong(parsed.error));
      const params = c.req.param() as Record<string, string>;
      const standing = { trustId: asks.trust.trustId, personId: undefined };
      const asTable = format === "csv" || c.req.header("Accept")?.startsWith("text/csv") === true;
      const load = (look: Look, holder: Asking["holder"]) => read.load(look, params, parsed.data as z.infer<Query>, { holder, asTable });
      const live = isHolderLive(house, asks.hash);
      const [{ words, chain }, person, place, loaded] = await inOneLook(house.db, standing, (look) => {
        const holder = findsPeople().holderOfToken(look, asks.hash, "read");
        return Promise.all([
          findsPeople().words(look),
          holder,
          allowed.place(look, params),
          read.steadyFor ? undefined : load(look, holder),
        ]);
      });
      if (!person) return problem(c, noToken);
      note(c, { person: person.personId });
      const refused = await refuseAccount(house, asks.hash, person, live);
      if (refused) return problem(c, refused);
      if (!place || !may(allowed.permission, person, place)) return problem(c, nothingHere);
      const facts = read.steadyFor
        ? await knownOrRead(house.db, { ...standing, chain }, JSON.stringify([path, params, parsed.data]), (look) =>
            load(look, Promise.resolve(undefined)),
          )
        : loaded;
      if (facts === undefined) return problem(c, nothingHere);
      const asked = { house, db: house.db, trust: asks.trust, person, place, words, chain };
      const write = () => writeAnswer(read, asked, facts, parsed.data as z.infer<Query>, asTable);
      const answer = read.steadyFor ? writtenOnce(facts as object, `${asTable} ${read.steadyFor(asked, facts)}`, write) : write();
      if (!answer) return problem(c, nothingHere);
      kept?.keep(keptAs, turn, at, answer);
      return answerWith(c, answer);
    },
  };
}

function writeAnswer<Facts, Query>(
  read: Read<Facts, Query>,
  asked: AskedByToken,
  facts: Facts,
  query: Query,
  asTable: boolean,
): Kept | undefined {
  const table = asTable && read.csv;
  const body = table ? table(asked, facts, query) : (JSON.stringify(read.show(asked, facts, query)) as string | undefined);
  if (body === undefined) return undefined;
  const etag = read.state ? `"${read.state(facts)}"` : etagOf(body);
  return { trustId: asked.trust.trustId, etag, body, type: table ? "text/csv; charset=utf-8" : "application/json" };
}

// What was written of facts that many may read; it goes with the facts.
const written = new WeakMap<object, Map<string, Kept | undefined>>();
function writtenOnce(facts: object, readers: string, write: () => Kept | undefined): Kept | undefined {
  const known = written.get(facts) ?? new Map<string, Kept | undefined>();
  const answer = known.get(readers) ?? write();
  written.set(facts, known.set(readers, answer));
  return answer;
}

function answerWith(c: Context, { etag, body, type }: Kept): Response {
  const headers = { ETag: etag, "Cache-Control": "private, no-cache", "Content-Type": type };
  return c.req.header("If-None-Match") === etag ? plainAnswer(c, null, 304, headers) : plainAnswer(c, body, 200, headers);
}

/** How a write ends: done, with what is there now, or refused. */
export type Written = { readonly status: 200 | 201; readonly body: unknown; readonly etag?: string } | Problem;
const isProblem = (written: Written): written is Problem => "title" in written;

type Write<Body> = (
  asked: AskedByToken,
  body: Body,
  sent: { readonly ifMatch: string | undefined; readonly params: Record<string, string> },
) => Promise<Written>;

const keyHeader = z.string().regex(/^[\x21-\x7e]{1,200}$/);

/** An address that changes something, by the same act as the page's. A key sent with it gives it one effect however often it is sent. */
export function apiWrite<Body extends z.ZodType>(
  method: Exclude<Method, "get">,
  path: string,
  allowed: Allowed,
  described: Omit<Described, "scope" | "query"> & { body: Body },
  write: Write<z.infer<Body>>,
  takes: Pick<Takes, "upTo"> = {},
): ApiRoute {
  return {
    ...takes,
    method,
    path,
    guard: { kind: "token", ...allowed },
    api: { ...described, scope: "write" },
    answer: async (c, house) => {
      const asks = await whoAsks(c, house);
      if (!asks) return problem(c, noToken);
      const params = c.req.param() as Record<string, string>;
      const standing = { trustId: asks.trust.trustId, personId: undefined };
      const live = isHolderLive(house, asks.hash);
      const [{ words, chain }, holder, place] = await inOneLook(house.db, standing, (look) =>
        Promise.all([findsPeople().words(look), findsPeople().holderOfToken(look, asks.hash, "write"), allowed.place(look, params)]),
      );
      if (!holder) return problem(c, noToken);
      note(c, { person: holder.personId });
      const refused = await refuseAccount(house, asks.hash, holder, live);
      if (refused) return problem(c, refused);
      if (!place || !may(allowed.permission, holder, place)) return problem(c, nothingHere);
      if (!c.req.header("Content-Type")?.startsWith("application/json"))
        return problem(c, { status: 415, title: "JSON is needed", detail: "Send the body as application/json." });
      const text = await c.req.text();
      const json = z.string().transform((sent, context) => {
        try {
          return JSON.parse(sent) as unknown;
        } catch {
          context.addIssue("This is not JSON.");
          return z.NEVER;
        }
      });
      const parsed = json.pipe(described.body).safeParse(text);
      if (!parsed.success) return problem(c, wrong(parsed.error));
      const ifMatch = c.req.header("If-Match");
      if (described.matches && !ifMatch)
        return problem(c, {
          status: 428,
          title: "Say what you are replacing",
          detail: 'Read the thing first and send its ETag as If-Match, or If-Match: "none" where nothing stands yet.',
        });
      const key = keyHeader.safeParse(c.req.header("Idempotency-Key") ?? undefined);
      if (c.req.header("Idempotency-Key") !== undefined && !key.success)
        return problem(c, {
          status: 400,
          title: "The key cannot be used",
          detail: "Send an Idempotency-Key of 1 to 200 visible characters.",
        });
      const once = key.success
        ? { key: sha256(`${method} ${c.req.path} ${key.data}`), fingerprint: sha256(`${ifMatch ?? ""}\n${text}`), made: 0 }
        : undefined;
      const person: Person = { ...holder, once };
      try {
        const written = await write(
          { house, db: house.db, trust: asks.trust, person, place: place as Place, words, chain },
          parsed.data as z.infer<Body>,
          {
            ifMatch: ifMatch?.replace(/^(W\/)?"(.*)"$/, "$2"),
            params,
          },
        );
        if (isProblem(written)) return problem(c, written);
        return c.json(written.body as object, written.status, written.etag ? { ETag: `"${written.etag}"` } : {});
      } catch (error) {
        if (!(error instanceof KeyUsedOtherwise)) throw error;
        return problem(c, {
          status: 422,
          title: "This key was used for another request",
          detail: "Send a new Idempotency-Key with a new request; the old one belongs to what was sent with it first.",
        });
      }
    },
  };
}

const sha256 = (text: string) => createHash("sha256").update(text).digest("hex");

/** One page of a list: at most so many, from after the one last seen. */
export const pageQuery = z.strictObject({
  limit: z.coerce.number().int().min(1).max(500).default(100),
  after: z.string().max(200).optional(),
});
export const listOf = <Item extends z.ZodType>(item: Item) => z.strictObject({ items: z.array(item), next: z.string().nullable() });
/** Cuts a list, ordered by its key as text, into the page asked for; `next` is what to ask after, null at the end. */
export function cutPage<Item>(items: readonly Item[], keyOf: (item: Item) => string, asked: { limit: number; after?: string | undefined }) {
  const { after } = asked;
  const rest = after === undefined ? items : items.filter((item) => keyOf(item) > after);
  const shown = rest.slice(0, asked.limit);
  const last = shown.at(-1);
  return { items: shown, next: last && shown.length < rest.length ? keyOf(last) : null };
}
