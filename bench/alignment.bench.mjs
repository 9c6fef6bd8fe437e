// The page that shows how a trust's plans hang together, of a hundred academies with twelve objectives and six actions under each, against
// reading the same rows: how many times as long the whole request takes. The scale makes no difference.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import pg from "pg";
import { signIn, startDemonstration } from "./app.mjs";
import { connection } from "./hammer.mjs";
import { atMost } from "./reference.mjs";

const academies = 100;
const rounds = 30;
/** Plans of a hundred academies beside those the demonstration trust has: one objective in ten supports nothing, the others a priority of the trust's. */
const planned = `
  create temporary table made as
    select d.trust_id, n, uuidv7() as unit_id, uuidv7() as plan_id, 980000 + n as urn,
      (select id from organisation.unit u where u.trust_id = d.trust_id and u.kind = 'region' order by id offset n % 2 limit 1) as region_id,
      (select id from organisation.person p where p.trust_id = d.trust_id order by id offset n % 10 limit 1) as person_id
    from organisation.directory d, generate_series(1, $ACADEMIES) n where d.slug = 'granite-coast';
  insert into organisation.unit (trust_id, id, kind, name) select trust_id, unit_id, 'academy', 'Academy ' || n from made;
  insert into organisation.academy (trust_id, unit_id, urn, phase, low_age, high_age, town, easting, northing, pupils, joined)
    select trust_id, unit_id, urn, 'Primary', 4, 11, 'Town', 300000 + n, 200000, 200, '2021-09-01' from made;
  insert into organisation.placement (trust_id, academy_id, region_id, held) select trust_id, unit_id, region_id, daterange('2021-09-01', null) from made;
  insert into improve.plan (trust_id, id, unit_id, kind, made_at) select trust_id, plan_id, unit_id, 'academy-improvement', now() from made;
  insert into improve.plan_version (trust_id, plan_id, version, title, begins_on, ends_on, set_at)
    select trust_id, plan_id, 1, 'Improvement plan', current_date - 30, current_date + 300, now() from made;
  create temporary table part as
    select m.*, k.kind, k.p, k.o, k.a, uuidv7() as id from made m, (
      select 'priority' as kind, p, 0 as o, 0 as a from generate_series(1, 3) p
      union all select 'objective', p, o, 0 from generate_series(1, 3) p, generate_series(1, 4) o
      union all select 'action', p, o, a from generate_series(1, 3) p, generate_series(1, 4) o, generate_series(1, 6) a) k
    order by m.n, k.p, k.o, k.a;
  insert into improve.part (trust_id, id, plan_id, kind, under_id, made_at)
    select b.trust_id, b.id, b.plan_id, b.kind, above.id, now() from part b left join part above on above.n = b.n and above.p = b.p
      and (b.kind = 'objective' and above.kind = 'priority' or b.kind = 'action' and above.kind = 'objective' and above.o = b.o)
    order by b.n, b.p, b.o, b.a;
  insert into improve.part_version (trust_id, part_id, version, title, why, how, with_whom, adds, outcome, due, supports_id, set_at)
    select trust_id, id, 1, 'Reading in every year group', 'Fewer than half read at the expected standard when they leave, and fewer still of those who are disadvantaged.',
      'A book of their own each week, and a grown-up who listens to each child read on three days of it.', 'The library', '', 'Nine in ten read at the expected standard.', current_date + 60,
      case when kind = 'objective' and (p * 4 + o + n) % 10 > 0 then (
        select t.id from improve.part t join improve.plan l on l.trust_id = t.trust_id and l.id = t.plan_id
        where t.trust_id = part.trust_id and l.kind = 'trust-improvement' and t.kind = 'priority' order by t.id limit 1) end, now() from part;
  insert into improve.part_owner (trust_id, part_id, version, duty, person_id, held) select trust_id, id, 1, 'delivers', person_id, daterange(current_date - 30, null) from part;
  insert into improve.action_step (trust_id, part_id, number, state, doing, effect, taken_at)
    select trust_id, id, 1, 'doing', 'Books were bought.', '', now() from part where kind = 'action' and a < 4;
  analyze improve.plan, improve.plan_version, improve.part, improve.part_version, improve.part_owner, improve.action_step, organisation.unit, organisation.academy, organisation.placement;`;
const tables = ["plan", "plan_version", "part", "part_version", "part_owner", "action_step"];

const median = (numbers) => numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)];

export async function bench({ say }) {
  const { origin, app, stop } = await startDemonstration();
  const line = connection(origin);
  let client;
  try {
    const headers = (await signIn(origin, "rosalind.penhale@granite-coast.example")).pages;
    const { port } = JSON.parse(readFileSync(join(app.dataHome, "server.json"), "utf8"));
    const { superuser } = JSON.parse(readFileSync(join(app.dataHome, "secrets.json"), "utf8"));
    client = new pg.Client({ connectionString: `postgres://postgres:${superuser}@127.0.0.1:${port}/eddystone` });
    await client.connect();
    await client.query(planned.replace("$ACADEMIES", String(academies)));
    const { rows } = await client.query("select trust_id from organisation.directory where slug = 'granite-coast'");
    const read = async () => {
      const found = [];
      for (const table of tables)
        found.push(
          await client.query({ name: table, text: `select * from improve.${table} where trust_id = $1`, values: [rows[0].trust_id] }),
        );
      return found;
    };
    const open = () => line.send({ path: "/granite-coast/plans/alignment", headers });
    const times = { page: [], rows: [] };
    const timed = async (key, work) => {
      const began = performance.now();
      const answer = await work();
      times[key].push(performance.now() - began);
      return answer;
    };
    let page;
    let found;
    for (let round = 0; round < rounds + 5; round++) {
      // The first rounds warm both.
      if (round === 5) times.page = [];
      if (round === 5) times.rows = [];
      page = await timed("page", open);
      found = await timed("rows", read);
    }
    const body = page.body.toString();
    const shown = new Set(body.match(/Academy \d+/g)).size;
    if (page.status !== 200 || shown !== academies) throw new Error(`the page answered ${page.status} and shows ${shown} academies`);
    const [ours, theirs] = [median(times.page), median(times.rows)];
    say(`the page ${ours.toFixed(1)} ms, its ${found.reduce((sum, { rowCount }) => sum + rowCount, 0)} rows ${theirs.toFixed(1)} ms`);
    return [atMost("the page, times reading its rows", Math.round((ours / theirs) * 100) / 100, 2)];
  } finally {
    line.close();
    await client?.end();
    await stop();
  }
}
