import { Readable } from "node:stream";
import { createTransport } from "nodemailer";
import { addressIn, type MailSettings, type Message } from "./mail.rules.ts";

/** What became of a message: taken by the server, refused for good, or nothing yet, so that it may be tried again. */
export type Handed = "sent" | "refused" | "later";
/** Hands one message over. It throws where nobody can know whether the server has it. */
export type Transport = (message: Message) => Promise<Handed>;

const patience = 20_000;
/** What a failed conversation tells: the last command, and the server's answer to it, if there was one. */
type Failure = { readonly command?: string; readonly responseCode?: number };
const isAbout = ({ command }: Failure, what: "RCPT TO" | "DATA") => command?.toUpperCase().startsWith(what) ?? false;

/** Speaks to a mail server by SMTP: one connection for each message, which are few; passwords and mail only over TLS, unless it runs on this machine. */
export function smtpTransport(settings: MailSettings, now: () => Temporal.Instant, trust: { readonly ca?: string } = {}): Transport {
  const { host, port, tls, user, password, from } = settings;
  const server = createTransport({
    ...{ host, port, secure: tls === "at-once", requireTLS: tls === "upgraded", ignoreTLS: tls === "none" },
    ...(user === undefined ? {} : { auth: { user, pass: password ?? "" } }),
    ...{ tls: trust, connectionTimeout: patience, greetingTimeout: patience, socketTimeout: patience },
    // What it sends is ours alone: nothing is fetched, and no file read, because a text says so.
    ...{ disableFileAccess: true, disableUrlAccess: true },
  });
  return async ({ id, address, subject, body }) => {
    const to = addressIn(address);
    if (!to) return "refused";
    let given = false;
    /** Read only once the server has said that it takes the text. */
    function* text() {
      given = true;
      yield Buffer.from(body);
    }
    try {
      await server.sendMail({
        ...{ from, to: { name: "", address: to }, subject: subject.replace(/\s+/g, " ").trim(), text: Readable.from(text()) },
        ...{ messageId: `<${id}@${addressIn(from)?.split("@")[1] ?? "localhost"}>`, date: new Date(now().epochMilliseconds) },
        headers: { "Auto-Submitted": "auto-generated" },
      });
      return "sent";
    } catch (error) {
      const failure = error as Failure;
      const answered = failure.responseCode ?? 0;
      if ((isAbout(failure, "RCPT TO") || isAbout(failure, "DATA")) && answered >= 500) return "refused";
      // Once its last line is on the way and nothing came back, the server may have it.
      if (given && answered === 0) throw error;
      return "later";
    }
  };
}
