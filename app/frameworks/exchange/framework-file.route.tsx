import type { Context } from "hono";
import { frameOf, placeOfTrust } from "../../organisation/index.server.ts";
import { mayOpenTrust } from "../../organisation/index.ts";
import { type Asked, allow, page, route } from "../../platform/web/route.tsx";
import { textOf } from "../../platform/web/yaml.ts";
import { sayChoiceRefusal } from "../choose/choose.rules.ts";
import { BringInView } from "../choose/frameworks.view.tsx";
import { editionOf, placeOfEdition } from "../editions/place.ts";
import { paths } from "../paths.ts";
import { mayEditFramework } from "../permissions.rules.ts";
import { bringIn } from "./bring-in.ts";
import { mostCharacters, readFrameworkFile, writeFrameworkFile } from "./framework-file.form.ts";

export const saveFile = route(
  "get",
  "/:trust/frameworks/editions/:edition/framework.yaml",
  allow(mayOpenTrust, placeOfEdition),
  async (c, asked) => {
    const { content, number } = editionOf(asked);
    return c.body(writeFrameworkFile(content), 200, {
      "Content-Type": "application/yaml; charset=utf-8",
      "Content-Disposition": `attachment; filename="${content.key}-${number}.yaml"`,
    });
  },
);

const edit = allow(mayEditFramework, placeOfTrust);

function showForm(c: Context, asked: Asked, refused?: { texts: readonly string[]; status: 409 | 422 }) {
  const refusals = (refused?.texts ?? []).map((text) => ({ field: "file", text }));
  return page(
    c,
    <BringInView frame={frameOf(asked, "framework")} slug={asked.trust.slug} token={asked.session.formToken} refusals={refusals} />,
    refused?.status,
  );
}

export const openBringIn = route("get", "/:trust/frameworks/import", edit, async (c, asked) => showForm(c, asked));

export const takeIn = route("post", "/:trust/frameworks/import", edit, async (c, asked) => {
  const text = await textOf((await c.req.formData()).get("file"), mostCharacters, "framework");
  if (!text.ok) return showForm(c, asked, { texts: text.refusal, status: 422 });
  const read = readFrameworkFile(text.value);
  if (!read.ok) return showForm(c, asked, { texts: read.refusal.slice(0, 20), status: 422 });
  const brought = await bringIn(asked.db, asked.person, read.value);
  if (brought.ok) return c.redirect(paths.draft(asked.trust.slug, brought.value), 303);
  const status = brought.refusal.kind === "draft-there" ? 409 : 422;
  return showForm(c, asked, { texts: [sayChoiceRefusal(brought.refusal)], status });
});
