import type { Permission } from "../platform/access/access.rules.ts";

const leaders = ["managing-director", "deputy-managing-director", "national-director"] as const;

export const mayOffer: Permission = {
  name: "offer-strengths",
  says: "offer an academy's strengths to others, change such an offer and withdraw it",
  roles: [...leaders, "regional-ceo", "principal"],
};
export const mayAward: Permission = {
  name: "award-specialisms",
  says: "award a Lighthouse specialism or the status of a satellite, renew it and withdraw it",
  roles: leaders,
};
