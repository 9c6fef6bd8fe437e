import { frameOf, placeOfTrust, today } from "../../organisation/index.server.ts";
import { mayOpenTrust } from "../../organisation/index.ts";
import { may } from "../../platform/access/access.rules.ts";
import { inOneLook } from "../../platform/database/change.ts";
import { allow, page, route } from "../../platform/web/route.tsx";
import { reviewsAskedOf } from "./asked.store.ts";
import { reviewKinds } from "./life.rules.ts";
import { listReviews, reviewsOnPage } from "./list.store.ts";
import { ReviewsView } from "./list.view.tsx";
import { listedFor } from "./may-see.ts";
import { mayLeadQuality, mayPlanHere } from "./permissions.rules.ts";

export const openReviews = route("get", "/:trust/reviews", allow(mayOpenTrust, placeOfTrust), async (c, asked) => {
  const before = c.req.query("before");
  const kind = reviewKinds.find((one) => one === c.req.query("kind"));
  const open = c.req.query("open") === "yes";
  const { found, mine, day } = await inOneLook(asked.db, asked.person, async (look) => ({
    found: await listReviews(look, asked.person.personId, { before, open, kind }),
    mine: await reviewsAskedOf(look, asked.person, asked.place.unitId),
    day: today(look),
  }));
  const reviews = listedFor(found, asked.person, asked.place.unitId);
  return page(
    c,
    <ReviewsView
      frame={frameOf(asked, "reviews")}
      slug={asked.trust.slug}
      reviews={reviews}
      mine={mine}
      today={day}
      asked={{ kind, open }}
      older={found.length === reviewsOnPage ? found.at(-1)?.id : undefined}
      mayPlan={may({ ...mayPlanHere, anywhere: true }, asked.person, asked.place)}
      leadsQuality={may(mayLeadQuality, asked.person, asked.place)}
    />,
  );
});
