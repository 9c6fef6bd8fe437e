import { describe, expect, test } from "vitest";
import { digestDay, type Item, isWorkday, occasionOf, remindersFor, writeMail } from "./remind.rules.ts";

// 23 November 2026 is a Monday.
const item = (key: string, due: string | null, more: Partial<Item> = {}): Item => ({
  ...{ key, title: `Title of ${key}`, href: `/t/${key}`, of: "North", says: "To do", due, over: false, heading: "Actions", named: true },
  ...more,
});

describe("somebody is reminded", () => {
  test.each([
    ["2026-12-02", "2026-11-24", undefined],
    ["2026-12-02", "2026-11-25", "in-7-days"],
    ["2026-12-02", "2026-11-30", "in-7-days"],
    ["2026-12-02", "2026-12-01", "in-1-day"],
    ["2026-12-02", "2026-12-02", "due"],
    ["2026-12-02", "2026-12-03", "overdue"],
  ])("of what is due on %s, on %s: %s", (due, today, occasion) => expect(occasionOf(due, today)).toBe(occasion));
  test.each([
    ["Monday is told on the Friday before", "2026-11-30", "2026-11-27", "in-1-day"],
    ["Saturday is told on its Friday", "2026-11-28", "2026-11-27", "due"],
    ["Saturday is overdue on the Monday", "2026-11-28", "2026-11-30", "overdue"],
    ["Sunday is told a week before on the Friday before that", "2026-12-06", "2026-11-27", "in-7-days"],
  ])("on working days: what is due on a %s", (_, due, today, occasion) => expect(occasionOf(due, today)).toBe(occasion));
  // Good Friday is 26 March 2027 and Easter Monday the 29th; 25 December 2026 is a Friday, and 28 December and 1 January are bank holidays.
  test.each([
    ["the Tuesday after Easter is told on the Thursday before it", "2027-03-30", "2027-03-25", "in-1-day"],
    ["the Tuesday after Easter is not told so on the Wednesday", "2027-03-30", "2027-03-24", "in-7-days"],
    ["Easter Monday is told on that Thursday", "2027-03-29", "2027-03-25", "due"],
    ["Easter Monday is told a working day before on the Wednesday", "2027-03-29", "2027-03-24", "in-1-day"],
    ["Easter Monday is overdue on the Tuesday", "2027-03-29", "2027-03-30", "overdue"],
    ["Christmas Day is told on Christmas Eve", "2026-12-25", "2026-12-24", "due"],
    ["the Tuesday after Boxing Day is told on Christmas Eve", "2026-12-29", "2026-12-24", "in-1-day"],
    ["the Monday after New Year is told on New Year’s Eve", "2027-01-04", "2026-12-31", "in-1-day"],
    [
      "a Monday is told a week before on the Thursday before Easter, where that Monday is of Easter",
      "2027-04-05",
      "2027-03-25",
      "in-7-days",
    ],
  ])("over bank holidays: %s", (_, due, today, occasion) => expect(occasionOf(due, today)).toBe(occasion));
  test.each(["2026-12-25", "2026-12-28", "2027-01-01", "2027-03-26", "2027-03-29", "2027-05-03"])(
    "of nothing on %s, a bank holiday",
    (day) => expect([isWorkday(day), occasionOf("2026-11-01", day), digestDay(1, day)]).toEqual([false, undefined, undefined]),
  );
  test.each(["2026-12-21", "2026-10-28", "2027-02-17", "2027-08-05"])("on %s too, when schools are closed", (day) =>
    expect([isWorkday(day), occasionOf(day, day)]).toEqual([true, "due"]),
  );
  test.each([
    ["a Monday that is a bank holiday comes on the Tuesday", 1, "2027-03-30", "2027-03-29"],
    ["a Friday that is one comes on the Thursday", 5, "2027-03-25", "2027-03-26"],
    ["a Friday that is one, and no sooner", 5, "2027-03-24", undefined],
    ["a Thursday before a bank holiday keeps its day", 4, "2026-12-24", "2026-12-24"],
    ["a Thursday and a Friday that both are come on the Wednesday", 4, "2022-06-01", "2022-06-02"],
    ["a Tuesday after Monday and before it was a holiday comes on the Wednesday", 2, "2021-12-29", "2021-12-28"],
  ])("of everything: %s", (_, weekday, today, day) => expect(digestDay(weekday, today)).toBe(day));
  test("of everything once in each week of ten years, whichever day they chose", () => {
    for (const weekday of [1, 2, 3, 4, 5]) {
      const told = new Map<string, number>();
      let written: ReturnType<typeof remindersFor>["reminders"] = [];
      for (let day = Temporal.PlainDate.from("2019-01-07"); day.year < 2029; day = day.add({ days: 1 })) {
        const { reminders } = remindersFor([item("a", null)], weekday, written, day.toString());
        if (reminders.length === 0) continue;
        written = reminders;
        const monday = day.subtract({ days: day.dayOfWeek - 1 }).toString();
        told.set(monday, (told.get(monday) ?? 0) + reminders.length);
      }
      expect([...new Set(told.values())]).toEqual([1]);
      expect(told.size).toBe(521);
    }
  });
  test("of nothing on a weekend", () =>
    expect([occasionOf("2026-11-01", "2026-11-22"), digestDay(1, "2026-11-22")]).toEqual([undefined, undefined]));
  test("of each thing once for each occasion, and again where its day moves", () => {
    const told = remindersFor([item("a", "2026-11-24")], null, [], "2026-11-23");
    expect(told.reminders).toEqual([{ item: "a", occasion: "in-1-day", due: "2026-11-24" }]);
    expect(remindersFor([item("a", "2026-11-24")], null, told.reminders, "2026-11-23").reminders).toEqual([]);
    expect(remindersFor([item("a", "2026-11-25")], null, told.reminders, "2026-11-24").near).toHaveLength(1);
  });
  test("of everything on the day they chose, or on the next where that was missed, once a week", () => {
    const all = [item("a", null), item("b", "2027-06-01")];
    expect(remindersFor(all, 3, [], "2026-11-24").digest).toHaveLength(0);
    const told = remindersFor(all, 3, [], "2026-11-26");
    expect([told.digest.length, told.reminders]).toEqual([2, [{ item: "digest", occasion: "digest", due: "2026-11-25" }]]);
    expect(remindersFor(all, 3, told.reminders, "2026-11-27").reminders).toEqual([]);
    expect(remindersFor(all, null, [], "2026-11-25").reminders).toEqual([]);
    expect(remindersFor([], 3, [], "2026-11-25").reminders).toEqual([]);
  });
});

test("one mail holds all of it, the overdue first, and keeps to itself what is not for a mail", () => {
  const items = [
    item("late", "2026-11-13"),
    item("soon", "2026-11-24", { of: "South" }),
    item("secret", "2026-11-23", { heading: "Findings that you answer", named: false }),
  ];
  const around = { name: "Callum", trust: "Granite", origin: "https://e.example", page: "/t/my-work", halfTerm: () => "Autumn 2" };
  const { subject, body } = writeMail(remindersFor(items, 1, [], "2026-11-23"), around, "2026-11-23");
  expect(subject).toBe("3 things due, 1 of them overdue: Granite");
  expect(body.indexOf("Overdue")).toBeLessThan(body.indexOf("Due today"));
  expect(body).toContain("- Title of late (North). Due on 13 November 2026 (Autumn 2), 10 days ago.\n  https://e.example/t/late");
  expect(body).not.toContain("Title of secret");
  expect(body).toContain("Findings that you answer: North");
  expect(body.match(/Everything that you have to do/g)).toHaveLength(1);
});
test.each([
  ["2027-03-25", "2027-03-25", "Due today"],
  ["2027-03-25", "2027-03-28", "Due before the next working day"],
  ["2027-03-25", "2027-03-30", "Due on the next working day"],
  ["2027-03-24", "2027-03-29", "Due before the working day after the next"],
  ["2027-03-25", "2027-04-01", "Due within a week"],
  ["2027-03-25", "2027-04-05", "Due within two weeks"],
  ["2027-03-30", "2027-03-29", "Overdue"],
])("on %s, what is due on %s stands under “%s”", (today, due, heading) => {
  const around = { name: "Callum", trust: "Granite", origin: "https://e.example", page: "/t/my-work", halfTerm: () => undefined };
  const { body } = writeMail(remindersFor([item("a", due)], null, [], today), around, today);
  expect(body.split("\n\n").slice(1, 3).join("|")).toMatch(new RegExp(`^${heading}\\|- Title of a`));
});
