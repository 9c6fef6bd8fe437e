import type { ComponentChildren } from "preact";
import { type FieldRefusal, Form, type Frame, Notice, Page, Refusals } from "../../design/house.tsx";
import { sayDay, sayMoment } from "../../language/period.ts";
import { counted, type Words } from "../../language/words.ts";
import type { AccountGrants } from "../../platform/sign-in/grant.store.ts";
import { paths } from "../paths.ts";
import type { TokenRow } from "../tokens/token.store.ts";
import { roleName } from "../words/words.rules.ts";
import { sayDays } from "./people.rules.ts";
import type { InvitationRow, RoleRow } from "./people.store.ts";

export type AccessFacts = {
  readonly slug: string;
  readonly token: string;
  readonly today: string;
  readonly words: Words;
  readonly person: { readonly id: string; readonly name: string; readonly email: string | null };
  readonly roles: readonly RoleRow[];
  readonly tokens: readonly TokenRow[];
  readonly invitation: InvitationRow | undefined;
  /** What lets the account in, where it is this trust's alone; otherwise why that is not shown. */
  readonly account: { readonly email: string; readonly trustId: string; readonly grants: AccountGrants } | { readonly hidden: string };
  readonly own: boolean;
  readonly done?: string | undefined;
  readonly refusals: readonly FieldRefusal[];
};

const moment = (date: Date) => sayMoment(Temporal.Instant.fromEpochMilliseconds(date.getTime()));

/** Everything by which a person comes into this trust, with a button to end each, and one to end it all. */
export function AccessView({ frame, facts }: { frame: Frame; facts: AccessFacts }) {
  const { slug, token, person, roles, tokens, invitation, account } = facts;
  const here = paths.access(slug, person.id);
  const open = invitation?.state === "open" ? invitation : undefined;
  const grants = "grants" in account ? account.grants : undefined;
  const anything =
    roles.length +
      tokens.length +
      (open ? 1 : 0) +
      (grants ? grants.sessions.length + grants.identities.length + (grants.reset ? 1 : 0) : 0) >
    0;
  const End = ({ way, what, says = "End it" }: { way: string; what: string; says?: string }) => (
    <Form action={`${here}/${way}`} token={token}>
      <button class="govuk-button govuk-button--secondary" type="submit">
        {says}
        <span class="govuk-visually-hidden"> {what}</span>
      </button>
    </Form>
  );
  return (
    <Page frame={frame} title={`What lets ${person.name} in`}>
      <p>
        <a href={paths.person(slug, person.id)}>{person.name}</a>
      </p>
      <h1>What lets {person.name} in</h1>
      <p class="lede">Everything that opens this trust to them. What you end here opens nothing anywhere within five seconds.</p>
      {facts.done && (
        <Notice>
          <p>{facts.done}</p>
        </Notice>
      )}
      <Refusals refusals={facts.refusals} title="This was not ended" />
      <Section title="Roles" none="None: without a role no page of this trust opens." count={roles.length}>
        {roles.map((role) => (
          <li>
            <strong>{roleName(role.kind, facts.words)}</strong>, {role.unit}
            <div class="soft">{sayDays(role, facts.today)}</div>
            <End
              way={`roles/${role.id}/end`}
              what={`${roleName(role.kind, facts.words)}, ${role.unit}`}
              says={role.state === "to-come" ? "Withdraw it" : "End it"}
            />
          </li>
        ))}
      </Section>
      <Section title="Tokens for programs" none="None." count={tokens.length}>
        {tokens.map((one) => (
          <li>
            <strong class="break">{one.name}</strong>, may {one.scopes.join(" and ")}
            <div class="soft">
              Made on {sayDay(one.madeOn)}, ends on {sayDay(one.endsOn)}
            </div>
            <End way={`tokens/${one.id}/end`} what={`the token ${one.name}`} />
          </li>
        ))}
      </Section>
      <Section title="Invitation" none="None is open." count={open ? 1 : 0}>
        {open && (
          <li>
            Made on {sayDay(open.madeAt)}, open until {sayDay(open.expiresAt)}
            <End way="invitation/withdraw" what="the invitation" says="Withdraw it" />
          </li>
        )}
      </Section>
      {grants && "email" in account ? (
        <Account grants={grants} trustId={account.trustId} End={End} />
      ) : (
        <>
          <h2>Account</h2>
          <p>{"hidden" in account ? account.hidden : ""}</p>
        </>
      )}
      {grants && (
        <>
          <h2>Not shown, because it is the owner’s</h2>
          <p>
            Their password{grants.factors.passkeys > 0 && `, ${counted(grants.factors.passkeys, "passkey")}`}
            {grants.factors.app && ", an app for codes"}. Without a role they open nothing of this trust. The site operator can end the
            whole account.
          </p>
        </>
      )}
      {anything && (
        <details open={facts.refusals.length > 0}>
          <summary>End everything at once</summary>
          <p>
            Ends all that stands above{facts.own ? ", your own session with it" : ""}. {person.name} stays in the list of people, with what
            they held as history; give a role or an invitation anew if they come back.
          </p>
          <Form action={`${here}/end`} token={token}>
            <button class="govuk-button govuk-button--warning" type="submit">
              End everything now
            </button>
          </Form>
        </details>
      )}
    </Page>
  );
}

function Section({ title, none, count, children }: { title: string; none: string; count: number; children: ComponentChildren }) {
  return (
    <>
      <h2>{title}</h2>
      {count > 0 ? <ul class="roles">{children}</ul> : <p class="soft">{none}</p>}
    </>
  );
}

type EndButton = (props: { way: string; what: string; says?: string }) => preact.JSX.Element;
function Account({ grants, trustId, End }: { grants: AccountGrants; trustId: string; End: EndButton }) {
  const { sessions, identities, reset } = grants;
  return (
    <>
      <Section title="Signed in now" none="Nowhere." count={sessions.length}>
        {sessions.map(({ id, browser, begunAt, seenAt }) => (
          <li>
            <strong>{browser || "An unknown browser"}</strong>
            <div class="soft">
              Begun on {moment(begunAt)}, last seen on {moment(seenAt)}
            </div>
            <End way={`sessions/${id}/end`} what={`the session in ${browser || "an unknown browser"}, begun on ${moment(begunAt)}`} />
          </li>
        ))}
      </Section>
      <Section title="Linked accounts" none="None." count={identities.length}>
        {identities.map(({ id, provider, linkedAt, usedAt }) => (
          <li>
            <strong>{provider}</strong>
            <div class="soft">
              Linked on {moment(linkedAt)}
              {usedAt ? `, last used on ${moment(usedAt)}` : ", not used yet"}
            </div>
            <End way={`identities/${id}/end`} what={`the linked account at ${provider}`} />
          </li>
        ))}
      </Section>
      <Section title="Reset link" none="None is open." count={reset ? 1 : 0}>
        {reset && (
          <li>
            Open until {moment(reset.expiresAt)}
            {reset.madeIn === trustId ? (
              <End way="reset/withdraw" what="the reset link" says="Withdraw it" />
            ) : (
              <div class="soft">Made by the site operator; it ends with everything, below.</div>
            )}
          </li>
        )}
      </Section>
    </>
  );
}
