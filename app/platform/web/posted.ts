import { createHash } from "node:crypto";
import type { Context } from "hono";
import { z } from "zod";
import { isOurOrigin } from "./address.ts";

/** What somebody wrote and sent when their session was gone: shown again once they have signed in. Files are only named. */
export type Held = { readonly to: string; readonly fields: readonly (readonly [string, string])[]; readonly files: readonly string[] };

export const heldSchema = z.strictObject({
  to: z.string().max(2000),
  fields: z.array(z.tuple([z.string().max(200), z.string()])).max(2000),
  files: z.array(z.string().max(300)).max(50),
});

/** Only a path of this site: never another host, however it is written. */
export const safeWay = (to: string | undefined) => (to && /^\/(?![/\\])[\x21-\x7e]*$/.test(to) && !to.includes("\\") ? to : "/");

/** What was written before the session was lost, as a page carried it; nothing when it is not in that shape. */
export function readHeld(carried: FormDataEntryValue | null): Held | undefined {
  if (typeof carried !== "string" || !carried) return undefined;
  try {
    const read = heldSchema.safeParse(JSON.parse(carried));
    return read.success && safeWay(read.data.to) === read.data.to ? read.data : undefined;
  } catch {
    return undefined;
  }
}

const ownFields = new Set(["token", "once"]);
/** What shows who somebody is: it is given again, never carried through a page. */
const secretFields = new Set(["password", "present", "code", "answer"]);

const withoutControls = (text: string) => text.replace(/[^\P{Cc}\t\n\r]/gu, "");
/**
 * Takes out of a form, in its place, what no text can hold and nobody typed: control characters but line ends and tabs. PostgreSQL refuses a
 * NUL, and the whole form would be lost by it. A password stays as it is.
 */
export function takeControlsOut(form: FormData): FormData {
  const entries = [...form];
  if (!entries.some(([name, value]) => isWords(name, value) && withoutControls(value) !== value)) return form;
  for (const [name] of entries) form.delete(name);
  for (const [name, value] of entries) form.append(name, isWords(name, value) ? withoutControls(value) : value);
  return form;
}
const passwords = new Set(["password", "present"]);
const isWords = (name: string, value: FormDataEntryValue): value is string => typeof value === "string" && !passwords.has(name);

/** Whether a post comes from one of our own pages. Browsers say so; what says nothing is no browser and carries no cookie of its own accord. */
export function cameFromOurPage(c: Context): boolean {
  const site = c.req.header("Sec-Fetch-Site");
  if (site !== undefined) return site === "same-origin";
  const origin = c.req.header("Origin");
  return origin !== undefined && isOurOrigin(c, origin);
}

/** The text of a form, to be sent again; what the page put there itself is left out, because it will be made anew. */
export function holdForm(c: Context, form: FormData): Held {
  const entries = [...form];
  return {
    to: new URL(c.req.url).pathname,
    fields: entries.flatMap(([name, value]) =>
      typeof value === "string" && !ownFields.has(name) && !secretFields.has(name) ? [[name, value] as const] : [],
    ),
    files: entries.flatMap(([, value]) => (typeof value !== "string" && value.size > 0 ? [value.name] : [])),
  };
}

/** The identity of a form as sent: its own key and every word and file in it, so that a corrected form is another one. Undefined without a key. */
export async function keyOfForm(c: Context, form: FormData): Promise<string | undefined> {
  const key = form.get("once");
  if (typeof key !== "string" || !/^[0-9a-f-]{36}$/.test(key)) return undefined;
  const hash = createHash("sha256").update(`${key} ${c.req.method} ${new URL(c.req.url).pathname}`);
  for (const [name, value] of form) {
    if (ownFields.has(name)) continue;
    hash.update(`\n${JSON.stringify(name)} `);
    if (typeof value === "string") hash.update(JSON.stringify(value));
    else hash.update(JSON.stringify(value.name)).update(new Uint8Array(await value.arrayBuffer()));
  }
  return hash.digest("hex");
}
