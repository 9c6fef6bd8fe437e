export { type Offered, offeredBy } from "./offered.ts";
export { keepOffer } from "./offers/offer.store.ts";
export { holdSpecialism, keepStep } from "./specialisms/specialism.store.ts";
