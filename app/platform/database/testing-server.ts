import { mkdtempSync, rmSync } from "node:fs";
import { join } from "node:path";
import { onServer, prepareEmbedded, startEmbedded } from "./embedded.ts";
import { migrate } from "./migrate.ts";

/** One PostgreSQL for the run, with one migrated database that every test file clones. */
export default async function setUp({ provide }: { provide: (key: "databaseServer", value: Record<string, string>) => void }) {
  const home = mkdtempSync(join("/tmp", "eddystone-test-"));
  const server = await startEmbedded(home, { settings: ["fsync=off", "synchronous_commit=off"] });
  await prepareEmbedded(server, "template_eddystone");
  await onServer(server.urls("template_eddystone").owner, (owner) => migrate(owner));
  provide("databaseServer", { ...server.urls("template_eddystone"), superuser: server.superuserUrl("postgres") });
  return async () => {
    await server.stop();
    rmSync(home, { recursive: true, force: true });
  };
}
