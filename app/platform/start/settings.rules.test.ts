import { describe, expect, test } from "vitest";
import { readSettings, saySettingsRefusal } from "./settings.rules.ts";

const settings = (env: Record<string, string>) => {
  const read = readSettings(env);
  if (!read.ok) throw new Error(saySettingsRefusal(read.refusal));
  return read.value;
};
const refusal = (env: Record<string, string>) => {
  const read = readSettings(env);
  return read.ok ? undefined : saySettingsRefusal(read.refusal);
};
const fit = { EDDYSTONE_ENV: "production", EDDYSTONE_DEMO: "0", EDDYSTONE_ORIGIN: "https://eddystone.example" };
const server = (password: string) => `postgres://eddystone_app:${password}@db/eddystone`;

describe("without a word, Eddystone is tried out", () => {
  test("on port 3000, with the demonstration, silent, at once gone", () =>
    expect(settings({})).toEqual({
      port: 3000,
      production: false,
      origin: undefined,
      trustProxy: false,
      demonstration: true,
      log: "text",
      metrics: undefined,
      drainSeconds: 0,
    }));
});

describe("production", () => {
  test("is what a database server means, unless it is called a trial", () => {
    expect(settings({ ...fit, EDDYSTONE_ENV: "", DATABASE_URL: server("Xq3") })).toMatchObject({ production: true, log: "json" });
    expect(settings({ EDDYSTONE_ENV: "trial", DATABASE_URL: server("Xq3") })).toMatchObject({ production: false, log: "json" });
    expect(refusal({ DATABASE_URL: server("Xq3") })).toMatch(/Set EDDYSTONE_DEMO=0/);
  });
  test("logs for machines and lets a balancer see that it stops", () =>
    expect(settings(fit)).toMatchObject({ production: true, log: "json", drainSeconds: 5 }));
  test("may be told otherwise in both", () =>
    expect(settings({ ...fit, EDDYSTONE_LOG: "text", EDDYSTONE_DRAIN_SECONDS: "0" })).toMatchObject({ log: "text", drainSeconds: 0 }));

  test.each([
    ["the demonstration", { EDDYSTONE_DEMO: "" }, /Set EDDYSTONE_DEMO=0/],
    ["no address of its own", { EDDYSTONE_ORIGIN: "" }, /Set EDDYSTONE_ORIGIN/],
    ["an address in the clear", { EDDYSTONE_ORIGIN: "http://eddystone.example" }, /travel in the clear/],
    ["a localhost that is none", { EDDYSTONE_ORIGIN: "http://localhost.example" }, /travel in the clear/],
    ["a path after its address", { EDDYSTONE_ORIGIN: "https://trust.example/eddystone" }, /no address of a site/],
    ["somebody in its address", { EDDYSTONE_ORIGIN: "https://me@trust.example" }, /no address of a site/],
    ["a host without its scheme", { EDDYSTONE_ORIGIN: "trust.example" }, /no address of a site/],
    ["another scheme", { EDDYSTONE_ORIGIN: "ftp://trust.example" }, /no address of a site/],
    ["a usual password", { DATABASE_URL: server("postgres") }, /DATABASE_URL carries a password that everybody knows/],
    ["a password that is the role's name", { DATABASE_OWNER_URL: server("eddystone_app") }, /DATABASE_OWNER_URL carries/],
  ])("refuses %s, in one sentence that says what to do", (_what, env, sentence) => {
    const said = refusal({ ...fit, ...env });
    expect(said).toMatch(sentence);
    expect(said).toMatch(/^[^\n]+(Set|Give) [^\n]+\.$/);
  });
  test.each(["http://localhost:3000", "http://127.0.0.1", "http://[::1]:3000"])("takes %s, which nobody else hears", (origin) =>
    expect(settings({ ...fit, EDDYSTONE_ORIGIN: origin }).production).toBe(true),
  );
  test("takes a database address without a password, which signs in some other way", () =>
    expect(settings({ ...fit, DATABASE_URL: "postgres://eddystone_app@db/eddystone" }).production).toBe(true));
});

test.each([
  ["EDDYSTONE_ENV", "prod"],
  ["EDDYSTONE_LOG", "yaml"],
  ["EDDYSTONE_TRUST_PROXY", "yes"],
  ["PORT", "http"],
  ["EDDYSTONE_METRICS_PORT", "-1"],
  ["EDDYSTONE_DRAIN_SECONDS", "soon"],
])("a mistyped %s is refused by its name", (name, value) => {
  expect(refusal({ [name]: value })).toMatch(`${name} is "${value}"`);
});

test("metrics are off until they have a port, and then for this machine only", () => {
  expect(settings({ EDDYSTONE_METRICS_PORT: "9464" }).metrics).toEqual({ port: 9464, host: "127.0.0.1" });
  expect(settings({ EDDYSTONE_METRICS_PORT: "9464", EDDYSTONE_METRICS_HOST: "0.0.0.0" }).metrics?.host).toBe("0.0.0.0");
});
