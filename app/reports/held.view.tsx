import { Button, type FieldRefusal, Form, type Frame, Notice, Page, Refusals, TextField } from "../design/house.tsx";
import type { Held } from "../platform/web/posted.ts";

/** What somebody wrote, carried through the question who they are; never the page's own marks. */
const Carried = ({ held }: { held: Held }) => <input type="hidden" name="held" value={JSON.stringify(held)} />;

export function SignInView({
  frame,
  to,
  email,
  held,
  refusals,
}: {
  frame: Frame;
  to: string;
  email?: string;
  held?: Held | undefined;
  refusals: readonly FieldRefusal[];
}) {
  return (
    <Page frame={frame} title={held ? "Sign in to go on" : "Sign in"}>
      <h1>{held ? "Sign in to go on" : "Sign in"}</h1>
      {held && (
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
    </Page>
  );
}

/** What you wrote is still here: read it, and send it. */
export function HeldView({ frame, held }: { frame: Frame; held: Held }) {
  const written = held.fields.filter(([, value]) => /\s/.test(value.trim()));
  return (
    <Page frame={frame} title="What you wrote is kept">
      <h1>What you wrote is kept</h1>
      <p class="lede">Nothing was saved yet, because you were signed out when you sent it. Send it now, and it is checked as always.</p>
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
