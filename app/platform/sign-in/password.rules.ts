import { accept, type Outcome, refuse } from "../../language/outcome.ts";

export type PasswordRefusal =
  | { readonly kind: "too-short" }
  | { readonly kind: "too-long" }
  | { readonly kind: "common" }
  | { readonly kind: "own-name" };
export const passwordHint =
  "At least 15 characters: three or four words you can remember do well. 12 to 14 are enough where they hold neither your name nor your e-mail address.";

const letters = (text: string) => text.normalize("NFKC").toLowerCase();

/** Whether somebody may choose this password: by its length, and by what others would try first. No rule asks for signs or digits. */
export function considerPassword(
  password: string,
  whose: { readonly name: string; readonly email: string },
  commonest: ReadonlySet<string>,
): Outcome<string, PasswordRefusal> {
  const length = [...password].length;
  if (length < 12) return refuse({ kind: "too-short" });
  if (length > 200) return refuse({ kind: "too-long" });
  if (commonest.has(letters(password))) return refuse({ kind: "common" });
  if (length < 15 && holdsOwnName(letters(password), whose)) return refuse({ kind: "own-name" });
  return accept(password);
}

function holdsOwnName(password: string, { name, email }: { name: string; email: string }): boolean {
  const parts = [...letters(name).split(/[\s.'’-]+/), letters(email), ...letters(email.split("@")[0] ?? "").split(/[._+-]+/)];
  return parts.some((part) => part.length >= 3 && password.includes(part));
}

export function sayPasswordRefusal(refusal: PasswordRefusal): string {
  switch (refusal.kind) {
    case "too-short":
      return "The password needs at least 12 characters. Add a word or two.";
    case "too-long":
      return "The password can have 200 characters at most. Shorten it.";
    case "common":
      return "This password is one of the commonest and is tried first by anybody who guesses. Choose other words.";
    case "own-name":
      return "A password of fewer than 15 characters may not hold your name or your e-mail address. Choose other words, or make it longer.";
  }
}
