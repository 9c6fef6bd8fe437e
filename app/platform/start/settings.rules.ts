import { accept, type Outcome, refuse } from "../../language/outcome.ts";

/** What the environment says of how to run. */
export type Settings = {
  readonly port: number;
  /** Real people's data stands or will stand here: nothing known to the world may open it. */
  readonly production: boolean;
  /** The site's own address, for links, the Origin check and https cookies; without it, the address that was asked. */
  readonly origin: URL | undefined;
  readonly trustProxy: boolean;
  readonly demonstration: boolean;
  readonly log: "json" | "text";
  readonly metrics: { readonly port: number; readonly host: string } | undefined;
  /** How long a process that was told to stop still takes requests, so that a balancer sees it first. */
  readonly drainSeconds: number;
};

export type SettingsRefusal =
  | { readonly kind: "unknown-value"; readonly name: string; readonly value: string; readonly known: string }
  | { readonly kind: "demonstration-on" }
  | { readonly kind: "no-origin" }
  | { readonly kind: "origin-no-address"; readonly value: string }
  | { readonly kind: "origin-in-the-clear"; readonly value: string }
  | { readonly kind: "known-password"; readonly name: string };

type Environment = Readonly<Record<string, string | undefined>>;

const choice = <Value extends string>(
  env: Environment,
  name: string,
  known: readonly Value[],
): Outcome<Value | undefined, SettingsRefusal> => {
  const value = env[name];
  const found = known.find((one) => one === value);
  return !value || found ? accept(found) : refuse({ kind: "unknown-value", name, value, known: known.join(", ") });
};

/** An address of a site: scheme and host, and nothing after them. */
function originOf(value: string): Outcome<URL, SettingsRefusal> {
  const url = URL.parse(value);
  const plain = url && /^https?:$/.test(url.protocol) && !url.username && url.pathname === "/" && !url.search && !url.hash;
  return plain ? accept(url) : refuse({ kind: "origin-no-address", value });
}
const isHere = ({ hostname }: URL) => ["localhost", "127.0.0.1", "[::1]"].includes(hostname);

const databaseUrls = ["DATABASE_URL", "DATABASE_OWNER_URL", "DATABASE_KEEPER_URL", "DATABASE_IMPORTER_URL", "DATABASE_SIGN_IN_URL"];
const knownPasswords = ["", "admin", "changeme", "eddystone", "password", "postgres", "secret"];

/** The first database address whose password everybody knows: a usual one, or the name of the role again. None at all is another way to sign in. */
function knownPassword(env: Environment): string | undefined {
  return databaseUrls.find((name) => {
    const url = URL.parse(env[name] ?? "");
    if (!url?.password) return false;
    const password = decodeURIComponent(url.password).toLowerCase();
    return knownPasswords.includes(password) || password === decodeURIComponent(url.username).toLowerCase();
  });
}

/** Reads how to run; refuses what is mistyped, and in production what would leave a door open. A database server means production unless it is called a trial. */
export function readSettings(env: Environment): Outcome<Settings, SettingsRefusal> {
  const kind = choice(env, "EDDYSTONE_ENV", ["production", "trial"]);
  if (!kind.ok) return kind;
  const log = choice(env, "EDDYSTONE_LOG", ["json", "text"]);
  if (!log.ok) return log;
  const proxy = choice(env, "EDDYSTONE_TRUST_PROXY", ["0", "1"]);
  if (!proxy.ok) return proxy;
  const origin = env.EDDYSTONE_ORIGIN ? originOf(env.EDDYSTONE_ORIGIN) : accept(undefined);
  if (!origin.ok) return origin;
  const production = (kind.value ?? (env.DATABASE_URL ? "production" : "trial")) === "production";
  const demonstration = env.EDDYSTONE_DEMO !== "0";
  if (production) {
    if (demonstration) return refuse({ kind: "demonstration-on" });
    if (!origin.value) return refuse({ kind: "no-origin" });
    if (origin.value.protocol === "http:" && !isHere(origin.value))
      return refuse({ kind: "origin-in-the-clear", value: origin.value.origin });
    const name = knownPassword(env);
    if (name) return refuse({ kind: "known-password", name });
  }
  const numbers: Record<string, number> = { PORT: 3000, EDDYSTONE_METRICS_PORT: 0, EDDYSTONE_DRAIN_SECONDS: production ? 5 : 0 };
  for (const name of Object.keys(numbers)) {
    const value = env[name];
    if (!value) continue;
    if (!/^\d{1,5}$/.test(value)) return refuse({ kind: "unknown-value", name, value, known: "a whole number" });
    numbers[name] = Number(value);
  }
  const metricsPort = numbers.EDDYSTONE_METRICS_PORT ?? 0;
  return accept({
    port: numbers.PORT ?? 3000,
    production,
    origin: origin.value,
    trustProxy: proxy.value === "1",
    demonstration,
    log: log.value ?? (production || env.DATABASE_URL ? "json" : "text"),
    metrics: metricsPort ? { port: metricsPort, host: env.EDDYSTONE_METRICS_HOST ?? "127.0.0.1" } : undefined,
    drainSeconds: numbers.EDDYSTONE_DRAIN_SECONDS ?? 0,
  });
}

const trial = "to only try it out, set EDDYSTONE_ENV=trial";

export function saySettingsRefusal(refusal: SettingsRefusal): string {
  switch (refusal.kind) {
    case "unknown-value":
      return `${refusal.name} is "${refusal.value}", which says nothing here. Give ${refusal.known}, or leave it out.`;
    case "demonstration-on":
      return `In production there is no demonstration trust, because its password is public. Set EDDYSTONE_DEMO=0, or ${trial}.`;
    case "no-origin":
      return `In production Eddystone must know its own address, for links and cookies. Set EDDYSTONE_ORIGIN, for example https://eddystone.your-trust.org.uk, or ${trial}.`;
    case "origin-no-address":
      return `EDDYSTONE_ORIGIN is "${refusal.value}", which is no address of a site. Give its scheme and host only, for example https://eddystone.your-trust.org.uk.`;
    case "origin-in-the-clear":
      return `EDDYSTONE_ORIGIN is ${refusal.value}: passwords and sessions would travel in the clear. Give an https address, and let a proxy answer it.`;
    case "known-password":
      return `${refusal.name} carries a password that everybody knows. Give that role a password of its own; \`npm run -s eddystone -- database prepare\` makes good ones.`;
  }
}
