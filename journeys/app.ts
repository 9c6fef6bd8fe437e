import { type ChildProcess, spawn } from "node:child_process";
import { randomInt } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";

const isFree = (port: number) =>
  new Promise<boolean>((done) => {
    const probe = createServer()
      .once("error", () => done(false))
      .listen(port, () => probe.close(() => done(true)));
  });
/** A port below those that the system gives to connections: one of those can be taken again before the app listens on it. */
export async function freePort(): Promise<number> {
  for (;;) {
    const port = randomInt(20_000, 32_000);
    if (await isFree(port)) return port;
  }
}

export type RunningApp = {
  home: string;
  dataHome: string;
  port: number;
  said: () => string;
  milliseconds: number;
  stop: (signal?: NodeJS.Signals) => Promise<number | null>;
  child: ChildProcess;
};

/** Starts the built app as a person does, on a data folder and port of its own; answers when it says that it is ready. */
export async function startApp(options: { dataHome?: string; port?: number; env?: Record<string, string> } = {}): Promise<RunningApp> {
  const dataHome = options.dataHome ?? mkdtempSync(join(tmpdir(), "eddystone-journey-"));
  const port = options.port ?? (await freePort());
  const started = performance.now();
  let said = "";
  const { DATABASE_URL: _unset, ...env } = process.env;
  const child = spawn(process.execPath, ["dist/server/main.js", "serve"], {
    env: { ...env, EDDYSTONE_ENV: "trial", EDDYSTONE_HOME: dataHome, PORT: String(port), ...options.env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  child.stdout.on("data", (text) => {
    said += text;
  });
  child.stderr.on("data", (text) => {
    said += text;
  });
  const ended = new Promise<number | null>((done) => child.once("exit", done));
  const ready = async () => {
    while (!said.includes("Eddystone is ready")) {
      if (child.exitCode !== null) throw new Error(said);
      await new Promise((done) => setTimeout(done, 20));
    }
  };
  await ready();
  return {
    home: `http://localhost:${port}`,
    dataHome,
    port,
    said: () => said,
    milliseconds: performance.now() - started,
    child,
    stop: (signal = "SIGTERM") => {
      child.kill(signal);
      return ended;
    },
  };
}

export const forget = (app: RunningApp) => rmSync(app.dataHome, { recursive: true, force: true });

/** Runs one command of the command line on a data folder; answers its exit code and what it said. */
export function runCommand(
  dataHome: string,
  words: string[],
  env: Record<string, string> = {},
): Promise<{ code: number | null; out: string; err: string }> {
  return new Promise((done) => {
    let [out, err] = ["", ""];
    const child = spawn(process.execPath, ["dist/server/main.js", ...words], {
      env: { ...process.env, EDDYSTONE_ENV: "trial", EDDYSTONE_HOME: dataHome, ...env },
    });
    child.stdout.on("data", (text) => {
      out += text;
    });
    child.stderr.on("data", (text) => {
      err += text;
    });
    child.on("exit", (code) => done({ code, out, err }));
  });
}
