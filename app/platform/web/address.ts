import { isIP } from "node:net";
import { getConnInfo } from "@hono/node-server/conninfo";
import type { Context } from "hono";
import { factsOf } from "./request.ts";

/** The site's own address, where it was told, and whether the nearest hop is a proxy of ours that says who asks. */
export type Site = { readonly origin?: URL | undefined; readonly trustProxy: boolean };

/** What the nearest hop says in a header to which every hop appends: its last entry. Nothing where no proxy of ours stands before us. */
function saidByProxy(c: Context, header: string): string | undefined {
  return factsOf(c).site.trustProxy ? c.req.header(header)?.split(",").at(-1)?.trim() : undefined;
}

/** Whether this request's way to the browser is https: the one place that decides on Secure cookies and on HSTS. */
export function secureOf(c: Context): boolean {
  const { origin } = factsOf(c).site;
  const scheme = origin?.protocol.slice(0, -1) ?? saidByProxy(c, "X-Forwarded-Proto") ?? new URL(c.req.url).protocol.slice(0, -1);
  return scheme === "https";
}

/** Where links to this site begin. */
export function originOf(c: Context): string {
  const { origin } = factsOf(c).site;
  return origin?.origin ?? `${secureOf(c) ? "https" : "http"}://${new URL(c.req.url).host}`;
}

/** Whether an Origin header names this site: the address it was told, else the one that was asked. */
export function isOurOrigin(c: Context, origin: string): boolean {
  const said = URL.parse(origin);
  const { origin: own } = factsOf(c).site;
  return said !== null && (own ? said.origin === own.origin : said.host === c.req.header("Host"));
}

/** The network a guess came from: an IPv4 address, or the /64 of an IPv6 one. */
export function networkOf(c: Context): string {
  const forwarded = saidByProxy(c, "X-Forwarded-For");
  if (forwarded && isIP(forwarded)) return networkOfAddress(forwarded);
  try {
    return networkOfAddress(getConnInfo(c).remote.address ?? "unknown");
  } catch {
    return "unknown";
  }
}

/** However it is shortened, one /64 is one network: otherwise a guesser would have as many as there are ways to write it. */
export function networkOfAddress(address: string): string {
  const bare = address.replace(/^::ffff:(?=\d+\.)/i, "").replace(/%.*$/, "");
  if (isIP(bare) !== 6) return bare;
  const [head = "", tail = ""] = bare.split("::");
  const groups = (text: string) => text.split(":").filter(Boolean);
  const zeros = Array<string>(Math.max(0, 8 - groups(head).length - groups(tail).length)).fill("0");
  return [...groups(head), ...zeros, ...groups(tail)]
    .slice(0, 4)
    .map((group) => Number.parseInt(group, 16).toString(16))
    .join(":");
}
