import { expect, test } from "vitest";
import { frameworks } from "../content.ts";
import { considerEntry, considerLog, type Entry, type EntryDraft, openToDos, sayEntryRefusal, sayLogRefusal } from "./log.rules.ts";

test("a log is opened with the call: for an inspection of these days, of a kind there is, one at a time", () => {
  const refused = (kind: "graded" | "ungraded" | undefined, begins: string | undefined, open = false, called = "") => {
    const considered = considerLog(frameworks, { kind, begins, called }, { today: "2026-11-22", open });
    if (considered.ok) return "accepted";
    expect(sayLogRefusal(considered.refusal)).toMatch(/\.$/);
    return considered.refusal.kind;
  };
  expect(refused("graded", "2026-11-24")).toBe("accepted");
  expect(refused("graded", "2026-11-17")).toBe("accepted");
  expect(refused("graded", "2026-11-24", true)).toBe("open-already");
  expect(refused("ungraded", "2026-11-24")).toBe("no-such-kind");
  expect(refused(undefined, "2026-11-24")).toBe("kind-needed");
  expect(refused("graded", undefined)).toBe("day-needed");
  expect(refused("graded", "2027-11-24")).toBe("day-too-far");
  expect(refused("graded", "2026-11-24", false, "x".repeat(2001))).toBe("called-too-long");
});

const plain: EntryDraft = {
  time: "9:40",
  day: "2026-11-24",
  who: "lead",
  asked: "How is reading taught?",
  shown: "",
  toDo: "",
  settles: null,
};
const considered = (more: Partial<EntryDraft>, closed = false) =>
  considerEntry({ ...plain, ...more }, { now: Temporal.Instant.from("2026-11-24T10:00:00Z"), closed, toDos: new Set(["t"]) });
test("an entry says something that has happened, at the clock of London, while the log is open", () => {
  const refused = (more: Partial<EntryDraft>, closed = false) => {
    const outcome = considered(more, closed);
    if (outcome.ok) return "accepted";
    expect(sayEntryRefusal(outcome.refusal)).toMatch(/\.$/);
    return outcome.refusal.kind;
  };
  expect(refused({})).toBe("accepted");
  expect(refused({ asked: " " })).toBe("nothing-written");
  expect(refused({ asked: "", settles: "t" })).toBe("accepted");
  expect(refused({ settles: "u" })).toBe("no-such-to-do");
  expect(refused({ time: "25:00" })).toBe("time-wrong");
  expect(refused({ time: "10:30" })).toBe("time-to-come");
  expect(refused({ time: "10.04" })).toBe("accepted");
  expect(refused({ shown: "x".repeat(4001) })).toBe("too-long");
  expect(refused({}, true)).toBe("closed");
  const summer = considered({ day: "2026-06-24" });
  expect(summer.ok && summer.value.at).toBe("2026-06-24T08:40:00Z");
});

test("what is to do stays until an entry settles it", () => {
  const entry = (id: string, toDo: string, settles: string | null = null): Entry => ({
    id,
    at: "",
    who: "",
    asked: "",
    shown: "",
    toDo,
    settles,
    writtenBy: null,
  });
  expect(openToDos([entry("a", "Find it"), entry("b", "Bring it"), entry("c", "", "a")]).map(({ id }) => id)).toEqual(["b"]);
});
