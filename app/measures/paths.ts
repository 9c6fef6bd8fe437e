import type { PupilGroup } from "../language/pupil-group.ts";
import { type Period, sayPeriod, sayYear, yearOf } from "../language/school-year.ts";

const home = (trust: string) => `/${trust}/measures`;
const collection = (trust: string, id: string) => `${home(trust)}/collections/${id}`;

const query = ({ period, group }: { period?: Period | undefined; group?: PupilGroup | undefined }) => {
  const said = new URLSearchParams({
    ...(period === undefined ? {} : { period: sayPeriod(period) }),
    ...(group === undefined || group === "all" ? {} : { group }),
  }).toString();
  return said ? `?${said}` : "";
};

export const paths = {
  /** The addresses as routes know them. */
  pattern: {
    home: "/:trust/measures",
    measure: "/:trust/measures/of/:measure",
    academy: "/:trust/measures/academies/:urn{[0-9]{6}}",
    region: "/:trust/measures/regions/:region{[0-9a-f-]{36}}",
    similarTrusts: "/:trust/measures/similar-trusts",
    similar: "/:trust/measures/academies/:urn{[0-9]{6}}/similar",
  },
  home,
  measure: (trust: string, measure: string, asked: Parameters<typeof query>[0] = {}) => `${home(trust)}/of/${measure}${query(asked)}`,
  academyNumbers: (trust: string, urn: number) => `${home(trust)}/academies/${urn}`,
  /** With what was asked of the page before, so that a region is seen in the same year and pupils. */
  regionNumbers: (trust: string, region: string, asked: Parameters<typeof query>[0] = {}) =>
    `${home(trust)}/regions/${region}${query(asked)}`,
  similarTrusts: (trust: string) => `${home(trust)}/similar-trusts`,
  similar: (trust: string, urn: number) => `${home(trust)}/academies/${urn}/similar`,
  own: (trust: string) => `${home(trust)}/own`,
  ownMeasure: (trust: string, measure: string) => `${home(trust)}/own/of/${measure}`,
  ownFile: (trust: string, kind: "csv" | "xlsx") => `${home(trust)}/own.${kind}`,
  published: (trust: string) => `${home(trust)}/to-publish.csv`,
  template: (trust: string, kind: "csv" | "xlsx") => `${home(trust)}/own/template.${kind}`,
  pupilsTemplate: (trust: string) => `${home(trust)}/own/pupils-template.csv`,
  ownImport: (trust: string) => `${home(trust)}/own/import`,
  ownConfirm: (trust: string) => `${home(trust)}/own/import/confirm`,
  pupils: (trust: string) => `${home(trust)}/own/pupils`,
  collections: (trust: string) => `${home(trust)}/collections`,
  newCollection: (trust: string) => `${home(trust)}/collections/new`,
  collection,
  changeCollection: (trust: string, id: string) => `${collection(trust, id)}/change`,
  entry: (trust: string, id: string, urn: number) => `${collection(trust, id)}/${urn}`,
  signOff: (trust: string, id: string, urn: number) => `${collection(trust, id)}/${urn}/sign-off`,
  reopen: (trust: string, id: string, urn: number) => `${collection(trust, id)}/${urn}/reopen`,
  targets: (trust: string) => `${home(trust)}/targets`,
  newTarget: (trust: string) => `${home(trust)}/targets/new`,
  target: (trust: string, id: string) => `${home(trust)}/targets/${id}`,
};

/** A school year in a file's name. */
export const yearInName = (period: Period): string => sayYear(yearOf(period)).replace("/", "-");
