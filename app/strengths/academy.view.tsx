import { type Frame, Page } from "../design/house.tsx";
import { sayDay } from "../language/period.ts";
import type { Words } from "../language/words.ts";
import { backingOf, phases, type Standing, sayBacking, standingOn } from "./offers/offer.rules.ts";
import type { OfferRow } from "./offers/offer.store.ts";
import { paths } from "./paths.ts";
import type { Titles } from "./place.ts";
import { kinds, reaches, sayState } from "./specialisms/specialism.rules.ts";
import type { SpecialismRow } from "./specialisms/specialism.store.ts";
import { subjectName } from "./subjects.ts";

type Strength = {
  readonly id: string;
  readonly editionId: string;
  readonly indicator: string;
  readonly judgedOn: string;
  readonly href: string;
  readonly offered: boolean;
};
type Asked = {
  frame: Frame;
  slug: string;
  urn: number;
  academy: string;
  words: Words;
  offers: readonly OfferRow[];
  strengths: readonly Strength[];
  specialisms: readonly SpecialismRow[];
  titles: Titles;
  today: string;
  mayOffer: boolean;
  mayAward: boolean;
  /** Whether the reader may see where the academy stands. */
  sees: boolean;
};
const order: Readonly<Record<Standing, number>> = { open: 0, "to-come": 1, over: 2, withdrawn: 3 };
const notOpen: Readonly<Record<Standing, string>> = { open: "", "to-come": "To come", over: "No longer offered", withdrawn: "Withdrawn" };

/** What can this academy offer others, and on what does that rest? */
export function AcademyStrengthsView(asked: Asked) {
  const { frame, slug, urn, academy, words, offers, specialisms, titles, today } = asked;
  const sorted = offers.toSorted((one, other) => order[standingOn(one, today)] - order[standingOn(other, today)]);
  return (
    <Page frame={frame} title={`Strengths of ${academy}`}>
      <p>
        <a href={paths.directory(slug)}>Strengths</a>
      </p>
      <h1>What {academy} can offer others</h1>
      <h2>Offers</h2>
      {offers.length === 0 && <p>It offers nothing yet.</p>}
      <ul class="found">
        {sorted.map((offer) => {
          const standing = standingOn(offer, today);
          const backing = backingOf(offer);
          return (
            <li>
              {standing !== "open" && <strong>{notOpen[standing]}: </strong>}
              <a href={paths.offer(slug, offer.id)}>{offer.says}</a>
              <p class="soft">
                {[subjectName(offer.subject), phases[offer.phase], titles.ofOffer(offer), offer.person].filter(Boolean).join(" · ")} ·
                strength agreed on {sayDay(offer.judgedOn)}
              </p>
              {standing !== "withdrawn" && backing.kind !== "backed" && <p class="since">{sayBacking(backing)}</p>}
            </li>
          );
        })}
      </ul>
      {asked.mayOffer && (
        <p>
          <a class="govuk-button" href={paths.newOffer(slug, urn)}>
            Offer a strength
          </a>
        </p>
      )}
      {asked.sees && <Strengths {...asked} />}
      <h2>Specialisms and satellites</h2>
      {specialisms.length === 0 && <p>This {words.academy} holds none.</p>}
      <ul class="govuk-list spaced">
        {specialisms.map((one) => (
          <li>
            <a href={paths.specialism(slug, one.id)}>
              {kinds[one.kind]}: {[subjectName(one.subject), one.lineage && titles.ofLineage(one.lineage)].filter(Boolean).join(", ")}
            </a>
            , for {reaches[one.reach]}. {sayState(one.steps.at(-1) ?? one.steps[0], today)}.
          </li>
        ))}
      </ul>
      {asked.mayAward && (
        <p>
          <a href={paths.award(slug, urn)}>Award a specialism</a>
        </p>
      )}
    </Page>
  );
}

/** The strengths that stand and may be shared, whether they are offered yet or not. */
function Strengths({ strengths, titles, words }: Asked) {
  return (
    <>
      <h2>Strengths others can learn from</h2>
      {strengths.length === 0 && <p>No judgement of this {words.academy} that stands says that others can learn from it.</p>}
      <ul class="govuk-list spaced">
        {strengths.map((one) => (
          <li>
            <a href={one.href}>{titles.ofOffer(one)}</a>, judged on {sayDay(one.judgedOn)}
            {one.offered ? "" : ": not offered yet"}
          </li>
        ))}
      </ul>
    </>
  );
}
