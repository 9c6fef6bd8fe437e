/** Text that is HTML already: made by `html` only, so that nothing else passes unescaped. */
export class Html {
  constructor(readonly text: string) {}
}

const signs: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" };
const dangerous = /[&<>"']/;
const escaped = (text: string): string => (dangerous.test(text) ? text.replace(/[&<>"']/g, (sign) => signs[sign] ?? sign) : text);

type Part = Html | string | number | false | undefined | null | readonly Html[];

/** Rows of long tables as text: everything put in is escaped but what `html` itself made. Five times as fast as components, and for rows only. */
export function html(strings: TemplateStringsArray, ...parts: readonly Part[]): Html {
  let text = strings[0] ?? "";
  for (let at = 0; at < parts.length; at++) {
    const part = parts[at];
    if (part instanceof Html) text += part.text;
    else if (typeof part === "string") text += escaped(part);
    else if (typeof part === "number") text += part;
    else if (part) for (const one of part as readonly Html[]) text += one.text;
    text += strings[at + 1];
  }
  return new Html(text);
}
