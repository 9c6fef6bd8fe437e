import { beforeAll, expect, test } from "vitest";
import { demoTrust } from "../../demo/index.ts";
import { setUpDemonstration } from "../../demo/set-up.ts";
import { plainWords } from "../../language/words.ts";
import type { Person } from "../../platform/access/access.rules.ts";
import { inOneLook } from "../../platform/database/change.ts";
import { testDatabase } from "../../platform/database/testing.ts";
import { findPerson, findTrust, listMeetings } from "../trust.store.ts";
import { changeWords } from "./change-words.ts";
import { loadKeptWords } from "./words.store.ts";

const database = await testDatabase();
const [app, keeper] = [database.database("app"), database.database("keeper")];
let by: Person;
const kept = () => inOneLook(app, by, loadKeptWords);

beforeAll(async () => {
  await setUpDemonstration(keeper, database.database("sign_in").pool);
  const trustId = (await findTrust(app, "granite-coast"))?.trustId ?? "";
  const email = demoTrust().people.find(({ role }) => role === "administrator")?.email;
  const { rows } = await keeper.pool.query("select account_id from organisation.person where email = $1", [email]);
  by = (await inOneLook(app, { trustId, personId: undefined }, (look) => findPerson(look, rows[0].account_id))) as Person;
});

test("a trust that chose none has Eddystone's words", async () => {
  expect(await kept()).toEqual({ words: plainWords, version: 1 });
});

test("of two who change the words at once one is kept and the other is told", async () => {
  const one = { ...plainWords, academy: "school", academies: "schools" };
  const other = { ...plainWords, academy: "college", academies: "colleges" };
  const answers = await Promise.all([changeWords(app, by, one, 1), changeWords(app, by, other, 1)]);
  expect(answers.map((answer) => (answer.ok ? "kept" : answer.refusal.kind)).sort()).toEqual(["crossed", "kept"]);
  expect((await kept()).version).toBe(2);
});

test("the board's full name is what its meetings are called by", async () => {
  const { words, version } = await kept();
  expect((await changeWords(app, by, { ...words, board: "AIG", boardName: "Academy Improvement Group" }, version)).ok).toBe(true);
  expect(new Set((await inOneLook(app, by, listMeetings)).map(({ body }) => body))).toEqual(new Set(["Academy Improvement Group"]));
});

test("the database itself keeps no markup, no blank and no long word", async () => {
  for (const word of ["<b>", " ", "a".repeat(41)])
    await expect(keeper.pool.query("update organisation.words set region = $1", [word])).rejects.toThrow(/violates check constraint/);
});
