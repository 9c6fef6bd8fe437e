import type { Route } from "../platform/web/route.tsx";
import { calendarRoutes } from "./calendar/calendar.route.tsx";
import { yearRoutes } from "./calendar/year.route.tsx";
import { newMeeting, openMeetings } from "./meetings/meetings.route.tsx";
import { networkRoutes } from "./networks/networks.route.tsx";
import { apiAcademies, apiAcademy, apiPeople, apiTrust } from "./organisation.api.ts";
import { accessRoutes } from "./people/access.route.tsx";
import { accept, acceptWith, openInvitation } from "./people/invitation.route.tsx";
import { apiAddPerson, apiEndRole, apiGiveRole, apiPerson, apiSavePerson, apiUnits } from "./people/people.api.ts";
import { give, openPeople } from "./people/people.route.tsx";
import { confirmFile, exportFile, lookAtFile, openImport } from "./people/people-file.route.tsx";
import { end, giveAnother, invitePerson, openPerson, resetPerson, save, withdraw, withdrawResetOfPerson } from "./people/person.route.tsx";
import { newPlacements, newRegion, newSuggested, openRegions } from "./regions/regions.route.tsx";
import { newSignInRule, openSignInRule } from "./sign-in/sign-in-rule.route.tsx";
import { closeOwnToken, newToken, openTokens } from "./tokens/token.route.tsx";
import { newWords, openWords } from "./words/words.route.tsx";

export const routes: readonly Route[] = [
  ...networkRoutes,
  openPeople,
  give,
  exportFile,
  openImport,
  lookAtFile,
  confirmFile,
  openPerson,
  save,
  giveAnother,
  end,
  invitePerson,
  withdraw,
  resetPerson,
  withdrawResetOfPerson,
  ...accessRoutes,
  openInvitation,
  accept,
  acceptWith,
  openMeetings,
  newMeeting,
  openRegions,
  newRegion,
  newSuggested,
  newPlacements,
  openTokens,
  newToken,
  closeOwnToken,
  apiTrust,
  apiAcademies,
  apiAcademy,
  apiPeople,
  ...[apiUnits, apiPerson, apiAddPerson, apiSavePerson, apiGiveRole, apiEndRole],
  ...calendarRoutes,
  ...yearRoutes,
  openSignInRule,
  newSignInRule,
  openWords,
  newWords,
];
