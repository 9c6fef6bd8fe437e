import type { Frame } from "../design/house.tsx";
import type { Session } from "../platform/sign-in/account.store.ts";
import type { House } from "../platform/web/route.tsx";

/** The frame of a page that belongs to no trust. */
export const siteFrame = (house: House, session?: Session): Frame => ({
  css: house.css,
  person: session?.account.name,
  token: session?.formToken,
});
