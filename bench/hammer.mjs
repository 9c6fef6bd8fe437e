// Sends HTTP/1.1 requests over kept connections on raw sockets: cheap, so that what is measured is the server and not the client.
import { connect } from "node:net";

/** The answer's share of sorted times; undefined when there are none. */
export const percentile = (sorted, share) => sorted[Math.min(sorted.length - 1, Math.ceil(sorted.length * share) - 1)];

/** A request as bytes: its head is put together once. */
function bytesOf({ method = "GET", path, headers = {}, body = "" }, host) {
  const payload = Buffer.from(body);
  const length = method === "GET" ? "" : `Content-Length: ${payload.length}\r\n`;
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
  return Buffer.concat([Buffer.from(`${method} ${path} HTTP/1.1\r\nHost: ${host}\r\n${lines.join("")}${length}\r\n`), payload]);
}

/** Reads one answer off the front of what has come; undefined until all of it is there. */
function readAnswer(bytes) {
  const end = bytes.indexOf("\r\n\r\n");
  if (end < 0) return undefined;
  const [first, ...lines] = bytes.toString("latin1", 0, end).split("\r\n");
  const status = Number(first.split(" ")[1]);
  const headers = new Map(
    lines.map((line) => {
      const at = line.indexOf(":");
      return [line.slice(0, at).toLowerCase(), line.slice(at + 1).trim()];
    }),
  );
  const start = end + 4;
  const answer = (body, size) => ({ status, headers, body, size });
  if (status === 204 || status === 304) return answer(Buffer.alloc(0), start);
  if (headers.get("transfer-encoding") !== "chunked") {
    const size = start + Number(headers.get("content-length") ?? 0);
    return bytes.length < size ? undefined : answer(bytes.subarray(start, size), size);
  }
  const parts = [];
  for (let at = start; ; ) {
    const line = bytes.indexOf("\r\n", at);
    if (line < 0) return undefined;
    const length = Number.parseInt(bytes.toString("latin1", at, line), 16);
    const next = line + 2 + length + 2;
    if (bytes.length < next) return undefined;
    if (length === 0) return answer(Buffer.concat(parts), next);
    parts.push(bytes.subarray(line + 2, line + 2 + length));
    at = next;
  }
}

/** One kept connection, opened anew when the server has ended it; one request at a time. */
export function connection(origin) {
  const { hostname, port, host } = new URL(origin);
  let socket;
  let waiting;
  let come = Buffer.alloc(0);
  const settle = (how, what) => {
    const settled = waiting;
    waiting = undefined;
    settled?.[how](what);
  };
  function open() {
    const mine = connect(Number(port), hostname);
    mine.setNoDelay(true);
    come = Buffer.alloc(0);
    mine.on("data", (part) => {
      come = come.length === 0 ? part : Buffer.concat([come, part]);
      const answer = readAnswer(come);
      if (!answer) return;
      come = come.subarray(answer.size);
      if (answer.headers.get("connection")?.toLowerCase() === "close") {
        socket = undefined;
        mine.end();
      }
      settle("done", answer);
    });
    const gone = (error) => {
      if (socket !== mine) return;
      socket = undefined;
      settle("fail", error instanceof Error ? error : new Error("the connection was ended without an answer"));
    };
    mine.on("error", gone).on("close", gone);
    return mine;
  }
  return {
    /** Sends one request; answers its status, headers and body, or throws when the connection is lost first. */
    send: (request) =>
      new Promise((done, fail) => {
        waiting = { done, fail };
        socket ??= open();
        socket.write(bytesOf(request, host));
      }),
    close: () => {
      const mine = socket;
      socket = undefined;
      mine?.destroy();
    },
  };
}

/**
 * Sends requests over so many connections for so many milliseconds. `next(n)` gives the n-th request: `{ method, path, headers, body,
 * wants }`, where `wants` is the status it should be answered with (200 unless said) and `heard(answer)` is told the answer.
 * With `rate` (requests a second) each is due at its time and measured from then, whether a connection was free or not, so that a stall
 * counts for all who would have come meanwhile; without it each connection sends as soon as it is answered.
 * Answers requests a second, p50, p90 and p99 in milliseconds, how many were answered, and the errors: lost connections and other statuses.
 */
export async function hammer(origin, { connections = 1, milliseconds, rate, next }) {
  const times = [];
  const errors = [];
  const began = performance.now();
  const until = began + milliseconds;
  let sent = 0;
  const work = async () => {
    const line = connection(origin);
    for (;;) {
      const number = sent;
      const due = rate === undefined ? performance.now() : began + (number * 1000) / rate;
      if (due >= until || (rate === undefined && performance.now() >= until)) break;
      sent++;
      const early = due - performance.now();
      if (early > 0) await new Promise((done) => setTimeout(done, early));
      const request = next(number);
      try {
        const answer = await line.send(request);
        times.push(performance.now() - due);
        if (answer.status !== (request.wants ?? 200)) errors.push(`${request.method ?? "GET"} ${request.path}: ${answer.status}`);
        request.heard?.(answer);
      } catch (error) {
        errors.push(`${request.method ?? "GET"} ${request.path}: ${error.message}`);
      }
    }
    line.close();
  };
  await Promise.all(Array.from({ length: connections }, work));
  const seconds = (performance.now() - began) / 1000;
  times.sort((a, b) => a - b);
  const at = (share) => Math.round((percentile(times, share) ?? Number.NaN) * 100) / 100;
  return {
    requestsPerSecond: Math.round((times.length / seconds) * 10) / 10,
    p50: at(0.5),
    p90: at(0.9),
    p99: at(0.99),
    answered: times.length,
    errors,
  };
}
