// The overview's page of 16 academies by ten indicators, with everything a page has, against the reference's bare table; and what writing
// it out costs for 100 academies by ten, against one template string of the same bytes.
import { readFileSync } from "node:fs";
import { createServer } from "vite";
import { parse } from "yaml";
import { atLeast, atMost, compare, startBoth } from "./reference.mjs";

export async function bench({ say }) {
  const both = await startBoth();
  try {
    const ours = { path: "/granite-coast", headers: both.headers.pages };
    const ratios = [];
    for (const connections of [1, 16]) {
      say(`${connections} connections`);
      const { rate } = await compare(both, { ours: () => ours, theirs: () => ({ path: "/dashboard.html" }), connections });
      ratios.push(atLeast(`page, ${connections} connections`, rate, 0.3));
    }
    return [...ratios, await writing(say)];
  } finally {
    await both.stop();
  }
}

/** Milliseconds of pieces of work, each for so many rounds in turn: the best of each. */
function best(rounds, ...works) {
  const times = works.map(() => Number.POSITIVE_INFINITY);
  for (let round = 0; round < rounds; round++)
    for (const [at, work] of works.entries()) {
      const began = performance.now();
      for (let turn = 0; turn < 20; turn++) work();
      times[at] = Math.min(times[at], (performance.now() - began) / 20);
    }
  return times;
}

/** How many times as long the overview's main part of 100 academies by ten takes to be written as one template string of the same bytes. */
async function writing(say) {
  const vite = await createServer({
    configFile: false,
    logLevel: "error",
    server: { middlewareMode: true, watch: null, hmr: false },
    appType: "custom",
    oxc: { jsx: { runtime: "automatic", importSource: "preact" } },
  });
  try {
    const { standingWritten } = await vite.ssrLoadModule("/app/reports/standing.view.tsx");
    const { dashboardFacts } = await vite.ssrLoadModule("/app/reports/dashboard.facts.ts");
    const { plainWords } = await vite.ssrLoadModule("/app/language/words.ts");
    const { readEditionContent } = await vite.ssrLoadModule("/app/frameworks/framework.form.ts");
    const edition = readEditionContent(parse(readFileSync("content/frameworks/ten-indicators.yaml", "utf8"))).value;
    const rows = Array.from({ length: 100 }, (_, at) => rowOf(edition, at));
    const standing = { edition: { content: edition, number: 1 }, leads: new Map(), rows: rows.map((row) => ({ unitId: row.name, row })) };
    const facts = dashboardFacts(standing, new Set(rows.map(({ name }) => name)), { sort: "name" }, plainWords);
    const shown = {
      facts,
      filters: { sort: "name" },
      halfTerm: "Autumn 2",
      today: "1 November 2026",
      nextMeeting: undefined,
      words: plainWords,
      calendar: "/trust/calendar",
      self: "/trust/standing",
    };
    const ours = () => standingWritten(shown);
    const page = ours().toString();
    const marks = await vite.ssrLoadModule("/app/design/house.tsx");
    const theirs = template(page, edition, rows, marks);
    if (theirs().toString() !== page) throw new Error("the template string does not write the same bytes");
    const [mine, their] = best(30, ours, theirs);
    say(`${page.length} bytes: ours ${mine.toFixed(2)} ms, the template string ${their.toFixed(2)} ms`);
    return atMost("writing 100 by ten, times a template string", Math.round((mine / their) * 100) / 100, 2);
  } finally {
    await vite.close();
  }
}

const keys = ["not-yet", "working-towards", "expected", "strength"];
const rankOf = (key) => (key === undefined ? undefined : keys.indexOf(key));

/** An academy as the overview shows it: names that must be escaped, some cells without a judgement, some old or disputed. */
function rowOf(edition, at) {
  const name = `St Piran’s & "Lanmerrin" ${String(at).padStart(3, "0")}`;
  return {
    name,
    href: `/trust/diagnose/${100001 + at}`,
    phase: "Primary",
    regionId: "region",
    regionName: "Region",
    cells: edition.indicators.map(({ key, ordinal, title }, nth) => {
      const levelKey = (at + nth) % 9 === 0 ? undefined : keys[(at * 3 + nth) % 4];
      return {
        levelKey,
        direction: levelKey && ["improving", "steady", "declining"][(at + nth) % 3],
        stale: (at + nth) % 5 === 0,
        disputed: (at + nth) % 7 === 0,
        href: `/trust/diagnose/${100001 + at}/${key}`,
        label: `${ordinal} ${title}: ${levelKey ?? "not judged"}`,
      };
    }),
    decided: { key: edition.categories[at % 3].key, name: edition.categories[at % 3].name },
    coming: undefined,
    recommended: undefined,
    differs: false,
    wayOn: "two indicators to expected",
    months: 20 + (at % 30),
    clock: `${20 + (at % 30)} months`,
  };
}

const escaped = (text) =>
  text.replace(/[&<>"']/g, (sign) => ({ "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" })[sign]);

/** The same bytes put together of the same rows; what is about no academy lies ready. */
function template(page, edition, rows, { levelMark, directionMark }) {
  const [from, end] = [page.indexOf('<tr class="academy">'), page.lastIndexOf('<tr class="academy">')];
  const [head, tail] = [page.slice(0, from), page.slice(page.indexOf("</tr>", end) + 5)];
  const level = [undefined, 0, 1, 2, 3].map((rank) => levelMark(rank).text);
  const direction = { improving: directionMark("improving").text, declining: directionMark("declining").text };
  const place = new Map(edition.categories.map(({ key }, at) => [key, Math.min(at, 3)]));
  const ordinals = edition.indicators.map(({ ordinal }) => ordinal);
  return () => {
    let text = head;
    for (const row of rows) {
      text += `<tr class="academy"><th scope="row"><a href="${escaped(row.href)}">${escaped(row.name)}</a></th>`;
      for (let at = 0; at < row.cells.length; at++) {
        const cell = row.cells[at];
        const rank = rankOf(cell.levelKey);
        text += `<td><a class="cell cell-${rank ?? "none"}${cell.stale ? " stale" : ""}" href="${escaped(cell.href)}" aria-label="${escaped(cell.label)}, ${escaped(row.name)}">${level[rank === undefined ? 0 : rank + 1]}${direction[cell.direction] ?? ""}${cell.disputed ? '<span class="disputed" aria-hidden="true">≠</span>' : ""}<span class="cell-name">${ordinals[at]}</span></a></td>`;
      }
      text += `<td class="said"><span class="tag tag-${place.get(row.decided.key)}">${escaped(row.decided.name)}</span></td><td class="said soft">${escaped(row.wayOn)}</td><td class="said">${escaped(row.clock)}</td></tr>`;
    }
    return Buffer.from(text + tail);
  };
}
