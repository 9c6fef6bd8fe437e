import type { RestingSource } from "../../diagnose/index.server.ts";
import { paths } from "../paths.ts";
import { kinds, tests } from "./specialism.rules.ts";
import { testsOn } from "./specialism.store.ts";

/** The tests of specialisms and satellites that rest on a piece of evidence. */
export const testsRestOn: RestingSource = async (look, item, { slug }) =>
  (await testsOn(look, item)).map((row) => ({
    what: `${kinds[row.kind]}: ${tests[row.test].toLowerCase()}`,
    href: paths.specialism(slug, row.id),
    says: row.says,
    stance: "supports",
    by: row.by,
    on: row.on,
    until: row.supersededOn ?? undefined,
  }));
