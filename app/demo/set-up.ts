import { sql } from "kysely";
import type pg from "pg";
import { holdCategories, rebuildBoard } from "../diagnose/index.server.ts";
import { copyFramework, shippedFramework } from "../frameworks/index.server.ts";
import { recommend } from "../frameworks/index.ts";
import { accept } from "../language/outcome.ts";
import { createTrust, keepYears } from "../organisation/index.server.ts";
import type { CalendarYear } from "../organisation/index.ts";
import { type Change, type Database, inOneChange } from "../platform/database/change.ts";
import { addAccount } from "../platform/sign-in/account.store.ts";
import { fillEvidence } from "./fill-evidence.ts";
import { fillInspections } from "./fill-inspections.ts";
import { fillMeasures } from "./fill-measures.ts";
import { fillPlans } from "./fill-plans.ts";
import { fillReviews } from "./fill-reviews.ts";
import { fillStrengths } from "./fill-strengths.ts";
import { demoTrust, standingOn } from "./index.ts";

const password = "lantern-over-granite";
const operator = "operator@granite-coast.example";

/** How to sign in as each demonstration role. */
export function demoPassword(): string[] {
  const first = new Map<string, string>();
  for (const person of demoTrust().people) if (!first.has(person.role)) first.set(person.role, person.email);
  return [
    `Sign in to the demonstration trust with the password "${password}" as:`,
    ...[...first].map(([role, email]) => `  ${role.padEnd(26)} ${email}`),
    `  ${"site-operator".padEnd(26)} ${operator}`,
  ];
}

/** Whether the demonstration trust or one of its accounts is on this site. */
export async function demonstrationIsHere(keeper: Database, signIn: pg.Pool): Promise<boolean> {
  const demo = demoTrust();
  const [trust, accounts] = await Promise.all([
    keeper.pool.query("select 1 from organisation.directory where slug = $1", [demo.slug]),
    signIn.query("select 1 from sign_in.account where email = any($1) limit 1", [[operator, ...demo.people.map(({ email }) => email)]]),
  ]);
  return trust.rowCount !== 0 || accounts.rowCount !== 0;
}

/** Sets the fictional demonstration trust up where it is not yet, as one change of its own chain. */
export async function setUpDemonstration(keeper: Database, signIn: pg.Pool): Promise<void> {
  const demo = demoTrust();
  const there = await keeper.pool.query("select 1 from organisation.directory where slug = $1", [demo.slug]);
  if (there.rowCount) return;
  console.error("Setting up: the demonstration trust …");
  await addAccount(signIn, { email: operator, name: "Site operator", password, siteOperator: true });
  const accounts = new Map<string, string>();
  for (const person of demo.people) {
    const id = await addAccount(signIn, { email: person.email, name: person.name, password });
    if (id) accounts.set(person.email, id);
  }
  const made = await createTrust(keeper, {
    slug: demo.slug,
    name: demo.name,
    uid: demo.uid,
    fictional: true,
    academies: demo.academies.map((academy) => ({ ...academy, joined: academy.dateJoined, predecessors: [] })),
  });
  if (!made.ok) throw new Error("the demonstration trust could not be set up");
  await inOneChange(keeper, { trustId: made.value.trustId, personId: undefined }, async (change) => {
    await fill(change, accounts);
    await fillMeasures(change);
    await fillEvidence(change);
    await fillInspections(change);
    await fillPlans(change);
    await fillStrengths(change);
    change.record({ kind: "organisation.demonstration-filled", detail: { judgements: demo.judgements.length } });
    return accept(undefined);
  });
}

async function fill(change: Change, accounts: ReadonlyMap<string, string>) {
  const demo = demoTrust();
  const framework = shippedFramework();
  const id = change.trustId;
  const json = (rows: unknown) => JSON.stringify(rows);
  const edition = await copyFramework(change, framework, demo.halfTerms[0]?.firstDay ?? "2024-09-01");
  await change.rows(
    sql`insert into organisation.unit (trust_id, kind, name) select ${id}, 'region', name from jsonb_to_recordset(${json(demo.regions.map((name) => ({ name })))}::jsonb) as r(name text)`,
  );
  await change.rows(sql`
    insert into organisation.placement (trust_id, academy_id, region_id, held)
    select ${id}, a.unit_id, r.id, daterange(g."dateJoined", null) from jsonb_to_recordset(${json(demo.academies)}::jsonb) as g(urn int, region text, "dateJoined" date)
    join organisation.academy a on a.trust_id = ${id} and a.urn = g.urn join organisation.unit r on r.trust_id = ${id} and r.kind = 'region' and r.name = g.region`);
  const invented = (years: readonly CalendarYear[]) => years.map((year) => ({ ...year, source: "Invented for the demonstration" }));
  // The keeper looks past the tenant, so each question names the trust.
  const trust = await change.row<{ id: string }>(sql`select id from organisation.unit where trust_id = ${id} and kind = 'trust'`);
  if (trust) await keepYears(change, trust.id, invented(demo.calendar));
  for (const { urn, years } of demo.ownCalendars) {
    const academy = await change.row<{ id: string }>(
      sql`select unit_id as id from organisation.academy where trust_id = ${id} and urn = ${urn}`,
    );
    if (academy) await keepYears(change, academy.id, invented(years));
  }
  await change.rows(sql`
    insert into organisation.meeting (trust_id, body_id, held_on) select ${id}, u.id, m.date from jsonb_to_recordset(${json(demo.meetings)}::jsonb) as m(date date) join organisation.unit u on u.trust_id = ${id} and u.kind = 'board'`);
  const people = demo.people.map((person) => ({
    ...person,
    account: accounts.get(person.email) ?? null,
    on: person.scope.kind,
    region: person.scope.kind === "region" ? person.scope.region : null,
    urn: person.scope.kind === "academy" ? person.scope.urn : null,
  }));
  await change.rows(
    sql`insert into organisation.person (trust_id, name, email, account_id) select ${id}, name, email, account from jsonb_to_recordset(${json(people)}::jsonb) as p(name text, email text, account uuid)`,
  );
  await change.rows(sql`
    insert into organisation.role (trust_id, person_id, kind, unit_id, held)
    select ${id}, p.id, g.role, u.id, tstzrange(g."from"::timestamp at time zone 'Europe/London', null)
    from jsonb_to_recordset(${json(people)}::jsonb) as g(email text, role text, "on" text, region text, urn int, "from" date)
    join organisation.person p on p.trust_id = ${id} and p.email = g.email
    left join organisation.academy a on a.trust_id = ${id} and a.urn = g.urn
    join organisation.unit u on u.trust_id = ${id} and case when g.urn is not null then u.id = a.unit_id when g.region is not null then u.kind = 'region' and u.name = g.region else u.kind = g."on" end`);

  const judgements = demo.judgements.map((judgement, at) => ({
    ...judgement,
    at,
    schoolYear: judgement.halfTerm.schoolYear,
    number: judgement.halfTerm.number,
  }));
  // A judge who holds the role where the academy lies: its Principal, its Regional CEO, else somebody across the trust.
  await change.rows(sql`
    create temporary table demo_judgement on commit drop as
    select g.*, uuidv7() as id, a.unit_id, (
      select r.person_id from organisation.role r where r.trust_id = ${id} and r.kind = g."byRole" and (r.unit_id = a.unit_id or r.unit_id = pl.region_id or exists (select from organisation.unit t where t.id = r.unit_id and t.kind = 'trust'))
      order by r.person_id limit 1) as judged_by
    from jsonb_to_recordset(${json(judgements)}::jsonb) as g(at int, urn int, indicator text, "schoolYear" text, number int, "judgedOn" date, level text, "canShare" boolean, confidence text, direction text, narrative text, perspective text, "byRole" text, evidence jsonb)
    join organisation.academy a on a.trust_id = ${id} and a.urn = g.urn join organisation.placement pl on pl.academy_id = a.unit_id`);
  await change.rows(sql`
    insert into diagnose.judgement (trust_id, id, unit_id, edition_id, indicator, lineage, perspective, school_year, half_term, level, can_share, confidence, direction, narrative, judged_by, role, judged_at, replaces)
    select ${id}, id, unit_id, ${edition}, indicator, (select i.lineage from frameworks.indicator i where i.edition_id = ${edition} and i.key = indicator), perspective, "schoolYear", number, level, "canShare", confidence, direction, narrative, judged_by, "byRole",
      ("judgedOn" + time '15:00') at time zone 'Europe/London', lag(id) over (partition by unit_id, indicator, perspective order by "judgedOn", at)
    from demo_judgement`);
  await change.rows(sql`
    create temporary table demo_evidence on commit drop as
    select uuidv7() as id, d.id as judgement_id, d.unit_id, d.judged_by, d."judgedOn", e.* from demo_judgement d,
      jsonb_to_recordset(d.evidence) as e(kind text, title text, text text, url text, dated date, stance text, sensitivity text)`);
  await change.rows(sql`
    insert into evidence.item (trust_id, id, unit_id, kind, title, text, url, dated, sensitivity, added_by, added_at)
    select ${id}, id, unit_id, kind, title, text, url, dated, sensitivity, judged_by, ("judgedOn" + time '15:00') at time zone 'Europe/London' from demo_evidence`);
  await change.rows(
    sql`insert into diagnose.rests_on (trust_id, judgement_id, item_id, stance) select ${id}, judgement_id, id, stance from demo_evidence`,
  );

  const decisions = demo.decisions.map((decision) => {
    const meeting = demo.meetings.find(({ key }) => key === decision.meeting);
    const recommendation = recommend(framework, standingOn(demo, decision.urn, meeting?.date ?? ""));
    return { ...decision, heldOn: meeting?.date, recommended: recommendation.kind === "recommended" ? recommendation.category : null };
  });
  await change.rows(sql`
    with given as (
      select uuidv7() as id, g.*, a.unit_id, m.id as meeting_id from jsonb_to_recordset(${json(decisions)}::jsonb) as g(urn int, category text, recommended text, reason text, "heldOn" date)
      join organisation.academy a on a.trust_id = ${id} and a.urn = g.urn join organisation.meeting m on m.trust_id = ${id} and m.held_on = g."heldOn"),
    saw as (
      select g.id, jsonb_agg(jsonb_build_object('id', j.id, 'indicator', j.indicator, 'level', j.level, 'canShare', j.can_share, 'judgedOn', j.judged_at::date) order by j.indicator) as judgements
      from given g join lateral (select distinct on (indicator) * from diagnose.judgement j where j.unit_id = g.unit_id and j.perspective = 'trust' and j.judged_at::date <= g."heldOn" order by indicator, judged_at desc) j on true
      group by g.id)
    insert into diagnose.decision (trust_id, id, unit_id, meeting_id, edition_id, category, recommended, reason, decided_on, effective_from, recorded_by, recorded_at, saw, replaces)
    select ${id}, g.id, g.unit_id, g.meeting_id, ${edition}, g.category, g.recommended, g.reason, g."heldOn", g."heldOn",
      (select person_id from organisation.role where trust_id = ${id} and kind = 'managing-director' limit 1), (g."heldOn" + time '17:00') at time zone 'Europe/London',
      jsonb_build_object('edition', ${edition}::text, 'rules', ${json(framework.categories)}::jsonb, 'judgements', coalesce(saw.judgements, '[]')), lag(g.id) over (partition by g.unit_id order by g."heldOn")
    from given g left join saw on saw.id = g.id`);
  for (const unit of await change.rows<{ id: string }>(sql`select distinct unit_id as id from diagnose.decision where trust_id = ${id}`))
    await holdCategories(change, unit.id);
  await fillReviews(change, edition);
  await rebuildBoard(change);
}
