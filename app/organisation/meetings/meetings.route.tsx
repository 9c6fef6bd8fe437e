import type { Context } from "hono";
import { Button, type FieldRefusal, Form, Page, Refusals, TextField } from "../../design/house.tsx";
import { readDay, sayDay } from "../../language/period.ts";
import { may } from "../../platform/access/access.rules.ts";
import { inOneLook } from "../../platform/database/change.ts";
import { type Asked, allow, page, route } from "../../platform/web/route.tsx";
import { frameOf } from "../frame.ts";
import { paths } from "../paths.ts";
import { mayArrangeTrust, mayOpenTrust } from "../people/permissions.rules.ts";
import { addMeeting } from "../regions/place-academies.ts";
import { listMeetings, placeOfTrust, today } from "../trust.store.ts";

async function show(c: Context, asked: Asked, refusals: readonly FieldRefusal[] = [], heldOn?: string) {
  const { meetings, day } = await inOneLook(asked.db, asked.person, async (look) => ({
    meetings: await listMeetings(look),
    day: today(look),
  }));
  const { board } = asked.words;
  const mayAdd = may(mayArrangeTrust, asked.person, asked.place);
  return page(
    c,
    <Page frame={frameOf(asked, "meetings")} title={`${refusals.length ? "Error: " : ""}Meetings of the ${board}`}>
      <h1>When does the {board} meet?</h1>
      <Refusals refusals={refusals} />
      {meetings.length === 0 && (
        <p>
          No meeting of the {board} has a date yet. {mayAdd ? "Add one below." : "Ask an administrator to add one."}
        </p>
      )}
      <ul class="govuk-list">
        {meetings.map((meeting) => (
          <li>
            <a href={`/${asked.trust.slug}/diagnose/meetings/${meeting.id}`}>
              {meeting.body}, {sayDay(meeting.heldOn)}
            </a>
            {meeting.heldOn > day && <span class="soft"> to come</span>}
          </li>
        ))}
      </ul>
      {mayAdd && (
        <Form action={paths.meetings(asked.trust.slug)} token={asked.session.formToken}>
          <h2>Add a meeting</h2>
          <TextField name="heldOn" label="The day it meets" type="date" value={heldOn ?? day} refusals={refusals} />
          <Button>Add the meeting</Button>
        </Form>
      )}
    </Page>,
    refusals.length ? 422 : 200,
  );
}

export const openMeetings = route("get", "/:trust/organisation/meetings", allow(mayOpenTrust, placeOfTrust), async (c, asked) =>
  show(c, asked),
);

export const newMeeting = route("post", "/:trust/organisation/meetings", allow(mayArrangeTrust, placeOfTrust), async (c, asked) => {
  const day = String((await c.req.formData()).get("heldOn") ?? "").trim();
  if (!readDay(day)) return show(c, asked, [{ field: "heldOn", text: "Give the day of the meeting." }], day);
  const added = await addMeeting(asked.db, asked.person, day);
  return added.ok
    ? c.redirect(paths.meetings(asked.trust.slug), 303)
    : show(c, asked, [{ field: "heldOn", text: `The ${asked.words.board} meets on that day already.` }], day);
});
