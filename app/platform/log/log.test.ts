import { describe, expect, test } from "vitest";
import { describeError, jsonLog, plainLog } from "./log.ts";

const secret = "Kanarienvogel";
const thrown = (work: () => unknown): unknown => {
  try {
    work();
  } catch (error) {
    return error;
  }
  throw new Error("nothing was thrown");
};

describe("of an error is kept what it is and where it happened, and nothing it quotes", () => {
  test.each<[string, unknown]>([
    ["a piece of JSON", thrown(() => JSON.parse(`${secret} said "no" today`))],
    ["a number that is none", thrown(() => BigInt(secret))],
    ["a quoted value", new Error(`there is no level "${secret}" here, nor '${secret}'`)],
    ["words with an apostrophe", new Error(`it's "${secret}'s" and the teacher's`)],
    ["an address", new Error(`mail to ${secret}@trust.example was refused`)],
    ["a token", new Error(`no session ${secret.repeat(4)}`)],
    ["a cause", new Error("it failed", { cause: new Error(`because of "${secret}"`) })],
    ["a cause that is no error", new Error("it failed", { cause: secret })],
    ["a message that looks like a place", new Error(`"a"\n    at ${secret} (file:1:1)\n"b"`)],
    ["what is no error", secret],
    ["a row of the database", Object.assign(new Error('duplicate key breaks "k"'), { detail: `Key (email)=(${secret})`, constraint: "k" })],
    ["a code that is no code", Object.assign(new Error("it failed"), { code: `${secret} and more` })],
  ])("%s", (_what, error) => {
    const lines: string[] = [];
    jsonLog((line) => lines.push(line)).error("a request failed", error);
    plainLog(
      () => {},
      (line) => lines.push(line),
    ).error("a request failed", error);
    expect(lines).toHaveLength(2);
    for (const line of lines) expect(line).not.toContain(secret);
  });
  test("its place, code and constraint are there", () => {
    const described = describeError(Object.assign(new Error("broken"), { code: "23505", constraint: "account_email_key" }));
    expect(described).toMatchObject({ name: "Error", message: "broken", code: "23505", constraint: "account_email_key" });
    expect(described.stack?.[0]).toMatch(/log\.test\.ts:\d+:\d+/);
  });
});

test("a line is one line, whatever it holds", () => {
  const lines: string[] = [];
  const log = jsonLog((line) => lines.push(line));
  log.request({ request: "a\nb", status: 200 });
  expect(lines).toHaveLength(1);
  expect(lines[0]).not.toContain("\n");
  expect(JSON.parse(lines[0] ?? "")).toMatchObject({ level: "info", event: "request", request: "a\nb", status: 200 });
});

test("at a terminal ordinary requests are silent", () => {
  const lines: string[] = [];
  const write = (line: string) => lines.push(line);
  plainLog(write, write).request({ status: 200 });
  expect(lines).toEqual([]);
});
