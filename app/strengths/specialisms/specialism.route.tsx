import type { Context } from "hono";
import type { FieldRefusal } from "../../design/house.tsx";
import { secludedEvidence } from "../../diagnose/index.server.ts";
import { mayJudgeHere } from "../../diagnose/index.ts";
import { offeredEvidence } from "../../evidence/index.server.ts";
import { sayKind } from "../../evidence/index.ts";
import { editionInUse } from "../../frameworks/index.server.ts";
import { sayDay } from "../../language/period.ts";
import { frameOf, listMeetings, placeOfAcademy, today } from "../../organisation/index.server.ts";
import { mayOpenTrust, maySeeStanding } from "../../organisation/index.ts";
import { may } from "../../platform/access/access.rules.ts";
import { inOneLook, type Look } from "../../platform/database/change.ts";
import { type Asked, allow, page, route } from "../../platform/web/route.tsx";
import { paths } from "../paths.ts";
import { mayAward } from "../permissions.rules.ts";
import { type AcademyPlace, placeOfSpecialism, type SpecialismPlace, titlesFor } from "../place.ts";
import { subjectName } from "../subjects.ts";
import { award, renew, withdrawSpecialism } from "./decide-specialism.ts";
import { kinds, reaches, type SpecialismRefusal, type StepDraft, saySpecialismRefusal, testKeys } from "./specialism.rules.ts";
import type { StepRow } from "./specialism.store.ts";
import { AwardView, SpecialismView, type Written } from "./specialism.view.tsx";

const writtenIn = (form: FormData): Written =>
  Object.fromEntries([...form].flatMap(([name, value]) => (typeof value === "string" ? [[name, value.trim()]] : [])));
const stepOf = (written: Written): StepDraft => ({
  ...{ decidedOn: written.decidedOn ?? "", reviewBy: written.reviewBy ?? "", meeting: written.meeting ?? "" },
  tested: Object.fromEntries(
    testKeys.map((test) => [
      test,
      { says: written[`${test}-says`] ?? "", items: [written[`${test}-item`] ?? "", written[`${test}-more`] ?? ""] },
    ]),
  ) as unknown as StepDraft["tested"],
});
const writtenOf = (step: StepRow, day: string): Written =>
  Object.fromEntries([
    ["decidedOn", day],
    ...step.tested.flatMap(({ test, says, items }) => {
      const standing = items.filter(({ withdrawnOn }) => withdrawnOn === null);
      return [
        [`${test}-says`, says],
        [`${test}-item`, standing[0]?.id ?? ""],
        [`${test}-more`, standing[1]?.id ?? ""],
      ];
    }),
  ]);

function fieldOf(refusal: SpecialismRefusal): string {
  switch (refusal.kind) {
    case "test-lacks-words":
      return `${refusal.test}-says`;
    case "test-lacks-evidence":
    case "no-such-evidence":
    case "evidence-withdrawn":
      return `${refusal.test}-item`;
    case "no-such-kind":
    case "held-already":
      return "kind";
    case "nothing-named":
    case "no-such-subject":
      return "subject";
    case "no-such-indicator":
      return "indicator";
    case "no-such-reach":
      return "reach";
    case "no-decided-day":
    case "decided-to-come":
    case "other-day":
    case "crossed":
    case "not-held":
      return "decidedOn";
    case "no-such-meeting":
      return "meeting";
    case "no-review-day":
    case "review-too-far":
      return "reviewBy";
    case "reason-needed":
      return "reason";
  }
}
const said = (refusal: SpecialismRefusal, asked: Asked): FieldRefusal[] => [
  { field: fieldOf(refusal), text: saySpecialismRefusal(refusal, asked.words) },
];
const statusOf = ({ kind }: SpecialismRefusal) => (kind === "crossed" || kind === "not-held" || kind === "held-already" ? 409 : 422);

async function choicesFor(look: Look, asked: Asked, beside: readonly { id: string; title: string; withdrawnOn: string | null }[] = []) {
  const [meetings, secluded, day] = [
    await listMeetings(look),
    await secludedEvidence(look, asked.person.personId, asked.place.unitId),
    today(look),
  ];
  const offered = await offeredEvidence(look, asked.place.unitId, secluded);
  const older = beside.filter(({ id, withdrawnOn }) => withdrawnOn === null && !offered.some((one) => one.id === id));
  return {
    evidence: [
      ...offered.map(({ id, title, kind, dated }) => ({ value: id, text: `${title} (${sayKind(kind)}, ${sayDay(dated)})` })),
      ...older.map(({ id, title }) => ({ value: id, text: title })),
    ],
    meetings: meetings
      .filter(({ heldOn }) => heldOn <= day)
      .map(({ id, body, heldOn }) => ({ value: id, text: `${body}, ${sayDay(heldOn)}` })),
    day,
  };
}

const awarding = allow(mayAward, (look, params) => placeOfAcademy(look, params.urn));
async function showAward(c: Context, asked: Asked, back?: { written: Written; refusal: SpecialismRefusal }) {
  const { academy } = asked.place as AcademyPlace;
  const { evidence, meetings, day, indicators } = await inOneLook(asked.db, asked.person, async (look) => ({
    ...(await choicesFor(look, asked)),
    indicators: ((await editionInUse(look, today(look)))?.content.indicators ?? []).map(({ key, title }) => ({ value: key, text: title })),
  }));
  const form = {
    ...{ token: asked.session.formToken, evidence, meetings },
    written: back?.written ?? { kind: "specialism", reach: "trust", decidedOn: day },
    refusals: back ? said(back.refusal, asked) : [],
  };
  const where = { frame: frameOf(asked, "strengths"), slug: asked.trust.slug, urn: academy.urn, academy: academy.name };
  return page(c, <AwardView {...where} indicators={indicators} words={asked.words} form={form} />, back ? statusOf(back.refusal) : 200);
}
export const openAward = route("get", "/:trust/strengths/:urn{[0-9]{6}}/award", awarding, (c, asked) => showAward(c, asked));
export const makeAward = route("post", "/:trust/strengths/:urn{[0-9]{6}}/award", awarding, async (c, asked) => {
  const written = writtenIn(await c.req.formData());
  const what = { kind: written.kind ?? "", subject: written.subject ?? "", indicator: written.indicator ?? "", reach: written.reach ?? "" };
  const made = await award(asked.db, asked.person, asked.place, { ...what, ...stepOf(written) });
  return made.ok
    ? c.redirect(paths.specialism(asked.trust.slug, made.value), 303)
    : showAward(c, asked, { written, refusal: made.refusal });
});

type Back = { written: Written; refusal: SpecialismRefusal; withdrawing?: string };
async function show(c: Context, asked: Asked, back?: Back) {
  const mayDecide = may(mayAward, asked.person, asked.place);
  const { place, titles, choices } = await inOneLook(asked.db, asked.person, async (look) => {
    const place = (await placeOfSpecialism(look, c.req.param() as Record<string, string>)) ?? (asked.place as SpecialismPlace);
    const last = place.specialism.steps.at(-1);
    const beside = last?.tested.flatMap(({ items }) => items) ?? [];
    return { place, titles: await titlesFor(look, []), choices: await choicesFor(look, asked, mayDecide ? beside : []) };
  });
  const { id, kind, subject, lineage, reach, steps } = place.specialism;
  const last = steps.at(-1) ?? steps[0];
  const { evidence, meetings, day } = choices;
  const written = back && back.withdrawing === undefined ? back.written : writtenOf(last, day);
  return page(
    c,
    <SpecialismView
      frame={frameOf(asked, "strengths")}
      slug={asked.trust.slug}
      id={id}
      urn={place.academy.urn}
      academy={place.academy.name}
      title={`${kinds[kind]}: ${[subjectName(subject), lineage && titles.ofLineage(lineage)].filter(Boolean).join(", ")}`}
      reach={reaches[reach]}
      steps={steps}
      today={day}
      words={asked.words}
      opens={{ evidence: may(maySeeStanding, asked.person, place), restricted: may(mayJudgeHere, asked.person, place) }}
      form={
        mayDecide
          ? { token: asked.session.formToken, evidence, meetings, written, refusals: back ? said(back.refusal, asked) : [] }
          : undefined
      }
      withdrawing={back?.withdrawing}
    />,
    back ? statusOf(back.refusal) : 200,
  );
}

const one = "/:trust/strengths/specialisms/:specialism{[0-9a-f-]{36}}";
const seenIn = (asked: Asked, written: Written) => {
  const number = Number(written.number);
  return {
    id: (asked.place as SpecialismPlace).specialism.id,
    number: Number.isSafeInteger(number) && number > 0 && number < 30_000 ? number : 0,
  };
};
export const openSpecialism = route("get", one, allow(mayOpenTrust, placeOfSpecialism), (c, asked) => show(c, asked));
export const renewSpecialism = route("post", `${one}/renew`, allow(mayAward, placeOfSpecialism), async (c, asked) => {
  const written = writtenIn(await c.req.formData());
  const seen = seenIn(asked, written);
  const done = await renew(asked.db, asked.person, asked.place, seen, stepOf(written));
  return done.ok ? c.redirect(paths.specialism(asked.trust.slug, seen.id), 303) : show(c, asked, { written, refusal: done.refusal });
});
export const endSpecialism = route("post", `${one}/withdraw`, allow(mayAward, placeOfSpecialism), async (c, asked) => {
  const written = writtenIn(await c.req.formData());
  const seen = seenIn(asked, written);
  const done = await withdrawSpecialism(asked.db, asked.person, asked.place, seen, written.reason ?? "");
  if (done.ok) return c.redirect(paths.specialism(asked.trust.slug, seen.id), 303);
  return show(c, asked, { written, refusal: done.refusal, withdrawing: written.reason ?? "" });
});
