import { execFile } from "node:child_process";
import { createServer } from "node:http";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { connection, hammer, percentile } from "./hammer.mjs";

const wait = (milliseconds) => new Promise((done) => setTimeout(done, milliseconds));
let server;
let origin;
let connections = 0;
const seen = [];
beforeAll(async () => {
  server = createServer(async (asked, answer) => {
    let body = "";
    for await (const part of asked) body += part;
    seen.push({ method: asked.method, url: asked.url, header: asked.headers["x-mine"], body });
    switch (asked.url) {
      case "/slow":
        await wait(20);
        return answer.end("slow");
      case "/chunked":
        answer.write("one ");
        await wait(5);
        answer.write("two ".repeat(5000));
        return answer.end("three");
      case "/unchanged":
        return answer.writeHead(304, { "Content-Length": "99" }).end();
      case "/last":
        return answer.writeHead(200, { Connection: "close" }).end("last");
      case "/gone":
        return asked.socket.destroy();
      case "/refused":
        return answer.writeHead(422).end("no");
      default:
        return answer.end("ünïcode");
    }
  });
  server.on("connection", () => connections++);
  await new Promise((done) => server.listen(0, "127.0.0.1", done));
  origin = `http://127.0.0.1:${server.address().port}`;
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

describe("one connection", () => {
  test("is kept, and reads every way an answer may end", async () => {
    const before = connections;
    const line = connection(origin);
    expect((await line.send({ path: "/" })).body.toString()).toBe("ünïcode");
    expect((await line.send({ path: "/chunked" })).body.toString()).toBe(`one ${"two ".repeat(5000)}three`);
    expect((await line.send({ path: "/unchanged" })).status).toBe(304);
    expect((await line.send({ path: "/refused" })).status).toBe(422);
    expect(connections).toBe(before + 1);
    expect((await line.send({ path: "/last" })).body.toString()).toBe("last");
    expect((await line.send({ path: "/" })).status).toBe(200);
    expect(connections).toBe(before + 2);
    line.close();
  });
  test("says when the server lets go of a request, and opens anew for the next", async () => {
    const line = connection(origin);
    await expect(line.send({ path: "/gone" })).rejects.toThrow(/ended without an answer|ECONNRESET/);
    expect((await line.send({ path: "/" })).status).toBe(200);
    line.close();
  });
  test("sends a body with its length in bytes, and its headers", async () => {
    const line = connection(origin);
    await line.send({ method: "POST", path: "/posted", headers: { "X-Mine": "yes" }, body: "drei – 3" });
    expect(seen.at(-1)).toEqual({ method: "POST", url: "/posted", header: "yes", body: "drei – 3" });
    line.close();
  });
});

describe("a hammer", () => {
  test("sends over so many connections for so long, and tells how fast it was answered", async () => {
    const before = connections;
    const told = await hammer(origin, { connections: 3, milliseconds: 400, next: () => ({ path: "/slow" }) });
    expect(connections).toBe(before + 3);
    expect(told.errors).toEqual([]);
    expect(told.p50).toBeGreaterThanOrEqual(19);
    expect(told.p99).toBeGreaterThanOrEqual(told.p90);
    // Three at a time, 20 ms each, for 400 ms: 60 at the very most.
    expect(told.answered).toBeLessThanOrEqual(60);
    expect(told.answered).toBeGreaterThan(3);
    expect(told.requestsPerSecond).toBeLessThan(151);
  });
  test("counts a lost connection and another status than wanted as errors", async () => {
    const paths = ["/gone", "/refused", "/", "/refused"];
    const { errors, answered } = await hammer(origin, {
      milliseconds: 40,
      rate: 100,
      connections: 1,
      next: (n) => (n < 4 ? { path: paths[n], wants: n === 3 ? 422 : 200 } : { path: "/" }),
    });
    expect(errors).toEqual([expect.stringMatching(/^GET \/gone: /), "GET /refused: 422"]);
    expect(answered).toBe(3);
  });
  test("keeps to its rate, and measures from when a request was due: a stall counts for all who would have come", async () => {
    const told = await hammer(origin, { connections: 1, milliseconds: 400, rate: 100, next: () => ({ path: "/slow" }) });
    expect(told.answered).toBe(40);
    // 40 requests due 10 ms apart, answered 20 ms apart: the last waits some 400 ms, though it was answered in 20.
    expect(told.p99).toBeGreaterThan(300);
    expect(told.p50).toBeGreaterThan(150);
  });
  test.each([
    [[1], 0.99, 1],
    [[1, 2, 3, 4], 0.5, 2],
    [Array.from({ length: 100 }, (_, at) => at + 1), 0.9, 90],
    [Array.from({ length: 1000 }, (_, at) => at + 1), 0.99, 990],
    [[], 0.5, undefined],
  ])("of %j the share %d is %s", (sorted, share, value) => expect(percentile(sorted, share)).toBe(value));
});

const run = (...words) =>
  new Promise((done) =>
    execFile(process.execPath, ["checks/bench.mjs", ...words], (error, stdout, stderr) =>
      done({ status: error?.code ?? 0, stdout, stderr }),
    ),
  );

test("an unknown bench, or scale, is refused by naming those there are", async () => {
  for (const words of [["none"], ["load", "--scale", "XL"]]) {
    const { status, stderr } = await run(...words);
    expect(status).toBe(2);
    expect(stderr).toMatch(/NAME is one of: .*load/);
  }
});

// Other tests run beside this one, so how fast it was is not judged here: only that it was measured, without an error, and told in full.
test("the bench of load measures the built app and tells each figure with its target", async () => {
  const { status, stdout, stderr } = await run("load", "--scale", "S", "--json");
  const told = JSON.parse(stdout);
  const { ratios, pass } = told;
  expect(told).toEqual({ name: "load", ratios: expect.any(Array), pass: expect.any(Boolean) });
  expect(ratios.map(({ name }) => name)).toEqual(["p90 in ms", "p99 in ms", "errors", "requests a second"]);
  for (const ratio of ratios)
    expect(ratio).toEqual({ name: expect.any(String), value: expect.any(Number), target: expect.any(String), pass: expect.any(Boolean) });
  expect([ratios[2].value, stderr]).toEqual([0, expect.stringMatching(/^1200 answered/m)]);
  expect(pass).toBe(ratios.every((ratio) => ratio.pass));
  expect(status).toBe(pass ? 0 : 1);
});
