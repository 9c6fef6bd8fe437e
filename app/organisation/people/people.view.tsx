import { Button, type FieldRefusal, Form, type Frame, Page, Refusals, Select, TextField } from "../../design/house.tsx";
import { oneOf, type Words } from "../../language/words.ts";
import { paths } from "../paths.ts";
import { roleName, unitName } from "../words/words.rules.ts";
import { sayDays, type UnitKind } from "./people.rules.ts";
import { roleKinds } from "./permissions.rules.ts";

export type UnitOption = { readonly id: string; readonly kind: UnitKind; readonly name: string };
export type Written = Readonly<Record<string, string>>;
type Listed = {
  readonly id: string;
  readonly name: string;
  readonly email: string | null;
  readonly hasAccount: boolean;
  readonly invited: boolean;
  readonly roles: readonly { readonly kind: string; readonly unit: string; readonly from: string; readonly to: string | null }[];
};

const roleOptions = (words: Words) => Object.keys(roleKinds).map((value) => ({ value, text: roleName(value, words) }));
const unitOptions = (units: readonly UnitOption[], words: Words) =>
  units.map(({ id, kind, name }) => ({ value: id, text: `${name} (${unitName(kind, words)})` }));

/** The role, where it is held, and its first and last day: the same questions on the list and on a person's page. */
export function RoleFields({
  units,
  words,
  written,
  today,
  refusals,
}: {
  units: readonly UnitOption[];
  words: Words;
  written: Written;
  today: string;
  refusals: readonly FieldRefusal[] | undefined;
}) {
  return (
    <>
      <Select
        name="kind"
        label="Role"
        value={written.kind}
        options={[{ value: "", text: "Choose a role" }, ...roleOptions(words)]}
        refusals={refusals}
      />
      <Select
        name="unitId"
        label="Held for"
        hint={`The role ${roleName("principal", words)} is held for ${oneOf(words.academy)}, ${roleName("regional-ceo", words)} for ${oneOf(words.region)}, ${roleName("eob-member", words)} for the ${words.board}.`}
        value={written.unitId}
        options={unitOptions(units, words)}
        refusals={refusals}
      />
      <TextField name="from" label="First day" type="date" value={written.from ?? today} refusals={refusals} />
      <TextField
        name="to"
        label="Last day"
        hint="The last day in the role. Leave it empty while it is not known."
        type="date"
        value={written.to}
        refusals={refusals}
      />
    </>
  );
}

export type PeopleList = {
  readonly slug: string;
  readonly token: string;
  readonly today: string;
  readonly people: readonly Listed[];
  readonly total: number;
  readonly filters: { readonly words: string; readonly role: string; readonly unit: string; readonly page: number };
  readonly onPage: number;
  readonly units: readonly UnitOption[];
  readonly words: Words;
  readonly written?: Written | undefined;
  readonly refusals?: readonly FieldRefusal[] | undefined;
};

/** Who holds which role, where: found by name, role and unit, a hundred on a page. */
export function PeopleView({ frame, list }: { frame: Frame; list: PeopleList }) {
  const { slug, people, filters, units, words, refusals } = list;
  const here = paths.people(slug);
  const filtered = filters.words !== "" || filters.role !== "" || filters.unit !== "";
  return (
    <Page frame={frame} title="People and roles" wide>
      <h1>People and roles</h1>
      <p class="lede">Who holds which role, where. Open a person to end a role, invite them or correct their address.</p>
      <Refusals refusals={refusals ?? []} />
      <ul class="links">
        <li>
          <a href="#give">Give a role</a>
        </li>
        <li>
          <a href={paths.peopleFile(slug)}>Export everybody as CSV</a>
        </li>
        <li>
          <a href={paths.peopleImport(slug)}>Import a CSV</a>
        </li>
      </ul>
      <form method="get" action={here} class="filters">
        <TextField name="words" label="Find somebody" type="search" value={filters.words} hint="By name or e-mail." />
        <Select
          name="role"
          label="Holds the role"
          value={filters.role}
          options={[{ value: "", text: "Any or none" }, ...roleOptions(words)]}
        />
        <Select name="unit" label="On" value={filters.unit} options={[{ value: "", text: "Any unit" }, ...unitOptions(units, words)]} />
        <Button secondary>Show</Button>
        {filtered && <a href={here}>Show everybody</a>}
      </form>
      <p>{sayCount(list)}</p>
      {people.length > 0 && (
        <table class="plain people">
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
                <th scope="row">
                  <a href={paths.person(slug, person.id)}>{person.name}</a>
                </th>
                <td data-label="E-mail" class="break">
                  {person.email}
                </td>
                <td data-label="Roles held now">
                  {person.roles.length === 0 && <span class="soft">none</span>}
                  {person.roles.map((role) => (
                    <div>
                      {roleName(role.kind, words)}, {role.unit}, <span class="soft">{sayDays(role, list.today)}</span>
                    </div>
                  ))}
                </td>
                <td data-label="Signing in">
                  {person.hasAccount ? "has an account" : person.invited ? "invited" : <span class="soft">not invited</span>}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      <Pages list={list} />
      <h2 id="give">Give a role</h2>
      <Form action={here} token={list.token} class="narrow">
        <TextField name="name" label="Name" value={list.written?.name} refusals={refusals} />
        <TextField name="email" label="E-mail address" type="email" value={list.written?.email} refusals={refusals} />
        <RoleFields units={units} words={words} written={list.written ?? {}} today={list.today} refusals={refusals} />
        <Button>Give the role</Button>
      </Form>
    </Page>
  );
}

function sayCount({ people, total, filters, onPage }: PeopleList): string {
  if (total === 0) return "Nobody here is like that. Try fewer letters, or another role or unit.";
  if (people.length === 0) return "There is no such page. Go back to the first.";
  const first = (filters.page - 1) * onPage + 1;
  const many = total.toLocaleString("en-GB");
  if (people.length === total) return `${many} ${total === 1 ? "person" : "people"}`;
  return `${first.toLocaleString("en-GB")} to ${(first + people.length - 1).toLocaleString("en-GB")} of ${many} people`;
}

function Pages({ list: { slug, filters, total, onPage } }: { list: PeopleList }) {
  const last = Math.ceil(total / onPage);
  if (last <= 1 && filters.page === 1) return null;
  const to = (page: number) =>
    `${paths.people(slug)}?${new URLSearchParams({ words: filters.words, role: filters.role, unit: filters.unit, page: String(page) })}`;
  return (
    <nav aria-label="Pages of people">
      <ul class="links">
        {filters.page > 1 && (
          <li>
            <a rel="prev" href={to(Math.min(filters.page - 1, Math.max(last, 1)))}>
              Previous page
            </a>
          </li>
        )}
        <li>
          Page {filters.page} of {Math.max(last, 1)}
        </li>
        {filters.page < last && (
          <li>
            <a rel="next" href={to(filters.page + 1)}>
              Next page
            </a>
          </li>
        )}
      </ul>
    </nav>
  );
}
