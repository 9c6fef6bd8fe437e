import type { Context } from "hono";
import { frameOf, placeOfTrust } from "../../organisation/index.server.ts";
import { mayOpenTrust } from "../../organisation/index.ts";
import { inOneLook } from "../../platform/database/change.ts";
import { listMailTo } from "../../platform/mail/mail.store.ts";
import { type Asked, allow, page, route } from "../../platform/web/route.tsx";
import { paths } from "../paths.ts";
import { type ChoiceRefusal, chooseDigest, sayChoiceRefusal } from "./choose-digest.ts";
import { remindersPurpose } from "./remind.rules.ts";
import { digestChoices, weekdayOf } from "./remind.store.ts";
import { RemindersView, sayChoice } from "./remind.view.tsx";

const shown = 10;
async function show(c: Context, asked: Asked, back?: { wanted: string; refusal: ChoiceRefusal }) {
  const { personId } = asked.person;
  const { choices, mails } = await inOneLook(asked.db, asked.person, async (look) => {
    const [choices, mails] = await Promise.all([digestChoices(look, personId), listMailTo(look, personId, remindersPurpose, shown)]);
    return { choices, mails };
  });
  const weekday = weekdayOf(choices, personId);
  const chosen = weekday === null ? "never" : String(weekday);
  return page(
    c,
    <RemindersView
      frame={frameOf(asked)}
      slug={asked.trust.slug}
      token={asked.session.formToken}
      chosen={back?.wanted ?? chosen}
      seen={choices.get(personId)?.number ?? 0}
      mails={mails}
      refusals={back ? [{ field: "weekday", text: sayChoiceRefusal(back.refusal, sayChoice(chosen)) }] : []}
    />,
    !back ? 200 : back.refusal.kind === "crossed" ? 409 : 422,
  );
}
const one = "/:trust/my-work/reminders";
export const openReminders = route("get", one, allow(mayOpenTrust, placeOfTrust), (c, asked) => show(c, asked));
export const saveReminders = route("post", one, allow(mayOpenTrust, placeOfTrust), async (c, asked) => {
  const form = await c.req.formData();
  const [wanted, seen] = [String(form.get("weekday") ?? ""), Number(form.get("choices") ?? "0")];
  const done = await chooseDigest(asked.db, asked.person, seen, wanted);
  return done.ok ? c.redirect(paths.reminders(asked.trust.slug), 303) : show(c, asked, { wanted, refusal: done.refusal });
});
export const remindRoutes = [openReminders, saveReminders];
