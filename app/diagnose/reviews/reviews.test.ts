import { beforeAll, describe, expect, test } from "vitest";
import { demoTrust } from "../../demo/index.ts";
import { setUpDemonstration } from "../../demo/set-up.ts";
import { findPerson, findTrust, placeOfAcademy } from "../../organisation/index.server.ts";
import type { Person } from "../../platform/access/access.rules.ts";
import { inOneLook, type Look } from "../../platform/database/change.ts";
import { testDatabase } from "../../platform/database/testing.ts";
import { derivedAstray } from "../derived.ts";
import { judgementHistory } from "../judgements/judgement.store.ts";
import { loadAcademyStanding } from "../standing.store.ts";
import { assignReviewer } from "./assign-reviewers.ts";
import { bringInReview } from "./exchange/bring-in-review.ts";
import { type ReviewFile, readReviewFile, writeReviewFile } from "./exchange/review-file.form.ts";
import { fileOf } from "./exchange/review-file.store.ts";
import { actorIn } from "./facts.ts";
import { answerFinding, closeFinding, escalateFinding } from "./findings/act-on-finding.ts";
import { listFindings } from "./findings/finding.store.ts";
import { raiseFinding } from "./findings/raise-finding.ts";
import type { ReviewKind, ReviewState } from "./life.rules.ts";
import { listReviews } from "./list.store.ts";
import { listedFor, sightFor } from "./may-see.ts";
import type { PlanDraft } from "./plan.rules.ts";
import { planReview } from "./plan-review.ts";
import { writeReply } from "./reply.ts";
import type { Step } from "./review.rules.ts";
import { loadWork, placeOfReview, type ReviewPlace } from "./review.store.ts";
import type { RowDraft } from "./row.rules.ts";
import { seenReview } from "./seen-review.ts";
import { takeStep } from "./take-step.ts";
import { writeRow } from "./write-row.ts";

const database = await testDatabase();
const clock = { now: Temporal.Instant.from("2026-11-21T12:00:00Z") };
const app = database.database("app", () => clock.now);
const keeper = database.database("keeper", () => clock.now);
const indicators = ["leadership-and-management", "behaviour-and-attitudes"];
const urn = 990003;
let trustId = "";
let [lead, judge, principal, quality, trustee]: Person[] = [];
let unitId = "";

const look = <Answer>(work: (look: Look) => Promise<Answer>) => inOneLook(app, { trustId, personId: undefined }, work);
async function whoIs(role: string, on?: number): Promise<Person> {
  const found = demoTrust().people.find(
    ({ role: held, scope }) => held === role && (on === undefined || (scope.kind === "academy" && scope.urn === on)),
  );
  const { rows } = await keeper.pool.query("select account_id from organisation.person where email = $1", [found?.email]);
  const person = await look((one) => findPerson(one, rows[0].account_id));
  if (!person) throw new Error(`nobody is ${role}`);
  return person;
}
const place = async (id: string): Promise<ReviewPlace> => {
  const found = await look((one) => placeOfReview(one, { review: id }));
  if (!found) throw new Error("no review");
  return found;
};
const must = <Value>(outcome: { ok: true; value: Value } | { ok: false; refusal: unknown }): Value => {
  if (!outcome.ok) throw new Error(JSON.stringify(outcome.refusal));
  return outcome.value;
};
const plan = (kind: ReviewKind, over: Partial<PlanDraft> = {}): PlanDraft => ({
  ...{ unitId, framework: "ten-indicators", kind, about: "", due: "2026-12-18", moderatorId: undefined, from: undefined },
  ...{ leadId: lead?.personId ?? "", reviewers: [judge?.personId ?? ""] },
  ...over,
});
async function row(id: string, indicator: string, over: Partial<RowDraft> = {}): Promise<RowDraft> {
  const { edition } = await place(id);
  const { rows } = await look(async (one) => loadWork(one, await place(id)));
  return {
    ...{
      indicator,
      edition: edition.id,
      seen: rows.find((row) => row.indicator === indicator)?.version ?? 0,
      isDone: true,
      namesNobody: false,
    },
    ...{ level: "expected", canShare: false, confidence: "high", direction: "steady", narrative: `Seen: ${indicator}.` },
    ...{ helps: "A settled team.", hinders: "", toDo: "", evidence: [], chosen: [] },
    ...over,
  };
}
const step = async (who: Person | undefined, id: string, to: ReviewState, more: Partial<Extract<Step, { kind: "go-on" }>> = {}) => {
  const now = await place(id);
  return takeStep(app, who as Person, now, now.review.version, { kind: "go-on", to, ...more });
};
const sight = (who: Person | undefined, id: string) =>
  look(async (one) => {
    const now = await place(id);
    return sightFor(now.review, await actorIn(one, who as Person, now, await loadWork(one, now)), who as Person, now);
  });
/** Judges every indicator. */
async function judgeAll(who: Person | undefined, id: string, level = "expected") {
  for (const { key } of (await place(id)).edition.content.indicators)
    must(await writeRow(app, who as Person, await place(id), await row(id, key, { level })));
}

beforeAll(async () => {
  await setUpDemonstration(keeper, database.database("sign_in").pool);
  trustId = (await findTrust(app, "granite-coast"))?.trustId ?? "";
  unitId = (await look((one) => placeOfAcademy(one, String(urn))))?.unitId ?? "";
  [lead, judge, principal, quality, trustee] = [
    await whoIs("national-director"),
    await whoIs("sle"),
    await whoIs("principal", urn),
    await whoIs("managing-director"),
    await whoIs("trustee"),
  ];
});

describe("a monitoring review of one academy", () => {
  let id = "";
  test("is planned, and nobody of the academy may judge it", async () => {
    const home = await planReview(app, lead as Person, plan("trust-monitoring", { reviewers: [principal?.personId ?? ""] }));
    expect(home).toMatchObject({ ok: false, refusal: { kind: "at-home" } });
    expect(await planReview(app, principal as Person, plan("trust-monitoring"))).toMatchObject({
      ok: false,
      refusal: { kind: "not-allowed" },
    });
    id = must(await planReview(app, lead as Person, plan("trust-monitoring")));
    expect((await place(id)).review).toMatchObject({ state: "planned", unit: expect.any(String), due: "2026-12-18" });
    expect((await look(async (one) => loadWork(one, await place(id)))).rows).toHaveLength(10);
  });

  test("is written only by those assigned, once it has begun", async () => {
    expect(await writeRow(app, judge as Person, await place(id), await row(id, indicators[0] as string))).toMatchObject({
      ok: false,
      refusal: { kind: "not-open" },
    });
    must(await step(lead, id, "gathering"));
    expect(await writeRow(app, lead as Person, await place(id), await row(id, indicators[0] as string))).toMatchObject({
      ok: false,
      refusal: { kind: "not-assigned" },
    });
    const lacking = await row(id, indicators[0] as string, { narrative: "", level: null });
    expect(await writeRow(app, judge as Person, await place(id), lacking)).toMatchObject({
      ok: false,
      refusal: { kind: "not-judged", lacks: ["level", "narrative"] },
    });
    must(await writeRow(app, judge as Person, await place(id), { ...lacking, isDone: false, narrative: "Half a thought." }));
  });

  test("lets nobody overwrite silently what another kept meanwhile", async () => {
    const opened = await row(id, indicators[1] as string, { narrative: "The first." });
    must(await writeRow(app, judge as Person, await place(id), opened));
    expect(await writeRow(app, judge as Person, await place(id), { ...opened, narrative: "The second." })).toMatchObject({
      ok: false,
      refusal: { kind: "crossed" },
    });
  });

  test("takes evidence new and old, and none of another place", async () => {
    const note = {
      kind: "note",
      title: "Learning walk",
      text: "Calm.",
      dated: "2026-11-20",
      sensitivity: "ordinary",
      stance: "supports",
    } as const;
    must(await writeRow(app, judge as Person, await place(id), await row(id, indicators[0] as string, { evidence: [note] })));
    const work = await look(async (one) => loadWork(one, await place(id)));
    const kept = work.evidence.find(({ title }) => title === "Learning walk");
    must(
      await writeRow(
        app,
        judge as Person,
        await place(id),
        await row(id, indicators[1] as string, { chosen: [{ id: kept?.id ?? "", stance: "contradicts" }] }),
      ),
    );
    const { rows } = await keeper.pool.query("select id from evidence.item where unit_id <> $1 limit 1", [unitId]);
    const strange = await row(id, indicators[1] as string, { chosen: [{ id: rows[0].id, stance: "supports" }] });
    expect(await writeRow(app, judge as Person, await place(id), strange)).toMatchObject({
      ok: false,
      refusal: { kind: "no-such-evidence" },
    });
  });

  test("is hidden from the academy until it is sent, and from a reviewer beyond their task", async () => {
    must(await assignReviewer(app, lead as Person, await place(id), { personId: quality?.personId ?? "", indicators: [], seen: [] }));
    expect((await sight(principal, id)).words).toBe("none");
    expect((await sight(trustee, id)).words).toBe("none");
    const listed = await look(async (one) =>
      listedFor(await listReviews(one, principal?.personId ?? ""), principal as Person, (await place(id)).within.at(-1) ?? ""),
    );
    expect(listed).toEqual([]);
    expect(await sight(judge, id)).toMatchObject({ words: "working", rows: "assigned" });
  });

  test("goes to the academy as it stands, which answers each indicator", async () => {
    expect(await step(lead, id, "draft")).toMatchObject({ ok: true });
    expect(await step(lead, id, "sent", { replyBy: "2026-12-01" })).toMatchObject({ ok: false, refusal: { kind: "unjudged" } });
    await judgeAll(judge, id);
    must(
      await raiseFinding(app, judge as Person, await place(id), {
        indicator: indicators[0] as string,
        kind: "concern",
        severity: "high",
        text: "No plan for cover.",
        namesNobody: false,
      }),
    );
    expect(await step(lead, id, "sent")).toMatchObject({ ok: false, refusal: { kind: "no-day-for-reply" } });
    must(await step(lead, id, "sent", { replyBy: "2026-12-01" }));
    expect(await sight(principal, id)).toMatchObject({ words: "sent", replies: "working" });
    expect(await step(principal, id, "answered")).toMatchObject({ ok: false, refusal: { kind: "unreplied" } });
    const answer = async (indicator: string, reply: Parameters<typeof writeReply>[3]["reply"], seen = 0) =>
      writeReply(app, principal as Person, await place(id), { indicator, reply, seen, namesNobody: false });
    expect(await answer(indicators[0] as string, { accurate: false, because: " " })).toMatchObject({
      ok: false,
      refusal: { kind: "because-needed" },
    });
    for (const { key } of (await place(id)).edition.content.indicators) must(await answer(key, { accurate: true }));
    expect(await answer(indicators[0] as string, { accurate: false, because: "There is one." })).toMatchObject({
      ok: false,
      refusal: { kind: "crossed" },
    });
    must(await answer(indicators[0] as string, { accurate: false, because: "There is one." }, 1));
    expect((await sight(lead, id)).replies).toBe("none");
    must(await step(principal, id, "answered"));
    expect(await answer(indicators[0] as string, { accurate: true }, 2)).toMatchObject({
      ok: false,
      refusal: { kind: "answered-already" },
    });
  });

  test("is moderated and agreed by others than who judged, and becomes the trust's judgement", async () => {
    expect(await step(lead, id, "moderated")).toMatchObject({ ok: false, refusal: { kind: "own-work" } });
    must(await step(quality, id, "moderated"));
    clock.now = clock.now.add({ minutes: 1 });
    must(await step(quality, id, "agreed"));
    const { edition } = await place(id);
    const lineage = edition.lineages[indicators[0] as string] ?? "";
    const [newest] = await look((one) => judgementHistory(one, unitId, lineage));
    expect(newest).toMatchObject({ perspective: "trust", narrative: `Seen: ${indicators[0]}.`, judgedBy: judge?.name });
    const standing = await look((one) => loadAcademyStanding(one, unitId));
    expect([...(standing?.standing.trustJudgements.values() ?? [])].map(({ level }) => level)).toEqual(Array(10).fill("expected"));
    expect(await derivedAstray(app, trustId)).toEqual([]);
    expect(await sight(trustee, id)).toMatchObject({ words: "working" });
  });

  test("closes when something answers each finding, and is then closed for ever", async () => {
    expect(await step(quality, id, "closed")).toMatchObject({ ok: false, refusal: { kind: "unanswered-findings" } });
    const [finding] = await look((one) => listFindings(one, { reviewId: id }));
    must(
      await escalateFinding(app, judge as Person, finding?.id ?? "", { to: "The trust board", steps: ["Spoke with the Principal.", " "] }),
    );
    must(
      await answerFinding(app, judge as Person, finding?.id ?? "", {
        text: "A cover plan by half-term.",
        ownerId: principal?.personId ?? "",
        due: "2026-12-18",
      }),
    );
    must(await step(quality, id, "closed"));
    await expect(keeper.pool.query("update diagnose.review_row set narrative = 'x' where review_id = $1", [id])).rejects.toThrow(
      /closed review/,
    );
    await expect(keeper.pool.query("update diagnose.review set state = 'draft' where id = $1", [id])).rejects.toThrow(/closed review/);
    expect(await writeRow(app, judge as Person, await place(id), await row(id, indicators[0] as string))).toMatchObject({
      ok: false,
      refusal: { kind: "not-open", closed: true },
    });
  });

  test("a later check closes the finding: not the one who owed the answer, and on what was seen since", async () => {
    const [finding] = await look((one) => listFindings(one, { reviewId: id }));
    const items = await keeper.pool.query("select i.id from evidence.item i where unit_id = $1 and title = 'Learning walk'", [unitId]);
    clock.now = clock.now.add({ hours: 24 * 20 });
    const check = { on: "2026-12-10", evidence: [items.rows[0].id as string], seen: "The plan is in use." };
    expect(await closeFinding(app, principal as Person, finding?.id ?? "", check)).toMatchObject({
      ok: false,
      refusal: { kind: "own-answer" },
    });
    expect(await closeFinding(app, judge as Person, finding?.id ?? "", check)).toMatchObject({
      ok: false,
      refusal: { kind: "evidence-older" },
    });
    clock.now = Temporal.Instant.from("2026-11-21T12:02:00Z");
  });
});

describe("a self-evaluation", () => {
  test("starts from the last agreed one with its texts, every status set back, and becomes the academy's own view", async () => {
    const first = must(
      await planReview(
        app,
        principal as Person,
        plan("self-evaluation", { leadId: principal?.personId ?? "", reviewers: [principal?.personId ?? ""] }),
      ),
    );
    must(await step(principal, first, "gathering"));
    await judgeAll(principal, first, "strength");
    must(await step(principal, first, "draft"));
    must(await step(principal, first, "sent", { replyBy: "2026-12-01" }));
    must(await step(quality, first, "moderated"));
    must(await step(quality, first, "agreed"));
    const standing = await look((one) => loadAcademyStanding(one, unitId));
    expect([...(standing?.standing.selfJudgements.values() ?? [])].map(({ level }) => level)).toEqual(Array(10).fill("strength"));
    const again = must(
      await planReview(
        app,
        principal as Person,
        plan("self-evaluation", { leadId: principal?.personId ?? "", reviewers: [principal?.personId ?? ""], from: first }),
      ),
    );
    const { rows } = await look(async (one) => loadWork(one, await place(again)));
    expect(rows.map(({ status, level, lastLevel, narrative }) => ({ status, level, lastLevel, narrative }))[0]).toEqual({
      status: "to-do",
      level: null,
      lastLevel: "Strength",
      narrative: `Seen: ${rows[0]?.indicator}.`,
    });
  });
});

test("a review saved to a file and brought in again says the same, with its evidence and findings", async () => {
  const { rows } = await keeper.pool.query("select id from diagnose.review where kind = 'trust-monitoring' limit 1");
  const saved = async (id: string, who: Person | undefined) => {
    const seen = await look((one) => seenReview(one, who as Person, id));
    if (!seen) throw new Error("not seen");
    return look((one) => fileOf(one, seen.place, { ...seen.work, evidence: seen.evidence }, seen.rows, seen.findings));
  };
  const first = await saved(rows[0].id, quality);
  const read = must(readReviewFile(writeReviewFile(first)));
  const again = await saved(must(await bringInReview(app, lead as Person, unitId, read)), lead);
  const words = (file: ReviewFile) =>
    file.rows.map(({ writtenBy: _by, writtenOn: _on, reply: _reply, evidence, ...row }) => ({
      ...row,
      evidence: evidence.map(({ addedBy: _added, ...piece }) => piece),
    }));
  expect(words(again)).toEqual(words(first));
  expect(first.rows.some(({ evidence, findings }) => evidence.length > 0 && findings.length > 0)).toBe(true);
  expect(again.state).toBe("gathering");
});
