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

const signatures: readonly { mediaType: string; starts: readonly number[]; at?: number }[] = [
  { mediaType: "application/pdf", starts: [0x25, 0x50, 0x44, 0x46] },
  { mediaType: "image/png", starts: [0x89, 0x50, 0x4e, 0x47] },
  { mediaType: "image/jpeg", starts: [0xff, 0xd8, 0xff] },
  { mediaType: "image/gif", starts: [0x47, 0x49, 0x46, 0x38] },
  { mediaType: "application/msword", starts: [0xd0, 0xcf, 0x11, 0xe0] },
];
const inZip: Readonly<Record<string, string>> = {
  docx: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
  xlsx: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
  pptx: "application/vnd.openxmlformats-officedocument.presentationml.presentation",
  odt: "application/vnd.oasis.opendocument.text",
};

/** What a file is, by its first bytes (the name only tells which of the zipped kinds); undefined when it is none that may be evidence. */
export function sniff(bytes: Uint8Array, name: string): string | undefined {
  const known = signatures.find(({ starts }) => starts.every((byte, index) => bytes[index] === byte));
  if (known) return known.mediaType;
  const extension = name.split(".").at(-1)?.toLowerCase() ?? "";
  if (bytes[0] === 0x50 && bytes[1] === 0x4b) return inZip[extension];
  if (!["txt", "csv"].includes(extension)) return undefined;
  const text = bytes.subarray(0, 4096);
  return text.includes(0) ? undefined : "text/plain";
}
