import type { Context } from "hono";
import type { FieldRefusal } from "../../../design/house.tsx";
import { frameOf, placeOfTrust, today } from "../../../organisation/index.server.ts";
import { mayOpenTrust, maySeeStanding } from "../../../organisation/index.ts";
import { may } from "../../../platform/access/access.rules.ts";
import { inOneLook, type Look } from "../../../platform/database/change.ts";
import { type Asked, allow, page, route } from "../../../platform/web/route.tsx";
import { itemChoices } from "../../evidence/item-choices.ts";
import { mayJudgeHere } from "../../judgements/judgement.rules.ts";
import { listReviews } from "../list.store.ts";
import { findingsIn } from "../may-see.ts";
import { reviewPaths } from "../paths.ts";
import { mayOpenReviews } from "../permissions.rules.ts";
import { candidates, placeOfReview, type ReviewPlace, unitsToReview } from "../review.store.ts";
import { seenReview } from "../seen-review.ts";
import { type ActRefusal, answerFinding, closeFinding, escalateFinding, sayActRefusal } from "./act-on-finding.ts";
import { mayClose } from "./finding.rules.ts";
import { type FindingRow, listFindings } from "./finding.store.ts";
import { FindingPage, FindingsPage } from "./findings.view.tsx";

type FindingPlace = ReviewPlace & { readonly finding: FindingRow };
/** A finding lies where its review lies; who does not see the review's findings does not see it. */
const placeOfFinding = async (look: Look, params: Record<string, string>): Promise<FindingPlace | undefined> => {
  const [finding] = await listFindings(look, { id: params.finding ?? "" });
  const place = finding && (await placeOfReview(look, { review: finding.reviewId }));
  return place && finding && { ...place, finding };
};
const open = allow(mayOpenReviews, placeOfFinding);

const seesFinding = async (look: Look, asked: Asked, { review, finding }: FindingPlace) =>
  (await seenReview(look, asked.person, review.id))?.findings.some(({ id }) => id === finding.id) === true;

export const openFindings = route("get", "/:trust/findings", allow(mayOpenTrust, placeOfTrust), async (c, asked) => {
  const { findings, day } = await inOneLook(asked.db, asked.person, async (look) => {
    const units = (await unitsToReview(look)).filter(({ id, within }) =>
      may(maySeeStanding, asked.person, { trustId: look.trustId, unitId: id, within }),
    );
    const found = await listFindings(look, { units: units.map(({ id }) => id), open: true });
    const reviews = await listReviews(look, asked.person.personId, { ids: [...new Set(found.map(({ reviewId }) => reviewId))] });
    return { findings: findingsIn(reviews, found, asked.person, asked.place.unitId), day: today(look) };
  });
  return page(c, <FindingsPage frame={frameOf(asked, "reviews")} slug={asked.trust.slug} findings={findings} today={day} />);
});

async function show(c: Context, asked: Asked, back?: { written: Readonly<Record<string, string>>; refusals: readonly FieldRefusal[] }) {
  const found = await inOneLook(asked.db, asked.person, async (look) => {
    const place = await placeOfFinding(look, { finding: (asked.place as FindingPlace).finding.id });
    if (!place || !(await seesFinding(look, asked, place))) return undefined;
    const mayAct = may(mayJudgeHere, asked.person, place);
    const [people, items] = mayAct
      ? await Promise.all([candidates(look, place.unitId), itemChoices(look, place.unitId, asked.person)])
      : [[], []];
    return { place, mayAct, people, items, day: today(look) };
  });
  if (!found) return c.notFound();
  const { place, mayAct, people, items, day } = found;
  const view = (
    <FindingPage
      frame={frameOf(asked, "reviews")}
      slug={asked.trust.slug}
      finding={place.finding}
      indicator={place.edition.content.indicators.find(({ key }) => key === place.finding.indicator)?.title ?? place.finding.indicator}
      today={day}
      form={
        mayAct
          ? {
              mayClose: mayClose(place.finding, asked.person.personId),
              token: asked.session.formToken,
              people: people.map(({ id, name }) => ({ value: id, text: name })),
              items,
              written: back?.written ?? {},
              refusals: back?.refusals ?? [],
            }
          : undefined
      }
    />
  );
  return page(c, view, back ? 422 : 200);
}

const one = "/:trust/findings/:finding{[0-9a-f-]{36}}";
export const openFinding = route("get", one, open, (c, asked) => show(c, asked));

type Act = (asked: Asked, id: string, form: FormData) => Promise<{ ok: true } | { ok: false; refusal: ActRefusal }>;
async function act(c: Context, asked: Asked, field: string, work: Act) {
  const place = asked.place as FindingPlace;
  const sees = await inOneLook(asked.db, asked.person, (look) => seesFinding(look, asked, place));
  if (!sees || !may(mayJudgeHere, asked.person, place)) return c.notFound();
  const form = await c.req.formData();
  const done = await work(asked, place.finding.id, form);
  if (done.ok) return c.redirect(reviewPaths.oneFinding(asked.trust.slug, place.finding.id), 303);
  const written = Object.fromEntries([...form].flatMap(([name, value]) => (typeof value === "string" ? [[name, value]] : [])));
  return show(c, asked, { written, refusals: [{ field, text: sayActRefusal(done.refusal) }] });
}
const text = (form: FormData, name: string) => String(form.get(name) ?? "").slice(0, 20_000);
const dayIn = (day: string) => (/^\d{4}-\d{2}-\d{2}$/.test(day) ? day : undefined);

export const answerOne = route("post", `${one}/answer`, open, (c, asked) =>
  act(c, asked, "answer", (asked, id, form) =>
    answerFinding(asked.db, asked.person, id, { text: text(form, "answer"), ownerId: text(form, "owner"), due: dayIn(text(form, "due")) }),
  ),
);
export const closeOne = route("post", `${one}/close`, open, (c, asked) =>
  act(c, asked, "seen", (asked, id, form) =>
    closeFinding(asked.db, asked.person, id, {
      on: dayIn(text(form, "on")) ?? "9999-12-31",
      evidence: form.getAll("evidence").map(String).slice(0, 50),
      seen: text(form, "seen"),
    }),
  ),
);
export const escalateOne = route("post", `${one}/escalate`, open, (c, asked) =>
  act(c, asked, "to", (asked, id, form) =>
    escalateFinding(asked.db, asked.person, id, {
      to: text(form, "to").slice(0, 200),
      steps: text(form, "steps").split("\n").slice(0, 50),
    }),
  ),
);
export const findingRoutes = [openFindings, openFinding, answerOne, closeOne, escalateOne];
