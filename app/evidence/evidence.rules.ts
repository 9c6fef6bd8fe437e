export const evidenceLimit = 25 * 1024 * 1024;

export type NewEvidence = {
  readonly kind: "note" | "link" | "file" | "value";
  readonly title: string;
  readonly text?: string | undefined;
  readonly url?: string | undefined;
  readonly file?: { readonly name: string; readonly bytes: Uint8Array; readonly mediaType: string } | undefined;
  /** Which figure was chosen, and the figure itself, frozen; its text says it in a sentence. */
  readonly figure?: string | undefined;
  readonly value?: Readonly<Record<string, unknown>> | undefined;
  readonly dated: string;
  readonly sensitivity: "ordinary" | "restricted";
  readonly stance: "supports" | "contradicts";
};
