// What a page asks the database: the statements the built app really sent, from the server's own log, and what each of them costs.

const isQuestion = (text) => /^\s*(select|with)\b/i.test(text) && !/^select pg_notify/.test(text);
const isTenant = (text) => text.startsWith("select set_config('eddystone.trust'");
const literals = /\$(\d+) = (NULL|'(?:[^']|'')*')/g;

/** Reads the lines of one database that came after `from` characters, as statements in their transactions. */
function statementsOf(told, from, database) {
  const open = new Map();
  const asked = [];
  const lines = (text) => text.split("\n").flatMap((line) => (line ? [JSON.parse(line)] : []));
  // Connections that plan each statement once for all values said so when they began.
  const plansOnce = new Set(
    lines(told).flatMap(({ message, pid }) => (/set plan_cache_mode = force_generic_plan/.test(message) ? [pid] : [])),
  );
  for (const { dbname, pid, user, message, detail } of lines(told.slice(from))) {
    const [, name, text] = message?.match(/^(?:statement|execute (.*?)): ([\s\S]*)$/) ?? [];
    if (dbname !== database || text === undefined) continue;
    const values = [...(detail ?? "").matchAll(literals)].map(([, , literal]) => literal);
    if (/^\s*begin/i.test(text)) open.set(pid, { begin: text });
    else if (/^\s*(commit|rollback)/i.test(text)) open.delete(pid);
    else if (isTenant(text)) open.set(pid, { ...open.get(pid), tenant: values });
    else if (isQuestion(text)) {
      const planned = plansOnce.has(pid) ? "once" : name !== undefined && name !== "<unnamed>" ? "perhaps once" : "each time";
      asked.push({ user, text, values, planned, ...open.get(pid) });
    }
  }
  return asked;
}

/** Sends one request at a time and answers, for each, its status, its body and what it asked. */
export async function recordAsked({ send, told, mark, database, requests }) {
  const pages = [];
  // What the app asks of its own accord when it starts is no page's: it is let come to its end.
  for (let before = -1; before !== told().length; ) {
    before = told().length;
    await new Promise((done) => setTimeout(done, 1500));
  }
  for (const request of requests) {
    await mark(`${request.address} begins`);
    const from = told().length;
    const answer = await send(request);
    // What was asked before stands in the log before this; the log is written by a process of its own.
    const end = `${request.address} ends`;
    await mark(end);
    for (let tries = 0; !told().slice(from).includes(end); tries++) {
      if (tries > 200) throw new Error("the server does not tell what it was asked");
      await new Promise((done) => setTimeout(done, 10));
    }
    pages.push({
      ...request,
      status: answer.status,
      body: answer.body.toString(),
      asked: statementsOf(told(), from, database).filter(({ user }) => user !== "postgres"),
    });
  }
  return pages;
}

/**
 * Buffers touched and milliseconds of one statement, as its own role and tenant ask it and planned as it is there: the best of so many. Where
 * PostgreSQL chooses whether to plan once, it does so after five times, so these come before; of the two plans the worse counts.
 */
export async function costOf(client, { text, values, planned, begin = "begin", tenant }, rounds = 9) {
  const kept = planned === "perhaps once";
  const runs = [];
  await client.query(`set plan_cache_mode = ${planned === "once" ? "force_generic_plan" : "auto"}`);
  await client.query(`prepare measured as ${text}`);
  try {
    for (let run = 0; run < (kept ? 5 : 0) + rounds; run++) {
      await client.query(begin);
      if (tenant)
        await client.query(`select set_config('eddystone.trust', ${tenant[0]}, true), set_config('eddystone.person', ${tenant[1]}, true)`);
      const { rows } = await client.query(
        `explain (analyze, buffers, timing off, format json) execute measured${values.length > 0 ? `(${values.join(", ")})` : ""}`,
      );
      await client.query("rollback");
      const [{ Plan: plan, "Execution Time": milliseconds }] = rows[0]["QUERY PLAN"];
      runs.push({ buffers: plan["Shared Hit Blocks"] + plan["Shared Read Blocks"], milliseconds, plan });
    }
  } finally {
    await client.query("rollback");
    await client.query("deallocate measured");
  }
  const best = (of) => ({
    buffers: Math.min(...of.map(({ buffers }) => buffers)),
    milliseconds: Math.min(...of.map(({ milliseconds }) => milliseconds)),
    plan: of.at(-1).plan,
  });
  if (!kept) return best(runs);
  const [own, general] = [best(runs.slice(0, 5)), best(runs.slice(5))];
  return own.buffers > general.buffers ? { ...own, milliseconds: Math.max(own.milliseconds, general.milliseconds) } : general;
}
