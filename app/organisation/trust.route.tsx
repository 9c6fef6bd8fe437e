import type { Context } from "hono";
import { sql } from "kysely";
import { Button, type FieldRefusal, Form, Notice, Page, Refusals, Select, TextField } from "../design/house.tsx";
import { readDay, sayDay } from "../language/period.ts";
import { inOneLook, type Look } from "../platform/database/change.ts";
import { type Asked, allow, page, route } from "../platform/web/route.tsx";
import { frameOf } from "./frame.ts";
import { paths } from "./paths.ts";
import { endRole, giveRole, openAccount } from "./people/give-role.ts";
import { sayRoleRefusal } from "./people/people.rules.ts";
import { mayAdministerPeople, mayArrangeTrust, mayOpenTrust, type RoleKind, roleKinds } from "./people/permissions.rules.ts";
import { addMeeting, addRegion, placeAcademies, placeByName, sayCrossedPlacements } from "./place-academies.ts";
import { readPlacements } from "./placements.form.ts";
import { suggestRegions } from "./regions.rules.ts";
import { listAcademies, listMeetings, listPeople, placeOfTrust, today } from "./trust.store.ts";

const listUnits = (look: Look) =>
  look.rows<{ id: string; kind: string; name: string }>(
    sql`select id, kind, name from organisation.unit where kind <> 'board' order by kind = 'trust' desc, kind desc, name`,
  );
const text = (form: FormData, name: string) => String(form.get(name) ?? "").trim();

type PeopleBack = { refusals?: readonly FieldRefusal[]; written?: Record<string, string>; opened?: { email: string; password: string } };
async function showPeople(c: Context, asked: Asked, back: PeopleBack = {}) {
  const { people, units, day } = await inOneLook(asked.db, asked.person, async (look) => ({
    people: await listPeople(look),
    units: await listUnits(look),
    day: today(look),
  }));
  const written = back.written ?? {};
  const here = paths.people(asked.trust.slug);
  return page(
    c,
    <Page frame={frameOf(asked, "people")} title="People and roles" wide>
      <h1>People and roles</h1>
      <p class="lede">Who holds which role, where. Ending a role ends what it opens at once.</p>
      {back.opened && (
        <Notice>
          <p>
            {back.opened.email} can sign in with the password <strong>{back.opened.password}</strong>. It is shown only now: hand it over
            safely.
          </p>
        </Notice>
      )}
      <Refusals refusals={back.refusals ?? []} />
      <table class="plain">
        <thead>
          <tr>
            <th scope="col">Name</th>
            <th scope="col">E-mail</th>
            <th scope="col">Roles held now</th>
            <th scope="col">Signing in</th>
          </tr>
        </thead>
        <tbody>
          {people.map((person) => (
            <tr>
              <th scope="row">{person.name}</th>
              <td>{person.email}</td>
              <td>
                {person.roles.length === 0 && <span class="soft">none</span>}
                {person.roles.map((role) => (
                  <Form action={paths.endRole(asked.trust.slug, role.id)} token={asked.session.formToken}>
                    {roleKinds[role.kind as RoleKind] ?? role.kind}, {role.unit}, since {sayDay(role.from)}{" "}
                    <button
                      class="govuk-button govuk-button--secondary"
                      type="submit"
                      aria-label={`End the role of ${person.name} as ${roleKinds[role.kind as RoleKind]}`}
                    >
                      End
                    </button>
                  </Form>
                ))}
              </td>
              <td>
                {person.hasAccount ? (
                  "can sign in"
                ) : (
                  <Form action={`${here}/${person.id}/account`} token={asked.session.formToken}>
                    <button class="govuk-button govuk-button--secondary" type="submit" aria-label={`Open an account for ${person.name}`}>
                      Open an account
                    </button>
                  </Form>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <h2>Give a role</h2>
      <Form action={here} token={asked.session.formToken}>
        <TextField name="name" label="Name" value={written.name} refusals={back.refusals} />
        <TextField name="email" label="E-mail address" type="email" value={written.email} refusals={back.refusals} />
        <Select
          name="kind"
          label="Role"
          value={written.kind}
          options={Object.entries(roleKinds).map(([value, said]) => ({ value, text: said }))}
          refusals={back.refusals}
        />
        <Select
          name="unitId"
          label="Held for"
          value={written.unitId}
          options={units.map((unit) => ({ value: unit.id, text: `${unit.name} (${unit.kind})` }))}
          refusals={back.refusals}
        />
        <TextField name="from" label="From" type="date" value={written.from ?? day} refusals={back.refusals} />
        <Button>Give the role</Button>
      </Form>
    </Page>,
    back.refusals ? 422 : 200,
  );
}

const administer = allow(mayAdministerPeople, placeOfTrust);
export const openPeople = route("get", "/:trust/organisation/people", administer, async (c, asked) => showPeople(c, asked));

export const give = route("post", "/:trust/organisation/people", administer, async (c, asked) => {
  const form = await c.req.formData();
  const from = text(form, "from");
  const draft = {
    name: text(form, "name"),
    email: text(form, "email"),
    kind: text(form, "kind"),
    unitId: text(form, "unitId"),
    from: readDay(from) ? from : "",
  };
  const given = await giveRole(asked.db, asked.person, draft);
  if (given.ok) return c.redirect(paths.people(asked.trust.slug), 303);
  const fields = {
    "no-such-role": "kind",
    "no-such-unit": "unitId",
    "name-needed": "name",
    "email-needed": "email",
    "no-day": "from",
    overlaps: "from",
    "last-administrator": "",
    "already-ended": "",
  };
  return showPeople(c, asked, {
    refusals: [{ field: fields[given.refusal.kind], text: sayRoleRefusal(given.refusal) }],
    written: { ...draft, from },
  });
});

export const end = route("post", "/:trust/organisation/people/roles/:role{[0-9a-f-]{36}}/end", administer, async (c, asked) => {
  const ended = await endRole(asked.db, asked.person, c.req.param("role") ?? "");
  return ended.ok
    ? c.redirect(paths.people(asked.trust.slug), 303)
    : showPeople(c, asked, { refusals: [{ field: "", text: sayRoleRefusal(ended.refusal) }] });
});

export const open = route("post", "/:trust/organisation/people/:person{[0-9a-f-]{36}}/account", administer, async (c, asked) => {
  const opened = await openAccount(asked.db, asked.house.signIn, asked.person, c.req.param("person") ?? "");
  return opened
    ? showPeople(c, asked, { opened })
    : showPeople(c, asked, {
        refusals: [
          {
            field: "",
            text: "No account was opened: this person has one, has no e-mail address, or the address is used by another account on this site.",
          },
        ],
      });
});

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

async function showSettings(
  c: Context,
  asked: Asked,
  refusals: readonly FieldRefusal[] = [],
  written: { readonly placed?: ReadonlyMap<string, string>; readonly named?: ReadonlyMap<string, string> } = {},
  status: 409 | 422 = 422,
) {
  const { academies, units, day } = await inOneLook(asked.db, asked.person, async (look) => ({
    day: today(look),
    academies: await listAcademies(look, today(look)),
    units: await listUnits(look),
  }));
  const regions = units.filter((unit) => unit.kind === "region");
  const here = paths.settings(asked.trust.slug);
  const asking = Math.floor(Number(c.req.query("suggest") ?? 0));
  const suggested =
    written.named ??
    (asking > 0 && asking <= 20
      ? suggestRegions(
          academies.map((academy) => ({ ...academy, id: academy.unitId })),
          asking,
        )
      : undefined);
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
            <>
              <input type="hidden" name={`seen-${academy.unitId}`} value={academy.regionName ?? ""} />
              <TextField
                name={`name-${academy.unitId}`}
                label={`Region of ${academy.name}`}
                value={suggested.get(academy.unitId) ?? academy.regionName ?? ""}
              />
            </>
          ))}
          <Button>Place the academies as listed, from today</Button>
        </Form>
      )}
      {regions.length > 0 && (
        <Form action={`${here}/placements`} token={asked.session.formToken}>
          {academies.map((academy) => (
            <>
              <input type="hidden" name={`seen-${academy.unitId}`} value={academy.regionId ?? ""} />
              <Select
                name={`place-${academy.unitId}`}
                label={academy.name}
                value={written.placed?.get(academy.unitId) ?? academy.regionId ?? ""}
                options={[{ value: "", text: "No region yet" }, ...regions.map((region) => ({ value: region.id, text: region.name }))]}
              />
            </>
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
    refusals.length ? status : 200,
  );
}

const nameNeeded = "Give the region's name, in 200 characters at most.";
const arrange = allow(mayArrangeTrust, placeOfTrust);
export const openSettings = route("get", "/:trust/organisation", arrange, async (c, asked) => showSettings(c, asked));

export const newRegion = route("post", "/:trust/organisation/regions", arrange, async (c, asked) => {
  const added = await addRegion(asked.db, asked.person, text(await c.req.formData(), "region"));
  if (added.ok) return c.redirect(paths.settings(asked.trust.slug), 303);
  return showSettings(c, asked, [
    {
      field: "region",
      text: added.refusal.kind === "name-taken" ? "There is a region of that name already. Give another." : nameNeeded,
    },
  ]);
});

const crossedWith = (academies: readonly string[]): FieldRefusal[] => [{ field: "", text: sayCrossedPlacements(academies) }];

export const newPlacements = route("post", "/:trust/organisation/placements", arrange, async (c, asked) => {
  const { wanted, seen } = readPlacements(await c.req.formData(), "place-");
  const placed = await placeAcademies(asked.db, asked.person, wanted, seen);
  if (placed.ok) return c.redirect(paths.settings(asked.trust.slug), 303);
  if (placed.refusal.kind === "crossed") return showSettings(c, asked, crossedWith(placed.refusal.academies), { placed: wanted }, 409);
  return showSettings(c, asked, [{ field: "", text: "One of the regions is no longer there. Choose again." }]);
});

export const newSuggested = route("post", "/:trust/organisation/suggested", arrange, async (c, asked) => {
  const { wanted, seen } = readPlacements(await c.req.formData(), "name-");
  const placed = await placeByName(asked.db, asked.person, wanted, seen);
  if (placed.ok) return c.redirect(paths.settings(asked.trust.slug), 303);
  if (placed.refusal.kind === "crossed") return showSettings(c, asked, crossedWith(placed.refusal.academies), { named: wanted }, 409);
  return showSettings(c, asked, [{ field: "", text: nameNeeded }], { named: wanted });
});

export const newMeeting = route("post", "/:trust/organisation/meetings", arrange, async (c, asked) => {
  const day = text(await c.req.formData(), "heldOn");
  if (!readDay(day)) return showSettings(c, asked, [{ field: "heldOn", text: "Give the day of the meeting." }]);
  const added = await addMeeting(asked.db, asked.person, day);
  return added.ok
    ? c.redirect(paths.meetings(asked.trust.slug), 303)
    : showSettings(c, asked, [{ field: "heldOn", text: "The board meets on that day already." }]);
});
