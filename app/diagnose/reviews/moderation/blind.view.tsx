import { Button, Checkbox, type FieldRefusal, Form, LevelMark, Radios, TextArea } from "../../../design/house.tsx";
import { byRank, type EditionContent, type Indicator, levelOf } from "../../../frameworks/index.ts";
import { sayDay } from "../../../language/period.ts";
import { prefixOf } from "../row.form.ts";
import type { BlindRow } from "./blind.store.ts";

/** What two people say of one indicator without having seen each other's: only when both have is either shown to the other. */
export function BlindPart({
  indicator,
  edition,
  given,
  form,
}: {
  indicator: Indicator;
  edition: EditionContent;
  /** Those the reader may see. */
  given: readonly BlindRow[];
  form:
    | {
        readonly action: string;
        readonly token: string;
        readonly editionId: string;
        readonly written: Readonly<Record<string, string>>;
        readonly refusals: readonly FieldRefusal[];
        readonly asksForNames: boolean;
      }
    | undefined;
}) {
  const prefix = prefixOf(indicator.key);
  const rank = (level: string) => byRank(edition).findIndex(({ key }) => key === level);
  const [one, other] = given;
  const apart = one && other ? Math.abs(rank(one.level) - rank(other.level)) : undefined;
  return (
    <div class="blind">
      <h4>Judged blind</h4>
      {given.map((row) => (
        <div>
          <p>
            <LevelMark rank={levelOf(edition, row.level)?.rank} of={edition.levels.length} />{" "}
            <strong>
              {row.judge.name}: {levelOf(edition, row.level)?.name ?? row.level}
            </strong>{" "}
            <span class="soft">on {sayDay(row.on)}</span>
          </p>
          <p class="narrative">{row.because}</p>
        </div>
      ))}
      {given.length === 1 && <p class="soft">The other judgement is shown when both are given.</p>}
      {given.length === 0 && !form && <p class="soft">What is given blind is shown when two people have judged.</p>}
      {apart !== undefined && (
        <p>
          {apart === 0
            ? "They agree. Write what you agree as the outcome."
            : `They are ${apart === 1 ? "one level" : `${apart} levels`} apart. Talk, then write what you agree as the outcome.`}
        </p>
      )}
      {form && (
        <Form action={form.action} token={form.token}>
          <input type="hidden" name={`${prefix}edition`} value={form.editionId} />
          <Radios
            name={`${prefix}blindLevel`}
            label="Which describes it best?"
            value={form.written[`${prefix}blindLevel`]}
            refusals={form.refusals}
            options={byRank(edition).map((level) => ({ value: level.key, text: level.name, hint: indicator.descriptors[level.key] }))}
          />
          <TextArea
            name={`${prefix}blindBecause`}
            label="Why do you see it so?"
            hint="It cannot be changed afterwards: that is what makes it blind."
            rows={3}
            value={form.written[`${prefix}blindBecause`]}
            refusals={form.refusals}
          />
          {form.asksForNames && <Checkbox name={`${prefix}namesNobody`} label="What I wrote names nobody" checked={false} />}
          <Button>Give my judgement</Button>
        </Form>
      )}
    </div>
  );
}
