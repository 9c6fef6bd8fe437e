import { connect, type Socket } from "node:net";
import { hostname } from "node:os";
import { connect as connectSafely } from "node:tls";
import { addressIn, type MailSettings, type Message, writeMessage } from "./mail.rules.ts";

/** What became of a message: taken by the server, refused for good, or nothing yet, so that it may be tried again. */
export type Handed = "sent" | "refused" | "later";
/** Hands one message over. It throws where nobody can know whether the server has it. */
export type Transport = (message: Message) => Promise<Handed>;

const patience = 20_000;
class Said extends Error {
  constructor(readonly code: number) {
    super(`the mail server answered ${code}`);
  }
}

/** A conversation: sends a line and answers what the server says to it. */
function converse(socket: Socket) {
  let waiting: { done: (lines: string[]) => void; fail: (error: Error) => void } | undefined;
  let [text, lines]: [string, string[]] = ["", []];
  const said: string[][] = [];
  let broken: Error | undefined;
  const settle = () => {
    const answer = said[0];
    if (!waiting) return;
    if (answer) {
      said.shift();
      waiting.done(answer);
    } else if (broken) waiting.fail(broken);
    else return;
    waiting = undefined;
  };
  const hear = (bytes: Buffer) => {
    text += bytes.toString("latin1");
    for (let end = text.indexOf("\n"); end !== -1; end = text.indexOf("\n")) {
      const line = text.slice(0, end).trimEnd();
      text = text.slice(end + 1);
      lines.push(line);
      if (/^\d{3}(?!-)/.test(line)) {
        said.push(lines);
        lines = [];
      }
    }
    settle();
  };
  const fail = (error: Error) => {
    broken ??= error;
    settle();
  };
  socket.on("data", hear);
  socket.on("error", fail);
  socket.on("close", () => fail(new Error("the mail server has hung up")));
  socket.setTimeout(patience, () => socket.destroy(new Error("the mail server does not answer")));
  return {
    async ask(line: string | undefined, expected: number): Promise<string[]> {
      if (line !== undefined) socket.write(`${line}\r\n`);
      const answer = await new Promise<string[]>((done, failed) => {
        waiting = { done, fail: failed };
        settle();
      });
      const code = Number(answer.at(-1)?.slice(0, 3));
      if (Math.floor(code / 100) !== Math.floor(expected / 100)) throw new Said(code);
      return answer;
    },
    leave() {
      socket.off("data", hear);
    },
  };
}

/** Speaks to a mail server by SMTP: one connection for each message, which are few; passwords and mail only over TLS, unless it runs on this machine. */
export function smtpTransport(settings: MailSettings, now: () => Temporal.Instant, trust: { readonly ca?: string } = {}): Transport {
  const { host, port, tls, user, password } = settings;
  return async (message) => {
    const to = addressIn(message.address);
    if (!to) return "refused";
    let [socket, given] = [undefined as Socket | undefined, false];
    try {
      socket = tls === "at-once" ? connectSafely({ host, port, servername: host, ...trust }) : connect({ host, port });
      let server = converse(socket);
      await server.ask(undefined, 220);
      let able = await server.ask(`EHLO ${hostname()}`, 250);
      if (tls === "upgraded") {
        await server.ask("STARTTLS", 220);
        server.leave();
        socket = connectSafely({ socket, servername: host, ...trust });
        server = converse(socket);
        able = await server.ask(`EHLO ${hostname()}`, 250);
      }
      if (user !== undefined) {
        if (!able.some((line) => /^250[ -]AUTH\b.*\bPLAIN\b/i.test(line))) return "later";
        await server.ask(`AUTH PLAIN ${Buffer.from(`\0${user}\0${password ?? ""}`).toString("base64")}`, 235);
      }
      await server.ask(`MAIL FROM:<${addressIn(settings.from)}>`, 250);
      const refused = await server.ask(`RCPT TO:<${to}>`, 250).then(
        () => undefined,
        (error: unknown) => error,
      );
      if (refused instanceof Said && refused.code >= 500) return "refused";
      if (refused) throw refused;
      await server.ask("DATA", 354);
      given = true;
      await server.ask(`${writeMessage(message, settings.from, now())}.`, 250);
      socket.write("QUIT\r\n");
      return "sent";
    } catch (error) {
      // Once its last line is on the way and nothing came back, the server may have it.
      if (given && !(error instanceof Said)) throw error;
      return given && error instanceof Said && error.code >= 500 ? "refused" : "later";
    } finally {
      socket?.end();
    }
  };
}
