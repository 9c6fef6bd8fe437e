import type { Context } from "hono";
import type { FieldRefusal } from "../../design/house.tsx";
import { frameOf, placeOfTrust } from "../../organisation/index.server.ts";
import { mayOpenTrust } from "../../organisation/index.ts";
import { inOneLook } from "../../platform/database/change.ts";
import { listMailTo } from "../../platform/mail/mail.store.ts";
import { type Asked, allow, page, route } from "../../platform/web/route.tsx";
import { paths } from "../paths.ts";
import { chooseDigest, sayChoiceRefusal } from "./choose-digest.ts";
import { remindersPurpose } from "./remind.rules.ts";
import { digestChoices, weekdayOf } from "./remind.store.ts";
import { RemindersView } from "./remind.view.tsx";

const shown = 10;
async function show(c: Context, asked: Asked, refusals: readonly FieldRefusal[] = []) {
  const { personId } = asked.person;
  const { choices, mails } = await inOneLook(asked.db, asked.person, async (look) => {
    const [choices, mails] = await Promise.all([digestChoices(look, personId), listMailTo(look, personId, remindersPurpose, shown)]);
    return { choices, mails };
  });
  return page(
    c,
    <RemindersView
      frame={frameOf(asked)}
      slug={asked.trust.slug}
      token={asked.session.formToken}
      weekday={weekdayOf(choices, personId)}
      mails={mails}
      refusals={refusals}
    />,
    refusals.length > 0 ? 422 : 200,
  );
}
const one = "/:trust/my-work/reminders";
export const openReminders = route("get", one, allow(mayOpenTrust, placeOfTrust), (c, asked) => show(c, asked));
export const saveReminders = route("post", one, allow(mayOpenTrust, placeOfTrust), async (c, asked) => {
  const wanted = String((await c.req.formData()).get("weekday") ?? "");
  const done = await chooseDigest(asked.db, asked.person, wanted);
  return done.ok
    ? c.redirect(paths.reminders(asked.trust.slug), 303)
    : show(c, asked, [{ field: "weekday", text: sayChoiceRefusal(done.refusal) }]);
});
export const remindRoutes = [openReminders, saveReminders];
