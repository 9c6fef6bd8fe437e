import { beforeAll, expect, test } from "vitest";
import { z } from "zod";
import { mayDecide } from "../app/diagnose/index.ts";
import { isApiRoute } from "../app/platform/web/api.ts";
import { routes } from "../app/routes.ts";
import { faultIn, full, randomFrom, sayGate } from "./gate.ts";
import { ask, comeOf, fits } from "./matrix/ask.ts";
import { combinations, comesOf, fieldsOf } from "./matrix/cases.ts";
import { type Related, sends } from "./matrix/fields.ts";
import { isOfOther, makeWorld, type Relation } from "./matrix/world.ts";

// Who may do what, written again by hand: the matrix compares the running app with this page, not with its own rules.
const everybody = [
  "managing-director",
  "deputy-managing-director",
  "national-director",
  "regional-ceo",
  "principal",
  "sle",
  "central-team",
  "eob-member",
  "trustee",
  "administrator",
];
const trustWide = everybody.filter((role) => !["regional-ceo", "principal"].includes(role));
const leaders = ["managing-director", "deputy-managing-director", "national-director"];
const arrangers = [...leaders, "administrator"];
const administrators = ["administrator", "managing-director"];
const inspectionNear = [...leaders, "regional-ceo", "principal", "central-team"];
const inspectionWide = [...leaders, "central-team"];
const planWriters = [...leaders, "regional-ceo", "principal"];
const figureBringers = [...leaders, "central-team", "administrator"];
type Reach = "trust" | "own" | "sibling";
const may: Record<string, { [reach in Reach]?: string[] }> = {
  "get /:trust{[a-z][a-z0-9-]+}": { trust: everybody },
  "get /:trust/standing": { trust: everybody },
  "get /:trust/standing.csv": { trust: everybody },
  "get /:trust/standing.xlsx": { trust: everybody },
  "get /:trust/organisation/people": { trust: administrators },
  "post /:trust/organisation/people": { trust: administrators },
  "post /:trust/organisation/people/roles/:role{[0-9a-f-]{36}}/end": { trust: administrators },
  "get /:trust/organisation/people.csv": { trust: administrators },
  "get /:trust/organisation/people/import": { trust: administrators },
  "post /:trust/organisation/people/import": { trust: administrators },
  "post /:trust/organisation/people/import/confirm": { trust: administrators },
  "get /:trust/organisation/people/:person{[0-9a-f-]{36}}": { trust: administrators },
  "post /:trust/organisation/people/:person{[0-9a-f-]{36}}": { trust: administrators },
  "post /:trust/organisation/people/:person{[0-9a-f-]{36}}/roles": { trust: administrators },
  "post /:trust/organisation/people/:person{[0-9a-f-]{36}}/invitation": { trust: administrators },
  "post /:trust/organisation/people/:person{[0-9a-f-]{36}}/invitation/withdraw": { trust: administrators },
  "post /:trust/organisation/people/:person{[0-9a-f-]{36}}/reset": { trust: administrators },
  "post /:trust/organisation/people/:person{[0-9a-f-]{36}}/reset/withdraw": { trust: administrators },
  "get /:trust/organisation/people/:person{[0-9a-f-]{36}}/access": { trust: administrators },
  "post /:trust/organisation/people/:person{[0-9a-f-]{36}}/access/end": { trust: administrators },
  "post /:trust/organisation/people/:person{[0-9a-f-]{36}}/access/roles/:role{[0-9a-f-]{36}}/end": { trust: administrators },
  "post /:trust/organisation/people/:person{[0-9a-f-]{36}}/access/tokens/:token{[0-9a-f-]{36}}/end": { trust: administrators },
  "post /:trust/organisation/people/:person{[0-9a-f-]{36}}/access/sessions/:session{[0-9a-f-]{36}}/end": { trust: administrators },
  "post /:trust/organisation/people/:person{[0-9a-f-]{36}}/access/identities/:identity{[0-9a-f-]{36}}/end": { trust: administrators },
  "post /:trust/organisation/people/:person{[0-9a-f-]{36}}/access/invitation/withdraw": { trust: administrators },
  "post /:trust/organisation/people/:person{[0-9a-f-]{36}}/access/reset/withdraw": { trust: administrators },
  "get /:trust/organisation/meetings": { trust: everybody },
  "get /:trust/organisation": { trust: arrangers },
  "get /:trust/organisation/regions": { trust: arrangers },
  "get /:trust/organisation/words": { trust: arrangers },
  "post /:trust/organisation/words": { trust: arrangers },
  "get /:trust/organisation/sign-in": { trust: administrators },
  "post /:trust/organisation/sign-in": { trust: administrators },
  "get /:trust/organisation/calendar": { trust: everybody },
  "get /:trust/organisation/calendar/calendar.csv": { trust: everybody },
  "get /:trust/organisation/calendar/calendar.yaml": { trust: everybody },
  "post /:trust/organisation/calendar/import": { trust: arrangers },
  "get /:trust/organisation/calendar/years/:year{20[0-9]{2}-[0-9]{2}}": { trust: arrangers },
  "post /:trust/organisation/calendar/years/:year{20[0-9]{2}-[0-9]{2}}": { trust: arrangers },
  "post /:trust/organisation/calendar/years/:year{20[0-9]{2}-[0-9]{2}}/remove": { trust: arrangers },
  "get /:trust/organisation/calendar/:urn{[0-9]{6}}": { own: everybody, sibling: trustWide },
  "get /:trust/organisation/calendar/:urn{[0-9]{6}}/calendar.csv": { own: everybody, sibling: trustWide },
  "get /:trust/organisation/calendar/:urn{[0-9]{6}}/calendar.yaml": { own: everybody, sibling: trustWide },
  "post /:trust/organisation/calendar/:urn{[0-9]{6}}/import": { own: arrangers, sibling: arrangers },
  "post /:trust/organisation/calendar/:urn{[0-9]{6}}/own": { own: arrangers, sibling: arrangers },
  "get /:trust/organisation/calendar/:urn{[0-9]{6}}/years/:year{20[0-9]{2}-[0-9]{2}}": { own: arrangers, sibling: arrangers },
  "post /:trust/organisation/calendar/:urn{[0-9]{6}}/years/:year{20[0-9]{2}-[0-9]{2}}": { own: arrangers, sibling: arrangers },
  "post /:trust/organisation/calendar/:urn{[0-9]{6}}/years/:year{20[0-9]{2}-[0-9]{2}}/remove": { own: arrangers, sibling: arrangers },
  "post /:trust/organisation/calendar/:urn{[0-9]{6}}/follow": { own: arrangers, sibling: arrangers },
  "post /:trust/organisation/regions": { trust: arrangers },
  "get /:trust/organisation/networks": { trust: arrangers },
  "post /:trust/organisation/networks": { trust: arrangers },
  "post /:trust/organisation/networks/:network{[0-9a-f-]{36}}": { trust: arrangers },
  "post /:trust/organisation/placements": { trust: arrangers },
  "post /:trust/organisation/suggested": { trust: arrangers },
  "post /:trust/organisation/meetings": { trust: arrangers },
  "get /:trust/measures": { trust: everybody },
  "get /:trust/measures/of/:measure": { trust: everybody },
  "get /:trust/measures/regions/:region{[0-9a-f-]{36}}": { own: [...trustWide, "regional-ceo"], sibling: trustWide },
  "get /:trust/measures/academies/:urn{[0-9]{6}}": { own: everybody, sibling: trustWide },
  // The demonstration's academies stand in no census: there is nobody to be like.
  "get /:trust/measures/academies/:urn{[0-9]{6}}/similar": { own: [], sibling: [] },
  // The demonstration trust is in no register.
  "get /:trust/measures/similar-trusts": { trust: [] },
  "get /:trust/measures/own": { trust: everybody },
  "get /:trust/measures/own.csv": { trust: everybody },
  "get /:trust/measures/own.xlsx": { trust: everybody },
  "get /:trust/measures/own/of/:measure": { trust: everybody },
  "get /:trust/measures/to-publish.csv": { trust: everybody },
  "get /:trust/measures/own/template.csv": { trust: figureBringers },
  "get /:trust/measures/own/template.xlsx": { trust: figureBringers },
  "get /:trust/measures/own/pupils-template.csv": { trust: figureBringers },
  "post /:trust/measures/own/import": { trust: figureBringers },
  "post /:trust/measures/own/import/confirm": { trust: figureBringers },
  "post /:trust/measures/own/pupils": { trust: figureBringers },
  "get /:trust/measures/collections": { trust: everybody },
  "get /:trust/measures/collections/new": { trust: leaders },
  "post /:trust/measures/collections/new": { trust: leaders },
  "get /:trust/measures/collections/:cycle{[0-9a-f-]{36}}": { trust: everybody },
  "get /:trust/measures/collections/:cycle{[0-9a-f-]{36}}/change": { trust: leaders },
  "post /:trust/measures/collections/:cycle{[0-9a-f-]{36}}/change": { trust: leaders },
  "get /:trust/measures/collections/:cycle{[0-9a-f-]{36}}/:urn{[0-9]{6}}": { own: everybody, sibling: trustWide },
  "post /:trust/measures/collections/:cycle{[0-9a-f-]{36}}/:urn{[0-9]{6}}": {
    own: [...leaders, "regional-ceo", "principal", "central-team"],
    sibling: [...leaders, "central-team"],
  },
  "post /:trust/measures/collections/:cycle{[0-9a-f-]{36}}/:urn{[0-9]{6}}/sign-off": { own: ["principal"], sibling: [] },
  "post /:trust/measures/collections/:cycle{[0-9a-f-]{36}}/:urn{[0-9]{6}}/reopen": { own: leaders, sibling: leaders },
  "get /:trust/measures/targets": { trust: everybody },
  "get /:trust/measures/targets/new": { trust: leaders },
  "post /:trust/measures/targets/new": { trust: leaders },
  "get /:trust/measures/targets/:target{[0-9a-f-]{36}}": { own: everybody, sibling: trustWide },
  "post /:trust/measures/targets/:target{[0-9a-f-]{36}}": { own: leaders, sibling: leaders },
  "post /:trust/measures/targets/:target{[0-9a-f-]{36}}/end": { own: leaders, sibling: leaders },
  "get /:trust/frameworks": { trust: everybody },
  "post /:trust/frameworks": { trust: arrangers },
  "get /:trust/frameworks/of/:framework": { trust: everybody },
  "post /:trust/frameworks/of/:framework/use": { trust: arrangers },
  "get /:trust/frameworks/import": { trust: arrangers },
  "post /:trust/frameworks/import": { trust: arrangers },
  "get /:trust/frameworks/editions/:edition/framework.yaml": { trust: everybody },
  "get /:trust/frameworks/editions/:edition": { trust: everybody },
  "get /:trust/frameworks/editions/:edition/edit": { trust: arrangers },
  "post /:trust/frameworks/editions/:edition/indicators": { trust: arrangers },
  "get /:trust/frameworks/editions/:edition/indicators/:key": { trust: arrangers },
  "post /:trust/frameworks/editions/:edition/indicators/:key": { trust: arrangers },
  "post /:trust/frameworks/editions/:edition/indicators/:key/move": { trust: arrangers },
  "post /:trust/frameworks/editions/:edition/indicators/:key/remove": { trust: arrangers },
  "get /:trust/frameworks/editions/:edition/levels": { trust: arrangers },
  "post /:trust/frameworks/editions/:edition/levels": { trust: arrangers },
  "get /:trust/frameworks/editions/:edition/put-into-use": { trust: arrangers },
  "post /:trust/frameworks/editions/:edition/put-into-use": { trust: arrangers },
  "get /:trust/diagnose/meetings/:meeting": { trust: trustWide },
  "post /:trust/diagnose/meetings/:meeting": { trust: leaders },
  // Own lies in the West with the Regional CEO and Principal asked about; the sibling in the East.
  "get /:trust/diagnose/:urn{[0-9]{6}}": { own: everybody, sibling: trustWide },
  "get /:trust/diagnose/:urn{[0-9]{6}}/:indicator": { own: everybody, sibling: trustWide },
  "post /:trust/diagnose/:urn{[0-9]{6}}/:indicator": {
    own: [...leaders, "sle", "regional-ceo", "principal"],
    sibling: [...leaders, "sle"],
  },
  "get /:trust/diagnose/:urn{[0-9]{6}}/evidence/:item": { own: everybody, sibling: trustWide },
  "get /:trust/diagnose/:urn{[0-9]{6}}/evidence/:item/about": { own: everybody, sibling: trustWide },
  "post /:trust/diagnose/:urn{[0-9]{6}}/evidence/:item/withdraw": {
    own: [...leaders, "sle", "regional-ceo", "principal"],
    sibling: [...leaders, "sle"],
  },
  "post /:trust/diagnose/:urn{[0-9]{6}}/evidence/:item/newer": {
    own: [...leaders, "sle", "regional-ceo", "principal"],
    sibling: [...leaders, "sle"],
  },
  "get /:trust/search": { trust: everybody },
  // What an academy offers is for the whole trust to see.
  "get /:trust/strengths": { trust: everybody },
  "get /:trust/strengths/:urn{[0-9]{6}}": { own: everybody, sibling: everybody },
  "get /:trust/strengths/:urn{[0-9]{6}}/offer": { own: [...leaders, "regional-ceo", "principal"], sibling: leaders },
  "post /:trust/strengths/:urn{[0-9]{6}}/offer": { own: [...leaders, "regional-ceo", "principal"], sibling: leaders },
  // The offer and the specialism asked about are of the same academies as the URN.
  "get /:trust/strengths/offers/:offer{[0-9a-f-]{36}}": { trust: everybody },
  "post /:trust/strengths/offers/:offer{[0-9a-f-]{36}}": { own: [...leaders, "regional-ceo", "principal"], sibling: leaders },
  "post /:trust/strengths/offers/:offer{[0-9a-f-]{36}}/withdraw": { own: [...leaders, "regional-ceo", "principal"], sibling: leaders },
  "get /:trust/strengths/:urn{[0-9]{6}}/award": { own: leaders, sibling: leaders },
  "post /:trust/strengths/:urn{[0-9]{6}}/award": { own: leaders, sibling: leaders },
  "get /:trust/strengths/specialisms/:specialism{[0-9a-f-]{36}}": { trust: everybody },
  "post /:trust/strengths/specialisms/:specialism{[0-9a-f-]{36}}/renew": { trust: leaders },
  "post /:trust/strengths/specialisms/:specialism{[0-9a-f-]{36}}/withdraw": { trust: leaders },
  "get /:trust/inspection": { trust: everybody },
  "get /:trust/inspection/:urn{[0-9]{6}}": { own: everybody, sibling: trustWide },
  "get /:trust/inspection/:urn{[0-9]{6}}/new": { own: inspectionNear, sibling: inspectionWide },
  "post /:trust/inspection/:urn{[0-9]{6}}/new": { own: inspectionNear, sibling: inspectionWide },
  "get /:trust/inspection/:urn{[0-9]{6}}/written/:inspection{[0-9a-f-]{36}}": { own: everybody, sibling: trustWide },
  "post /:trust/inspection/:urn{[0-9]{6}}/written/:inspection{[0-9a-f-]{36}}": { own: inspectionNear, sibling: inspectionWide },
  "post /:trust/inspection/:urn{[0-9]{6}}/written/:inspection{[0-9a-f-]{36}}/withdraw": { own: inspectionNear, sibling: inspectionWide },
  "get /:trust/inspection/:urn{[0-9]{6}}/deferral": { own: inspectionNear, sibling: inspectionWide },
  "post /:trust/inspection/:urn{[0-9]{6}}/deferral": { own: inspectionNear, sibling: inspectionWide },
  "get /:trust/inspection/:urn{[0-9]{6}}/readiness": { own: everybody, sibling: trustWide },
  "get /:trust/inspection/:urn{[0-9]{6}}/readiness/:point{[a-z0-9-]{1,60}}": { own: everybody, sibling: trustWide },
  "post /:trust/inspection/:urn{[0-9]{6}}/readiness/:point{[a-z0-9-]{1,60}}": {
    own: [...inspectionNear, "sle"],
    sibling: [...inspectionWide, "sle"],
  },
  "get /:trust/inspection/points": { trust: leaders },
  "post /:trust/inspection/points": { trust: leaders },
  "get /:trust/inspection/points/:own{[0-9a-f-]{36}}": { trust: leaders },
  "post /:trust/inspection/points/:own{[0-9a-f-]{36}}": { trust: leaders },
  "post /:trust/inspection/points/:own{[0-9a-f-]{36}}/remove": { trust: leaders },
  "get /:trust/inspection/:urn{[0-9]{6}}/log": { own: inspectionNear, sibling: inspectionWide },
  "post /:trust/inspection/:urn{[0-9]{6}}/log": { own: inspectionNear, sibling: inspectionWide },
  "get /:trust/inspection/:urn{[0-9]{6}}/log/:log{[0-9a-f-]{36}}": { own: inspectionNear, sibling: inspectionWide },
  "post /:trust/inspection/:urn{[0-9]{6}}/log/:log{[0-9a-f-]{36}}": { own: inspectionNear, sibling: inspectionWide },
  "post /:trust/inspection/:urn{[0-9]{6}}/log/:log{[0-9a-f-]{36}}/close": { own: inspectionNear, sibling: inspectionWide },
  "get /:trust/inspection/:urn{[0-9]{6}}/pack": { own: everybody, sibling: trustWide },
  "get /:trust/inspection/:urn{[0-9]{6}}/pack.zip": { own: everybody, sibling: trustWide },
  "get /:trust/plans": { trust: everybody },
  "get /:trust/plans/new": { trust: planWriters },
  "post /:trust/plans/new": { trust: planWriters },
  "get /:trust/plans/alignment": { trust: trustWide },
  "get /:trust/plans/import": { trust: planWriters },
  "post /:trust/plans/import": { trust: planWriters },
  "post /:trust/plans/import/confirm": { trust: planWriters },
  "get /:trust/plans/templates": { trust: planWriters },
  "get /:trust/plans/templates/:template{[0-9a-f-]{36}}": { trust: planWriters },
  "post /:trust/plans/templates/:template{[0-9a-f-]{36}}": { trust: leaders },
  "post /:trust/plans/templates/:template{[0-9a-f-]{36}}/retire": { trust: leaders },
  "get /:trust/plans/:plan{[0-9a-f-]{36}}/plan.csv": { own: everybody, sibling: trustWide },
  "get /:trust/plans/:plan{[0-9a-f-]{36}}/plan.xlsx": { own: everybody, sibling: trustWide },
  "get /:trust/plans/:plan{[0-9a-f-]{36}}/import": { own: planWriters, sibling: leaders },
  "post /:trust/plans/:plan{[0-9a-f-]{36}}/import": { own: planWriters, sibling: leaders },
  "post /:trust/plans/:plan{[0-9a-f-]{36}}/import/confirm": { own: planWriters, sibling: leaders },
  "get /:trust/plans/:plan{[0-9a-f-]{36}}/paste": { own: planWriters, sibling: leaders },
  "post /:trust/plans/:plan{[0-9a-f-]{36}}/paste": { own: planWriters, sibling: leaders },
  "post /:trust/plans/:plan{[0-9a-f-]{36}}/paste/confirm": { own: planWriters, sibling: leaders },
  "get /:trust/plans/:plan{[0-9a-f-]{36}}/template": { own: leaders, sibling: leaders },
  "post /:trust/plans/:plan{[0-9a-f-]{36}}/template": { own: leaders, sibling: leaders },
  "get /:trust/plans/across": { trust: everybody },
  "get /:trust/plans/:plan{[0-9a-f-]{36}}/compare": { own: everybody, sibling: trustWide },
  "get /:trust/plans/:plan{[0-9a-f-]{36}}": { own: everybody, sibling: trustWide },
  "get /:trust/plans/:plan{[0-9a-f-]{36}}/one-page": { own: everybody, sibling: trustWide },
  "get /:trust/plans/:plan{[0-9a-f-]{36}}/approved": { own: everybody, sibling: trustWide },
  "get /:trust/plans/:plan{[0-9a-f-]{36}}/diagnosis": { own: everybody, sibling: trustWide },
  "get /:trust/plans/:plan{[0-9a-f-]{36}}/change": { own: planWriters, sibling: leaders },
  "get /:trust/plans/:plan{[0-9a-f-]{36}}/parts/new": { own: planWriters, sibling: leaders },
  "get /:trust/plans/:plan{[0-9a-f-]{36}}/parts/:part{[0-9a-f-]{36}}": { own: planWriters, sibling: leaders },
  "get /:trust/plans/:plan{[0-9a-f-]{36}}/progress": { own: planWriters, sibling: leaders },
  "post /:trust/plans/:plan{[0-9a-f-]{36}}/change": { own: planWriters, sibling: leaders },
  "post /:trust/plans/:plan{[0-9a-f-]{36}}/parts/new": { own: planWriters, sibling: leaders },
  "post /:trust/plans/:plan{[0-9a-f-]{36}}/parts/:part{[0-9a-f-]{36}}": { own: planWriters, sibling: leaders },
  "post /:trust/plans/:plan{[0-9a-f-]{36}}/progress": { own: planWriters, sibling: leaders },
  "post /:trust/plans/:plan{[0-9a-f-]{36}}/parts/:part{[0-9a-f-]{36}}/end": { own: planWriters, sibling: leaders },
  "get /:trust/plans/:plan{[0-9a-f-]{36}}/parts/:part{[0-9a-f-]{36}}/talk": { own: planWriters, sibling: leaders },
  "get /:trust/plans/:plan{[0-9a-f-]{36}}/parts/:part{[0-9a-f-]{36}}/talk/suggest": { own: planWriters, sibling: leaders },
  "post /:trust/plans/:plan{[0-9a-f-]{36}}/parts/:part{[0-9a-f-]{36}}/talk/suggest": { own: planWriters, sibling: leaders },
  "post /:trust/plans/:plan{[0-9a-f-]{36}}/parts/:part{[0-9a-f-]{36}}/talk/comments": { own: planWriters, sibling: leaders },
  "post /:trust/plans/:plan{[0-9a-f-]{36}}/parts/:part{[0-9a-f-]{36}}/talk/comments/:comment{[0-9a-f-]{36}}": {
    own: planWriters,
    sibling: leaders,
  },
  "post /:trust/plans/:plan{[0-9a-f-]{36}}/parts/:part{[0-9a-f-]{36}}/talk/suggestions/:suggestion{[0-9a-f-]{36}}": {
    own: planWriters,
    sibling: leaders,
  },
  "post /:trust/plans/:plan{[0-9a-f-]{36}}/approve": { own: [...leaders, "regional-ceo"], sibling: leaders },
  "post /:trust/plans/:plan{[0-9a-f-]{36}}/step": { own: [...leaders, "regional-ceo"], sibling: leaders },
  "get /:trust/plans/:plan{[0-9a-f-]{36}}/impact": { own: [...leaders, "regional-ceo"], sibling: leaders },
  "post /:trust/plans/:plan{[0-9a-f-]{36}}/impact": { own: [...leaders, "regional-ceo"], sibling: leaders },
  "get /:trust/my-work/reminders": { trust: everybody },
  "post /:trust/my-work/reminders": { trust: everybody },
  "get /:trust/my-work": { trust: everybody },
  // The action is led by whoever is Principal there.
  "get /:trust/my-work/:action{[0-9a-f-]{36}}": { own: everybody, sibling: trustWide },
  "post /:trust/my-work/:action{[0-9a-f-]{36}}": { own: planWriters, sibling: leaders },
  // Own is agreed, so it opens to whoever sees where its academy stands; the sibling is still with its academy in the East, which is not asked about.
  "get /:trust/reviews": { trust: everybody },
  "get /:trust/reviews/new": { trust: [...leaders, "regional-ceo", "principal"] },
  "post /:trust/reviews/new": { trust: [...leaders, "regional-ceo", "principal"] },
  "get /:trust/reviews/:review{[0-9a-f-]{36}}": { own: everybody, sibling: leaders },
  "get /:trust/reviews/:review{[0-9a-f-]{36}}/evidence/:item": { own: everybody, sibling: leaders },
  "get /:trust/reviews/:review{[0-9a-f-]{36}}/reviewers": { own: [...leaders, "regional-ceo"], sibling: leaders },
  "post /:trust/reviews/:review{[0-9a-f-]{36}}/reviewers": { own: [...leaders, "regional-ceo"], sibling: leaders },
  "post /:trust/reviews/:review{[0-9a-f-]{36}}/indicators/:indicator": { own: everybody, sibling: leaders },
  "post /:trust/reviews/:review{[0-9a-f-]{36}}/indicators/:indicator/reply": { own: everybody, sibling: leaders },
  "post /:trust/reviews/:review{[0-9a-f-]{36}}/indicators/:indicator/findings": { own: everybody, sibling: leaders },
  "post /:trust/reviews/:review{[0-9a-f-]{36}}/step": { own: everybody, sibling: leaders },
  "post /:trust/reviews/:review{[0-9a-f-]{36}}/send-back": { own: everybody, sibling: leaders },
  "post /:trust/reviews/:review{[0-9a-f-]{36}}/indicators/:indicator/blind": { own: everybody, sibling: leaders },
  "get /:trust/reviews/:review{[0-9a-f-]{36}}/review.yaml": { own: everybody, sibling: leaders },
  "get /:trust/reviews/import": { trust: [...leaders, "regional-ceo", "principal"] },
  "post /:trust/reviews/import": { trust: [...leaders, "regional-ceo", "principal"] },
  "get /:trust/reviews/agreement": { trust: leaders },
  "get /:trust/reviews/campaigns": { trust: leaders },
  "get /:trust/reviews/campaigns/new": { trust: leaders },
  "post /:trust/reviews/campaigns/new": { trust: leaders },
  "get /:trust/reviews/campaigns/:campaign{[0-9a-f-]{36}}": { trust: leaders },
  "get /:trust/reviews/joiners": { trust: leaders },
  "post /:trust/reviews/joiners": { trust: leaders },
  "get /:trust/academies/:urn{[0-9]{6}}": { own: everybody, sibling: trustWide },
  "get /api/v1/:trust/reviews": { trust: everybody },
  "get /api/v1/:trust/findings": { trust: everybody },
  "get /api/v1/:trust/reviews/:review{[0-9a-f-]{36}}": { own: everybody, sibling: leaders },
  "put /api/v1/:trust/reviews/:review{[0-9a-f-]{36}}/indicators/:indicator": { own: everybody, sibling: leaders },
  "get /:trust/findings": { trust: everybody },
  "get /:trust/findings/:finding{[0-9a-f-]{36}}": { own: everybody, sibling: leaders },
  "post /:trust/findings/:finding{[0-9a-f-]{36}}/answer": { own: [...leaders, "sle", "regional-ceo", "principal"], sibling: leaders },
  "post /:trust/findings/:finding{[0-9a-f-]{36}}/close": { own: [...leaders, "sle", "regional-ceo", "principal"], sibling: leaders },
  "post /:trust/findings/:finding{[0-9a-f-]{36}}/escalate": { own: [...leaders, "sle", "regional-ceo", "principal"], sibling: leaders },
  "get /:trust/organisation/tokens": { trust: everybody },
  "post /:trust/organisation/tokens": { trust: everybody },
  "post /:trust/organisation/tokens/:token{[0-9a-f-]{36}}/end": { trust: everybody },
  "get /api/v1/:trust": { trust: everybody },
  "get /api/v1/:trust/dashboard": { trust: everybody },
  "get /api/v1/:trust/academies": { trust: everybody },
  "get /api/v1/:trust/academies/:urn{[0-9]{6}}": { own: everybody, sibling: trustWide },
  "get /api/v1/:trust/people": { trust: administrators },
  "get /api/v1/:trust/frameworks": { trust: everybody },
  "get /api/v1/:trust/editions": { trust: everybody },
  "get /api/v1/:trust/editions/:edition{[0-9a-f-]{36}}": { trust: everybody },
  "post /api/v1/:trust/editions": { trust: arrangers },
  "put /api/v1/:trust/editions/:edition{[0-9a-f-]{36}}/indicators/:key": { trust: arrangers },
  "post /api/v1/:trust/editions/:edition{[0-9a-f-]{36}}/put-into-use": { trust: arrangers },
  "get /api/v1/:trust/units": { trust: administrators },
  "post /api/v1/:trust/people": { trust: administrators },
  "get /api/v1/:trust/people/:person{[0-9a-f-]{36}}": { trust: administrators },
  "put /api/v1/:trust/people/:person{[0-9a-f-]{36}}": { trust: administrators },
  "post /api/v1/:trust/people/:person{[0-9a-f-]{36}}/roles": { trust: administrators },
  "post /api/v1/:trust/people/:person{[0-9a-f-]{36}}/roles/:role{[0-9a-f-]{36}}/end": { trust: administrators },
  "get /api/v1/:trust/measures/values": { trust: everybody },
  "get /api/v1/:trust/measures/targets": { trust: everybody },
  "get /api/v1/:trust/measures/collections": { trust: everybody },
  "get /api/v1/:trust/plans": { trust: everybody },
  "get /api/v1/:trust/plans/:plan{[0-9a-f-]{36}}": { own: everybody, sibling: trustWide },
  "post /api/v1/:trust/plans/:plan{[0-9a-f-]{36}}/parts": { own: planWriters, sibling: leaders },
  "put /api/v1/:trust/plans/:plan{[0-9a-f-]{36}}/parts/:part{[0-9a-f-]{36}}": { own: planWriters, sibling: leaders },
  "get /api/v1/:trust/plans/:plan{[0-9a-f-]{36}}/progress": { own: everybody, sibling: trustWide },
  "post /api/v1/:trust/plans/:plan{[0-9a-f-]{36}}/progress": { own: planWriters, sibling: leaders },
  "get /api/v1/:trust/inspections": { trust: everybody },
  "post /api/v1/:trust/academies/:urn{[0-9]{6}}/inspections": { own: inspectionNear, sibling: inspectionWide },
  "get /api/v1/:trust/academies/:urn{[0-9]{6}}/inspections/:inspection{[0-9a-f-]{36}}": { own: everybody, sibling: trustWide },
  "put /api/v1/:trust/academies/:urn{[0-9]{6}}/inspections/:inspection{[0-9a-f-]{36}}": { own: inspectionNear, sibling: inspectionWide },
  "get /api/v1/:trust/judgements": { trust: everybody },
  "get /api/v1/:trust/academies/:urn{[0-9]{6}}/judgements/:indicator": { own: everybody, sibling: trustWide },
  "post /api/v1/:trust/academies/:urn{[0-9]{6}}/judgements/:indicator": {
    own: [...leaders, "sle", "regional-ceo", "principal"],
    sibling: [...leaders, "sle"],
  },
  "get /api/v1/:trust/academies/:urn{[0-9]{6}}/evidence": { own: everybody, sibling: trustWide },
  "get /api/v1/:trust/academies/:urn{[0-9]{6}}/evidence/:item": { own: everybody, sibling: trustWide },
  "post /api/v1/:trust/academies/:urn{[0-9]{6}}/evidence/:item/withdraw": {
    own: [...leaders, "sle", "regional-ceo", "principal"],
    sibling: [...leaders, "sle"],
  },
  "get /api/v1/:trust/search": { trust: everybody },
  "get /api/v1/:trust/strengths": { trust: everybody },
  "get /api/v1/:trust/specialisms": { trust: everybody },
  "get /api/v1/:trust/meetings": { trust: everybody },
  "get /api/v1/:trust/decisions": { trust: everybody },
  "post /api/v1/:trust/meetings/:meeting/decisions": { trust: leaders },
};
const siteRoutes: Record<string, "everybody" | "signed-in" | "site-operator"> = {
  "get /": "everybody",
  "get /healthz": "everybody",
  "get /readyz": "everybody",
  "get /sign-in": "everybody",
  "post /sign-in": "everybody",
  "get /api": "everybody",
  "get /api/openapi.json": "everybody",
  "post /sign-out": "signed-in",
  "get /invitation/:token": "everybody",
  "post /invitation/:token": "everybody",
  "get /reset/:token": "everybody",
  "post /reset/:token": "everybody",
  "get /account": "signed-in",
  "post /account/password": "signed-in",
  "post /account/sessions/end-others": "signed-in",
  "post /account/sessions/:session{[0-9a-f-]{36}}/end": "signed-in",
  "get /sign-in/code": "everybody",
  "post /sign-in/code": "everybody",
  "get /sign-in/passkey": "everybody",
  "post /sign-in/passkey": "everybody",
  "post /sign-in/with/:provider": "everybody",
  "get /sign-in/with/:provider/return": "everybody",
  "post /invitation/:token/with/:provider": "everybody",
  "get /account/factors": "signed-in",
  "post /account/factors/app": "signed-in",
  "get /account/factors/app": "signed-in",
  "post /account/factors/app/confirm": "signed-in",
  "get /account/factors/app/remove": "signed-in",
  "post /account/factors/app/remove": "signed-in",
  "post /account/factors/recovery-codes": "signed-in",
  "get /account/factors/passkeys/new": "signed-in",
  "post /account/factors/passkeys": "signed-in",
  "post /account/factors/passkeys/:passkey{[0-9a-f-]{36}}/remove": "signed-in",
  "post /account/factors/link/:provider": "signed-in",
  "post /account/factors/identities/:identity{[0-9a-f-]{36}}/remove": "signed-in",
  "get /site/accounts": "site-operator",
  "post /site/accounts/:account{[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}}/factors/remove": "site-operator",
  "post /site/accounts/:account{[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}}/reset": "site-operator",
  "post /site/accounts/:account{[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}}/reset/withdraw": "site-operator",
  "post /site/accounts/:account{[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}}/end": "site-operator",
  "post /site/accounts/:account{[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}}/reopen": "site-operator",
  "get /trusts/new": "site-operator",
  "post /trusts/new": "site-operator",
  "get /register/import": "site-operator",
  "post /register/import": "site-operator",
  "get /register/imports/:import{[0-9a-f-]{36}}": "site-operator",
};

// The planted faults: a trustee may record the board's decision, and the people of every trust are seen in each.
if (faultIn("matrix")) (mayDecide.roles as string[]).push("trustee");

const world = await makeWorld(everybody);
const { app, house, identities, valuesOf } = world;
beforeAll(async () => {
  await world.setUp();
  if (!faultIn("matrix")) return;
  const owner = await world.database.as("owner");
  await owner.query("create policy planted on organisation.person for select using (true)");
});
const everyone = () => [undefined, ...identities.keys()];
const homeOf = (who: string | undefined): Relation => (isOfOther(who) ? "other" : "own");

test("every route is in the matrix, and the matrix names no other", () => {
  const declared = routes.map(({ method, path }) => `${method} ${path}`).sort();
  expect(declared).toEqual([...Object.keys(may), ...Object.keys(siteRoutes)].sort());
  for (const { method, path, guard } of routes) {
    const site = siteRoutes[`${method} ${path}`];
    expect(guard.kind, `${method} ${path}`).toBe(site ?? (path.startsWith("/api/") ? "token" : "allow"));
  }
});

test("every id that the API takes in a body is in the matrix, and no line of it is of a route that is gone", () => {
  for (const route of routes.filter(isApiRoute)) {
    const name = `${route.method} ${route.path}`;
    const shape = route.api.body ? JSON.stringify(z.toJSONSchema(route.api.body, { io: "input", unrepresentable: "any" })) : "";
    const ids = [...shape.matchAll(/"([a-zA-Z]+)":\{[^{}]*"format":"uuid"/g)].map(([, field = ""]) => field);
    const said = fieldsOf(name).map((field) => field.name);
    expect([name, ids.filter((id) => !said.includes(id))]).toEqual([name, []]);
    const matches = fieldsOf(name).some(({ where }) => where === "header") || sends[name]?.ifMatch !== undefined;
    expect([name, route.api.matches === true]).toEqual([name, matches]);
  }
  const gone = Object.keys(sends).filter((route) => !may[route] && !siteRoutes[route]);
  expect(gone).toEqual([]);
});

type Case = { route: string; who: string | undefined; related: Related; first: boolean };
/** Every route for everybody, with every id in every id-bearing field, and every pair of fields with every pair of ids. */
function casesOf(names: readonly string[], home: (who: string | undefined) => Relation, drawn: number): Case[] {
  const cases = names.flatMap((route) => {
    const fields = fieldsOf(route);
    return everyone().flatMap((who) =>
      combinations(fields, (kind) => Object.keys(valuesOf(kind, who)) as Relation[], home(who)).map((related, at) => ({
        route,
        who,
        related,
        first: at === 0,
      })),
    );
  });
  if (full) return cases;
  // The short form asks each route of every role with ids of their own, and a draw of all the rest.
  const random = randomFrom();
  const share = drawn / cases.length;
  const always = (who: string | undefined) => !/^(ended|other) (?!administrator)/.test(who ?? "");
  return cases.filter(({ first, who }) => (first && always(who)) || random() < share);
}

/** Asks some at a time: each change is taken back at its end, so that every request finds the same world. */
async function askAll(cases: readonly Case[], weigh: (one: Case, came: Awaited<ReturnType<typeof ask>>) => string | undefined) {
  const wrong: string[] = [];
  const left = cases.values();
  const one = async () => {
    for (const each of left) {
      const came = await ask(world, each.route, each.who, each.related);
      const amiss = weigh(each, came);
      const ids = Object.entries(each.related).map(([name, relation]) => `${name} ${relation}`);
      if (amiss) wrong.push(`${each.who ?? "anonymous"} ${each.route} [${ids.join(", ")}]: ${came.status}, ${amiss}`);
    }
  };
  await Promise.all([one(), one(), one(), one()]);
  return wrong;
}

test("every role, and those with none, may open exactly what they should, whatever ids they send", async () => {
  const alike = new Map<string, Set<string>>();
  const absent = new Map<string, Set<string>>();
  const remember = (of: Map<string, Set<string>>, key: string, text: string) => of.set(key, (of.get(key) ?? new Set()).add(text));
  const cases = casesOf(Object.keys(may), homeOf, 2600);
  const wrong = await askAll(cases, ({ route, who, related, first }, came) => {
    const byToken = route.includes(" /api/");
    if (who === undefined) return came.status === (byToken ? 401 : 302) ? undefined : "should be asked who it is";
    const fields = fieldsOf(route);
    const home = homeOf(who);
    const reaches = may[route] ?? {};
    const places = [
      related.urn,
      related.region,
      related.review,
      related.finding,
      related.target,
      related.plan,
      related.action,
      related.offer,
      related.specialism,
    ];
    const reach: Reach = reaches.trust ? "trust" : places.includes("sibling") && home === "own" ? "sibling" : "own";
    const role = who.replace(/^other /, "");
    const comes = (reaches[reach] ?? []).includes(role) ? comesOf(route, fields, related, home) : "absent";
    const changed = Object.entries(related).filter(([name, relation]) => fields.find((field) => field.name === name) && relation !== home);
    const [name = "", relation] = changed.length === 1 ? (changed[0] ?? []) : [];
    // "Absent", "not yours" and "another's" answer alike, to the letter; what a list goes on after only says where in the order.
    if (relation && relation !== "own" && relation !== "sibling" && home === "own" && name !== "after")
      remember(alike, `${who} ${route} ${name}`, came.text);
    if (came.status === 404) remember(absent, `${who} by ${byToken ? "token" : "page"}`, came.text);
    return fits(comes, comeOf(came), came, { done: first && sends[route]?.done === true && home === "own", byToken });
  });
  for (const [what, texts] of alike)
    if (texts.size > 1) wrong.push(`${what}: a stranger's id is answered otherwise than one that never was`);
  for (const [who, texts] of absent) if (texts.size > 1) wrong.push(`${who}: what is absent is answered in ${texts.size} ways`);
  sayGate("matrix", {
    figure: `${wrong.length} wrong answers in ${cases.length} requests`,
    target: full ? "0 wrong in 50,000 or more" : "0 wrong in 4,000 or more",
  });
  expect(wrong.slice(0, 40)).toEqual([]);
  expect(cases.length).toBeGreaterThan(full ? 50_000 : 4000);
});

test("the site's own addresses open to whom they should, whatever ids they send", async () => {
  const names = Object.keys(siteRoutes).filter((route) => route !== "post /sign-out" && route !== "post /sign-in");
  const cases = casesOf(names, () => "own", 100);
  const wrong = await askAll(cases, ({ route, who, related }, came) => {
    const guard = siteRoutes[route];
    if (route === "get /") return came.status === (who ? 200 : 302) || came.status === 303 || who ? undefined : "should be asked who it is";
    if (guard !== "everybody" && who === undefined) return came.status === 302 ? undefined : "should be asked who it is";
    const comes = guard === "site-operator" && who !== "site-operator" ? "absent" : comesOf(route, fieldsOf(route), related, "own");
    return fits(comes, comeOf(came), came, { site: true });
  });
  sayGate("matrix", { figure: `${wrong.length} wrong answers in ${cases.length} requests of the site's own`, target: "0 wrong" });
  expect(wrong.slice(0, 40)).toEqual([]);
});

test("a form without the session's token changes nothing", async () => {
  const { cookie = "" } = identities.get("managing-director") ?? {};
  const answer = await app.request("http://localhost/granite-coast/organisation/regions", {
    method: "POST",
    headers: { cookie },
    body: new URLSearchParams({ region: "Forged" }),
  });
  expect(answer.status).toBe(403);
  const { rowCount } = await house.keeper.pool.query("select 1 from organisation.unit where name = 'Forged'");
  expect(rowCount).toBe(0);
});

test("the eleventh guess in five minutes is refused, even the right one, and an array for an address is no address", async () => {
  const guess = (body: URLSearchParams) => app.request("http://localhost/sign-in", { method: "POST", body });
  const email = "tobias.nancekivell@granite-coast.example";
  // What the matrix asked came from this network too.
  await house.keeper.pool.query("delete from sign_in.attempt");
  for (let tries = 0; tries < 10; tries++) expect((await guess(new URLSearchParams({ email, password: "wrong" }))).status).toBe(422);
  expect((await guess(new URLSearchParams({ email, password: "lantern-over-granite" }))).status).toBe(429);
  expect(
    (
      await guess(
        new URLSearchParams([
          ["email", email],
          ["email", "x@y.example"],
          ["password", "lantern-over-granite"],
        ]),
      )
    ).status,
  ).toBe(400);
});

test("every page carries the headers of a careful site", async () => {
  const answer = await app.request("http://localhost/granite-coast", { headers: { cookie: identities.get("trustee")?.cookie ?? "" } });
  expect(answer.headers.get("content-security-policy")).toMatch(/default-src 'none'.*frame-ancestors 'none'/);
  expect(answer.headers.get("content-security-policy")).not.toMatch(/unsafe/);
  expect(answer.headers.get("x-content-type-options")).toBe("nosniff");
  expect(answer.headers.get("cache-control")).toBe("no-store");
});
