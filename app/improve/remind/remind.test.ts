import { beforeAll, describe, expect, test } from "vitest";
import { demonstration, type Identity } from "../../../gates/demonstration.ts";
import { forgetMail } from "../../platform/mail/forget-mail.ts";
import type { Message } from "../../platform/mail/mail.rules.ts";
import { sendWaitingMail } from "../../platform/mail/send-mail.ts";
import type { Handed } from "../../platform/mail/smtp.ts";
import { remindEverybody, remindTrust } from "./remind-people.ts";

const { ask, post, signIn, row, house, database } = await demonstration();
let [lead, principal]: Identity[] = [];
let trust = { trustId: "", slug: "", name: "" };
/** The app on another day. */
const on = (instant: string) => ({
  db: database.database("app", () => Temporal.Instant.from(instant)),
  keeper: database.database("keeper", () => Temporal.Instant.from(instant)),
});
const monday = on("2026-11-23T07:00:00Z");
const origin = "https://eddystone.example";
const mails = async (name: string) =>
  (
    await house.keeper.pool.query<{ day: string; subject: string; body: string; outcome: string | null; taken: boolean }>(
      `select m.day::text, subject, body, outcome, taken_at is not null as taken from platform.mail m join organisation.person p on p.id = m.person_id where p.email like $1 order by day`,
      [`${name}@%`],
    )
  ).rows;
beforeAll(async () => {
  [lead, principal] = [await signIn("callum.treve"), await signIn("daniel.pascoe-reid")];
  trust = await row("select trust_id as \"trustId\", slug, name from organisation.directory where slug = 'granite-coast'");
});

describe("reminders by mail", () => {
  test("are not made on a weekend, nor before six", async () => {
    expect(await remindEverybody(on("2026-11-22T12:00:00Z").db, origin)).toBe(0);
    expect(await remindEverybody(on("2026-11-23T05:59:00Z").db, origin)).toBe(0);
  });
  test("are not made on a bank holiday", async () => {
    for (const day of ["2026-12-25", "2026-12-28", "2027-03-29"]) expect(await remindEverybody(on(`${day}T12:00:00Z`).db, origin)).toBe(0);
  });
  test("are one mail for each person, however many processes make them at once", async () => {
    const made = await Promise.all([remindTrust(monday.db, trust, origin), remindTrust(on("2026-11-23T07:00:01Z").db, trust, origin)]);
    const { n, people } = await row<{ n: number; people: number }>(
      "select count(*)::int as n, count(distinct person_id)::int as people from platform.mail where day = '2026-11-23'",
    );
    expect(n).toBeGreaterThan(20);
    expect([n, made[0] + made[1]]).toEqual([people, n]);
    expect(await remindTrust(monday.db, trust, origin)).toBe(0);
  });
  test("say what is overdue once, and everything on a Monday", async () => {
    const [first] = await mails("callum.treve");
    expect(first?.body).toMatch(
      /Overdue\n\n- Find where GPS is best in the trust, and share how .*Due on 13 November 2026 \(Autumn 2\), 10 days ago/s,
    );
    expect(first?.body).toContain(`${origin}/granite-coast/my-work/`);
    expect(first?.body).toMatch(/Everything that you have to do/);
    await remindTrust(on("2026-11-24T07:00:00Z").db, trust, origin);
    expect((await mails("callum.treve")).map(({ day }) => day)).toEqual(["2026-11-23"]);
  });
  test("name the figures that are due with all else that is, in the same mail", async () => {
    const { due } = await row<{ due: string }>("select max(due)::text as due from measures.cycle");
    await house.keeper.pool.query("delete from measures.sign_off");
    const day = Temporal.PlainDate.from(due);
    const workday = day.dayOfWeek > 5 ? day.subtract({ days: day.dayOfWeek - 5 }) : day;
    await remindTrust(on(`${workday}T08:00:00Z`).db, trust, origin);
    const that = (await mails("daniel.pascoe-reid")).filter((mail) => mail.day === workday.toString());
    expect(that).toHaveLength(1);
    expect(that[0]?.body).toMatch(/Due today\n\n- .*\(Lanmerrin Primary Academy\)/);
  });
  test("leave everything out on the day where somebody wants it never, and still say what is due", async () => {
    const way = "/granite-coast/my-work/reminders";
    expect((await post(way, lead as Identity, { weekday: "8" })).status).toBe(422);
    expect((await post(way, lead as Identity, { weekday: "1" })).text).toMatch(/how it is already/);
    expect((await post(way, lead as Identity, { weekday: "never", choices: "0" })).status).toBe(303);
    const crossed = await post(way, lead as Identity, { weekday: "3", choices: "0" });
    expect([crossed.status, /another window: Never\./.test(crossed.text), /value="3" checked/.test(crossed.text)]).toEqual([
      409,
      true,
      true,
    ]);
    await remindTrust(on("2026-11-30T07:00:00Z").db, trust, origin);
    const said = (await mails("callum.treve")).filter(({ day }) => day === "2026-11-30");
    expect(said.map(({ body }) => body).join()).not.toMatch(/Everything that you have to do/);
    const page = (await ask(way, lead)).text;
    expect(page).toMatch(/value="never" checked/);
    expect(page).toMatch(/23 November 2026: /);
    expect((await ask(way, principal)).text).not.toMatch(/Find where GPS is best/);
  });
});

describe("sending", () => {
  const waiting = async () => (await row<{ n: number }>("select count(*)::int as n from platform.mail where taken_at is null")).n;
  const given: Message[] = [];
  const hand = (answer: (message: Message, nth: number) => Handed | "lost") => async (message: Message) => {
    const came = answer(message, given.length);
    if (came === "sent" || came === "lost") given.push(message);
    if (came === "lost") throw new Error("nobody knows");
    return came;
  };
  test("waits while no server answers, and gives up what is two days old", async () => {
    const before = await waiting();
    expect(
      await sendWaitingMail(
        monday.db,
        monday.keeper,
        hand(() => "later"),
      ),
    ).toBe(0);
    expect(await waiting()).toBe(before);
    const later = on("2027-06-01T07:00:00Z");
    expect(
      await sendWaitingMail(
        later.db,
        later.keeper,
        hand(() => "sent"),
      ),
    ).toBe(0);
  });
  test("hands each mail over once, though processes race, and some are lost on the way", async () => {
    const at = { ...monday, again: on("2026-11-23T08:00:00Z") };
    const way = hand((_, nth) => (nth % 7 === 3 ? "lost" : "sent"));
    for (let turn = 0; turn < 5; turn++)
      await Promise.all([sendWaitingMail(at.db, at.keeper, way), sendWaitingMail(at.again.db, at.again.keeper, way)]);
    const ids = given.map(({ id }) => id);
    expect(ids.length).toBeGreaterThan(20);
    expect(new Set(ids).size).toBe(ids.length);
    const { lost } = await row<{ lost: number }>(
      "select count(*)::int as lost from platform.mail where taken_at is not null and ended_at is null",
    );
    expect(lost).toBeGreaterThan(0);
    expect(given.every(({ address }) => address.endsWith("@granite-coast.example"))).toBe(true);
  });
});

describe("mail is forgotten", () => {
  const days = async (table: string, of = "") =>
    (await house.keeper.pool.query<{ day: string }>(`select distinct m.day::text from ${table} ${of} order by 1`)).rows.map(
      ({ day }) => day,
    );
  const kept = async () => [await days("platform.mail m"), await days("improve.reminder r", "join platform.mail m on m.id = r.mail_id")];
  const plus = (day: string, more: number) => Temporal.PlainDate.from(day).add({ days: more }).toString();
  test("when its 400 days are over and not before, with what it reminded of, and the trust's audit says so", async () => {
    const before = await kept();
    const [first = "", ...others] = before[0] ?? [];
    expect([first, before[1]?.[0], others.length > 0]).toEqual(["2026-11-23", "2026-11-23", true]);
    expect(await forgetMail(on(`${plus(first, 400)}T07:00:00Z`).db, trust.trustId)).toBe(0);
    expect(await kept()).toEqual(before);
    const { n } = await row<{ n: number }>("select count(*)::int as n from platform.mail where day = $1", [first]);
    const late = on(`${plus(first, 401)}T07:00:00Z`).db;
    const gone = await Promise.all([forgetMail(late, trust.trustId), forgetMail(late, trust.trustId)]);
    expect(gone.toSorted((a, b) => a - b)).toEqual([0, n]);
    expect(await kept()).toEqual(before.map((each) => each.filter((day) => day !== first)));
    const { detail } = await row<{ detail: object }>("select detail from audit.event where kind = 'platform.mail-forgotten'");
    expect(detail).toEqual({ mails: n, before: plus(first, 1) });
  });
  test("in no other trust", async () => {
    const elsewhere = crypto.randomUUID();
    expect(await forgetMail(on("2040-01-03T07:00:00Z").db, elsewhere)).toBe(0);
    expect((await kept())[0]?.length).toBeGreaterThan(0);
  });
  test("each day before people are reminded, and who still owes the same is told anew", async () => {
    const overdue = async () =>
      (await row<{ n: number }>("select count(*)::int as n from improve.reminder where occasion = 'overdue' and due < '2026-11-23'")).n;
    expect(await overdue()).toBe(0);
    await remindEverybody(on("2028-01-31T07:00:00Z").db, origin);
    const [mails] = await kept();
    expect(mails).toEqual(["2028-01-31"]);
    expect(await overdue()).toBeGreaterThan(0);
    const told = await overdue();
    await remindEverybody(on("2028-02-01T07:00:00Z").db, origin);
    expect([(await kept())[0], await overdue()]).toEqual([["2028-01-31"], told]);
  });
});
