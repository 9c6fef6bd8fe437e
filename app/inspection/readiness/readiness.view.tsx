import {
  Button,
  Checkboxes,
  type FieldRefusal,
  Form,
  type Frame,
  Page,
  Radios,
  Refusals,
  Select,
  TextArea,
  TextField,
} from "../../design/house.tsx";
import type { EvidenceOfUnit } from "../../evidence/index.server.ts";
import { daysFrom, sayAge, sayDay } from "../../language/period.ts";
import { paths } from "../paths.ts";
import type { CheckState, Point, Standing, Tally } from "./readiness.rules.ts";
import type { CheckedRow } from "./readiness.store.ts";
import { sayTally, stateWords } from "./readiness-words.rules.ts";

type Academy = { readonly urn: number; readonly name: string };
const marks: Readonly<Record<CheckState, string>> = { ready: "✓", "not-ready": "✕", "not-checked": "–" };
const tones: Readonly<Record<CheckState, string>> = { ready: "met", "not-ready": "not-met", "not-checked": "cannot-say" };

/** A state by sign and word; one whose check is too old says so. */
export const StateMark = ({ state, stale }: { state: CheckState; stale: boolean }) => (
  <strong class={`state standing-${stale ? "cannot-say" : tones[state]}`}>
    <span aria-hidden="true">{stale ? "↻" : marks[state]}</span> {stateWords[state]}
    {stale && ", check again"}
  </strong>
);

/** Is this academy ready for the call, point by point? */
export function ReadinessView(asked: {
  frame: Frame;
  slug: string;
  academy: Academy;
  standing: readonly Standing[];
  tally: Tally;
  from: { source: string; dated: string };
}) {
  const { frame, slug, academy, standing, tally, from } = asked;
  return (
    <Page frame={frame} title={`Readiness: ${academy.name}`} wide>
      <p>
        <a href={paths.academy(slug, academy.urn)}>{academy.name}</a>
      </p>
      <h1>Ready for the call?</h1>
      <p>
        <strong>{sayTally(tally)}.</strong> A point is ready when somebody has checked it and said what they saw.
      </p>
      <table class="plain readiness-list">
        <thead>
          <tr>
            <th scope="col">Point</th>
            <th scope="col">State</th>
            <th scope="col">Owner</th>
            <th scope="col">Last check</th>
            <th scope="col">Evidence</th>
          </tr>
        </thead>
        <tbody>
          {standing.map(({ point, checked, state, stale }) => (
            <tr id={point.key}>
              <th scope="row">
                <a href={paths.point(slug, academy.urn, point.key)}>{point.title}</a>
                {point.own && <span class="block soft light">the trust's own</span>}
              </th>
              <td data-label="State">
                <StateMark state={state} stale={stale} />
              </td>
              <td data-label="Owner">
                <span class="line-word">Owner: </span>
                {checked?.owner ?? <span class="soft">nobody yet</span>}
              </td>
              <td data-label="Last check">
                <span class="line-word">Last check: </span>
                {checked?.checkedOn ? (
                  <>
                    {sayDay(checked.checkedOn)}, {checked.checkedBy}
                    <span class="block soft">{checked.seen}</span>
                  </>
                ) : (
                  <span class="soft">never</span>
                )}
              </td>
              <td data-label="Evidence">
                <span class="line-word">Evidence: </span>
                {checked?.evidence.length ? (
                  checked.evidence.length === 1 ? (
                    "1 piece"
                  ) : (
                    `${checked.evidence.length} pieces`
                  )
                ) : (
                  <span class="soft">none</span>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <p class="soft">
        {from.source}; as of {sayDay(from.dated)}. Ofsted asks for no document in a form of its own.
      </p>
    </Page>
  );
}

export type WrittenCheck = {
  readonly owner: string;
  readonly evidence: readonly string[];
  readonly check: string;
  readonly on: string;
  readonly seen: string;
};

export function PointView(asked: {
  frame: Frame;
  slug: string;
  academy: Academy;
  point: Point;
  history: readonly CheckedRow[];
  evidence: readonly EvidenceOfUnit[];
  /** How many linked pieces whoever looks may not open. */
  hidden: number;
  today: string;
  form: { token: string; version: number; owners: readonly { id: string; name: string }[]; written: WrittenCheck } | undefined;
  refusals: readonly FieldRefusal[];
  crossed: boolean;
}) {
  const { frame, slug, academy, point, history, evidence, hidden, today, form, refusals, crossed } = asked;
  const [current] = history;
  const linked = evidence.filter(({ id }) => current?.evidence.includes(id));
  const age = current?.checkedOn ? daysFrom(current.checkedOn, today) : undefined;
  const owners = form?.owners ?? [];
  const gone =
    current?.ownerId && !owners.some(({ id }) => id === current.ownerId)
      ? [{ value: current.ownerId, text: `${current.owner} (holds no role now)` }]
      : [];
  return (
    <Page frame={frame} title={`${refusals.length ? "Error: " : ""}${point.title}: ${academy.name}`}>
      <p>
        <a href={paths.readiness(slug, academy.urn)}>Readiness of {academy.name}</a>
      </p>
      <h1>{point.title}</h1>
      <p class="lede">{point.what}</p>
      <Refusals refusals={refusals} />
      <section class="box" aria-labelledby="stands">
        <h2 id="stands">{crossed ? "What stands now" : "How it stands"}</h2>
        <p>
          <StateMark state={current?.state ?? "not-checked"} stale={age !== undefined && age > point.freshForDays} />
        </p>
        {current?.checkedOn ? (
          <p>
            {sayDay(current.checkedOn)}, {current.checkedBy}: {current.seen}{" "}
            {age !== undefined && age > point.freshForDays && <strong>That was {sayAge(age)} ago: check it again.</strong>}
          </p>
        ) : (
          <p>Nobody has checked it yet.</p>
        )}
        <p class="soft">
          Owner: {current?.owner ?? "nobody yet"}. To be checked every {point.freshForDays} days.
        </p>
        {(linked.length > 0 || hidden > 0) && (
          <ul class="govuk-list govuk-list--bullet">
            {linked.map(({ id, kind, title, dated }) => (
              <li>
                {kind === "file" ? <a href={`/${slug}/diagnose/${academy.urn}/evidence/${id}`}>{title}</a> : title}, {sayDay(dated)}
              </li>
            ))}
            {hidden > 0 && <li>{hidden === 1 ? "One restricted piece" : `${hidden} restricted pieces`}, not yours to open</li>}
          </ul>
        )}
      </section>
      {form && (
        <>
          <h2>Check it, or say whose it is</h2>
          <Form action={paths.point(slug, academy.urn, point.key)} token={form.token}>
            <input type="hidden" name="version" value={String(form.version)} />
            <Radios
              name="check"
              label="What did you find?"
              options={[
                { value: "ready", text: "Ready" },
                { value: "not-ready", text: "Not ready" },
                { value: "none", text: "I have not checked it now", hint: "Only the owner or the evidence changes." },
              ]}
              value={form.written.check || "none"}
              refusals={refusals}
            />
            <TextArea
              name="seen"
              label="What did you see?"
              hint="A sentence. No names of pupils or families, and no cases."
              rows={3}
              value={form.written.seen}
              refusals={refusals}
            />
            <TextField name="on" type="date" label="On which day?" value={form.written.on} refusals={refusals} />
            <Select
              name="owner"
              label="Who owns it?"
              options={[{ value: "", text: "Nobody yet" }, ...owners.map(({ id, name }) => ({ value: id, text: name })), ...gone]}
              value={form.written.owner}
              refusals={refusals}
            />
            {evidence.length > 0 && (
              <details open={refusals.some(({ field }) => field === "evidence")}>
                <summary>
                  Evidence ({form.written.evidence.filter((id) => evidence.some((piece) => piece.id === id)).length} chosen)
                </summary>
                <Checkboxes
                  name="evidence"
                  label="Which evidence does it rest on?"
                  hint="The newest that is kept about this academy. More is added with a judgement."
                  options={evidence.map(({ id, title, dated, sensitivity }) => ({
                    value: id,
                    text: `${title}, ${sayDay(dated)}${sensitivity === "restricted" ? " (restricted)" : ""}`,
                  }))}
                  values={new Set(form.written.evidence)}
                  refusals={refusals}
                />
              </details>
            )}
            <Button>Save</Button>
          </Form>
        </>
      )}
      {history.length > 0 && (
        <>
          <h2>History</h2>
          <table class="plain">
            <thead>
              <tr>
                <th scope="col">Kept</th>
                <th scope="col">State and owner</th>
                <th scope="col">Check</th>
              </tr>
            </thead>
            <tbody>
              {history.map((row) => (
                <tr>
                  <th scope="row">
                    {sayDay(row.setOn)}
                    {row.setBy ? `, ${row.setBy}` : ""}
                  </th>
                  <td data-label="State and owner">
                    {stateWords[row.state]}; {row.owner ?? "no owner"}; evidence: {row.evidence.length}
                  </td>
                  <td data-label="Check">{row.checkedOn ? `${sayDay(row.checkedOn)}, ${row.checkedBy}: ${row.seen}` : ""}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </>
      )}
    </Page>
  );
}
