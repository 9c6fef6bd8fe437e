export const evidenceLimit = 25 * 1024 * 1024;
export type EvidenceKind = "note" | "link" | "file" | "value";
export type Sensitivity = "ordinary" | "restricted";

/** What somebody hands in as evidence. */
export type EvidencePiece = {
  readonly kind: EvidenceKind;
  readonly title: string;
  readonly text?: string | undefined;
  readonly url?: string | undefined;
  readonly file?: { readonly name: string; readonly bytes: Uint8Array; readonly mediaType: string } | undefined;
  /** Which figure was chosen, and the figure itself, frozen; its text says it in a sentence. */
  readonly figure?: string | undefined;
  readonly value?: Readonly<Record<string, unknown>> | undefined;
  readonly dated: string;
  readonly sensitivity: Sensitivity;
};
export type Stance = "supports" | "contradicts";
/** A piece with how it stands to the judgement it is handed in with. */
export type NewEvidence = EvidencePiece & { readonly stance: Stance };
/** Evidence that is here already, chosen for another judgement. */
export type ChosenEvidence = { readonly item: string; readonly stance: Stance };

/** That a piece was withdrawn: it stays, and is no longer relied on. */
export type Withdrawn = { readonly on: string; readonly by: string; readonly reason: string };
/** Another version of a piece. */
export type Version = { readonly id: string; readonly title: string; readonly addedOn: string; readonly by: string };

/** Pieces that somebody does not see, but for their own; a newer version is seen where the old one was. */
export type Hidden = { readonly ids: readonly string[]; readonly butOf: string };

/** A piece of evidence as it stands. */
export type StoredEvidence = {
  readonly id: string;
  readonly unitId: string;
  readonly kind: EvidenceKind;
  readonly title: string;
  readonly text: string | null;
  readonly url: string | null;
  readonly value: Readonly<Record<string, unknown>> | null;
  readonly mediaType: string | null;
  readonly bytes: number | null;
  readonly dated: string;
  readonly sensitivity: Sensitivity;
  readonly addedBy: string;
  readonly addedById: string;
  readonly addedOn: string;
  readonly withdrawn: Withdrawn | null;
  /** The version it follows, and the one that follows it. */
  readonly follows: Version | null;
  readonly newer: Version | null;
};

const words: Readonly<Record<EvidenceKind, string>> = { note: "note", link: "link", file: "file", value: "figure" };
/** What a kind of evidence is called. */
export const sayKind = (kind: EvidenceKind): string => words[kind];

/** How long a file is, as people say it. */
export function sayBytes(bytes: number): string {
  if (bytes < 1024) return `${bytes} bytes`;
  return bytes < 1024 * 1024 ? `${Math.round(bytes / 1024)} KB` : `${(bytes / 1024 / 1024).toFixed(1)} MB`;
}
