import { fieldsOf } from "./cases.ts";
import { type Comes, type Related, sends } from "./fields.ts";
import { effects, type makeWorld } from "./world.ts";

type World = Awaited<ReturnType<typeof makeWorld>>;
export type Came = {
  readonly status: number;
  readonly location: string;
  /** Rows that the request would have left changed. */
  readonly writes: number;
  /** What it says, without the ids it was sent, its own address, times of day and the key of each form. */
  readonly text: string;
};

/** Sends one request with these ids, as a page or a program of somebody would. */
export async function ask(
  { app, identities, valuesOf, random }: World,
  route: string,
  who: string | undefined,
  related: Related,
): Promise<Came> {
  const [method = "", pattern = ""] = route.split(" ");
  const identity = who ? identities.get(who) : undefined;
  const fields = fieldsOf(route);
  const values = Object.fromEntries(fields.map(({ name, kind }) => [name, valuesOf(kind, who)[related[name] ?? "own"] || random]));
  const of = (where: string) => fields.filter((field) => field.where === where).map(({ name }) => [name, values[name] ?? ""] as const);
  let path = pattern.replace(/:([a-z]+)(\{(?:[^{}]|\{[^{}]*\})*\})?/gi, (_all, name: string) => encodeURIComponent(values[name] ?? ""));
  const said = sends[route]?.says?.(values) ?? {};
  const byToken = path.startsWith("/api/");
  const headers: Record<string, string> = byToken
    ? { ...(identity ? { authorization: `Bearer ${identity.bearer}` } : {}) }
    : identity
      ? { cookie: identity.cookie }
      : {};
  let body: FormData | string | undefined;
  if (method === "get") {
    const query = new URLSearchParams([...of("query"), ...Object.entries(said).map(([name, value]) => [name, String(value)])] as [
      string,
      string,
    ][]);
    if (query.size > 0) path += `?${query}`;
  } else if (byToken) {
    headers["content-type"] = "application/json";
    const numbers = Object.fromEntries(of("body").map(([name, value]) => [name, name === "academy" ? Number(value) : value]));
    // What an id is said within is in `said`.
    const nested =
      "forerunners" in said
        ? { ...numbers, forerunner: undefined }
        : "delivers" in said
          ? { ...numbers, person: undefined }
          : "evidence" in said
            ? { ...numbers, item: undefined }
            : numbers;
    body = JSON.stringify({ ...said, ...nested });
    const state = sends[route]?.ifMatch;
    if (state !== undefined) headers["if-match"] = `"${state}"`;
    const replacing = values.replacing;
    // A judgement's state names the trust's and the academy's own.
    if (replacing !== undefined) headers["if-match"] = `"${path.includes("/judgements/") ? `${replacing}/${replacing}` : replacing}"`;
  } else {
    body = new FormData();
    body.set("token", identity?.token ?? "");
    for (const [name, value] of [...of("body"), ...Object.entries(said)]) body.set(name, String(value));
  }
  const seen = { writes: 0 };
  const answer = await effects.run(seen, () =>
    Promise.resolve(
      app.request(`http://localhost${path}`, { method: method.toUpperCase(), headers, ...(body === undefined ? {} : { body }) }),
    ),
  );
  const location = answer.headers.get("Location") ?? "";
  let text = /text|json/.test(answer.headers.get("Content-Type") ?? "") ? await answer.text() : "";
  for (const id of [path, ...Object.values(values)]) if (id.length > 4) text = text.replaceAll(id, "…");
  text = text.replace(/name="once" value="[^"]*"/g, "").replace(/\d{1,2}:\d{2}/g, "");
  return { status: answer.status, location, writes: seen.writes, text };
}

export type Class = Comes | "who-are-you" | "broken";
/** What an answer amounts to. */
export function comeOf({ status, location }: Came): Class {
  if (status === 404) return "absent";
  if (status === 401 || (status === 302 && location.startsWith("/sign-in"))) return "who-are-you";
  if (status < 400) return "open";
  return [409, 412, 422, 428].includes(status) ? "refused" : "broken";
}

/** Whether an answer is the one expected; otherwise what it should have been. */
export function fits(
  comes: Comes,
  came: Class,
  { status, writes }: Came,
  how: { done?: boolean; byToken?: boolean; site?: boolean },
): string | undefined {
  if (comes === "absent") {
    const fine = came === "absent" || (how.byToken && status === 401);
    return fine && writes === 0 ? undefined : "should be absent";
  }
  if (comes === "refused")
    return (came === "refused" || (how.site && came === "open")) && writes === 0 ? undefined : `should be refused (${writes} rows changed)`;
  if (how.done) return came === "open" && writes > 0 ? undefined : `should be done (${writes} rows changed)`;
  return came === "open" || came === "refused" ? undefined : "should be open";
}
