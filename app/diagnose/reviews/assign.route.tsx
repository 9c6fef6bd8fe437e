import type { Context } from "hono";
import type { FieldRefusal } from "../../design/house.tsx";
import { frameOf } from "../../organisation/index.server.ts";
import { roleName } from "../../organisation/index.ts";
import { inOneLook } from "../../platform/database/change.ts";
import { type Asked, allow, page, route } from "../../platform/web/route.tsx";
import { AssignView } from "./assign.view.tsx";
import { type AssignRefusal, assignReviewer } from "./assign-reviewers.ts";
import { candidateOf, sayAssignmentRefusal } from "./assignment.rules.ts";
import { reviewPaths } from "./paths.ts";
import { mayOpenReviews, mayPlan } from "./permissions.rules.ts";
import { candidates, loadWork, placeOfReview, type ReviewPlace } from "./review.store.ts";

const path = "/:trust/reviews/:review{[0-9a-f-]{36}}/reviewers";
const open = allow(mayOpenReviews, placeOfReview);
/** Who leads a review or plans them here says who judges; to anybody else the page is not there. */
const mayAssign = (asked: Asked) => {
  const { review } = asked.place as ReviewPlace;
  return review.lead.id === asked.person.personId || mayPlan(review.kind, asked.person, asked.place);
};

async function show(
  c: Context,
  asked: Asked,
  personId: string,
  back?: { indicators: readonly string[]; refusals: readonly FieldRefusal[]; crossed: boolean },
) {
  const place = asked.place as ReviewPlace;
  const { review, edition } = place;
  const { rows, people } = await inOneLook(asked.db, asked.person, async (look) => ({
    rows: (await loadWork(look, place)).rows,
    people: (await candidates(look, review.unitId)).map((person) => ({ ...person, ...candidateOf(person, review) })),
  }));
  const fits = people.filter(({ isAtHome }) => isAtHome === (review.kind === "self-evaluation"));
  const person = people.find(({ personId: id }) => id === personId);
  const now = rows.filter(({ reviewers }) => reviewers.some(({ id }) => id === personId)).map(({ indicator }) => indicator);
  const view = (
    <AssignView
      frame={frameOf(asked, "reviews")}
      slug={asked.trust.slug}
      token={asked.session.formToken}
      review={review}
      indicators={edition.content.indicators}
      rows={rows}
      people={fits.map(({ personId: id, name, roles }) => ({
        value: id,
        text: `${name} (${roles.map((role) => roleName(role, asked.words)).join(", ")})`,
      }))}
      person={person && { id: person.personId, name: person.name, seen: now, ticked: back?.indicators ?? now }}
      refusals={back?.refusals ?? []}
    />
  );
  return page(c, view, back ? (back.crossed ? 409 : 422) : 200);
}

export const openAssign = route("get", path, open, async (c, asked) =>
  mayAssign(asked) ? show(c, asked, c.req.query("person") ?? "") : c.notFound(),
);

const say = (refusal: AssignRefusal): string => {
  switch (refusal.kind) {
    case "not-lead":
      return "Only who leads the review, or who plans reviews here, says who judges. Ask them.";
    case "crossed":
      return "Somebody changed what this person judges while you were choosing. What they chose is said below each indicator; choose again and send it.";
    default:
      return sayAssignmentRefusal(refusal);
  }
};
export const assign = route("post", path, open, async (c, asked) => {
  if (!mayAssign(asked)) return c.notFound();
  const form = await c.req.formData();
  const person = String(form.get("person") ?? "");
  const indicators = form.getAll("indicators").map(String);
  const seen = String(form.get("seen") ?? "")
    .split(" ")
    .filter(Boolean);
  const place = asked.place as ReviewPlace;
  const done = await assignReviewer(asked.db, asked.person, place, { personId: person, indicators, seen });
  if (done.ok) return c.redirect(reviewPaths.assign(asked.trust.slug, place.review.id), 303);
  return show(c, asked, person, {
    indicators,
    refusals: [{ field: "indicators", text: say(done.refusal) }],
    crossed: done.refusal.kind === "crossed",
  });
});
export const assignRoutes = [openAssign, assign];
