import { createHmac, randomBytes, timingSafeEqual } from "node:crypto";

const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
const stepSeconds = 30;

/** Bytes as base32 without padding (RFC 4648), as authenticator apps read secrets. */
export function base32(bytes: Uint8Array): string {
  let [text, buffer, held] = ["", 0, 0];
  for (const byte of bytes) {
    buffer = (buffer << 8) | byte;
    held += 8;
    while (held >= 5) {
      held -= 5;
      text += alphabet[(buffer >>> held) & 31];
    }
    buffer &= (1 << held) - 1;
  }
  return held > 0 ? text + alphabet[(buffer << (5 - held)) & 31] : text;
}

function fromBase32(text: string): Buffer {
  const bytes: number[] = [];
  let [buffer, held] = [0, 0];
  for (const letter of text) {
    buffer = ((buffer << 5) | alphabet.indexOf(letter)) & 0xffff;
    held += 5;
    if (held >= 8) {
      held -= 8;
      bytes.push((buffer >>> held) & 255);
    }
  }
  return Buffer.from(bytes);
}

/** A new secret for an authenticator app: 160 random bits, as RFC 4226 recommends. */
export const newSecret = (): string => base32(randomBytes(20));
export const stepAt = (instant: Temporal.Instant): number => Math.floor(instant.epochMilliseconds / 1000 / stepSeconds);

/** The code of a secret at a step (RFC 6238: SHA-1, 30 seconds, six digits). */
export function codeAt(secret: string, step: number, digits = 6): string {
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(step));
  const mac = createHmac("sha1", fromBase32(secret)).update(counter).digest();
  const number = mac.readUInt32BE((mac.at(-1) ?? 0) & 15) & 0x7fffffff;
  return String(number % 10 ** digits).padStart(digits, "0");
}

/** The step that a code belongs to, at most one before or after now; undefined for any other code. */
export function stepOfCode(secret: string, code: string, now: Temporal.Instant): number | undefined {
  const present = stepAt(now);
  return [present, present - 1, present + 1].find((step) => timingSafeEqual(Buffer.from(codeAt(secret, step)), Buffer.from(code)));
}

/** The address that an authenticator app reads from the picture. */
export const otpauth = (secret: string, email: string, host: string): string =>
  `otpauth://totp/${encodeURIComponent(`Eddystone ${host}`)}:${encodeURIComponent(email)}?${new URLSearchParams({ secret, issuer: `Eddystone ${host}`, algorithm: "SHA1", digits: "6", period: String(stepSeconds) }).toString().replaceAll("+", "%20")}`;
