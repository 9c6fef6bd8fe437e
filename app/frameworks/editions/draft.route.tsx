import type { Context } from "hono";
import { frameOf } from "../../organisation/index.server.ts";
import { inOneLook } from "../../platform/database/change.ts";
import { type Asked, allow, page, route } from "../../platform/web/route.tsx";
import { findEdition } from "../edition.store.ts";
import { paths } from "../paths.ts";
import { mayEditFramework } from "../permissions.rules.ts";
import { type FieldRefusal, findUnready, readNewIndicator } from "./draft.form.ts";
import type { DraftRefusal } from "./draft.rules.ts";
import { DraftView } from "./draft.view.tsx";
import { findUnwritten, sayDraftRefusal } from "./draft.words.ts";
import { addToDraft, moveInDraft, removeFromDraft } from "./edit-draft.ts";
import { editionOf, placeOfEdition } from "./place.ts";

type Back = { refusals: readonly FieldRefusal[]; written?: Record<string, string>; status: 409 | 422 };

async function show(c: Context, asked: Asked, back?: Back) {
  const { id } = editionOf(asked);
  const draft = await inOneLook(asked.db, asked.person, (look) => findEdition(look, id));
  if (!draft) return c.notFound();
  if (draft.inUseFrom && !back) return c.redirect(paths.edition(asked.trust.slug, id));
  return page(
    c,
    <DraftView
      frame={frameOf(asked, "framework")}
      slug={asked.trust.slug}
      draft={draft}
      unwritten={findUnwritten(draft.content)}
      unready={findUnready(draft.content)}
      token={asked.session.formToken}
      refusals={back?.refusals ?? []}
      written={back?.written ?? {}}
    />,
    back?.status,
  );
}

const edit = allow(mayEditFramework, placeOfEdition);
const version = (form: FormData) => Number(form.get("version") ?? 0);
const keyOf = (c: Context) => c.req.param("key") ?? "";

export const openDraft = route("get", "/:trust/frameworks/editions/:edition/edit", edit, async (c, asked) => show(c, asked));

export const newIndicator = route("post", "/:trust/frameworks/editions/:edition/indicators", edit, async (c, asked) => {
  const form = await c.req.formData();
  const written = { title: String(form.get("title") ?? ""), short: String(form.get("short") ?? "") };
  const words = readNewIndicator(form);
  if (!words.ok) return show(c, asked, { refusals: words.refusal, written, status: 422 });
  const { id } = editionOf(asked);
  const added = await addToDraft(asked.db, asked.person, id, words.value);
  if (added.ok) return c.redirect(paths.indicator(asked.trust.slug, id, added.value), 303);
  const field = added.refusal.kind === "short-taken" ? "short" : "title";
  return show(c, asked, { refusals: [{ field, text: sayDraftRefusal(added.refusal) }], written, status: 422 });
});

/** A list that changed is shown again as it is now: there is no text to keep, only what to do to decide again. */
const sayOfList = (refusal: DraftRefusal) =>
  refusal.kind === "crossed"
    ? "Somebody changed the draft while this page was open. This is how it stands now; do it again if you still want to."
    : refusal.kind === "no-such-indicator"
      ? "Somebody removed this indicator already."
      : sayDraftRefusal(refusal);

export const move = route("post", "/:trust/frameworks/editions/:edition/indicators/:key/move", edit, async (c, asked) => {
  const form = await c.req.formData();
  const { id } = editionOf(asked);
  const way = form.get("way") === "up" ? "up" : "down";
  const moved = await moveInDraft(asked.db, asked.person, id, keyOf(c), way, version(form));
  if (moved.ok) return c.redirect(`${paths.draft(asked.trust.slug, id)}#indicators`, 303);
  return show(c, asked, { refusals: [{ field: "", text: sayOfList(moved.refusal) }], status: 409 });
});

export const remove = route("post", "/:trust/frameworks/editions/:edition/indicators/:key/remove", edit, async (c, asked) => {
  const { id } = editionOf(asked);
  const removed = await removeFromDraft(asked.db, asked.person, id, keyOf(c), version(await c.req.formData()));
  if (removed.ok) return c.redirect(paths.draft(asked.trust.slug, id), 303);
  const status = removed.refusal.kind === "last-indicator" ? 422 : 409;
  return show(c, asked, { refusals: [{ field: "", text: sayOfList(removed.refusal) }], status });
});
