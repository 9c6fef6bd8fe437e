import type { Context } from "hono";
import { cameFromOurPage } from "./posted.ts";

/** Whether a form without a session comes from this site. Browsers say where a post comes from; what says nothing is no browser. */
export const postedFromHere = (c: Context): boolean =>
  (c.req.header("Sec-Fetch-Site") ?? c.req.header("Origin")) === undefined || cameFromOurPage(c);
