import { beforeAll, describe, expect, test } from "vitest";
import { demonstration, type Identity } from "../../../gates/demonstration.ts";
import { findPerson } from "../../organisation/index.server.ts";
import { makeToken } from "../../organisation/tokens/make-token.ts";
import { inOneLook } from "../../platform/database/change.ts";
import { lookedThrough, readSought } from "../../platform/database/search.ts";
import { testDatabase } from "../../platform/database/testing.ts";

const { ask, signIn, house, row } = await demonstration();
let leader: Identity;
let principal: Identity;
let trustId = "";
const keeper = house.keeper.pool;
const search = (query: string, who = leader) => ask(`/granite-coast/search?${query}`, who);
const count = (text: string, what: RegExp) => text.match(what)?.length ?? 0;

/** A judgement of the trust that says so, at an academy. */
const say = (urn: number, narrative: string) =>
  keeper.query(
    `insert into diagnose.judgement (trust_id, unit_id, edition_id, indicator, lineage, perspective, school_year, half_term, level, confidence, direction, narrative, judged_by, role, judged_at, replaces)
     select j.trust_id, j.unit_id, j.edition_id, j.indicator, j.lineage, j.perspective, j.school_year, j.half_term, j.level, j.confidence, j.direction, $2, j.judged_by, j.role, now(), j.id
     from diagnose.judgement j join organisation.academy a using (trust_id, unit_id)
     where a.urn = $1 and j.indicator = 'behaviour-and-attitudes' and j.perspective = 'trust' and not exists (select from diagnose.judgement n where n.replaces = j.id)`,
    [urn, narrative],
  );
const note = (urn: number, title: string, text: string) =>
  keeper.query(
    `insert into evidence.item (trust_id, unit_id, kind, title, text, dated, sensitivity, added_by, added_at)
     select a.trust_id, a.unit_id, 'note', $2, $3, '2026-11-01', 'ordinary', (select id from organisation.person p where p.trust_id = a.trust_id limit 1), now() from organisation.academy a where a.urn = $1`,
    [urn, title, text],
  );

beforeAll(async () => {
  [leader, principal] = [await signIn("rosalind.penhale"), await signIn("kerensa.hollow")];
  trustId = (await row<{ trust_id: string }>("select trust_id from organisation.directory where slug = 'granite-coast'")).trust_id;
  await say(990001, "The orrery in the hall is read by every class: pupils reading it can say why it turns.");
  await say(990015, "An orrery was built <b>twice</b> & nobody reads it.");
  await note(990001, "Walk past the orrery", "It stood still. Nobody could say why the orrery had stopped.");
});

describe("words", () => {
  test("find evidence and judgements in any form of the word, with what was found marked and nothing of it as markup", async () => {
    const page = (await search("words=orreries")).text;
    expect(count(page, /<h2 id="found-/g)).toBe(3);
    expect(page).toContain("Porthcarrow Academy: Walk past the <mark>orrery</mark>");
    expect(page).not.toContain("<b>twice");
  });

  test("must all be there; quotes hold a phrase together, or lets either do, a minus leaves out", async () => {
    const found = async (words: string) =>
      [...(await search(new URLSearchParams({ words }).toString())).text.matchAll(/<ul class="found">(.*?)<\/ul>/gs)]
        .map(([, list = ""]) => count(list, /<li>/g))
        .reduce((sum, n) => sum + n, 0);
    expect(await found("orrery stopped")).toBe(1);
    expect(await found("orrery twice stopped")).toBe(0);
    expect(await found('"orrery had stopped"')).toBe(1);
    expect(await found('"stopped orrery had"')).toBe(0);
    expect(await found("twice or stopped orrery")).toBe(2);
    expect(await found("orrery -twice")).toBe(2);
    expect(await found('orrery -"built twice"')).toBe(2);
  });

  test("that are too common, or all left out, are said to be so", async () => {
    for (const words of ["the of and", "-orrery", '""', "&|!()"]) {
      const answer = await search(new URLSearchParams({ words }).toString());
      expect([words, answer.status, answer.text.includes("too common to be looked for")]).toEqual([words, 200, true]);
    }
    expect((await search("words=")).text).toContain("All the words must be there");
  });
});

describe("scope", () => {
  test("a Principal finds what is said of their own academy, and no sign of the rest", async () => {
    const page = (await search("words=orrery", principal)).text;
    expect(page).toContain("Walk past the");
    expect(page).not.toMatch(/twice|Quantock/);
    const only = (await search("words=twice+orrery", principal)).text;
    expect(only).toContain("Nothing that you may see says");
  });

  test("what others have newer takes no place of what one may see, and offers no further page", async () => {
    await say(990001, "Our astrarium stands proudly.");
    await note(990001, "Ours", "Our astrarium stands proudly.");
    for (let at = 0; at < 7; at++) {
      await say(990015, `Their astrarium, ${at}.`);
      await note(990015, `Theirs ${at}`, "Their astrarium.");
    }
    const page = (await search("words=astrarium", principal)).text;
    expect(count(page, /stands proudly/g)).toBe(2);
    expect(page).not.toMatch(/Their|with these words/);
    expect((await search("words=astrarium")).text).toContain("All judgements with these words");
  });
});

describe("pages", () => {
  test("join without a gap or a doubling, the newest first", async () => {
    for (let at = 0; at < 47; at++) await note(990002, `Numbered ${at}`, "A sextant was used.");
    const titles: string[] = [];
    let next: string | undefined = "words=sextant&in=evidence";
    while (next) {
      const page: string = (await search(next)).text;
      titles.push(...[...page.matchAll(/Academy: (Numbered \d+)/g)].map(([, title = ""]) => title));
      next = page.match(/href="\/granite-coast\/search\?([^"]*)">Older/)?.[1]?.replaceAll("&amp;", "&");
    }
    expect(titles).toEqual(Array.from({ length: 47 }, (_, at) => `Numbered ${46 - at}`));
    expect((await search("words=sextant")).text).toContain("All evidence with these words");
  });

  test("a phrase among very many that only have its words is found by looking further back, and never missed", async () => {
    await note(990002, "The one", "The octant lay near the compass.");
    await keeper.query(
      `insert into evidence.item (trust_id, unit_id, kind, title, text, dated, sensitivity, added_by, added_at)
       select trust_id, unit_id, kind, 'Other ' || n, 'Near a compass the octant lay.', dated, sensitivity, added_by, added_at from evidence.item, generate_series(1, $1) n where title = 'The one'`,
      [lookedThrough + 5],
    );
    const first = (await search(new URLSearchParams({ words: '"octant lay near"' }).toString())).text;
    expect(first).toContain("None among the newest.");
    const older = first.match(/href="\/granite-coast\/search\?([^"]*)">Older evidence/)?.[1]?.replaceAll("&amp;", "&") ?? "";
    expect((await search(older)).text).toContain("The one");
  });

  test("a long text is found as a short one is", async () => {
    const many = Array.from({ length: 2500 }, (_, at) => `word${at}`).join(" ");
    await note(990002, "Long", `${many} astrolabe`);
    expect((await search("words=astrolabe")).text).toContain("Long");
    expect((await search("words=word77+astrolabe")).text).toContain("Long");
  });
});

test("the API finds the same within the holder's scope", async () => {
  const tokenOf = async (email: string) => {
    const { account_id: account } = await row<{ account_id: string }>("select account_id from organisation.person where email = $1", [
      `${email}@granite-coast.example`,
    ]);
    const person = await inOneLook(house.db, { trustId, personId: undefined }, (look) => findPerson(look, account));
    const made = person && (await makeToken(house.db, person, { name: "search", scopes: ["read"], days: 1 }));
    return (made?.ok && made.value.token) || "";
  };
  const find = async (email: string, query: string) => {
    const answer = await ask(`/api/v1/granite-coast/search?${query}`, undefined, {
      headers: { Authorization: `Bearer ${await tokenOf(email)}` },
    });
    return JSON.parse(answer.text).items.map(({ academy }: { academy: number }) => academy);
  };
  expect(await find("rosalind.penhale", "words=orrery&in=judgements")).toEqual([990015, 990001]);
  expect(await find("kerensa.hollow", "words=orrery&in=judgements")).toEqual([990001]);
  expect(await find("rosalind.penhale", "words=the&in=judgements")).toEqual([]);
});

test("an index alone can tell what may be found, although row-level security is asked first", async () => {
  const sought = await inOneLook(house.db, { trustId, personId: undefined }, (look) => readSought(look, "orrery"));
  expect(sought).toEqual({ exact: "'orreri'", near: "'orreri'" });
  // On few rows the primary key costs about as much, so that what was counted last decides: here there is none.
  const alone = await testDatabase();
  await (await alone.as("owner")).query("alter table evidence.item drop constraint item_pkey cascade");
  const client = await alone.database("app").pool.connect();
  try {
    await client.query("begin");
    await client.query("select set_config('eddystone.trust', $1, true)", [trustId]);
    await client.query("set local enable_seqscan = off; set local enable_bitmapscan = off; set local enable_sort = off");
    const { rows } = await client.query<{ "QUERY PLAN": string }>(
      "explain select id from evidence.item where id < $1 and coalesce(unit_id = any($2::uuid[]), false) and (sensitivity = 'ordinary' or unit_id = any($2::uuid[])) and (brief is null or brief @@ $3::tsquery) order by id desc limit 400",
      ["ffffffff-ffff-ffff-ffff-ffffffffffff", [trustId], sought?.near],
    );
    expect(rows.map((line) => line["QUERY PLAN"]).join("\n")).toMatch(/Index Only Scan Backward using item_said/);
  } finally {
    await client.query("rollback");
    client.release();
  }
});
