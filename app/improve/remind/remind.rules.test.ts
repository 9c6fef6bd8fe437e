import { describe, expect, test } from "vitest";
import { digestDay, type Item, occasionOf, remindersFor, writeMail } from "./remind.rules.ts";

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
