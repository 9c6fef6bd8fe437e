import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { forget, type RunningApp, runCommand, startApp } from "./app.ts";

let app: RunningApp;
beforeAll(async () => {
  app = await startApp();
});
afterAll(async () => {
  await app?.stop();
  if (app) forget(app);
});

test("the heads of the audit chains are printed, kept, and held against the chains later", async () => {
  const verify = (...words: string[]) => runCommand(app.dataHome, ["audit", "verify", ...words]);
  const head = await runCommand(app.dataHome, ["audit", "head"]);
  expect(head.code).toBe(0);
  expect(head.out).toMatch(/^[0-9a-f-]{36} \d+ [0-9a-f]{64}$/m);
  const heads = join(app.dataHome, "heads.txt");

  writeFileSync(heads, head.out);
  expect(await verify("--since", heads)).toMatchObject({ code: 0, out: expect.stringMatching(/entries hold/) });

  // A chain that was written anew since has another hash at that entry; one that is gone has none.
  writeFileSync(heads, head.out.replace(/[0-9a-f]{64}/, "0".repeat(64)));
  expect(await verify("--since", heads)).toMatchObject({ code: 1, out: expect.stringMatching(/broken at entry/) });
  writeFileSync(heads, `01900000-0000-7000-8000-000000000000 1 ${"0".repeat(64)}\n`);
  expect(await verify("--since", heads)).toMatchObject({ code: 1, out: expect.stringMatching(/01900000-\S+: broken at entry 1/) });
  expect(await verify()).toMatchObject({ code: 0 });

  writeFileSync(heads, "something else");
  expect(await verify("--since", heads)).toMatchObject({ code: 2, err: expect.stringMatching(/line 1 is no head/) });
  expect(await verify("--since", join(app.dataHome, "nowhere"))).toMatchObject({ code: 2 });
});
