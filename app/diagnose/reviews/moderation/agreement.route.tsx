import { editionThatWas } from "../../../frameworks/index.server.ts";
import { byRank } from "../../../frameworks/index.ts";
import { frameOf, placeOfTrust } from "../../../organisation/index.server.ts";
import { inOneLook, type Look } from "../../../platform/database/change.ts";
import { allow, page, route } from "../../../platform/web/route.tsx";
import { mayLeadQuality } from "../permissions.rules.ts";
import { AgreementView } from "./agreement.view.tsx";
import { comparedPairs } from "./blind.store.ts";
import { agreementOf, driftOf, type Pair } from "./moderation.rules.ts";

const yearsShown = 3;

/** The pairs of three school years on their scales, and the judges' names. */
async function compared(look: Look) {
  const year = look.now.toZonedDateTimeISO("Europe/London").year;
  const rows = await comparedPairs(look, `${year - yearsShown}/`);
  const levels = new Map<string, readonly string[]>();
  for (const id of new Set(rows.map(({ editionId }) => editionId))) {
    const edition = await editionThatWas(look, id);
    levels.set(id, edition ? byRank(edition.content).map(({ key }) => key) : []);
  }
  const pairs = rows.map(({ one, other, editionId, schoolYear }): Pair => {
    const scale = levels.get(editionId) ?? [];
    return {
      one: { judge: one.id, rank: scale.indexOf(one.level), on: "" },
      other: { judge: other.id, rank: scale.indexOf(other.level), on: "" },
      levels: scale.length,
      schoolYear,
    };
  });
  return { pairs, names: new Map(rows.flatMap(({ one, other }) => [one, other]).map(({ id, name }) => [id, name])) };
}

export const openAgreement = route("get", "/:trust/reviews/agreement", allow(mayLeadQuality, placeOfTrust), async (c, asked) => {
  const { pairs, names } = await inOneLook(asked.db, asked.person, compared);
  const years = [...new Set(pairs.map(({ schoolYear }) => schoolYear))].sort().reverse();
  const byYear = years.map((year) => ({ year, agreement: agreementOf(pairs.filter(({ schoolYear }) => schoolYear === year)) }));
  const drift = driftOf(pairs)
    .map((one) => ({ ...one, name: names.get(one.judge) ?? "" }))
    // By name: a mirror for each, never a ranking of people.
    .sort((one, other) => one.name.localeCompare(other.name, "en-GB") || other.schoolYear.localeCompare(one.schoolYear));
  return page(c, <AgreementView frame={frameOf(asked, "reviews")} slug={asked.trust.slug} byYear={byYear} drift={drift} />);
});
