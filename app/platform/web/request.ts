import { randomUUID } from "node:crypto";
import type { Context, MiddlewareHandler } from "hono";
import { type Log, plainLog } from "../log/log.ts";
import type { Site } from "./address.ts";
import type { RequestMetrics } from "./metrics.ts";

/** What is known of a request besides what it asks: for its line in the log, and never what somebody wrote. */
export type RequestFacts = {
  readonly id: string;
  readonly site: Site;
  readonly log: Log;
  /** The pattern of its route, because the path itself may hold a secret. */
  route: string;
  /** The trust's slug and the person's id, once they are found to be real. */
  trust?: string;
  person?: string;
  account?: string;
};

const unknown: RequestFacts = { id: "-", site: { trustProxy: false }, log: plainLog(), route: "none" };
export const factsOf = (c: Context): RequestFacts => (c.get("facts") as RequestFacts | undefined) ?? unknown;

/** Keeps for the log who asks, and of which trust. */
export const note = (c: Context, found: Pick<RequestFacts, "trust" | "person" | "account">) => Object.assign(c.get("facts") ?? {}, found);

/** A pattern as people read it: without what its parts must look like. */
export const patternOf = (path: string) => path.replaceAll(/\{(?:[^{}]|\{[^{}]*\})*\}(?=\/|\.|$)/g, "");

/** Which route answers: said by the route itself, before it does anything. */
export const atRoute =
  (path: string): MiddlewareHandler =>
  (c, next) => {
    Object.assign(c.get("facts") ?? {}, { route: patternOf(path) });
    return next();
  };

export type Watching = {
  readonly site?: Site | undefined;
  readonly log?: Log | undefined;
  readonly metrics?: RequestMetrics | undefined;
  /** Whether the process is about to stop: every answer then ends its connection, so that nobody sends on one that is closing. */
  readonly draining?: (() => boolean) | undefined;
};
/** Answers that were made with all their headers. */
export const dressed = new WeakSet<Response>();
const probes = new Set(["/healthz", "/readyz"]);

/** Gives each request its number, and tells log and metrics how it was answered. A number that comes with it is believed of a proxy of ours only. */
export function watchRequests(watching: Watching): MiddlewareHandler {
  const { site = { trustProxy: false }, log = plainLog(), metrics, draining } = watching;
  return async (c, next) => {
    const given = site.trustProxy ? c.req.header("X-Request-Id") : undefined;
    const id = given && /^[\w.-]{8,64}$/.test(given) ? given : randomUUID();
    const facts: RequestFacts = { id, site, log, route: "none" };
    c.set("facts", facts);
    const begun = performance.now();
    await next();
    // Set on the answer as it stands: `c.header` would make it anew.
    if (!dressed.has(c.res)) c.res.headers.set("X-Request-Id", id);
    if (draining?.()) c.res.headers.set("Connection", "close");
    const milliseconds = Math.round((performance.now() - begun) * 10) / 10;
    metrics?.observe(c.req.method, facts.route, c.res.status, milliseconds / 1000);
    if (c.error) log.error("a request failed", c.error, { request: id, method: c.req.method, route: facts.route });
    // Who asks each second whether we are well would drown out everybody else.
    if (probes.has(facts.route) && c.res.status === 200) return;
    const { route, trust, person, account } = facts;
    log.request({ request: id, method: c.req.method, route, status: c.res.status, ms: milliseconds, trust, person, account });
  };
}
