import { Button, type FieldRefusal, Form, type Frame, Page, Radios, Refusals, Select, TextArea, TextField } from "../../design/house.tsx";
import { sayDay, sayMoment } from "../../language/period.ts";
import { frameworks } from "../content.ts";
import { frameworkOn } from "../frameworks/framework.rules.ts";
import { paths } from "../paths.ts";
import type { Entry } from "./log.rules.ts";
import type { LogRow } from "./log.store.ts";

type Academy = { readonly urn: number; readonly name: string };
const sayKind = ({ kind, begins }: Pick<LogRow, "kind" | "begins">) =>
  frameworkOn(frameworks, begins)?.kinds.find(({ key }) => key === kind)?.name ?? kind;
const kindsNow = (frameworks.frameworks.at(-1)?.kinds ?? []).map(({ key, name }) => ({ value: key, text: name }));
const timeOf = (at: string) => Temporal.Instant.from(at).toZonedDateTimeISO("Europe/London");

/** Has Ofsted called? The log begins with the call. */
export function LogsView(asked: {
  frame: Frame;
  slug: string;
  academy: Academy;
  token: string;
  logs: readonly LogRow[];
  written: Readonly<Record<string, string>>;
  refusals: readonly FieldRefusal[];
}) {
  const { frame, slug, academy, token, logs, written, refusals } = asked;
  const open = logs.find(({ closedAt }) => closedAt === null);
  return (
    <Page frame={frame} title={`${refusals.length ? "Error: " : ""}Log: ${academy.name}`}>
      <p>
        <a href={paths.academy(slug, academy.urn)}>{academy.name}</a>
      </p>
      <h1>Logs of inspections</h1>
      <Refusals refusals={refusals} />
      {open ? (
        <section class="box box-ask">
          <h2>A log is open</h2>
          <p>
            {sayKind(open)}, from {sayDay(open.begins)}.
          </p>
          <p>
            <a class="govuk-button" href={paths.log(slug, academy.urn, open.id)}>
              Write in the log
            </a>
          </p>
        </section>
      ) : (
        <>
          <h2>Ofsted has called</h2>
          <Form action={paths.logs(slug, academy.urn)} token={token}>
            <Radios name="kind" label="What did they announce?" options={kindsNow} value={written.kind} refusals={refusals} />
            <TextField name="begins" type="date" label="On which day does it begin?" value={written.begins} refusals={refusals} />
            <TextArea
              name="called"
              label="What was said in the call?"
              hint="Who leads, what they ask for beforehand, who is the nominee."
              rows={4}
              value={written.called}
              refusals={refusals}
            />
            <Button>Open the log</Button>
          </Form>
        </>
      )}
      {logs.some(({ closedAt }) => closedAt !== null) && (
        <>
          <h2>Closed</h2>
          <ul class="govuk-list govuk-list--bullet">
            {logs
              .filter(({ closedAt }) => closedAt !== null)
              .map((log) => (
                <li>
                  <a href={paths.log(slug, academy.urn, log.id)}>
                    {sayKind(log)}, {sayDay(log.begins)}
                  </a>
                </li>
              ))}
          </ul>
        </>
      )}
    </Page>
  );
}

export type WrittenEntry = Readonly<Record<"time" | "day" | "who" | "asked" | "shown" | "todo" | "settles", string>>;

/** One short form at the top, and below it everything so far, the newest first. */
export function LogView(asked: {
  frame: Frame;
  slug: string;
  academy: Academy;
  token: string;
  log: LogRow;
  entries: readonly Entry[];
  toDos: readonly Entry[];
  recorded: string | undefined;
  written: WrittenEntry;
  said: string;
  /** Whether what was written must be shown although the log is closed. */
  kept: boolean;
  refusals: readonly FieldRefusal[];
}) {
  const { frame, slug, academy, token, log, entries, toDos, recorded, written, said, kept, refusals } = asked;
  const way = paths.log(slug, academy.urn, log.id);
  const open = log.closedAt === null;
  return (
    <Page frame={frame} title={`${refusals.length ? "Error: " : ""}Log of ${sayDay(log.begins)}: ${academy.name}`}>
      <p class="no-print">
        <a href={paths.academy(slug, academy.urn)}>{academy.name}</a>
      </p>
      <h1>
        {sayKind(log)}, {sayDay(log.begins)}
      </h1>
      <p class="print-only">{academy.name}</p>
      <Refusals refusals={refusals} />
      {!open && <Closed log={log} slug={slug} academy={academy} recorded={recorded} />}
      {(open || kept) && (
        <Form action={way} token={token} class="log-entry">
          <TextArea name="asked" label="What was asked?" rows={2} value={written.asked} refusals={refusals} />
          <TextArea name="shown" label="What was shown or said?" rows={2} value={written.shown} refusals={refusals} />
          <TextField name="todo" label="To do" value={written.todo} refusals={refusals} />
          {toDos.length > 0 && (
            <Select
              name="settles"
              label="Does this settle something?"
              options={[{ value: "", text: "–" }, ...toDos.map(({ id, toDo }) => ({ value: id, text: toDo }))]}
              value={written.settles}
              refusals={refusals}
            />
          )}
          <div class="log-when">
            <TextField name="who" label="With whom?" value={written.who} refusals={refusals} />
            <TextField name="time" label="Time" value={written.time} refusals={refusals} />
            <TextField name="day" type="date" label="Day" value={written.day} refusals={refusals} />
          </div>
          <Button>Write it down</Button>
          <p class="soft">Nothing here can be changed afterwards: write a new entry to put something right. No names of pupils.</p>
        </Form>
      )}
      {toDos.length > 0 && (
        <section class="box" aria-labelledby="to-do">
          <h2 id="to-do">To do</h2>
          <ul class="govuk-list govuk-list--bullet">
            {toDos.map(({ toDo, at }) => (
              <li>
                {toDo} <span class="soft">({timeOf(at).toPlainTime().toString({ smallestUnit: "minute" })})</span>
              </li>
            ))}
          </ul>
        </section>
      )}
      <h2>{open ? "So far" : "What happened"}</h2>
      <Entries log={log} entries={entries} />
      {open && (
        <details open={said !== "" || refusals.some(({ field }) => field === "said")}>
          <summary>Close the log</summary>
          <Form action={`${way}/close`} token={token}>
            <TextArea
              name="said"
              label="What did inspectors say at the end?"
              hint="Provisional until the report is published, and not to be passed on."
              rows={5}
              value={said}
              refusals={refusals}
            />
            <Button secondary>Close the log</Button>
          </Form>
        </details>
      )}
    </Page>
  );
}

function Closed({ log, slug, academy, recorded }: { log: LogRow; slug: string; academy: Academy; recorded: string | undefined }) {
  return (
    <section class="box">
      <h2>Closed{log.closedAt ? ` on ${sayMoment(Temporal.Instant.from(log.closedAt))}` : ""}</h2>
      <p class="narrative">{log.said}</p>
      <p class="soft">{log.closedBy ? `${log.closedBy}. ` : ""}Provisional until the report is published.</p>
      <p class="no-print">
        {recorded ? (
          <a href={paths.byHand(slug, academy.urn, recorded)}>The inspection that was written down from it</a>
        ) : (
          <a href={paths.newByHand(slug, academy.urn, { log: log.id, on: log.begins, kind: log.kind })}>Write it down as an inspection</a>
        )}
      </p>
    </section>
  );
}

function Entries({ log, entries }: { log: LogRow; entries: readonly Entry[] }) {
  const newest = entries.toReversed();
  const toDo = new Map(entries.map((entry) => [entry.id, entry.toDo]));
  return (
    <ol class="log">
      {newest.map((entry) => (
        <li id={entry.id}>
          <p class="log-head">
            <strong>{sayMoment(Temporal.Instant.from(entry.at))}</strong>
            {entry.who && `, with ${entry.who}`}
            <span class="soft"> – {entry.writtenBy ?? "written by somebody who is no longer here"}</span>
          </p>
          {entry.asked && <Line word="Asked" text={entry.asked} />}
          {entry.shown && <Line word="Shown" text={entry.shown} />}
          {entry.toDo && <Line word="To do" text={entry.toDo} />}
          {entry.settles && <Line word="Settles" text={toDo.get(entry.settles) ?? ""} />}
        </li>
      ))}
      <li>
        <p class="log-head">
          <strong>{sayMoment(Temporal.Instant.from(log.openedAt))}</strong>
          <span class="soft"> – {log.openedBy}</span>
        </p>
        <Line word="The call" text={log.called || "The log was opened."} />
      </li>
    </ol>
  );
}
const Line = ({ word, text }: { word: string; text: string }) => (
  <p class="narrative">
    <span class="soft">{word}:</span> {text}
  </p>
);
