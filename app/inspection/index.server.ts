export { keepByHand } from "./by-hand/by-hand.store.ts";
export { frameworks as inspectionFrameworks, readinessList } from "./content.ts";
export { addClosing, addEntry, addLog } from "./log/log.store.ts";
export { readinessOwnedBy } from "./readiness/load-readiness.ts";
export { keepChecked, keepPoint } from "./readiness/readiness.store.ts";
export { type InspectionTold, inspectionTold } from "./told.ts";
