import type { Context } from "hono";
import { isOurOrigin } from "./address.ts";

/** Whether a form without a session comes from this site: browsers say where a post comes from. */
export function postedFromHere(c: Context): boolean {
  const origin = c.req.header("Origin");
  return !origin || origin === "null" || isOurOrigin(c, origin);
}
