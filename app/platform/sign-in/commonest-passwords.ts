import shipped from "../../../content/passwords/commonest.txt?raw";

/** The commonest breached passwords that Eddystone ships, in small letters. */
export const commonestPasswords: ReadonlySet<string> = new Set(
  shipped
    .split("\n")
    .filter((line) => line !== "" && !line.startsWith("#"))
    .map((line) => line.toLowerCase()),
);
