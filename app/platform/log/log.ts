/** What a line of the log may hold beside its time: names, ids and numbers, never what somebody wrote. */
export type Facts = Readonly<Record<string, string | number | boolean | undefined>>;

export type Log = {
  /** One answered request. */
  readonly request: (facts: Facts) => void;
  /** Something that went well and is worth a line. */
  readonly say: (sentence: string, facts?: Facts) => void;
  /** Something that should not have happened, with where it did. */
  readonly error: (what: string, error: unknown, facts?: Facts) => void;
};

type Write = (line: string) => void;
const toOut: Write = (line) => process.stdout.write(`${line}\n`);
const toErr: Write = (line) => process.stderr.write(`${line}\n`);

/** One line of JSON each, for machines. */
export function jsonLog(write: Write = toOut): Log {
  const line = (level: "info" | "error", event: string, facts: object) =>
    write(JSON.stringify({ time: new Date().toISOString(), level, event, ...facts }));
  return {
    request: (facts) => line("info", "request", facts),
    say: (sentence, facts) => line("info", "said", { message: sentence, ...facts }),
    error: (what, error, facts) => line("error", "error", { message: what, ...facts, error: describeError(error) }),
  };
}

/** Lines for a person at a terminal: silent about ordinary requests. */
export function plainLog(out: Write = toOut, err: Write = toErr): Log {
  return {
    request: () => {},
    say: (sentence) => out(sentence),
    error: (what, error, facts = {}) => {
      const about = Object.entries(facts).flatMap(([name, value]) => (value === undefined ? [] : [`${name} ${value}`]));
      err(`${new Date().toISOString()} ${[what, ...about].join(", ")}: ${sayError(describeError(error))}`);
    },
  };
}

type Described = {
  readonly name: string;
  readonly message?: string;
  readonly code?: string;
  readonly schema?: string;
  readonly table?: string;
  readonly column?: string;
  readonly constraint?: string;
  readonly stack?: readonly string[];
  readonly cause?: Described;
};

/**
 * What of an error may be kept: what it is and where it happened. Errors quote what they were given (a row, a field, a piece of JSON), and
 * that may be anybody's words: everything quoted, every address and every long word is left out, as are the database's details.
 */
export function describeError(error: unknown, depth = 0): Described {
  if (!(error instanceof Error)) return { name: typeof error };
  const message = safeMessage(error);
  const stack = framesOf(error);
  const named = Object.fromEntries(
    (["code", "schema", "table", "column", "constraint"] as const).flatMap((name) => {
      const value = (error as unknown as Record<string, unknown>)[name];
      return typeof value === "string" && /^[\w.-]{1,80}$/.test(value) ? [[name, value]] : [];
    }),
  );
  return {
    name: error.constructor.name,
    ...(message ? { message } : {}),
    ...named,
    ...(stack.length > 0 ? { stack } : {}),
    ...(error.cause !== undefined && depth < 3 ? { cause: describeError(error.cause, depth + 1) } : {}),
  };
}

function safeMessage(error: Error): string | undefined {
  // The engine's own say what they were given without quoting it: "Cannot convert … to a BigInt".
  if (error instanceof SyntaxError || error instanceof RangeError) return undefined;
  return error.message
    .replace(/["'`“‘].*["'`”’]/s, "…")
    .replaceAll(/\S+@\S+/g, "…")
    .replaceAll(/\S{40,}/g, "…")
    .slice(0, 300);
}

/** The places of a stack; its head is the message again, and is cut off first, because a message may look like a place. */
function framesOf({ stack = "", message }: Error): string[] {
  const at = stack.indexOf(message);
  const places = at < 0 ? "" : stack.slice(at + message.length);
  return places
    .split("\n")
    .filter((line) => /^ {4}at .*(:\d+:\d+\)?|<anonymous>\)?)$/.test(line))
    .map((line) => line.trim());
}

function sayError({ name, message, code, constraint, stack = [], cause }: Described): string {
  const marks = [code, constraint].filter(Boolean).join(", ");
  const head = `${name}${message ? `: ${message}` : ""}${marks ? ` (${marks})` : ""}`;
  return [head, ...stack.map((place) => `    ${place}`), ...(cause ? [`  because of ${sayError(cause)}`] : [])].join("\n");
}
