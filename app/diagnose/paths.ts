export const paths = {
  academy: (trust: string, urn: number | string) => `/${trust}/diagnose/${urn}`,
  indicator: (trust: string, urn: number | string, indicator: string) => `/${trust}/diagnose/${urn}/${indicator}`,
  file: (trust: string, urn: number | string, item: string) => `/${trust}/diagnose/${urn}/evidence/${item}`,
  meeting: (trust: string, meeting: string) => `/${trust}/diagnose/meetings/${meeting}`,
};
