import type { Context } from "hono";
import type { FieldRefusal } from "../../design/house.tsx";
import { wayToIndicator } from "../../diagnose/index.server.ts";
import { sayDay } from "../../language/period.ts";
import { listOwners } from "../../measures/index.server.ts";
import { frameOf, placeOfAcademy, today } from "../../organisation/index.server.ts";
import { mayOpenTrust, maySeeStanding } from "../../organisation/index.ts";
import { may } from "../../platform/access/access.rules.ts";
import { inOneLook, type Look } from "../../platform/database/change.ts";
import { type Asked, allow, page, route } from "../../platform/web/route.tsx";
import { paths } from "../paths.ts";
import { mayOffer } from "../permissions.rules.ts";
import { type AcademyPlace, type OfferPlace, placeOfOffer, titlesFor } from "../place.ts";
import { type OfferDraft, type OfferRefusal, sayOfferRefusal, standingOn } from "./offer.rules.ts";
import { type OfferRow, shareableOf } from "./offer.store.ts";
import { NewOfferView, OfferView } from "./offer.view.tsx";
import { setOffer, withdrawOffer } from "./set-offer.ts";

const offering = allow(mayOffer, (look, params) => placeOfAcademy(look, params.urn));
const names = ["judgement", "subject", "phase", "person", "says", "from", "until"] as const;
function readOffer(form: FormData): { written: OfferDraft; version: number; reason: string } {
  const text = (name: string) => String(form.get(name) ?? "").trim();
  const version = Number(text("version"));
  return {
    written: Object.fromEntries(names.map((name) => [name, text(name)])) as OfferDraft,
    version: Number.isSafeInteger(version) && version > 0 && version < 100_000 ? version : 0,
    reason: text("reason"),
  };
}
const fieldOf = ({ kind }: OfferRefusal): string => {
  switch (kind) {
    case "no-such-subject":
      return "subject";
    case "no-such-phase":
      return "phase";
    case "no-such-person":
      return "person";
    case "no-first-day":
      return "from";
    case "no-last-day":
    case "ends-before-begins":
      return "until";
    case "reason-needed":
      return "reason";
    case "nothing-to-share":
    case "no-such-judgement":
      return "judgement";
    case "words-needed":
    case "crossed":
    case "withdrawn-already":
      return "says";
  }
};
const said = (refusal: OfferRefusal, asked: Asked): FieldRefusal[] => [
  { field: fieldOf(refusal), text: sayOfferRefusal(refusal, asked.words) },
];
const statusOf = ({ kind }: OfferRefusal) => (kind === "crossed" || kind === "withdrawn-already" ? 409 : 422);

async function choicesFor(look: Look, unitId: string) {
  const [shareable, people] = [await shareableOf(look, unitId), await listOwners(look)];
  const { ofOffer } = await titlesFor(look, shareable);
  return {
    strengths: shareable.map((one) => ({ value: one.id, text: `${ofOffer(one)}, judged on ${sayDay(one.judgedOn)}` })),
    people: people.map(({ id, name }) => ({ value: id, text: name })),
  };
}

async function showNew(c: Context, asked: Asked, back?: { written: OfferDraft; refusal: OfferRefusal }) {
  const { academy } = asked.place as AcademyPlace;
  const { day, ...choices } = await inOneLook(asked.db, asked.person, async (look) => ({
    ...(await choicesFor(look, asked.place.unitId)),
    day: today(look),
  }));
  const phase = /primary/i.test(academy.phase)
    ? "primary"
    : /secondary/i.test(academy.phase)
      ? "secondary"
      : /16/.test(academy.phase)
        ? "post-16"
        : "all";
  const blank = { judgement: choices.strengths[0]?.value ?? "", subject: "", phase, person: "", says: "", from: day, until: "" };
  const form = {
    ...choices,
    token: asked.session.formToken,
    written: back?.written ?? blank,
    refusals: back ? said(back.refusal, asked) : [],
  };
  const where = { frame: frameOf(asked, "strengths"), slug: asked.trust.slug, urn: academy.urn, academy: academy.name };
  return page(c, <NewOfferView {...where} {...form} />, back ? 422 : 200);
}

export const openNewOffer = route("get", "/:trust/strengths/:urn{[0-9]{6}}/offer", offering, (c, asked) => showNew(c, asked));
export const makeOffer = route("post", "/:trust/strengths/:urn{[0-9]{6}}/offer", offering, async (c, asked) => {
  const { written } = readOffer(await c.req.formData());
  const made = await setOffer(asked.db, asked.person, asked.place, written);
  return made.ok ? c.redirect(paths.offer(asked.trust.slug, made.value), 303) : showNew(c, asked, { written, refusal: made.refusal });
});

type Back = { written: OfferDraft; refusal: OfferRefusal; withdrawing: boolean; reason: string };
const writtenOf = (offer: OfferRow): OfferDraft => ({
  ...{ judgement: offer.judgementId, subject: offer.subject ?? "", phase: offer.phase, person: offer.personId ?? "" },
  ...{ says: offer.says, from: offer.from, until: offer.until ?? "" },
});

async function show(c: Context, asked: Asked, back?: Back) {
  const mayChange = may(mayOffer, asked.person, asked.place);
  const found = await inOneLook(asked.db, asked.person, async (look) => {
    const place = (await placeOfOffer(look, c.req.param() as Record<string, string>)) ?? (asked.place as OfferPlace);
    const titles = await titlesFor(look, place.history);
    return { place, titles, choices: mayChange ? await choicesFor(look, place.unitId) : undefined, day: today(look) };
  });
  const { place, titles, choices, day } = found;
  const [offer] = place.history;
  const content = titles.edition?.id === offer.editionId ? titles.edition.content : undefined;
  const crossed = back?.refusal.kind === "crossed";
  return page(
    c,
    <OfferView
      frame={frameOf(asked, "strengths")}
      slug={asked.trust.slug}
      urn={place.academy.urn}
      academy={place.academy.name}
      history={place.history}
      titleOf={titles.ofOffer}
      standing={standingOn(offer, day)}
      judgementAt={
        may(maySeeStanding, asked.person, asked.place)
          ? wayToIndicator(asked.trust.slug, place.academy.urn, content, offer.indicator)
          : undefined
      }
      theirs={crossed && !back?.withdrawing ? back?.written : undefined}
      reason={back?.reason}
      withdrawing={back?.withdrawing ?? false}
      form={
        choices && {
          ...choices,
          token: asked.session.formToken,
          version: offer.version,
          written: back && !back.withdrawing ? back.written : writtenOf(offer),
          refusals: back ? said(back.refusal, asked) : [],
        }
      }
    />,
    back ? statusOf(back.refusal) : 200,
  );
}

const one = "/:trust/strengths/offers/:offer{[0-9a-f-]{36}}";
export const openOffer = route("get", one, allow(mayOpenTrust, placeOfOffer), (c, asked) => show(c, asked));
export const changeOffer = route("post", one, allow(mayOffer, placeOfOffer), async (c, asked) => {
  const { written, version } = readOffer(await c.req.formData());
  const { id } = (asked.place as OfferPlace).history[0];
  const saved = await setOffer(asked.db, asked.person, asked.place, written, { id, version });
  if (saved.ok) return c.redirect(paths.offer(asked.trust.slug, id), 303);
  return show(c, asked, { written, refusal: saved.refusal, withdrawing: false, reason: "" });
});
export const endOffer = route("post", `${one}/withdraw`, allow(mayOffer, placeOfOffer), async (c, asked) => {
  const { written, version, reason } = readOffer(await c.req.formData());
  const { id } = (asked.place as OfferPlace).history[0];
  const ended = await withdrawOffer(asked.db, asked.person, { id, version }, reason);
  if (ended.ok) return c.redirect(paths.offer(asked.trust.slug, id), 303);
  return show(c, asked, { written, refusal: ended.refusal, withdrawing: true, reason });
});
