import { Button, type FieldRefusal, Form, type Frame, Notice, Page, Refusals, TextField } from "../../design/house.tsx";
import type { Words } from "../../language/words.ts";
import { paths } from "../paths.ts";
import { roleName } from "../words/words.rules.ts";
import { sayDays } from "./people.rules.ts";
import { RoleFields, type UnitOption, type Written } from "./people.view.tsx";

type Role = {
  readonly id: string;
  readonly kind: string;
  readonly unit: string;
  readonly from: string;
  readonly to: string | null;
  readonly state: "held" | "to-come" | "ended";
};
/** How a person comes in: what the page says of it, and what an administrator may do about it. */
export type SigningIn = {
  readonly says: readonly string[];
  readonly invite?: "first" | "again" | undefined;
  readonly withdrawInvitation?: boolean;
  readonly reset?: boolean;
  readonly withdrawReset?: boolean;
};
export type PersonFacts = {
  readonly slug: string;
  readonly token: string;
  readonly today: string;
  readonly person: { readonly id: string; readonly name: string; readonly email: string | null; readonly version: number };
  readonly roles: readonly Role[];
  readonly units: readonly UnitOption[];
  readonly words: Words;
  readonly signingIn: SigningIn;
  readonly link?: { readonly what: string; readonly url: string; readonly until: string } | undefined;
  readonly written?: Written | undefined;
  readonly crossed?: { readonly name: string; readonly email: string } | undefined;
  readonly refusals?: readonly FieldRefusal[] | undefined;
};

/** One person of the trust: their roles of all times, how they sign in, and their name and address. */
export function PersonView({ frame, facts }: { frame: Frame; facts: PersonFacts }) {
  const { slug, token, person, roles, refusals, written } = facts;
  const here = paths.person(slug, person.id);
  const of = (state: Role["state"]) => roles.filter((role) => role.state === state);
  return (
    <Page frame={frame} title={person.name}>
      <p>
        <a href={paths.people(slug)}>People and roles</a>
      </p>
      <h1>{person.name}</h1>
      <p class="lede break">{person.email ?? "No e-mail address yet"}</p>
      {facts.link && (
        <Notice>
          <p>
            {facts.link.what} It is shown only now, works once and until {facts.link.until}. Hand it over safely, to nobody else:
          </p>
          <p class="break">
            <strong>{facts.link.url}</strong>
          </p>
        </Notice>
      )}
      <Refusals refusals={refusals ?? []} />
      <h2>Roles held now</h2>
      <Roles facts={facts} roles={of("held")} none="None. Give one below." />
      {of("to-come").length > 0 && (
        <>
          <h2>Roles to come</h2>
          <Roles facts={facts} roles={of("to-come")} none="" />
        </>
      )}
      {of("ended").length > 0 && (
        <>
          <h2>Roles ended</h2>
          <Roles facts={facts} roles={of("ended")} none="" />
        </>
      )}
      <h2>Signing in</h2>
      <SignsIn facts={facts} here={here} />
      <p>
        <a href={paths.access(slug, person.id)}>Everything that lets {person.name} in, and how to end it</a>
      </p>
      <h2>Name and e-mail</h2>
      {facts.crossed && <Crossed now={facts.crossed} written={written ?? {}} />}
      <Form action={here} token={token} class="narrow">
        <input type="hidden" name="version" value={person.version} />
        <TextField name="name" label="Name" value={written?.name ?? person.name} refusals={refusals} />
        <TextField
          name="email"
          label="E-mail address"
          hint="Invitations are bound to it. It does not change the address of an account that is there already."
          type="email"
          value={written?.email ?? person.email ?? ""}
          refusals={refusals}
        />
        <Button>Save</Button>
      </Form>
      <h2>Give another role</h2>
      <Form action={`${here}/roles`} token={token} class="narrow">
        <RoleFields units={facts.units} words={facts.words} written={written ?? {}} today={facts.today} refusals={refusals} />
        <Button>Give the role</Button>
      </Form>
    </Page>
  );
}

function Roles({ facts, roles, none }: { facts: PersonFacts; roles: readonly Role[]; none: string }) {
  if (roles.length === 0) return <p class="soft">{none}</p>;
  return (
    <ul class="roles">
      {roles.map((role) => (
        <li>
          <strong>{roleName(role.kind, facts.words)}</strong>, {role.unit}
          <div class="soft">{sayDays(role, facts.today)}</div>
          {role.state !== "ended" && <EndForm facts={facts} role={role} />}
        </li>
      ))}
    </ul>
  );
}

function EndForm({ facts, role }: { facts: PersonFacts; role: Role }) {
  const field = `until-${role.id}`;
  const refused = facts.refusals?.some((refusal) => refusal.field === field);
  const toCome = role.state === "to-come";
  return (
    <details open={refused}>
      <summary>
        {role.to ? "Change its end" : "End it"}
        <span class="govuk-visually-hidden">
          {" "}
          {roleName(role.kind, facts.words)}, {role.unit}
        </span>
      </summary>
      <Form action={paths.endRole(facts.slug, role.id)} token={facts.token}>
        <TextField
          name={field}
          label="Last day"
          hint="Today or later; the role is held to the end of that day."
          type="date"
          value={facts.written?.[field] ?? role.to ?? ""}
          refusals={facts.refusals}
        />
        <div class="govuk-button-group">
          <button class="govuk-button" type="submit" name="how" value="on">
            Save the last day
          </button>
          <button class="govuk-button govuk-button--secondary" type="submit" name="how" value="now">
            {toCome ? "Withdraw it" : "End it now"}
          </button>
          {role.to && (
            <button class="govuk-button govuk-button--secondary" type="submit" name="how" value="open">
              Take the last day away
            </button>
          )}
        </div>
      </Form>
    </details>
  );
}

function SignsIn({ facts: { signingIn, token }, here }: { facts: PersonFacts; here: string }) {
  const Act = ({ to, text, first }: { to: string; text: string; first?: boolean }) => (
    <Form action={`${here}/${to}`} token={token}>
      <Button secondary={!first}>{text}</Button>
    </Form>
  );
  return (
    <>
      {signingIn.says.map((sentence) => (
        <p>{sentence}</p>
      ))}
      <div class="govuk-button-group">
        {signingIn.invite && (
          <Act
            to="invitation"
            text={signingIn.invite === "first" ? "Make an invitation" : "Make a new invitation"}
            first={signingIn.invite === "first"}
          />
        )}
        {signingIn.withdrawInvitation && <Act to="invitation/withdraw" text="Withdraw the invitation" />}
        {signingIn.reset && <Act to="reset" text="Make a reset link" />}
        {signingIn.withdrawReset && <Act to="reset/withdraw" text="Withdraw the reset link" />}
      </div>
    </>
  );
}

function Crossed({ now, written }: { now: { name: string; email: string }; written: Written }) {
  return (
    <div class="two-texts">
      <div class="box">
        <h3>Saved meanwhile by somebody else</h3>
        <p class="break">
          {now.name}
          <br />
          {now.email}
        </p>
      </div>
      <div class="box box-ask">
        <h3>What you wrote</h3>
        <p class="break">
          {written.name}
          <br />
          {written.email}
        </p>
      </div>
    </div>
  );
}
