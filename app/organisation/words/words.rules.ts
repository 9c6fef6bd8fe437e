import { accept, type Outcome, refuse } from "../../language/outcome.ts";
import type { Words } from "../../language/words.ts";
import { type RoleKind, roleKinds } from "../people/permissions.rules.ts";

export type Word = keyof Words;
export type WordFault = { readonly kind: "empty" | "too-long" | "not-plain"; readonly word: Word };
export type WordsRefusal = { readonly kind: "faults"; readonly faults: readonly WordFault[] } | { readonly kind: "crossed" | "same" };

export const longestWord = 40;
export const everyWord: readonly Word[] = ["academy", "academies", "principal", "region", "regions", "board", "boardName"];

// Letters, digits and the signs of plain names: no markup, no formula, nothing that another program could take for its own.
const plain = /^[\p{L}\p{N}][\p{L}\p{M}\p{N} '’.,&()/–-]*$/u;

/** Whether the trust's words may be as given; they are shown in every heading and label, so they must be short and plain. */
export function considerWords(kept: Words, draft: Words): Outcome<Words, WordsRefusal> {
  const given = Object.fromEntries(everyWord.map((word) => [word, draft[word].trim().replace(/\s+/g, " ")])) as Words;
  const faults = everyWord.flatMap((word): WordFault[] => {
    if (!given[word]) return [{ kind: "empty", word }];
    if ([...given[word]].length > longestWord) return [{ kind: "too-long", word }];
    return plain.test(given[word]) ? [] : [{ kind: "not-plain", word }];
  });
  if (faults.length) return refuse({ kind: "faults", faults });
  return everyWord.every((word) => given[word] === kept[word]) ? refuse({ kind: "same" }) : accept(given);
}

export function sayWordFault(fault: WordFault, label: string): string {
  switch (fault.kind) {
    case "empty":
      return `${label}: give a word; it is shown on every page.`;
    case "too-long":
      return `${label}: shorten it to ${longestWord} characters.`;
    case "not-plain":
      return `${label}: use letters, digits and spaces only, beginning with a letter or digit.`;
  }
}

/** A role as this trust names it: the head of an academy and the members of the board in its own words. */
export function roleName(kind: string, words: Words): string {
  if (kind === "principal") return words.principal;
  if (kind === "eob-member") return `${words.board} member`;
  return roleKinds[kind as RoleKind] ?? kind;
}

/** What this trust calls a kind of unit. */
export function unitName(kind: string, words: Words): string {
  const names: Readonly<Record<string, string>> = { academy: words.academy, region: words.region, board: words.board };
  return names[kind] ?? kind;
}
