import type { Route } from "../platform/web/route.tsx";
import { changeOwnPassword, endOneSession, endOtherSessions, openAccount } from "./account.route.tsx";
import { endOne, listAll, removeLost, reopenOne, resetOne, withdrawResetOfOne } from "./accounts.route.tsx";
import { apiDashboard } from "./dashboard.api.ts";
import { openDiagnosis } from "./diagnosis/diagnosis.route.tsx";
import {
  addOwnPasskey,
  askForOwnPasskey,
  askToRemoveApp,
  beginOwnApp,
  confirmOwnApp,
  newOwnRecoveryCodes,
  openFactors,
  openOwnApp,
  removeOwnApp,
  removeOwnPasskey,
} from "./factors.route.tsx";
import { comeBackFromProvider, goToProvider, linkProvider, unlinkProvider } from "./provider.route.tsx";
import { chooseAnew, openReset } from "./reset.route.tsx";
import { apiSearch } from "./search/search.api.ts";
import { openSearch } from "./search/search.route.tsx";
import { openSettings } from "./settings.route.tsx";
import { askForAPasskey, askForCode, giveAPasskey, giveCode } from "./sign-in.route.tsx";
import { home, showSignIn, signIn, signOut } from "./site.route.tsx";
import { overview, overviewByName, overviewCsv, overviewXlsx } from "./standing.route.tsx";

export const routes: { readonly site: readonly Route[]; readonly trust: readonly Route[] } = {
  site: [
    home,
    showSignIn,
    signIn,
    signOut,
    openAccount,
    changeOwnPassword,
    endOtherSessions,
    endOneSession,
    listAll,
    resetOne,
    withdrawResetOfOne,
    endOne,
    reopenOne,
    removeLost,
    askForCode,
    giveCode,
    askForAPasskey,
    giveAPasskey,
    goToProvider,
    comeBackFromProvider,
    openFactors,
    beginOwnApp,
    openOwnApp,
    confirmOwnApp,
    askToRemoveApp,
    removeOwnApp,
    newOwnRecoveryCodes,
    askForOwnPasskey,
    addOwnPasskey,
    removeOwnPasskey,
    linkProvider,
    unlinkProvider,
    openReset,
    chooseAnew,
  ],
  trust: [apiDashboard, overviewCsv, overviewXlsx, openDiagnosis, overviewByName, overview, openSettings, openSearch, apiSearch],
};
