import type { Context } from "hono";
import { frameOf } from "../../organisation/index.server.ts";
import { inOneLook } from "../../platform/database/change.ts";
import { type Asked, allow, page, route } from "../../platform/web/route.tsx";
import { indicatorOf } from "../edition.rules.ts";
import { type Edition, findEdition } from "../edition.store.ts";
import { paths } from "../paths.ts";
import { mayEditFramework } from "../permissions.rules.ts";
import { type FieldRefusal, readIndicatorWords, readRulesWords } from "./draft.form.ts";
import { type DraftRefusal, writeIndicator, writeRules } from "./draft.rules.ts";
import { sayDraftRefusal } from "./draft.words.ts";
import { DraftIndicatorView } from "./draft-indicator.view.tsx";
import { DraftRulesView } from "./draft-rules.view.tsx";
import { writeInDraft, writeRulesInDraft } from "./edit-draft.ts";
import { editionOf, placeOfEdition } from "./place.ts";

const edit = allow(mayEditFramework, placeOfEdition);
/** The draft as it is now: newer than the one the request was let through with, when two people write. */
const draftNow = async (asked: Asked): Promise<Edition> => {
  const { id } = editionOf(asked);
  const found = await inOneLook(asked.db, asked.person, (look) => findEdition(look, id));
  return found ?? editionOf(asked);
};
const writtenIn = (form: FormData) =>
  Object.fromEntries([...form].flatMap(([name, value]) => (typeof value === "string" ? [[name, value]] : [])));
/** What was ticked of each list, as one text. */
const listsIn = (form: FormData) => Object.fromEntries(["subjects", "levels-away"].map((name) => [name, form.getAll(name).join(" ")]));
const statusOf = ({ kind }: DraftRefusal) => (["crossed", "no-such-indicator", "no-longer-a-draft"].includes(kind) ? 409 : 422);
/** Whether the draft says already what was written: a form sent twice has one effect. */
const saysSo = (draft: Edition, said: unknown) => JSON.stringify(draft.content) === JSON.stringify(said);

type Back = { written: Record<string, string>; refusals: readonly FieldRefusal[]; crossed?: boolean; status: 409 | 422 };

async function showIndicator(c: Context, asked: Asked, draft: Edition, back?: Back) {
  const key = c.req.param("key") ?? "";
  const indicator = indicatorOf(draft.content, key);
  if (!back && draft.inUseFrom) return c.redirect(paths.edition(asked.trust.slug, draft.id));
  if (!back && !indicator) return c.notFound();
  return page(
    c,
    <DraftIndicatorView
      frame={frameOf(asked, "framework")}
      slug={asked.trust.slug}
      draft={draft}
      indicator={indicator}
      address={paths.indicator(asked.trust.slug, draft.id, key)}
      token={asked.session.formToken}
      refusals={back?.refusals ?? []}
      written={back?.written}
      crossed={back?.crossed}
    />,
    back?.status,
  );
}

export const openIndicator = route("get", "/:trust/frameworks/editions/:edition/indicators/:key", edit, async (c, asked) =>
  showIndicator(c, asked, editionOf(asked)),
);

export const saveIndicator = route("post", "/:trust/frameworks/editions/:edition/indicators/:key", edit, async (c, asked) => {
  const [form, key, { id }] = [await c.req.formData(), c.req.param("key") ?? "", editionOf(asked)];
  const written = writtenIn(form);
  const words = readIndicatorWords(form, editionOf(asked).content);
  if (!words.ok) return showIndicator(c, asked, editionOf(asked), { written, refusals: words.refusal, status: 422 });
  const saved = await writeInDraft(asked.db, asked.person, id, key, Number(form.get("version") ?? 0), words.value);
  if (saved.ok) return c.redirect(paths.draft(asked.trust.slug, id), 303);
  const { refusal } = saved;
  const draft = await draftNow(asked);
  const again = writeIndicator(draft.content, key, words.value);
  if (refusal.kind === "crossed" && again.ok && saysSo(draft, again.value)) return c.redirect(paths.draft(asked.trust.slug, id), 303);
  const field = refusal.kind === "short-taken" ? "short" : refusal.kind === "title-taken" ? "title" : "";
  const refusals = [{ field, text: sayDraftRefusal(refusal) }];
  return showIndicator(c, asked, draft, { written, refusals, crossed: refusal.kind === "crossed", status: statusOf(refusal) });
});

async function showRules(
  c: Context,
  asked: Asked,
  draft: Edition,
  back?: Omit<Back, "crossed"> & { crossed?: Edition["content"] | undefined },
) {
  if (!back && draft.inUseFrom) return c.redirect(paths.edition(asked.trust.slug, draft.id));
  return page(
    c,
    <DraftRulesView
      frame={frameOf(asked, "framework")}
      slug={asked.trust.slug}
      draft={draft}
      token={asked.session.formToken}
      refusals={back?.refusals ?? []}
      written={back?.written}
      crossed={back?.crossed}
    />,
    back?.status,
  );
}

export const openRules = route("get", "/:trust/frameworks/editions/:edition/levels", edit, async (c, asked) =>
  showRules(c, asked, editionOf(asked)),
);

/** Beside which field a refusal of the rules stands; `first` is the highest category, if there are any. */
function fieldOfRules({ kind }: DraftRefusal, first: string): string {
  if (kind === "warning-needed") return "warning";
  if (kind === "too-few-levels" || kind === "too-many-levels") return "level-added";
  if (!first) return "";
  return kind === "rules-disagree" ? `need-${first}-1-count` : kind === "name-taken" ? `category-${first}` : "";
}

export const saveRules = route("post", "/:trust/frameworks/editions/:edition/levels", edit, async (c, asked) => {
  const [form, { id, content }] = [await c.req.formData(), editionOf(asked)];
  const written = { ...writtenIn(form), ...listsIn(form) };
  const words = readRulesWords(form, content);
  if (!words.ok) return showRules(c, asked, editionOf(asked), { written, refusals: words.refusal, status: 422 });
  const saved = await writeRulesInDraft(asked.db, asked.person, id, Number(form.get("version") ?? 0), words.value);
  if (saved.ok) return c.redirect(paths.draft(asked.trust.slug, id), 303);
  const { refusal } = saved;
  const draft = await draftNow(asked);
  const again = writeRules(draft.content, words.value);
  if (refusal.kind === "crossed" && again.ok && saysSo(draft, again.value)) return c.redirect(paths.draft(asked.trust.slug, id), 303);
  const first = content.categories[0]?.key ?? "";
  const field = fieldOfRules(refusal, first);
  return showRules(c, asked, draft, {
    written,
    refusals: [{ field, text: sayDraftRefusal(refusal) }],
    crossed: refusal.kind === "crossed" && again.ok ? again.value : undefined,
    status: statusOf(refusal),
  });
});
