import { type Html, html } from "../../design/html.ts";
import { sayMissingShortly } from "../../language/missing.ts";
import { type Measure, type SchoolValue, sayNumber } from "../../national/index.ts";
import { fifthOf, sentencesOf } from "./numbers.rules.ts";

/** A value as a cell of a table: its number, its percentile and, in words for who points at it or hears it, all that goes with it. */
export function Cell(measure: Measure | undefined, value: SchoolValue | undefined): Html {
  if (!measure || !value) return html`<td class="none"><span class="soft">no row</span></td>`;
  const { figure, percentile, published } = value;
  const said = sentencesOf(measure, value).join(" ");
  if ("missing" in figure)
    return html`<td class="none" title="${said}"><span class="soft">${sayMissingShortly(figure.missing)}</span></td>`;
  return html`<td class="${percentile ? `fifth-${fifthOf(percentile.whole)}` : "none"}" title="${said}">${sayNumber(measure, figure.value)}${published.before && html`<abbr title="published before it became this school">*</abbr>`} <small>${percentile ? `P${percentile.whole}` : ""}</small></td>`;
}
