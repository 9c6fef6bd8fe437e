import { Button, Checkbox, type FieldRefusal, Form, Radios, Select, TextArea } from "../../../design/house.tsx";
import { sayDay } from "../../../language/period.ts";
import { reviewPaths } from "../paths.ts";
import { prefixOf } from "../row.form.ts";
import type { FindingRow } from "./finding.store.ts";

const kindWords = { strength: "Strength", improvement: "To improve", concern: "Concern" };

/** Findings as a list: what was found, where, how much it matters and what has come of it. */
export function FindingsRead({
  findings,
  slug,
  indicators,
  withUnit,
}: {
  findings: readonly FindingRow[];
  slug: string;
  indicators: readonly { readonly key: string; readonly title: string }[];
  withUnit?: boolean;
}) {
  return (
    <table class="plain">
      <thead>
        <tr>
          <th scope="col">Found</th>
          {withUnit && <th scope="col">Where</th>}
          <th scope="col">Indicator</th>
          <th scope="col">Kind</th>
          <th scope="col">State</th>
        </tr>
      </thead>
      <tbody>
        {findings.map((finding) => (
          <tr>
            <th scope="row">
              <a href={reviewPaths.oneFinding(slug, finding.id)}>{finding.text}</a>
            </th>
            {withUnit && <td data-label="Where">{finding.unit}</td>}
            <td data-label="Indicator">{indicators.find(({ key }) => key === finding.indicator)?.title ?? finding.indicator}</td>
            <td data-label="Kind">
              {kindWords[finding.kind]}
              {finding.severity && `, ${finding.severity}`}
            </td>
            <td data-label="State">{sayFindingState(finding)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** Where a finding stands, in a few words. */
export function sayFindingState({ kind, closing, answers, escalated, raisedOn }: FindingRow): string {
  if (kind === "strength") return `found on ${sayDay(raisedOn)}`;
  if (closing) return `closed by a check of ${sayDay(closing.on)}`;
  const further = escalated ? `, taken further on ${sayDay(escalated.on)}` : "";
  const last = answers.at(-1);
  return last
    ? `answered by ${last.owner.name}${last.due ? `, due ${sayDay(last.due)}` : ""}${further}`
    : `nothing answers it yet${further}`;
}

export function FindingForm({
  action,
  token,
  indicator,
  written,
  refusals,
  asksForNames,
}: {
  action: string;
  token: string;
  indicator: string;
  written: Readonly<Record<string, string>>;
  refusals: readonly FieldRefusal[];
  asksForNames: boolean;
}) {
  const prefix = prefixOf(indicator);
  const field = (name: string) => ({ name: `${prefix}${name}`, value: written[`${prefix}${name}`], refusals });
  return (
    <details open={refusals.some(({ field }) => field.startsWith(`${prefix}finding`))}>
      <summary>Raise a finding</summary>
      <Form action={action} token={token}>
        <Radios
          {...field("findingKind")}
          label="What is it?"
          inline
          options={[
            { value: "strength", text: "A strength" },
            { value: "improvement", text: "To improve" },
            { value: "concern", text: "A concern" },
          ]}
        />
        <Select
          {...field("findingSeverity")}
          label="How much does it matter?"
          hint="Not for a strength."
          options={[
            { value: "", text: "–" },
            { value: "low", text: "Low" },
            { value: "medium", text: "Medium" },
            { value: "high", text: "High" },
          ]}
        />
        <TextArea {...field("findingText")} label="What was found?" rows={3} />
        {asksForNames && <Checkbox name={`${prefix}namesNobody`} label="What I wrote names nobody" checked={false} />}
        <Button secondary>Raise it</Button>
      </Form>
    </details>
  );
}
