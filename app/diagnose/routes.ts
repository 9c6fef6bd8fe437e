import type { Route } from "../platform/web/route.tsx";
import { openAcademy } from "./academy.route.tsx";
import { confirmPutIntoUse, openPutIntoUse } from "./editions/put-into-use.route.tsx";
import { judge, openFile, openIndicator } from "./indicator.route.tsx";
import { decide, openMeeting } from "./meeting.route.tsx";

export const routes: readonly Route[] = [
  openMeeting,
  decide,
  openFile,
  openAcademy,
  openIndicator,
  judge,
  openPutIntoUse,
  confirmPutIntoUse,
];
