import { stringify } from "yaml";
import { type Outcome, refuse } from "../../language/outcome.ts";
import { readYaml } from "../../platform/web/yaml.ts";
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
  const document = readYaml(text);
  if (!document.ok) return document;
  const read = readDraftContent(document.value.value);
  if (read.ok) return read;
  return refuse(read.refusal.map((flaw) => `${document.value.lineAt(flaw.at)}: ${flaw.text}`));
}
