import type { Route } from "../platform/web/route.tsx";
import { draftApi } from "./editions/draft.api.ts";
import { move, newIndicator, openDraft, remove } from "./editions/draft.route.tsx";
import { openIndicator, openRules, saveIndicator, saveRules } from "./editions/draft-words.route.tsx";
import { newEdition, openEdition, openFramework } from "./editions/framework.route.tsx";
import { apiEditions } from "./frameworks.api.ts";
import { searchTrusts, setUpTrust } from "./set-up.route.tsx";

/** Setting a trust up joins the register, the organisation and its first framework, so it lives where all three are known. */
export const routes: readonly Route[] = [
  searchTrusts,
  setUpTrust,
  apiEditions,
  ...draftApi,
  ...[openFramework, newEdition, openEdition],
  ...[openDraft, newIndicator, move, remove],
  ...[openIndicator, saveIndicator, openRules, saveRules],
];
