import { countingFramework } from "./edition.rules.ts";

const edition = (trust: string, id: string) => `/${trust}/frameworks/editions/${id}`;

export const paths = {
  /** The page of one framework: the one whose categories count stands on the first page of all. */
  framework: (trust: string, key: string = countingFramework) => `/${trust}/frameworks${key === countingFramework ? "" : `/of/${key}`}`,
  use: (trust: string, key: string) => `/${trust}/frameworks/of/${key}/use`,
  bringIn: (trust: string) => `/${trust}/frameworks/import`,
  file: (trust: string, id: string) => `${edition(trust, id)}/framework.yaml`,
  edition,
  draft: (trust: string, id: string) => `${edition(trust, id)}/edit`,
  levels: (trust: string, id: string) => `${edition(trust, id)}/levels`,
  indicators: (trust: string, id: string) => `${edition(trust, id)}/indicators`,
  indicator: (trust: string, id: string, key: string) => `${edition(trust, id)}/indicators/${key}`,
  putIntoUse: (trust: string, id: string) => `${edition(trust, id)}/put-into-use`,
};
