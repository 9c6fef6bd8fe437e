import type { Route } from "../platform/web/route.tsx";
import { calendarRoutes } from "./calendar/calendar.route.tsx";
import { yearRoutes } from "./calendar/year.route.tsx";
import { newMeeting, openMeetings } from "./meetings/meetings.route.tsx";
import { apiAcademies, apiAcademy, apiPeople, apiTrust } from "./organisation.api.ts";
import { newPlacements, newRegion, newSuggested, openRegions } from "./regions/regions.route.tsx";
import { closeOwnToken, newToken, openTokens } from "./tokens/token.route.tsx";
import { end, give, open, openPeople } from "./trust.route.tsx";
import { newWords, openWords } from "./words/words.route.tsx";

export const routes: readonly Route[] = [
  openPeople,
  give,
  end,
  open,
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
  ...calendarRoutes,
  ...yearRoutes,
  openWords,
  newWords,
];
