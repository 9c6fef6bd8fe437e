import type { Context } from "hono";
import type { FieldRefusal, Option } from "../../design/house.tsx";
import { frameOf, today } from "../../organisation/index.server.ts";
import { inOneLook } from "../../platform/database/change.ts";
import { type Asked, allow, page, route } from "../../platform/web/route.tsx";
import { bringIn, weighBringing } from "../exchange/bring-in.ts";
import type { BroughtRefusal } from "../exchange/brought.rules.ts";
import { readCellDay } from "../exchange/cell-day.rules.ts";
import { sayBringRefusal, sayBroughtRefusal } from "../exchange/exchange-words.rules.ts";
import { type Exchange, loadExchange } from "../exchange/load-exchange.ts";
import { readAsks, readOutline } from "../outline/outline.form.ts";
import { broughtOf, mostRows, type OutlineRow, outOfPlace } from "../outline/outline.rules.ts";
import type { OutlineChoices } from "../outline/outline.view.tsx";
import type { PartKind } from "../parts/part.rules.ts";
import { fieldOfPart } from "../parts/part-words.rules.ts";
import { paths } from "../paths.ts";
import { mayWritePlans } from "../permissions.rules.ts";
import { isWritten } from "../plans/plan.rules.ts";
import { type PlanPlace, placeOfPlan } from "../plans/plan.store.ts";
import { fieldOfRow, sayNoPlace } from "../templates/template-words.rules.ts";
import { loadPasteFacts } from "./load-paste.ts";
import { readPaste } from "./paste.rules.ts";
import { type PasteStep, PasteView } from "./paste.view.tsx";

const planOf = (asked: Asked) => asked.place as PlanPlace;
const longest = 200_000;

const show = (c: Context, asked: Asked, step: PasteStep, refusals: readonly FieldRefusal[] = [], status?: 409 | 422) =>
  page(
    c,
    <PasteView
      frame={frameOf(asked, "plans")}
      slug={asked.trust.slug}
      token={asked.session.formToken}
      plan={planOf(asked).plan}
      step={step}
      refusals={refusals}
    />,
    status ?? (refusals.length > 0 ? 422 : 200),
  );

function choicesOf({ labels, people, roles, targets }: Exchange): OutlineChoices {
  const options = (of: Iterable<string>, say: (id: string) => string | undefined): Option[] =>
    [...of].map((value) => ({ value, text: say(value) ?? "" })).toSorted((a, b) => a.text.localeCompare(b.text));
  return {
    owners: [
      ...options(
        [...roles].map((role) => `role:${role}`),
        labels.owners.say,
      ),
      ...options(
        [...people].map((person) => `person:${person}`),
        labels.owners.say,
      ),
    ],
    targets: options(
      [...targets].flatMap(([id, { valued }]) => (valued ? [id] : [])),
      labels.targets.say,
    ),
  };
}

const write = allow(mayWritePlans, placeOfPlan);
const path = "/:trust/plans/:plan{[0-9a-f-]{36}}/paste";
export const openPaste = route("get", path, write, (c, asked) =>
  Promise.resolve(
    isWritten(planOf(asked).plan.state)
      ? show(c, asked, { kind: "paste", text: "" })
      : c.redirect(paths.plan(asked.trust.slug, planOf(asked).plan.id), 303),
  ),
);
export const lookAtPaste = route("post", path, write, async (c, asked) => {
  const text = String((await c.req.formData()).get("text") ?? "");
  const refuse = (says: string) => show(c, asked, { kind: "paste", text }, [{ field: "text", text: says }]);
  if (text.trim() === "") return refuse("Paste the text of the plan.");
  if (text.length > longest) return refuse("This is longer than any plan. Paste it in parts.");
  const { proposal, choices } = await inOneLook(asked.db, asked.person, async (look) => {
    const exchange = await loadExchange(look, planOf(asked), asked.words);
    return { proposal: readPaste(text, await loadPasteFacts(look, planOf(asked), exchange)), choices: choicesOf(exchange) };
  });
  if (proposal.rows.length > mostRows) return refuse(`This has more than ${mostRows} parts. Paste it in parts.`);
  return show(c, asked, { kind: "check", ...proposal, choices });
});

const refusalOf = (refusal: BroughtRefusal): FieldRefusal => {
  const field = refusal.kind === "part" ? fieldOfPart(refusal.refusal) : "kind";
  const says =
    refusal.kind === "no-such-ref"
      ? "There is nothing above that it could hang under. Write a priority before it."
      : sayBroughtRefusal(refusal);
  return { field: fieldOfRow(refusal.row, field), text: `Part ${refusal.row + 1}: ${says}` };
};
/** What has no place yet must be given one, or be emptied: nothing that was pasted goes by itself. */
const leftOver = (rows: readonly OutlineRow[]): FieldRefusal[] =>
  rows.flatMap(({ kind, left }, at) =>
    kind !== "" && left.trim() !== ""
      ? [{ field: fieldOfRow(at, "left"), text: `Part ${at + 1}: some text has no place yet. Move it into a field, or empty it.` }]
      : [],
  );

const misplaced = (rows: readonly OutlineRow[]): FieldRefusal[] =>
  outOfPlace(rows).map(({ row, field }) => ({
    field: fieldOfRow(row, field),
    text: `Part ${row + 1}: ${sayNoPlace(rows[row]?.kind as PartKind, field)}`,
  }));

export const confirmPaste = route(
  "post",
  `${path}/confirm`,
  write,
  async (c, asked) => {
    const form = await c.req.formData();
    const rows = readOutline(form);
    const place = planOf(asked);
    const { plan } = place;
    const { choices, from } = await inOneLook(asked.db, asked.person, async (look) => {
      const [, from = plan.begins] = [today(look), plan.begins].sort();
      return { choices: choicesOf(await loadExchange(look, place, asked.words)), from };
    });
    const again = (refusals: readonly FieldRefusal[]) =>
      show(c, asked, { kind: "check", rows, asks: readAsks(form, rows), choices }, refusals, 422);
    const left = [...leftOver(rows), ...misplaced(rows)];
    if (left.length > 0) return again(left);
    const dueOf = ({ due }: OutlineRow) => ({ written: due.trim(), day: readCellDay(due) });
    const bringing = { read: () => broughtOf(rows, dueOf, from) };
    const asking = { from: "paste", ending: { end: false, because: "" } } as const;
    const done = await bringIn(asked.db, asked.person, place, asked.words, bringing, asking);
    if (done.ok) return c.redirect(paths.plan(asked.trust.slug, plan.id), 303);
    if (done.refusal.kind === "nothing-to-do")
      return again([{ field: "", text: "Nothing was left to save. Say of at least one part what it is." }]);
    if (done.refusal.kind !== "rows-refused") return again([{ field: "", text: sayBringRefusal(done.refusal) }]);
    const { work } = await inOneLook(asked.db, asked.person, (look) => weighBringing(look, asked.person, place, asked.words, bringing));
    return again(work.refused.map(refusalOf));
  },
  { upTo: 4 * 1024 * 1024 },
);

export const pasteRoutes = [openPaste, lookAtPaste, confirmPaste];
