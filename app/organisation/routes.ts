import type { Route } from "../platform/web/route.tsx";
import { accept, openInvitation } from "./people/invitation.route.tsx";
import { give, openPeople } from "./people/people.route.tsx";
import { confirmFile, exportFile, lookAtFile, openImport } from "./people/people-file.route.tsx";
import { end, giveAnother, invitePerson, openPerson, resetPerson, save, withdraw, withdrawResetOfPerson } from "./people/person.route.tsx";
import { newMeeting, newPlacements, newRegion, newSuggested, openMeetings, openSettings } from "./trust.route.tsx";

export const routes: readonly Route[] = [
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
  openInvitation,
  accept,
  openMeetings,
  openSettings,
  newRegion,
  newSuggested,
  newPlacements,
  newMeeting,
];
