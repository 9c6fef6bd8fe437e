export const evidenceLimit = 25 * 1024 * 1024;

export type NewEvidence = {
  readonly kind: "note" | "link" | "file";
  readonly title: string;
  readonly text?: string | undefined;
  readonly url?: string | undefined;
  readonly file?: { readonly name: string; readonly bytes: Uint8Array; readonly mediaType: string } | undefined;
  readonly dated: string;
  readonly sensitivity: "ordinary" | "restricted";
  readonly stance: "supports" | "contradicts";
};
