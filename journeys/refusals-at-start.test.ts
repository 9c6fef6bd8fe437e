import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { forget, runCommand, startApp } from "./app.ts";

const oneSentence = (said: string) =>
  said
    .trim()
    .split("\n")
    .filter((line) => !line.includes("npm warn"));

const mayMount = process.getuid?.() === 0 && process.platform === "linux" && spawnSync("mount", ["--version"]).status === 0;
const mount = (...words: string[]) => spawnSync("mount", words, { encoding: "utf8" });

test.skipIf(!mayMount)(
  "a disk that fills up while starting is one sentence, and with room again the same folder starts",
  async (context) => {
    const home = mkdtempSync(join(tmpdir(), "eddystone-full-"));
    if (mount("-t", "tmpfs", "-o", "size=20m", "tmpfs", home).status !== 0) {
      rmSync(home, { recursive: true, force: true });
      return context.skip("this machine does not let a small disk be mounted");
    }
    try {
      // Full while the programs are copied, while the database is made, and while it is filled.
      const said = new Set<string>();
      for (const size of ["20m", "75m", "100m", "105m"]) {
        mount("-o", `remount,size=${size}`, home);
        const { code, err } = await runCommand(home, ["serve"], { PORT: "0" });
        expect([size, code, oneSentence(err)]).toEqual([
          size,
          1,
          [`The disk that holds ${home} is full. Free some space and start again; nothing was damaged.`],
        ]);
        said.add(err);
      }
      mount("-o", "remount,size=1g", home);
      const app = await startApp({ dataHome: home });
      expect(app.said()).toContain("Eddystone is ready");
      await app.stop();
    } finally {
      spawnSync("umount", ["-l", home]);
      rmSync(home, { recursive: true, force: true });
    }
  },
);

test("a data folder whose passwords are gone is refused and left as it is", async () => {
  const app = await startApp();
  await app.stop();
  rmSync(join(app.dataHome, "secrets.json"));
  const { code, err } = await runCommand(app.dataHome, ["serve"], { PORT: String(app.port) });
  expect(code).toBe(1);
  expect(oneSentence(err)).toEqual([expect.stringMatching(/holds a database, but its passwords \(secrets\.json\) are gone/)]);
  forget(app);
});

/** Answers as a PostgreSQL of that version does to one simple question; enough of its protocol for the question at start. */
function serverOfVersion(version: string) {
  const message = (type: string, body: Buffer) => {
    const head = Buffer.alloc(5);
    head.write(type);
    head.writeInt32BE(body.length + 4, 1);
    return Buffer.concat([head, body]);
  };
  const short = (n: number) => Buffer.from([n >> 8, n & 255]);
  const answers = { version, fsync: "on", powerful: "f", owns: "f" };
  const ready = message("Z", Buffer.from("I"));
  const columns = Object.keys(answers).map((name) =>
    Buffer.concat([Buffer.from(`${name}\0`), Buffer.alloc(6), Buffer.from([0, 0, 0, 25]), Buffer.alloc(8)]),
  );
  const values = Object.values(answers).map((value) => Buffer.concat([Buffer.from([0, 0, 0, value.length]), Buffer.from(value)]));
  const rows = [
    message("T", Buffer.concat([short(columns.length), ...columns])),
    message("D", Buffer.concat([short(values.length), ...values])),
    message("C", Buffer.from("SELECT 1\0")),
    ready,
  ];
  const server = createServer((socket) => {
    socket.on("error", () => {});
    socket.once("data", () => {
      socket.write(Buffer.concat([message("R", Buffer.alloc(4)), ready]));
      socket.on("data", (asked) => asked[0] === 0x51 && socket.write(Buffer.concat(rows)));
    });
  });
  return new Promise<{ port: number; close: () => void }>((done) =>
    server.listen(0, "127.0.0.1", () => done({ port: (server.address() as { port: number }).port, close: () => server.close() })),
  );
}

test("an older PostgreSQL is refused before anything is written to it", async () => {
  const older = await serverOfVersion("150018");
  const home = mkdtempSync(join(tmpdir(), "eddystone-older-"));
  mkdirSync(home, { recursive: true });
  const url = `postgres://eddystone_app:x@127.0.0.1:${older.port}/eddystone`;
  const names = ["DATABASE_URL", "DATABASE_OWNER_URL", "DATABASE_KEEPER_URL", "DATABASE_IMPORTER_URL", "DATABASE_SIGN_IN_URL"];
  const { code, err } = await runCommand(home, ["serve"], Object.fromEntries(names.map((name) => [name, url])));
  older.close();
  expect(code).toBe(1);
  expect(oneSentence(err)).toEqual([
    "Eddystone needs PostgreSQL 18 or newer; this server is 15. Upgrade it, or unset DATABASE_URL to use the embedded one.",
  ]);
  rmSync(home, { recursive: true, force: true });
});
