export const paths = {
  academy: (trust: string, urn: number | string) => `/${trust}/diagnose/${urn}`,
  indicator: (trust: string, urn: number | string, indicator: string) => `/${trust}/diagnose/${urn}/${indicator}`,
  file: (trust: string, urn: number | string, item: string) => `/${trust}/diagnose/${urn}/evidence/${item}`,
  evidence: (trust: string, urn: number | string, item: string) => `/${trust}/diagnose/${urn}/evidence/${item}/about`,
  withdraw: (trust: string, urn: number | string, item: string) => `/${trust}/diagnose/${urn}/evidence/${item}/withdraw`,
  newerVersion: (trust: string, urn: number | string, item: string) => `/${trust}/diagnose/${urn}/evidence/${item}/newer`,
  judgeWith: (trust: string, urn: number | string, indicator: string, item: string) =>
    `/${trust}/diagnose/${urn}/${indicator}?with=${item}`,
  meeting: (trust: string, meeting: string) => `/${trust}/diagnose/meetings/${meeting}`,
};
