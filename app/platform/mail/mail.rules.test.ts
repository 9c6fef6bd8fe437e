import { describe, expect, test } from "vitest";
import { addressIn, readMailSettings, sayMailSettingsRefusal } from "./mail.rules.ts";

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

describe("an address", () => {
  test.each(["a@b.example", "A B <a@b.example>"])("is read of %s", (text) => expect(addressIn(text)).toBe("a@b.example"));
  test.each(["", "a", "a@b\r\nRCPT TO:<x@y>", "<a@b.example> <c@d.example>", "a b@c.example"])("is none in %j", (text) =>
    expect(addressIn(text)).toBeUndefined(),
  );
});
