import type { Frame } from "../design/house.tsx";
import { may } from "../platform/access/access.rules.ts";
import type { Asked } from "../platform/web/route.tsx";
import { paths } from "./paths.ts";
import { mayAdministerPeople, mayArrangeTrust } from "./people/permissions.rules.ts";

/** The frame of a trust's page: its name, who is asking, and what they may open. */
export function frameOf(
  asked: Asked,
  current?:
    | "standing"
    | "work"
    | "reviews"
    | "measures"
    | "inspection"
    | "plans"
    | "meetings"
    | "framework"
    | "people"
    | "settings"
    | "search"
    | "strengths",
): Frame {
  const { trust, person, session, house, words } = asked;
  const atTrust = asked.person.roles.map((role) => ({ trustId: trust.trustId, unitId: role.unitId, within: [] }));
  const can = (permission: typeof mayAdministerPeople) => atTrust.some((place) => may(permission, person, place));
  const item = (key: string, href: string, text: string) => ({ href, text, current: key === current });
  return {
    css: house.css,
    trust: { ...trust, home: `/${trust.slug}` },
    person: person.name,
    token: session.formToken,
    foot: [{ href: paths.tokens(trust.slug), text: "Your tokens for programs" }],
    navigation: [
      item("standing", `/${trust.slug}`, "Overview"),
      item("work", `/${trust.slug}/my-work`, "My work"),
      item("reviews", `/${trust.slug}/reviews`, "Reviews"),
      item("measures", `/${trust.slug}/measures`, "Measures"),
      item("strengths", `/${trust.slug}/strengths`, "Strengths"),
      item("inspection", `/${trust.slug}/inspection`, "Inspection"),
      item("plans", `/${trust.slug}/plans`, "Plans"),
      item("meetings", paths.meetings(trust.slug), `${words.board} meetings`),
      item("framework", `/${trust.slug}/frameworks`, "Framework"),
      item("search", `/${trust.slug}/search`, "Search"),
      ...(can(mayAdministerPeople) ? [item("people", paths.people(trust.slug), "People")] : []),
      ...(can(mayArrangeTrust) ? [item("settings", paths.settings(trust.slug), "Settings")] : []),
    ],
  };
}
