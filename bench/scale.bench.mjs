// Whether a page costs the same however many trusts the site has. Trust 1 has the same 16 academies at every scale; what its pages ask is
// taken from the running app and asked again under the app's roles, with row-level security. S compares nothing but runs it all: what one
// page touches, at S. M (unless said) compares 100 trusts with that one, L 2,400 trusts and 6.6 million judgements with M: several minutes and 10 GB.
import { readFileSync } from "node:fs";
import pg from "pg";
import { startApp } from "../journeys/app.ts";
import { costOf, recordAsked } from "./asked.mjs";
import { connection } from "./hammer.mjs";
import { idOf, invitation, startServer } from "./trusts.mjs";

/** What stands in an address's places, for trust 1; each may be asked for in more ways than one. */
const places = {
  trust: "trust-1",
  urn: "100008",
  indicator: "behaviour-and-attitudes",
  key: "behaviour-and-attitudes",
  meeting: idOf("meeting 1 1"),
  person: idOf("person 1 regional-ceo1"),
  edition: idOf("edition 1 3"),
  year: "2026-27",
  import: idOf("import"),
  provider: "none",
};
const alsoAsked = {
  "/:trust{[a-z][a-z0-9-]+}": ["?sort=name", "?phase=Primary"],
  "/:trust/organisation/people": ["?words=principal", "?role=principal", "?page=2"],
  "/:trust/organisation/regions": ["?suggest=3"],
  "/api/v1/:trust/judgements": ["?current=yes", "?academy=100008", "?academy=100008&current=yes", `?after=${idOf("none")}`, "?format=csv"],
  "/trusts/new": ["?words=trust", "?words=7"],
  "/site/accounts": ["?words=principal", "?page=2"],
};
/** Addresses that answer otherwise than with 200 or a redirect when nothing led to them. */
const withoutAWay = /^\/sign-in\//;

/** Every address that is read, from the table in which each must stand. */
function requestsFor(places) {
  const listed = readFileSync("gates/matrix.test.ts", "utf8").matchAll(/^ {2}"get ([^"]+)":/gm);
  return [...listed].flatMap(([, pattern]) => {
    const path = pattern
      .replace("/invitation/:token", `/invitation/${invitation}`)
      .replace("/reset/:token", "/reset/reset")
      .replace(/:([a-z]+)(\{(?:[^{}]|\{[^{}]*\})*\})?/g, (_, name) => places[name] ?? `:${name}`);
    if (path.includes(":")) throw new Error(`bench/scale.bench.mjs does not know what to ask for at ${pattern}`);
    return ["", ...(alsoAsked[pattern] ?? [])].map((query) => ({ address: `${pattern}${query}`, path: `${path}${query}` }));
  });
}

const headersOf = ({ path }) => {
  if (path.startsWith("/api/v1/")) return { Authorization: "Bearer token-1-managing-director" };
  const operates = /^\/(trusts\/|register\/|site\/)/.test(path);
  return { Cookie: `eddystone=${operates ? "operator" : "session-1-managing-director"}` };
};

async function measure(server, database, say) {
  const app = await startApp({ env: { ...database.env, EDDYSTONE_ENV: "trial", EDDYSTONE_DEMO: "0" } });
  const line = connection(app.home.replace("localhost", "127.0.0.1"));
  let pages;
  try {
    pages = await server.superuser(database.name, async (client) => {
      const file = await client.query(
        "select i.id from evidence.item i join organisation.academy a using (trust_id, unit_id) where a.urn = $1 and i.kind = 'file' order by i.id limit 1",
        [places.urn],
      );
      await client.query("set log_statement = 'all'");
      return recordAsked({
        send: (request) => line.send({ path: request.path, headers: headersOf(request) }),
        told: server.told,
        mark: (text) => client.query(`select ${client.escapeLiteral(text)}`),
        database: database.name,
        requests: requestsFor({ ...places, item: file.rows[0].id }),
      });
    });
  } finally {
    line.close();
    await app.stop();
  }
  const clients = new Map();
  const known = new Map();
  try {
    for (const page of pages) {
      if (page.status >= 400 && !withoutAWay.test(page.path)) throw new Error(`${page.path} answered ${page.status} at ${database.scale}`);
      page.queries = [];
      for (const asked of page.asked.filter(({ user }) => user !== "postgres")) {
        const role = asked.user.replace("eddystone_", "");
        const key = JSON.stringify(asked);
        if (!clients.has(role)) {
          const client = new pg.Client({ connectionString: database.urls[role] });
          await client.connect();
          clients.set(role, client);
        }
        if (!known.has(key)) known.set(key, await costOf(clients.get(role), asked));
        page.queries.push({ ...asked, ...known.get(key) });
      }
      page.buffers = page.queries.reduce((sum, { buffers }) => sum + buffers, 0);
      page.milliseconds = page.queries.reduce((sum, { milliseconds }) => sum + milliseconds, 0);
    }
  } finally {
    for (const client of clients.values()) await client.end();
  }
  say(`${database.scale}: ${pages.length} addresses ask ${known.size} statements`);
  return pages;
}

export async function bench({ scale, say }) {
  const server = await startServer(say);
  try {
    const compared = { S: ["S"], M: ["S", "M"], L: ["M", "L"] }[scale];
    const measured = [];
    for (const each of compared) measured.push(await measure(server, await server.fill(each), say));
    const [small, large = small] = measured;
    const known = new Set();
    return large.flatMap((page, at) => judge(page, small[at], say, known));
  } finally {
    await server.stop();
  }
}
const rounded = (value) => Math.round(value * 1000) / 1000;
const most = 500;
// Below a twentieth of a millisecond the clock tells more of the machine than of the plan.
const noise = 0.05;
const grows = (buffers, before) => buffers > 1.1 * before + 16;

/** One page's figures; `known` are the statements told of already. */
function judge(page, small, say, known) {
  if (page.queries.length !== small.queries.length) throw new Error(`${page.address} asks other statements at another scale`);
  const growing = page.queries.filter(({ buffers }, at) => grows(buffers, small.queries[at].buffers));
  const longest = 1.3 * small.milliseconds + noise;
  for (const [at, query] of page.queries.entries()) {
    const before = small.queries[at];
    if (known.has(query.text) || !(process.env.EDDYSTONE_PLANS || growing.includes(query))) continue;
    known.add(query.text);
    say(
      `${page.address} (${before.buffers} → ${query.buffers} buffers, ${rounded(before.milliseconds)} → ${rounded(query.milliseconds)} ms) ${query.text.trim()}`,
    );
    if (process.env.EDDYSTONE_PLANS) say(sayPlan(query.plan));
  }
  return [
    {
      name: `buffers ${page.address}`,
      value: page.buffers,
      target: `<= ${most}, each question <= 1.1 x + 16`,
      pass: page.buffers <= most && growing.length === 0,
    },
    { name: `ms ${page.address}`, value: rounded(page.milliseconds), target: `<= ${rounded(longest)}`, pass: page.milliseconds <= longest },
  ];
}
const sayPlan = (plan, depth = 1) =>
  [
    `${"  ".repeat(depth)}${plan["Subplan Name"] ?? ""} ${plan["Node Type"]} ${plan["Relation Name"] ?? ""} ${plan["Index Name"] ?? ""} rows ${plan["Actual Rows"]} x ${plan["Actual Loops"]}, buffers ${plan["Shared Hit Blocks"] + plan["Shared Read Blocks"]}${plan["Rows Removed by Filter"] ? `, removed ${plan["Rows Removed by Filter"]}` : ""}`,
    ...(plan.Plans ?? []).map((inner) => sayPlan(inner, depth + 1)),
  ].join("\n");
