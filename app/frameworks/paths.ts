const edition = (trust: string, id: string) => `/${trust}/frameworks/editions/${id}`;

export const paths = {
  framework: (trust: string) => `/${trust}/frameworks`,
  edition,
  draft: (trust: string, id: string) => `${edition(trust, id)}/edit`,
  levels: (trust: string, id: string) => `${edition(trust, id)}/levels`,
  indicators: (trust: string, id: string) => `${edition(trust, id)}/indicators`,
  indicator: (trust: string, id: string, key: string) => `${edition(trust, id)}/indicators/${key}`,
  putIntoUse: (trust: string, id: string) => `${edition(trust, id)}/put-into-use`,
};
