import { editionInUse } from "../frameworks/index.server.ts";
import {
  academiesWithCalendar,
  frameOf,
  listAcademies,
  listMeetings,
  listPeople,
  listUnits,
  loadCalendar,
  loadSignInRule,
  placeOfTrust,
  today,
} from "../organisation/index.server.ts";
import { mayAdministerPeople, mayArrangeTrust, mayRequireFactors } from "../organisation/index.ts";
import { may } from "../platform/access/access.rules.ts";
import { inOneLook } from "../platform/database/change.ts";
import { allow, page, route } from "../platform/web/route.tsx";
import { settingLines } from "./settings.facts.ts";
import { SettingsView } from "./settings.view.tsx";

/** The first page of a trust's settings reads from every slice that has something to set, so it stands here, behind them all. */
export const openSettings = route("get", "/:trust/organisation", allow(mayArrangeTrust, placeOfTrust), async (c, asked) => {
  const { person, place, trust, words } = asked;
  const facts = await inOneLook(asked.db, person, async (look) => {
    const day = today(look);
    const edition = await editionInUse(look, day);
    return {
      slug: trust.slug,
      words,
      today: day,
      regions: (await listUnits(look)).filter(({ kind }) => kind === "region").length,
      academies: await listAcademies(look, day),
      calendar: await loadCalendar(look, place.unitId),
      ownCalendars: (await academiesWithCalendar(look)).size,
      edition: edition && { name: edition.content.name, number: edition.number, inUseFrom: edition.inUseFrom },
      meetings: await listMeetings(look),
      people: await listPeople(look),
      mayAdministerPeople: may(mayAdministerPeople, person, place),
      secondFactorFor: (await loadSignInRule(look)).roles.length,
      mayRequireFactors: may(mayRequireFactors, person, place),
    };
  });
  return page(c, <SettingsView frame={frameOf(asked, "settings")} lines={settingLines(facts)} />);
});
