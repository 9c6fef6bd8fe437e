import type { Route } from "../platform/web/route.tsx";
import { changeOwnPassword, endOneSession, endOtherSessions, openAccount } from "./account.route.tsx";
import { endOne, listAll, reopenOne, resetOne, withdrawResetOfOne } from "./accounts.route.tsx";
import { apiDashboard } from "./dashboard.api.ts";
import { chooseAnew, openReset } from "./reset.route.tsx";
import { openSettings } from "./settings.route.tsx";
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
    openReset,
    chooseAnew,
  ],
  trust: [apiDashboard, overviewCsv, overviewXlsx, overviewByName, overview, openSettings],
};
