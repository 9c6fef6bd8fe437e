import { Button, type FieldRefusal, Form, type Frame, Page, Refusals, TextField } from "../../design/house.tsx";
import { passwordHint } from "../../platform/sign-in/password.rules.ts";
import { paths } from "../paths.ts";
import type { Way } from "./invitation.rules.ts";

/** One sentence for a link that was used, has expired, was withdrawn or never was: who asks learns nothing by it. */
export const LinkThatOpensNothing = ({ frame }: { frame: Frame }) => (
  <Page frame={frame} title="This link opens nothing">
    <h1>This link opens nothing</h1>
    <p>It has been used, has expired, was withdrawn, or is not whole. Ask whoever gave it to you for a new one.</p>
    <p>
      <a href="/sign-in">Sign in</a>
    </p>
  </Page>
);

type Invited = { readonly name: string; readonly email: string; readonly trust: string };

/** An open invitation, as whoever holds it can come in: with a password of their own, or with the account that the address has. */
export function InvitationView({
  frame,
  invited,
  token,
  way,
  formToken,
  signedInAs,
  providers,
  refusals,
}: {
  frame: Frame;
  invited: Invited;
  token: string;
  way: Way;
  formToken?: string | undefined;
  signedInAs?: string | undefined;
  providers: readonly { readonly slug: string; readonly label: string }[];
  refusals: readonly FieldRefusal[];
}) {
  const here = paths.invitation(token);
  return (
    <Page frame={frame} title={`Join ${invited.trust}`}>
      <h1>Join {invited.trust}</h1>
      <p class="lede break">
        This invitation is for {invited.name}, {invited.email}.
      </p>
      <Refusals refusals={refusals} />
      {way === "choose-password" && (
        <form method="post" action={here} class="narrow">
          <input type="hidden" name="username" autocomplete="username" value={invited.email} />
          <TextField
            name="password"
            label="Choose a password"
            hint={passwordHint}
            type="password"
            autocomplete="new-password"
            refusals={refusals}
          />
          <Button>Join</Button>
        </form>
      )}
      {way === "choose-password" && providers.length > 0 && (
        <>
          <p>Or join with an account you have elsewhere, and sign in with that:</p>
          <div class="acts">
            {providers.map(({ slug, label }) => (
              <form method="post" action={paths.invitationWith(token, slug)}>
                <Button secondary>Join with {label}</Button>
              </form>
            ))}
          </div>
        </>
      )}
      {way === "sign-in-first" && (
        <>
          <p>This address has an account on this site already. Sign in with it to accept the invitation.</p>
          <p>
            <a class="govuk-button" href={`/sign-in?to=${encodeURIComponent(here)}`}>
              Sign in
            </a>
          </p>
        </>
      )}
      {way === "accept" && formToken && (
        <Form action={here} token={formToken}>
          <p>You are signed in with this address. Accept, and the trust opens to you with the roles you hold in it.</p>
          <Button>Accept the invitation</Button>
        </Form>
      )}
      {way === "signed-in-as-another" && (
        <p>You are signed in as {signedInAs}, which is not the address invited. Sign out above, then open this link again.</p>
      )}
    </Page>
  );
}
