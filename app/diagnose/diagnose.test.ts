import { beforeAll, describe, expect, test } from "vitest";
import { demoTrust } from "../demo/index.ts";
import { setUpDemonstration } from "../demo/set-up.ts";
import { editionInUse } from "../frameworks/index.server.ts";
import { findMeeting, findPerson, findTrust, listMeetings, placeOfAcademy } from "../organisation/index.server.ts";
import type { Person, Place } from "../platform/access/access.rules.ts";
import { verifyChain } from "../platform/audit/audit.store.ts";
import { inOneLook } from "../platform/database/change.ts";
import { testDatabase } from "../platform/database/testing.ts";
import { decideCategory } from "./categories/decide-category.ts";
import { derivedAstray, rebuildDerived } from "./derived.ts";
import type { JudgementDraft } from "./judgements/judgement.rules.ts";
import { judgementHistory, listJudgements } from "./judgements/judgement.store.ts";
import { recordJudgement } from "./judgements/record-judgement.ts";
import { loadAcademyStanding, loadStanding } from "./standing.store.ts";

const database = await testDatabase();
const now = () => Temporal.Instant.from("2026-11-21T12:00:00Z");
const app = database.database("app", now);
const keeper = database.database("keeper", now);
const indicator = "behaviour-and-attitudes";
let trustId = "";
let edition = "";
let lineage = "";

const whoIs = async (role: string): Promise<Person> => {
  const email = demoTrust().people.find((person) => person.role === role)?.email ?? "";
  const { rows } = await keeper.pool.query("select account_id from organisation.person where email = $1", [email]);
  const person = await inOneLook(app, { trustId, personId: undefined }, (look) => findPerson(look, rows[0].account_id));
  if (!person) throw new Error(`nobody is ${role}`);
  return person;
};
const academy = async (urn: number) => {
  const place = await inOneLook(app, { trustId, personId: undefined }, (look) => placeOfAcademy(look, String(urn)));
  if (!place) throw new Error(`no academy ${urn}`);
  return place;
};
const standing = async (place: Place) => {
  const one = await inOneLook(app, { trustId, personId: undefined }, (look) => loadAcademyStanding(look, place.unitId));
  if (!one) throw new Error("no standing");
  return one.standing;
};
const draft = (replacing: string | undefined, over: Partial<JudgementDraft> = {}): JudgementDraft => ({
  edition,
  level: "expected",
  canShare: false,
  confidence: "high",
  direction: "steady",
  narrative: "Corridors were calm between lessons.",
  replacing,
  evidence: [{ kind: "note", title: "Walk", text: "Two walks.", dated: "2026-11-20", sensitivity: "ordinary", stance: "supports" }],
  ...over,
});

beforeAll(async () => {
  const signIn = database.database("sign_in").pool;
  await setUpDemonstration(keeper, signIn);
  await setUpDemonstration(keeper, signIn);
  trustId = (await findTrust(app, "granite-coast"))?.trustId ?? "";
  const inUse = await inOneLook(app, { trustId, personId: undefined }, (look) => editionInUse(look, "2026-11-21"));
  edition = inUse?.id ?? "";
  lineage = inUse?.lineages[indicator] ?? "";
});

describe("the demonstration trust", () => {
  test("holds 2 Lighthouse, 9 Aspiring, 4 Emerging and one not yet decided", async () => {
    const all = await inOneLook(app, { trustId, personId: undefined }, (look) => loadStanding(look));
    const counts = Object.groupBy(all?.academies ?? [], (one) => one.decision?.category ?? "none");
    expect(Object.fromEntries(Object.entries(counts).map(([key, rows]) => [key, rows?.length]))).toEqual({
      lighthouse: 2,
      aspiring: 9,
      emerging: 4,
      none: 1,
    });
    expect(all?.academies.filter((one) => one.decision && one.decision.category !== one.decision.recommended)).toHaveLength(2);
  });
});

describe("judging", () => {
  test("a judgement supersedes the one its author saw, and both are kept", async () => {
    const [judge, place] = [await whoIs("national-director"), await academy(990001)];
    const before = (await standing(place)).trustJudgements.get(indicator)?.id;
    const recorded = await recordJudgement(app, judge, { ...place, indicator }, draft(before));
    expect(recorded.ok).toBe(true);
    const history = await inOneLook(app, judge, (look) => judgementHistory(look, place.unitId, lineage));
    expect(history[0]?.replaces).toBe(before);
    expect(history[0]?.role).toBe("national-director");
    expect((await standing(place)).trustJudgements.get(indicator)?.coverage.pieces).toBe(1);
  });

  test("two people cannot silently cross: of ten at once one is kept and nine see that they crossed", async () => {
    const [judge, place] = [await whoIs("national-director"), await academy(990002)];
    const before = (await standing(place)).trustJudgements.get(indicator)?.id;
    const nowhere = async () =>
      (
        await keeper.pool.query(
          "select count(*)::int as n from evidence.item i where not exists (select from diagnose.rests_on r where r.item_id = i.id)",
        )
      ).rows[0].n;
    const left = await nowhere();
    const answers = await Promise.all(
      Array.from({ length: 10 }, () => recordJudgement(app, judge, { ...place, indicator }, draft(before))),
    );
    expect(answers.filter((answer) => answer.ok)).toHaveLength(1);
    expect(answers.filter((answer) => !answer.ok && answer.refusal.kind === "crossed")).toHaveLength(9);
    expect(await nowhere()).toBe(left);
  });

  test("all indicators of one academy judged at once are all on the board, the first of a perspective too", async () => {
    const [judge, place] = [await whoIs("national-director"), await academy(990003)];
    const before = await standing(place);
    const keys = Object.keys((await inOneLook(app, judge, (look) => editionInUse(look, "2026-11-21")))?.lineages ?? {});
    expect(keys).toHaveLength(10);
    const principal = { ...(await whoIs("principal")), roles: [{ kind: "principal", unitId: place.unitId }] };
    await keeper.pool.query("delete from diagnose.board where trust_id = $1 and unit_id = $2 and perspective = 'self'", [
      trustId,
      place.unitId,
    ]);
    const answers = await Promise.all(
      keys.flatMap((key) => [
        recordJudgement(app, judge, { ...place, indicator: key }, draft(before.trustJudgements.get(key)?.id, { level: "strength" })),
        recordJudgement(app, principal, { ...place, indicator: key }, draft(before.selfJudgements.get(key)?.id)),
      ]),
    );
    expect(answers.filter(({ ok }) => !ok)).toEqual([]);
    expect(await derivedAstray(app, trustId)).toEqual([]);
    expect([...(await standing(place)).trustJudgements.values()].map(({ level }) => level)).toEqual(Array(10).fill("strength"));
  });

  test("a Principal's judgement is the academy's own and leaves the trust's as it was", async () => {
    const [principal, place] = [await whoIs("principal"), await academy(990001)];
    const before = await standing(place);
    const recorded = await recordJudgement(
      app,
      principal,
      { ...place, indicator },
      draft(before.selfJudgements.get(indicator)?.id, { level: "strength" }),
    );
    expect(recorded.ok).toBe(true);
    const after = await standing(place);
    expect(after.selfJudgements.get(indicator)?.level).toBe("strength");
    expect(after.trustJudgements.get(indicator)?.id).toBe(before.trustJudgements.get(indicator)?.id);
  });

  test.each([
    ["a level the edition has not", { level: "outstanding" }, "no-such-level"],
    ["a share mark below strength", { canShare: true }, "share-needs-strength"],
    [
      "evidence from the future",
      {
        evidence: [
          {
            kind: "note" as const,
            title: "T",
            text: "x",
            dated: "2026-11-22",
            sensitivity: "ordinary" as const,
            stance: "supports" as const,
          },
        ],
      },
      "evidence-from-the-future",
    ],
  ])("refuses %s and leaves nothing behind", async (_what, over, kind) => {
    const [judge, place] = [await whoIs("national-director"), await academy(990003)];
    const before = await standing(place);
    const refused = await recordJudgement(app, judge, { ...place, indicator }, draft(before.trustJudgements.get(indicator)?.id, over));
    expect(refused.ok ? undefined : refused.refusal.kind).toBe(kind);
    expect(await standing(place)).toEqual(before);
  });

  test("somebody without the role is refused by the act too, whatever the page let through", async () => {
    const [trustee, place] = [await whoIs("trustee"), await academy(990003)];
    const refused = await recordJudgement(app, trustee, { ...place, indicator }, draft(undefined));
    expect(refused.ok ? undefined : refused.refusal.kind).toBe("not-allowed");
  });
});

describe("deciding", () => {
  const july = async () => {
    const meetings = await inOneLook(app, { trustId, personId: undefined }, listMeetings);
    const meeting = meetings.find(({ heldOn }) => heldOn === "2026-07-09");
    return (await inOneLook(app, { trustId, personId: undefined }, (look) => findMeeting(look, meeting?.id ?? ""))) as NonNullable<
      typeof meeting
    >;
  };
  const joined = (place: Awaited<ReturnType<typeof academy>>) => ({ ...place, joined: place.academy.joined });

  test("a decision other than the recommendation needs its reason", async () => {
    const [director, place, meeting] = [await whoIs("managing-director"), await academy(990004), await july()];
    const before = await standing(place);
    const category =
      before.recommendation.kind === "recommended" && before.recommendation.category === "aspiring" ? "emerging" : "aspiring";
    const wanted = { edition, category, reason: " ", effectiveFrom: "2026-09-01", replacing: before.decision?.id };
    const refused = await decideCategory(app, director, joined(place), meeting, wanted);
    expect(refused.ok ? undefined : refused.refusal.kind).toBe("reason-needed");
    const decided = await decideCategory(app, director, joined(place), meeting, {
      ...wanted,
      reason: "A new Principal begins in January.",
    });
    expect(decided.ok).toBe(true);
    const after = await standing(place);
    expect(after.decision?.replaces).toBe(before.decision?.id);
    expect(after.decision?.saw.judgements).toHaveLength(10);
  });

  test("what was decided before is superseded, never changed", async () => {
    const place = await academy(990004);
    await expect(app.pool.query("update diagnose.decision set category = 'lighthouse'")).rejects.toThrow(/permission denied/);
    await expect(app.pool.query("delete from diagnose.judgement")).rejects.toThrow(/permission denied/);
    expect((await standing(place)).decision).toBeDefined();
  });

  test("a stale page is told that it crossed", async () => {
    const [director, place, meeting] = [await whoIs("managing-director"), await academy(990005), await july()];
    const refused = await decideCategory(app, director, joined(place), meeting, {
      edition,
      category: "emerging",
      reason: "x",
      effectiveFrom: "2026-09-01",
      replacing: undefined,
    });
    expect(refused.ok ? undefined : refused.refusal.kind).toBe("crossed");
  });
});

test("an edition in use never changes, not even for the keeper", async () => {
  await expect(keeper.pool.query("update frameworks.edition set content = '{}'")).rejects.toThrow(/never changes/);
});

test("the audit chain holds over all of it, with an entry for each act", async () => {
  const client = await keeper.pool.connect();
  const found = await verifyChain(client, trustId);
  client.release();
  expect(found.broken).toBeUndefined();
  expect(found.entries).toBeGreaterThan(5);
});

describe("the board", () => {
  test("is what the judgements give, for every academy, after judging and after a change behind the acts", async () => {
    expect(await derivedAstray(app, trustId)).toEqual([]);
    const { rows } = await keeper.pool.query(
      "update diagnose.board set levels[1] = 'superb' where trust_id = $1 and perspective = 'trust' returning unit_id",
      [trustId],
    );
    expect(new Set(await derivedAstray(app, trustId))).toEqual(new Set(rows.map((row) => row.unit_id)));
    await rebuildDerived(app, trustId);
    expect(await derivedAstray(app, trustId)).toEqual([]);
  });

  test("tells which judgements stand: those that no other replaces, page by page, of all academies or of one", async () => {
    const listed = async (academies: string[] | undefined, limit: number, current: boolean) => {
      const ids: string[] = [];
      for (let after: string | undefined; ; after = ids.at(-1)) {
        const page = await inOneLook(app, { trustId, personId: undefined }, (look) =>
          listJudgements(look, { after, limit, academies, current }),
        );
        ids.push(...page.map(({ id }) => id));
        if (page.length < limit) return ids;
      }
    };
    const kept = async (where: string, values: unknown[]) =>
      (
        await keeper.pool.query<{ id: string }>(`select id from diagnose.judgement j where trust_id = $1 and ${where} order by id`, values)
      ).rows.map(({ id }) => id);
    const stands =
      "not exists (select from diagnose.judgement n where n.replaces = j.id) and unit_id in (select unit_id from organisation.academy)";
    const { unitId } = await academy(990003);
    // Peers judged twice: what they said stands beside the board.
    const peers = (replaces: string | null) =>
      keeper.pool.query<{ id: string }>(
        `insert into diagnose.judgement (trust_id, unit_id, edition_id, indicator, lineage, perspective, school_year, half_term, level, confidence, direction, narrative, judged_by, role, judged_at, replaces)
         select trust_id, unit_id, edition_id, indicator, lineage, 'peer', school_year, half_term, level, confidence, direction, narrative, judged_by, role, judged_at, $2
         from diagnose.judgement where unit_id = $1 and perspective = 'trust' and indicator = $3 order by id limit 1 returning id`,
        [unitId, replaces, indicator],
      );
    const first = (await peers(null)).rows[0]?.id ?? "";
    const second = (await peers(first)).rows[0]?.id ?? "";
    expect((await listed(undefined, 7, true)).filter((id) => id === first || id === second)).toEqual([second]);
    expect(await listed(undefined, 7, true)).toEqual(await kept(stands, [trustId]));
    expect(await listed([unitId], 7, true)).toEqual(await kept(`unit_id = $2 and ${stands}`, [trustId, unitId]));
    expect(await listed([unitId], 7, false)).toEqual(await kept("unit_id = $2", [trustId, unitId]));
    expect(await listed([], 7, false)).toEqual([]);
  });

  test("shows every academy as its own page does", async () => {
    const all = await inOneLook(app, { trustId, personId: undefined }, (look) => loadStanding(look));
    for (const shown of all?.academies ?? []) {
      const own = await standing({ trustId, unitId: shown.academy.unitId, within: [] });
      for (const of of ["trustJudgements", "selfJudgements"] as const)
        expect([...own[of]].map(([key, row]) => [key, row.level, row.canShare, row.direction, row.judgedOn, row.edition]).sort()).toEqual(
          [...shown[of]].map(([key, row]) => [key, row.level, row.canShare, row.direction, row.judgedOn, row.edition]).sort(),
        );
      expect([shown.held?.id, shown.decision?.id]).toEqual([own.held?.id, own.decision?.id]);
    }
  });
});

describe("the category as a period", () => {
  test("is what the decisions give, for every academy of the trust", async () => {
    expect(await derivedAstray(app, trustId)).toEqual([]);
    const { rows } = await keeper.pool.query("select count(*)::int as n from diagnose.category_held where trust_id = $1", [trustId]);
    expect(rows[0].n).toBeGreaterThan(15);
  });

  test("that was changed behind the acts is found, and rebuilt from the decisions", async () => {
    const { rows } = await keeper.pool.query(
      "update diagnose.category_held set category = 'lighthouse' where trust_id = $1 and category = 'emerging' and upper_inf(held) returning unit_id",
      [trustId],
    );
    expect(rows.length).toBeGreaterThan(0);
    expect(new Set(await derivedAstray(app, trustId))).toEqual(new Set(rows.map((row) => row.unit_id)));
    await rebuildDerived(app, trustId);
    expect(await derivedAstray(app, trustId)).toEqual([]);
  });
});
