import { type AddressInfo, createServer, type Server, type Socket } from "node:net";
import { TLSSocket } from "node:tls";
import { afterAll, describe, expect, test } from "vitest";
import type { MailSettings } from "./mail.rules.ts";
import { smtpTransport } from "./smtp.ts";

// A certificate for localhost and its key, made for these tests and good for nothing else.
const cert = `-----BEGIN CERTIFICATE-----
MIIBljCCATugAwIBAgIUeM3EtQ+j//Dn8atMm1XOvebCWZAwCgYIKoZIzj0EAwIw
FDESMBAGA1UEAwwJbG9jYWxob3N0MCAXDTI2MTEyMjA5MzM0MFoYDzIxMjYxMDI5
MDkzMzQwWjAUMRIwEAYDVQQDDAlsb2NhbGhvc3QwWTATBgcqhkjOPQIBBggqhkjO
PQMBBwNCAATOuHNO37xsxE/7e/w6jXgYhbMnO8iv4zO7cDKjuPlW99A25TgcWPPV
LIkA6LnCuDcFxR2KWck4M5NZu0PBfgybo2kwZzAdBgNVHQ4EFgQUD68RV5msfhAy
0b8OhUGIQkJKf98wHwYDVR0jBBgwFoAUD68RV5msfhAy0b8OhUGIQkJKf98wDwYD
VR0TAQH/BAUwAwEB/zAUBgNVHREEDTALgglsb2NhbGhvc3QwCgYIKoZIzj0EAwID
SQAwRgIhALHjwj7dpdYjRb6m5D4Zj4NnRStJiCg5fs+4iAAg4HTOAiEAwGQIR59D
U/wXKVsxbKeuER7qZMKKo7Y1c/krm+JvgSw=
-----END CERTIFICATE-----`;
const key = `-----BEGIN PRIVATE KEY-----
MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgdV1tiZycOMOIkGJT
n3kHTH8uXV7pzHcJPYI8fhE6/dChRANCAATOuHNO37xsxE/7e/w6jXgYhbMnO8iv
4zO7cDKjuPlW99A25TgcWPPVLIkA6LnCuDcFxR2KWck4M5NZu0PBfgyb
-----END PRIVATE KEY-----`;

type Way = { tls?: boolean; recipient?: number; data?: number; hangUp?: boolean; password?: string };
const servers: Server[] = [];
afterAll(() => {
  for (const server of servers) server.close();
});
/** A mail server that keeps what it is given, and does as it is told. */
async function mailServer(way: Way = {}): Promise<{ port: number; got: { to: string; message: string; secure: boolean }[] }> {
  const got: { to: string; message: string; secure: boolean }[] = [];
  const server = createServer((plain) => {
    let [to, message, inData, signedIn] = ["", "", false, way.password === undefined];
    const speak = (socket: Socket, secure: boolean) => {
      const say = (line: string) => socket.write(`${line}\r\n`);
      let text = "";
      const hear = (bytes: Buffer) => {
        text += bytes.toString();
        for (let end = text.indexOf("\r\n"); end !== -1; end = text.indexOf("\r\n")) {
          const line = text.slice(0, end);
          text = text.slice(end + 2);
          if (inData) {
            if (line !== ".") {
              message += `${line}\r\n`;
              continue;
            }
            inData = false;
            if ((way.data ?? 250) < 400) got.push({ to, message, secure });
            if (way.hangUp) socket.destroy();
            else say(`${way.data ?? 250} so`);
          } else if (line.startsWith("EHLO")) {
            say("250-localhost");
            if (way.tls && !secure) say("250-STARTTLS");
            say("250 AUTH LOGIN PLAIN");
          } else if (line === "STARTTLS") {
            socket.off("data", hear);
            say("220 go on");
            speak(new TLSSocket(plain, { isServer: true, cert, key }), true);
          } else if (line.startsWith("AUTH PLAIN ")) {
            signedIn = Buffer.from(line.slice(11), "base64").toString() === `\0desk\0${way.password}`;
            say(signedIn ? "235 come in" : "535 no");
          } else if (line.startsWith("RCPT TO:<")) {
            to = line.slice(9, -1);
            say(`${way.recipient ?? 250} recipient`);
          } else if (line === "DATA") {
            inData = true;
            message = "";
            say("354 go on");
          } else say(line.startsWith("MAIL") && !signedIn ? "530 sign in first" : "250 fine");
        }
      };
      socket.on("data", hear);
      socket.on("error", () => {});
      if (!secure) say("220 localhost");
    };
    speak(plain, false);
  });
  servers.push(server);
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  return { port: (server.address() as AddressInfo).port, got };
}
const now = () => Temporal.Instant.from("2026-11-23T07:00:00Z");
const settings = (port: number, more: Partial<MailSettings> = {}): MailSettings => ({
  ...{ host: "localhost", port, tls: "none", user: undefined, password: undefined, from: "Eddystone <desk@trust.example>" },
  ...more,
});
const message = { id: "one", address: "rosalind@trust.example", subject: "Due", body: "Two things.\n.\nAnd one." };

/** What a reader sees of a message: its text as it was written. */
function textOf(message = ""): string {
  const [head = "", ...parts] = message.split("\r\n\r\n");
  const text = parts.join("\r\n\r\n").replaceAll("\r\n..", "\r\n.");
  const bytes = /base64/i.test(head)
    ? Buffer.from(text, "base64")
    : Buffer.from(
        text.replaceAll("=\r\n", "").replaceAll(/=([0-9A-F]{2})/g, (_, hex) => String.fromCharCode(Number.parseInt(hex, 16))),
        "latin1",
      );
  return bytes.toString().replaceAll("\r\n", "\n").trimEnd();
}

describe("a mail", () => {
  test("is handed over as it was written", async () => {
    const { port, got } = await mailServer();
    expect(await smtpTransport(settings(port), now)(message)).toBe("sent");
    expect(got.map(({ to }) => to)).toEqual(["rosalind@trust.example"]);
    expect(textOf(got[0]?.message)).toBe("Two things.\n.\nAnd one.");
    const [head = ""] = got[0]?.message.split("\r\n\r\n") ?? [];
    expect(head).toContain("Message-ID: <one@trust.example>");
    expect(head).toContain("Auto-Submitted: auto-generated");
    expect(head).toContain("Date: Mon, 23 Nov 2026 07:00:00 +0000");
  });
  test("keeps letters of every language, and short lines", async () => {
    const { port, got } = await mailServer();
    const body = `Ysgol Gymraeg: tŷ, “reading”\n${"x".repeat(3000)}`;
    const subject = "Due tomorrow: tŷ “reading” and a good deal more than fits into one line of a header";
    expect(await smtpTransport(settings(port), now)({ ...message, subject, body })).toBe("sent");
    const text = got[0]?.message ?? "";
    expect(text).not.toMatch(/[^\x20-\x7e\r\n]/);
    expect(text.split("\r\n").every((line) => line.length <= 78)).toBe(true);
    expect(textOf(text)).toBe(body);
  });
  test("has no header that its subject or its address has brought in", async () => {
    const { port, got } = await mailServer();
    const hand = smtpTransport(settings(port), now);
    expect(await hand({ ...message, subject: "Due\r\nBcc: everybody@b.example" })).toBe("sent");
    expect(got[0]?.message).not.toMatch(/^Bcc:/m);
    expect(await hand({ ...message, address: "a@b.example\r\nBcc: everybody@b.example" })).toBe("refused");
    expect(got.length).toBe(1);
  });
  test("goes with the password over TLS alone, to the server whose certificate says so", async () => {
    const { port, got } = await mailServer({ tls: true, password: "p@ss" });
    const safe = settings(port, { tls: "upgraded", user: "desk", password: "p@ss" });
    expect(await smtpTransport(safe, now, { ca: cert })(message)).toBe("sent");
    expect(got.map(({ secure }) => secure)).toEqual([true]);
    expect(await smtpTransport(safe, now)(message)).toBe("later");
    expect(got.length).toBe(1);
  });
  test("is not sent in the clear where the server offers no TLS", async () => {
    const { port, got } = await mailServer();
    const answered = await smtpTransport(settings(port, { tls: "upgraded", user: "desk", password: "p@ss" }), now, { ca: cert })(message);
    expect([answered, got.length]).toEqual(["later", 0]);
  });
  test.each([
    ["refused for good where there is no such address", { recipient: 550 }, "refused"],
    ["tried again where the server is busy", { recipient: 450 }, "later"],
    ["refused for good where its text is", { data: 554 }, "refused"],
    ["tried again where the server could not keep it", { data: 451 }, "later"],
  ] as const)("is %s", async (_, way, came) => {
    const { port, got } = await mailServer(way);
    expect([await smtpTransport(settings(port), now)(message), got.length]).toEqual([came, 0]);
  });
  test("is tried again where no server answers", async () => {
    const { port } = await mailServer();
    for (const server of servers.splice(-1)) await new Promise((done) => server.close(done));
    expect(await smtpTransport(settings(port), now)(message)).toBe("later");
  });
  test("of which nobody knows whether the server has it is said to be that, and nothing else", async () => {
    const { port } = await mailServer({ hangUp: true });
    await expect(smtpTransport(settings(port), now)(message)).rejects.toThrow(/closed|ECONNRESET/);
  });
});
