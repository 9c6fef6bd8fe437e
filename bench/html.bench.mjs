// The overview's page of 16 academies by ten indicators, with everything a page has, against the reference's bare table.
import { atLeast, compare, startBoth } from "./reference.mjs";

export async function bench({ say }) {
  const both = await startBoth();
  try {
    const ours = { path: "/granite-coast", headers: both.headers.pages };
    const ratios = [];
    for (const connections of [1, 16]) {
      say(`${connections} connections`);
      const { rate } = await compare(both, { ours: () => ours, theirs: () => ({ path: "/dashboard.html" }), connections });
      ratios.push(atLeast(`page, ${connections} connections`, rate, 0.3));
    }
    return ratios;
  } finally {
    await both.stop();
  }
}
