import fc from "fast-check";
import { expect, test } from "vitest";
import { Html, html } from "./html.ts";

const unescaped = (text: string) =>
  text.replace(/&(amp|lt|gt|quot|#39);/g, (_all, name: string) => ({ amp: "&", lt: "<", gt: ">", quot: '"', "#39": "'" })[name] ?? "");

test("whatever is put in comes out as that text, in content and in quotes", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), (text) => {
      const { text: out } = html`<td title="${text}">${text}</td>`;
      const inside = /^<td title="([^"]*)">([^<]*)<\/td>$/s.exec(out);
      expect([inside?.[1], inside?.[2]].map((part) => unescaped(part ?? "missing"))).toEqual([text, text]);
      expect(out.match(/[<>]/g)).toHaveLength(4);
    }),
  );
});

test("what html made goes in as it is, lists too, and nothing for nothing", () => {
  expect(html`<tr>${[html`<td>${1}</td>`, html`<td>${"a&b"}</td>`]}${undefined}${false}${null}</tr>`.text).toBe(
    "<tr><td>1</td><td>a&amp;b</td></tr>",
  );
  expect(html`${new Html("<b>")}`.text).toBe("<b>");
});
