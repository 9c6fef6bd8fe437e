export { shippedFramework } from "./content.ts";
export { copyFramework, type Edition, editionInUse } from "./edition.store.ts";
export { giveFramework } from "./give-framework.ts";
