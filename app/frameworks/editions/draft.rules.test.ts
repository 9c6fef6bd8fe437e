import { describe, expect, it } from "vitest";
import { shippedFramework } from "../content.ts";
import { readEditionContent } from "../index.ts";
import { findUnready, readIndicatorWords, readRulesWords } from "./draft.form.ts";
import {
  addIndicator,
  beginDraft,
  type DraftRefusal,
  hasChangedSince,
  moveIndicator,
  removeIndicator,
  writeIndicator,
  writeRules,
} from "./draft.rules.ts";
import { sayDraftRefusal } from "./draft.words.ts";
import { carryOver, considerPuttingIntoUse, sayPutIntoUseRefusal, usualForerunners } from "./put-into-use.rules.ts";

const shipped = shippedFramework();
const draft = beginDraft(shipped, "2026-11-21");
const order = (content: typeof draft) => content.indicators.map(({ short, ordinal }) => `${ordinal} ${short}`);
const value = <Value>(outcome: { ok: true; value: Value } | { ok: false; refusal: unknown }): Value => {
  if (!outcome.ok) throw new Error(JSON.stringify(outcome.refusal));
  return outcome.value;
};
const kind = (outcome: { ok: boolean; refusal?: { kind: string } }) => (outcome.ok ? undefined : outcome.refusal?.kind);

describe("a draft", () => {
  it("begins as what the edition before says, dated on its own day", () => {
    expect(draft).toEqual({ ...shipped, dated: "2026-11-21" });
    expect(findUnready(draft)).toEqual([]);
  });

  it("takes an indicator at the end, and is not ready until its four descriptors are written", () => {
    const { content, key } = value(addIndicator(draft, { title: "Élan & Reading!", short: "Reading" }));
    expect(key).toBe("elan-reading");
    expect(content.indicators.at(-1)?.ordinal).toBe(11);
    expect(findUnready(content)).toEqual([
      "11 Élan & Reading!: write what “Not yet”, “Working towards”, “Expected” and “Strength” looks like.",
    ]);
    const descriptors = Object.fromEntries(content.levels.map((level) => [level.key, `At ${level.name}.`]));
    const written = value(writeIndicator(content, key, { title: "Reading", short: "Reading", descriptors }));
    expect(findUnready(written)).toEqual([]);
    expect(written.indicators.at(-1)?.key).toBe("elan-reading");
  });

  it("never gives two indicators one key, one title or one short title", () => {
    const { content } = value(addIndicator(draft, { title: "Réading", short: "A" }));
    expect(value(addIndicator(content, { title: "Reading", short: "B" })).key).toBe("reading-2");
    expect(kind(addIndicator(draft, { title: "CURRICULUM: coverage and innovation ", short: "B" }))).toBe("title-taken");
    expect(kind(addIndicator(draft, { title: "B", short: "curriculum" }))).toBe("short-taken");
    const [first] = draft.indicators;
    expect(writeIndicator(draft, first?.key ?? "", first as NonNullable<typeof first>).ok).toBe(true);
  });

  it("holds twenty indicators and no more, and one and no fewer", () => {
    let content = draft;
    for (let at = 11; at <= 20; at++) content = value(addIndicator(content, { title: `T${at}`, short: `S${at}` })).content;
    expect(kind(addIndicator(content, { title: "T21", short: "S21" }))).toBe("too-many");
    for (const { key } of content.indicators.slice(1)) content = value(removeIndicator(content, key));
    expect(kind(removeIndicator(content, content.indicators[0]?.key ?? ""))).toBe("last-indicator");
  });

  it("numbers its indicators anew when one moves or leaves", () => {
    const moved = value(moveIndicator(draft, "curriculum", "up"));
    expect(order(moved).slice(0, 4)).toEqual(["1 Attainment", "2 Curriculum", "3 Behaviour", "4 Wellness"]);
    expect(order(value(moveIndicator(moved, "curriculum", "down")))).toEqual(order(draft));
    expect(order(value(moveIndicator(draft, "pupil-attainment-and-progress", "up")))).toEqual(order(draft));
    expect(order(value(removeIndicator(draft, "behaviour-and-attitudes"))).slice(0, 2)).toEqual(["1 Attainment", "2 Curriculum"]);
  });

  it("is not crossed by what changed in other parts, nor by what was seen", () => {
    const now = { version: 5, parts: { rules: 3, "indicator/curriculum": 5 }, content: draft };
    expect(hasChangedSince(now, "rules", 3)).toBe(false);
    expect(hasChangedSince(now, "rules", 2)).toBe(true);
    expect(hasChangedSince(now, "indicator/curriculum", 4)).toBe(true);
    expect(hasChangedSince(now, "list", 1)).toBe(false);
    for (const never of [0, -1, 6, Number.NaN]) expect(hasChangedSince(now, "list", never)).toBe(true);
  });
});

describe("the rules of a draft", () => {
  const form = (changes: Record<string, string | undefined> = {}) => {
    const fields: Record<string, string> = { name: shipped.name, source: shipped.source, freshForDays: "365" };
    for (const level of shipped.levels) fields[`level-${level.key}`] = level.name;
    for (const category of [...shipped.categories, { key: "not-yet-emerging", name: "Not yet Emerging", needs: [] }]) {
      fields[`category-${category.key}`] = category.name;
      category.needs.forEach((need, at) => {
        fields[`need-${category.key}-${at + 1}-count`] = String(need.count);
        fields[`need-${category.key}-${at + 1}-level`] = need.atLeast;
        if (need.shareable) fields[`need-${category.key}-${at + 1}-shareable`] = "yes";
      });
    }
    const data = new FormData();
    for (const [name, text] of Object.entries({ ...fields, ...changes })) if (text !== undefined) data.set(name, text);
    return data;
  };

  it("are read back as they were written", () => {
    const written = value(writeRules(draft, value(readRulesWords(form(), draft))));
    expect(written).toEqual(draft);
  });

  it("change names and needs and keep every key", () => {
    const said = form({
      "level-expected": "Secure",
      "category-aspiring": "Growing",
      "need-aspiring-1-count": "6",
      own: "yes",
      freshForDays: "200",
    });
    const written = value(writeRules(draft, value(readRulesWords(said, draft))));
    expect(written.levels.map(({ key, name }) => `${key} ${name}`)[2]).toBe("expected Secure");
    expect(written.categories[1]).toEqual({ key: "aspiring", name: "Growing", needs: [{ count: 6, atLeast: "expected" }] });
    expect([written.marked, written.freshForDays]).toEqual(["own", 200]);
    expect(readEditionContent(written).ok).toBe(true);
  });

  it.each<[string, Record<string, string | undefined>, string]>([
    ["no name of a level", { "level-expected": " " }, "level-expected"],
    ["a count that is no number", { "need-aspiring-1-count": "most" }, "need-aspiring-1-count"],
    ["a category that needs nothing", { "need-aspiring-1-count": "" }, "need-aspiring-1-count"],
    ["no days", { freshForDays: "soon" }, "freshForDays"],
  ])("are refused with %s", (_what, changes, field) => {
    const read = readRulesWords(form(changes), draft);
    expect(read.ok ? [] : read.refusal.map((one) => one.field)).toEqual([field]);
  });

  it.each<[string, Record<string, string | undefined>, DraftRefusal["kind"], RegExp]>([
    ["two levels of one name", { "level-expected": "strength" }, "name-taken", /used twice/],
    ["more needed than there are", { "need-emerging-1-count": "11" }, "rules-disagree", /“Emerging” asks for 11/],
    ["a higher category easier than a lower", { "need-emerging-1-count": "6" }, "rules-disagree", /“Aspiring” stands above “Emerging”/],
    ["a level that is none", { "need-emerging-1-level": "superb" }, "rules-disagree", /“Emerging” names the level "superb"/],
  ])("are refused with %s", (_what, changes, wanted, said) => {
    const refused = writeRules(draft, value(readRulesWords(form(changes), draft)));
    expect(kind(refused)).toBe(wanted);
    if (!refused.ok) expect(sayDraftRefusal(refused.refusal)).toMatch(said);
  });

  it("of an indicator let a descriptor wait, but not a title", () => {
    const data = new FormData();
    data.set("short", "x".repeat(25));
    const read = readIndicatorWords(data, draft);
    expect(read.ok ? [] : read.refusal.map((one) => one.field)).toEqual(["title", "short"]);
  });
});

describe("the scale of a draft that the board does not decide by", () => {
  const charter = beginDraft({ ...shipped, key: "charter-of-reading", kind: "charter" }, "2026-11-21");
  const save = (changes: Record<string, string | undefined>, content = charter) => {
    const form = new FormData();
    const fields: Record<string, string | undefined> = { name: charter.name, source: charter.source, freshForDays: "365" };
    for (const level of content.levels) fields[`level-${level.key}`] = level.name;
    for (const category of content.categories) {
      fields[`category-${category.key}`] = category.name;
      category.needs.forEach((need, at) => {
        fields[`need-${category.key}-${at + 1}-count`] = String(need.count);
        fields[`need-${category.key}-${at + 1}-level`] = need.atLeast;
        if (need.shareable) fields[`need-${category.key}-${at + 1}-shareable`] = "yes";
      });
    }
    fields["category-not-yet-emerging"] = "Not yet Emerging";
    const all: Record<string, string | undefined> = { ...fields, kind: "charter", subjects: "academy", ...changes };
    for (const [name, said] of Object.entries(all))
      if (said !== undefined) for (const one of name === "levels-away" ? said.split(" ") : [said]) form.append(name, one);
    const read = readRulesWords(form, content);
    return read.ok ? writeRules(content, read.value) : read;
  };
  const scale = (content: typeof charter) => content.levels.map(({ key, rank }) => `${rank} ${key}`);

  it("takes a level where it is wanted, still to be described at every indicator", () => {
    const above = value(save({ "level-added": "Beacon", "level-added-above": "strength" }));
    expect(scale(above)).toEqual(["0 not-yet", "1 working-towards", "2 expected", "3 strength", "4 beacon"]);
    expect(findUnready(above)).toHaveLength(10);
    expect(above.indicators[0]?.descriptors.expected).toBe(charter.indicators[0]?.descriptors.expected);
    const lowest = value(save({ "level-added": "Unseen", "level-added-above": "" }));
    expect(scale(lowest)).toEqual(["0 unseen", "1 not-yet", "2 working-towards", "3 expected", "4 strength"]);
  });

  it("loses a level with what was said of it, and is whole at once", () => {
    const fewer = value(save({ "levels-away": "not-yet" }));
    expect(scale(fewer)).toEqual(["0 working-towards", "1 expected", "2 strength"]);
    expect(fewer.indicators.every(({ descriptors }) => !("not-yet" in descriptors))).toBe(true);
    expect(findUnready(fewer)).toEqual([]);
  });

  it("takes one in the place of another, above what is left below it", () => {
    const changed = value(save({ "levels-away": "not-yet", "level-added": "Unseen", "level-added-above": "not-yet" }));
    expect(scale(changed)).toEqual(["0 unseen", "1 working-towards", "2 expected", "3 strength"]);
  });

  it.each<[string, Record<string, string | undefined>, RegExp]>([
    ["a level that a category needs", { "levels-away": "expected" }, /names the level "expected", which there is not/],
    ["all levels but one", { "levels-away": "not-yet working-towards expected" }, /Two levels/],
    ["a new level of a name that is there", { "level-added": "expected" }, /used twice/],
    ["an assurance without its warning", { kind: "assurance" }, /Write the warning/],
  ])("cannot lose or be %s", (_what, changes, said) => {
    const refused = save(changes);
    if (refused.ok || Array.isArray(refused.refusal)) throw new Error("it was not refused by the rules");
    expect(sayDraftRefusal(refused.refusal as DraftRefusal)).toMatch(said);
  });

  it("says what it is for, what it is about and its warning", () => {
    const said = value(save({ kind: "assurance", subjects: "board", warning: " No names of pupils. " }));
    expect([said.kind, said.subjects, said.warning]).toEqual(["assurance", ["board"], "No names of pupils."]);
    const none = save({ subjects: undefined });
    expect(none.ok || none.refusal).toEqual([{ field: "subjects", text: "Choose at least one thing it can be about." }]);
  });

  it("stays as it is where the board decides by it", () => {
    const said = value(save({ "levels-away": "not-yet", "level-added": "Beacon", kind: "charter", subjects: "board" }, draft));
    expect([scale(said), said.kind, said.subjects]).toEqual([scale(draft), draft.kind, draft.subjects]);
  });
});

describe("putting a draft into use", () => {
  const lineages = Object.fromEntries(shipped.indicators.map(({ key }) => [key, `lineage of ${key}`]));
  const facts = { before: { content: shipped, inUseFrom: "2024-09-02", lineages }, draft, unready: [] as string[], today: "2026-11-21" };
  const wanted = { from: "2027-01-04", forerunners: usualForerunners(shipped, draft) };

  it("carries an indicator over by its key, begins a new one, and names the dropped", () => {
    const { content } = value(addIndicator(value(removeIndicator(draft, "curriculum")), { title: "Reading", short: "Reading" }));
    const forerunners = usualForerunners(shipped, content);
    expect([forerunners.reading, forerunners["staff-development"]]).toEqual(["", "staff-development"]);
    const carried = value(carryOver({ before: facts.before, draft: content }, forerunners));
    expect(carried.dropped).toEqual(["curriculum"]);
    expect(carried.lineages.get("reading")).toBeUndefined();
    expect(
      value(carryOver({ before: facts.before, draft: content }, { ...forerunners, reading: "curriculum" })).lineages.get("reading"),
    ).toBe("lineage of curriculum");
  });

  it.each([
    ["a draft that is not finished", { unready: ["Write it."] }, {}, "not-ready"],
    ["no day", {}, { from: "" }, "no-day"],
    ["yesterday", {}, { from: "2026-11-20" }, "day-past"],
    ["the first day of the edition before", { before: { ...facts.before, inUseFrom: "2027-01-04" } }, {}, "day-too-early"],
    ["a forerunner that never was", {}, { forerunners: { ...wanted.forerunners, curriculum: "x" } }, "no-such-forerunner"],
    ["one forerunner for two", {}, { forerunners: { ...wanted.forerunners, curriculum: "staff-development" } }, "forerunner-twice"],
  ])("is refused with %s, in words", (_what, change, wish, refused) => {
    const considered = considerPuttingIntoUse({ ...facts, ...change }, { ...wanted, ...wish });
    expect(kind(considered)).toBe(refused);
    if (!considered.ok) expect(sayPutIntoUseRefusal(considered.refusal)).toMatch(/\.$/);
  });

  it("may be today", () => expect(considerPuttingIntoUse(facts, { ...wanted, from: "2026-11-21" }).ok).toBe(true));
});
