// The percentiles of one trust's 16 academies in 40 measures, as a page asks for them, against a window over all schools, after both were
// seen to give the same. M (unless said) has 1,000 schools; L has England's 22,000 and compares what the page touches with M.
import { buffersOf, measures, startEngland, timesOf } from "./england.mjs";
import { atLeast, atMost } from "./reference.mjs";

// Better low is turned round outside, so that the reference does no more than it must.
const byWindow = `
  select urn, measure, below, equal, n from (
    select org_key as urn, measure, rank() over (partition by measure order by value) - 1 as below,
      count(*) over (partition by measure, value) as equal, count(*) over (partition by measure) as n
    from national.fact join national.fact_school s on s.import = fact.import and s.urn = org_key and s.stratum = 1
    where org_kind = 's' and period = 20230 and pupil_group = 1 and measure in (${measures}) and value is not null
  ) x where urn = any($1)`;

export async function bench({ scale, say }) {
  const england = await startEngland(say);
  try {
    const { valuesOfSchools } = await england.load("/app/national/benchmarks/value.store.ts");
    const { measureByCode, measureById } = await england.load("/app/national/results/catalogue.ts");
    const codes = measures.map((id) => measureById(id).code);
    const filter = { measures: codes, periods: [20230], groups: ["all"], alone: true };
    const page = ({ pool, urns }, db = pool) => valuesOfSchools(db, urns, filter);

    const fills = [];
    for (const size of scale === "L" ? ["M", "L"] : [scale]) fills.push(await england.fill(size, { withResults: true }));
    const own = fills.at(-1);
    const touched = [];
    for (const filled of fills) touched.push(await buffersOf(filled.pool, (db) => page(filled, db)));
    const values = await page(own);
    const { rows } = await own.pool.query(byWindow, [own.urns]);
    const windowed = new Map(
      rows.map(({ urn, measure, below, equal, n }) => [`${urn} ${measureById(measure)?.code}`, [below, equal, n].map(Number)]),
    );
    if (values.length !== own.urns.length * codes.length)
      throw new Error(`the page has ${values.length} values, not ${own.urns.length * codes.length}`);
    for (const { urn, measure, percentile } of values) {
      const [below, equal, n] = windowed.get(`${urn} ${measure}`) ?? [];
      const { better } = measureByCode(measure);
      const worse = better === "higher" ? below : n - below - equal;
      if (better !== "neither" && Math.abs(percentile.rank - (100 * (worse + equal / 2)) / n) > 1e-9)
        throw new Error(`${urn} ${measure}: the page says ${percentile.rank}, the window otherwise`);
    }
    say(`${values.length} values of ${codes.length} measures are the same on both sides`);
    const [pageTime] = await timesOf(500, () => page(own));
    const [windowTime] = await timesOf(scale === "L" ? 4 : 12, () => own.pool.query(byWindow, [own.urns]));
    say(`page ${pageTime.toFixed(2)} ms, window ${windowTime.toFixed(0)} ms`);
    const ratios = [atLeast("page, times faster than the window", Math.round(windowTime / pageTime), { S: 1, M: 10, L: 1000 }[scale])];
    if (scale === "L") {
      const [m, l] = touched;
      say(`buffers ${m.later} at M, ${l.later} at L (${m.first} and ${l.first} the first time)`);
      ratios.push(atMost("buffers at L", l.later, Math.floor(m.later * 1.1 + 16)));
    }
    return ratios;
  } finally {
    await england.stop();
  }
}
