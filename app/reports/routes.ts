import type { Route } from "../platform/web/route.tsx";
import { apiDashboard } from "./dashboard.api.ts";
import { openSettings } from "./settings.route.tsx";
import { home, showSignIn, signIn, signOut } from "./site.route.tsx";
import { overview, overviewByName, overviewCsv, overviewXlsx } from "./standing.route.tsx";

export const routes: { readonly site: readonly Route[]; readonly trust: readonly Route[] } = {
  site: [home, showSignIn, signIn, signOut],
  trust: [apiDashboard, overviewCsv, overviewXlsx, overviewByName, overview, openSettings],
};
