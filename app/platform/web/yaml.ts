import { isNode, LineCounter, parseDocument, visit } from "yaml";
import { accept, type Outcome, refuse } from "../../language/outcome.ts";

/** What a YAML text says, and on which line something of it stands: the nearest thing there is on the way to a place. */
export type ReadYaml = { readonly value: unknown; readonly lineAt: (place: readonly (string | number)[]) => string };

/** Reads YAML that somebody sent; every refusal is a sentence that names its line. */
export function readYaml(text: string): Outcome<ReadYaml, readonly string[]> {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, uniqueKeys: true, version: "1.2" });
  const lineOf = (offset: number) => `Line ${lines.linePos(offset).line}`;
  if (document.errors.length > 0) {
    const [first] = document.errors;
    const [said = ""] = (first?.message ?? "").split("\n");
    return refuse([
      `${lineOf(first?.pos[0] ?? 0)}: this is not YAML as it should be (${said.replace(/ at line \d+, column \d+:?$/, "")}).`,
    ]);
  }
  // A name for something said elsewhere could make a short file into an endless one; nothing that is read here needs one.
  const borrowed: number[] = [];
  visit(document, { Alias: (_, node) => void borrowed.push(node.range?.[0] ?? 0) });
  if (borrowed.length > 0)
    return refuse(borrowed.map((at) => `${lineOf(at)}: write the words out; *names that stand for others are not read.`));
  const lineAt = (place: readonly (string | number)[]) => {
    for (let length = place.length; length > 0; length--) {
      const found: unknown = document.getIn(place.slice(0, length), true);
      if (isNode(found) && found.range) return lineOf(found.range[0]);
    }
    return lineOf(document.contents?.range?.[0] ?? 0);
  };
  return accept({ value: document.toJS(), lineAt });
}

/** The text of a file somebody chose, of at most so many bytes; `what` says in the refusal what was expected. */
export async function textOf(file: FormDataEntryValue | null, most: number, what: string): Promise<Outcome<string, readonly string[]>> {
  if (!(file instanceof File) || file.size === 0) return refuse(["Choose the file."]);
  if (file.size > most) return refuse([`The file is longer than any ${what}. Choose the ${what}'s own file.`]);
  const text = await file
    .arrayBuffer()
    .then((bytes) => new TextDecoder("utf-8", { fatal: true }).decode(bytes))
    .catch(() => undefined);
  return text === undefined ? refuse(["This file is not text in UTF-8. Save it as YAML, then choose it again."]) : accept(text);
}
