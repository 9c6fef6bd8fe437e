export { chooseFramework } from "./choose/choose-framework.ts";
export { shippedFramework, shippedFrameworks } from "./content.ts";
export {
  copyFramework,
  type Edition,
  editionInUse,
  editionThatWas,
  frameworksInUse,
  holdEditionInUse,
  listEditions,
} from "./edition.store.ts";
export { findUnready } from "./editions/draft.form.ts";
export { editionOf, placeOfEdition } from "./editions/place.ts";
export { putIntoUse } from "./editions/put-into-use.ts";
export { giveFramework } from "./give-framework.ts";
