import { Hono } from "hono";
import { describe, expect, test } from "vitest";
import { isOurOrigin, networkOf, networkOfAddress, originOf, type Site, secureOf } from "./address.ts";
import { factsOf, patternOf, watchRequests } from "./request.ts";

const behind: Site = { trustProxy: true };
const alone: Site = { trustProxy: false };
const told: Site = { trustProxy: false, origin: new URL("https://eddystone.example") };

function ask(site: Site, headers: Record<string, string>, url = "http://localhost:3000/") {
  const app = new Hono();
  app.use(watchRequests({ site }));
  app.get("/", (c) =>
    c.json({
      secure: secureOf(c),
      origin: originOf(c),
      network: networkOf(c),
      id: factsOf(c).id,
      ours: isOurOrigin(c, headers.origin ?? ""),
    }),
  );
  return Promise.resolve(app.request(url, { headers })).then(async (answer) => ({
    ...((await answer.json()) as { secure: boolean; origin: string; network: string; id: string; ours: boolean }),
    given: answer.headers.get("x-request-id"),
  }));
}
const forged = {
  "X-Forwarded-Proto": "https",
  "X-Forwarded-For": "203.0.113.9",
  "X-Forwarded-Host": "evil.example",
  Forwarded: "for=203.0.113.9;proto=https;host=evil.example",
  "X-Request-Id": "forged-request-id",
};

describe("what a request says of its way here", () => {
  test("is not believed of just anybody", async () => {
    const { secure, origin, network, id, given } = await ask(alone, forged);
    expect({ secure, origin, network }).toEqual({ secure: false, origin: "http://localhost:3000", network: "unknown" });
    expect(id).not.toBe("forged-request-id");
    expect(given).toBe(id);
  });
  test("is believed of a proxy of ours: the scheme, who asks and the number, but never the host", async () => {
    const { secure, origin, network, id, given } = await ask(behind, forged);
    expect({ secure, origin, network }).toEqual({ secure: true, origin: "https://localhost:3000", network: "203.0.113.9" });
    expect([id, given]).toEqual(["forged-request-id", "forged-request-id"]);
  });
  test("is believed of the nearest hop only: what stood there before is anybody's", async () => {
    const { secure, network } = await ask(behind, { "X-Forwarded-For": "6.6.6.6, 203.0.113.9", "X-Forwarded-Proto": "https, http" });
    expect({ secure, network }).toEqual({ secure: false, network: "203.0.113.9" });
  });
  test("is left aside where it is no address, and no number", async () => {
    const { network, id } = await ask(behind, { "X-Forwarded-For": "me", "X-Request-Id": "a b\\n{}" });
    expect(network).toBe("unknown");
    expect(id).toMatch(/^[0-9a-f-]{36}$/);
  });
});

describe("the site's own address, once told", () => {
  test("decides on links and on https, whatever was asked and forwarded", async () => {
    const { secure, origin } = await ask(told, { "X-Forwarded-Proto": "http" }, "http://10.0.0.4:3000/");
    expect({ secure, origin }).toEqual({ secure: true, origin: "https://eddystone.example" });
  });
  test.each([
    ["https://eddystone.example", true],
    ["http://eddystone.example", false],
    ["https://eddystone.example:444", false],
    ["https://evil.example", false],
    ["nonsense", false],
  ])("a form from %s is ours: %s", async (origin, ours) => expect((await ask(told, { origin })).ours).toBe(ours));
  test.each([
    ["http://localhost:3000", true],
    ["http://localhost:3001", false],
    ["nonsense", false],
  ])("untold, a form from %s is ours: %s", async (origin, ours) =>
    expect((await ask(alone, { origin, host: "localhost:3000" })).ours).toBe(ours),
  );
});

test.each([
  ["203.0.113.9", "203.0.113.9"],
  ["::ffff:203.0.113.9", "203.0.113.9"],
  ["2001:db8:1:2:3:4:5:6", "2001:db8:1:2"],
  ["2001:db8::1", "2001:db8:0:0"],
  ["2001:db8::a:b:c:d", "2001:db8:0:0"],
  ["2001:0db8:0001::", "2001:db8:1:0"],
  ["fe80::1%eth0", "fe80:0:0:0"],
  ["::1", "0:0:0:0"],
])("%s guesses from %s", (address, network) => expect(networkOfAddress(address)).toBe(network));

test.each([
  ["/:trust{[a-z][a-z0-9-]+}", "/:trust"],
  ["/:trust/diagnose/:urn{[0-9]{6}}/:indicator", "/:trust/diagnose/:urn/:indicator"],
  ["/site/accounts/:account{[0-9a-f]{8}-[0-9a-f]{4}}/end", "/site/accounts/:account/end"],
  ["/:trust/standing.csv", "/:trust/standing.csv"],
])("the pattern %s is read as %s", (path, pattern) => expect(patternOf(path)).toBe(pattern));
