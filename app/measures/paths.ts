import { type Period, sayYear, yearOf } from "../language/school-year.ts";

const home = (trust: string) => `/${trust}/measures`;
const collection = (trust: string, id: string) => `${home(trust)}/collections/${id}`;

export const paths = {
  home,
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
