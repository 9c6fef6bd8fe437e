import { isNode, LineCounter, parseDocument, stringify, visit } from "yaml";
import { type Outcome, refuse } from "../../language/outcome.ts";
import type { EditionContent } from "../edition.rules.ts";
import { readDraftContent } from "../framework.form.ts";

/** A file of half a million characters holds any framework many times over. */
export const mostCharacters = 500_000;

/** A framework as YAML, in the shape of content/frameworks and of what is read. */
export function writeFrameworkFile(content: EditionContent): string {
  const { key, name, kind, subjects, warning, source, dated, marked, freshForDays, levels, indicators, categories, otherwise } = content;
  const head = { key, name, kind, subjects, ...(warning === undefined ? {} : { warning }), source, dated, marked, freshForDays };
  return stringify({ ...head, levels, indicators, categories, ...(otherwise ? { otherwise } : {}) }, { lineWidth: 0 });
}

/** Reads a framework from YAML, finished or not; every refusal is a sentence that names its line. */
export function readFrameworkFile(text: string): Outcome<EditionContent, readonly string[]> {
  if (text.length > mostCharacters) return refuse(["The file is longer than any framework. Choose the framework's own file."]);
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
  // A name for something said elsewhere could make a short file into an endless one; no framework needs one.
  const borrowed: number[] = [];
  visit(document, { Alias: (_, node) => void borrowed.push(node.range?.[0] ?? 0) });
  if (borrowed.length > 0)
    return refuse(borrowed.map((at) => `${lineOf(at)}: write the words out; *names that stand for others are not read.`));
  const read = readDraftContent(document.toJS());
  if (read.ok) return read;
  return refuse(read.refusal.map((flaw) => `${lineOf(placeOf(document, flaw.at))}: ${flaw.text}`));
}

/** Where in the text the nearest thing stands that is there on the way to a place: what is missing is told of where it should be. */
function placeOf(document: ReturnType<typeof parseDocument>, at: readonly (string | number)[]): number {
  for (let length = at.length; length > 0; length--) {
    const found: unknown = document.getIn(at.slice(0, length), true);
    if (isNode(found) && found.range) return found.range[0];
  }
  return document.contents?.range?.[0] ?? 0;
}
