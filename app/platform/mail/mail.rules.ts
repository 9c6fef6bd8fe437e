import { accept, type Outcome, refuse } from "../../language/outcome.ts";

/** Where mail is handed over, and from whom it comes. */
export type MailSettings = {
  readonly host: string;
  readonly port: number;
  /** TLS from the first byte, as soon as it is greeted, or none to a server on this machine. */
  readonly tls: "at-once" | "upgraded" | "none";
  readonly user: string | undefined;
  readonly password: string | undefined;
  readonly from: string;
};
export type MailSettingsRefusal = { readonly kind: "no-address" | "no-from"; readonly value: string };

const isAddress = (text: string) => /^[^\s<>@"\\,;:]+@[^\s<>@"\\,;:]+$/.test(text) && text.length <= 320;
/** The address alone in "Name <address>", or the address as it stands. */
export const addressIn = (text: string): string | undefined => {
  const [, inside] = /^[^<>\r\n]*<([^<>]+)>$/.exec(text) ?? [];
  const address = inside ?? text;
  return isAddress(address) ? address : undefined;
};

/** Reads how mail is sent; nothing where no server is named, and then none is. */
export function readMailSettings(
  env: Readonly<Record<string, string | undefined>>,
): Outcome<MailSettings | undefined, MailSettingsRefusal> {
  const [value, from] = [env.EDDYSTONE_MAIL_SERVER, env.EDDYSTONE_MAIL_FROM ?? ""];
  if (!value) return accept(undefined);
  const url = URL.parse(value);
  const secure = url?.protocol === "smtps:";
  if (!url?.hostname || (!secure && url.protocol !== "smtp:"))
    return refuse({ kind: "no-address", value: url ? `${url.protocol}//…` : "unreadable" });
  if (!addressIn(from)) return refuse({ kind: "no-from", value: from });
  const here = ["localhost", "127.0.0.1", "[::1]"].includes(url.hostname);
  return accept({
    host: url.hostname.replace(/^\[|\]$/g, ""),
    port: Number(url.port) || (secure ? 465 : 587),
    tls: secure ? "at-once" : here ? "none" : "upgraded",
    user: url.username ? decodeURIComponent(url.username) : undefined,
    password: url.password ? decodeURIComponent(url.password) : undefined,
    from,
  });
}
export function sayMailSettingsRefusal({ kind, value }: MailSettingsRefusal): string {
  switch (kind) {
    case "no-address":
      return `EDDYSTONE_MAIL_SERVER (${value}) is no address of a mail server. Give for example smtp://user:password@mail.your-trust.org.uk:587, or leave it out and no mail is sent.`;
    case "no-from":
      return `EDDYSTONE_MAIL_FROM is "${value}". Say from which address mail comes, for example Eddystone <eddystone@your-trust.org.uk>.`;
  }
}

export type Message = { readonly id: string; readonly address: string; readonly subject: string; readonly body: string };

/** A mail says what somebody owed on its day: after a school year and the weeks around it nobody needs that any more. */
export const keptForDays = 400;
