import { sql } from "kysely";
import { addComment, addSuggestion, keepTrajectories, resolveTalk } from "../improve/index.server.ts";
import { trajectoryOf } from "../improve/index.ts";
import { halfTerm, sayPeriod } from "../language/school-year.ts";
import type { Change } from "../platform/database/change.ts";
import { demoFigures, demoTargets } from "./demo-measures.rules.ts";

const urn = 990002;
/** What a Principal and a Regional CEO have said of one plan, and how its target moved by the last review of progress. */
export async function fillTalk(change: Change): Promise<void> {
  const id = change.trustId;
  const at = (instant: string): Change => ({ ...change, now: Temporal.Instant.from(instant) });
  const parts = await change.rows<{ id: string; plan: string; kind: string; title: string; outcome: string; target: string | null }>(sql`
    select p.id, p.plan_id as plan, p.kind, v.title, v.outcome, v.target_id as target from improve.part p
    join improve.plan l on l.trust_id = p.trust_id and l.id = p.plan_id join organisation.academy a on a.trust_id = l.trust_id and a.unit_id = l.unit_id
    join improve.part_version v on v.trust_id = p.trust_id and v.part_id = p.id and v.version = 1
    where p.trust_id = ${id} and a.urn = ${urn} order by p.made_at, p.id`);
  const people = await change.rows<{ id: string; kind: string }>(sql`
    select r.person_id as id, r.kind from organisation.role r join organisation.academy a on a.trust_id = r.trust_id and a.urn = ${urn}
    left join organisation.placement l on l.trust_id = r.trust_id and l.academy_id = a.unit_id and upper_inf(l.held)
    where r.trust_id = ${id} and upper_inf(r.held) and ((r.kind = 'principal' and r.unit_id = a.unit_id) or (r.kind = 'regional-ceo' and r.unit_id = l.region_id))
    order by r.kind, r.person_id`);
  const who = (kind: string) => people.find((one) => one.kind === kind)?.id;
  const [principal, chief] = [who("principal"), who("regional-ceo")];
  const [priority, objective] = [parts.find(({ kind }) => kind === "priority"), parts.find(({ kind }) => kind === "objective")];
  const coaching = parts.find(({ title }) => title.startsWith("Coach each teacher"));
  if (!priority || !objective || !coaching) return;
  const asked = await addComment(at("2026-11-03T16:20:00Z"), coaching.id, "Who covers the class while its teacher is coached?", chief);
  await addComment(
    at("2026-11-04T08:05:00Z"),
    coaching.id,
    "The deputy, on Tuesdays and Thursdays. It is in the timetable now.",
    principal,
  );
  await resolveTalk(at("2026-11-04T12:30:00Z"), asked, chief);
  await addComment(
    at("2026-11-17T15:45:00Z"),
    priority.id,
    "Year 3 joined us with fewer words than the years before. Should they be named here?",
    principal,
  );
  const text = "Children read fluently, and for pleasure, by the end of Key Stage 1; nobody in Year 3 is left behind.";
  const because = "Governors asked about Year 3, and about children who can read and do not.";
  await addSuggestion(at("2026-11-18T17:10:00Z"), priority.id, { field: "outcome", was: priority.outcome, text, because }, chief);

  const target = demoTargets.find(({ on, basis }) => on.kind === "academy" && on.urn === urn && basis === "absolute");
  const named = parts.find((part) => part.target !== null)?.target;
  if (!target || !named) return;
  const value = (period: number, on: string) => {
    const one = demoFigures.find(
      (each) => each.urn === urn && each.measure === target.measure && each.period === period && each.group === "all",
    );
    return one ? [{ value: (100 * one.numerator) / one.denominator, of: sayPeriod(period), on }] : [];
  };
  const facts = {
    ...{ target: named, name: "Teacher assessment: reading, all pupils", unit: "percent", decimals: 0, better: "higher" as const },
    ...{ needs: target.figure, due: "2027-08-31", values: value(halfTerm(2026, 6), "2026-08-31") },
  };
  await keepTrajectories(change, objective.plan, 1, [
    { part: objective.id, trajectories: [trajectoryOf(facts, { begins: "2026-09-01" }, "2026-10-22")] },
  ]);
}
