import { Button, type FieldRefusal, Form, type Frame, Notice, Page, Refusals, TextField } from "../design/house.tsx";
import { QrCode } from "../design/qr-code.tsx";
import { sayMoment } from "../language/period.ts";
import { factorPaths } from "./account.paths.ts";
import { PasskeyAsk } from "./passkey.view.tsx";

const moment = (date: Date) => sayMoment(Temporal.Instant.fromEpochMilliseconds(date.getTime()));
type Shared = { frame: Frame; token: string; to: string; refusals: readonly FieldRefusal[] };
const Bound = ({ to }: { to: string }) => (to === "/" ? null : <input type="hidden" name="to" value={to} />);
const Remove = ({ what }: { what: string }) => (
  <button class="govuk-button govuk-button--secondary" type="submit">
    Remove
    <span class="govuk-visually-hidden"> {what}</span>
  </button>
);

export type FactorsProps = Shared & {
  done: string | undefined;
  app: boolean;
  appPossible: boolean;
  recoveryCodes: number;
  passkeys: readonly { readonly id: string; readonly name: string; readonly madeAt: Date; readonly usedAt: Date | null }[];
  providers: readonly { readonly slug: string; readonly label: string }[];
  identities: readonly { readonly id: string; readonly label: string; readonly linkedAt: Date; readonly usedAt: Date | null }[];
};

/** With what do you show that it is you? */
export function FactorsView({ frame, token, to, refusals, done, ...has }: FactorsProps) {
  const some = has.app || has.passkeys.length > 0;
  const leads = to !== "/";
  return (
    <Page frame={frame} title="How you sign in">
      <h1>How you sign in</h1>
      <p class="lede">
        {some
          ? "Your account asks for more than a password: it stays yours when somebody learns that."
          : "With a password alone, whoever learns it is you. A second factor changes that."}
      </p>
      {leads && !some && (
        <Notice>
          <p>The page you asked for opens to your role only with a second factor. Set one up here; it takes two minutes.</p>
        </Notice>
      )}
      {leads && some && (
        <Notice>
          <p>
            You have a second factor. <a href={to}>Go on to the page you asked for</a>
          </p>
        </Notice>
      )}
      {done && (
        <Notice>
          <p>{done}</p>
        </Notice>
      )}
      <Refusals refusals={refusals} />
      <h2>Codes from an app</h2>
      {has.app && (
        <p>
          Your authenticator app is asked for its code after your password. <a href={factorPaths.removeApp}>Remove the app</a>
        </p>
      )}
      {!has.app && has.appPossible && (
        <>
          <p>An authenticator app on your phone shows a new code every 30 seconds. It needs no signal, and any such app will do.</p>
          <Form action={factorPaths.app()} token={token}>
            <Bound to={to} />
            <Button secondary={some}>Set up an app</Button>
          </Form>
        </>
      )}
      {!has.app && !has.appPossible && (
        <p>This site has no secret to keep codes safe with, so no app can be set up. The site operator sets EDDYSTONE_SECRET.</p>
      )}
      <h2>Passkeys</h2>
      <p>
        A passkey is kept by your phone, computer or security key and opens with your fingerprint, face or PIN. It needs no password and no
        code.
      </p>
      {has.passkeys.length > 0 && (
        <ul class="roles">
          {has.passkeys.map((passkey) => (
            <li>
              <strong class="break">{passkey.name}</strong>
              <div class="soft">
                Added on {moment(passkey.madeAt)}, {passkey.usedAt ? `last used on ${moment(passkey.usedAt)}` : "not used yet"}
              </div>
              <Form action={factorPaths.removePasskey(passkey.id)} token={token}>
                <Remove what={`the passkey ${passkey.name}`} />
              </Form>
            </li>
          ))}
        </ul>
      )}
      <p>
        <a href={factorPaths.newPasskey(to)}>Add a passkey</a>
      </p>
      {some && (
        <>
          <h2>Recovery codes</h2>
          <p>
            {has.recoveryCodes === 0
              ? "You have none left."
              : has.recoveryCodes === 1
                ? "You have one left."
                : `You have ${has.recoveryCodes} left.`}{" "}
            Each opens your account once, with your password, when neither app nor passkey is at hand.
          </p>
          <Form action={factorPaths.recoveryCodes} token={token}>
            <Button secondary>Make ten new ones</Button>
          </Form>
        </>
      )}
      {(has.providers.length > 0 || has.identities.length > 0) && (
        <>
          <h2>Accounts elsewhere</h2>
          <p>Link an account of another service, and sign in here with it. An equal address alone links nothing.</p>
          {has.identities.length > 0 && (
            <ul class="roles">
              {has.identities.map((identity) => (
                <li>
                  <strong>{identity.label}</strong>
                  <div class="soft">
                    Linked on {moment(identity.linkedAt)}, {identity.usedAt ? `last used on ${moment(identity.usedAt)}` : "not used yet"}
                  </div>
                  <Form action={factorPaths.removeIdentity(identity.id)} token={token}>
                    <Remove what={`the link to ${identity.label}`} />
                  </Form>
                </li>
              ))}
            </ul>
          )}
          <div class="acts">
            {has.providers.map(({ slug, label }) => (
              <Form action={factorPaths.link(slug)} token={token}>
                <Button secondary>Link {label}</Button>
              </Form>
            ))}
          </div>
        </>
      )}
      <p>
        <a href="/account">Your account</a>
      </p>
    </Page>
  );
}

/** The secret for an authenticator app, as a picture and as text, and the first code of it. */
export function SetUpAppView({ frame, token, to, refusals, secret, address }: Shared & { secret: string; address: string }) {
  return (
    <Page frame={frame} title="Set up an app">
      <h1>Set up an app</h1>
      <Refusals refusals={refusals} title="The app is not set up yet" />
      <ol class="govuk-list govuk-list--number">
        <li>Open your authenticator app and add an account.</li>
        <li>Let it read this picture, or type the key under it.</li>
        <li>Type the code it shows.</li>
      </ol>
      <QrCode text={address} label="The key for your authenticator app, as a picture. It stands as text below." />
      <p>
        Key: <strong class="break">{secret.match(/.{4}/g)?.join(" ")}</strong>
      </p>
      <Form action={factorPaths.confirmApp} token={token} class="narrow">
        <Bound to={to} />
        <TextField name="code" label="Code" hint="Six digits" autocomplete="one-time-code" refusals={refusals} />
        <Button>Use this app</Button>
      </Form>
      <p>
        <a href={factorPaths.own}>Leave it</a>
      </p>
    </Page>
  );
}

/** Ten codes, shown this once. */
export function RecoveryCodesView({ frame, codes, to, done }: { frame: Frame; codes: readonly string[]; to: string; done: string }) {
  return (
    <Page frame={frame} title="Your recovery codes">
      <h1>Your recovery codes</h1>
      <Notice>
        <p>{done}</p>
      </Notice>
      <p>
        Print them or write them down, and keep them where you keep what matters. They are shown only now. Each opens your account once,
        with your password, when neither app nor passkey is at hand.
      </p>
      <ol class="codes">
        {codes.map((code) => (
          <li>{code}</li>
        ))}
      </ol>
      <p>
        <a class="govuk-button" href={to === "/" ? factorPaths.own : to}>
          I have kept them: go on
        </a>
      </p>
    </Page>
  );
}

/** Taking the app away needs both factors once more. */
export function RemoveAppView({ frame, token, email, refusals }: Omit<Shared, "to"> & { email: string }) {
  return (
    <Page frame={frame} title="Remove the app">
      <h1>Remove the app</h1>
      <p class="lede">Its codes are no longer asked for. Every other session of yours ends.</p>
      <Refusals refusals={refusals} title="The app was not removed" />
      <Form action={factorPaths.removeApp} token={token} class="narrow">
        <input type="hidden" name="username" autocomplete="username" value={email} />
        <TextField name="password" label="Password" type="password" autocomplete="current-password" refusals={refusals} />
        <TextField
          name="code"
          label="Code"
          hint="A new one from the app, or a recovery code"
          autocomplete="one-time-code"
          refusals={refusals}
        />
        <Button>Remove the app</Button>
      </Form>
      <p>
        <a href={factorPaths.own}>Keep it</a>
      </p>
    </Page>
  );
}

export function NewPasskeyView({
  frame,
  token,
  to,
  refusals,
  name,
  script,
  options,
}: Shared & { name: string; script: string; options: object }) {
  return (
    <Page frame={frame} title="Add a passkey" script={script}>
      <h1>Add a passkey</h1>
      <Refusals refusals={refusals} title="The passkey was not added" />
      <Form action={factorPaths.passkeys} token={token} class="narrow">
        <Bound to={to} />
        <TextField
          name="name"
          label="What will you know it by?"
          hint="For example: school laptop, or the blue key"
          value={name}
          refusals={refusals}
        />
        <PasskeyAsk kind="new" options={options} />
        <Button>Add a passkey</Button>
      </Form>
      <p>
        <a href={factorPaths.own}>Leave it</a>
      </p>
    </Page>
  );
}
