// A judgement with one piece of evidence, recorded through the API with its audit entry and its board, against a plain transaction of four trips.

import { connection } from "./hammer.mjs";
import { atLeast, compare, startBoth } from "./reference.mjs";

export async function bench({ say }) {
  const both = await startBoth();
  try {
    const headers = { ...both.headers.api, "Content-Type": "application/json" };
    const line = connection(both.ours);
    const ratios = [];
    for (const connections of [1, 8]) {
      say(`${connections} connections`);
      // Each connection writes to indicators of its own, so that nobody crosses.
      const keys = ["curriculum", "staff-development", "behaviour-and-attitudes", "innovation-and-creativity"];
      const cells = [];
      for (let at = 0; at < Math.max(4, connections * 2); at++) {
        const path = `/api/v1/granite-coast/academies/${990001 + Math.floor(at / 4)}/judgements/${keys[at % 4]}`;
        const [trust, self] = ((await line.send({ path, headers })).headers.get("etag") ?? "").replaceAll('"', "").split("/");
        cells.push({ path, trust, self, busy: false });
      }
      const body = JSON.stringify({
        level: "expected",
        confidence: "high",
        direction: "steady",
        narrative: "Seen on the visit.",
        evidence: [{ kind: "note", title: "Note", dated: "2026-01-05", text: "Two lessons." }],
      });
      const ours = () => {
        const cell = cells.find(({ busy }) => !busy);
        cell.busy = true;
        return {
          method: "POST",
          path: cell.path,
          wants: 201,
          headers: { ...headers, "If-Match": `"${cell.trust}/${cell.self}"` },
          body,
          heard: (answer) => {
            cell.busy = false;
            if (answer.status === 201) cell.trust = JSON.parse(answer.body.toString()).id;
          },
        };
      };
      const { rate } = await compare(both, { ours, theirs: () => ({ path: "/write" }), connections });
      ratios.push(atLeast(`judgement, ${connections} connections`, rate, 0.8));
    }
    line.close();
    return ratios;
  } finally {
    await both.stop();
  }
}
