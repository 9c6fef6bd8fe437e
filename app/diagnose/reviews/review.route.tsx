import type { Context } from "hono";
import type { FieldRefusal } from "../../design/house.tsx";
import { loadFile } from "../../evidence/index.server.ts";
import { fileNameOf } from "../../evidence/index.ts";
import { sayDay } from "../../language/period.ts";
import { figureChoices } from "../../measures/index.server.ts";
import { frameOf, placeOfAcademy, today, trustUnit } from "../../organisation/index.server.ts";
import { maySeeStanding } from "../../organisation/index.ts";
import { may } from "../../platform/access/access.rules.ts";
import { inOneLook } from "../../platform/database/change.ts";
import { type Asked, allow, formWithEvidence, page, pageWithSendingScript, route } from "../../platform/web/route.tsx";
import { itemChoices } from "../evidence/item-choices.ts";
import { whoAskedFor, whoIsAsked } from "./asked.store.ts";
import { raiseFinding, sayRaiseRefusal } from "./findings/raise-finding.ts";
import { isWritten } from "./life.rules.ts";
import { listBlind } from "./moderation/blind.store.ts";
import { giveBlind, sayGiveBlindRefusal } from "./moderation/give-blind.ts";
import { blindSeen } from "./moderation/moderation.rules.ts";
import { reviewPaths } from "./paths.ts";
import { mayOpenReviews, mayPlan } from "./permissions.rules.ts";
import { sayWriteReplyRefusal, writeReply } from "./reply.ts";
import type { Step } from "./review.rules.ts";
import { isAtHome, placeOfReview, type ReviewPlace } from "./review.store.ts";
import { ReviewView } from "./review.view.tsx";
import { sayTakeStepRefusal } from "./review.words.ts";
import { prefixOf, readRow } from "./row.form.ts";
import { sayRowRefusal } from "./row.rules.ts";
import { seenReview } from "./seen-review.ts";
import { takeStep } from "./take-step.ts";
import { UnseenReviewView } from "./unseen.view.tsx";
import { writeRow } from "./write-row.ts";

type Back = {
  readonly indicator?: string;
  readonly written: Readonly<Record<string, string>>;
  readonly refusals: readonly FieldRefusal[];
  readonly crossed?: boolean;
  readonly isRow?: boolean;
};
const open = allow(mayOpenReviews, placeOfReview);

/** The review as its reader sees it, read anew because an act may have changed it since the guard looked; with what they may choose from to write. */
async function seen(asked: Asked) {
  return inOneLook(asked.db, asked.person, async (look) => {
    const found = await seenReview(look, asked.person, (asked.place as ReviewPlace).review.id);
    if (!found) return undefined;
    const { review } = found.place;
    const writes = isWritten(review.state) && found.rows.some(({ reviewers }) => reviewers.some(({ id }) => id === asked.person.personId));
    const academy = writes && review.urn !== null ? (await placeOfAcademy(look, String(review.urn)))?.academy : undefined;
    const trust = await trustUnit(look);
    const turn = {
      ...{ ...review, regionId: found.place.within.find((unit) => unit !== trust) ?? null },
      ...{ judged: found.work.rows.filter(({ status }) => status === "done").length, of: found.work.rows.length },
    };
    const judges = new Set(found.work.rows.flatMap(({ reviewers }) => reviewers.map(({ id }) => id)));
    const [figures, items, blind, asking, waitsFor] = await Promise.all([
      academy ? figureChoices(look, academy) : [],
      // Who has only a task here chooses among what they brought to it.
      writes && may(maySeeStanding, asked.person, found.place) ? itemChoices(look, review.unitId, asked.person) : [],
      review.kind === "moderation" ? listBlind(look, review.id) : [],
      whoAskedFor(look, review.id),
      whoIsAsked(look, turn, judges, trust),
    ]);
    return { ...found, figures, items, blind, asking, waitsFor, day: today(look) };
  });
}

async function show(c: Context, asked: Asked, back?: Back) {
  const found = await seen(asked);
  if (!found) return showUnseen(c, asked);
  const { place, work, actor, sight, rows, findings, evidence, figures, items, blind, asking, waitsFor, day } = found;
  const { review, edition } = place;
  const slug = asked.trust.slug;
  const chosen = new Map(
    evidence.flatMap(({ id, kind, title, dated }) =>
      kind === "closed" ? [] : [[id, `${title} (${kind === "value" ? "figure" : kind}, ${sayDay(dated)})`] as const],
    ),
  );
  const choices = [...[...chosen].map(([value, text]) => ({ value, text })), ...items.filter(({ value }) => !chosen.has(value))];
  const isMine = (reviewers: readonly { id: string }[]) => reviewers.some(({ id }) => id === asked.person.personId);
  const script = isWritten(review.state) && rows.some(({ reviewers }) => isMine(reviewers)) ? asked.house.draftsScript : undefined;
  const view = (
    <ReviewView
      frame={frameOf(asked, "reviews")}
      script={script}
      {...{ slug, review, edition, rows, sight, actor }}
      work={{ ...work, evidence }}
      findings={findings}
      asking={asking}
      waitsFor={waitsFor}
      today={day}
      token={asked.session.formToken}
      mayAssign={actor.parts.has("lead") || mayPlan(review.kind, asked.person, place)}
      mayRaise={(row) => isWritten(review.state) && (isMine(row.reviewers) || actor.parts.has("lead"))}
      formOf={(row) =>
        isWritten(review.state) && isMine(row.reviewers)
          ? {
              action: reviewPaths.row(slug, review.id, row.indicator),
              token: asked.session.formToken,
              account: asked.session.account.id,
              editionId: edition.id,
              figures,
              items: choices.filter(({ value }) => !evidence.some((piece) => piece.id === value && piece.indicator === row.indicator)),
              written: back?.isRow && back.indicator === row.indicator ? seenAs(back, row) : undefined,
              refusals: back?.isRow && back.indicator === row.indicator ? back.refusals : [],
              asksForNames: edition.content.kind === "assurance",
            }
          : undefined
      }
      blindOf={(row) => {
        const given = blind.filter(({ indicator }) => indicator === row.indicator);
        const seen = blindSeen(
          given.map((one) => ({ ...one, judge: one.judge.id, rank: 0 })),
          asked.person.personId,
        ).map(({ judge }) => judge);
        const mayGive =
          isWritten(review.state) &&
          isMine(row.reviewers) &&
          given.length < 2 &&
          !given.some(({ judge }) => judge.id === asked.person.personId);
        return { given: given.filter(({ judge }) => seen.includes(judge.id)), mayGive, isOpen: given.length === 2 };
      }}
      refusals={back?.refusals ?? []}
      written={back && !back.isRow ? back.written : {}}
      crossed={back?.crossed ? back.indicator : undefined}
    />
  );
  return (script ? pageWithSendingScript : page)(c, view, back ? (back.crossed ? 409 : 422) : 200);
}
/** Who may ask for such a review here is told that it goes on and when they read it, and nothing that is written in it. */
async function showUnseen(c: Context, asked: Asked) {
  const { review, edition } = asked.place as ReviewPlace;
  const known = await inOneLook(asked.db, asked.person, async (look) => {
    const side = await isAtHome(look, review.unitId, asked.person.personId);
    return mayPlan(review.kind, asked.person, asked.place) && review.kind !== "moderation" && !side
      ? whoAskedFor(look, review.id)
      : undefined;
  });
  if (!known) return c.notFound();
  return page(
    c,
    <UnseenReviewView
      frame={frameOf(asked, "reviews")}
      {...{ slug: asked.trust.slug, review, asking: known, framework: edition.content.name }}
    />,
  );
}

/** What its author wrote; when they are shown what was kept meanwhile, they have seen that. */
const seenAs = ({ written, crossed }: Back, row: { indicator: string; version: number }) =>
  crossed ? { ...written, [`${prefixOf(row.indicator)}seen`]: String(row.version) } : written;

export const openReview = route("get", "/:trust/reviews/:review{[0-9a-f-]{36}}", open, (c, asked) => show(c, asked));

const writtenIn = (form: FormData) =>
  Object.fromEntries(
    [...form].flatMap(([name, value]) => (typeof value === "string" && name !== "token" && name !== "once" ? [[name, value]] : [])),
  );
const one = "/:trust/reviews/:review{[0-9a-f-]{36}}";
const ofIndicator = `${one}/indicators/:indicator`;
const to = (asked: Asked, anchor: string) => `${reviewPaths.review(asked.trust.slug, (asked.place as ReviewPlace).review.id)}#${anchor}`;

export const writeReviewRow = route(
  "post",
  ofIndicator,
  open,
  async (c, asked) => {
    if (!(await seen(asked))) return c.notFound();
    const indicator = c.req.param("indicator") ?? "";
    const form = await c.req.formData();
    const back = { indicator, written: writtenIn(form), isRow: true };
    const read = await readRow(form, indicator);
    // A draft that is kept while its author goes on writing is answered in a line.
    const isKeeping = c.req.header("Accept") === "application/json";
    if (!read.ok)
      return isKeeping ? c.json({ text: read.refusals[0]?.text ?? "" }, 422) : show(c, asked, { ...back, refusals: read.refusals });
    const kept = await writeRow(asked.db, asked.person, asked.place as ReviewPlace, read.value);
    if (kept.ok) return isKeeping ? c.json({ version: kept.value }) : c.redirect(to(asked, indicator), 303);
    if (isKeeping) return c.json({ text: sayRowRefusal(kept.refusal) }, kept.refusal.kind === "crossed" ? 409 : 422);
    const refusals = [
      {
        field: `${prefixOf(indicator)}${kept.refusal.kind === "is-it-somebody" ? "namesNobody" : "narrative"}`,
        text: sayRowRefusal(kept.refusal),
      },
    ];
    return show(c, asked, { ...back, refusals, crossed: kept.refusal.kind === "crossed" });
  },
  { upTo: formWithEvidence },
);

export const writeReviewReply = route("post", `${ofIndicator}/reply`, open, async (c, asked) => {
  if (!(await seen(asked))) return c.notFound();
  const indicator = c.req.param("indicator") ?? "";
  const prefix = prefixOf(indicator);
  const form = await c.req.formData();
  const text = (name: string) => String(form.get(`${prefix}${name}`) ?? "");
  const back = { indicator, written: writtenIn(form) };
  const accurate = text("accurate");
  if (accurate !== "yes" && accurate !== "no")
    return show(c, asked, { ...back, refusals: [{ field: `${prefix}accurate`, text: "Say whether it is accurate." }] });
  const reply = accurate === "yes" ? { accurate: true as const } : { accurate: false as const, because: text("because").slice(0, 20_000) };
  const kept = await writeReply(asked.db, asked.person, asked.place as ReviewPlace, {
    ...{ indicator, reply, seen: Number(text("replySeen")) || 0 },
    namesNobody: text("namesNobody") === "yes",
  });
  if (kept.ok) return c.redirect(to(asked, indicator), 303);
  const refusals = [{ field: `${prefix}because`, text: sayWriteReplyRefusal(kept.refusal) }];
  const { [`${prefix}replySeen`]: _seen, ...written } = back.written;
  return show(c, asked, {
    ...back,
    written: kept.refusal.kind === "crossed" ? written : back.written,
    refusals,
    crossed: kept.refusal.kind === "crossed",
  });
});

async function step(c: Context, asked: Asked, stepOf: (form: FormData) => Step, field: string) {
  if (!(await seen(asked))) return c.notFound();
  const form = await c.req.formData();
  const place = asked.place as ReviewPlace;
  const taken = await takeStep(asked.db, asked.person, place, Number(form.get("seen")) || 0, stepOf(form));
  if (taken.ok) return c.redirect(reviewPaths.review(asked.trust.slug, place.review.id), 303);
  const refusals = [
    { field: taken.refusal.kind === "no-day-for-reply" ? "replyBy" : field, text: sayTakeStepRefusal(taken.refusal, place.review.kind) },
  ];
  return show(c, asked, { written: writtenIn(form), refusals, crossed: taken.refusal.kind === "crossed" });
}
const text = (form: FormData, name: string) => String(form.get(name) ?? "");
export const stepReview = route("post", `${one}/step`, open, (c, asked) =>
  step(
    c,
    asked,
    (form) => ({ kind: "go-on", to: text(form, "to") as Extract<Step, { kind: "go-on" }>["to"], replyBy: dayIn(text(form, "replyBy")) }),
    "step",
  ),
);
const dayIn = (day: string) => (/^\d{4}-\d{2}-\d{2}$/.test(day) ? day : undefined);
export const sendReviewBack = route("post", `${one}/send-back`, open, (c, asked) =>
  step(c, asked, (form) => ({ kind: "send-back", reason: text(form, "reason").slice(0, 20_000) }), "reason"),
);

export const raiseReviewFinding = route("post", `${ofIndicator}/findings`, open, async (c, asked) => {
  if (!(await seen(asked))) return c.notFound();
  const indicator = c.req.param("indicator") ?? "";
  const prefix = prefixOf(indicator);
  const form = await c.req.formData();
  const of = (name: string) => text(form, `${prefix}${name}`);
  const raised = await raiseFinding(asked.db, asked.person, asked.place as ReviewPlace, {
    indicator,
    kind: of("findingKind"),
    severity: of("findingSeverity"),
    text: of("findingText").slice(0, 20_000),
    namesNobody: of("namesNobody") === "yes",
  });
  if (raised.ok) return c.redirect(to(asked, indicator), 303);
  const { field, text: said } = sayRaiseRefusal(raised.refusal);
  return show(c, asked, { indicator, written: writtenIn(form), refusals: [{ field: `${prefix}${field}`, text: said }] });
});

export const giveBlindJudgement = route("post", `${ofIndicator}/blind`, open, async (c, asked) => {
  if (!(await seen(asked))) return c.notFound();
  const indicator = c.req.param("indicator") ?? "";
  const prefix = prefixOf(indicator);
  const form = await c.req.formData();
  const of = (name: string) => text(form, `${prefix}${name}`);
  const given = await giveBlind(asked.db, asked.person, asked.place as ReviewPlace, {
    ...{ indicator, edition: of("edition"), level: of("blindLevel"), because: of("blindBecause").slice(0, 20_000) },
    namesNobody: of("namesNobody") === "yes",
  });
  if (given.ok) return c.redirect(to(asked, indicator), 303);
  const field = given.refusal.kind === "no-such-level" ? "blindLevel" : "blindBecause";
  const refusals = [{ field: `${prefix}${field}`, text: sayGiveBlindRefusal(given.refusal) }];
  return show(c, asked, { indicator, written: writtenIn(form), refusals });
});

export const openReviewFile = route("get", `${one}/evidence/:item`, open, async (c, asked) => {
  const item = c.req.param("item") ?? "";
  const file = await inOneLook(asked.db, asked.person, async (look) => {
    const found = await seenReview(look, asked.person, (asked.place as ReviewPlace).review.id);
    const shown = found?.evidence.some(({ id, kind }) => id === item && kind === "file");
    return found && shown ? loadFile(look, found.place.unitId, item) : undefined;
  });
  if (!file) return c.notFound();
  return c.body(new Uint8Array(file.bytes), 200, {
    "Content-Type": file.mediaType,
    "Content-Disposition": `attachment; filename*=UTF-8''${encodeURIComponent(fileNameOf(file.title, file.mediaType)).replaceAll("'", "%27")}`,
  });
});

export const reviewRoutes = [
  openReview,
  writeReviewRow,
  writeReviewReply,
  stepReview,
  sendReviewBack,
  raiseReviewFinding,
  giveBlindJudgement,
  openReviewFile,
];
