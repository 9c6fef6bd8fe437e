import { describe, expect, inject, test } from "vitest";
import { CannotStart } from "./embedded.ts";
import { refuseUnfit, unfit } from "./open.ts";

const fit = { version: "180004", fsync: "on", powerful: false, owns: false };

describe("a database unfit to serve from", () => {
  test.each([
    ["an older PostgreSQL", { ...fit, version: "150018" }, /needs PostgreSQL 18.*this server is 15/],
    ["fsync off", { ...fit, fsync: "off" }, /fsync = off/],
    ["a superuser", { ...fit, powerful: true }, /looks past row-level security/],
    ["an owner", { ...fit, owns: true }, /owns tables/],
  ])("%s is refused in a sentence", (_what, found, sentence) => {
    expect(unfit(found)).toMatch(sentence);
  });

  test("a fit one is not", () => expect(unfit(fit)).toBeUndefined());

  test("the real server of this run, which has fsync off for speed, is refused, and so is its superuser", async () => {
    const server = inject("databaseServer");
    await expect(refuseUnfit(server.app ?? "")).rejects.toThrow(/fsync = off/);
    await expect(refuseUnfit(server.superuser ?? "")).rejects.toThrow(/looks past row-level security/);
    await expect(refuseUnfit(server.owner ?? "")).rejects.toThrow(CannotStart);
  });

  test("a server that is not there is named", async () => {
    await expect(refuseUnfit("postgres://eddystone_app:x@127.0.0.1:1/eddystone")).rejects.toThrow(/127\.0\.0\.1:1 cannot be reached/);
  });
});
