export { keepOffer } from "./offers/offer.store.ts";
export { holdSpecialism, keepStep } from "./specialisms/specialism.store.ts";
