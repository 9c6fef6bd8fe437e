import type { FrameworkKind, FrameworkSubject } from "./edition.rules.ts";

/** What a framework is for, at the beginning of a sentence. */
export function sayKind(kind: FrameworkKind): string {
  switch (kind) {
    case "whole-school":
      return "The whole school";
    case "joining":
      return "Joining the trust";
    case "charter":
      return "A charter of excellence";
    case "assurance":
      return "Assurance";
    case "subject":
      return "Subjects and reading";
    case "governance":
      return "Governance";
    case "inspection":
      return "Inspection";
  }
}

const subjectWords: Readonly<Record<FrameworkSubject, string>> = {
  academy: "an academy",
  trust: "the trust",
  board: "a board",
  network: "a network",
};
/** What a framework can be applied to, in the middle of a sentence: "an academy or the trust". */
export const saySubjects = (subjects: readonly FrameworkSubject[]): string =>
  new Intl.ListFormat("en-GB", { type: "disjunction" }).format(subjects.map((subject) => subjectWords[subject]));
