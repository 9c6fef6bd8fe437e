import {
  Button,
  Checkbox,
  type FieldRefusal,
  Form,
  type Frame,
  LevelMark,
  type Option,
  Page,
  Radios,
  Refusals,
  TextArea,
} from "../design/house.tsx";
import { type EditionContent, highestLevel, type Indicator, indicatorOf, isStale, levelOf } from "../frameworks/index.ts";
import { sayDay } from "../language/period.ts";
import { sayHalfTerm } from "../language/school-year.ts";
import type { Words } from "../language/words.ts";
import { roleName } from "../organisation/index.ts";
import { ageOf } from "./academy.view.tsx";
import { type Changes, CoverageSaid, EvidenceList } from "./evidence/evidence-list.view.tsx";
import { type Contradiction, contradictionsOf, sayContradiction } from "./judgements/contradictions.rules.ts";
import { EvidenceFields } from "./judgements/evidence-fields.view.tsx";
import { evidenceRows } from "./judgements/judgement.form.ts";
import { type Perspective, sayPerspective } from "./judgements/judgement.rules.ts";
import type { EvidenceRow, JudgementRow } from "./judgements/judgement.store.ts";
import { paths } from "./paths.ts";

/** What somebody had written, to be shown again when it was refused: nothing is lost. */
export type Written = Readonly<Record<string, string>>;
type Asked = {
  frame: Frame;
  slug: string;
  urn: number;
  academy: string;
  edition: EditionContent;
  number: number;
  /** What each edition said, by its number: a judgement is read by the edition it was made on. */
  editions: ReadonlyMap<number, EditionContent>;
  /** Set where the edition in use has this indicator no more; with what somebody had written for it. */
  ended?: { written: Written | undefined; refusals: readonly FieldRefusal[] } | undefined;
  indicator: Indicator;
  history: readonly JudgementRow[];
  evidence: readonly EvidenceRow[];
  changes: Changes;
  today: string;
  words: Words;
  form?:
    | {
        perspective: Perspective;
        /** The academy's figures that may be evidence. */
        figures: readonly Option[];
        /** The evidence about it that a judgement may rest on. */
        offered: readonly Option[];
        edition: string;
        replacing: string | undefined;
        written: Written;
        refusals: readonly FieldRefusal[];
        crossed?: JudgementRow | undefined;
        token: string;
      }
    | undefined;
};

/** What do we say of this indicator here, on what evidence, and since when? */
export function IndicatorView(asked: Asked) {
  const { frame, slug, urn, academy, edition, number, editions, ended, indicator, history, evidence, changes, today, words, form } = asked;
  const levelIn = (row: JudgementRow) => levelOf(editions.get(row.edition) ?? edition, row.level)?.name ?? row.level;
  const replaced = new Set(history.map((row) => row.replaces));
  const current = (perspective: Perspective) => history.find((row) => row.perspective === perspective && !replaced.has(row.id));
  const behind = (row: JudgementRow) => evidence.filter((piece) => piece.judgementId === row.id);
  const say = (row: JudgementRow) => (
    <section class="box">
      <h2>
        <LevelMark rank={levelOf(edition, row.level)?.rank} />{" "}
        {row.perspective === "trust" ? "The trust's judgement" : `The ${words.academy}'s own`}: {levelIn(row)}
      </h2>
      {row.edition !== number && (
        <p>
          Carried over from edition {row.edition}, judged on {sayDay(row.judgedOn)}
          {levelIn(row) === levelOf(edition, row.level)?.name
            ? "."
            : `; it counts as “${levelOf(edition, row.level)?.name}” in edition ${number}.`}
        </p>
      )}
      <p class="soft">
        {row.direction}, {row.confidence} confidence{row.canShare ? ", can be shared" : ""} · {row.judgedBy} on {sayDay(row.judgedOn)},{" "}
        {ageOf(row.judgedOn, today)} ago
        {isStale(edition, row.judgedOn, today) ? " – stale: judge again" : ""}
      </p>
      <p class="narrative">{row.narrative}</p>
      {row === current("trust") && <Against found={contradictionsOf(edition, row, current("self"), behind(row), today)} />}
      <h3>What it rests on</h3>
      <CoverageSaid edition={edition} pieces={behind(row)} today={today} />
      <EvidenceList pieces={behind(row)} slug={slug} urn={urn} today={today} changes={changes} />
    </section>
  );
  const [trusts, selfs] = [current("trust"), current("self")];
  return (
    <Page frame={frame} title={`${form && form.refusals.length > 0 ? "Error: " : ""}${indicator.title}: ${academy}`}>
      <p>
        <a href={paths.academy(slug, urn)}>{academy}</a>
      </p>
      <h1>
        {indicator.ordinal} {indicator.title}
      </h1>
      <Refusals refusals={form?.refusals ?? ended?.refusals ?? []} />
      {ended && <Ended number={number} written={ended.written} />}
      {form?.crossed && (
        <section class="box">
          <h2>What {form.crossed.judgedBy} recorded while you were writing</h2>
          <div class="two-texts">
            <div>
              <h3>Theirs: {levelOf(edition, form.crossed.level)?.name}</h3>
              <p class="narrative">{form.crossed.narrative}</p>
            </div>
            <div>
              <h3>Yours: {levelOf(edition, form.written.level ?? "")?.name ?? "no level"}</h3>
              <p class="narrative">{form.written.narrative}</p>
            </div>
          </div>
        </section>
      )}
      {trusts ? say(trusts) : <p>The trust has not judged this indicator here{ended ? "" : " yet"}.</p>}
      {selfs && say(selfs)}
      {form && (
        <JudgementForm
          edition={edition}
          indicator={indicator}
          form={form}
          action={paths.indicator(slug, urn, indicator.key)}
          today={today}
        />
      )}
      {history.length > 0 && (
        <section>
          <h2>History</h2>
          <table class="plain">
            <thead>
              <tr>
                <th scope="col">Half-term</th>
                <th scope="col">From</th>
                <th scope="col">Level</th>
                <th scope="col">By</th>
                <th scope="col">Narrative</th>
              </tr>
            </thead>
            <tbody>
              {history.map((row) => (
                <tr>
                  <th scope="row">
                    {sayHalfTerm(row.schoolYear, row.halfTerm)} ({sayDay(row.judgedOn)})
                  </th>
                  <td data-label="From">{sayPerspective[row.perspective]}</td>
                  <td data-label="Level">
                    {levelIn(row)}
                    {row.edition !== number && <OlderWords row={row} content={editions.get(row.edition)} />}
                  </td>
                  <td data-label="By">
                    {row.judgedBy}, {roleName(row.role, words)}
                  </td>
                  <td data-label="Narrative">
                    {row.narrative}
                    <EvidenceList pieces={behind(row)} slug={slug} urn={urn} today={today} changes={changes} />
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      )}
    </Page>
  );
}

/** What speaks against a judgement, before what it rests on. */
function Against({ found }: { found: readonly Contradiction[] }) {
  if (found.length === 0) return <p class="soft">Nothing speaks against it.</p>;
  return (
    <div class="against">
      <h3>What speaks against it</h3>
      <ul class="govuk-list govuk-list--bullet">
        {found.map((one) => (
          <li>{sayContradiction(one, sayDay)}</li>
        ))}
      </ul>
    </div>
  );
}

/** The indicator is of an edition that has closed, and nothing carries it on. */
const Ended = ({ number, written }: { number: number; written: Written | undefined }) => (
  <section class="box">
    <h2>This indicator ended with edition {number}</h2>
    <p>The edition in use has no indicator that carries it on. What was judged stays below; nothing more is judged here.</p>
    {written && (
      <>
        <h3>What you wrote, to copy where it belongs now</h3>
        {Object.entries(written)
          .filter(([name, text]) => /^narrative$|-(title|text)$/.test(name) && text.trim())
          .map(([, text]) => (
            <p class="narrative">{text}</p>
          ))}
      </>
    )}
  </section>
);

/** What the level meant on the edition of that judgement. */
function OlderWords({ row, content }: { row: JudgementRow; content: EditionContent | undefined }) {
  const then = content && indicatorOf(content, row.indicator);
  return (
    <details>
      <summary>on edition {row.edition}</summary>
      <p class="soft">
        {then?.title}: {then?.descriptors[row.level]}
      </p>
    </details>
  );
}

function JudgementForm({
  edition,
  indicator,
  form,
  action,
  today,
}: {
  edition: EditionContent;
  indicator: Indicator;
  form: NonNullable<Asked["form"]>;
  action: string;
  today: string;
}) {
  const { written, refusals } = form;
  return (
    <Form action={action} token={form.token} files>
      <h2>{form.perspective === "trust" ? "Judge it" : "Say how you see it"}</h2>
      <input type="hidden" name="edition" value={form.edition} />
      <input type="hidden" name="replacing" value={form.replacing ?? ""} />
      <Radios
        name="level"
        label="Which describes it best?"
        value={written.level}
        refusals={refusals}
        options={[...edition.levels]
          .sort((a, b) => a.rank - b.rank)
          .map((level) => ({ value: level.key, text: level.name, hint: indicator.descriptors[level.key] }))}
      />
      <Checkbox
        name="canShare"
        label="Others can come and learn from this"
        hint={`Only with “${highestLevel(edition).name}”.`}
        checked={written.canShare === "yes"}
      />
      <Radios
        name="confidence"
        label="How sure are you?"
        inline
        value={written.confidence}
        refusals={refusals}
        options={[
          { value: "low", text: "Low" },
          { value: "medium", text: "Medium" },
          { value: "high", text: "High" },
        ]}
      />
      <Radios
        name="direction"
        label="Which way is it going?"
        inline
        value={written.direction}
        refusals={refusals}
        options={[
          { value: "improving", text: "Improving" },
          { value: "steady", text: "Steady" },
          { value: "declining", text: "Declining" },
        ]}
      />
      <TextArea name="narrative" label="What did you see?" hint="No pupils' names." value={written.narrative} refusals={refusals} />
      <h3>Evidence</h3>
      {Array.from({ length: evidenceRows }, (_, at) => at + 1).map((at) => {
        const field = (part: string) => `evidence-${at}-${part}`;
        return (
          <details open={at === 1 || Boolean(written[field("title")]) || Boolean(written[field("existing")])}>
            <summary>Evidence {at}</summary>
            <EvidenceFields at={at} written={written} refusals={refusals} figures={form.figures} offered={form.offered} today={today} />
          </details>
        );
      })}
      <Button>Record this judgement</Button>
    </Form>
  );
}
