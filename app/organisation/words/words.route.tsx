import type { Context } from "hono";
import type { FieldRefusal } from "../../design/house.tsx";
import type { Words } from "../../language/words.ts";
import { inOneLook } from "../../platform/database/change.ts";
import { type Asked, allow, page, route } from "../../platform/web/route.tsx";
import { frameOf } from "../frame.ts";
import { paths } from "../paths.ts";
import { mayArrangeTrust } from "../people/permissions.rules.ts";
import { placeOfTrust } from "../trust.store.ts";
import { changeWords } from "./change-words.ts";
import { everyWord, sayWordFault, type WordsRefusal } from "./words.rules.ts";
import { loadKeptWords } from "./words.store.ts";
import { labelOf, WordsView } from "./words.view.tsx";

type Back = { written: Words; version: number; refusal: WordsRefusal };

function say(refusal: WordsRefusal): FieldRefusal[] {
  switch (refusal.kind) {
    case "faults":
      return refusal.faults.map((fault) => ({ field: fault.word, text: sayWordFault(fault, labelOf(fault.word)) }));
    case "crossed":
      return [
        { field: "academy", text: "Somebody changed the words while this page was open. Compare both, then save again to replace theirs." },
      ];
    case "same":
      return [];
  }
}

async function show(c: Context, asked: Asked, back?: Back) {
  const kept = await inOneLook(asked.db, asked.person, loadKeptWords);
  const crossed = back?.refusal.kind === "crossed";
  return page(
    c,
    <WordsView
      frame={frameOf(asked, "settings")}
      action={paths.words(asked.trust.slug)}
      token={asked.session.formToken}
      written={back?.written ?? kept.words}
      version={back && !crossed ? back.version : kept.version}
      refusals={back ? say(back.refusal) : []}
      theirs={crossed ? kept.words : undefined}
      saved={c.req.query("saved") !== undefined}
      back={paths.settings(asked.trust.slug)}
    />,
    back ? (crossed ? 409 : 422) : 200,
  );
}

const arrange = allow(mayArrangeTrust, placeOfTrust);
export const openWords = route("get", "/:trust/organisation/words", arrange, async (c, asked) => show(c, asked));

export const newWords = route("post", "/:trust/organisation/words", arrange, async (c, asked) => {
  const form = await c.req.formData();
  const written = Object.fromEntries(everyWord.map((word) => [word, String(form.get(word) ?? "")])) as Words;
  const version = Number(form.get("version") ?? 0);
  const changed = await changeWords(asked.db, asked.person, written, version);
  // A form sent twice finds its own words kept: the second is answered as the first was.
  return changed.ok || changed.refusal.kind === "same"
    ? c.redirect(`${paths.words(asked.trust.slug)}?saved`, 303)
    : show(c, asked, { written, version, refusal: changed.refusal });
});
