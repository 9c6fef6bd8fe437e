import { type EvidencePiece, evidenceLimit, sniff } from "../../evidence/index.ts";
import { readDay } from "../../language/period.ts";

export type FieldRefusal = { readonly field: string; readonly text: string };
export type ReadPiece = EvidencePiece | FieldRefusal | undefined;
export const isRefusal = (read: ReadPiece): read is FieldRefusal => read !== undefined && "field" in read;

const text = (form: FormData, name: string) => {
  const value = form.get(name);
  return typeof value === "string" ? value.trim() : "";
};

/** Reads one piece of evidence from a form, whose fields `at` names: nothing where nothing was written, and the first thing that is wrong with it in words that say what to do. */
export async function readPiece(form: FormData, at: (part: string) => string): Promise<ReadPiece> {
  const say = (part: string, words: string): FieldRefusal => ({ field: at(part), text: words });
  const title = text(form, at("title"));
  const file = form.get(at("file"));
  const hasFile = file instanceof File && file.size > 0;
  const body = text(form, at("text"));
  const kind = text(form, at("kind"));
  const figure = kind === "value" ? text(form, at("figure")) : "";
  if (!title && !hasFile && !body && !figure) return undefined;
  if (kind !== "note" && kind !== "link" && kind !== "file" && kind !== "value")
    return say("kind", "choose a note, a link, a file or a figure.");
  if (kind === "value" && (!figure || figure.length > 200)) return say("figure", "choose the figure.");
  if ((kind !== "value" && !title) || title.length > 300) return say("title", "give it a title of up to 300 characters.");
  const dated = text(form, at("dated"));
  if (!readDay(dated)) return say("dated", "give the day it was seen or written.");
  const sensitivity = text(form, at("sensitivity")) === "restricted" ? "restricted" : "ordinary";
  const common = { title, dated, sensitivity } as const;
  if (kind === "value") return { ...common, kind, figure };
  if (kind === "note") return body ? { ...common, kind, text: body.slice(0, 20_000) } : say("text", "write the note.");
  if (kind === "link")
    return /^https?:\/\/[^\s]+$/i.test(body) && URL.canParse(body) && body.length <= 2000
      ? { ...common, kind, url: body }
      : say("text", "give a whole web address that begins with https:// and has 2,000 characters at most.");
  if (!hasFile) return say("file", "choose the file.");
  if (file.size > evidenceLimit) return say("file", "the file is over 25 MB. Link to it instead, or send a smaller one.");
  const bytes = new Uint8Array(await file.arrayBuffer());
  const mediaType = sniff(bytes, file.name);
  return mediaType
    ? { ...common, kind, file: { name: file.name, bytes, mediaType } }
    : say("file", "this is not a kind of file that can be evidence. Send a PDF, Word, Excel, PowerPoint, text, PNG or JPEG file.");
}
