import fc from "fast-check";
import { expect, test } from "vitest";
import { reviewKinds, reviewStates } from "../life.rules.ts";
import { type ReviewFile, readReviewFile, writeReviewFile } from "./review-file.form.ts";

const words = fc.string({ unit: "binary", maxLength: 200 }).filter((text) => !/[\ud800-\udfff]/.test(text));
const some = fc.string({ minLength: 1, maxLength: 60 });
const day = fc
  .date({ min: new Date("2000-01-01"), max: new Date("2099-12-31"), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10));
const or = <Value>(one: fc.Arbitrary<Value>) => fc.option(one, { nil: null });
const evidence = fc.record({
  kind: fc.constantFrom("note" as const, "link" as const, "file" as const, "value" as const),
  ...{ title: some, text: or(words), url: or(fc.webUrl()), dated: day, addedBy: some },
  sensitivity: fc.constantFrom("ordinary" as const, "restricted" as const),
  stance: fc.constantFrom("supports" as const, "contradicts" as const),
  file: or(fc.record({ mediaType: some, base64: fc.uint8Array().map((bytes) => Buffer.from(bytes).toString("base64")) })),
  value: or(
    fc.dictionary(
      some.filter((key) => key !== "__proto__"),
      fc.oneof(
        fc.double({ noNaN: true, noDefaultInfinity: true }).map((n) => (Object.is(n, -0) ? 0 : n)),
        words,
      ),
    ),
  ),
});
const row = fc.record({
  ...{ indicator: some, title: some, canShare: fc.boolean(), level: or(some), narrative: words, helps: words, hinders: words, toDo: words },
  status: fc.constantFrom("to-do" as const, "in-progress" as const, "done" as const),
  confidence: or(fc.constantFrom("low" as const, "medium" as const, "high" as const)),
  direction: or(fc.constantFrom("improving" as const, "steady" as const, "declining" as const)),
  ...{ lastLevel: or(some), writtenBy: or(some), writtenOn: or(day), evidence: fc.array(evidence, { maxLength: 3 }) },
  findings: fc.array(
    fc.record({
      kind: fc.constantFrom("strength" as const, "improvement" as const, "concern" as const),
      severity: or(fc.constantFrom("low" as const, "medium" as const, "high" as const)),
      text: some,
    }),
    { maxLength: 3 },
  ),
  reply: or(fc.record({ accurate: fc.boolean(), because: words, by: some })),
});
const review: fc.Arbitrary<ReviewFile> = fc.record({
  eddystone: fc.constant("review" as const),
  format: fc.constant(1 as const),
  framework: fc.record({ key: some, name: some, edition: fc.integer({ min: 1, max: 99 }) }),
  unit: fc.record({ name: some, urn: or(fc.integer({ min: 100000, max: 999999 })) }),
  kind: fc.constantFrom(...reviewKinds),
  state: fc.constantFrom(...reviewStates),
  ...{ about: some, due: or(day), lead: some, rows: fc.array(row, { minLength: 1, maxLength: 4 }) },
});

test("a review that is written to a file and read again is the same review, whatever was written in it", () => {
  fc.assert(
    fc.property(review, (file) => {
      expect(readReviewFile(writeReviewFile(file))).toEqual({ ok: true, value: file });
    }),
    { numRuns: 300 },
  );
});

test.each([
  ["eddystone: plan\nformat: 1\n", /Line 1 .*not the file of a review/],
  ["eddystone: [review\n", /Line 2: this is not YAML/],
  ["a: &x 1\nb: *x\n", /Line 2: write the words out/],
  ["eddystone: review\nformat: 2\n", /newer version/],
])("%j is refused by its line", (text, said) => {
  const read = readReviewFile(text);
  expect(!read.ok && read.refusal.join("\n")).toMatch(said);
});
