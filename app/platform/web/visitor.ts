import { isIPv6 } from "node:net";
import { getConnInfo } from "@hono/node-server/conninfo";
import type { Context } from "hono";

/** Whether what a proxy says of the visitor counts: only where nobody reaches the app but through it. */
const proxyIsTrusted = () => process.env.EDDYSTONE_TRUST_PROXY === "1";
const lastOf = (header: string | undefined) => header?.split(",").at(-1)?.trim();

/** Whether the visitor's own connection is encrypted. */
export const isHttps = (c: Context): boolean =>
  new URL(c.req.url).protocol === "https:" || (proxyIsTrusted() && lastOf(c.req.header("X-Forwarded-Proto")) === "https");

/** An address as a network: one /64 is one network, however its zeros are written. */
export function networkOfAddress(address: string): string {
  const [plain = ""] = address.split("%");
  if (!isIPv6(plain) || /^::ffff:\d+\./i.test(plain)) return address;
  const groups = (part: string | undefined) => (part ? part.split(":") : []);
  const [front, back] = plain.split("::");
  const [first, last] = [groups(front), groups(back)];
  const whole = back === undefined ? first : [...first, ...Array(8 - first.length - last.length).fill("0"), ...last];
  return whole
    .slice(0, 4)
    .map((group) => Number.parseInt(group, 16).toString(16))
    .join(":");
}

/** The network a guess came from. Of a trusted proxy's list the last address counts: the ones before it are the visitor's own words. */
export function networkOf(c: Context): string {
  const told = proxyIsTrusted() ? lastOf(c.req.header("X-Forwarded-For")) : undefined;
  if (told) return networkOfAddress(told);
  try {
    return networkOfAddress(getConnInfo(c).remote.address ?? "unknown");
  } catch {
    return "unknown";
  }
}
