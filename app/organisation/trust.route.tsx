import type { Context } from "hono";
import { Button, type FieldRefusal, Form, Notice, Page, Refusals, Select, TextField } from "../design/house.tsx";
import { readDay, sayDay } from "../language/period.ts";
import { inOneLook } from "../platform/database/change.ts";
import { type Asked, allow, page, route } from "../platform/web/route.tsx";
import { frameOf } from "./frame.ts";
import { paths } from "./paths.ts";
import { endRole, giveRole, openAccount } from "./people/give-role.ts";
import { sayRoleRefusal } from "./people/people.rules.ts";
import { mayAdministerPeople, roleKinds } from "./people/permissions.rules.ts";
import { listPeople, listUnits, placeOfTrust, today } from "./trust.store.ts";
import { roleName, unitName } from "./words/words.rules.ts";

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
                    {roleName(role.kind, asked.words)}, {role.unit}, since {sayDay(role.from)}{" "}
                    <button
                      class="govuk-button govuk-button--secondary"
                      type="submit"
                      aria-label={`End the role of ${person.name} as ${roleName(role.kind, asked.words)}`}
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
          options={Object.keys(roleKinds).map((value) => ({ value, text: roleName(value, asked.words) }))}
          refusals={back.refusals}
        />
        <Select
          name="unitId"
          label="Held for"
          value={written.unitId}
          options={units.map((unit) => ({ value: unit.id, text: `${unit.name} (${unitName(unit.kind, asked.words)})` }))}
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
