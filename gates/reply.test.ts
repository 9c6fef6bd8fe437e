import { beforeAll, expect, test, vi } from "vitest";
import { findPerson } from "../app/organisation/index.server.ts";
import { makeToken } from "../app/organisation/tokens/make-token.ts";
import { inOneLook } from "../app/platform/database/change.ts";
import { routes } from "../app/routes.ts";
import { demonstration, type Identity } from "./demonstration.ts";
import { faultIn, full, sayGate } from "./gate.ts";

// The planted fault: what is with its reviewers again is seen by the other side as if nothing had been sent back.
vi.mock("../app/diagnose/reviews/sight.rules.ts", async (original) => {
  const rules = await original<typeof import("../app/diagnose/reviews/sight.rules.ts")>();
  if (process.env.EDDYSTONE_FAULT !== "reply") return rules;
  const seesMore: typeof rules.sightOf = (facts, parts) => {
    const sight = rules.sightOf(facts, parts);
    return sight.words === "sent" ? { ...sight, words: "working" } : sight;
  };
  return { ...rules, sightOf: seesMore };
});

// Who sees which words of a review, written again by hand: the proof compares every page with this, not with the app's own rules.
const lives = {
  "self-evaluation": ["planned", "gathering", "draft", "sent", "moderated", "agreed", "closed"],
  "trust-monitoring": ["planned", "gathering", "draft", "sent", "answered", "moderated", "agreed", "closed"],
  "peer-review": ["planned", "gathering", "draft", "sent", "answered", "agreed", "closed"],
  "external-review": ["planned", "gathering", "draft", "sent", "answered", "agreed", "closed"],
  moderation: ["planned", "gathering", "draft", "agreed", "closed"],
} as const;
type Kind = keyof typeof lives;

/** Who looks, by their name in the demonstration, and what they are in the reviews of one academy in the West. */
const people = {
  "the academy's Principal": "farida.trembath",
  "an SLE of the academy": "jory.lidgate",
  "who leads it": "harriet.moyle",
  "a reviewer with one indicator": "tariq.goldsworthy",
  "its moderator": "philippa.oakshott",
  "who leads quality": "rosalind.penhale",
  "the Regional CEO there": "morwenna.tallack",
  "a trustee with no part in it": "winifred.castellan",
  "a Principal from elsewhere": "clare.vosper",
};
type Who = keyof typeof people;

type Case = { readonly n: number; readonly kind: Kind; readonly state: string; readonly wasSent: boolean };
const cases: readonly Case[] = Object.entries(lives)
  .flatMap(([kind, life]) =>
    life.flatMap((state) => {
      const sentAt = (life as readonly string[]).indexOf("sent");
      const reached = sentAt !== -1 && (life as readonly string[]).indexOf(state) >= sentAt;
      // What is planned was never sent; what was sent once may be gathered for and drafted again.
      const sendings = reached ? [true] : sentAt === -1 || state === "planned" ? [false] : [false, true];
      return sendings.map((wasSent) => ({ kind: kind as Kind, state, wasSent }));
    }),
  )
  .map((one, n) => ({ ...one, n: n + 100 }));

/** The words of each review, each a word found nowhere else. */
const parts = {
  task: "the row that the reviewer judges, as it stands",
  rest: "another row, as it stands",
  taskSent: "the reviewer's row, as it was sent",
  restSent: "another row, as it was sent",
  evidence: "evidence that was there when it was sent",
  evidenceSince: "evidence that came since",
  file: "a file that came since",
  finding: "a finding that was there when it was sent",
  findingSince: "a finding raised since",
  reply: "the academy's answer",
  replyToTask: "the academy's answer of the reviewer's row",
  reason: "why it was sent back",
  blind: "what the reviewer judged blind",
};
type Part = keyof typeof parts;
const canary = ({ n }: { n: number }, part: Part) => `canary${n}${part.toLowerCase()}end`;

const asItStands: readonly Part[] = ["task", "rest", "evidence", "evidenceSince", "file", "finding", "findingSince", "reason"];
const asItWasSent: readonly Part[] = ["taskSent", "restSent", "evidence", "finding"];
const replies: readonly Part[] = ["reply", "replyToTask"];

/** What somebody may find of a review, wherever they look. */
function maySee({ kind, state, wasSent }: Case, who: Who): readonly Part[] {
  const isFinal = state === "agreed" || state === "closed";
  const isAnswered = ["answered", "moderated", "agreed", "closed"].includes(state);
  const answers = isAnswered && kind !== "self-evaluation" && kind !== "moderation" ? replies : [];
  const asOtherSide = isFinal ? asItStands : wasSent ? asItWasSent : [];
  // Once it is agreed it is for whoever may see where its academy stands; a moderation is about judges, and for nobody else.
  const afterwards = isFinal && kind !== "moderation" ? [...asItStands, ...answers] : [];
  switch (who) {
    case "the academy's Principal":
    case "an SLE of the academy":
      if (kind === "self-evaluation") return asItStands;
      return kind === "moderation" || !wasSent ? [] : [...asOtherSide, ...replies];
    case "who leads it":
      return kind === "self-evaluation" ? afterwards : [...asItStands, ...answers];
    case "a reviewer with one indicator":
      if (kind === "self-evaluation") return [];
      return ["task", "reason", ...(answers.length ? ["replyToTask" as const] : []), ...(kind === "moderation" ? ["blind" as const] : [])];
    case "its moderator":
      if (kind === "self-evaluation") return asOtherSide;
      return isAnswered ? [...asOtherSide, ...answers] : [];
    case "who leads quality":
      if (kind === "trust-monitoring" || kind === "moderation") return [...asItStands, ...answers];
      return [...asOtherSide, ...answers];
    case "the Regional CEO there":
    case "a trustee with no part in it":
      return afterwards;
    case "a Principal from elsewhere":
      return [];
  }
}

const { ask, signIn, row, house } = await demonstration();
const urn = 990003;
const [task, rest] = ["behaviour-and-attitudes", "curriculum"];
const sql = (text: string, values: unknown[] = []) => house.keeper.pool.query(text, values);
const identities = new Map<Who, Identity & { readonly bearer: string }>();
const addresses: { readonly path: string; readonly of?: Case }[] = [];

/** One review in one state, with all its words. */
async function write(one: Case, of: { trust: string; unit: string; edition: string; person: (name: string) => string }): Promise<void> {
  const { trust, unit, person } = of;
  const isSelf = one.kind === "self-evaluation";
  const [lead, reviewer] = isSelf ? ["farida.trembath", "jory.lidgate"] : ["harriet.moyle", "tariq.goldsworthy"];
  const id = (
    await row<{ id: string }>(
      `insert into diagnose.review (trust_id, unit_id, edition_id, kind, state, version, sendings, reply_by, lead_id, moderator_id, planned_by, planned_at)
       values ($1, $2, $3, $4, $5, 9, $6, '2026-12-01', $7, $8, $7, '2026-11-02 09:00Z') returning id`,
      [
        trust,
        unit,
        of.edition,
        one.kind,
        one.state === "closed" ? "agreed" : one.state,
        one.wasSent ? 1 : 0,
        person(lead),
        person("philippa.oakshott"),
      ],
    )
  ).id;
  const item = async (part: Part, kind: "note" | "file") => {
    const { id: made } = await row<{ id: string }>(
      `insert into evidence.item (trust_id, unit_id, kind, title, text, dated, sensitivity, media_type, bytes, added_by, added_at)
       values ($1, $2, $3, $4, $5, '2026-11-05', 'ordinary', $6, $7, $8, '2026-11-05') returning id`,
      [
        trust,
        unit,
        kind,
        canary(one, part),
        kind === "note" ? "Seen." : null,
        ...(kind === "file" ? ["text/plain", 20] : [null, null]),
        person(lead),
      ],
    );
    if (kind === "file")
      await sql("insert into evidence.chunk (trust_id, item_id, number, bytes) values ($1, $2, 0, convert_to($3, 'UTF8'))", [
        trust,
        made,
        canary(one, part),
      ]);
    return made;
  };
  const items = [await item("evidence", "note"), await item("evidenceSince", "note"), await item("file", "file")];
  for (const [indicator, working, sent] of [
    [task, "task", "taskSent"],
    [rest, "rest", "restSent"],
  ] as const) {
    const words = { canShare: false, confidence: "high", direction: "steady", helps: "", hinders: "", toDo: "", level: "expected" };
    await sql(
      `insert into diagnose.review_row (trust_id, review_id, indicator, status, level, confidence, direction, narrative, version, written_by, written_as, written_at, sent)
       values ($1, $2, $3, 'done', 'expected', 'high', 'steady', $4, 1, $5, 'sle', '2026-11-05', $6)`,
      [
        ...[trust, id, indicator, canary(one, working), person(lead)],
        one.wasSent ? JSON.stringify({ ...words, narrative: canary(one, sent), evidence: indicator === rest ? [items[0]] : [] }) : null,
      ],
    );
  }
  await sql("insert into diagnose.review_reviewer (trust_id, review_id, indicator, person_id) values ($1, $2, $3, $4), ($1, $2, $5, $6)", [
    ...[trust, id, task, person(reviewer), rest, person(lead)],
  ]);
  for (const made of items)
    await sql(
      "insert into diagnose.review_rests_on (trust_id, review_id, indicator, item_id, stance) values ($1, $2, $3, $4, 'supports')",
      [...[trust, id, rest, made]],
    );
  const findings: string[] = [];
  for (const [part, day] of [
    ["finding", "2026-11-06"],
    ["findingSince", "2026-11-12"],
  ] as const)
    findings.push(
      (
        await row<{ id: string }>(
          `insert into diagnose.finding (trust_id, review_id, indicator, kind, severity, text, raised_by, raised_at)
           values ($1, $2, $3, 'concern', 'high', $4, $5, $6::date) returning id`,
          [trust, id, rest, canary(one, part), person(lead), day],
        )
      ).id,
    );
  const step = (version: number, from: string, to: string, day: string, reason?: string) =>
    sql(
      `insert into diagnose.review_step (trust_id, review_id, version, from_state, to_state, taken_by, as_part, taken_at, reason)
       values ($1, $2, $3, $4, $5, $6, 'lead', $7::date, $8)`,
      [trust, id, version, from, to, person(lead), day, reason ?? null],
    );
  if (one.state !== "planned") await step(2, "draft", "gathering", "2026-11-07", canary(one, "reason"));
  if (one.wasSent) await step(3, "draft", "sent", "2026-11-09");
  if (one.wasSent && one.kind !== "self-evaluation")
    for (const [indicator, part] of [
      [rest, "reply"],
      [task, "replyToTask"],
    ] as const)
      await sql(
        `insert into diagnose.review_reply (trust_id, review_id, sending, indicator, accurate, because, replied_by, replied_at)
         values ($1, $2, 1, $3, false, $4, $5, '2026-11-10')`,
        [trust, id, indicator, canary(one, part), person("farida.trembath")],
      );
  if (one.kind === "moderation")
    await sql(
      `insert into diagnose.blind (trust_id, review_id, indicator, judge_id, level, because, given_at, school_year)
       values ($1, $2, $3, $4, 'expected', $5, '2026-11-08', '2026/27')`,
      [trust, id, task, person(reviewer), canary(one, "blind")],
    );
  if (one.state === "closed") await sql("update diagnose.review set state = 'closed' where id = $1", [id]);
  for (const { method, path } of routes)
    if (method === "get" && /:(review|finding|item)/.test(path))
      // Only a file is opened by itself.
      for (const finding of path.includes(":finding") ? findings : [""])
        for (const item of path.includes(":item") ? (full ? items : items.slice(-1)) : [""])
          addresses.push({ path: fill(path, { review: id, finding, item }), of: one });
}

const known = { trust: "granite-coast", urn: String(urn), indicator: rest, framework: "ten-indicators", measure: "attendance-term" };
const fill = (path: string, values: Readonly<Record<string, string>>) =>
  path.replace(/:([a-z]+)(\{(?:[^{}]|\{[^{}]*\})*\})?/gi, (_all, name: string) => ({ ...known, ...values })[name] ?? "none");

beforeAll(async () => {
  const { trust, unit } = await row<{ trust: string; unit: string }>(
    "select trust_id as trust, unit_id as unit from organisation.academy where urn = $1",
    [urn],
  );
  const { rows } = await sql("select split_part(email, '@', 1) as name, id from organisation.person where trust_id = $1", [trust]);
  const person = (name: string) => (rows as { name: string; id: string }[]).find((one) => one.name === name)?.id ?? "";
  // An SLE who belongs to the academy, and to nowhere else.
  await sql("update organisation.role set unit_id = $1 where person_id = $2", [unit, person("jory.lidgate")]);
  const { id: edition } = await row<{ id: string }>("select id from frameworks.edition where content ->> 'key' = 'ten-indicators'");
  for (const one of cases) await write(one, { trust, unit, edition, person });
  for (const [who, name] of Object.entries(people)) {
    const account = await row<{ id: string }>("select account_id as id from organisation.person where id = $1", [person(name)]);
    const found = await inOneLook(house.db, { trustId: trust, personId: undefined }, (look) => findPerson(look, account.id));
    const made = found && (await makeToken(house.db, found, { name: "reply", scopes: ["read"], days: 1 }));
    if (!made?.ok || !made.value.token) throw new Error(`${name} has no token`);
    identities.set(who as Who, { ...(await signIn(name)), bearer: made.value.token });
  }
  // Every address of the trust that needs no id but the academy's: the lists, the search, the academy's own pages, the audit and the rest.
  for (const { method, path } of routes)
    if (
      method === "get" &&
      path.includes(":trust") &&
      (full || !/measures|:framework|\.(csv|xlsx|yaml)$/.test(path)) &&
      !/:(?!trust|urn|indicator|framework|measure)[a-z]+/.test(path.replace(/\{[^/]*/g, ""))
    )
      addresses.push({ path: fill(path, {}) });
  addresses.push({ path: `/granite-coast/diagnose/${urn}/${task}` });
  addresses.push({ path: `/granite-coast/reviews/new?unit=${unit}` });
}, 120_000);

test("neither side ever finds the other's draft: every kind, state and role, wherever they look", async () => {
  const wrong: string[] = [];
  let asked = 0;
  let found = 0;
  for (const [who, identity] of identities) {
    const seen = new Map<number, Set<Part>>(cases.map(({ n }) => [n, new Set<Part>()]));
    const where = new Map<string, string>();
    const left = addresses.values();
    const walk = async () => {
      for (const { path } of left) {
        const { text, status } = path.startsWith("/api/")
          ? await ask(path, undefined, { headers: { authorization: `Bearer ${identity.bearer}` } })
          : await ask(path, identity);
        asked++;
        if (status >= 500) wrong.push(`${who}: ${path} answers ${status}`);
        for (const [, n = "", name = ""] of text.matchAll(/canary(\d+)([a-z]+?)end/g)) {
          const part = (Object.keys(parts) as Part[]).find((one) => one.toLowerCase() === name);
          if (!part) throw new Error(`no part is ${name}`);
          seen.get(Number(n))?.add(part);
          where.set(`${n} ${part}`, path);
        }
      }
    };
    await Promise.all([walk(), walk(), walk()]);
    for (const one of cases) {
      const may = new Set(maySee(one, who));
      // What was never written cannot be found.
      const isWritten = (part: Part) =>
        (one.wasSent || !["taskSent", "restSent", "reply", "replyToTask"].includes(part)) &&
        (one.state !== "planned" || part !== "reason") &&
        (one.kind !== "self-evaluation" || !replies.includes(part));
      const of = `${one.kind}, ${one.state}${one.wasSent ? ", sent" : ""}`;
      const its = seen.get(one.n) ?? new Set<Part>();
      for (const part of its) if (!may.has(part)) wrong.push(`${who} finds ${parts[part]} (${of}) at ${where.get(`${one.n} ${part}`)}`);
      for (const part of may) if (isWritten(part) && !its.has(part)) wrong.push(`${who} does not find ${parts[part]} (${of})`);
      found += its.size;
    }
  }
  sayGate("reply", {
    figure: `${wrong.length} words seen by the wrong side or hidden from the right one, of ${cases.length} reviews by ${identities.size} people in ${asked} answers (${found} words found)`,
    target: "0",
  });
  expect(wrong.slice(0, 40)).toEqual([]);
  expect(found).toBeGreaterThan(faultIn("reply") ? 0 : 500);
});
