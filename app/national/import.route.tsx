import type { Context } from "hono";
import type { FieldRefusal } from "../design/house.tsx";
import { isId } from "../language/id.ts";
import { onServer } from "../platform/database/embedded.ts";
import type { Session } from "../platform/sign-in/account.store.ts";
import { formWithNationalFile, type House, page, siteRoute } from "../platform/web/route.tsx";
import { uploadRoute } from "../platform/web/upload.ts";
import { findImport, listImports } from "./import.store.ts";
import { AnImport, ImportForm } from "./import.view.tsx";
import { sayNationalRefusal } from "./import-words.rules.ts";
import { paths } from "./paths.ts";
import { stageUpload, type UploadRefusal } from "./stage-upload.ts";

const frame = (house: House, session: Session) => ({ css: house.css, person: session.account.name, token: session.formToken });

async function showForm(c: Context, house: House, session: Session, refused?: UploadRefusal) {
  const refusals = refused ? [sayUploadRefusal(refused)] : [];
  const earlier = await listImports(house.db.pool);
  const view = (
    <ImportForm
      frame={frame(house, session)}
      earlier={earlier}
      said={refused?.said ?? { asAt: "", period: "", version: "" }}
      refusals={refusals}
    />
  );
  return page(c, view, refused ? 422 : 200);
}

function sayUploadRefusal(refusal: UploadRefusal): FieldRefusal {
  switch (refusal.kind) {
    case "no-file":
      return { field: "file", text: "Choose the file." };
    case "too-large":
      return { field: "file", text: `${refusal.name} is larger than 200 MB. Zip it and send that, or import it on the command line.` };
    case "wrong-file": {
      return { field: fieldOf(refusal.why.kind), text: sayNationalRefusal(refusal.why, refusal.name) };
    }
  }
}

/** The field a refusal is about. */
function fieldOf(kind: string): "asAt" | "period" | "version" | "file" {
  if (["no-as-at", "impossible-as-at", "future-as-at"].includes(kind)) return "asAt";
  if (["no-period", "impossible-period", "period-contradicts"].includes(kind)) return "period";
  return kind === "impossible-version" || kind === "version-contradicts" ? "version" : "file";
}

export const openImport = siteRoute("get", paths.imports, "site-operator", (c, { house, session }) => showForm(c, house, session));

export const askForImport = uploadRoute(paths.imports, formWithNationalFile, async (c, { house, session }, fields) => {
  const staged = await onServer(house.importerUrl, (importer) => stageUpload(importer, session.account, fields));
  return staged.ok ? c.redirect(paths.anImport(staged.value), 303) : showForm(c, house, session, staged.refusal);
});

export const openOneImport = siteRoute("get", paths.anImport(":import{[0-9a-f-]{36}}"), "site-operator", async (c, { house, session }) => {
  const id = c.req.param("import") ?? "";
  const one = isId(id) ? await findImport(house.db.pool, id) : undefined;
  if (!one) return c.notFound();
  const view = <AnImport frame={frame(house, session)} one={one} still={c.req.query("still") === "yes"} />;
  return page(c, view, one.standing.state === "refused" || one.standing.state === "failed" ? 422 : 200);
});
