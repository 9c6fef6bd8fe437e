import { describe, expect, test } from "vitest";
import { browserName } from "./browser.rules.ts";
import { commonestPasswords } from "./commonest-passwords.ts";
import { considerPassword } from "./password.rules.ts";
import { considerReset } from "./reset.rules.ts";

describe("a password", () => {
  const whose = { name: "Rosalind O’Penhale", email: "rosalind.penhale@granite-coast.example" };
  const said = (password: string) => {
    const considered = considerPassword(password, whose, commonestPasswords);
    return considered.ok ? "accepted" : considered.refusal.kind;
  };
  test.each([
    ["elevenchars", "too-short"],
    ["four plain words", "accepted"],
    ["ünïcödé wörd", "accepted"],
    ["🦔🦔🦔🦔🦔🦔🦔🦔🦔🦔🦔", "too-short"],
    ["Q1W2E3R4T5Y6", "common"],
    ["passwordpassword", "common"],
    ["penhale-4711", "own-name"],
    ["ROSALIND rocks", "own-name"],
    ["my name is penhale and so on", "accepted"],
    ["x".repeat(200), "accepted"],
    ["x".repeat(201), "too-long"],
  ])("%s is %s", (password, kind) => expect(said(password)).toBe(kind));

  test("is held against a list of the commonest, each long enough to be chosen at all", () => {
    expect(commonestPasswords.size).toBeGreaterThan(300);
    expect([...commonestPasswords].filter((password) => password.length < 12 || password !== password.toLowerCase())).toEqual([]);
  });
});

describe("a reset link", () => {
  const account = { siteOperator: false, ended: false };
  const said = (over: object, trusts: string[], asked: Parameters<typeof considerReset>[2]) => {
    const considered = considerReset({ ...account, ...over }, trusts, asked);
    return considered.ok ? "made" : considered.refusal.kind;
  };
  test.each([
    ["of somebody in this trust alone", {}, ["a"], "made"],
    ["of somebody in another trust too", {}, ["a", "b"], "other-trust"],
    ["of somebody in another trust only", {}, ["b"], "other-trust"],
    ["of somebody in none", {}, [], "no-account"],
    ["of who runs the site", { siteOperator: true }, ["a"], "site-operator"],
    ["of an account that ended", { ended: true }, ["a"], "account-ended"],
  ])("is asked by a trust %s: %s", (_what, over, trusts, kind) => expect(said(over, trusts, { trustId: "a" })).toBe(kind));

  test("is the site operator's to make for every account that has not ended", () => {
    expect(said({ siteOperator: true }, ["a", "b"], "site")).toBe("made");
    expect(said({ ended: true }, [], "site")).toBe("account-ended");
    expect(considerReset(undefined, [], "site").ok).toBe(false);
  });
});

test.each([
  ["Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0", "Firefox on Windows"],
  [
    "Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) AppleWebKit/605.1.15 Version/19.0 Mobile/15E148 Safari/604.1",
    "Safari on iPhone",
  ],
  ["Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/140.0.0.0 Safari/537.36 Edg/140.0.0.0", "Edge on Windows"],
  ["Mozilla/5.0 (X11; CrOS x86_64 14541.0.0) AppleWebKit/537.36 Chrome/140.0.0.0 Safari/537.36", "Chrome on ChromeOS"],
  ["curl/8.5.0", "An unknown browser"],
  [undefined, "An unknown browser"],
])("%s is %s", (userAgent, name) => expect(browserName(userAgent)).toBe(name));
