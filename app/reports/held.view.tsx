import type { ComponentChildren } from "preact";
import { Button, type FieldRefusal, Form, type Frame, Notice, Page, Refusals, TextField } from "../design/house.tsx";
import type { Held } from "../platform/web/posted.ts";
import type { WhyAgain } from "../platform/web/route.tsx";
import { factorPaths } from "./account.paths.ts";
import { PasskeyAsk } from "./passkey.view.tsx";

/** What somebody wrote, carried through the question who they are; never the page's own marks. */
const Carried = ({ held }: { held: Held }) => <input type="hidden" name="held" value={JSON.stringify(held)} />;

const whyAgain = {
  "roles-changed": "Your roles changed since you signed in. Sign in once more, with both factors, to go on with what you hold now.",
  "not-fresh": "This changes how you sign in, so show once more that it is you.",
};

export type SignInProps = {
  frame: Frame;
  to: string;
  email?: string;
  held?: Held | undefined;
  why?: WhyAgain | undefined;
  providers: readonly { readonly slug: string; readonly label: string }[];
  refusals: readonly FieldRefusal[];
};

export function SignInView({ frame, to, email, held, why, providers, refusals }: SignInProps) {
  const title = held || why ? "Sign in to go on" : "Sign in";
  return (
    <Page frame={frame} title={title}>
      <h1>{title}</h1>
      {why && (
        <Notice>
          <p>{whyAgain[why]}</p>
        </Notice>
      )}
      {held && !why && (
        <Notice>
          <p>You were signed out before your form arrived, so nothing was saved yet. What you wrote is kept: sign in, and send it again.</p>
        </Notice>
      )}
      <Refusals refusals={refusals} title="You are not signed in" />
      <form method="post" action="/sign-in">
        <input type="hidden" name="to" value={to} />
        {held && <Carried held={held} />}
        <TextField name="email" label="E-mail address" type="email" autocomplete="username" value={email} refusals={refusals} />
        <TextField name="password" label="Password" type="password" autocomplete="current-password" />
        <Button>Sign in</Button>
      </form>
      <h2>Other ways</h2>
      <div class="acts">
        <Way action={factorPaths.signInWithPasskey} to={to} held={held}>
          Use a passkey
        </Way>
        {providers.map(({ slug, label }) => (
          <Way action={factorPaths.signInWith(slug)} to={to} held={held}>
            Sign in with {label}
          </Way>
        ))}
      </div>
    </Page>
  );
}

const Way = ({ action, to, held, children }: { action: string; to: string; held: Held | undefined; children: ComponentChildren }) => (
  <form method="post" action={action}>
    <input type="hidden" name="to" value={to} />
    {held && <Carried held={held} />}
    <Button secondary>{children}</Button>
  </form>
);

/** The question for the second factor, after the password. */
export function CodeView({
  frame,
  to,
  held,
  app,
  passkeys,
  refusals,
}: {
  frame: Frame;
  to: string;
  held?: Held | undefined;
  app: boolean;
  passkeys: boolean;
  refusals: readonly FieldRefusal[];
}) {
  return (
    <Page frame={frame} title="Your second factor">
      <h1>Your second factor</h1>
      {held && (
        <Notice>
          <p>What you wrote is still kept. It was not saved yet.</p>
        </Notice>
      )}
      <Refusals refusals={refusals} title="You are not signed in" />
      <form method="post" action={factorPaths.signInWithCode} class="narrow">
        <input type="hidden" name="to" value={to} />
        {held && <Carried held={held} />}
        <TextField
          name="code"
          label={app ? "Code" : "Recovery code"}
          hint={
            app
              ? "Six digits from your authenticator app; or, where you do not have it with you, one of your recovery codes."
              : "One of those you wrote down when you set your passkey up."
          }
          autocomplete="one-time-code"
          refusals={refusals}
        />
        <Button>Go on</Button>
      </form>
      {passkeys && (
        <Way action={factorPaths.signInWithPasskey} to={to} held={held}>
          Use a passkey
        </Way>
      )}
      <p>
        Neither at hand? The site operator can remove a lost factor. <a href="/sign-in">Begin again</a>
      </p>
    </Page>
  );
}

/** Signing in with a passkey: the page whose script asks the browser for it. */
export function PasskeyView({
  frame,
  script,
  to,
  held,
  options,
  refusals,
}: {
  frame: Frame;
  script: string;
  to: string;
  held?: Held | undefined;
  options: object;
  refusals: readonly FieldRefusal[];
}) {
  return (
    <Page frame={frame} title="Sign in with a passkey" script={script}>
      <h1>Sign in with a passkey</h1>
      <Refusals refusals={refusals} title="You are not signed in" />
      <form method="post" action={factorPaths.signInWithPasskey}>
        <input type="hidden" name="to" value={to} />
        {held && <Carried held={held} />}
        <PasskeyAsk kind="known" options={options} />
        <Button>Use a passkey</Button>
      </form>
      <p>
        <a href="/sign-in">Sign in another way</a>
      </p>
    </Page>
  );
}

/** What you wrote is still here: read it, and send it. */
export function HeldView({ frame, held, why }: { frame: Frame; held: Held; why?: "second-factor" | undefined }) {
  const written = held.fields.filter(([, value]) => /\s/.test(value.trim()));
  return (
    <Page frame={frame} title="What you wrote is kept">
      <h1>What you wrote is kept</h1>
      {why === "second-factor" ? (
        <p class="lede">
          Nothing was saved yet, because this trust now asks a second factor of your role.{" "}
          <a href={factorPaths.own} target="_blank" rel="noopener">
            Set one up in a new tab
          </a>
          , come back to this one, and send it.
        </p>
      ) : (
        <p class="lede">Nothing was saved yet, because you were signed out when you sent it. Send it now, and it is checked as always.</p>
      )}
      {written.map(([, value]) => (
        <blockquote class="narrative box">{value}</blockquote>
      ))}
      {held.files.length > 0 && (
        <p>
          Files cannot be kept: you will be asked to choose <strong>{held.files.join(", ")}</strong> again.
        </p>
      )}
      <Form action={held.to} token={frame.token ?? ""} files>
        {held.fields.map(([name, value]) => (
          <textarea hidden name={name} readOnly>
            {value}
          </textarea>
        ))}
        <Button>Send it now</Button>
      </Form>
      <p>
        Or <a href={held.to}>open the page anew</a> and leave this.
      </p>
    </Page>
  );
}
