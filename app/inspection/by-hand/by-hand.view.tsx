import { Button, Checkbox, type FieldRefusal, Form, type Frame, Page, Refusals, Select, TextArea, TextField } from "../../design/house.tsx";
import { sayDay } from "../../language/period.ts";
import { frameworks } from "../content.ts";
import { type Judges, readWord } from "../frameworks/framework.rules.ts";
import { type Inspection, sayInspection } from "../known/inspection.rules.ts";
import { paths } from "../paths.ts";
import type { WrittenByHand } from "./by-hand.form.ts";
import type { ByHandRow } from "./by-hand.store.ts";

type Academy = { readonly urn: number; readonly name: string };
const kindOptions = [
  { value: "graded", text: "Graded, or full", hint: "It gave grades for the areas of its framework." },
  { value: "ungraded", text: "Ungraded", hint: "Before November 2025: it gave an outcome and no grades." },
  { value: "monitoring", text: "Monitoring" },
  { value: "urgent", text: "Urgent, or focused monitoring" },
];

/** First the day and kind, because they say which framework's words the form then offers. */
function WhichForm({
  action,
  written,
  refusals,
  log,
}: {
  action: string;
  written: WrittenByHand;
  refusals: readonly FieldRefusal[];
  log?: string | undefined;
}) {
  return (
    <form method="get" action={action}>
      {log && <input type="hidden" name="log" value={log} />}
      <TextField name="on" type="date" label="On which day did the inspection begin?" value={written.on} refusals={refusals} />
      <fieldset class="govuk-fieldset govuk-form-group" id="kind">
        <legend class="govuk-fieldset__legend govuk-fieldset__legend--s">What kind of inspection was it?</legend>
        {refusals
          .filter(({ field }) => field === "kind")
          .map(({ text }) => (
            <p class="govuk-error-message">
              <span class="govuk-visually-hidden">Error:</span> {text}
            </p>
          ))}
        <div class="govuk-radios govuk-radios--small">
          {kindOptions.map(({ value, text, hint }) => (
            <div class="govuk-radios__item">
              <input
                class="govuk-radios__input"
                type="radio"
                id={`kind-${value}`}
                name="kind"
                value={value}
                checked={written.kind === value}
                aria-describedby={hint && `kind-${value}-hint`}
              />
              <label class="govuk-label govuk-radios__label" for={`kind-${value}`}>
                {text}
              </label>
              {hint && (
                <div class="govuk-hint govuk-radios__hint" id={`kind-${value}-hint`}>
                  {hint}
                </div>
              )}
            </div>
          ))}
        </div>
      </fieldset>
      <Button>Go on</Button>
    </form>
  );
}

type Asking = {
  readonly judges: Judges;
  readonly inFile: Inspection | undefined;
  readonly written: WrittenByHand;
  readonly refusals: readonly FieldRefusal[];
  readonly token: string;
  readonly action: string;
  readonly again: string;
  readonly version: number;
  readonly button: string;
};
/** What was judged, in the words of the framework of that day and in no other. */
function JudgedForm({ judges, inFile, written, refusals, token, action, again, version, button }: Asking) {
  const none = { value: "", text: "Not judged" };
  return (
    <>
      <p>
        <strong>
          {judges.kind.name}, {sayDay(written.on ?? "")}
        </strong>{" "}
        ({judges.framework.name}). <a href={again}>Another day or kind</a>
      </p>
      {inFile && (
        <section class="box">
          <h2>Ofsted's file has this inspection</h2>
          <p>
            {sayDay(inFile.on)}: {sayInspection(frameworks, inFile)}. There is no need to write it down; if you do, both are shown, with
            what differs named.
          </p>
        </section>
      )}
      <Form action={action} token={token}>
        <input type="hidden" name="version" value={String(version)} />
        <input type="hidden" name="on" value={written.on} />
        <input type="hidden" name="kind" value={written.kind} />
        <input type="hidden" name="log" value={written.log ?? ""} />
        {judges.outcomes.length > 0 && (
          <Select
            name="area-outcome"
            label="Outcome"
            options={[none, ...judges.outcomes.map(({ key, name }) => ({ value: key, text: name }))]}
            value={written["area-outcome"]}
            refusals={refusals}
          />
        )}
        {judges.areas.map(({ key, title, choices, words, where }) => (
          <Select
            name={`area-${key}`}
            label={title}
            {...(where ? { hint: "Where there is any." } : {})}
            options={[
              words === "category" ? { value: "", text: "None" } : none,
              ...choices.map((word) => ({ value: word.key, text: word.name })),
            ]}
            value={written[`area-${key}`]}
            refusals={refusals}
          />
        ))}
        <TextField
          name="published"
          type="date"
          label="When was the report published?"
          hint="Leave it empty until it is: what inspectors said is provisional, and not to be passed on."
          value={written.published}
          refusals={refusals}
        />
        <TextField
          name="link"
          label="Address of the report"
          hint="For example https://reports.ofsted.gov.uk/…"
          value={written.link}
          refusals={refusals}
        />
        <TextArea
          name="note"
          label="Note"
          hint="What the report asks to be done, in short. No names of pupils or families."
          rows={4}
          value={written.note}
          refusals={refusals}
        />
        {inFile && (
          <>
            {refusals.some(({ field }) => field === "beside") && (
              <p class="govuk-error-message">Tick this, or leave it to Ofsted's file.</p>
            )}
            <Checkbox name="beside" label="Show mine beside Ofsted's file" checked={written.beside === "yes"} />
          </>
        )}
        <Button>{button}</Button>
      </Form>
    </>
  );
}

export function ByHandView(asked: {
  frame: Frame;
  slug: string;
  academy: Academy;
  token: string;
  judges: Judges | undefined;
  inFile: Inspection | undefined;
  today: string;
  written: WrittenByHand;
  refusals: readonly FieldRefusal[];
}) {
  const { frame, slug, academy, judges, written, refusals } = asked;
  const action = paths.newByHand(slug, academy.urn);
  const log = written.log || undefined;
  return (
    <Page frame={frame} title={`${refusals.length ? "Error: " : ""}Write an inspection down: ${academy.name}`}>
      <p>
        <a href={paths.academy(slug, academy.urn)}>{academy.name}</a>
      </p>
      <h1>Write an inspection down</h1>
      <Refusals refusals={refusals} />
      {judges ? (
        <JudgedForm
          {...asked}
          judges={judges}
          action={action}
          again={`${paths.newByHand(slug, academy.urn)}${log ? `?log=${log}` : ""}`}
          version={0}
          button="Write it down"
        />
      ) : (
        <WhichForm action={action} written={written} refusals={refusals} log={log} />
      )}
    </Page>
  );
}

export function WrittenView(asked: {
  frame: Frame;
  slug: string;
  academy: Academy;
  history: readonly ByHandRow[];
  today: string;
  form:
    | { token: string; judges: Judges | undefined; inFile: Inspection | undefined; written: WrittenByHand; version: number; reason: string }
    | undefined;
  refusals: readonly FieldRefusal[];
  crossed: boolean;
}) {
  const { frame, slug, academy, history, form, refusals, crossed } = asked;
  const [current] = history;
  if (!current) return null;
  const way = paths.byHand(slug, academy.urn, current.id);
  return (
    <Page frame={frame} title={`${refusals.length ? "Error: " : ""}Inspection of ${sayDay(current.on)}: ${academy.name}`}>
      <p>
        <a href={paths.academy(slug, academy.urn)}>{academy.name}</a>
      </p>
      <h1>Inspection of {sayDay(current.on)}</h1>
      <Refusals refusals={refusals} />
      {crossed && (
        <section class="box">
          <h2>What stands now</h2>
          <p>{sayRow(current)}</p>
        </section>
      )}
      {current.withdrawnBecause !== null && (
        <p>
          It was withdrawn on {sayDay(current.keptOn)}
          {current.keptBy ? ` by ${current.keptBy}` : ""}: {current.withdrawnBecause}
        </p>
      )}
      {form &&
        (form.judges ? (
          <>
            <h2>Correct it</h2>
            <JudgedForm
              {...form}
              judges={form.judges}
              refusals={refusals}
              action={way}
              again={`${way}?on=&kind=`}
              button="Save as the next version"
            />
          </>
        ) : (
          <WhichForm action={way} written={form.written} refusals={refusals} />
        ))}
      {form && (
        <>
          <h2>Withdraw it</h2>
          <p>Where it did not take place, or not here. It stays in the history.</p>
          <Form action={paths.withdraw(slug, academy.urn, current.id)} token={form.token}>
            <input type="hidden" name="version" value={String(current.version)} />
            <TextField name="reason" label="Why is it withdrawn?" value={form.reason} refusals={refusals} />
            <Button secondary>Withdraw it</Button>
          </Form>
        </>
      )}
      <h2>History</h2>
      <table class="plain">
        <thead>
          <tr>
            <th scope="col">Kept</th>
            <th scope="col">What it said</th>
          </tr>
        </thead>
        <tbody>
          {history.map((row) => (
            <tr>
              <th scope="row">
                {sayDay(row.keptOn)}
                {row.keptBy ? `, ${row.keptBy}` : ""}
              </th>
              <td data-label="What it said">{row.withdrawnBecause === null ? sayRow(row) : `Withdrawn: ${row.withdrawnBecause}`}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Page>
  );
}

/** One version in a line: every word it held. */
function sayRow(row: ByHandRow): string {
  const framework = frameworks.frameworks.find(({ key }) => key === row.framework);
  if (!framework) return row.framework;
  const areas = [{ key: "outcome", title: "Outcome" }, ...framework.areas].flatMap(({ key, title }) => {
    const word = row.outcomes[key];
    return word === undefined ? [] : [`${title}: ${readWord(frameworks, framework, row.kind, key, word).name.toLowerCase()}`];
  });
  const kind = framework.kinds.find(({ key }) => key === row.kind)?.name ?? row.kind;
  return [
    `${kind}, ${sayDay(row.on)}`,
    ...areas,
    row.published ? `published ${sayDay(row.published)}` : "not published",
    row.note ?? "",
    row.link ?? "",
  ]
    .filter(Boolean)
    .join("; ");
}
