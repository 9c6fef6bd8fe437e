import {
  Button,
  type FieldRefusal,
  Form,
  type Frame,
  LevelMark,
  Notice,
  Page,
  Refusals,
  TextArea,
  TextField,
} from "../../design/house.tsx";
import type { Edition } from "../../frameworks/index.server.ts";
import { type Indicator, levelOf } from "../../frameworks/index.ts";
import { sayDay } from "../../language/period.ts";
import type { FindingRow } from "./findings/finding.store.ts";
import { FindingForm, FindingsRead } from "./findings/finding.view.tsx";
import { isWritten, lifeOf, nextState, type ReviewState, stateToGoBackTo, whoMaySendBack } from "./life.rules.ts";
import type { BlindRow } from "./moderation/blind.store.ts";
import { BlindPart } from "./moderation/blind.view.tsx";
import { reviewPaths } from "./paths.ts";
import { ReplyForm, ReplyRead } from "./reply.view.tsx";
import { type Actor, isAnswerLate, isOwnWork, partFor, whoTakes } from "./review.rules.ts";
import type { Review, RowWords, StepRow, Work, WorkRow } from "./review.store.ts";
import { sayKind, sayPart, sayState, sayStepTo } from "./review.words.ts";
import { EvidenceRead, RowEditor, type RowForm, RowWordsRead } from "./row.view.tsx";
import { evidenceSeen, isBeingChanged, type Sight } from "./sight.rules.ts";

export type ReviewViewAsked = {
  readonly frame: Frame;
  /** The script that keeps drafts, where the reader writes here. */
  readonly script: string | undefined;
  readonly slug: string;
  readonly review: Review;
  readonly edition: Edition;
  readonly work: Work;
  readonly rows: readonly WorkRow[];
  readonly findings: readonly FindingRow[];
  readonly sight: Sight;
  readonly actor: Actor;
  /** The campaign that asks for it, and who asked. */
  readonly asking: { readonly campaign: string | null; readonly askedBy: string } | undefined;
  /** Whom the next step is asked of, by name. */
  readonly waitsFor: readonly string[];
  readonly today: string;
  readonly token: string;
  readonly mayAssign: boolean;
  /** The form of an indicator, where this reader writes it now. */
  readonly formOf: (row: WorkRow) => RowForm | undefined;
  /** What was given blind of an indicator, as its reader may see it; and whether the agreed outcome may be written. */
  readonly blindOf: (row: WorkRow) => { readonly given: readonly BlindRow[]; readonly mayGive: boolean; readonly isOpen: boolean };
  readonly mayRaise: (row: WorkRow) => boolean;
  readonly refusals: readonly FieldRefusal[];
  /** What was sent of a step, an answer or a finding that was refused. */
  readonly written: Readonly<Record<string, string>>;
  /** What somebody else kept meanwhile, of the indicator that crossed. */
  readonly crossed: string | undefined;
};

const statusWords = { "to-do": "To do", "in-progress": "In progress", done: "Judged" };

/** What do we say of this place, by this framework, and what is the next step? */
export function ReviewView(asked: ReviewViewAsked) {
  const { frame, slug, review, edition, rows, sight, actor, refusals, findings } = asked;
  const title = `${sayKind(review.kind)}: ${review.unit}`;
  const { warning } = edition.content;
  const judged = rows.filter(({ status }) => status === "done").length;
  return (
    <Page frame={frame} {...(asked.script ? { script: asked.script } : {})} title={`${refusals.length > 0 ? "Error: " : ""}${title}`}>
      <p>
        <a href={reviewPaths.list(slug)}>Reviews</a>
      </p>
      <h1>{title}</h1>
      <p class="soft">
        By {edition.content.name}, edition {edition.number}
        {review.about && ` · ${review.about}`} · led by {review.lead.name}
        {asked.asking && ` · asked by ${asked.asking.askedBy}${asked.asking.campaign ? ` in “${asked.asking.campaign}”` : ""}`}
        {review.moderator && ` · moderated by ${review.moderator.name}`}
        {review.due && ` · to be agreed by ${sayDay(review.due)}`}
      </p>
      <Refusals refusals={refusals} />
      {warning && <Notice>{warning}</Notice>}
      <Life review={review} steps={asked.work.steps} reasons={sight.words === "working"} />
      {sight.words === "sent" && isBeingChanged({ kind: review.kind, state: review.state, wasSent: review.sendings > 0 }) && (
        <Notice>This is what you were sent. It is being changed, and you will be sent it again.</Notice>
      )}
      <NextStep asked={asked} />
      {rows.length > 1 && (
        <nav aria-label="Indicators">
          <h2>
            {rows.length} indicators{sight.words === "working" ? `, ${judged} judged` : ""}
          </h2>
          <ol class="govuk-list contents">
            {rows.map((row) => {
              const indicator = indicatorIn(asked, row);
              const words = wordsOf(sight, row);
              const level = words?.level ? levelOf(edition.content, words.level) : undefined;
              const reply = sight.replies === "none" ? undefined : asked.work.replies.find((one) => one.indicator === row.indicator)?.reply;
              return (
                <li>
                  <a href={`#${row.indicator}`}>
                    {indicator.ordinal} {indicator.title}
                  </a>
                  <span class="contents-level">
                    {level && (
                      <>
                        <LevelMark rank={level.rank} of={edition.content.levels.length} /> {level.name}
                      </>
                    )}
                  </span>
                  <span class="soft">
                    {[
                      sight.words === "working" && row.status !== "done" && statusWords[row.status],
                      reply && !reply.accurate && "the academy: not accurate",
                    ]
                      .filter(Boolean)
                      .join(" · ")}
                  </span>
                </li>
              );
            })}
          </ol>
        </nav>
      )}
      {rows.map((row) => (
        <Row asked={asked} row={row} />
      ))}
      {sight.findings && findings.length > 0 && (
        <section>
          <h2>Findings</h2>
          <FindingsRead findings={findings} slug={slug} indicators={edition.content.indicators} />
        </section>
      )}
      {asked.mayAssign && isOpenForWriting(review.state) && (
        <p>
          <a href={reviewPaths.assign(slug, review.id)}>Say who judges what</a>
        </p>
      )}
      {sight.words === "working" && (
        <p>
          <a href={reviewPaths.saved(slug, review.id)}>Save it as a file</a>
        </p>
      )}
      {actor.parts.size === 0 && <p class="soft">You read this review because it is agreed and you may see where {review.unit} stands.</p>}
    </Page>
  );
}

const isOpenForWriting = (state: ReviewState) => state === "planned" || isWritten(state);
const indicatorIn = ({ edition }: ReviewViewAsked, row: WorkRow): Indicator =>
  edition.content.indicators.find(({ key }) => key === row.indicator) ?? {
    key: row.indicator,
    ordinal: 0,
    title: row.indicator,
    short: "",
    descriptors: {},
  };

/** What a reader sees of a row: as it stands or as it was sent; nothing where it never was. */
const wordsOf = (sight: Sight, row: WorkRow): RowWords | null => (sight.words === "sent" ? row.sent : row);

/** Every state of the review's life: when each was reached and by whom, and where it is now; why it was sent back is said to who sees the draft. */
function Life({ review, steps, reasons }: { review: Review; steps: readonly StepRow[]; reasons: boolean }) {
  const lastTo = (state: ReviewState) => steps.findLast(({ to }) => to === state);
  const life = lifeOf(review.kind);
  const at = life.indexOf(review.state);
  return (
    <section aria-label="Where the review is">
      <ol class="life">
        {life.map((state, index) => {
          const step = index <= at ? lastTo(state) : undefined;
          return (
            <li
              class={index < at ? "life-past" : index === at ? "life-now" : "life-ahead"}
              aria-current={index === at ? "step" : undefined}
            >
              <span class="life-state">{sayState(review.kind, state)}</span>
              <span class="soft">
                {state === "planned" && index <= at ? sayDay(review.plannedOn) : step ? `${step.by}, ${sayDay(step.on)}` : ""}
              </span>
            </li>
          );
        })}
      </ol>
      {reasons && steps.some(({ reason }) => reason) && (
        <details>
          <summary>Sent back for changes</summary>
          <ul class="govuk-list govuk-list--bullet">
            {steps
              .filter(({ reason }) => reason)
              .map((step) => (
                <li>
                  {step.by}, {sayPart(step.as)}, on {sayDay(step.on)}: <span class="narrative">{step.reason}</span>
                </li>
              ))}
          </ul>
        </details>
      )}
    </section>
  );
}

function NextStep({ asked }: { asked: ReviewViewAsked }) {
  const { review, actor, slug, token, refusals, written, today } = asked;
  const next = nextState(review.kind, review.state);
  if (!next) return <p>The review is closed, and stays as it was agreed.</p>;
  const who = whoTakes(review.kind, next, isAnswerLate(next, review.replyBy, today));
  const facts = {
    lead: review.lead.id,
    indicators: asked.work.rows.map(({ reviewers }) => ({ reviewers: reviewers.map(({ id }) => id) })),
  };
  const isOwn = isOwnWork(facts, actor.personId, next);
  const isMine = partFor(review.kind, actor.parts, who, next) !== undefined && !isOwn;
  const backTo = stateToGoBackTo(review.state);
  const back = backTo && partFor(review.kind, actor.parts, whoMaySendBack(review.kind, review.state), backTo);
  const either = (names: readonly string[]) => new Intl.ListFormat("en-GB", { type: "disjunction" }).format(names);
  const others = asked.waitsFor.length > 0 ? either(asked.waitsFor) : either(who.map(sayPart));
  const hidden = (
    <>
      <input type="hidden" name="seen" value={String(review.version)} />
      <input type="hidden" name="to" value={next} />
    </>
  );
  return (
    <section class="box box-ask" id="step">
      <h2>Next: {sayStepTo(review.kind, next)}</h2>
      {review.replyBy && review.state === "sent" && <p>The answer is asked for by {sayDay(review.replyBy)}.</p>}
      {isMine ? (
        <Form action={reviewPaths.step(slug, review.id)} token={token}>
          {hidden}
          {next === "sent" && (
            <TextField
              name="replyBy"
              label={review.kind === "self-evaluation" ? "The trust looks at it by" : "The academy answers by"}
              type="date"
              value={written.replyBy ?? ""}
              refusals={refusals}
            />
          )}
          <Button>{sayStepTo(review.kind, next)}</Button>
        </Form>
      ) : (
        <p class="soft">
          {isOwn && "You led this review or judged in it, so somebody else decides. "}This step is for {others}.
        </p>
      )}
      {back && (
        <details open={refusals.some(({ field }) => field === "reason")}>
          <summary>Ask for changes</summary>
          <Form action={reviewPaths.sendBack(slug, review.id)} token={token}>
            <input type="hidden" name="seen" value={String(review.version)} />
            <TextArea name="reason" label="What should be changed?" rows={3} value={written.reason} refusals={refusals} />
            <Button secondary>Send it back</Button>
          </Form>
        </details>
      )}
    </section>
  );
}

function Row({ asked, row }: { asked: ReviewViewAsked; row: WorkRow }) {
  const { edition, review, sight, work, slug, token, refusals, written, crossed } = asked;
  const indicator = indicatorIn(asked, row);
  const blind = review.kind === "moderation" ? asked.blindOf(row) : undefined;
  const form = blind && !blind.isOpen ? undefined : asked.formOf(row);
  const words = wordsOf(sight, row);
  const behind = evidenceSeen(sight, row, work.evidence);
  const reply = work.replies.find((one) => one.indicator === row.indicator);
  const judges = new Intl.ListFormat("en-GB").format(row.reviewers.map(({ name }) => name));
  const answers =
    asked.actor.parts.has("academy") && review.state === "sent" && review.kind !== "self-evaluation" && review.kind !== "moderation";
  const fileAt = (item: string) => reviewPaths.file(slug, review.id, item);
  return (
    <section class="box review-row" id={row.indicator}>
      <h3>
        {indicator.ordinal} {indicator.title}
      </h3>
      <p class="soft">
        {sight.words === "working" && row.status !== "done"
          ? `${statusWords[row.status]} · ${judges ? `for ${judges} to judge` : "nobody judges it yet"}`
          : `Judged by ${judges}`}
        {row.lastLevel && ` · last time: ${row.lastLevel}`}
        {row.writtenBy && row.writtenOn && sight.words === "working" && ` · written by ${row.writtenBy.name} on ${sayDay(row.writtenOn)}`}
      </p>
      {crossed === row.indicator && (
        <div class="two-texts">
          <div>
            <h4>Kept meanwhile by {row.writtenBy?.name ?? "somebody else"}</h4>
            <RowWordsRead words={row} edition={edition.content} evidence={undefined} fileAt={fileAt} />
          </div>
          <p>Yours is in the form. Send it again to put it in the place of theirs.</p>
        </div>
      )}
      {blind && (
        <BlindPart
          indicator={indicator}
          edition={edition.content}
          given={blind.given}
          form={
            blind.mayGive
              ? {
                  ...{ action: reviewPaths.blind(slug, review.id, row.indicator), token, editionId: edition.id, written, refusals },
                  asksForNames: edition.content.kind === "assurance",
                }
              : undefined
          }
        />
      )}
      {form ? (
        <>
          {behind.length > 0 && <EvidenceRead evidence={behind} fileAt={fileAt} />}
          <details open={form.written !== undefined || (row.status !== "done" && asked.rows.length === 1)}>
            <summary>{row.status === "to-do" ? "Judge it" : row.status === "done" ? "Judge it again" : "Go on writing"}</summary>
            <RowEditor row={row} indicator={indicator} edition={edition.content} today={asked.today} form={form} />
          </details>
          {row.status !== "to-do" && <RowWordsRead words={row} edition={edition.content} evidence={undefined} fileAt={fileAt} />}
        </>
      ) : (
        words && <RowWordsRead words={words} edition={edition.content} evidence={behind} fileAt={fileAt} />
      )}
      {answers ? (
        <ReplyForm
          action={reviewPaths.reply(slug, review.id, row.indicator)}
          token={token}
          indicator={row.indicator}
          reply={reply}
          written={written}
          refusals={refusals}
          asksForNames={edition.content.kind === "assurance"}
        />
      ) : (
        sight.replies !== "none" && review.sendings > 0 && <ReplyRead reply={reply} state={review.state} />
      )}
      {asked.mayRaise(row) && (
        <FindingForm
          action={reviewPaths.finding(slug, review.id, row.indicator)}
          token={token}
          indicator={row.indicator}
          written={written}
          refusals={refusals}
          asksForNames={edition.content.kind === "assurance"}
        />
      )}
    </section>
  );
}
