// The built app with the demonstration trust, on a data folder and port of its own, and somebody signed in.
import { forget, startApp } from "../journeys/app.ts";
import { connection } from "./hammer.mjs";

const hidden = (page, name) => page.match(new RegExp(`name="${name}" value="([^"]*)"`))?.[1] ?? "";

/** Starts the app; answers its address, its parts and how to stop it and forget its data. */
export async function startDemonstration(env = {}) {
  const app = await startApp({ env });
  return {
    origin: app.home.replace("localhost", "127.0.0.1"),
    app,
    stop: async () => {
      await app.stop();
      forget(app);
    },
  };
}

/** Signs somebody of the demonstration trust in; answers the headers of their pages and of their API token. */
export async function signIn(origin, email) {
  const line = connection(origin);
  const form = (path, headers, fields) =>
    line.send({
      method: "POST",
      path,
      headers: { ...headers, "Content-Type": "application/x-www-form-urlencoded" },
      body: new URLSearchParams(fields).toString(),
    });
  const came = await form("/sign-in", {}, { email, password: "lantern-over-granite", to: "/" });
  const cookie = came.headers.get("set-cookie")?.split(";")[0];
  if (came.status !== 303 || !cookie) throw new Error(`${email} could not sign in: ${came.status}`);
  const pages = { Cookie: cookie };
  const at = "/granite-coast/organisation/tokens";
  const page = (await line.send({ path: at, headers: pages })).body.toString();
  const fields = { token: hidden(page, "token"), once: hidden(page, "once"), name: "bench", days: "30", read: "on", write: "on" };
  const made = await form(at, pages, fields);
  const token = made.body.toString().match(/edd_[\w-]{20,}/)?.[0];
  line.close();
  if (!token) throw new Error(`no token was made for ${email}: ${made.status}`);
  return { pages, api: { Authorization: `Bearer ${token}` } };
}
