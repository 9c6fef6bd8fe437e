import { alsoRestsOn } from "../diagnose/index.server.ts";
import type { Route } from "../platform/web/route.tsx";
import { openAcademyStrengths } from "./academy.route.tsx";
import { openDirectory } from "./directory/directory.route.tsx";
import { changeOffer, endOffer, makeOffer, openNewOffer, openOffer } from "./offers/offer.route.tsx";
import { endSpecialism, makeAward, openAward, openSpecialism, renewSpecialism } from "./specialisms/specialism.route.tsx";
import { testsRestOn } from "./specialisms/tests-rest-on.ts";
import { apiOffers, apiSpecialisms } from "./strengths.api.ts";

// The page of a piece of evidence tells which tests rest on it.
alsoRestsOn(testsRestOn);

export const routes: readonly Route[] = [
  openDirectory,
  openAcademyStrengths,
  openNewOffer,
  makeOffer,
  openOffer,
  changeOffer,
  endOffer,
  openAward,
  makeAward,
  openSpecialism,
  renewSpecialism,
  endSpecialism,
  apiOffers,
  apiSpecialisms,
];
