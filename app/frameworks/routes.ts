import type { Route } from "../platform/web/route.tsx";
import { openFrameworks, openOneFramework, takeIntoUse } from "./choose/frameworks.route.tsx";
import { draftApi } from "./editions/draft.api.ts";
import { move, newIndicator, openDraft, remove } from "./editions/draft.route.tsx";
import { openIndicator, openRules, saveIndicator, saveRules } from "./editions/draft-words.route.tsx";
import { newEdition, openEdition } from "./editions/framework.route.tsx";
import { openBringIn, saveFile, takeIn } from "./exchange/framework-file.route.tsx";
import { apiEditions, apiFrameworks } from "./frameworks.api.ts";
import { searchTrusts, setUpTrust } from "./set-up.route.tsx";

/** Setting a trust up joins the register, the organisation and its first framework, so it lives where all three are known. */
export const routes: readonly Route[] = [
  searchTrusts,
  setUpTrust,
  apiFrameworks,
  apiEditions,
  ...draftApi,
  ...[openFrameworks, openOneFramework, takeIntoUse],
  ...[openBringIn, takeIn, saveFile],
  ...[newEdition, openEdition],
  ...[openDraft, newIndicator, move, remove],
  ...[openIndicator, saveIndicator, openRules, saveRules],
];
