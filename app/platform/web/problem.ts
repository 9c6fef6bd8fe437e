import type { Context } from "hono";

/** A refusal as RFC 9457 says it: a kind of problem, its status, and sentences for people. */
export type Problem = {
  readonly status: 400 | 401 | 403 | 404 | 409 | 412 | 413 | 415 | 422 | 428 | 500;
  readonly title: string;
  readonly detail: string;
  readonly errors?: readonly { readonly field: string; readonly text: string }[];
  /** What stands now, where what was sent was made for something older. */
  readonly current?: unknown;
};

export const problem = (c: Context, said: Problem) =>
  c.json({ type: "about:blank", ...said }, said.status, {
    "Content-Type": "application/problem+json",
    ...(said.status === 401 ? { "WWW-Authenticate": 'Bearer realm="Eddystone", Basic realm="Eddystone"' } : {}),
  });

/** Whether a program asks: it is answered with a problem where a person is answered with a page. */
export const isForPrograms = (c: Context): boolean => c.req.path.startsWith("/api/v1/");

/** "Absent" and "not yours" are one answer. */
export const nothingHere: Problem = {
  status: 404,
  title: "There is nothing here for you",
  detail: "The address does not exist, or your role or the scopes of your token do not open it.",
};
