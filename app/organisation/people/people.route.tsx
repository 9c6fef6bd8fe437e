import type { Context } from "hono";
import type { FieldRefusal } from "../../design/house.tsx";
import type { Words } from "../../language/words.ts";
import { inOneLook } from "../../platform/database/change.ts";
import { type Asked, allow, page, route } from "../../platform/web/route.tsx";
import { frameOf } from "../frame.ts";
import { paths } from "../paths.ts";
import { placeOfTrust, today } from "../trust.store.ts";
import { giveRole } from "./give-role.ts";
import { type PersonRefusal, type RoleRefusal, sayPersonRefusal, sayRoleRefusal } from "./people.rules.ts";
import { findPeople, listUnits, peopleOnPage } from "./people.store.ts";
import { PeopleView, type Written } from "./people.view.tsx";
import { mayAdministerPeople } from "./permissions.rules.ts";

export const administer = allow(mayAdministerPeople, placeOfTrust);
export const textsOf = (form: FormData): Record<string, string> =>
  Object.fromEntries([...form].flatMap(([name, value]) => (typeof value === "string" ? [[name, value.trim()]] : [])));

export async function showPeople(c: Context, asked: Asked, back?: { refusals: readonly FieldRefusal[]; written?: Written }) {
  const query = (name: string) => (c.req.query(name) ?? "").trim().slice(0, 200);
  const page_ = Number(query("page"));
  const filters = {
    words: query("words"),
    role: query("role"),
    unit: query("unit"),
    page: Number.isSafeInteger(page_) && page_ > 0 && page_ < 100_000 ? page_ : 1,
  };
  const found = await inOneLook(asked.db, asked.person, async (look) => ({
    ...(await findPeople(look, filters)),
    units: await listUnits(look),
    today: today(look),
  }));
  const list = {
    ...found,
    ...back,
    filters,
    slug: asked.trust.slug,
    token: asked.session.formToken,
    words: asked.words,
    onPage: peopleOnPage,
  };
  return page(c, <PeopleView frame={frameOf(asked, "people")} list={list} />, back ? 422 : 200);
}

/** A refusal with the field it is about, on the forms that give a role. */
export function refusalOfGiving(refusal: PersonRefusal | RoleRefusal, words: Words): FieldRefusal {
  switch (refusal.kind) {
    case "name-needed":
    case "other-name":
      return { field: "name", text: sayPersonRefusal(refusal) };
    case "email-needed":
    case "email-taken":
      return { field: "email", text: sayPersonRefusal(refusal) };
    case "no-such-person":
      return { field: "", text: sayPersonRefusal(refusal) };
    case "no-such-role":
      return { field: "kind", text: sayRoleRefusal(refusal, words) };
    case "no-such-unit":
    case "wrong-unit":
      return { field: "unitId", text: sayRoleRefusal(refusal, words) };
    case "no-first-day":
    case "overlaps":
      return { field: "from", text: sayRoleRefusal(refusal, words) };
    case "no-last-day":
    case "ends-before-begins":
    case "day-past":
      return { field: "to", text: sayRoleRefusal(refusal, words) };
    case "last-administrator":
    case "already-ended":
      return { field: "", text: sayRoleRefusal(refusal, words) };
  }
}
export const roleDraftOf = (written: Written) => ({
  kind: written.kind ?? "",
  unitId: written.unitId ?? "",
  from: written.from ?? "",
  to: written.to ?? "",
});

export const openPeople = route("get", "/:trust/organisation/people", administer, async (c, asked) => showPeople(c, asked));

export const give = route("post", "/:trust/organisation/people", administer, async (c, asked) => {
  const written = textsOf(await c.req.formData());
  const whose = { name: written.name ?? "", email: written.email ?? "" };
  const given = await giveRole(asked.db, asked.person, whose, roleDraftOf(written));
  return given.ok
    ? c.redirect(paths.person(asked.trust.slug, given.value.personId), 303)
    : showPeople(c, asked, { refusals: [refusalOfGiving(given.refusal, asked.words)], written });
});
