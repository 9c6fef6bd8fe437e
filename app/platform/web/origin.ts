import type { Context } from "hono";

/** Whether a form without a session comes from this site: browsers say where a post comes from. */
export function postedFromHere(c: Context): boolean {
  const origin = c.req.header("Origin");
  return !origin || origin === "null" || URL.parse(origin)?.host === c.req.header("Host");
}
