export const paths = {
  directory: (trust: string) => `/${trust}/strengths`,
  academy: (trust: string, urn: number | string) => `/${trust}/strengths/${urn}`,
  newOffer: (trust: string, urn: number | string) => `/${trust}/strengths/${urn}/offer`,
  offer: (trust: string, offer: string) => `/${trust}/strengths/offers/${offer}`,
  award: (trust: string, urn: number | string) => `/${trust}/strengths/${urn}/award`,
  specialism: (trust: string, specialism: string) => `/${trust}/strengths/specialisms/${specialism}`,
};
