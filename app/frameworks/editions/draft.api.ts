import { z } from "zod";
import { placeOfTrust } from "../../organisation/index.server.ts";
import { mayOpenTrust } from "../../organisation/index.ts";
import { inOneLook } from "../../platform/database/change.ts";
import { type AskedByToken, apiRead, apiWrite } from "../../platform/web/api.ts";
import { allow } from "../../platform/web/route.tsx";
import { type EditionContent, indicatorOf } from "../edition.rules.ts";
import { findEdition, listEditions } from "../edition.store.ts";
import { edition, sayEdition } from "../frameworks.api.ts";
import { mayEditFramework } from "../permissions.rules.ts";
import { readIndicatorWords } from "./draft.form.ts";
import { sayDraftRefusal } from "./draft.words.ts";
import { makeDraft, writeInDraft } from "./edit-draft.ts";
import { type EditionPlace, placeOfEdition } from "./place.ts";
import { sayPutIntoUseRefusal, usualForerunners } from "./put-into-use.rules.ts";
import { putIntoUse } from "./put-into-use.ts";

const oneEdition = "/api/v1/:trust/editions/:edition{[0-9a-f-]{36}}";
const edit = allow(mayEditFramework, placeOfEdition);
const editionAt = (asked: AskedByToken) => (asked.place as EditionPlace).edition;
const done = z.strictObject({ id: z.uuid() });
const draftNow = (asked: AskedByToken) => inOneLook(asked.db, asked.person, (look) => findEdition(look, editionAt(asked).id));

export const apiEdition = apiRead(
  oneEdition,
  allow(mayOpenTrust, placeOfEdition),
  { says: "One edition, a draft too; the ETag names its version", tag: "Frameworks", answer: edition },
  {
    load: async (look, params) => (await placeOfEdition(look, params))?.edition,
    show: (_asked, one) => sayEdition(one),
    state: (one) => `${one.version}-${one.inUseFrom ?? "draft"}-${one.closedOn ?? "open"}`,
  },
);

export const apiMakeDraft = apiWrite(
  "post",
  "/api/v1/:trust/editions",
  allow(mayEditFramework, placeOfTrust),
  {
    says: "Begin a draft as a copy of the newest edition of a framework",
    tag: "Frameworks",
    body: z.strictObject({
      framework: z.string().optional().describe("The framework's key; left out, the one whose categories count"),
    }),
    answer: done,
  },
  async (asked, body) => {
    const made = await makeDraft(asked.db, asked.person, body.framework);
    if (made.ok) return { status: 201, body: { id: made.value } };
    const { refusal } = made;
    switch (refusal.kind) {
      case "there":
        return { status: 409, title: "There is a draft already", detail: "Go on with that one.", current: { id: refusal.id } };
      case "no-edition":
        return {
          status: 422,
          title: "There is no edition yet",
          detail: "Choose the framework for the trust first, or bring it in from a file.",
        };
      case "not-allowed":
        return { status: 422, title: "This was not done", detail: sayDraftRefusal(refusal) };
    }
  },
);

const words = z.strictObject({
  title: z.string(),
  short: z.string().describe("For the head of a column"),
  descriptors: z.record(z.string(), z.string()).describe("By the key of each level: what a visitor would see"),
});
/** The same form as the page's, read by the same rules. */
function formOf({ title, short, descriptors }: z.infer<typeof words>): FormData {
  const form = new FormData();
  form.set("title", title);
  form.set("short", short);
  for (const [level, text] of Object.entries(descriptors)) form.set(`descriptor-${level}`, text);
  return form;
}
const sayIndicator = (content: EditionContent, key: string) => {
  const found = indicatorOf(content, key);
  return found && { title: found.title, short: found.short, descriptors: { ...found.descriptors } };
};

export const apiWriteIndicator = apiWrite(
  "put",
  `${oneEdition}/indicators/:key`,
  edit,
  {
    says: "Write the words of one indicator of a draft; refused only where somebody else wrote that indicator since the version you read",
    tag: "Frameworks",
    body: words,
    answer: done,
    matches: true,
  },
  async (asked, body, { ifMatch, params }) => {
    const { id, content } = editionAt(asked);
    const read = readIndicatorWords(formOf(body), content);
    const unknown = Object.keys(body.descriptors).find((key) => !content.levels.some((level) => level.key === key));
    if (!read.ok || unknown !== undefined)
      return {
        status: 422,
        title: "This was not saved",
        detail: "Correct what is named below and send it again.",
        errors: read.ok ? [{ field: `descriptors.${unknown}`, text: "The edition has no such level." }] : read.refusal,
      };
    const key = params.key ?? "";
    const saved = await writeInDraft(asked.db, asked.person, id, key, Number(ifMatch?.split("-")[0]), read.value);
    if (saved.ok) return { status: 200, body: { id } };
    if (saved.refusal.kind !== "crossed") return { status: 422, title: "This was not saved", detail: sayDraftRefusal(saved.refusal) };
    const now = await draftNow(asked);
    return {
      status: 412,
      title: "Somebody wrote this indicator meanwhile",
      detail: "Read what stands now, and send yours again with its ETag if it should replace it.",
      current: now && sayIndicator(now.content, key),
    };
  },
);

export const apiPutIntoUse = apiWrite(
  "post",
  `${oneEdition}/put-into-use`,
  edit,
  {
    says: "Put a draft into use from a day and close the edition before it on that day; If-Match names the version you looked at",
    tag: "Frameworks",
    body: z.strictObject({
      from: z.iso.date(),
      forerunners: z
        .record(z.string(), z.string())
        .optional()
        .describe(
          "By indicator: the one of the edition before that it carries on, empty for a new one. Left out, each carries on that of its own key",
        ),
    }),
    answer: done,
    matches: true,
  },
  async (asked, body, { ifMatch }) => {
    const { id, content } = editionAt(asked);
    const editions = await inOneLook(asked.db, asked.person, (look) => listEditions(look, content.key));
    const before = editions.find(({ inUseFrom }) => inUseFrom)?.content;
    const forerunners = body.forerunners ?? usualForerunners(before, content);
    const put = await putIntoUse(asked.db, asked.person, id, Number(ifMatch?.split("-")[0]), { from: body.from, forerunners });
    if (put.ok) return { status: 201, body: { id } };
    const crossed = put.refusal.kind === "crossed";
    return {
      status: crossed ? 412 : 422,
      title: crossed ? "Somebody changed the draft meanwhile" : "This was not done",
      detail: sayPutIntoUseRefusal(put.refusal),
    };
  },
);

export const draftApi = [apiEdition, apiMakeDraft, apiWriteIndicator, apiPutIntoUse];
