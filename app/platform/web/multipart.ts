/** One field of a form: its name, its file's name if it is one, and its bytes, to be read before the next field is asked for. */
export interface Field {
  readonly name: string;
  readonly fileName: string | undefined;
  readonly bytes: AsyncGenerator<Buffer>;
}

/** The form ended before its end: the sender went away, or wrote no form. */
export class FormCutOff extends Error {}

const longestHeader = 16_384;
const crlf = "\r\n";

/** Reads a `multipart/form-data` body field by field, holding no more of it than the sender's own pieces. */
export async function* fieldsOf(body: AsyncIterable<Uint8Array>, boundary: string): AsyncGenerator<Field> {
  const pieces = body[Symbol.asyncIterator]();
  const delimiter = Buffer.from(`${crlf}--${boundary}`);
  // The first delimiter may stand at the very beginning, without the line's end before it.
  let rest: Buffer = Buffer.from(crlf);
  const more = async () => {
    const { value, done } = await pieces.next();
    if (done) throw new FormCutOff();
    rest = rest.length === 0 ? Buffer.from(value.buffer, value.byteOffset, value.byteLength) : Buffer.concat([rest, value]);
  };
  async function* untilDelimiter(): AsyncGenerator<Buffer> {
    for (;;) {
      const at = rest.indexOf(delimiter);
      const sure = at >= 0 ? at : rest.length - delimiter.length + 1;
      if (sure > 0) {
        const piece = rest.subarray(0, sure);
        rest = rest.subarray(sure);
        yield piece;
      }
      if (at >= 0) {
        rest = rest.subarray(delimiter.length);
        return;
      }
      await more();
    }
  }
  const through = async (bytes: AsyncGenerator<Buffer>) => {
    for await (const _ of bytes);
  };

  await through(untilDelimiter());
  for (;;) {
    while (rest.length < 2) await more();
    if (rest.toString("latin1", 0, 2) === "--") return;
    let end = rest.indexOf(crlf + crlf);
    while (end < 0) {
      if (rest.length > longestHeader) throw new FormCutOff();
      await more();
      end = rest.indexOf(crlf + crlf);
    }
    const header = rest.toString("utf8", 2, end);
    rest = rest.subarray(end + 4);
    const bytes = untilDelimiter();
    yield { name: quoted(header, "name") ?? "", fileName: quoted(header, "filename"), bytes };
    await through(bytes);
  }
}

/** The boundary of a form with files; undefined when the body is none. */
export function boundaryOf(contentType: string | undefined): string | undefined {
  if (!/^multipart\/form-data\s*;/i.test(contentType ?? "")) return undefined;
  const found = /;\s*boundary=(?:"([^"]{1,200})"|([^;\s]{1,200}))/i.exec(contentType ?? "");
  return found?.[1] ?? found?.[2];
}

/** A field's text; throws when it is longer than such a field can be. */
export async function textOf(field: Field, longest = 10_000): Promise<string> {
  const pieces: Buffer[] = [];
  let length = 0;
  for await (const piece of field.bytes) {
    length += piece.length;
    if (length > longest) throw new FormCutOff();
    pieces.push(piece);
  }
  return Buffer.concat(pieces).toString("utf8");
}

/** Browsers write a quote in a name as %22, and a line's end as %0D%0A. */
function quoted(header: string, name: string): string | undefined {
  const found = new RegExp(`^content-disposition:[^\\r\\n]*;\\s*${name}="([^"\\r\\n]*)"`, "im").exec(header)?.[1];
  return found?.replaceAll("%22", '"').replaceAll("%0D", "").replaceAll("%0A", " ");
}
