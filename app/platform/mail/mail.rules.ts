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
const base64 = (text: string) => btoa(String.fromCharCode(...new TextEncoder().encode(text)));
/** A header's text: as it stands where every mail program reads it, otherwise in words of at most 75 letters. */
function headerText(text: string): string {
  const plain = text.replace(/\s+/g, " ").trim();
  if (/^[\x20-\x7e]*$/.test(plain) && plain.length <= 900) return plain;
  const words: string[] = [];
  let word = "";
  for (const letter of plain) {
    if (new TextEncoder().encode(word + letter).length > 42) {
      words.push(word);
      word = "";
    }
    word += letter;
  }
  return [...words, word].map((one) => `=?utf-8?B?${base64(one)}?=`).join("\r\n ");
}
const days = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];
const months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/** A message as it travels: its lines short, its letters plain, its id the same however often it is written. */
export function writeMessage(message: Message, from: string, at: Temporal.Instant): string {
  const there = at.toZonedDateTimeISO("UTC");
  const two = (n: number) => String(n).padStart(2, "0");
  const date = `${days[there.dayOfWeek - 1]}, ${there.day} ${months[there.month - 1]} ${there.year} ${two(there.hour)}:${two(there.minute)}:${two(there.second)} +0000`;
  const [, name = ""] = /^([^<>]*)</.exec(from) ?? [];
  const domain = addressIn(from)?.split("@")[1] ?? "localhost";
  const lines = base64(message.body.replaceAll(/\r?\n/g, "\r\n")).match(/.{1,76}/g) ?? [];
  return [
    `From: ${name.trim() ? `${headerText(name)} ` : ""}<${addressIn(from)}>`,
    `To: <${message.address}>`,
    `Subject: ${headerText(message.subject)}`,
    `Date: ${date}`,
    `Message-ID: <${message.id}@${domain}>`,
    "Auto-Submitted: auto-generated",
    "MIME-Version: 1.0",
    "Content-Type: text/plain; charset=utf-8",
    "Content-Transfer-Encoding: base64",
    "",
    ...lines,
    "",
  ].join("\r\n");
}
