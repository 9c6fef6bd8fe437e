import { beforeAll, describe, expect, test } from "vitest";
import { demoTrust } from "../../demo/index.ts";
import { setUpDemonstration } from "../../demo/set-up.ts";
import { findPerson, findTrust } from "../../organisation/index.server.ts";
import type { Person } from "../../platform/access/access.rules.ts";
import { inOneLook, type Look } from "../../platform/database/change.ts";
import { testDatabase } from "../../platform/database/testing.ts";
import { shippedFrameworks } from "../content.ts";
import type { EditionContent } from "../edition.rules.ts";
import { editionInUse, findEdition, listEditions, listEveryEdition } from "../edition.store.ts";
import { makeDraft } from "../editions/edit-draft.ts";
import { putIntoUse } from "../editions/put-into-use.ts";
import { bringIn } from "../exchange/bring-in.ts";
import { chooseFramework } from "./choose-framework.ts";

const database = await testDatabase();
const now = () => Temporal.Instant.from("2026-11-21T12:00:00Z");
const app = database.database("app", now);
const keeper = database.database("keeper", now);
let [trustId, editor, judge] = ["", undefined as unknown as Person, undefined as unknown as Person];
const look = <Answer>(work: (look: Look) => Promise<Answer>) => inOneLook(app, { trustId, personId: undefined }, work);
const whoIs = async (role: string): Promise<Person> => {
  const email = demoTrust().people.find((person) => person.role === role)?.email ?? "";
  const { rows } = await keeper.pool.query("select account_id from organisation.person where email = $1", [email]);
  return (await look((at) => findPerson(at, rows[0].account_id))) as Person;
};
const kind = (outcome: { ok: boolean; refusal?: { kind: string } }) => (outcome.ok ? "done" : outcome.refusal?.kind);
const content = (key: string) => shippedFrameworks().get(key) as EditionContent;

beforeAll(async () => {
  await setUpDemonstration(keeper, database.database("sign_in").pool);
  trustId = (await findTrust(app, "granite-coast"))?.trustId ?? "";
  [editor, judge] = [await whoIs("administrator"), await whoIs("trustee")];
});

describe("a trust's frameworks", () => {
  test("one is taken into use once, however many ask for it at once, and by nobody without the role", async () => {
    expect(kind(await chooseFramework(app, judge, "subject-leadership"))).toBe("not-allowed");
    const answers = await Promise.all(Array.from({ length: 4 }, () => chooseFramework(app, editor, "subject-leadership")));
    expect(answers.map(kind).sort()).toEqual(["done", "used-already", "used-already", "used-already"]);
    const chosen = await look((at) => editionInUse(at, "2026-11-21", "subject-leadership"));
    expect(chosen?.content).toEqual(content("subject-leadership"));
    expect(Object.keys(chosen?.lineages ?? {}).sort()).toEqual(
      content("subject-leadership")
        .indicators.map(({ key }) => key)
        .sort(),
    );
  });

  test("the ten indicators stay the one whose edition is in use, whatever else is", async () => {
    const inUse = await look((at) => editionInUse(at, "2026-11-21"));
    expect([inUse?.content.key, inUse?.inUseFrom]).toEqual(["ten-indicators", "2024-09-02"]);
    expect((await look((at) => listEditions(at))).map((edition) => edition.content.key)).toEqual(["ten-indicators"]);
    const others = (await look(listEveryEdition)).map(({ key }) => key);
    expect(others).toEqual(expect.arrayContaining(["subject-leadership", "ten-indicators"]));
    expect(others.length).toBeGreaterThan(2);
    expect(await look((at) => findEdition(at, "no id at all"))).toBeUndefined();
  });

  test("each may have its own draft, and the empty charter begins as one", async () => {
    expect(kind(await makeDraft(app, editor, "subject-leadership"))).toBe("done");
    expect(kind(await makeDraft(app, editor))).toBe("done");
    expect(kind(await makeDraft(app, editor, "subject-leadership"))).toBe("there");
    const charter = await chooseFramework(app, editor, "charter-of-your-own");
    const draft = charter.ok ? await look((at) => findEdition(at, charter.value)) : undefined;
    expect([draft?.inUseFrom, draft?.content.indicators]).toEqual([null, []]);
    const put = await putIntoUse(app, editor, draft?.id ?? "", 1, { from: "2026-11-21", forerunners: {} });
    expect(kind(put)).toBe("not-ready");
  });

  test("one from a file is a draft without loss, and its first edition comes into use without another before it", async () => {
    const own = { ...content("charter-pupil-voice"), key: "our-voice", name: "Our voice" };
    const brought = await bringIn(app, editor, own);
    const draft = brought.ok ? await look((at) => findEdition(at, brought.value)) : undefined;
    expect(draft?.content).toEqual(own);
    expect(kind(await bringIn(app, editor, own))).toBe("draft-there");
    expect(kind(await bringIn(app, judge, { ...own, key: "another", name: "Another" }))).toBe("not-allowed");
    const put = await putIntoUse(app, editor, draft?.id ?? "", 1, { from: "2026-11-21", forerunners: {} });
    expect(kind(put)).toBe("done");
    expect((await look((at) => editionInUse(at, "2026-11-21", "our-voice")))?.number).toBe(1);
  });

  test("each choice is in the audit chain, with no word of what the framework says", async () => {
    const { rows } = await keeper.pool.query<{ kind: string; detail: unknown }>(
      "select kind, detail from audit.event where trust_id = $1 and kind in ('frameworks.edition-copied', 'frameworks.draft-brought-in')",
      [trustId],
    );
    expect(rows.filter(({ detail }) => JSON.stringify(detail).includes('"subject-leadership"'))).toHaveLength(1);
    expect(rows.some((row) => row.kind === "frameworks.draft-brought-in" && JSON.stringify(row.detail).includes('"our-voice"'))).toBe(true);
    expect(JSON.stringify(rows)).not.toMatch(/Our voice/);
  });
});
