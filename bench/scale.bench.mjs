// Whether a page costs the same however many trusts the site has. Trust 1 has the same 16 academies at every scale; what its pages ask is
// taken from the running app and asked again under the app's roles, with row-level security. S compares nothing but runs it all: what one
// page touches, at S. C is what the tests have time for: the blocks of twelve trusts, and no time. M (unless said) compares 100 trusts with that one, L 2,400 trusts and 6.6 million judgements with M: several minutes and 10 GB.
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
  measure: "attendance-term",
  key: "behaviour-and-attitudes",
  meeting: idOf("meeting 1 1"),
  person: idOf("person 1 regional-ceo1"),
  edition: idOf("edition 1 3"),
  year: "2026-27",
  cycle: idOf("cycle 1"),
  target: idOf("target 1"),
  inspection: idOf("inspection 8"),
  own: idOf("point 1"),
  point: "nominee",
  log: idOf("log 8"),
  framework: "ten-indicators",
  review: idOf("review 1"),
  finding: idOf("finding 1"),
  campaign: idOf("campaign 1"),
  network: idOf("network 1"),
  region: idOf("region 1 0"),
  plan: idOf("plan 1"),
  part: idOf("part 1"),
  action: idOf("action 1"),
  template: idOf("template 1"),
  comment: idOf("comment 1"),
  suggestion: idOf("suggestion 1"),
  offer: idOf("offer 8"),
  specialism: idOf("specialism 8"),
  import: idOf("import"),
  provider: "none",
};
const alsoAsked = {
  "/:trust{[a-z][a-z0-9-]+}": ["?sort=name", "?phase=Primary"],
  "/:trust/organisation/people": ["?words=principal", "?role=principal", "?page=2"],
  "/:trust/organisation/regions": ["?suggest=3"],
  "/:trust/reviews": ["?open=yes", "?kind=self-evaluation"],
  "/api/v1/:trust/judgements": [
    "?current=yes",
    "?academy=100008",
    "?academy=100008&current=yes",
    "?after=01900000-0000-7000-8000-000000000000",
    "?format=csv",
  ],
  "/:trust/plans/across": ["?indicator=curriculum"],
  "/:trust/strengths": ["?words=coaching", "?phase=Primary&near=100008&within=60"],
  "/:trust/search": ["?words=routines", "?words=routines&in=judgements", "?words=%22four+pupils%22&in=evidence"],
  "/trusts/new": ["?words=trust", "?words=7"],
  "/site/accounts": ["?words=principal", "?words=site+operator"],
};
/** Addresses that answer nothing without a query. */
const neededQuery = {
  "/:trust/measures/own/template.csv": "?measure=eyfs-gld&period=2025/26",
  "/api/v1/:trust/search": "?words=routines&in=judgements",
  "/:trust/measures/own/template.xlsx": "?measure=eyfs-gld&period=2025/26",
};
/** Addresses that answer otherwise than with 200 or a redirect when nothing led to them. */
const withoutAWay = /^\/sign-in\/|\/similar(-trusts)?$/;

/** Every address that holds these words and is read, from the table in which each must stand. */
function requestsFor(places, words) {
  const listed = readFileSync("gates/matrix.test.ts", "utf8").matchAll(/^ {2}"get ([^"]+)":/gm);
  return [...listed].flatMap(([, pattern]) => {
    const addresses = [neededQuery[pattern] ?? "", ...(alsoAsked[pattern] ?? [])].filter((query) => `${pattern}${query}`.includes(words));
    if (addresses.length === 0) return [];
    const path = pattern
      .replace("/invitation/:token", `/invitation/${invitation}`)
      .replace("/reset/:token", "/reset/reset")
      .replace(/:([a-z]+)(\{(?:[^{}]|\{[^{}]*\})*\})?/g, (_, name) => places[name] ?? `:${name}`);
    if (path.includes(":")) throw new Error(`bench/scale.bench.mjs does not know what to ask for at ${pattern}`);
    return addresses.map((query) => ({ address: `${pattern}${query}`, path: `${path}${query}` }));
  });
}

const headersOf = ({ path }) => {
  if (path.startsWith("/api/v1/")) return { Authorization: "Bearer token-1-managing-director" };
  const operates = /^\/(trusts\/|register\/|site\/)/.test(path);
  return { Cookie: `eddystone=${operates ? "operator" : "session-1-managing-director"}` };
};

/** What every address asks, of the built app on this database. */
async function record(server, database, say, explain = "") {
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
        requests: requestsFor({ ...places, item: file.rows[0].id }, explain),
      });
    });
  } finally {
    line.close();
    await app.stop();
  }
  const asked = pages.flatMap((page) => page.asked);
  for (const page of pages)
    if (page.status >= 400 && !withoutAWay.test(page.path)) throw new Error(`${page.path} answered ${page.status} at ${database.scale}`);
  say(`${database.scale}: ${pages.length} addresses ask ${new Set(asked.map((each) => JSON.stringify(each))).size} statements`);
  return pages;
}

/** A page's questions by their texts: what goes over several connections arrives in another order each time. */
const inOneOrder = (asked) => asked.toSorted((a, b) => (a.text < b.text ? -1 : a.text > b.text ? 1 : 0));

/** Asks what a page asked in each of these databases, one after the other, and keeps what each question cost beside it. */
async function costs(databases, recorded, allowance, rounds) {
  const clients = databases.map(() => new Map());
  const known = new Map();
  const clientOf = async (at, role) => {
    const there = clients[at].get(role);
    if (there) return there;
    const client = new pg.Client({ connectionString: databases[at].urls[role] });
    await client.connect();
    clients[at].set(role, client);
    return client;
  };
  const costed = async (at, asked, again) => {
    const key = JSON.stringify([at, asked]);
    const before = known.get(key);
    if (!before || again) {
      const now = await costOf(await clientOf(at, asked.user.replace("eddystone_", "")), asked, rounds);
      known.set(key, { ...now, milliseconds: Math.min(now.milliseconds, before?.milliseconds ?? Number.POSITIVE_INFINITY) });
    }
    return { ...asked, ...known.get(key) };
  };
  try {
    const pages = recorded.map((of) => of.map((page) => ({ address: page.address, queries: [] })));
    for (const [number, page] of recorded[0].entries()) {
      const asked = recorded.map((of) => inOneOrder(of[number].asked));
      if (asked.some((those) => String(those.map(({ text }) => text)) !== String(asked[0].map(({ text }) => text))))
        throw new Error(`${page.address} asks other questions at another scale`);
      const askAll = async (again) => {
        for (const at of recorded.keys()) pages[at][number].queries = [];
        for (const question of asked[0].keys())
          for (const at of recorded.keys()) pages[at][number].queries.push(await costed(at, asked[at][question], again));
      };
      await askAll(false);
      // Others may have used the machine meanwhile: what seems slower is asked again at both scales, and the best of all counts.
      for (let tries = 0; tries < 5 && slower(pages.at(-1)[number]?.queries, pages[0][number].queries, allowance.ms); tries++)
        await askAll(true);
    }
    return pages;
  } finally {
    for (const of of clients) for (const client of of.values()) await client.end();
  }
}

export async function bench({ scale, say, keep, explain }) {
  const server = await startServer(say, keep);
  try {
    const databases = [];
    const recorded = [];
    for (const each of { S: ["S"], C: ["S", "C"], M: ["S", "M"], L: ["M", "L"] }[scale]) {
      databases.push(await server.fill(each));
      recorded.push(await record(server, databases.at(-1), say, explain));
    }
    const [small, large = small] = await costs(databases, recorded, allowed[scale], scale === "C" ? 2 : 9);
    // At S all accounts fit on one page of the list of them, so that what it costs says nothing of a longer one.
    const comparable = (page) => scale === "L" || !overTheSite(page);
    const known = new Set();
    return large.flatMap((page, at) => judge(page, comparable(page) ? small[at] : page, { ...allowed[scale], explain }, say, known));
  } finally {
    await server.stop();
  }
}
/** What a site operator's list shows lies in as many places as it has lines: it is held to the most that a page may touch, and to its time. */
const overTheSite = ({ address }) => address.startsWith("/site/");
const rounded = (value) => Math.round(value * 1000) / 1000;
const sum = (queries, key) => queries.reduce((total, query) => total + query[key], 0);
const slower = (queries, before, ms) => sum(queries, "milliseconds") > 1.3 * sum(before, "milliseconds") + ms;
const most = 500;
/**
 * What a question may touch, and a page may take, beyond a tenth and three tenths more than before. Below a twentieth of a millisecond
 * the clock tells more of the machine than of the plan. Against S it is more: there each table and index is a block or two, read in one
 * go, while anywhere else a step down an index is three blocks.
 */
const allowed = {
  S: { blocks: 48, ms: 0.15 },
  C: { blocks: 48, ms: Number.POSITIVE_INFINITY },
  M: { blocks: 48, ms: 0.15 },
  L: { blocks: 16, ms: 0.05 },
};

/** One page's figures: how many blocks it touches in all, that no question of it grew, and that it takes no longer. */
function judge(page, small, { blocks, ms, explain }, say, known) {
  const grown = (query, at) => !overTheSite(page) && query.buffers > 1.1 * small.queries[at].buffers + blocks;
  const [buffers, milliseconds, before] = [
    sum(page.queries, "buffers"),
    sum(page.queries, "milliseconds"),
    sum(small.queries, "milliseconds"),
  ];
  const isSlower = slower(page.queries, small.queries, ms);
  for (const [at, query] of page.queries.entries()) {
    const its = small.queries[at];
    if (known.has(query.text) || !(explain || grown(query, at) || isSlower)) continue;
    known.add(query.text);
    say(
      `${page.address} (${its.buffers} → ${query.buffers} buffers, ${rounded(its.milliseconds)} → ${rounded(query.milliseconds)} ms) ${query.text.trim()}`,
    );
    if (explain) say(`${sayPlan(its.plan)}\n  then\n${sayPlan(query.plan)}`);
  }
  return [
    {
      name: `buffers ${page.address}`,
      value: buffers,
      target: `<= ${most}${overTheSite(page) ? "" : `, no question > 1.1 x + ${blocks}`} (before: ${sum(small.queries, "buffers")})`,
      pass: buffers <= most && !page.queries.some(grown),
    },
    { name: `ms ${page.address}`, value: rounded(milliseconds), target: `<= 1.3 x ${rounded(before)} + ${ms}`, pass: !isSlower },
  ];
}
const sayPlan = (plan, depth = 1) =>
  [
    `${"  ".repeat(depth)}${plan["Subplan Name"] ?? ""} ${plan["Node Type"]} ${plan["Relation Name"] ?? ""} ${plan["Index Name"] ?? ""} rows ${plan["Actual Rows"]} x ${plan["Actual Loops"]}, buffers ${plan["Shared Hit Blocks"] + plan["Shared Read Blocks"]}${plan["Rows Removed by Filter"] ? `, removed ${plan["Rows Removed by Filter"]}` : ""}`,
    ...(plan.Plans ?? []).map((inner) => sayPlan(inner, depth + 1)),
  ].join("\n");
