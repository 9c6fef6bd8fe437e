import type { Context } from "hono";
import { sql } from "kysely";
import { Button, type FieldRefusal, Form, Page, Refusals, Select, TextField } from "../design/house.tsx";
import { readDay, sayDay } from "../language/period.ts";
import { inOneLook, type Look } from "../platform/database/change.ts";
import { type Asked, allow, page, route } from "../platform/web/route.tsx";
import { frameOf } from "./frame.ts";
import { paths } from "./paths.ts";
import { mayArrangeTrust, mayOpenTrust } from "./people/permissions.rules.ts";
import { addMeeting, addRegion, placeAcademies, placeByName } from "./place-academies.ts";
import { suggestRegions } from "./regions.rules.ts";
import { listAcademies, listMeetings, placeOfTrust, today } from "./trust.store.ts";

const listUnits = (look: Look) =>
  look.rows<{ id: string; kind: string; name: string }>(
    sql`select id, kind, name from organisation.unit where kind <> 'board' order by kind = 'trust' desc, kind desc, name`,
  );
const text = (form: FormData, name: string) => String(form.get(name) ?? "").trim();

export const openMeetings = route("get", "/:trust/organisation/meetings", allow(mayOpenTrust, placeOfTrust), async (c, asked) => {
  const meetings = await inOneLook(asked.db, asked.person, listMeetings);
  return page(
    c,
    <Page frame={frameOf(asked, "meetings")} title="Meetings">
      <h1>Meetings</h1>
      {meetings.length === 0 && <p>No meeting of the board has a date yet. Give one in Settings.</p>}
      <ul class="govuk-list">
        {meetings.map((meeting) => (
          <li>
            <a href={`/${asked.trust.slug}/diagnose/meetings/${meeting.id}`}>
              {meeting.body}, {sayDay(meeting.heldOn)}
            </a>
          </li>
        ))}
      </ul>
    </Page>,
  );
});

async function showSettings(c: Context, asked: Asked, refusals: readonly FieldRefusal[] = []) {
  const { academies, units, day } = await inOneLook(asked.db, asked.person, async (look) => ({
    day: today(look),
    academies: await listAcademies(look, today(look)),
    units: await listUnits(look),
  }));
  const regions = units.filter((unit) => unit.kind === "region");
  const here = paths.settings(asked.trust.slug);
  const asking = Number(c.req.query("suggest") ?? 0);
  const suggested =
    asking > 0 && asking <= 20
      ? suggestRegions(
          academies.map((academy) => ({ ...academy, id: academy.unitId })),
          asking,
        )
      : undefined;
  return page(
    c,
    <Page frame={frameOf(asked, "settings")} title="Settings">
      <h1>Settings</h1>
      <Refusals refusals={refusals} />
      <h2>Regions</h2>
      <Form action={`${here}/regions`} token={asked.session.formToken}>
        <TextField name="region" label="Add a region" refusals={refusals} />
        <Button>Add</Button>
      </Form>
      <form method="get" action={here}>
        <TextField
          name="suggest"
          label="Or let the map suggest: how many regions?"
          hint="By where the academies lie; you correct the list before it counts."
          value={asking ? String(asking) : ""}
        />
        <Button secondary>Suggest</Button>
      </form>
      {suggested && (
        <Form action={`${here}/suggested`} token={asked.session.formToken}>
          {academies.map((academy) => (
            <TextField
              name={`name-${academy.unitId}`}
              label={`Region of ${academy.name}`}
              value={suggested.get(academy.unitId) ?? academy.regionName ?? ""}
            />
          ))}
          <Button>Place the academies as listed, from today</Button>
        </Form>
      )}
      {regions.length > 0 && (
        <Form action={`${here}/placements`} token={asked.session.formToken}>
          {academies.map((academy) => (
            <Select
              name={`place-${academy.unitId}`}
              label={academy.name}
              value={academy.regionId ?? ""}
              options={[{ value: "", text: "No region yet" }, ...regions.map((region) => ({ value: region.id, text: region.name }))]}
            />
          ))}
          <Button>Place the academies from today</Button>
        </Form>
      )}
      <h2>Meetings of the board</h2>
      <Form action={`${here}/meetings`} token={asked.session.formToken}>
        <TextField name="heldOn" label="The day it meets" type="date" value={day} refusals={refusals} />
        <Button>Add the meeting</Button>
      </Form>
    </Page>,
    refusals.length ? 422 : 200,
  );
}

const arrange = allow(mayArrangeTrust, placeOfTrust);
export const openSettings = route("get", "/:trust/organisation", arrange, async (c, asked) => showSettings(c, asked));

export const newRegion = route("post", "/:trust/organisation/regions", arrange, async (c, asked) => {
  const added = await addRegion(asked.db, asked.person, text(await c.req.formData(), "region"));
  if (added.ok) return c.redirect(paths.settings(asked.trust.slug), 303);
  return showSettings(c, asked, [
    {
      field: "region",
      text: added.refusal.kind === "name-taken" ? "There is a region of that name already. Give another." : "Give the region's name.",
    },
  ]);
});

export const newPlacements = route("post", "/:trust/organisation/placements", arrange, async (c, asked) => {
  const form = await c.req.formData();
  const wanted = new Map(
    [...form].flatMap(([name, value]) => (name.startsWith("place-") ? [[name.slice(6), String(value)] as const] : [])),
  );
  const placed = await placeAcademies(asked.db, asked.person, wanted);
  return placed.ok
    ? c.redirect(paths.settings(asked.trust.slug), 303)
    : showSettings(c, asked, [{ field: "", text: "One of the regions is no longer there. Choose again." }]);
});

export const newSuggested = route("post", "/:trust/organisation/suggested", arrange, async (c, asked) => {
  const form = await c.req.formData();
  const wanted = new Map([...form].flatMap(([name, value]) => (name.startsWith("name-") ? [[name.slice(5), String(value)] as const] : [])));
  await placeByName(asked.db, asked.person, wanted);
  return c.redirect(paths.settings(asked.trust.slug), 303);
});

export const newMeeting = route("post", "/:trust/organisation/meetings", arrange, async (c, asked) => {
  const day = text(await c.req.formData(), "heldOn");
  if (!readDay(day)) return showSettings(c, asked, [{ field: "heldOn", text: "Give the day of the meeting." }]);
  const added = await addMeeting(asked.db, asked.person, day);
  return added.ok
    ? c.redirect(paths.meetings(asked.trust.slug), 303)
    : showSettings(c, asked, [{ field: "heldOn", text: "The board meets on that day already." }]);
});
