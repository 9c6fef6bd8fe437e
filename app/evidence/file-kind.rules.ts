type FileKind = {
  readonly mediaType: string;
  /** The endings a name of this kind may have, the usual one first. */
  readonly endings: readonly string[];
  readonly starts?: readonly number[];
  /** What a zipped document of this kind holds: a part whose name begins so. */
  readonly part?: string;
  /** The beginning is shared with kinds that may not be evidence, so the name must say which this is. */
  readonly named?: true;
};
const ole = [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1];
const openXml = "application/vnd.openxmlformats-officedocument";

/** Every kind of file that may be evidence. */
const kinds: readonly FileKind[] = [
  { mediaType: "application/pdf", endings: ["pdf"], starts: [0x25, 0x50, 0x44, 0x46, 0x2d] },
  { mediaType: "image/png", endings: ["png"], starts: [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a] },
  { mediaType: "image/jpeg", endings: ["jpg", "jpeg"], starts: [0xff, 0xd8, 0xff] },
  { mediaType: "image/gif", endings: ["gif"], starts: [0x47, 0x49, 0x46, 0x38] },
  // An installer begins as an old Word file does.
  { mediaType: "application/msword", endings: ["doc"], starts: ole, named: true },
  { mediaType: "application/vnd.ms-excel", endings: ["xls"], starts: ole, named: true },
  { mediaType: "application/vnd.ms-powerpoint", endings: ["ppt"], starts: ole, named: true },
  { mediaType: `${openXml}.wordprocessingml.document`, endings: ["docx"], part: "word/" },
  { mediaType: `${openXml}.spreadsheetml.sheet`, endings: ["xlsx"], part: "xl/" },
  { mediaType: `${openXml}.presentationml.presentation`, endings: ["pptx"], part: "ppt/" },
  { mediaType: "application/vnd.oasis.opendocument.text", endings: ["odt"], part: "content.xml" },
  { mediaType: "text/plain", endings: ["txt", "csv"], named: true },
];

const endingOf = (name: string) => name.split(".").at(-1)?.trim().toLowerCase() ?? "";

/** The names in a zip's list of contents, at its end; none where there is no such list. Nothing is unpacked. */
function namesInZip(bytes: Uint8Array): string[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let end = bytes.length - 22;
  while (end >= 0 && end > bytes.length - 65_558 && view.getUint32(end, true) !== 0x06054b50) end--;
  if (end < 0 || view.getUint32(end, true) !== 0x06054b50) return [];
  const names: string[] = [];
  let at = view.getUint32(end + 16, true);
  for (let left = view.getUint16(end + 10, true); left > 0 && at + 46 <= end && view.getUint32(at, true) === 0x02014b50; left--) {
    const length = view.getUint16(at + 28, true);
    names.push(new TextDecoder().decode(bytes.subarray(at + 46, at + 46 + length)));
    at += 46 + length + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
  }
  return names;
}

/** What a file is, by its own bytes (the name only tells apart what begins alike); undefined when it is none that may be evidence. */
export function sniff(bytes: Uint8Array, name: string): string | undefined {
  const ending = endingOf(name);
  const zipped = bytes[0] === 0x50 && bytes[1] === 0x4b ? namesInZip(bytes) : undefined;
  return kinds.find(({ starts, part, named, endings }) => {
    if (named && !endings.includes(ending)) return false;
    if (part) return zipped?.some((name) => name.startsWith(part)) && endings.includes(ending);
    if (starts) return starts.every((byte, index) => bytes[index] === byte);
    return !zipped && !bytes.includes(0);
  })?.mediaType;
}

/** The name under which a file is handed out: its title, without what could mislead, ending as its kind does. */
export function fileNameOf(title: string, mediaType: string): string {
  const plain = title
    .replace(/[\p{C}\\/:*?"<>|]/gu, " ")
    .replace(/\s+/g, " ")
    .trim();
  const endings = kinds.find((kind) => kind.mediaType === mediaType)?.endings ?? ["bin"];
  return endings.includes(endingOf(plain)) ? plain : `${plain}.${endings[0]}`;
}
