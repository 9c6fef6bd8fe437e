import { strToU8, zipSync } from "fflate";
import { html } from "../../design/html.ts";
import { toCsv } from "../../platform/web/spreadsheet.ts";
import { sayMade, shownRows, type Table } from "./pack.rules.ts";

const plainLook =
  "body{font-family:sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem;line-height:1.4}table{border-collapse:collapse;width:100%;margin-bottom:1.5rem}th,td{text-align:left;vertical-align:top;padding:4px 8px 4px 0;border-bottom:1px solid #999}";

/** The pack as one page that opens without a connection. */
function packPage(academy: string, urn: number, day: string, tables: readonly Table[]): string {
  const sections = tables.map((table) => {
    const head = table.header.map((name) => html`<th scope="col">${name}</th>`);
    const rows = shownRows(table).map((row) => html`<tr>${row.map((cell) => html`<td>${cell ?? ""}</td>`)}</tr>`);
    const shown = html`<table><thead><tr>${head}</tr></thead><tbody>${rows}</tbody></table>`;
    return html`<h2>${table.title}</h2>${table.note ? html`<p>${table.note}</p>` : ""}${rows.length === 0 ? html`<p>Nothing is known.</p>` : shown}`;
  });
  const body = html`<h1>Inspection pack: ${academy}</h1>
<p>URN ${urn}. ${sayMade(day)}</p>
${sections}`;
  const title = html`Inspection pack: ${academy}`;
  return `<!doctype html><html lang="en-GB"><head><meta charset="utf-8"><title>${title.text}</title><style>${plainLook}</style></head><body>${body.text}</body></html>`;
}

/** The pack as one ZIP: a page to read or print, and a CSV for each table. */
export function packZip(academy: string, urn: number, day: string, tables: readonly Table[]): Uint8Array<ArrayBuffer> {
  const files = Object.fromEntries(tables.map(({ file, header, rows }) => [file, strToU8(toCsv([header, ...rows]))]));
  return zipSync({ "pack.html": strToU8(packPage(academy, urn, day, tables)), ...files }, { level: 6 });
}
