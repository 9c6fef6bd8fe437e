import { beforeAll, describe, expect, test } from "vitest";
import { demoTrust } from "../../demo/index.ts";
import { setUpDemonstration } from "../../demo/set-up.ts";
import {
  addToDraft,
  makeDraft,
  moveInDraft,
  removeFromDraft,
  writeInDraft,
  writeRulesInDraft,
} from "../../frameworks/editions/edit-draft.ts";
import { type Edition, editionInUse, listEditions, putIntoUse } from "../../frameworks/index.server.ts";
import { usualForerunners } from "../../frameworks/index.ts";
import { findMeeting, findPerson, findTrust, listMeetings, placeOfAcademy } from "../../organisation/index.server.ts";
import type { Person } from "../../platform/access/access.rules.ts";
import { verifyChain } from "../../platform/audit/audit.store.ts";
import { inOneLook, type Look } from "../../platform/database/change.ts";
import { testDatabase } from "../../platform/database/testing.ts";
import { decideCategory } from "../categories/decide-category.ts";
import type { JudgementDraft } from "../judgements/judgement.rules.ts";
import { judgementHistory } from "../judgements/judgement.store.ts";
import { recordJudgement } from "../judgements/record-judgement.ts";
import { loadAcademyStanding, loadStanding, loadStandingBy } from "../standing.store.ts";
import { consequenceOf } from "./consequence.rules.ts";

const database = await testDatabase();
let clock = "2026-11-21T12:00:00Z";
const now = () => Temporal.Instant.from(clock);
const app = database.database("app", now);
const keeper = database.database("keeper", now);
let trustId = "";
const look = <Answer>(work: (look: Look) => Promise<Answer>) => inOneLook(app, { trustId, personId: undefined }, work);
const whoIs = async (role: string): Promise<Person> => {
  const email = demoTrust().people.find((person) => person.role === role)?.email ?? "";
  const { rows } = await keeper.pool.query("select account_id from organisation.person where email = $1", [email]);
  return (await look((at) => findPerson(at, rows[0].account_id))) as Person;
};
const academy = async (urn: number) =>
  (await look((at) => placeOfAcademy(at, String(urn)))) as NonNullable<Awaited<ReturnType<typeof placeOfAcademy>>>;
const newest = async () => (await look(listEditions))[0] as Edition;
const inUse = async () => (await look((at) => editionInUse(at, clock.slice(0, 10)))) as Edition;
const standing = async (unitId: string) => (await look((at) => loadAcademyStanding(at, unitId)))?.standing;
const kind = (outcome: { ok: boolean; refusal?: { kind: string } }) => (outcome.ok ? "done" : outcome.refusal?.kind);
const words = (title: string) => ({
  title,
  short: title,
  descriptors: Object.fromEntries(["not-yet", "working-towards", "expected", "strength"].map((level) => [level, `${title}, ${level}.`])),
});
const judgement = (edition: string, replacing: string | undefined, narrative = "Seen."): JudgementDraft => ({
  edition,
  level: "expected",
  canShare: false,
  confidence: "high",
  direction: "steady",
  narrative,
  replacing,
  evidence: [],
});

let [first, editor, judge] = [undefined as unknown as Edition, undefined as unknown as Person, undefined as unknown as Person];
beforeAll(async () => {
  await setUpDemonstration(keeper, database.database("sign_in").pool);
  trustId = (await findTrust(app, "granite-coast"))?.trustId ?? "";
  [first, editor, judge] = [await newest(), await whoIs("administrator"), await whoIs("national-director")];
});

describe("writing a draft", () => {
  test("there is one draft at a time, however many ask for it at once", async () => {
    const answers = await Promise.all(Array.from({ length: 5 }, () => makeDraft(app, editor)));
    expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
    expect(answers.filter((answer) => kind(answer) === "there")).toHaveLength(4);
    expect((await look(listEditions)).map(({ number, inUseFrom }) => [number, inUseFrom])).toEqual([
      [2, null],
      [1, "2024-09-02"],
    ]);
  });

  test("two who write one indicator cross, and the second is told; two who write two do not", async () => {
    const { id, version, content } = await newest();
    const curriculum = content.indicators.find(({ key }) => key === "curriculum");
    const answers = await Promise.all(
      ["One", "Two", "Three"].map((title) =>
        writeInDraft(app, editor, id, "curriculum", version, { ...words(title), descriptors: curriculum?.descriptors ?? {} }),
      ),
    );
    expect(answers.map(kind).sort()).toEqual(["crossed", "crossed", "done"]);
    const employability = content.indicators.find(({ key }) => key === "employability-and-skills");
    expect(
      kind(
        await writeInDraft(app, editor, id, "employability-and-skills", version, {
          ...words("Work"),
          descriptors: employability?.descriptors ?? {},
        }),
      ),
    ).toBe("done");
    expect((await newest()).version).toBe(version + 2);
    const back = { title: curriculum?.title ?? "", short: curriculum?.short ?? "", descriptors: curriculum?.descriptors ?? {} };
    expect(kind(await writeInDraft(app, editor, id, "curriculum", version + 2, back))).toBe("done");
  });

  test("the list crosses with the list, and an indicator somebody has just written is not removed unread", async () => {
    const { id, version } = await newest();
    expect(kind(await moveInDraft(app, editor, id, "curriculum", "up", version))).toBe("done");
    expect(kind(await moveInDraft(app, editor, id, "curriculum", "up", version))).toBe("crossed");
    expect(kind(await moveInDraft(app, editor, id, "curriculum", "down", version + 1))).toBe("done");
    expect(kind(await writeInDraft(app, editor, id, "staff-development", version, words("Growing staff")))).toBe("done");
    expect(kind(await removeFromDraft(app, editor, id, "staff-development", version + 2))).toBe("crossed");
  });

  test("nobody without the role writes, not even past the page; and an edition in use is not written", async () => {
    const { id, version } = await newest();
    expect(kind(await addToDraft(app, await whoIs("principal"), id, { title: "X", short: "X" }))).toBe("not-allowed");
    expect(kind(await addToDraft(app, editor, first.id, { title: "X", short: "X" }))).toBe("no-longer-a-draft");
    expect(kind(await putIntoUse(app, await whoIs("principal"), id, version, { from: "2026-11-21", forerunners: {} }))).toBe("not-allowed");
    expect(kind(await makeDraft(app, await whoIs("trustee")))).toBe("not-allowed");
  });
});

describe("putting it into use", () => {
  const seen: { judged?: string | undefined; unjudged?: string | undefined } = {};

  test("a draft that changed after it was looked at, or is not finished, is refused", async () => {
    const { id } = await newest();
    const removed = await removeFromDraft(app, editor, id, "innovation-and-creativity", (await newest()).version);
    expect(kind(removed)).toBe("done");
    expect(kind(await addToDraft(app, editor, id, { title: "Reading", short: "Reading" }))).toBe("done");
    const { version, content } = await newest();
    const wanted = { from: "2026-11-21", forerunners: usualForerunners(first.content, content) };
    expect(kind(await putIntoUse(app, editor, id, version, wanted))).toBe("not-ready");
    expect(kind(await putIntoUse(app, editor, id, version - 1, wanted))).toBe("crossed");
    expect(kind(await writeInDraft(app, editor, id, "reading", version, words("Reading")))).toBe("done");
    const rules = {
      name: content.name,
      source: "Our own",
      marked: "own" as const,
      freshForDays: 365,
      levels: { "not-yet": "Early", "working-towards": "Nearly", expected: "Secure", strength: "Leading" },
      categories: Object.fromEntries(content.categories.map((category) => [category.key, category])),
      otherwise: content.otherwise?.name,
      shape: undefined,
    };
    expect(kind(await writeRulesInDraft(app, editor, id, version, rules))).toBe("done");
  });

  test("what it would change is seen before: the new indicator judged nowhere, the dropped one named, and where no category is certain any longer", async () => {
    const draft = await newest();
    const forerunners = usualForerunners(first.content, draft.content);
    const carried = Object.fromEntries(
      Object.entries(forerunners).flatMap(([key, old]) => (old ? [[key, first.lineages[old] ?? ""]] : [])),
    );
    const [before, after] = await look(async (at) => [
      await loadStandingBy(at, first),
      await loadStandingBy(at, { ...draft, lineages: carried }),
    ]);
    const { indicators, dropped, academies } = consequenceOf(before as never, after as never, forerunners, ["innovation-and-creativity"]);
    expect(indicators.find(({ title }) => title === "Reading")).toMatchObject({ carriesOn: undefined, judged: 0, notJudged: 16 });
    expect(indicators.find(({ title }) => title === "Growing staff")).toMatchObject({ carriesOn: "Staff development", judged: 16 });
    expect(dropped).toEqual([{ title: "Innovation and creativity", judged: 16 }]);
    const noneYet = academies.filter(({ changes }) => changes === "none-yet");
    expect(noneYet).toHaveLength(3);
    expect(noneYet.filter(({ after }) => !/^(At least|At most|Anything from)/.test(after))).toEqual([]);
    // Whoever keeps a category reads the same one on both sides.
    const same = academies.filter(({ changes }) => changes === undefined);
    expect(same.filter(({ before, after }) => !after.startsWith(before.split(",")[0] ?? ""))).toEqual([]);
  });

  test("the old edition closes on the day the new one begins, and neither changes again, not even for the keeper", async () => {
    const draft = await newest();
    const place = await academy(990001);
    seen.judged = (await standing(place.unitId))?.trustJudgements.get("behaviour-and-attitudes")?.id;
    // Nobody has judged this academy's curriculum: so that a first judgement can be made on either edition.
    seen.unjudged = (await look((at) => loadStanding(at)))?.academies.find((one) => !one.trustJudgements.has("curriculum"))?.academy.unitId;
    expect(seen.unjudged).toBeDefined();
    const wanted = { from: "2026-11-21", forerunners: { ...usualForerunners(first.content, draft.content), reading: "" } };
    expect(kind(await putIntoUse(app, editor, draft.id, draft.version, wanted))).toBe("done");
    expect(kind(await putIntoUse(app, editor, draft.id, draft.version, wanted))).toBe("no-longer-a-draft");
    expect((await look(listEditions)).map(({ number, inUseFrom, closedOn }) => [number, inUseFrom, closedOn])).toEqual([
      [2, "2026-11-21", null],
      [1, "2024-09-02", "2026-11-21"],
    ]);
    await expect(keeper.pool.query("update frameworks.edition set content = '{}' where number = 2")).rejects.toThrow(/never changes/);
    await expect(keeper.pool.query("update frameworks.edition set closed_on = null where number = 1")).rejects.toThrow(/closes once/);
    await expect(app.pool.query("update frameworks.indicator set lineage = uuidv7()")).rejects.toThrow(/permission denied/);
  });

  test("a judgement on the closed edition is refused, and so is a decision that saw it", async () => {
    const place = await academy(990001);
    const refused = await recordJudgement(app, judge, { ...place, indicator: "behaviour-and-attitudes" }, judgement(first.id, seen.judged));
    expect(refused).toEqual({ ok: false, refusal: { kind: "edition-closed", inUse: 2 } });
    const dropped = await recordJudgement(app, judge, { ...place, indicator: "innovation-and-creativity" }, judgement(first.id, undefined));
    expect(kind(dropped)).toBe("edition-closed");
    const meetings = await look(listMeetings);
    const meeting = await look((at) => findMeeting(at, meetings.find(({ heldOn }) => heldOn === "2026-07-09")?.id ?? ""));
    const decision = (await standing(place.unitId))?.decision;
    const wanted = { category: "aspiring", reason: "As seen.", effectiveFrom: "2026-11-21", replacing: decision?.id };
    const decide = (edition: string) =>
      decideCategory(app, judge, { ...place, joined: place.academy.joined }, meeting as NonNullable<typeof meeting>, {
        ...wanted,
        edition,
      });
    expect(kind(await decide(first.id))).toBe("edition-closed");
    expect(kind(await decide((await inUse()).id))).toBe("done");
  });

  test("what carries over stays current and counts, until a judgement on the new edition supersedes it; what is new is not judged", async () => {
    const [place, second] = [await academy(990001), await inUse()];
    const before = await standing(place.unitId);
    expect(before?.trustJudgements.get("behaviour-and-attitudes")).toMatchObject({ id: seen.judged, edition: 1 });
    expect(before?.trustJudgements.has("reading")).toBe(false);
    expect(before?.trustJudgements.has("innovation-and-creativity")).toBe(false);
    expect(before?.recommendation).toMatchObject({ kind: "incomplete", unjudged: ["reading"] });
    expect(kind(await recordJudgement(app, judge, { ...place, indicator: "reading" }, judgement(second.id, undefined)))).toBe("done");
    expect((await standing(place.unitId))?.recommendation.kind).toBe("recommended");
    expect(
      kind(await recordJudgement(app, judge, { ...place, indicator: "behaviour-and-attitudes" }, judgement(second.id, undefined))),
    ).toBe("crossed");
    expect(
      kind(await recordJudgement(app, judge, { ...place, indicator: "behaviour-and-attitudes" }, judgement(second.id, seen.judged))),
    ).toBe("done");
    const history = await look((at) => judgementHistory(at, place.unitId, second.lineages["behaviour-and-attitudes"] ?? ""));
    expect(history.slice(0, 2).map(({ edition, replaces }) => [edition, replaces === seen.judged])).toEqual([
      [2, true],
      [1, false],
    ]);
  });

  test("ten who judge a carried-over indicator at once make one successor; ten first judgements make one first", async () => {
    const [place, second] = [await academy(990002), await inUse()];
    const current = (await standing(place.unitId))?.trustJudgements.get("curriculum")?.id;
    const race = async (where: typeof place, key: string, replacing: string | undefined) =>
      (
        await Promise.all(
          Array.from({ length: 10 }, () => recordJudgement(app, judge, { ...where, indicator: key }, judgement(second.id, replacing))),
        )
      ).map(kind);
    for (const raced of [await race(place, "curriculum", current), await race(place, "reading", undefined)]) {
      expect(raced.filter((answer) => answer === "done")).toHaveLength(1);
      expect(raced.filter((answer) => answer === "crossed")).toHaveLength(9);
    }
  });

  test("the database itself keeps one successor and one first across editions, within a lineage", async () => {
    const second = await inUse();
    const copy = (edition: string, key: string, lineage: string | undefined, replaces: string | null, unit: string | undefined) =>
      keeper.pool.query(
        `insert into diagnose.judgement (trust_id, unit_id, edition_id, indicator, lineage, perspective, school_year, half_term, level, can_share, confidence, direction, narrative, judged_by, role, judged_at, replaces)
         select trust_id, coalesce($5, unit_id), $1, $2, $3, perspective, school_year, half_term, level, can_share, confidence, direction, narrative, judged_by, role, judged_at, $4::uuid
         from diagnose.judgement where id = $6`,
        [edition, key, lineage, replaces, unit ?? null, seen.judged],
      );
    const behaviour = first.lineages["behaviour-and-attitudes"];
    // A second successor, on the edition that closed.
    await expect(copy(first.id, "behaviour-and-attitudes", behaviour, seen.judged ?? "", undefined)).rejects.toThrow(
      /one_successor|judgement_replaced_once/,
    );
    // A first judgement on either edition, where one lineage has one already.
    await copy(first.id, "curriculum", first.lineages.curriculum, null, seen.unjudged);
    await expect(copy(second.id, "curriculum", first.lineages.curriculum, null, seen.unjudged)).rejects.toThrow(/one_successor/);
    // A successor in another lineage, and an indicator that the edition does not have.
    const { rows: last } = await keeper.pool.query<{ id: string }>("select id from diagnose.judgement where replaces = $1", [seen.judged]);
    await expect(copy(second.id, "reading", second.lineages.reading, last[0]?.id ?? "", undefined)).rejects.toThrow(/foreign key/);
    // One of an edition that the trust does not have, and one that replaces what was never judged: each is kept out by the key that says more.
    await expect(copy(crypto.randomUUID(), "curriculum", crypto.randomUUID(), null, undefined)).rejects.toThrow(
      /edition_id_indicator_lineage_fkey/,
    );
    await expect(copy(second.id, "behaviour-and-attitudes", behaviour, second.id, undefined)).rejects.toThrow(
      /lineage_perspective_replaces_fkey/,
    );
    await expect(copy(second.id, "innovation-and-creativity", crypto.randomUUID(), null, undefined)).rejects.toThrow(/foreign key/);
  });

  test("a judgement and the closing of its edition never pass each other", async () => {
    const draft = await makeDraft(app, editor);
    if (!draft.ok) throw new Error("no draft");
    clock = "2026-11-22T12:00:00Z";
    const [second, third] = [await inUse(), await newest()];
    const places = await Promise.all([990003, 990004, 990005, 990006, 990007, 990008].map(academy));
    const [put, ...judged] = await Promise.all([
      putIntoUse(app, editor, third.id, third.version, {
        from: "2026-11-22",
        forerunners: usualForerunners(second.content, third.content),
      }),
      ...places.map((place) => recordJudgement(app, judge, { ...place, indicator: "reading" }, judgement(second.id, undefined))),
    ]);
    expect(kind(put)).toBe("done");
    for (const answer of judged) expect(["done", "edition-closed"]).toContain(kind(answer));
    // The audit chain knows the order in which they were committed.
    const { rows } = await keeper.pool.query(
      `select coalesce(max(seq) filter (where kind = 'diagnose.judgement-recorded' and detail ->> 'edition' = $1), 0)::int as judged,
        max(seq) filter (where kind = 'frameworks.edition-put-into-use')::int as closed from audit.event`,
      [second.id],
    );
    expect(rows[0].judged).toBeLessThan(rows[0].closed);
  });

  test("what was dropped is in no later edition, what is new begins its own, and the audit chain holds over all of it", async () => {
    const second = await look(async (at) => (await listEditions(at)).find(({ number }) => number === 2) as Edition);
    expect(second.lineages.reading).toBeDefined();
    expect(Object.values(second.lineages)).not.toContain(first.lineages["innovation-and-creativity"]);
    const client = await keeper.pool.connect();
    const found = await verifyChain(client, trustId);
    client.release();
    expect(found.broken).toBeUndefined();
  });
});
