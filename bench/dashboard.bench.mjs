// The API's overview of one trust against the reference: kept in the process while nothing changed, read anew, and unchanged for who has it.

import { connection } from "./hammer.mjs";
import { atLeast, atMost, compare, startBoth } from "./reference.mjs";

export async function bench({ say }) {
  const both = await startBoth();
  const ratios = [];
  try {
    const path = "/api/v1/granite-coast/dashboard";
    const asked = { path, headers: both.headers.api };
    const theirs = () => ({ path: "/dashboard.json" });
    for (const connections of [1, 16]) {
      say(`${connections} connections`);
      const kept = await compare(both, { ours: () => asked, theirs, connections });
      ratios.push(
        atLeast(`JSON, ${connections} connections`, kept.rate, 0.6),
        atMost(`JSON, ${connections} connections, p99`, kept.p99, 2),
      );
      const settle = await both.disturb();
      const anew = await compare(both, { ours: () => asked, theirs, connections });
      await settle();
      // A harder question than the one that was asked: it is told, and decides nothing. docs/decisions/ says what stands in its way.
      say(`JSON read anew, ${connections} connections: ${anew.rate} of the reference's requests a second`);
    }
    const line = connection(both.ours);
    const etag = (await line.send(asked)).headers.get("etag");
    line.close();
    const unchanged = { path, headers: { ...both.headers.api, "If-None-Match": etag }, wants: 304 };
    const same = await compare(both, { ours: () => unchanged, theirs: () => ({ path: "/static.json" }), connections: 16 });
    ratios.push(atLeast("unchanged, of a static buffer", same.rate, 0.25));
    return ratios;
  } finally {
    await both.stop();
  }
}
