import type { Context } from "hono";
import { boundaryOf, type Field, FormCutOff, fieldsOf, textOf } from "./multipart.ts";
import { type AskedOfSite, type Route, readToItsEnd, refusal, siteRoute } from "./route.tsx";

/** The form was larger than its route takes, though it did not say so beforehand. */
class FormTooLarge extends Error {}

/**
 * A site operator's form with one large file: handed on field by field, never whole in memory. Its first field must be the session's own
 * token, as `Form` writes it; nothing of the form reaches the handler before that is seen.
 */
export function uploadRoute(
  path: string,
  upTo: number,
  handler: (c: Context, asked: AskedOfSite, fields: AsyncGenerator<Field>) => Promise<Response>,
): Route {
  return siteRoute(
    "post",
    path,
    "site-operator",
    async (c, asked) => {
      const stale = () => refusal(c, "stale-form", asked.session, asked.house);
      const boundary = boundaryOf(c.req.header("Content-Type"));
      const body = c.req.raw.body;
      if (!boundary || !body) {
        await readToItsEnd(body);
        return stale();
      }
      const arriving = counted(body, upTo);
      try {
        const fields = fieldsOf(arriving, boundary);
        const first = await fields.next().catch((error) => {
          if (error instanceof FormCutOff) return undefined;
          throw error;
        });
        const token = first && !first.done && first.value.name === "token" ? await textOf(first.value) : undefined;
        const answer = token === asked.session.formToken ? await handler(c, asked, fields) : await stale();
        // A browser shows an answer only after it has sent everything.
        for await (const _ of arriving);
        return answer;
      } catch (error) {
        if (error instanceof FormTooLarge) return c.text("That is more than this form takes at once. Nothing was saved; send less.", 413);
        // Who has hung up reads no answer.
        if (error instanceof FormCutOff || c.req.raw.signal.aborted) return c.body(null, 400);
        throw error;
      }
    },
    { upTo, streamed: true },
  );
}

/** The body's pieces; iterating again goes on where the last one stopped. */
function counted(body: ReadableStream<Uint8Array>, upTo: number): AsyncIterable<Uint8Array> {
  const reader = body.getReader();
  let bytes = 0;
  return {
    [Symbol.asyncIterator]: () => ({
      async next() {
        const { done, value } = await reader.read();
        if (done) return { done: true, value: undefined };
        bytes += value.length;
        if (bytes > upTo) throw new FormTooLarge();
        return { done: false, value };
      },
    }),
  };
}
