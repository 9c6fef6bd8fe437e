import { describe, expect, test } from "vitest";
import { addressIn, readMailSettings, sayMailSettingsRefusal, writeMessage } from "./mail.rules.ts";

const read = (server?: string, from?: string) =>
  readMailSettings({ ...(server ? { EDDYSTONE_MAIL_SERVER: server } : {}), ...(from ? { EDDYSTONE_MAIL_FROM: from } : {}) });

describe("how mail is sent", () => {
  test("is not at all where no server is named", () => expect(read()).toEqual({ ok: true, value: undefined }));
  test("is by TLS, unless the server is on this machine", () => {
    const tls = (server: string) => {
      const settings = read(server, "Eddystone <desk@trust.example>");
      return settings.ok && settings.value ? [settings.value.tls, settings.value.port, settings.value.user, settings.value.password] : [];
    };
    expect(tls("smtp://desk:p%40ss@mail.trust.example")).toEqual(["upgraded", 587, "desk", "p@ss"]);
    expect(tls("smtps://mail.trust.example")).toEqual(["at-once", 465, undefined, undefined]);
    expect(tls("smtp://localhost:1025")).toEqual(["none", 1025, undefined, undefined]);
  });
  test("is refused in a sentence that never quotes the password", () => {
    const said = (server: string, from?: string) => {
      const settings = read(server, from);
      return settings.ok ? "" : sayMailSettingsRefusal(settings.refusal);
    };
    expect(said("http://desk:secret@mail.example", "a@b.example")).toMatch(/no address of a mail server/);
    expect(said("http://desk:secret@mail.example", "a@b.example")).not.toMatch(/secret/);
    expect(said("smtp://mail.example")).toMatch(/EDDYSTONE_MAIL_FROM/);
  });
});

describe("a message", () => {
  const at = Temporal.Instant.from("2026-11-23T07:05:09Z");
  const written = (subject: string, body: string) =>
    writeMessage({ id: "one", address: "a@b.example", subject, body }, "Eddystone <desk@trust.example>", at);
  test("keeps its letters, and its lines short", () => {
    const body = `Ysgol Gymraeg: tŷ, “reading”\n${"x".repeat(3000)}\n.\n`;
    const message = written("Due tomorrow: tŷ “reading” and a good deal more than fits into one line of a header", body);
    expect(message).not.toMatch(/[^\x20-\x7e\r\n]/);
    expect(message.split("\r\n").every((line) => line.length <= 78)).toBe(true);
    const [head = "", rest = ""] = message.split("\r\n\r\n");
    expect(Buffer.from(rest, "base64").toString()).toBe(body.replaceAll("\n", "\r\n"));
    const words = [...head.matchAll(/=\?utf-8\?B\?([^?]*)\?=/g)].map(([, word = ""]) => Buffer.from(word, "base64").toString());
    expect(words.join("")).toMatch(/^Due tomorrow: tŷ “reading”.*header$/);
    expect(head).toContain("Date: Mon, 23 Nov 2026 07:05:09 +0000");
  });
  test("has no header that its subject has brought in", () => {
    expect(written("Due\r\nBcc: everybody@b.example", "")).not.toMatch(/^Bcc:/m);
  });
  test.each(["a@b.example", "A B <a@b.example>"])("goes to %s", (text) => expect(addressIn(text)).toBe("a@b.example"));
  test.each(["", "a", "a@b\r\nRCPT TO:<x@y>", "<a@b.example> <c@d.example>", "a b@c.example"])("goes nowhere by %j", (text) =>
    expect(addressIn(text)).toBeUndefined(),
  );
});
