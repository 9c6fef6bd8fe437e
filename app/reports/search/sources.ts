import { contentsOf, searchFindings, searchNarratives, secludedFrom, wayToIndicator } from "../../diagnose/index.server.ts";
import { diagnosePaths, mayJudgeHere, reviewPaths, sayJudgementOf } from "../../diagnose/index.ts";
import { searchEvidence } from "../../evidence/index.server.ts";
import { sayKind } from "../../evidence/index.ts";
import { indicatorOf, levelOf } from "../../frameworks/index.ts";
import { sayDay } from "../../language/period.ts";
import type { Words } from "../../language/words.ts";
import { type AcademyRow, listAcademies, placeOfTrust, today } from "../../organisation/index.server.ts";
import { maySeeStanding } from "../../organisation/index.ts";
import { may, type Permission, type Person } from "../../platform/access/access.rules.ts";
import type { Look } from "../../platform/database/change.ts";
import type { Found, Sought } from "../../platform/database/search.ts";

/** One thing that was found. Its title and its snippet are marked. */
export type SearchHit = {
  readonly id: string;
  readonly href: string;
  readonly title: string;
  readonly academy: AcademyRow;
  readonly says: string;
  readonly on: string;
  readonly snippet: string;
};
/** Where somebody may look: each source says itself what of it they may see. */
export type SearchScope = {
  readonly slug: string;
  readonly words: Words;
  readonly personId: string;
  /** The academies on which somebody holds what a permission asks for. */
  readonly academies: (permission: Permission) => ReadonlyMap<string, AcademyRow>;
};
export type SearchSource = {
  readonly key: string;
  readonly heading: string;
  readonly find: (
    look: Look,
    sought: Sought,
    scope: SearchScope,
    asked: { limit: number; after?: string | undefined },
  ) => Promise<Found<SearchHit>>;
};

/** The scope of somebody today. */
export async function scopeOfSearch(look: Look, person: Person, around: { slug: string; words: Words }): Promise<SearchScope> {
  const [trust, academies] = await Promise.all([placeOfTrust(look), listAcademies(look, today(look))]);
  const placed = academies.map((academy) => ({
    academy,
    place: { trustId: trust.trustId, unitId: academy.unitId, within: [trust.unitId, ...(academy.regionId ? [academy.regionId] : [])] },
  }));
  return {
    ...around,
    personId: person.personId,
    academies: (permission) =>
      new Map(placed.flatMap(({ academy, place }) => (may(permission, person, place) ? [[academy.unitId, academy] as const] : []))),
  };
}

/** The hits with the academy each is about; one of an academy that has left is left out. */
const about = <Hit extends { readonly unitId: string }>(
  { hits, next }: Found<Hit>,
  academies: ReadonlyMap<string, AcademyRow>,
  say: (hit: Hit, academy: AcademyRow) => Omit<SearchHit, "academy">,
): Found<SearchHit> => ({
  hits: hits.flatMap((hit) => {
    const academy = academies.get(hit.unitId);
    return academy ? [{ ...say(hit, academy), academy }] : [];
  }),
  next,
});

const evidence: SearchSource = {
  key: "evidence",
  heading: "Evidence",
  find: async (look, sought, { slug, academies, personId }, asked) => {
    const [seen, open] = [academies(maySeeStanding), academies(mayJudgeHere)];
    const found = await searchEvidence(look, sought, {
      ...asked,
      hidden: secludedFrom(personId, "e"),
      units: [...seen.keys()],
      open: [...open.keys()],
    });
    return about(found, seen, ({ id, kind, title, snippet, dated, withdrawn }, { urn }) => ({
      id,
      href: diagnosePaths.evidence(slug, urn, id),
      title,
      says: `${sayKind(kind)}, ${sayDay(dated)}${withdrawn ? ", withdrawn" : ""}`,
      on: dated,
      snippet,
    }));
  },
};

const judgements: SearchSource = {
  key: "judgements",
  heading: "Judgements",
  find: async (look, sought, { slug, words, academies }, asked) => {
    const seen = academies(maySeeStanding);
    const found = await searchNarratives(look, sought, { ...asked, units: [...seen.keys()] });
    const contents = await contentsOf(
      look,
      found.hits.map(({ editionId }) => editionId),
    );
    return about(found, seen, (hit, { urn }) => {
      const content = contents.get(hit.editionId);
      const level = (content && levelOf(content, hit.level)?.name) ?? hit.level;
      return {
        id: hit.id,
        href: wayToIndicator(slug, urn, content, hit.indicator),
        title: (content && indicatorOf(content, hit.indicator)?.title) ?? hit.indicator,
        says: `${level}, ${sayJudgementOf(hit.perspective, words)} of ${sayDay(hit.judgedOn)} by ${hit.judgedBy}${hit.superseded ? ", superseded since" : ""}`,
        on: hit.judgedOn,
        snippet: hit.snippet,
      };
    });
  },
};

const findings: SearchSource = {
  key: "findings",
  heading: "Findings",
  find: async (look, sought, { slug, academies }, asked) => {
    const seen = academies(maySeeStanding);
    const found = await searchFindings(look, sought, { ...asked, units: [...seen.keys()] });
    const contents = await contentsOf(
      look,
      found.hits.map(({ editionId }) => editionId),
    );
    return about(found, seen, (hit) => {
      const content = contents.get(hit.editionId);
      return {
        id: hit.id,
        href: reviewPaths.oneFinding(slug, hit.id),
        title: (content && indicatorOf(content, hit.indicator)?.title) ?? hit.indicator,
        says: `${hit.kind}, raised by ${hit.raisedBy} on ${sayDay(hit.raisedOn)}`,
        on: hit.raisedOn,
        snippet: hit.snippet,
      };
    });
  },
};

/** Everything that can be searched, in the order in which it is shown. A slice's texts are added here, each with its own scope. */
export const searchSources: readonly SearchSource[] = [evidence, judgements, findings];
