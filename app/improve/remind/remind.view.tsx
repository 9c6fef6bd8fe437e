import { Button, type FieldRefusal, Form, type Frame, Page, Radios, Refusals } from "../../design/house.tsx";
import { sayDay } from "../../language/period.ts";
import { keptForDays } from "../../platform/mail/mail.rules.ts";
import { paths } from "../paths.ts";
import { weekdays } from "./remind.rules.ts";

const states = {
  waiting: "Waits to be sent",
  taken: "On its way",
  sent: "Sent",
  refused: "Refused by the mail server: ask your administrator whether your address is right",
  stale: "Not sent: no mail server took it in time",
} as const;
const options = [
  ...weekdays.map((name, at) => ({ value: String(at + 1), text: `Every ${name}` })),
  { value: "never", text: "Never", hint: "You are still told what is due, a week and a day before, on its day and when it is overdue." },
];
/** What was chosen, as it stands in the form. */
export const sayChoice = (chosen: string): string => options.find(({ value }) => value === chosen)?.text ?? "never";

/** What is somebody told by mail, and what were they told? */
export function RemindersView(asked: {
  frame: Frame;
  slug: string;
  token: string;
  chosen: string;
  seen: number;
  mails: readonly {
    readonly id: string;
    readonly day: string;
    readonly subject: string;
    readonly body: string;
    readonly state: keyof typeof states;
  }[];
  refusals: readonly FieldRefusal[];
}) {
  const { frame, slug, token, chosen, seen, mails, refusals } = asked;
  return (
    <Page frame={frame} title={`${refusals.length ? "Error: " : ""}Reminders by mail`}>
      <p>
        <a href={paths.myWork(slug)}>My work</a>
      </p>
      <h1>Reminders by mail</h1>
      <Refusals refusals={refusals} />
      <p>
        You get one mail on a day at most. It says what is near its day: a week before, on the working day before, on the day, and once when
        it is overdue. On weekends and bank holidays of England and Wales you get none: what falls on them is told on the last working day
        before. School holidays count as working days, because days are set in them on purpose. Mails are kept here for {keptForDays} days.
      </p>
      <p>
        Once a week it says everything that you have to do. Where the day you choose is a bank holiday, it comes on the next working day of
        that week, or on the last before it.
      </p>
      <Form action={paths.reminders(slug)} token={token}>
        <input type="hidden" name="choices" value={String(seen)} />
        <Radios
          name="weekday"
          label="On which day are you told everything that you have to do?"
          options={options}
          value={chosen}
          refusals={refusals}
        />
        <Button>Save</Button>
      </Form>
      <h2>What you were told</h2>
      {mails.length === 0 ? (
        <p>Nothing yet.</p>
      ) : (
        mails.map(({ id, day, subject, body, state }) => (
          <details id={id}>
            <summary>
              {sayDay(day)}: {subject}
            </summary>
            <p class="soft">{states[state]}.</p>
            <p class="narrative">{body}</p>
          </details>
        ))
      )}
    </Page>
  );
}
