import { CompiledQuery, type RawBuilder } from "kysely";
import type { RegisterReader } from "../../national/index.server.ts";
import type { Look } from "../../platform/database/change.ts";

/** England's figures read through a look: in its transaction, as of the same moment as the trust's own. */
export const readerOf = (look: Look): RegisterReader => ({
  query: async (question, values = []) => {
    const asked = typeof question === "string" ? { text: question, values } : question;
    const statement = { compile: () => CompiledQuery.raw(asked.text, [...asked.values]) } as unknown as RawBuilder<unknown>;
    return { rows: await look.rows(statement) };
  },
});
