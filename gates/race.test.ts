import type pg from "pg";
import { beforeAll, expect, test } from "vitest";
import { type Answer, demonstration, fieldOf, formIn, type Identity } from "./demonstration.ts";
import { faultIn, full, kindsAsked, randomFrom, sayGate } from "./gate.ts";

const races = full ? 1000 : 15;
const { ask, editionInUse, signIn, post, row, house, database } = await demonstration();
const random = randomFrom();
const trust = "/granite-coast";
let editors: readonly [Identity, Identity];
let director: Identity;
let principal: Identity;

/** What two people send to the same thing, having opened it in the same state. */
type Race = {
  readonly by: readonly [Identity, Identity];
  readonly path: string;
  /** Where the second sends theirs, when it is not the same page. */
  readonly other?: string;
  readonly fields: readonly [Record<string, string>, Record<string, string>];
  /** How many of the two should stand: one, unless the second knowingly replaces; or either, where it hangs on who was first. */
  readonly stand?: number | "either";
  /** What of theirs the one who lost must find on the page again, and whether that is refused as crossed. */
  readonly shownAgain?: readonly [string, string];
  readonly crossed?: true;
  /** What the page that told them so gives to send again, to replace knowingly. */
  readonly again?: (html: string) => Record<string, string>;
  /** What is wrong with what is kept now, if anything. */
  readonly wrong: (won: 0 | 1) => Promise<string | undefined>;
};
/** A kind of thing that two people may edit at once: how its next race is set up. */
type Editable = (turn: number) => Promise<Race>;

const indicators = ["leadership-and-management", "behaviour-and-attitudes", "innovation-and-creativity", "safeguarding"];
const urnOf = (turn: number) => 990001 + (turn % 16);
const count = async (sql: string, values: unknown[] = []) => (await row<{ n: number }>(`select count(*)::int as n from ${sql}`, values)).n;

const editables: Record<string, Editable> = {};
editables.judgement = async (turn) => {
  const indicator = indicators[Math.floor(turn / 16) % 3] ?? "";
  const current = await row<{ id: string } | undefined>(
    `select j.id from diagnose.judgement j join organisation.academy a on a.unit_id = j.unit_id
     where a.urn = $1 and j.indicator = $2 and j.perspective = 'trust' and not exists (select from diagnose.judgement n where n.replaces = j.id)`,
    [urnOf(turn), indicator],
  );
  const narratives = [`Seen by the first, ${turn}.`, `Seen by the second, ${turn}.`] as const;
  const edition = await editionInUse();
  const fields = (narrative: string) => ({
    level: "expected",
    confidence: "high",
    direction: "steady",
    narrative,
    edition,
    replacing: current?.id ?? "",
  });
  return {
    by: editors,
    path: `${trust}/diagnose/${urnOf(turn)}/${indicator}`,
    fields: [fields(narratives[0]), fields(narratives[1])],
    shownAgain: narratives,
    crossed: true,
    again: (html) => ({ replacing: fieldOf(html, "replacing") ?? "" }),
    wrong: async (won) => {
      const { kept } = await row<{ kept: string[] }>(
        "select array_agg(narrative) as kept from diagnose.judgement where narrative = any($1)",
        [narratives],
      );
      return JSON.stringify(kept) === JSON.stringify([narratives[won]]) ? undefined : `kept ${kept}`;
    },
  };
};
editables.decision = async (turn) => {
  // The sixteenth joined after this meeting.
  const urn = 990001 + (turn % 15);
  const meeting = await row<{ id: string }>("select id from organisation.meeting where held_on = '2026-07-09'");
  const current = await row<{ id: string } | undefined>(
    "select d.id from diagnose.decision d join organisation.academy a on a.unit_id = d.unit_id where a.urn = $1 order by decided_on desc, recorded_at desc, d.id desc limit 1",
    [urn],
  );
  const reasons = [`The first gives a reason, ${turn}.`, `The second gives a reason, ${turn}.`] as const;
  const edition = await editionInUse();
  const fields = (category: string, reason: string) => ({
    urn: String(urn),
    edition,
    replacing: current?.id ?? "",
    [`category-${urn}`]: category,
    [`reason-${urn}`]: reason,
    [`from-${urn}`]: "2026-07-09",
  });
  return {
    by: editors,
    path: `${trust}/diagnose/meetings/${meeting.id}`,
    fields: [fields("emerging", reasons[0]), fields("aspiring", reasons[1])],
    shownAgain: reasons,
    crossed: true,
    again: (html) => ({ replacing: fieldOf(html.split(`id="academy-${urn}"`)[1] ?? "", "replacing") ?? "" }),
    wrong: async (won) => {
      const { kept } = await row<{ kept: string[] }>("select array_agg(reason) as kept from diagnose.decision where reason = any($1)", [
        reasons,
      ]);
      return JSON.stringify(kept) === JSON.stringify([reasons[won]]) ? undefined : `kept ${kept}`;
    },
  };
};
editables.placement = async (turn) => {
  const academy = await row<{ id: string; region: string | null }>(
    "select a.unit_id as id, p.region_id as region from organisation.academy a left join organisation.placement p on p.trust_id = a.trust_id and p.academy_id = a.unit_id and upper_inf(p.held) where a.urn = $1",
    [urnOf(turn)],
  );
  const { others } = await row<{ others: string[] }>(
    "select array_agg(id::text order by id) as others from organisation.unit where kind = 'region' and id is distinct from $1",
    [academy.region],
  );
  const [one = "", two = ""] = others;
  const fields = (region: string) => ({ [`seen-${academy.id}`]: academy.region ?? "", [`place-${academy.id}`]: region });
  return {
    by: editors,
    path: `${trust}/organisation/placements`,
    fields: [fields(one), fields(two)],
    crossed: true,
    again: (html) => ({ [`seen-${academy.id}`]: fieldOf(html, `seen-${academy.id}`) ?? "" }),
    wrong: async (won) => {
      const now = await row<{ region: string }>(
        "select region_id as region from organisation.placement where academy_id = $1 and upper_inf(held)",
        [academy.id],
      );
      return now.region === [one, two][won] ? undefined : "the academy is not where the winner put it";
    },
  };
};
editables["another academy's placement"] = async (turn) => {
  const places = async () =>
    (
      await house.keeper.pool.query<{ id: string; region: string | null }>(
        "select a.unit_id as id, p.region_id as region from organisation.academy a left join organisation.placement p on p.trust_id = a.trust_id and p.academy_id = a.unit_id and upper_inf(p.held) order by a.urn",
      )
    ).rows;
  const all = await places();
  const [mine, theirs] = [all[turn % all.length], all[(turn + 1) % all.length]];
  const { region } = await row<{ region: string }>(
    "select id::text as region from organisation.unit where kind = 'region' and id not in ($1, $2) order by random() limit 1",
    [mine?.region, theirs?.region],
  );
  // Both send the whole list as they saw it, each with one academy moved.
  const whole = Object.fromEntries(
    all.flatMap(({ id, region: at }) => [
      [`seen-${id}`, at ?? ""],
      [`place-${id}`, at ?? ""],
    ]),
  );
  return {
    by: editors,
    path: `${trust}/organisation/placements`,
    fields: [
      { ...whole, [`place-${mine?.id}`]: region },
      { ...whole, [`place-${theirs?.id}`]: region },
    ],
    stand: 2,
    wrong: async () => {
      const now = new Map((await places()).map((place) => [place.id, place.region]));
      return now.get(mine?.id ?? "") === region && now.get(theirs?.id ?? "") === region ? undefined : "one moved the other's academy back";
    },
  };
};
editables.region = async (turn) => ({
  by: editors,
  path: `${trust}/organisation/regions`,
  fields: [{ region: `Moor ${turn}` }, { region: `Moor ${turn}` }],
  wrong: async () => {
    const n = await count("organisation.unit where name = $1", [`Moor ${turn}`]);
    await house.keeper.pool.query("delete from organisation.unit where name = $1", [`Moor ${turn}`]);
    return n === 1 ? undefined : `${n} regions`;
  },
});
editables.meeting = async (turn) => {
  const heldOn = Temporal.PlainDate.from("2030-01-01").add({ days: turn }).toString();
  return {
    by: editors,
    path: `${trust}/organisation/meetings`,
    fields: [{ heldOn }, { heldOn }],
    wrong: async () => {
      const n = await count("organisation.meeting where held_on = $1", [heldOn]);
      await house.keeper.pool.query("delete from organisation.meeting where held_on = $1", [heldOn]);
      return n === 1 ? undefined : `${n} meetings`;
    },
  };
};
/** What two people send who have opened one page in the same state, each with other words in some fields of its form. */
async function onePage(
  path: string,
  changes: readonly [Record<string, string>, Record<string, string>],
  kept: () => Promise<string>,
  expected: readonly [string, string],
  more: Partial<Race> = {},
): Promise<Race> {
  const opened = formIn((await ask(path, director)).text, path);
  return {
    by: [director, director],
    path,
    fields: [
      { ...opened, ...changes[0] },
      { ...opened, ...changes[1] },
    ],
    crossed: true,
    again: (html) => ({ version: formIn(html, path).version ?? "" }),
    wrong: async (won) => {
      const now = await kept();
      return now === expected[won] ? undefined : `kept ${now}`;
    },
    ...more,
  };
}
const keptText = (sql: string) => async () => (await row<{ kept: string }>(sql)).kept;

editables["a year of the calendar"] = (turn) => {
  const days = [2, 3].map((day) => `2027-09-${String(day + 2 * (turn % 5)).padStart(2, "0")}`) as [string, string];
  return onePage(
    `${trust}/organisation/calendar/years/2027-28`,
    [{ inset: days[0] }, { inset: days[1] }],
    keptText(
      "select detail ->> 'insetDays' as kept from audit.event where kind = 'organisation.school-year-kept' and detail ->> 'schoolYear' = '2027/28' order by seq desc limit 1",
    ),
    days,
  );
};
editables["the trust's words"] = (turn) => {
  const words = turn % 2 === 0 ? (["hub", "zone"] as const) : (["patch", "cluster"] as const);
  return onePage(
    `${trust}/organisation/words`,
    [
      { region: words[0], regions: `${words[0]}s` },
      { region: words[1], regions: `${words[1]}s` },
    ],
    keptText(
      "select region as kept from organisation.words w join organisation.directory d using (trust_id) where d.slug = 'granite-coast'",
    ),
    words,
    { shownAgain: words },
  );
};
editables["a person"] = async (turn) => {
  const { id } = await row<{ id: string }>("select id from organisation.person where email = 'annis.roach@granite-coast.example'");
  const names = [`Annis First ${turn}`, `Annis Second ${turn}`] as const;
  return onePage(
    `${trust}/organisation/people/${id}`,
    [{ name: names[0] }, { name: names[1] }],
    keptText(`select name as kept from organisation.person where id = '${id}'`),
    names,
    { shownAgain: names },
  );
};
editables["the rule of signing in"] = (turn) => {
  // Roles of nobody who races afterwards: the last rule stands, and would ask them for a second factor.
  const roles = turn % 2 === 0 ? (["trustee", "sle"] as const) : (["eob-member", "central-team"] as const);
  const none = { trustee: "", sle: "", "eob-member": "", "central-team": "" };
  return onePage(
    `${trust}/organisation/sign-in`,
    [
      { ...none, [roles[0]]: "yes" },
      { ...none, [roles[1]]: "yes" },
    ],
    keptText("select array_to_string(second_factor_for, ' ') as kept from organisation.sign_in_rule"),
    roles,
  );
};
/** A piece of evidence that nobody has withdrawn or followed yet. */
const newEvidence = (turn: number) =>
  row<{ id: string }>(
    `insert into evidence.item (trust_id, unit_id, kind, title, text, dated, sensitivity, added_by, added_at)
     select a.trust_id, a.unit_id, 'note', $2, 'Seen.', '2026-11-01', 'ordinary', (select p.id from organisation.person p where p.trust_id = a.trust_id limit 1), now()
     from organisation.academy a where a.urn = $1 returning id`,
    [urnOf(turn), `Raced ${turn}`],
  );
editables["evidence withdrawn"] = async (turn) => {
  const { id } = await newEvidence(turn);
  const reasons = [`The first withdraws it, ${turn}.`, `The second withdraws it, ${turn}.`] as const;
  return {
    by: editors,
    path: `${trust}/diagnose/${urnOf(turn)}/evidence/${id}/withdraw`,
    fields: [{ reason: reasons[0] }, { reason: reasons[1] }],
    shownAgain: reasons,
    crossed: true,
    wrong: async (won) => {
      const { kept } = await row<{ kept: string[] }>("select array_agg(reason) as kept from evidence.withdrawal where item_id = $1", [id]);
      return kept.join() === reasons[won] ? undefined : `kept ${kept}`;
    },
  };
};
editables["a newer version of evidence"] = async (turn) => {
  const { id } = await newEvidence(turn);
  const titles = [`Newer by the first, ${turn}`, `Newer by the second, ${turn}`] as const;
  const fields = (title: string) => ({ title, text: "Seen again.", dated: "2026-11-02", sensitivity: "ordinary" });
  return {
    by: editors,
    path: `${trust}/diagnose/${urnOf(turn)}/evidence/${id}/newer`,
    fields: [fields(titles[0]), fields(titles[1])],
    shownAgain: titles,
    crossed: true,
    wrong: async (won) => {
      const { kept } = await row<{ kept: string[] }>("select array_agg(title) as kept from evidence.item where follows = $1", [id]);
      return kept.join() === titles[won] ? undefined : `kept ${kept}`;
    },
  };
};
editables["an offer"] = async (turn) => {
  const { id } = await row<{ id: string }>("select id from strengths.offer where subject = 'mathematics' limit 1");
  const said = [`Offered by the first, ${turn}.`, `Offered by the second, ${turn}.`] as const;
  return onePage(
    `${trust}/strengths/offers/${id}`,
    [{ says: said[0] }, { says: said[1] }],
    keptText(`select says as kept from strengths.offer where id = '${id}' order by version desc limit 1`),
    said,
    { shownAgain: said },
  );
};
editables["a specialism renewed"] = async (turn) => {
  const { id } = await row<{ id: string }>("select id from strengths.specialism where kind = 'specialism' limit 1");
  const said = [`It worked, says the first, ${turn}.`, `It worked, says the second, ${turn}.`] as const;
  const way = `${trust}/strengths/specialisms/${id}`;
  const opened = formIn((await ask(way, director)).text, `${way}/renew`);
  const fields = (says: string) => ({ ...opened, reviewBy: "2028-07-09", "success-says": says });
  return {
    by: editors,
    path: `${way}/renew`,
    fields: [fields(said[0]), fields(said[1])],
    shownAgain: said,
    crossed: true,
    again: (html) => ({ number: formIn(html, `${way}/renew`).number ?? "" }),
    wrong: async (won) => {
      const { kept } = await row<{ kept: string[] }>("select array_agg(says) as kept from strengths.test where says = any($1)", [said]);
      return kept.join() === said[won] ? undefined : `kept ${kept}`;
    },
  };
};
/** The trust's draft, begun where there is none. */
async function draft(): Promise<{ id: string; keys: string[] }> {
  const find = () =>
    row<{ id: string; keys: string[] } | undefined>(
      "select e.id, array(select i ->> 'key' from jsonb_array_elements(e.content -> 'indicators') i) as keys from frameworks.edition e where in_use_from is null",
    );
  const there = await find();
  if (there) return there;
  await post(`${trust}/frameworks`, director, {});
  return (await find()) ?? { id: "", keys: [] };
}
const titleOf = (id: string, key: string) =>
  keptText(
    `select i ->> 'title' as kept from frameworks.edition e, jsonb_array_elements(e.content -> 'indicators') i where e.id = '${id}' and i ->> 'key' = '${key}'`,
  );
editables["an indicator of a draft"] = async (turn) => {
  const { id, keys } = await draft();
  const titles = [`Seen by the first, ${turn}`, `Seen by the second, ${turn}`] as const;
  return onePage(
    `${trust}/frameworks/editions/${id}/indicators/${keys[0]}`,
    [
      { title: titles[0], short: "First" },
      { title: titles[1], short: "Second" },
    ],
    titleOf(id, keys[0] ?? ""),
    titles,
    { shownAgain: titles },
  );
};
editables["two indicators of a draft"] = async (turn) => {
  const { id, keys } = await draft();
  const [one = "", two = ""] = [keys[1], keys[2]];
  const way = (key: string) => `${trust}/frameworks/editions/${id}/indicators/${key}`;
  const titles = [`One of two, ${turn}`, `Other of two, ${turn}`] as const;
  const opened = async (key: string) => formIn((await ask(way(key), director)).text, way(key));
  return {
    by: [director, director],
    path: way(one),
    other: way(two),
    fields: [
      { ...(await opened(one)), title: titles[0] },
      { ...(await opened(two)), title: titles[1] },
    ],
    stand: 2,
    wrong: async () => {
      const now = [await titleOf(id, one)(), await titleOf(id, two)()];
      return now.join() === titles.join() ? undefined : `kept ${now}`;
    },
  };
};
editables["levels and rules of a draft"] = async (turn) => {
  const { id } = await draft();
  const names = [`Named by the first, ${turn}`, `Named by the second, ${turn}`] as const;
  return onePage(
    `${trust}/frameworks/editions/${id}/levels`,
    [{ name: names[0] }, { name: names[1] }],
    keptText(`select content ->> 'name' as kept from frameworks.edition where id = '${id}'`),
    names,
    { shownAgain: names },
  );
};
/** An inspection of this academy that was written down, begun where there is none. */
async function writtenDown(urn: number): Promise<string> {
  const find = () =>
    row<{ id: string } | undefined>(
      "select h.id from inspection.by_hand h join organisation.academy a using (trust_id, unit_id) where a.urn = $1 and h.inspected_on = '2026-10-06' limit 1",
      [urn],
    );
  const there = await find();
  if (there) return there.id;
  await post(`${trust}/inspection/${urn}/new`, director, { on: "2026-10-06", kind: "graded", "area-inclusion": "expected-standard" });
  return (await find())?.id ?? "";
}
editables["an inspection written down by hand"] = async (turn) => {
  const urn = urnOf(turn);
  const id = await writtenDown(urn);
  const notes = [`Noted by the first, ${turn}`, `Noted by the second, ${turn}`] as const;
  return onePage(
    `${trust}/inspection/${urn}/written/${id}`,
    [{ note: notes[0] }, { note: notes[1] }],
    keptText(`select note as kept from inspection.by_hand where id = '${id}' order by version desc limit 1`),
    notes,
    { shownAgain: notes },
  );
};
editables["the same inspection, written down twice"] = async (turn) => {
  const urn = urnOf(turn);
  const on = Temporal.PlainDate.from("2026-01-05")
    .add({ days: Math.floor(turn / 16) * 10 })
    .toString();
  const fields = { on, kind: "monitoring", "area-achievement": "needs-attention" };
  return {
    by: editors,
    path: `${trust}/inspection/${urn}/new`,
    fields: [fields, fields],
    wrong: async () => {
      const n = await count(
        "inspection.by_hand h join organisation.academy a using (trust_id, unit_id) where a.urn = $1 and h.inspected_on = $2",
        [urn, on],
      );
      return n === 1 ? undefined : `${n} inspections`;
    },
  };
};
editables["a point of readiness"] = async (turn) => {
  const urn = urnOf(turn);
  const seen = [`Seen by the first, ${turn}`, `Seen by the second, ${turn}`] as const;
  const check = { check: "ready", on: "2026-11-21" };
  return onePage(
    `${trust}/inspection/${urn}/readiness/website`,
    [
      { ...check, seen: seen[0] },
      { ...check, seen: seen[1] },
    ],
    keptText(
      `select seen as kept from inspection.checked c join organisation.academy a using (trust_id, unit_id) where a.urn = ${urn} and point = 'website' order by version desc limit 1`,
    ),
    seen,
    { shownAgain: seen },
  );
};
editables["a point of the trust's own"] = async (turn) => {
  const { id } = await row<{ id: string }>("select id from inspection.point order by id limit 1");
  const whats = [`Meant by the first, ${turn}`, `Meant by the second, ${turn}`] as const;
  return onePage(
    `${trust}/inspection/points/${id}`,
    [{ what: whats[0] }, { what: whats[1] }],
    keptText(`select what as kept from inspection.point where id = '${id}' order by version desc limit 1`),
    whats,
    { shownAgain: whats },
  );
};
/** A part of a plan that was approved: the priority of this academy's. */
editables["a part of a plan"] = async (turn) => {
  const { plan, part } = await row<{ plan: string; part: string }>(
    `select p.plan_id as plan, p.id as part from improve.part p join improve.plan l on l.trust_id = p.trust_id and l.id = p.plan_id join organisation.academy a on a.trust_id = l.trust_id and a.unit_id = l.unit_id
     where a.urn = $1 and p.kind = 'priority' and not exists (select from improve.plan_step s where s.plan_id = l.id and s.step in ('pause', 'close')) order by p.id limit 1`,
    [urnOf(turn) === 990010 ? 990009 : urnOf(turn)],
  );
  const outcomes = [`Meant by the first, ${turn}`, `Meant by the second, ${turn}`] as const;
  return onePage(
    `${trust}/plans/${plan}/parts/${part}`,
    [{ outcome: outcomes[0] }, { outcome: outcomes[1] }],
    keptText(`select outcome as kept from improve.part_version where part_id = '${part}' order by version desc limit 1`),
    outcomes,
    { shownAgain: outcomes },
  );
};
editables["a template of plans"] = async (turn) => {
  const { id, version, title } = await row<{ id: string; version: number; title: string }>(
    "select template_id as id, version, content ->> 'title' as title from improve.template_version order by template_id, version desc limit 1",
  );
  const parts = [`Written by the first, ${turn}`, `Written by the second, ${turn}`] as const;
  const says = { version: String(version), title, says: "", "0-kind": "priority" };
  return onePage(
    `${trust}/plans/templates/${id}`,
    [
      { ...says, "0-title": parts[0] },
      { ...says, "0-title": parts[1] },
    ],
    keptText(
      `select content -> 'parts' -> 0 ->> 'title' as kept from improve.template_version where template_id = '${id}' order by version desc limit 1`,
    ),
    parts,
    { shownAgain: parts },
  );
};
/** The priority of an academy's plan that goes on. */
const priorityOf = (turn: number) =>
  row<{ plan: string; part: string; version: number }>(
    `select p.plan_id as plan, p.id as part, (select max(version) from improve.part_version v where v.part_id = p.id) as version
     from improve.part p join improve.plan l on l.trust_id = p.trust_id and l.id = p.plan_id join organisation.academy a on a.trust_id = l.trust_id and a.unit_id = l.unit_id
     where a.urn = $1 and p.kind = 'priority' and not exists (select from improve.plan_step s where s.plan_id = l.id and s.step in ('pause', 'close')) order by p.id limit 1`,
    [urnOf(turn) === 990010 ? 990009 : urnOf(turn)],
  );
async function suggestion(turn: number, text: string) {
  const at = await priorityOf(turn);
  const way = `${trust}/plans/${at.plan}/parts/${at.part}`;
  const made = await post(`${way}/talk/suggest`, director, { field: "outcome", text, version: String(at.version) });
  if (made.status !== 303) throw new Error(`nothing was suggested: ${made.status}`);
  const { id } = await row<{ id: string }>("select id from improve.suggestion where text = $1", [text]);
  return { ...at, way, path: `${way}/talk/suggestions/${id}`, accept: { verdict: "accepted", version: String(at.version) } };
}
editables["the answer to a suggestion"] = async (turn) => {
  const one = await suggestion(turn, `Suggested to be answered, ${turn}`);
  return {
    by: editors,
    path: one.path,
    fields: [one.accept, one.accept],
    crossed: true,
    wrong: async () => {
      const n = await count("improve.part_version where part_id = $1 and version > $2", [one.part, one.version]);
      return n === 1 ? undefined : `${n} versions came of one suggestion`;
    },
  };
};
editables["a suggestion taken over and an edit of its part"] = async (turn) => {
  const word = `suggested-${turn}-against-an-edit`;
  const one = await suggestion(turn, `Outcome: ${word}.`);
  const edited = `Edited against a suggestion, ${turn}`;
  return {
    by: editors,
    path: one.path,
    other: one.way,
    fields: [one.accept, { ...formIn((await ask(one.way, director)).text, one.way), outcome: edited }],
    // A suggestion is shown word by word.
    shownAgain: [word, edited],
    crossed: true,
    wrong: async (won) => {
      const now = await keptText(
        `select outcome as kept from improve.part_version where part_id = '${one.part}' order by version desc limit 1`,
      )();
      return now === [`Outcome: ${word}.`, edited][won] ? undefined : `kept ${now}`;
    },
  };
};
editables["a suggestion accepted and declined at once"] = async (turn) => {
  const word = `suggested-${turn}-to-be-taken-or-not`;
  const one = await suggestion(turn, `Outcome: ${word}.`);
  const id = one.path.split("/").at(-1) ?? "";
  const because = `Not as I see it, ${turn}`;
  return {
    by: editors,
    path: one.path,
    fields: [one.accept, { verdict: "declined", version: one.accept.version, [`because-${id}`]: because }],
    // A suggestion is shown word by word.
    shownAgain: [word, because],
    crossed: true,
    wrong: async (won) => {
      const { verdicts } = await row<{ verdicts: string }>(
        "select string_agg(verdict, ' ') as verdicts from improve.suggestion_answer where suggestion_id = $1",
        [id],
      );
      const n = await count("improve.part_version where part_id = $1 and version > $2", [one.part, one.version]);
      const expected = won === 0 ? "accepted, 1" : "declined, 0";
      return `${verdicts}, ${n}` === expected ? undefined : `${verdicts}, and ${n} versions came of it`;
    },
  };
};
editables["a comment resolved twice"] = async (turn) => {
  const { plan, part } = await priorityOf(turn);
  const way = `${trust}/plans/${plan}/parts/${part}/talk/comments`;
  const text = `Said to be resolved, ${turn}`;
  await post(way, director, { text });
  const { id } = await row<{ id: string }>("select id from improve.comment where text = $1", [text]);
  return {
    by: editors,
    path: `${way}/${id}`,
    fields: [{}, {}],
    crossed: true,
    wrong: async (won) => {
      const { by } = await row<{ by: string }>(
        `select string_agg(p.email, ' ') as by from improve.comment_resolved r join organisation.person p on p.id = r.resolved_by where comment_id = $1`,
        [id],
      );
      return by === `${["rosalind.penhale", "sunita.bramwell"][won]}@granite-coast.example` ? undefined : `resolved by ${by}`;
    },
  };
};
editables["comments on a part"] = async (turn) => {
  const { plan, part } = await priorityOf(turn);
  const texts = [`Said by the first, ${turn}`, `Said by the second, ${turn}`] as const;
  return {
    by: editors,
    path: `${trust}/plans/${plan}/parts/${part}/talk/comments`,
    fields: [{ text: texts[0] }, { text: texts[1] }],
    stand: 2,
    wrong: async () => {
      const n = await count("improve.comment where text = any($1)", [texts]);
      return n === 2 ? undefined : `${n} of two comments are kept`;
    },
  };
};
/** An academy's plan that was approved and neither paused nor closed. */
async function goingPlan(turn: number): Promise<string> {
  const { rows } = await house.keeper.pool.query<{ id: string }>(
    `select l.id from improve.plan l where l.kind = 'academy-improvement' and exists (select from improve.approval o where o.plan_id = l.id)
       and not exists (select from improve.plan_step s where s.plan_id = l.id) order by l.id`,
  );
  return rows[turn % rows.length]?.id ?? "";
}
editables["a step of an action"] = async (turn) => {
  const plan = await goingPlan(turn);
  const { id } = await row<{ id: string }>("select id from improve.part where plan_id = $1 and kind = 'action' order by id limit 1", [
    plan,
  ]);
  const doing = [`Told by the first, ${turn}`, `Told by the second, ${turn}`] as const;
  return onePage(
    `${trust}/my-work/${id}`,
    [
      { state: "doing", doing: doing[0] },
      { state: "doing", doing: doing[1] },
    ],
    keptText(`select string_agg(doing, ' and ') as kept from improve.action_step where part_id = '${id}' and doing like '%, ${turn}'`),
    doing,
    { by: editors, shownAgain: doing, again: (html) => ({ steps: formIn(html, `${trust}/my-work/${id}`).steps ?? "" }) },
  );
};
editables["the day of everything owed, chosen in two windows"] = (turn) => {
  const days = turn % 2 === 0 ? (["2", "3"] as const) : (["4", "5"] as const);
  const path = `${trust}/my-work/reminders`;
  return onePage(
    path,
    [{ weekday: days[0] }, { weekday: days[1] }],
    keptText(
      `select string_agg(c.weekday::text, ' and ') as kept from improve.digest_choice c join organisation.person p on p.id = c.person_id
       where p.email = 'rosalind.penhale@granite-coast.example' and c.number = (select max(number) from improve.digest_choice where person_id = c.person_id)`,
    ),
    days,
    { again: (html) => ({ choices: formIn(html, path).choices ?? "" }) },
  );
};
editables["the approval of a plan"] = async (turn) => {
  const plan = await goingPlan(turn);
  // Written in since it was approved.
  await row(
    `insert into improve.plan_version (trust_id, plan_id, version, title, begins_on, ends_on, set_at)
     select trust_id, plan_id, version + 1, title, begins_on, ends_on, now() from improve.plan_version where plan_id = $1 order by version desc limit 1`,
    [plan],
  );
  const { revision } = formIn((await ask(`${trust}/plans/${plan}`, director)).text, `${trust}/plans/${plan}/approve`);
  return {
    by: editors,
    path: `${trust}/plans/${plan}/approve`,
    fields: [{ revision: revision ?? "" }, { revision: revision ?? "" }],
    crossed: true,
    wrong: async () => {
      const n = await count("improve.approval where plan_id = $1 and revision = $2", [plan, revision]);
      const told = await count(
        "audit.event where kind = 'improve.plan-approved' and detail ->> 'plan' = $1 and detail ->> 'revision' = $2",
        [plan, revision],
      );
      return n === 1 && told === 1 ? undefined : `approved ${n} times, and told of ${told} times`;
    },
  };
};
editables["a review of a plan's progress"] = async (turn) => {
  const plan = await goingPlan(turn);
  for (const table of ["progress_kpi", "progress_line", "progress"])
    await house.keeper.pool.query(`delete from improve.${table} where plan_id = $1`, [plan]);
  const path = `${trust}/plans/${plan}/progress`;
  const seen = [`Seen by the first, ${turn}`, `Seen by the second, ${turn}`] as const;
  const opened = Object.keys(formIn((await ask(path, director)).text, path));
  const parts = opened.flatMap((name) => name.match(/^narrative-(.+)$/)?.[1] ?? []);
  const says = (narrative: string) =>
    Object.fromEntries(
      parts.flatMap((part) => [
        [`rag-${part}`, "amber"],
        [`narrative-${part}`, narrative],
        [`decision-${part}`, "continue"],
      ]),
    );
  return onePage(
    path,
    [says(seen[0]), says(seen[1])],
    keptText(`select string_agg(distinct narrative, ' and ') as kept from improve.progress_line where plan_id = '${plan}'`),
    seen,
    { by: editors, shownAgain: seen, again: (html) => ({ reviews: formIn(html, path).reviews ?? "" }) },
  );
};
editables["a deferral of inspection"] = async (turn) => {
  const urn = urnOf(turn);
  const reasons = [`Agreed with the first, ${turn}`, `Agreed with the second, ${turn}`] as const;
  return onePage(
    `${trust}/inspection/${urn}/deferral`,
    [
      { until: "2027-01-29", reason: reasons[0] },
      { until: "2027-02-26", reason: reasons[1] },
    ],
    keptText(
      `select reason as kept from inspection.deferral d join organisation.academy a using (trust_id, unit_id) where a.urn = ${urn} order by version desc limit 1`,
    ),
    reasons,
    { shownAgain: reasons },
  );
};
/** A person with a role of their own, to be ended. */
async function appoint(kind: string, name: string): Promise<string> {
  const { id } = await row<{ id: string }>(
    `with somebody as (insert into organisation.person (trust_id, name, email) select trust_id, $2, $3 from organisation.unit where kind = 'trust' returning trust_id, id)
     insert into organisation.role (trust_id, person_id, kind, unit_id, held) select s.trust_id, s.id, $1, u.id, tstzrange('2025-09-01', null) from somebody s join organisation.unit u on u.trust_id = s.trust_id and u.kind = 'trust' returning id`,
    [kind, name, `${crypto.randomUUID()}@granite-coast.example`],
  );
  return id;
}
const endOf = (role: string) => `${trust}/organisation/people/roles/${role}/end`;
editables["a role's end"] = async (turn) => {
  const role = await appoint("central-team", `Somebody ${turn}`);
  return {
    by: [director, director],
    path: endOf(role),
    fields: [{ how: "now" }, { how: "now" }],
    wrong: async () => {
      const n = await count("audit.event where kind = 'organisation.role-ended' and detail ->> 'role' = $1", [role]);
      return n === 1 ? undefined : `ended ${n} times`;
    },
  };
};
editables["the last two administrators, each ended"] = async (turn) => {
  const ended = "update organisation.role set held = tstzrange(lower(held), '2026-11-01') where kind = 'administrator' and upper_inf(held)";
  await house.keeper.pool.query(ended);
  const roles = [await appoint("administrator", `One ${turn}`), await appoint("administrator", `Other ${turn}`)] as const;
  return {
    by: [director, director],
    path: endOf(roles[0]),
    other: endOf(roles[1]),
    fields: [{ how: "now" }, { how: "now" }],
    wrong: async () => {
      const n = await count("organisation.role where kind = 'administrator' and upper_inf(held)");
      return n === 1 ? undefined : `${n} administrators are left`;
    },
  };
};

/** A review of one academy by the director and a colleague, in a state of its life; its Principal's is the other side. */
async function reviewIn(state: string): Promise<{ id: string; path: string }> {
  const { id } = await row<{ id: string }>(
    `with r as (
       insert into diagnose.review (trust_id, unit_id, edition_id, kind, state, sendings, reply_by, lead_id, planned_by, planned_at)
       select a.trust_id, a.unit_id, $1, 'trust-monitoring', $2, ($2 = 'sent')::int, '2026-12-01', p.id, p.id, '2026-11-20' from organisation.academy a
       join organisation.person p on p.trust_id = a.trust_id and p.email = 'rosalind.penhale@granite-coast.example' where a.urn = 990004 returning *),
     w as (
       insert into diagnose.review_row (trust_id, review_id, indicator, status, level, confidence, direction, narrative, version, written_by, written_as, written_at)
       select r.trust_id, r.id, i, 'done', 'expected', 'high', 'steady', 'Seen.', 1, r.lead_id, 'managing-director', '2026-11-20' from r, unnest($3::text[]) i returning *)
     insert into diagnose.review_reviewer (trust_id, review_id, indicator, person_id)
     select w.trust_id, w.review_id, w.indicator, p.id from w join organisation.person p on p.trust_id = w.trust_id and p.email = any($4)
     returning review_id as id`,
    [
      await editionInUse(),
      state,
      indicators.slice(0, 3),
      ["rosalind.penhale", "sunita.bramwell"].map((name) => `${name}@granite-coast.example`),
    ],
  );
  return { id, path: `${trust}/reviews/${id}` };
}
const known = new Map<string, Promise<{ id: string; path: string }>>();
/** The same review turn after turn, brought back into its state. */
async function sameReview(state: string, name = state): Promise<{ id: string; path: string }> {
  if (!known.has(name)) known.set(name, reviewIn(state));
  const review = await (known.get(name) as Promise<{ id: string; path: string }>);
  await house.keeper.pool.query("update diagnose.review set state = $2, reply_by = '2026-12-01' where id = $1", [review.id, state]);
  return review;
}
const wordsOfRow = (id: string, indicator: string, column = "narrative") =>
  keptText(`select ${column} as kept from diagnose.review_row where review_id = '${id}' and indicator = '${indicator}'`);

editables["a row of a review"] = async (turn) => {
  const { id, path } = await sameReview("gathering");
  const indicator = indicators[turn % 3] ?? "";
  const at = `${path}/indicators/${indicator}`;
  const words = [`Judged by the first, ${turn}.`, `Judged by the second, ${turn}.`] as const;
  const own = async (by: Identity, narrative: string) => ({
    ...formIn((await ask(path, by)).text, at),
    [`${indicator}--narrative`]: narrative,
    done: "yes",
  });
  return {
    by: editors,
    path: at,
    fields: [await own(editors[0], words[0]), await own(editors[1], words[1])],
    shownAgain: words,
    crossed: true,
    again: (html) => ({ [`${indicator}--seen`]: formIn(html, at)[`${indicator}--seen`] ?? "" }),
    wrong: async (won) => {
      const now = await wordsOfRow(id, indicator)();
      return now === words[won] ? undefined : `kept ${now}`;
    },
  };
};
editables["an academy's answer"] = async (turn) => {
  const { id, path } = await sameReview("sent");
  const indicator = indicators[turn % 3] ?? "";
  const at = `${path}/indicators/${indicator}/reply`;
  const because = [`the first knows better, ${turn}.`, `the second knows better, ${turn}.`] as const;
  const opened = formIn((await ask(path, principal)).text, at);
  const own = (reason: string) => ({ ...opened, [`${indicator}--accurate`]: "no", [`${indicator}--because`]: reason });
  return {
    by: [principal, principal],
    path: at,
    fields: [own(because[0]), own(because[1])],
    shownAgain: because,
    crossed: true,
    again: (html) => ({ [`${indicator}--replySeen`]: formIn(html, at)[`${indicator}--replySeen`] ?? "" }),
    wrong: async (won) => {
      const now = await keptText(
        `select because as kept from diagnose.review_reply where review_id = '${id}' and indicator = '${indicator}'`,
      )();
      return now === because[won] ? undefined : `kept ${now}`;
    },
  };
};
editables["who judges in a review"] = async () => {
  const { id, path } = await sameReview("gathering", "assigned");
  const { id: person } = await row<{ id: string }>("select id from organisation.person where email = 'callum.treve@granite-coast.example'");
  const judged = keptText(
    `select coalesce(string_agg(indicator, ' ' order by indicator), '') as kept from diagnose.review_reviewer where review_id = '${id}' and person_id = '${person}'`,
  );
  const seen = await judged();
  const others = indicators.slice(0, 3).filter((key) => key !== seen);
  return {
    by: [director, director],
    path: `${path}/reviewers`,
    fields: [
      { person, seen, indicators: others[0] ?? "" },
      { person, seen, indicators: others[1] ?? "" },
    ],
    crossed: true,
    again: (html) => ({ seen: fieldOf(html, "seen") ?? "" }),
    wrong: async (won) => {
      const now = await judged();
      return now === others[won] ? undefined : `${now} is assigned`;
    },
  };
};
editables["a step of a review"] = async () => {
  const { id, path } = await sameReview("gathering", "stepped");
  const { version } = await row<{ version: number }>("select version from diagnose.review where id = $1", [id]);
  const fields = { seen: String(version), to: "draft" };
  return {
    by: [director, director],
    path: `${path}/step`,
    fields: [fields, fields],
    crossed: true,
    wrong: async () => {
      const n = await count(
        "audit.event where kind = 'diagnose.review-step-taken' and detail ->> 'review' = $1 and detail ->> 'version' = $2",
        [id, String(version + 1)],
      );
      return n === 1 ? undefined : `taken ${n} times`;
    },
  };
};
editables["a row and the sending of it"] = async (turn) => {
  const { id, path } = await sameReview("draft");
  const indicator = indicators[turn % 3] ?? "";
  const at = `${path}/indicators/${indicator}`;
  const html = (await ask(path, director)).text;
  return {
    by: [director, director],
    path: at,
    other: `${path}/step`,
    fields: [
      { ...formIn(html, at), [`${indicator}--narrative`]: `A last word, ${turn}.`, done: "yes" },
      { ...formIn(html, `${path}/step`), replyBy: "2026-12-01" },
    ],
    stand: "either",
    wrong: async () => {
      const [now, sent] = [await wordsOfRow(id, indicator)(), await wordsOfRow(id, indicator, "sent ->> 'narrative'")()];
      return now === sent ? undefined : `${now} is kept and ${sent} was sent`;
    },
  };
};
/** A finding that nobody has closed, and evidence that was seen since. */
async function finding(turn: number): Promise<{ id: string; path: string; item: string; owner: string }> {
  const { id: review } = await sameReview("gathering", "found");
  const { id, item, owner } = await row<{ id: string; item: string; owner: string }>(
    `with r as (select * from diagnose.review where id = $1),
     f as (insert into diagnose.finding (trust_id, review_id, indicator, kind, severity, text, raised_by, raised_at)
       select trust_id, id, $2, 'concern', 'low', $3, lead_id, '2026-11-19' from r returning *),
     i as (insert into evidence.item (trust_id, unit_id, kind, title, text, dated, sensitivity, added_by, added_at)
       select trust_id, unit_id, 'note', $3, 'Seen again.', '2026-11-20', 'ordinary', lead_id, '2026-11-20' from r returning *)
     select f.id, i.id as item, (select id from organisation.person where email = 'callum.treve@granite-coast.example') as owner from f, i`,
    [review, indicators[0], `Found in turn ${turn}`],
  );
  return { id, path: `${trust}/findings/${id}`, item, owner };
}
editables["a finding's closing"] = async (turn) => {
  const { id, path, item } = await finding(turn);
  const seen = [`The first looked again, ${turn}.`, `The second looked again, ${turn}.`] as const;
  const check = (words: string) => ({ on: "2026-11-21", evidence: item, seen: words });
  return {
    by: editors,
    path: `${path}/close`,
    fields: [check(seen[0]), check(seen[1])],
    shownAgain: seen,
    wrong: async (won) => {
      const now = await keptText(`select string_agg(seen, ' ') as kept from diagnose.finding_check where finding_id = '${id}'`)();
      return now === seen[won] ? undefined : `kept ${now}`;
    },
  };
};
editables["a finding's answer and its closing"] = async (turn) => {
  const { id, path, item, owner } = await finding(turn);
  return {
    by: editors,
    path: `${path}/answer`,
    other: `${path}/close`,
    fields: [
      { answer: `Done at once, ${turn}.`, owner, due: "" },
      { on: "2026-11-21", evidence: item, seen: `It was done, ${turn}.` },
    ],
    stand: "either",
    shownAgain: [`Done at once, ${turn}.`, `It was done, ${turn}.`],
    wrong: async () => {
      const { kinds } = await row<{ kinds: string[] }>(
        "select array_agg(kind order by seq) as kinds from audit.event where detail ->> 'finding' = $1",
        [id],
      );
      return kinds.at(-1) === "diagnose.finding-closed" ? undefined : "answered after it was closed";
    },
  };
};

async function inRace(race: Race): Promise<[Answer, Answer]> {
  const send = async (at: 0 | 1) => {
    // Now and then one is a moment later.
    const wait = random() * 6;
    if (random() < 0.3) await new Promise((done) => setTimeout(done, wait));
    return post((at === 1 && race.other) || race.path, race.by[at], race.fields[at]);
  };
  return Promise.all([send(0), send(1)]);
}

/** Lets nobody wait for anybody: rows are read as if they were not meant to be changed. */
function unlock(pool: pg.Pool) {
  const connect = pool.connect.bind(pool) as () => Promise<pg.PoolClient>;
  const known = new WeakSet<pg.PoolClient>();
  const unlocked = (text: string) => text.replace(/ for (update|share)( of \w+)?/g, "");
  pool.connect = (async (callback?: never) => {
    if (callback) return (connect as (callback: never) => void)(callback);
    const client = await connect();
    if (known.has(client)) return client;
    known.add(client);
    const query = client.query.bind(client) as (asked: unknown, ...more: unknown[]) => unknown;
    client.query = ((asked: string | { text: string }, ...more: unknown[]) =>
      query(typeof asked === "string" ? unlocked(asked) : { ...asked, text: unlocked(asked.text) }, ...more)) as typeof client.query;
    return client;
  }) as typeof pool.connect;
}

beforeAll(async () => {
  director = await signIn("rosalind.penhale");
  principal = await signIn("owen.carlyon");
  editors = [director, await signIn("sunita.bramwell")];
  if (faultIn("race")) {
    // The planted fault: the keys that let a thing be replaced once are gone, and no lock locks anything.
    unlock(house.db.pool);
    const owner = await database.as("owner");
    await owner.query("alter table diagnose.judgement drop constraint one_successor");
    await owner.query("alter table diagnose.decision drop constraint one_decision_follows");
    await owner.query("alter table inspection.by_hand drop constraint by_hand_pkey");
    await owner.query("alter table inspection.deferral drop constraint deferral_pkey");
    await owner.query("alter table inspection.checked drop constraint checked_pkey cascade");
    await owner.query("alter table inspection.point drop constraint point_pkey");
    await owner.query("alter table improve.part_version drop constraint part_version_pkey cascade");
    await owner.query("alter table improve.action_step drop constraint action_step_pkey cascade");
    await owner.query("alter table improve.digest_choice drop constraint digest_choice_pkey");
    await owner.query("alter table improve.suggestion_answer drop constraint suggestion_answer_pkey");
    await owner.query("alter table improve.comment_resolved drop constraint comment_resolved_pkey");
    await owner.query("alter table improve.approval drop constraint approval_pkey");
    await owner.query("alter table improve.progress drop constraint progress_pkey cascade");
    await owner.query("alter table improve.progress_line drop constraint progress_line_pkey cascade");
    await owner.query("alter table improve.progress_kpi drop constraint progress_kpi_pkey");
    await owner.query("create function public.pg_advisory_xact_lock(bigint) returns void language sql as ''");
    await owner.query(`alter database "${new URL(database.urls.owner).pathname.slice(1)}" set search_path = public, pg_catalog`);
  }
});

for (const kind of kindsAsked)
  if (!editables[kind]) throw new Error(`There is no race called “${kind}”. There are: ${Object.keys(editables).join("; ")}`);

test.each(kindsAsked.length > 0 ? kindsAsked : Object.keys(editables))(
  "two people at once, %s: one stands, and the other is told",
  async (kind) => {
    const wrong: string[] = [];
    const outcomes: Record<string, number> = {};
    for (let turn = 0; turn < races; turn++) {
      const race = await (editables[kind] as Editable)(turn);
      const answers = await inRace(race);
      const stood = answers.map(({ status }) => status === 303);
      const tally = answers
        .map(({ status }) => status)
        .sort()
        .join("+");
      outcomes[tally] = (outcomes[tally] ?? 0) + 1;
      const say = (what: string) => wrong.push(`${turn}: ${what} (${tally})`);
      const standing = stood.filter(Boolean).length;
      if (race.stand === "either" ? standing === 0 : standing !== (race.stand ?? 1)) say("stood");
      const lost = stood.indexOf(false) as 0 | 1 | -1;
      if (lost !== -1 && race.stand !== 2) {
        const told = answers[lost] as Answer;
        if (told.status !== (race.crossed ? 409 : 422) || !told.text.includes('role="alert"')) say("was not told");
        if (
          race.shownAgain &&
          !told.text.includes(race.shownAgain[lost].replaceAll("'", "&#39;")) &&
          !told.text.includes(race.shownAgain[lost])
        )
          say("lost their words");
      }
      const amiss = await race.wrong(lost === 0 ? 1 : 0);
      if (amiss) say(amiss);
      if (turn < 5 && race.again && lost !== -1) {
        const answer = await post(race.path, race.by[lost], { ...race.fields[lost], ...race.again((answers[lost] as Answer).text) });
        if (answer.status !== 303) say(`may not replace knowingly: ${answer.status}`);
      }
    }
    sayGate("race", {
      figure: `${kind}: ${wrong.length} silent overwrites or lost words in ${races} races (${Object.entries(outcomes)
        .map(([what, n]) => `${what}: ${n}`)
        .join(", ")})`,
      target: "0",
    });
    expect(wrong.slice(0, 5)).toEqual([]);
  },
);
