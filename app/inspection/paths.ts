const home = (trust: string) => `/${trust}/inspection`;
const academy = (trust: string, urn: number) => `${home(trust)}/${urn}`;

export const paths = {
  home,
  academy,
  newByHand: (trust: string, urn: number, query: Readonly<Record<string, string>> = {}) => {
    const said = new URLSearchParams(query).toString();
    return `${academy(trust, urn)}/new${said ? `?${said}` : ""}`;
  },
  byHand: (trust: string, urn: number, id: string) => `${academy(trust, urn)}/written/${id}`,
  withdraw: (trust: string, urn: number, id: string) => `${academy(trust, urn)}/written/${id}/withdraw`,
  deferral: (trust: string, urn: number) => `${academy(trust, urn)}/deferral`,
  readiness: (trust: string, urn: number) => `${academy(trust, urn)}/readiness`,
  point: (trust: string, urn: number, point: string) => `${academy(trust, urn)}/readiness/${point}`,
  points: (trust: string) => `${home(trust)}/points`,
  ownPoint: (trust: string, id: string) => `${home(trust)}/points/${id}`,
  logs: (trust: string, urn: number) => `${academy(trust, urn)}/log`,
  log: (trust: string, urn: number, id: string) => `${academy(trust, urn)}/log/${id}`,
  pack: (trust: string, urn: number) => `${academy(trust, urn)}/pack`,
  packZip: (trust: string, urn: number) => `${academy(trust, urn)}/pack.zip`,
};
