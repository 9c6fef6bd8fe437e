export { addCycle, addSignOff } from "./collections/cycle.store.ts";
export { remindAll, startReminders } from "./collections/reminders.job.ts";
export { type Headline, headlinesOf } from "./numbers/headline.ts";
export { keepFigures, loadFigures } from "./own/own.store.ts";
export { keepTarget, listOwners } from "./targets/target.store.ts";
export { changedSince, figureChoices, frozenValue } from "./values/freeze-value.ts";
export { readerOf } from "./values/published.store.ts";
export { readValues, type ValuesAsked } from "./values/read-values.ts";
export { type FrozenValue, sayFrozen, type ValueLine } from "./values/value.rules.ts";
