import { expect, test } from "vitest";
import { bench } from "./scale.bench.mjs";

// What a page touches does not depend on the clock, so it is held at every run; `npm run bench -- scale` measures time, and more trusts.
test("a page touches no more blocks among twelve trusts than in one", { timeout: 290_000 }, async () => {
  const ratios = await bench({ scale: "C", say: () => {} });
  const blocks = ratios.filter(({ name }) => name.startsWith("buffers "));
  expect(blocks.length).toBeGreaterThan(90);
  const failed = blocks.filter(({ pass }) => !pass);
  expect(failed.map(({ name, value, target }) => `${name}: ${value} ${target}`)).toEqual([]);
});
