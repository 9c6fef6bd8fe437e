// Generated trusts in databases of their own: an embedded server in a temporary folder, which tells every statement it is asked.
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { parse } from "yaml";
import { readEditionContent } from "../app/frameworks/framework.form.ts";
import { tokenFor } from "../app/organisation/people/invitation.rules.ts";
import { onServer, prepareEmbedded, startEmbedded } from "../app/platform/database/embedded.ts";

/** How much: L is as many trusts and academies as England has, C has M's shape in what a test has time for. Of each academy there are 300 judgements. */
export const sizes = {
  S: { trusts: 1, academies: 16 },
  C: { trusts: 12, academies: 120 },
  M: { trusts: 100, academies: 1000 },
  L: { trusts: 2400, academies: 22_000 },
};

/** The id that the generator gives by a key. */
export const idOf = (key) =>
  createHash("md5")
    .update(key)
    .digest("hex")
    .replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
export const invitation = tokenFor(idOf("trust 1"), "invitation".padEnd(43, "-"));

/**
 * Starts the server; answers how to fill a database at a scale, where what it was asked is told, and how to end and forget it all. What
 * lies in the folder `keep` from an earlier run is migrated and asked as it stands, and stays there.
 */
export async function startServer(say, keep) {
  const home = keep ? resolve(keep) : mkdtempSync(join(tmpdir(), "eddystone-scale-"));
  if (keep) {
    // A run that was broken off leaves its server; what that one told is of no use any more.
    await (await startEmbedded(home)).stop();
    rmSync(join(home, "data", "told"), { recursive: true, force: true });
  }
  const settings = ["shared_buffers=1GB", "max_wal_size=8GB", "maintenance_work_mem=256MB", "autovacuum=off"];
  const telling = ["logging_collector=on", "log_destination=jsonlog", "log_directory=told", "log_filename=asked.log", "log_rotation_age=0"];
  const server = await startEmbedded(home, { settings: [...settings, ...telling, "log_rotation_size=0"] });
  const superuser = (database, work) => onServer(server.superuserUrl(database), work);
  // While it is filled it may lose everything; the app refuses to serve from such a server, so it is set back.
  const careless = async (on) => {
    await superuser("postgres", async (client) => {
      for (const setting of ["fsync", "full_page_writes"])
        await client.query(`alter system ${on ? `set ${setting} = off` : `reset ${setting}`}`);
      await client.query("select pg_reload_conf()");
    });
  };
  return {
    told: () => readFileSync(join(home, "data", "told", "asked.json"), "utf8"),
    superuser,
    /** Makes a database of the five roles, migrated by the built app, and fills it. */
    async fill(scale) {
      const name = `scale_${scale.toLowerCase()}`;
      const began = performance.now();
      const there = await superuser("postgres", (client) => client.query("select from pg_database where datname = $1", [name]));
      await careless(true);
      await prepareEmbedded(server, name);
      const urls = server.urls(name);
      const env = Object.fromEntries(Object.entries(urls).map(([role, url]) => [`DATABASE_${role.toUpperCase()}_URL`, url]));
      env.DATABASE_URL = urls.app;
      await careless(false);
      const migrated = spawnSync(process.execPath, ["dist/server/main.js", "audit", "head"], {
        env: { ...process.env, ...env },
        encoding: "utf8",
      });
      if (migrated.status !== 0) throw new Error(`the database was not migrated: ${migrated.stderr}`);
      if (there.rowCount) {
        await superuser(name, async (client) => {
          await client.query(
            "update sign_in.session set ends_at = now() + interval '12 hours', seen_at = now() where token_hash = any($1)",
            [["operator", "session-1-managing-director"].map((key) => createHash("sha256").update(key).digest())],
          );
          await client.query("vacuum analyze");
        });
        say(`${scale}: asked as it was left`);
        return { scale, name, urls, env };
      }
      await careless(true);
      await superuser(name, async (client) => {
        const content = readEditionContent(parse(readFileSync("content/frameworks/ten-indicators.yaml", "utf8")));
        const said = { ...sizes[scale], checked: scale === "S" ? "yes" : "no", content: JSON.stringify(content.value), invitation };
        for (const [key, value] of Object.entries(said))
          await client.query("select set_config($1, $2, false)", [`bench.${key}`, String(value)]);
        await client.query("set client_min_messages = warning; set synchronous_commit = off; set work_mem = '256MB'");
        await client.query(readFileSync("bench/scale.sql", "utf8"));
        await client.query("vacuum analyze");
        // Everything the app asks is told, with what it was asked with; the bench's own questions are not.
        for (const role of ["app", "keeper", "sign_in"])
          await client.query(`alter role eddystone_${role} in database ${name} set log_statement = 'all'`);
        const { rows } = await client.query("select count(*)::int as n from diagnose.judgement");
        say(`${scale}: ${rows[0].n} judgements in ${((performance.now() - began) / 1000).toFixed(1)} s`);
      });
      await careless(false);
      return { scale, name, urls, env };
    },
    stop: async () => {
      await server.stop();
      if (!keep) rmSync(home, { recursive: true, force: true });
    },
  };
}
