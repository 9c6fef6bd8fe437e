import { AsyncLocalStorage } from "node:async_hooks";
import type pg from "pg";
import { demoTrust } from "../../app/demo/index.ts";
import { setUpDemonstration } from "../../app/demo/set-up.ts";
import { giveFramework } from "../../app/frameworks/index.server.ts";
import { giveOwnCalendar } from "../../app/organisation/calendar/change-calendar.ts";
import { organisationFinder } from "../../app/organisation/finder.tsx";
import { createTrust, findPerson, findTrust } from "../../app/organisation/index.server.ts";
import { invite, withdrawInvitation } from "../../app/organisation/people/invite.ts";
import { makeToken } from "../../app/organisation/tokens/make-token.ts";
import type { Person } from "../../app/platform/access/access.rules.ts";
import { inOneLook } from "../../app/platform/database/change.ts";
import { testDatabase } from "../../app/platform/database/testing.ts";
import { addAccount, findSession, trySignIn } from "../../app/platform/sign-in/account.store.ts";
import { makeReset } from "../../app/platform/sign-in/reset.store.ts";
import { findPeopleWith, makeApp } from "../../app/platform/web/route.tsx";
import { sayErrorPage } from "../../app/reports/error.route.tsx";
import { sitePages } from "../../app/reports/site.route.tsx";
import { routes } from "../../app/routes.ts";
import type { Kind } from "./fields.ts";

const password = "lantern-over-granite";
const at = (name: string) => `${name}@granite-coast.example`;

export type Identity = {
  readonly cookie: string;
  readonly token: string;
  readonly bearer: string;
  readonly session: string;
  readonly account: string;
};
/** The five things an id can be: one's own, another of one's trust, another trust's, one that was deleted, one that never was. */
export const relations = ["own", "sibling", "other", "deleted", "random"] as const;
export type Relation = (typeof relations)[number];
export type Values = { readonly [relation in Relation]?: string };

/** Somebody of the other trust, in whichever role there. */
export const isOfOther = (who: string | undefined): boolean => who?.startsWith("other ") ?? false;

/** What of a request came to its commit: every change is taken back there instead, so that each request finds the same world. */
export const effects = new AsyncLocalStorage<{ writes: number }>();

function takeBack(pool: pg.Pool, when: () => boolean) {
  const connect = pool.connect.bind(pool) as () => Promise<pg.PoolClient>;
  const known = new WeakSet<pg.PoolClient>();
  const watch = (client: pg.PoolClient) => {
    if (known.has(client)) return client;
    known.add(client);
    const query = client.query.bind(client) as (...args: unknown[]) => Promise<pg.QueryResult>;
    let writes = 0;
    client.query = ((...args: unknown[]) => {
      const text = typeof args[0] === "string" ? args[0] : ((args[0] as { text?: string }).text ?? "");
      if (text.startsWith("begin")) writes = 0;
      if (when() && text === "commit") {
        const store = effects.getStore();
        // What was sent before it in the same pipe is answered before it; and who changed something is told that it was kept.
        return query("rollback").then((result) => {
          if (store) store.writes += writes;
          return Object.assign(result, { command: "COMMIT" });
        });
      }
      const answer = query(...args);
      if (typeof args.at(-1) === "function") return answer;
      return answer.then((result) => {
        if (["INSERT", "UPDATE", "DELETE"].includes(result.command)) writes += result.rowCount ?? 0;
        return result;
      });
    }) as typeof client.query;
    return client;
  };
  pool.connect = ((callback?: never) =>
    callback ? (connect as (callback: never) => void)(callback) : connect().then(watch)) as typeof pool.connect;
}

/** The whole app over two trusts, with somebody of every role and an id of every kind and relation. */
export async function makeWorld(everybody: readonly string[]) {
  const database = await testDatabase();
  const now = () => Temporal.Instant.from("2026-11-21T12:00:00Z");
  const house = {
    db: database.database("app", now),
    keeper: database.database("keeper", now),
    signIn: database.database("sign_in").pool,
    importerUrl: database.urls.importer,
    css: "/x.css",
  };
  findPeopleWith({ ...organisationFinder, ...sitePages });
  const app = makeApp(routes, house, (status) => sayErrorPage(status, house));
  const identities = new Map<string, Identity>();
  const ids = new Map<string, Values>();
  let settled = false;
  for (const pool of [house.db.pool, house.signIn]) takeBack(pool, () => settled);

  const ask = async (sql: string, ...values: unknown[]) => String((await house.keeper.pool.query(sql, values)).rows[0]?.id ?? "");
  const random = "01900000-0000-7000-8000-000000000000";

  async function signInAs(name: string, email: string, trust: string) {
    const signedIn = await trySignIn(house.signIn, email, password, name);
    if (signedIn.kind !== "signed-in") throw new Error(`${email}: ${signedIn.kind}`);
    const session = await findSession(house.signIn, signedIn.token);
    const here = await findTrust(house.db, trust);
    const person =
      session && here && (await inOneLook(house.db, { ...here, personId: undefined }, (l) => findPerson(l, session.account.id)));
    const made = person && (await makeToken(house.db, person, { name: "matrix", scopes: ["read", "write"], days: 30 }));
    const bearer = (made?.ok && made.value.token) || "edd_none";
    identities.set(name, {
      cookie: `eddystone=${signedIn.token}`,
      token: session?.formToken ?? "",
      bearer,
      session: session?.id ?? "",
      account: session?.account.id ?? "",
    });
    return person;
  }

  async function setUp() {
    await setUpDemonstration(house.keeper, house.signIn);
    const granite = await ask("select trust_id as id from organisation.directory where slug = 'granite-coast'");
    const otherAccount = await addAccount(house.signIn, { email: "olga@other-trust.example", name: "Olga Other", password });
    const elsewhere = {
      phase: "Primary",
      lowAge: 4,
      highAge: 11,
      town: null,
      easting: null,
      northing: null,
      joined: null,
      predecessors: [],
    };
    await addAccount(house.signIn, { email: "oscar@other-trust.example", name: "Oscar Other", password });
    const made = await createTrust(house.keeper, {
      slug: "other-trust",
      name: "Other Trust",
      uid: 990002,
      academies: [{ urn: 990101, name: "Elsewhere", ...elsewhere }],
      administrator: { accountId: otherAccount ?? "", name: "Olga Other", email: "olga@other-trust.example" },
    });
    if (!made.ok) throw new Error("the other trust was not set up");
    const other = made.value.trustId;
    await giveFramework(house.keeper, other, "2025-09-01");

    const insert = (table: string, columns: string, rest: string, trust: string) =>
      ask(`insert into ${table} (trust_id, ${columns}) select '${trust}', ${rest} returning id`);
    /** An id that was somebody's once: made and taken away again. */
    const gone = async (table: string, columns: string, rest: string) => {
      const id = await insert(table, columns, rest, granite);
      await house.keeper.pool.query(`delete from ${table} where trust_id = $1 and id = $2`, [granite, id]);
      return id;
    };
    const unitOf = (urn: number) => ask("select unit_id as id from organisation.academy where urn = $1", urn);
    const trustUnit = (trust: string) => ask("select id from organisation.unit where trust_id = $1 and kind = 'trust'", trust);
    const board = (trust: string) => ask("select id from organisation.unit where trust_id = $1 and kind = 'board'", trust);
    const personAt = (email: string) => ask("select id from organisation.person where email = $1", email);
    const accountOf = (email: string) => ask("select id from sign_in.account where email = $1", email);

    await ask("insert into organisation.directory (slug, name) values ('gone-trust', 'Gone') returning trust_id as id");
    await house.keeper.pool.query("delete from organisation.directory where slug = 'gone-trust'");
    ids.set("trust", { own: "granite-coast", other: "other-trust", deleted: "gone-trust", random: "no-such-trust" });
    const lost = await insert("organisation.unit", "kind, name", "'academy', 'Lost'", granite);
    await house.keeper.pool.query("insert into organisation.academy (trust_id, unit_id, urn, phase) values ($1, $2, 990098, 'Primary')", [
      granite,
      lost,
    ]);
    await house.keeper.pool.query("delete from organisation.academy where urn = 990098");
    await house.keeper.pool.query("delete from organisation.unit where trust_id = $1 and id = $2", [granite, lost]);
    ids.set("urn", { own: "990001", sibling: "990015", other: "990101", deleted: "990098", random: "990777" });
    ids.set("unit", { own: await unitOf(990001), sibling: await unitOf(990015), other: await unitOf(990101), deleted: lost, random });
    const region = (name: string) =>
      ask("select id from organisation.unit where trust_id = $1 and kind = 'region' and name = $2", granite, name);
    ids.set("region", {
      own: await region("West"),
      sibling: await region("East"),
      other: await insert("organisation.unit", "kind, name", "'region', 'North'", other),
      deleted: await gone("organisation.unit", "kind, name", "'region', 'Lost'"),
      random,
    });

    // A year is changed in a calendar of its own.
    for (const [trustId, urn] of [
      [granite, 990001],
      [granite, 990015],
      [other, 990101],
    ] as const)
      await giveOwnCalendar(house.db, { trustId, personId: random, accountId: random, name: "", roles: [] }, await unitOf(urn));

    // A person who can sign in already: no invitation of theirs is made, and only their own links are.
    const [clare, hugh, olga] = [
      await personAt(at("clare.vosper")),
      await personAt(at("hugh.lanyon")),
      await personAt("olga@other-trust.example"),
    ];
    const newPerson = (trust: string, name: string) =>
      insert("organisation.person", "name, email", `'${name}', '${name.toLowerCase()}@matrix.example'`, trust);
    ids.set("person", {
      own: clare,
      sibling: hugh,
      other: olga,
      deleted: await gone("organisation.person", "name, email", "'Gone', 'gone@matrix.example'"),
      random,
    });
    const giveRole = (trust: string, person: string, unit: string) =>
      insert(
        "organisation.role",
        "person_id, kind, unit_id, held",
        `'${person}', 'central-team', '${unit}', tstzrange('2025-09-01', null)`,
        trust,
      );
    const goneRole = await giveRole(granite, clare, await region("East"));
    await house.keeper.pool.query("delete from organisation.role where id = $1", [goneRole]);
    ids.set("role", {
      own: await giveRole(granite, clare, await trustUnit(granite)),
      sibling: await giveRole(granite, hugh, await trustUnit(granite)),
      other: await giveRole(other, olga, await trustUnit(other)),
      deleted: goneRole,
      random,
    });
    const meeting = (day: string) => ask("select id from organisation.meeting where trust_id = $1 and held_on = $2", granite, day);
    const days = (
      await house.keeper.pool.query<{ day: string }>(
        "select held_on::text as day from organisation.meeting where trust_id = $1 and held_on < '2026-07-09' order by held_on desc limit 1",
        [granite],
      )
    ).rows;
    ids.set("meeting", {
      own: await meeting("2026-07-09"),
      sibling: await meeting(days[0]?.day ?? ""),
      other: await insert("organisation.meeting", "body_id, held_on", `'${await board(other)}', '2026-07-09'`, other),
      deleted: await gone("organisation.meeting", "body_id, held_on", `'${await board(granite)}', '2031-07-09'`),
      random,
    });

    const inUse = (trust: string) =>
      ask(
        "select id from frameworks.edition where trust_id = $1 and content ->> 'key' = 'ten-indicators' and in_use_from is not null and closed_on is null",
        trust,
      );
    const draft = async (trust: string, change: string) =>
      ask(
        `insert into frameworks.edition (trust_id, framework_id, number, content) select trust_id, framework_id, 2, ${change} from frameworks.edition where id = $1 returning id`,
        await inUse(trust),
      );
    const goneDraft = await draft(granite, "content");
    await house.keeper.pool.query("delete from frameworks.edition where id = $1", [goneDraft]);
    // The last indicator was taken out of this draft; the other trust's has one that ours has not.
    const without = "jsonb_set(content, '{indicators}', (content -> 'indicators') - -1)";
    const more = `jsonb_set(content, '{indicators}', (content -> 'indicators') || jsonb_build_array((content -> 'indicators' -> 0) || '{"key": "tidal-learning", "title": "Tidal learning", "short": "Tidal", "ordinal": 9}'::jsonb))`;
    const drafts = { own: await draft(granite, without), other: await draft(other, more) };
    ids.set("edition", { own: drafts.own, sibling: await inUse(granite), other: drafts.other, deleted: goneDraft, random });
    ids.set("editionInUse", { own: await inUse(granite), sibling: drafts.own, other: await inUse(other), deleted: goneDraft, random });
    const { rows: keys } = await house.keeper.pool.query<{ key: string }>(
      "select i ->> 'key' as key from frameworks.edition e, jsonb_array_elements(e.content -> 'indicators') with ordinality as x(i, n) where e.id = $1 order by n desc limit 1",
      [await inUse(granite)],
    );
    const last = keys[0]?.key ?? "";
    ids.set("key", {
      own: "behaviour-and-attitudes",
      sibling: "innovation-and-creativity",
      other: "tidal-learning",
      deleted: last,
      random: "no-such-key",
    });
    ids.set("indicator", {
      own: "behaviour-and-attitudes",
      sibling: "leadership-and-management",
      other: "tidal-learning",
      random: "no-such-key",
    });

    const current = (urn: number, perspective: string) =>
      ask(
        `select j.id from diagnose.judgement j join organisation.academy a on a.unit_id = j.unit_id where a.urn = $1 and j.perspective = $2
           and j.indicator = 'behaviour-and-attitudes' and not exists (select from diagnose.judgement n where n.replaces = j.id)`,
        urn,
        perspective,
      );
    ids.set("judgement", { own: await current(990001, "trust"), sibling: await current(990015, "trust"), random });
    ids.set("self-judgement", { own: (await current(990001, "self")) || random, random });
    const decision = (urn: number) =>
      ask(
        "select d.id from diagnose.decision d join organisation.academy a on a.unit_id = d.unit_id where a.urn = $1 order by decided_on desc, d.id desc limit 1",
        urn,
      );
    ids.set("decision", { own: await decision(990001), sibling: await decision(990014), random });
    const file = (trust: string, unit: string, by: string) =>
      insert(
        "evidence.item",
        "unit_id, kind, title, dated, sensitivity, media_type, bytes, added_by, added_at",
        `'${unit}', 'file', 'Plan', '2026-11-01', 'ordinary', 'application/pdf', 0, '${by}', '2026-11-01'`,
        trust,
      );
    const goneFile = await file(granite, await unitOf(990001), clare);
    await house.keeper.pool.query("delete from evidence.item where id = $1", [goneFile]);
    ids.set("item", {
      own: await file(granite, await unitOf(990001), clare),
      sibling: await file(granite, await unitOf(990015), clare),
      other: await file(other, await unitOf(990101), olga),
      deleted: goneFile,
      random,
    });

    const newcomer = async (trust: string, role: string, name: string) => {
      const email = `${role}@${name}.example`;
      const account = await addAccount(house.signIn, { email, name: `${name} ${role}`, password });
      const person = await insert("organisation.person", "name, email, account_id", `'${name} ${role}', '${email}', '${account}'`, trust);
      const academy = trust === granite ? ids.get("unit")?.own : ids.get("unit")?.other;
      const within = trust === granite ? ids.get("region")?.own : ids.get("region")?.other;
      const unit =
        role === "principal"
          ? academy
          : role === "regional-ceo"
            ? within
            : role === "eob-member"
              ? await board(trust)
              : await trustUnit(trust);
      await insert(
        "organisation.role",
        "person_id, kind, unit_id, held",
        `'${person}', '${role}', '${unit}', tstzrange('2025-09-01', null)`,
        trust,
      );
      return email;
    };
    await house.keeper.pool.query(
      "insert into organisation.placement (trust_id, academy_id, region_id, held) values ($1, $2, $3, daterange('2025-09-01', null))",
      [other, ids.get("unit")?.other, ids.get("region")?.other],
    );
    await addAccount(house.signIn, { email: "nobody@nowhere.example", name: "Nobody", password });
    await signInAs("no-role", "nobody@nowhere.example", "granite-coast");
    await signInAs("site-operator", at("operator"), "granite-coast");
    for (const role of everybody) {
      await signInAs(role, demoTrust().people.find((person) => person.role === role)?.email ?? "", "granite-coast");
      await signInAs(`ended ${role}`, await newcomer(granite, role, "ended"), "granite-coast");
      await signInAs(`other ${role}`, await newcomer(other, role, "other"), "other-trust");
    }
    // Ended after signing in: the session lives, what it opened does not.
    await house.keeper.pool.query(
      "update organisation.role r set held = tstzrange(lower(held), '2026-11-20') from organisation.person p where p.trust_id = r.trust_id and p.id = r.person_id and p.email like '%@ended.example'",
    );

    const tokenOf = (person: string) => ask("select id from organisation.token where person_id = $1 order by id desc limit 1", person);
    const token = (trust: string, person: string) =>
      insert(
        "organisation.token",
        "person_id, name, hash, scopes, made_at, ends_at",
        `'${person}', 'Sheet', sha256('${crypto.randomUUID()}'), '{read}', '2026-11-01', '2027-11-01'`,
        trust,
      );
    const goneToken = await token(granite, clare);
    await house.keeper.pool.query("delete from organisation.token where id = $1", [goneToken]);
    ids.set("token", {
      own: await token(granite, clare),
      sibling: await token(granite, hugh),
      other: await token(other, olga),
      deleted: goneToken,
      random,
    });
    for (const [name, { account }] of identities) {
      const mine = await tokenOf(
        await ask("select id from organisation.person where account_id = $1", account || random).then((id) => id || random),
      );
      ids.set(
        `token of ${name}`,
        isOfOther(name) ? { other: mine, own: ids.get("token")?.own ?? "" } : { own: mine || random, sibling: ids.get("token")?.own ?? "" },
      );
    }

    // Open links that nobody signed in here is meant by: the page opens to whoever holds one, and a post without a password uses none up.
    const by = (trustId: string, personId: string, accountId: string): Person => ({ trustId, personId, accountId, name: "", roles: [] });
    const invited = async (trustId: string, name: string, who: Person) => {
      const person = await newPerson(trustId, name);
      const made = await invite(house.db, who, person);
      if (!made.ok || !made.value) throw new Error("the invitation was not made");
      return { person, token: made.value };
    };
    const us = by(granite, clare, "");
    const withdrawn = await invited(granite, "Wanda", us);
    await withdrawInvitation(house.db, us, withdrawn.person);
    const link = (end: string) => `${granite.replaceAll("-", "")}${end.padEnd(43, "x")}`;
    ids.set("invitation", {
      own: (await invited(granite, "Ines", us)).token,
      sibling: (await invited(granite, "Igor", us)).token,
      other: (await invited(other, "Ida", by(other, olga, ""))).token,
      deleted: withdrawn.token,
      random: link("none"),
    });
    const reset = async (email: string) => {
      const accountId = await accountOf(email);
      const made = await makeReset(house.signIn, { accountId, for: "site", by: accountId }, async () => []);
      if (!made.ok) throw new Error("the reset link was not made");
      return made.value;
    };
    const before = await reset(at("hugh.lanyon"));
    ids.set("reset", {
      own: await reset(at("hugh.lanyon")),
      sibling: await reset(at("annis.roach")),
      deleted: before,
      random: link("none").slice(0, 43),
    });

    const session = async (email: string) =>
      ask("select id from sign_in.session where account_id = $1 and ends_at > now() order by id desc limit 1", await accountOf(email));
    await trySignIn(house.signIn, at("clare.vosper"), password, "clare");
    await trySignIn(house.signIn, at("hugh.lanyon"), password, "hugh");
    ids.set("session", {
      own: await session(at("clare.vosper")),
      sibling: await session(at("hugh.lanyon")),
      other: await session("olga@other-trust.example"),
      random,
    });
    ids.set("account", {
      own: await accountOf(at("clare.vosper")),
      sibling: await accountOf(at("hugh.lanyon")),
      other: otherAccount ?? "",
      random,
    });
    const passkey = async (email: string) =>
      ask(
        "insert into sign_in.passkey (account_id, credential_id, public_key, counter, name) values ($1, $2, '', 0, 'Key') returning id",
        await accountOf(email),
        crypto.randomUUID(),
      );
    ids.set("passkey", { sibling: await passkey(at("annis.roach")), random });
    const identity = async (email: string) =>
      ask(
        "insert into sign_in.identity (account_id, issuer, subject, provider) values ($1, 'https://one.example', $2, 'one') returning id",
        await accountOf(email),
        crypto.randomUUID(),
      );
    ids.set("identity", {
      own: await identity(at("clare.vosper")),
      sibling: await identity(at("hugh.lanyon")),
      other: await identity("oscar@other-trust.example"),
      random,
    });
    const imported = () =>
      ask(
        `insert into national.import (file_name, kind, as_at, sha256, report) values ('groups.csv', 'groups', '2026-08-01', repeat('0', 64),
           '{"kind": "groups", "asAt": "2026-08-01", "rowsRead": 1, "imported": 1, "changed": 0, "unchanged": 0, "skipped": [], "unknownColumns": [], "unknownValues": [], "damagedRows": 0, "seconds": 1, "encoding": "utf-8"}') returning id`,
      );
    ids.set("import", { own: await imported(), random });
    const cycle = async (trust: string, name: string, urns: readonly number[]) => {
      const id = await insert(
        "measures.cycle",
        "name, period, measures, pupil_groups, opens, due, locks",
        `'${name}', 20271, '{attendance-term}', '{all}', '2026-11-01', '2026-12-01', '2026-12-20'`,
        trust,
      );
      for (const urn of urns)
        await house.keeper.pool.query("insert into measures.cycle_academy (trust_id, cycle_id, unit_id) values ($1, $2, $3)", [
          trust,
          id,
          await unitOf(urn),
        ]);
      return id;
    };
    const goneCycle = await cycle(granite, "Gone", []);
    await house.keeper.pool.query("delete from measures.cycle where id = $1", [goneCycle]);
    ids.set("cycle", {
      own: await cycle(granite, "Autumn 1", [990001, 990015]),
      sibling: await cycle(granite, "Autumn again", [990001, 990015]),
      other: await cycle(other, "Autumn", [990101]),
      deleted: goneCycle,
      random,
    });
    const target = (trust: string, unit: string | undefined, owner: string) =>
      insert(
        "measures.target",
        "version, unit_id, measure, period, pupil_group, basis, figure, source, owner_id, set_at",
        `1, '${unit}', 'attendance-term', 20271, 'all', 'absolute', 95, 'The plan', '${owner}', '2026-11-01'`,
        trust,
      );
    const goneTarget = await target(granite, ids.get("unit")?.own, clare);
    await house.keeper.pool.query("delete from measures.target where id = $1", [goneTarget]);
    ids.set("target", {
      own: await target(granite, ids.get("unit")?.own, clare),
      sibling: await target(granite, ids.get("unit")?.sibling, clare),
      other: await target(other, ids.get("unit")?.other, olga),
      deleted: goneTarget,
      random,
    });
    const byHand = (trust: string, unit: string | undefined) =>
      insert(
        "inspection.by_hand",
        "version, unit_id, inspected_on, kind, framework, outcomes, kept_at",
        `1, '${unit}', '2026-09-15', 'monitoring', 'report-card-2025', '{}', '2026-09-20'`,
        trust,
      );
    const goneInspection = await byHand(granite, ids.get("unit")?.own);
    await house.keeper.pool.query("delete from inspection.by_hand where id = $1", [goneInspection]);
    ids.set("inspection", {
      own: await byHand(granite, ids.get("unit")?.own),
      sibling: await byHand(granite, ids.get("unit")?.sibling),
      other: await byHand(other, ids.get("unit")?.other),
      deleted: goneInspection,
      random,
    });
    const point = (trust: string, title: string) =>
      insert("inspection.point", "version, title, what, fresh_for_days, set_at", `1, '${title}', '', 90, '2026-09-20'`, trust);
    const gonePoint = await point(granite, "Gone");
    await house.keeper.pool.query("delete from inspection.point where id = $1", [gonePoint]);
    ids.set("point", {
      own: await point(granite, "Own"),
      sibling: await point(granite, "Sibling"),
      other: await point(other, "Other"),
      deleted: gonePoint,
      random,
    });
    /** A plan that was approved, and changed since: a priority, an objective and an action under it, all led by whoever is Principal. */
    const plan = async (trust: string, unit: string | undefined, kind = "academy-improvement", approved = 3) => {
      const query = (sql: string, values: unknown[]) => house.keeper.pool.query(sql, values);
      const id = await insert("improve.plan", "unit_id, kind, made_at", `'${unit}', '${kind}', '2026-09-01'`, trust);
      await query(
        "insert into improve.plan_version (trust_id, plan_id, version, title, begins_on, ends_on, set_at) values ($1, $2, 1, 'Planned', '2026-09-01', '2027-08-31', '2026-09-01')",
        [trust, id],
      );
      const part = async (of: string, under?: string) => {
        const one = await insert(
          "improve.part",
          "plan_id, kind, under_id, made_at",
          `'${id}', '${of}', ${under ? `'${under}'` : "null::uuid"}, '2026-09-01'`,
          trust,
        );
        await query(
          "insert into improve.part_version (trust_id, part_id, version, title, why, how, with_whom, adds, outcome, set_at) values ($1, $2, 1, 'Reading', '', '', '', '', '', '2026-09-01')",
          [trust, one],
        );
        await query(
          "insert into improve.part_owner (trust_id, part_id, version, duty, role, held) values ($1, $2, 1, 'delivers', 'principal', '[2026-09-01,)')",
          [trust, one],
        );
        return one;
      };
      const priority = await part("priority");
      const [objective, action] = [await part("objective", priority), await part("action", priority)];
      await query(
        `insert into improve.approval (trust_id, plan_id, revision, content, approved_at) values ($1, $2, $3, '{"title": "Planned", "begins": "2026-09-01", "ends": "2027-08-31", "parts": [], "kpis": {}}', '2026-09-02')`,
        [trust, id, approved],
      );
      const comment = await insert("improve.comment", "part_id, text, written_at", `'${priority}', 'Which years?', '2026-09-03'`, trust);
      const suggestion = await insert(
        "improve.suggestion",
        "part_id, field, was, text, because, made_at",
        `'${priority}', 'outcome', '', 'They read.', '', '2026-09-03'`,
        trust,
      );
      return { id, priority, objective, action, comment, suggestion };
    };
    const undone = async ({ id, priority, objective, action, comment, suggestion }: Awaited<ReturnType<typeof plan>>) => {
      await house.keeper.pool.query("delete from improve.comment where id = $1", [comment]);
      await house.keeper.pool.query("delete from improve.suggestion where id = $1", [suggestion]);
      for (const one of [objective, action, priority])
        for (const [table, column] of [
          ["part_owner", "part_id"],
          ["part_version", "part_id"],
          ["part", "id"],
        ])
          await house.keeper.pool.query(`delete from improve.${table} where ${column} = $1`, [one]);
      for (const [table, column] of [
        ["approval", "plan_id"],
        ["plan_version", "plan_id"],
        ["plan", "id"],
      ])
        await house.keeper.pool.query(`delete from improve.${table} where ${column} = $1`, [id]);
    };
    const unit = ids.get("unit");
    const gonePlan = await plan(granite, unit?.own);
    await undone(gonePlan);
    const plansUpTo = async (approved: number) => ({
      own: await plan(granite, unit?.own, undefined, approved),
      sibling: await plan(granite, unit?.sibling, undefined, approved),
      other: await plan(other, unit?.other, undefined, approved),
      deleted: gonePlan,
    });
    const [changed, agreed] = [await plansUpTo(3), await plansUpTo(4)];
    const each = (name: "id" | "priority" | "objective" | "action" | "comment" | "suggestion", of = changed) => ({
      ...{ own: of.own[name], sibling: of.sibling[name], other: of.other[name], deleted: of.deleted[name] },
      random,
    });
    ids.set("approved plan", each("id", agreed));
    ids.set("approved part", each("priority", agreed));
    ids.set("plan", each("id"));
    ids.set("part", each("priority"));
    ids.set("objective", each("objective"));
    ids.set("action", each("action"));
    ids.set("comment", each("comment"));
    ids.set("suggestion", each("suggestion"));
    const template = async (trust: string) => {
      const id = await insert("improve.template", "made_at", "'2026-09-01'", trust);
      await house.keeper.pool.query(
        `insert into improve.template_version (trust_id, template_id, version, content, retired, set_at)
         values ($1, $2, 1, '{"kind": "academy-improvement", "title": "Planned", "says": "", "parts": [{"kind": "priority", "title": "Reading"}]}', false, '2026-09-01')`,
        [trust, id],
      );
      return id;
    };
    const goneTemplate = await template(granite);
    await house.keeper.pool.query("delete from improve.template_version where template_id = $1", [goneTemplate]);
    await house.keeper.pool.query("delete from improve.template where id = $1", [goneTemplate]);
    ids.set("template", { own: await template(granite), other: await template(other), deleted: goneTemplate, random });
    ids.set("above", { ...each("priority"), own: (await plan(granite, await trustUnit(granite), "trust-improvement")).priority });

    const log = (trust: string, unit: string | undefined) =>
      insert("inspection.log", "unit_id, kind, begins_on, called, opened_at", `'${unit}', 'graded', '2026-11-20', '', '2026-11-19'`, trust);
    const entry = (trust: string, of: string | undefined) =>
      insert(
        "inspection.log_entry",
        "log_id, at, who, asked, shown, to_do, written_at",
        `'${of}', '2026-11-20', '', '', '', 'Find the plan', '2026-11-20'`,
        trust,
      );
    const goneLog = await log(granite, ids.get("unit")?.own);
    await house.keeper.pool.query("delete from inspection.log where id = $1", [goneLog]);
    ids.set("log", {
      own: await log(granite, ids.get("unit")?.own),
      sibling: await log(granite, ids.get("unit")?.sibling),
      other: await log(other, ids.get("unit")?.other),
      deleted: goneLog,
      random,
    });
    const goneEntry = await entry(granite, ids.get("log")?.own);
    await house.keeper.pool.query("delete from inspection.log_entry where id = $1", [goneEntry]);
    ids.set("entry", {
      own: await entry(granite, ids.get("log")?.own),
      sibling: await entry(granite, ids.get("log")?.sibling),
      other: await entry(other, ids.get("log")?.other),
      deleted: goneEntry,
      random,
    });

    // One's own is agreed, so that all who see where its academy stands may open it; the sibling is with its own academy, which answers.
    const reviewOf = (urn: number, state: string) =>
      ask(
        "select r.id from diagnose.review r join organisation.academy a on a.trust_id = r.trust_id and a.unit_id = r.unit_id where a.urn = $1 and r.state = $2",
        urn,
        state,
      );
    const review = (trust: string, unit: string, edition: string, by: string) =>
      insert(
        "diagnose.review",
        "unit_id, edition_id, kind, state, lead_id, planned_by, planned_at",
        `'${unit}', '${edition}', 'trust-monitoring', 'agreed', '${by}', '${by}', '2026-11-01'`,
        trust,
      );
    const goneReview = await review(granite, await unitOf(990001), await inUse(granite), clare);
    await house.keeper.pool.query("delete from diagnose.review where id = $1", [goneReview]);
    const reviews = {
      own: await reviewOf(990001, "agreed"),
      sibling: await reviewOf(990015, "sent"),
      other: await review(other, await unitOf(990101), await inUse(other), olga),
    };
    const shareable = (urn: number) =>
      ask(
        "select j.id from diagnose.board b join organisation.academy a using (trust_id, unit_id), unnest(b.judgements, b.can_share) s(id, can_share) join diagnose.judgement j on j.id = s.id where a.urn = $1 and b.perspective = 'trust' and s.can_share limit 1",
        urn,
      );
    ids.set("strength", { own: await shareable(990001), sibling: await shareable(990002), random });
    const offer = (urn: string, by: string) =>
      ask(
        `insert into strengths.offer (trust_id, version, unit_id, judgement_id, phase, says, offered_from, set_by, set_at)
         select j.trust_id, 1, j.unit_id, j.id, 'all', 'Come and see.', '2026-09-01', $2, '2026-09-01' from diagnose.judgement j join organisation.academy a on a.unit_id = j.unit_id
         where a.urn = $1 and j.perspective = 'trust' limit 1 returning id`,
        urn,
        by,
      );
    const goneOffer = await offer("990001", clare);
    await house.keeper.pool.query("delete from strengths.offer where id = $1", [goneOffer]);
    ids.set("offer", { own: await offer("990001", clare), sibling: await offer("990015", clare), deleted: goneOffer, random });
    const specialism = async (trust: string, unit: string | undefined, by: string, subject: string) => {
      const id = await insert(
        "strengths.specialism",
        "unit_id, kind, subject, reach",
        `'${unit}', 'satellite', '${subject}', 'trust'`,
        trust,
      );
      await house.keeper.pool.query(
        "insert into strengths.step (trust_id, specialism_id, number, kind, decided_on, decided_by, role, recorded_at, review_by) values ($1, $2, 1, 'awarded', '2026-01-15', $3, 'managing-director', now(), '2027-01-15')",
        [trust, id, by],
      );
      return id;
    };
    const goneSpecialism = await specialism(granite, ids.get("unit")?.own, clare, "geography");
    await house.keeper.pool.query("delete from strengths.step where specialism_id = $1", [goneSpecialism]);
    await house.keeper.pool.query("delete from strengths.specialism where id = $1", [goneSpecialism]);
    ids.set("specialism", {
      own: await specialism(granite, ids.get("unit")?.own, clare, "music"),
      sibling: await specialism(granite, ids.get("unit")?.sibling, clare, "music"),
      other: await specialism(other, ids.get("unit")?.other, olga, "music"),
      deleted: goneSpecialism,
      random,
    });
    ids.set("review", { ...reviews, deleted: goneReview, random });
    await house.keeper.pool.query(
      "insert into diagnose.review_row (trust_id, review_id, indicator) values ($1, $2, 'behaviour-and-attitudes')",
      [other, reviews.other],
    );
    const finding = (trust: string, of: string, indicator: string, by: string) =>
      insert(
        "diagnose.finding",
        "review_id, indicator, kind, severity, text, raised_by, raised_at",
        `'${of}', '${indicator}', 'concern', 'low', 'Nobody stands at the gate.', '${by}', '2026-10-16'`,
        trust,
      );
    const goneFinding = await finding(granite, reviews.own, "behaviour-and-attitudes", clare);
    await house.keeper.pool.query("delete from diagnose.finding where id = $1", [goneFinding]);
    ids.set("finding", {
      own: await finding(granite, reviews.own, "behaviour-and-attitudes", clare),
      sibling: await finding(granite, reviews.sibling, "teaching", clare),
      other: await finding(other, reviews.other, "behaviour-and-attitudes", olga),
      deleted: goneFinding,
      random,
    });
    for (const [trust, of, indicator, item] of [
      [granite, reviews.own, "behaviour-and-attitudes", ids.get("item")?.own],
      [granite, reviews.sibling, "teaching", ids.get("item")?.sibling],
      [other, reviews.other, "behaviour-and-attitudes", ids.get("item")?.other],
    ] as const)
      await house.keeper.pool.query(
        "insert into diagnose.review_rests_on (trust_id, review_id, indicator, item_id, stance) values ($1, $2, $3, $4, 'supports')",
        [trust, of, indicator, item],
      );
    const network = (trust: string, name: string) => insert("organisation.unit", "kind, name", `'network', '${name}'`, trust);
    const goneNetwork = await network(granite, "Gone");
    await house.keeper.pool.query("delete from organisation.unit where id = $1", [goneNetwork]);
    ids.set("network", {
      own: await network(granite, "Coast"),
      sibling: await network(granite, "Moor"),
      other: await network(other, "Coast"),
      deleted: goneNetwork,
      random,
    });
    const campaign = (trust: string, edition: string, by: string) =>
      insert(
        "diagnose.campaign",
        "edition_id, kind, title, due, opened_by, opened_at",
        `'${edition}', 'self-evaluation', 'The autumn', '2026-12-18', '${by}', '2026-11-01'`,
        trust,
      );
    const goneCampaign = await campaign(granite, await inUse(granite), clare);
    await house.keeper.pool.query("delete from diagnose.campaign where id = $1", [goneCampaign]);
    ids.set("campaign", {
      own: await campaign(granite, await inUse(granite), clare),
      sibling: await campaign(granite, await inUse(granite), clare),
      other: await campaign(other, await inUse(other), olga),
      deleted: goneCampaign,
      random,
    });
    // Who evaluates an academy belongs to it.
    ids.set("reviewer", { own: await personAt(at("kerensa.hollow")), sibling: hugh, other: olga, random });
    ids.set("moderator", { own: await personAt(at("harriet.moyle")), sibling: hugh, other: olga, random });
    ids.set("framework", { own: "subject-leadership", random: "no-such-framework" });
    ids.set("measure", { own: "attendance-term", random: "no-such-measure" });
    for (const name of ["provider", "year"]) ids.set(name, { own: name === "year" ? "2026-27" : "none" });
    settled = true;
  }

  /** The values an id-bearing field of this kind can have for somebody. */
  function valuesOf(kind: Kind, who: string | undefined): Values {
    if (kind === "own token") return ids.get(`token of ${who}`) ?? { own: random };
    if (kind === "own session")
      return { own: (who && identities.get(who)?.session) || random, sibling: ids.get("session")?.own ?? "", random };
    // What a trust calls its indicators is no id: the other trust has most of the same.
    if (kind === "key" && isOfOther(who)) return { other: "tidal-learning", random: "no-such-key" };
    if (kind === "indicator" && isOfOther(who)) return { other: "behaviour-and-attitudes", random: "no-such-key" };
    if (kind === "judgement" && who === "principal") return ids.get("self-judgement") ?? {};
    const values = ids.get(kind);
    if (!values) throw new Error(`no values of the kind ${kind}`);
    return values;
  }
  return { database, house, app, identities, ids, setUp, valuesOf, random };
}
