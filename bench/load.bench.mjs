// A trust at work: 40 requests a second, mixed, on the built app with the demonstration trust, with the database and this client on the same
// machine. Of ten requests three open the overview, two an academy, two an indicator and two the API's dashboard, and one records a
// judgement. Each is timed from the moment it was due. S takes 30 seconds, M five minutes, L thirty.
import { signIn, startDemonstration } from "./app.mjs";
import { connection, hammer } from "./hammer.mjs";

const seconds = { S: 30, M: 300, L: 1800 };
const rate = 40;

export async function bench({ scale, say }) {
  const { origin, stop } = await startDemonstration();
  try {
    const { pages, api } = await signIn(origin, "rosalind.penhale@granite-coast.example");
    const line = connection(origin);
    const overview = (await line.send({ path: "/granite-coast", headers: pages })).body.toString();
    const cells = [
      ...new Set(overview.matchAll(/href="\/granite-coast\/diagnose\/(\d{6})\/([\w-]+)"/g).map(([, urn, key]) => `${urn} ${key}`)),
    ].map((cell) => {
      const [urn, key] = cell.split(" ");
      return {
        page: `/granite-coast/diagnose/${urn}/${key}`,
        academy: `/granite-coast/diagnose/${urn}`,
        api: `/api/v1/granite-coast/academies/${urn}/judgements/${key}`,
      };
    });
    if (cells.length < 100) throw new Error(`the overview shows ${cells.length} judgements, not the demonstration's`);
    // What stands in each cell, because a judgement names the one it replaces.
    for (const cell of cells) {
      const etag = (await line.send({ path: cell.api, headers: api })).headers.get("etag") ?? "";
      [cell.trust, cell.self] = etag.replaceAll('"', "").split("/");
    }
    const judgement = (cell, number) => ({
      method: "POST",
      path: cell.api,
      wants: 201,
      headers: {
        ...api,
        "Content-Type": "application/json",
        "If-Match": `"${cell.trust}/${cell.self}"`,
        "Idempotency-Key": `load-${number}`,
      },
      body: JSON.stringify({ level: "expected", confidence: "high", direction: "steady", narrative: `Seen on visit ${number}.` }),
      heard: (answer) => {
        if (answer.status === 201) cell.trust = JSON.parse(answer.body.toString()).id;
      },
    });
    const kinds = [
      "overview",
      "academy",
      "dashboard",
      "indicator",
      "overview",
      "judgement",
      "academy",
      "overview",
      "dashboard",
      "indicator",
    ];
    const next = (number) => {
      const cell = cells[(number * 7) % cells.length];
      switch (kinds[number % kinds.length]) {
        case "overview":
          return { path: "/granite-coast", headers: pages };
        case "academy":
          return { path: cell.academy, headers: pages };
        case "indicator":
          return { path: cell.page, headers: pages };
        case "dashboard":
          return { path: "/api/v1/granite-coast/dashboard", headers: api };
        default:
          return judgement(cells[Math.floor(number / kinds.length) % cells.length], number);
      }
    };
    line.close();
    say("warming up for 3 s …");
    await hammer(origin, {
      connections: 4,
      milliseconds: 3000,
      rate,
      next: (number) => (kinds[number % 10] === "judgement" ? next(0) : next(number)),
    });
    say(`${rate} requests a second for ${seconds[scale]} s …`);
    const { p50, p90, p99, answered, requestsPerSecond, errors } = await hammer(origin, {
      connections: 32,
      milliseconds: seconds[scale] * 1000,
      rate,
      next,
    });
    say(`${answered} answered, ${requestsPerSecond} a second, p50 ${p50} ms`);
    for (const error of errors.slice(0, 5)) say(error);
    return [
      { name: "p90 in ms", value: p90, target: "< 200", pass: p90 < 200 },
      { name: "p99 in ms", value: p99, target: "< 500", pass: p99 < 500 },
      { name: "errors", value: errors.length, target: "0", pass: errors.length === 0 },
      { name: "requests a second", value: requestsPerSecond, target: `>= ${rate * 0.98}`, pass: requestsPerSecond >= rate * 0.98 },
    ];
  } finally {
    await stop();
  }
}
