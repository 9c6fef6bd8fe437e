import type { Context } from "hono";
import type { FieldRefusal } from "../../design/house.tsx";
import { findEvidence } from "../../evidence/index.server.ts";
import type { EvidencePiece, StoredEvidence } from "../../evidence/index.ts";
import { editionInUse } from "../../frameworks/index.server.ts";
import { type FrozenValue, keyOfFrozen } from "../../measures/index.ts";
import { type AcademyRow, frameOf, placeOfAcademy, today } from "../../organisation/index.server.ts";
import { maySeeStanding } from "../../organisation/index.ts";
import { may, type Person, type Place } from "../../platform/access/access.rules.ts";
import { inOneLook, type Look } from "../../platform/database/change.ts";
import { type Asked, allow, formWithEvidence, page, route } from "../../platform/web/route.tsx";
import { mayJudgeHere } from "../judgements/judgement.rules.ts";
import { paths } from "../paths.ts";
import { addVersion } from "./add-version.ts";
import { changesOf } from "./changes.ts";
import { EvidenceView } from "./evidence.view.tsx";
import { isRefusal, type ReadPiece, readPiece } from "./piece.form.ts";
import { restingOn } from "./resting.ts";
import { isSecluded } from "./secluded.store.ts";
import { withdrawEvidence } from "./withdraw-evidence.ts";
import { type EvidenceRefusal, isCrossed, mayWithdraw, sayEvidenceRefusal } from "./withdrawal.rules.ts";

type EvidencePlace = Place & { readonly academy: AcademyRow; readonly item: StoredEvidence; readonly secluded: boolean };
export const placeOfEvidence = async (look: Look, params: Record<string, string>): Promise<EvidencePlace | undefined> => {
  const place = await placeOfAcademy(look, params.urn);
  const item = place && (await findEvidence(look, place.unitId, params.item ?? ""));
  return place && item && { ...place, item, secluded: await isSecluded(look, item.id) };
};
/** Whether somebody may open a piece: what is restricted, only who may judge where it belongs. */
export const mayOpen = (person: Person, place: Place, item: Pick<StoredEvidence, "sensitivity">): boolean =>
  item.sensitivity === "ordinary" || may(mayJudgeHere, person, place);
/** Whether a piece is there for somebody at all: one in a review that is not agreed yet, only for who brought it. */
export const isThere = (person: Person, { item, secluded }: Pick<EvidencePlace, "item" | "secluded">): boolean =>
  !secluded || item.addedById === person.personId;

type Back = {
  readonly form: "withdraw" | "newer";
  readonly written: Readonly<Record<string, string>>;
  readonly refusals: readonly FieldRefusal[];
};

async function show(c: Context, asked: Asked, back?: Back, status: 200 | 409 | 422 = 200) {
  const { academy, item: before } = asked.place as EvidencePlace;
  const { trust, person } = asked;
  const mayJudge = may(mayJudgeHere, person, asked.place);
  const found = await inOneLook(asked.db, person, async (look) => {
    const item = (await findEvidence(look, asked.place.unitId, before.id)) ?? before;
    return {
      item,
      resting: await restingOn(look, item.id, { slug: trust.slug, urn: academy.urn, words: asked.words }),
      change: (await changesOf(look, academy, [item])).get(item.id),
      edition: mayJudge ? await editionInUse(look, today(look)) : undefined,
      day: today(look),
    };
  });
  const { item } = found;
  const mine = mayJudge && (may(mayWithdraw, person, asked.place) || item.addedById === person.personId);
  return page(
    c,
    <EvidenceView
      frame={frameOf(asked)}
      slug={trust.slug}
      urn={academy.urn}
      academy={academy.name}
      item={item}
      change={found.change}
      resting={found.resting}
      today={found.day}
      indicators={found.edition?.content.indicators ?? []}
      token={asked.session.formToken}
      mayWithdraw={mine}
      mayAdd={mayJudge}
      back={back}
    />,
    status,
  );
}

export const openEvidence = route(
  "get",
  "/:trust/diagnose/:urn{[0-9]{6}}/evidence/:item/about",
  allow(maySeeStanding, placeOfEvidence),
  async (c, asked) => {
    const place = asked.place as EvidencePlace;
    return isThere(asked.person, place) && mayOpen(asked.person, place, place.item) ? show(c, asked) : c.notFound();
  },
);

const refused = (c: Context, asked: Asked, form: Back["form"], written: Back["written"], refusal: EvidenceRefusal, field: string) =>
  show(c, asked, { form, written, refusals: [{ field, text: sayEvidenceRefusal(refusal) }] }, isCrossed(refusal) ? 409 : 422);
const textsOf = (form: FormData) =>
  Object.fromEntries([...form].flatMap(([name, value]) => (typeof value === "string" ? [[name, value] as const] : [])));

export const withdraw = route(
  "post",
  "/:trust/diagnose/:urn{[0-9]{6}}/evidence/:item/withdraw",
  allow(mayJudgeHere, placeOfEvidence),
  async (c, asked) => {
    const { academy, item } = asked.place as EvidencePlace;
    if (!isThere(asked.person, asked.place as EvidencePlace)) return c.notFound();
    const written = textsOf(await c.req.formData());
    const done = await withdrawEvidence(asked.db, asked.person, asked.place, { item: item.id, reason: written.reason ?? "" });
    if (!done.ok) return refused(c, asked, "withdraw", written, done.refusal, "reason");
    return c.redirect(paths.evidence(asked.trust.slug, academy.urn, item.id), 303);
  },
);

export const addNewer = route(
  "post",
  "/:trust/diagnose/:urn{[0-9]{6}}/evidence/:item/newer",
  allow(mayJudgeHere, placeOfEvidence),
  async (c, asked) => {
    const { academy, item, secluded } = asked.place as EvidencePlace;
    if (!isThere(asked.person, asked.place as EvidencePlace)) return c.notFound();
    const form = await c.req.formData();
    const written = textsOf(form);
    const piece = await pieceOf(form, item, asked);
    if (!piece || isRefusal(piece)) {
      const said = piece
        ? { field: piece.field, text: `${piece.text.charAt(0).toUpperCase()}${piece.text.slice(1)}` }
        : { field: "title", text: "Give the newer version." };
      return show(c, asked, { form: "newer", written, refusals: [said] }, 422);
    }
    if (secluded) return refused(c, asked, "newer", written, { kind: "in-a-review" }, "title");
    const added = await addVersion(asked.db, asked.person, asked.place, { item: item.id, piece });
    if (!added.ok) return refused(c, asked, "newer", written, added.refusal, added.refusal.kind === "from-the-future" ? "dated" : "title");
    return c.redirect(paths.evidence(asked.trust.slug, academy.urn, added.value), 303);
  },
  { upTo: formWithEvidence },
);

/** What follows a piece: of a figure, the same figure as it stands now; of anything else, what the form says. */
async function pieceOf(form: FormData, item: StoredEvidence, asked: Asked): Promise<ReadPiece> {
  if (item.kind !== "value" || !item.value) {
    form.set("kind", item.kind);
    return readPiece(form, (part) => part);
  }
  const day = await inOneLook(asked.db, asked.person, async (look) => today(look));
  const figure = keyOfFrozen(item.value as unknown as FrozenValue);
  return { kind: "value", title: item.title, figure, dated: day, sensitivity: item.sensitivity } satisfies EvidencePiece;
}
