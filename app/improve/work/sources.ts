import { askedBy, reviewPaths, sayAsk, sayKind } from "../../diagnose/index.ts";
import { readinessOwnedBy } from "../../inspection/index.server.ts";
import { inspectionPaths } from "../../inspection/index.ts";
import { sayDay } from "../../language/period.ts";
import { figuresOwedBy } from "../../measures/index.server.ts";
import { measurePaths } from "../../measures/index.ts";
import { maySeeStanding } from "../../organisation/index.ts";
import { may } from "../../platform/access/access.rules.ts";
import type { Look } from "../../platform/database/change.ts";
import { labelOf } from "../parts/part-words.rules.ts";
import { paths } from "../paths.ts";
import { mayWritePlans } from "../permissions.rules.ts";
import { isWritten } from "../plans/plan.rules.ts";
import { openSuggestions } from "../talk/talk.store.ts";
import { actionStates, isOpen } from "./action.rules.ts";
import { leads } from "./leads.rules.ts";
import type { Owed } from "./owed.rules.ts";
import { owesApproval, owesReview } from "./owed.rules.ts";
import { actionsLedBy } from "./work.store.ts";
import type { WorkScope } from "./work-scope.ts";

/** One kind of thing that somebody owes. Each slice's work comes in here, and only by that slice's door. */
export type WorkSource = {
  readonly key: string;
  readonly heading: string;
  /** Whether what it tells has a day, of which people are reminded. */
  readonly dated: boolean;
  readonly owed: (look: Look, scope: WorkScope) => Promise<Owed[]>;
};

const actions: WorkSource = {
  key: "action",
  heading: "Actions of plans",
  dated: true,
  owed: async (look, scope) => {
    const led = await actionsLedBy(look, scope.person);
    if (led.length === 0) return [];
    const [wanted, places] = [new Set(led.map(({ id }) => id)), await scope.places()];
    const parts = await scope.parts([...new Set(led.map(({ planId }) => planId))]);
    return parts.flatMap((part): Owed[] => {
      const place = wanted.has(part.id) ? places.get(part.planId) : undefined;
      if (!place || place.plan.state === "draft" || !leads(scope.person, part, place, scope.day)) return [];
      // A plan that is paused asks nothing of anybody until it is taken up again.
      if (place.plan.state === "paused" && isOpen(part.state)) return [];
      return [
        {
          ...{ key: `action:${part.id}`, title: part.title, href: paths.action(scope.slug, part.id), due: part.due },
          ...{
            of: place.plan.title.includes(place.plan.unit) ? place.plan.title : `${place.plan.title}, ${place.plan.unit}`,
            says: actionStates[part.state],
            over: !isOpen(part.state),
          },
        },
      ];
    });
  },
};

const reviewsOfProgress: WorkSource = {
  key: "progress",
  heading: "Reviews of progress to hold",
  dated: true,
  owed: async (_look, { person, slug, day, places }) =>
    [...(await places()).values()].flatMap(({ plan }): Owed[] =>
      owesReview(person, plan, day)
        ? [
            {
              ...{
                key: `progress:${plan.id}`,
                title: plan.title,
                href: paths.progress(slug, plan.id),
                of: plan.unit,
                due: plan.nextReview,
              },
              ...{ says: `${plan.reviews} held so far`, over: false },
            },
          ]
        : [],
    ),
};

const approvals: WorkSource = {
  key: "approval",
  heading: "Plans that wait for your approval",
  dated: false,
  owed: async (_look, { person, slug, trust, places }) =>
    [...(await places()).values()].flatMap(({ plan }): Owed[] =>
      owesApproval(person, plan, trust)
        ? [
            {
              ...{ key: `approval:${plan.id}`, title: plan.title, href: paths.plan(slug, plan.id), of: plan.unit, due: null, over: false },
              says: plan.state === "draft" ? "Never approved yet" : "Changed since it was approved",
            },
          ]
        : [],
    ),
};

const suggestions: WorkSource = {
  key: "suggestion",
  heading: "Suggestions to answer",
  dated: false,
  owed: async (look, { person, slug, day, places, parts }) => {
    const open = await openSuggestions(look);
    if (open.length === 0) return [];
    const at = await places();
    const mine = open.filter(({ planId }) => {
      const place = at.get(planId);
      return place && isWritten(place.plan.state) && may(mayWritePlans, person, place);
    });
    const all = new Map((await parts([...new Set(mine.map(({ planId }) => planId))])).map((part) => [part.id, part]));
    return mine.flatMap(({ id, partId, planId, field, by }): Owed[] => {
      const [place, part] = [at.get(planId), all.get(partId)];
      // Who leads it, or leads what it hangs under, answers.
      const led = (one: typeof part): boolean =>
        one !== undefined && place !== undefined && (leads(person, one, place, day) || (one.under !== null && led(all.get(one.under))));
      return place && part && led(part)
        ? [
            {
              ...{
                key: `suggestion:${id}`,
                title: part.title,
                href: paths.talk.page(slug, planId, partId),
                of: place.plan.title,
                due: null,
              },
              ...{ says: `${labelOf[field]} Suggested by ${by ?? "somebody"}`, over: false },
            },
          ]
        : [];
    });
  },
};

const inReviews: WorkSource = {
  key: "review",
  heading: "Reviews",
  dated: true,
  owed: async (_look, { slug, inReviews: owed }) => {
    return (await owed()).asked.map(({ review, ask }): Owed => {
      const turn = ask.kind === "judge" ? "review" : ask.to === "answered" ? "reply" : `turn ${review.state}`;
      return {
        ...{ key: `${turn}:${review.id}`, title: `${sayKind(review.kind)} of ${review.unit}`, href: reviewPaths.review(slug, review.id) },
        ...{ of: [review.framework, review.about, review.campaign].filter(Boolean).join(", "), due: askedBy(review), over: false },
        says: ask.kind === "judge" ? `${review.mineDone} of ${review.mine} judged by you` : `Waits for you to ${sayAsk(review.kind, ask)}`,
      };
    });
  },
};

const findings: WorkSource = {
  key: "finding",
  heading: "Findings that you answer",
  dated: true,
  owed: async (_look, { slug, inReviews: owed }) =>
    (await owed()).findings.map((finding) => ({
      ...{ key: `finding:${finding.id}`, title: finding.text, href: reviewPaths.oneFinding(slug, finding.id), of: finding.unit },
      ...{ says: `Found on ${sayDay(finding.raisedOn)}`, due: finding.answers.at(-1)?.due ?? null, over: false },
    })),
};

const readiness: WorkSource = {
  key: "readiness",
  heading: "Points of readiness to check",
  dated: false,
  owed: async (look, { person, slug, day, trust, academies }) => {
    const near = (await academies()).filter(({ unitId, regionId }) =>
      may(maySeeStanding, person, { trustId: look.trustId, unitId, within: [regionId, trust].filter((unit) => unit !== null) }),
    );
    return (await readinessOwnedBy(look, near, person.personId, day)).map(({ academy, point, stale }) => ({
      ...{ key: `readiness:${academy.unitId} ${point.key}`, title: point.title, href: inspectionPaths.point(slug, academy.urn, point.key) },
      ...{ of: academy.name, says: stale ? "Its check is too old" : "It is not ready, or nobody has checked it", due: null, over: false },
    }));
  },
};

const collections: WorkSource = {
  key: "collection",
  heading: "Figures to hand in",
  dated: true,
  owed: async (look, { person, slug, academies }) =>
    (await figuresOwedBy(look, person, await academies())).map(({ cycleId, name, due, urn, academy, says }) => ({
      ...{ key: `collection:${cycleId} ${urn}`, title: name, href: measurePaths.entry(slug, cycleId, urn), of: academy, says, due },
      over: false,
    })),
};

/** Everything that somebody can owe anywhere, in the order in which it is shown. */
export const workSources: readonly WorkSource[] = [
  actions,
  reviewsOfProgress,
  inReviews,
  findings,
  collections,
  suggestions,
  approvals,
  readiness,
];
