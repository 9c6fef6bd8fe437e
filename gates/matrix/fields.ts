import type { Relation } from "./world.ts";

/** What kind of thing an id names. */
export type Kind =
  | "trust"
  | "urn"
  | "unit"
  | "region"
  | "person"
  | "role"
  | "meeting"
  | "framework"
  | "edition"
  | "editionInUse"
  | "key"
  | "indicator"
  | "judgement"
  | "decision"
  | "item"
  | "measure"
  | "cycle"
  | "target"
  | "inspection"
  | "point"
  | "log"
  | "entry"
  | "review"
  | "finding"
  | "plan"
  | "part"
  | "approved plan"
  | "approved part"
  | "objective"
  | "action"
  | "above"
  | "template"
  | "comment"
  | "suggestion"
  | "campaign"
  | "network"
  | "offer"
  | "specialism"
  | "strength"
  | "reviewer"
  | "moderator"
  | "token"
  | "own token"
  | "invitation"
  | "reset"
  | "session"
  | "own session"
  | "account"
  | "passkey"
  | "identity"
  | "import"
  | "provider"
  | "year";

/** What comes of an id where its sender may use the route: done or at least let in; refused in words, with nothing changed; as if it were not there. */
export type Comes = "open" | "refused" | "absent";
export type Field = { readonly name: string; readonly where: "path" | "query" | "body" | "header"; readonly kind: Kind } & {
  readonly [relation in Relation]?: Comes;
};
/** The relations of the ids of one request, by field. */
export type Related = Readonly<Record<string, Relation>>;

export type Sent = {
  readonly fields?: readonly Field[];
  /** What else the form or JSON says, so that only the ids can be wrong with it. */
  readonly says?: (values: Readonly<Record<string, string>>) => Record<string, unknown>;
  /** The state that an If-Match names, where that is no id. */
  readonly ifMatch?: string;
  /** With ids of one's own it is really done, by those who may. */
  readonly done?: true;
  /** What comes of ids that are each in order but do not belong together. */
  readonly together?: (related: Related) => Comes | undefined;
};

const stranger = (comes: Comes) => ({ other: comes, deleted: comes, random: comes }) as const;
const body = (name: string, kind: Kind, more: Omit<Field, "name" | "where" | "kind"> = {}): Field => ({
  name,
  where: "body",
  kind,
  ...stranger("refused"),
  ...more,
});
/** An id in a question after `?`: whose it is makes no difference to whether there is an answer, and a stranger's answers like one that never was. */
const query = (name: string, kind: Kind): Field => ({ name, where: "query", kind, ...stranger("open") });

/** What an id in the path opens: one's own and one's trust's; a stranger's is absent. */
export const inPath: Readonly<Record<string, { readonly kind: Kind } & { readonly [relation in Relation]?: Comes }>> = {
  trust: { kind: "trust" },
  urn: { kind: "urn" },
  region: { kind: "region" },
  year: { kind: "year", ...stranger("open") },
  person: { kind: "person" },
  role: { kind: "role" },
  meeting: { kind: "meeting" },
  // What ships is the same for every trust.
  framework: { kind: "framework", other: "open" },
  edition: { kind: "edition" },
  key: { kind: "key" },
  indicator: { kind: "indicator" },
  item: { kind: "item" },
  cycle: { kind: "cycle" },
  target: { kind: "target" },
  inspection: { kind: "inspection" },
  // A point that ships is every trust's; the one asked for is the trust's own.
  point: { kind: "point" },
  own: { kind: "point" },
  log: { kind: "log" },
  review: { kind: "review" },
  finding: { kind: "finding" },
  plan: { kind: "plan" },
  part: { kind: "part" },
  action: { kind: "action" },
  template: { kind: "template" },
  comment: { kind: "comment" },
  suggestion: { kind: "suggestion" },
  campaign: { kind: "campaign" },
  network: { kind: "network" },
  offer: { kind: "offer" },
  specialism: { kind: "specialism" },
  // What is measured is the country's, not a trust's.
  measure: { kind: "measure", other: "open" },
  import: { kind: "import" },
  provider: { kind: "provider", ...stranger("open") },
};

const access = "/:trust/organisation/people/:person{[0-9a-f-]{36}}/access";
const apiPerson = "/api/v1/:trust/people/:person{[0-9a-f-]{36}}";
const apiEdition = "/api/v1/:trust/editions/:edition{[0-9a-f-]{36}}";
const editing = "/:trust/frameworks/editions/:edition";
const role = (unit: string) => ({ kind: "principal", unitId: unit, from: "2027-01-01", to: "2027-01-31" });

/** The four tests of a specialism, each with the same evidence, as decided on the day of the meeting that is one's own. */
const fourTests = (item: string | undefined) => ({
  ...{ decidedOn: "2026-07-09", reviewBy: "2027-07-09" },
  ...Object.fromEntries(
    ["strength", "support", "cpd", "success"].flatMap((test) => [
      [`${test}-says`, "Seen."],
      [`${test}-item`, item ?? ""],
    ]),
  ),
});
/** The sibling's evidence lies only in a review that is not agreed, so that outside it nobody else finds it. */
const itemInPath: Field = { name: "item", where: "path", kind: "item", sibling: "absent" };
/** Evidence is opened, and chosen, only with the academy it is about. */
const ofItsAcademy = ({ urn, item }: Related): Comes | undefined => (urn === item ? undefined : "absent");
/** A judgement replaces the one that stands of its own academy and indicator, and of no other. */
const judgementTogether = (related: Related): Comes | undefined => {
  const { urn, indicator, replacing } = related;
  const fits = indicator === "own" && ((urn === "own" && replacing === "own") || (urn === "sibling" && replacing === "sibling"));
  return fits ? undefined : "refused";
};
const judged = { level: "expected", confidence: "high", direction: "steady", narrative: "Seen on the day." };

const inspection = "/:trust/inspection/:urn{[0-9]{6}}";
const byHand = `${inspection}/written/:inspection{[0-9a-f-]{36}}`;
const inLog = `${inspection}/log/:log{[0-9a-f-]{36}}`;
const apiByHand = "/api/v1/:trust/academies/:urn{[0-9]{6}}/inspections";
const ownPoint = "/:trust/inspection/points/:own{[0-9a-f-]{36}}";
/** What is of an academy is found at that academy alone. */
const atItsOwn =
  (name: string, comes: Comes = "absent") =>
  (related: Related): Comes | undefined =>
    related.urn === related[name] ? undefined : comes;
const seenOn = { on: "2026-10-06", kind: "graded", "area-inclusion": "expected-standard" };

const plan = "/:trust/plans/:plan{[0-9a-f-]{36}}";
const template = "/:trust/plans/templates/:template{[0-9a-f-]{36}}";
/** What is of a plan is found in that plan alone. */
const inItsPlan =
  (name: string, comes: Comes = "absent") =>
  (related: Related): Comes | undefined =>
    related.plan === related[name] ? undefined : comes;
const planned = { title: "Tides", begins: "2026-09-01", ends: "2027-08-31" };
const partSays = ({ owner = "" }: Readonly<Record<string, string>>) => ({
  title: "Tides",
  delivers: `person:${owner}`,
  from: "2026-11-21",
});

/** The ids that a route takes beside those in its path, and what its form says beside them. Written by hand, route by route. */
export const sends: Readonly<Record<string, Sent>> = {
  "get /:trust{[a-z][a-z0-9-]+}": { fields: [query("region", "region")] },
  "get /:trust/standing": { fields: [query("region", "region")] },
  "get /:trust/standing.csv": { fields: [query("region", "region")] },
  "get /:trust/standing.xlsx": { fields: [query("region", "region")] },
  "get /:trust/organisation/people": { fields: [query("unit", "unit")] },
  "post /:trust/organisation/people": {
    fields: [body("unitId", "unit")],
    says: ({ unitId = "" }) => ({ name: "Mara Matrix", email: "mara@matrix.example", ...role(unitId) }),
    done: true,
  },
  "post /:trust/organisation/people/roles/:role{[0-9a-f-]{36}}/end": {
    // A role is looked for when the form is weighed, so a stranger's is refused as one that has ended.
    fields: [{ name: "role", where: "path", kind: "role", ...stranger("refused") }],
    says: () => ({ how: "now" }),
    done: true,
  },
  "post /:trust/organisation/people/:person{[0-9a-f-]{36}}": {
    says: () => ({ name: "Nobody Else", email: "nobody-else@matrix.example", version: "1" }),
    done: true,
  },
  "post /:trust/organisation/people/:person{[0-9a-f-]{36}}/roles": {
    fields: [body("unitId", "unit")],
    says: ({ unitId = "" }) => ({ ...role(unitId), kind: "sle" }),
    done: true,
  },
  "post /:trust/organisation/people/:person{[0-9a-f-]{36}}/reset": { done: true },
  // What is ended there is that person's: another's, of whichever trust, is refused as what has ended already.
  [`post ${access}/end`]: { done: true },
  ...Object.fromEntries(
    (["role", "token", "session", "identity"] as const).map((kind): [string, Sent] => [
      `post ${access}/${kind === "identity" ? "identities" : `${kind}s`}/:${kind}{[0-9a-f-]{36}}/end`,
      {
        fields: [{ name: kind, where: "path", kind, ...stranger("refused") }],
        together: (related) => (related.person === related[kind] ? undefined : "refused"),
        done: true,
      },
    ]),
  ),
  "post /:trust/organisation/regions": { says: () => ({ region: "Moor" }), done: true },
  "post /:trust/organisation/networks": { says: () => ({ name: "Tides" }), done: true },
  "post /:trust/organisation/networks/:network{[0-9a-f-]{36}}": {
    says: ({ network = "" }) => ({ [`name-${network}`]: "Tides", seen: "Coast" }),
    done: true,
  },
  "post /:trust/organisation/meetings": { says: () => ({ heldOn: "2030-01-01" }), done: true },
  "post /:trust/organisation/placements": {
    // A stranger's academy is none of those that are placed.
    fields: [body("academy", "unit", stranger("open")), body("region", "region")],
    says: ({ academy = "", region = "" }) => ({ [`place-${academy}`]: region }),
    together: ({ academy, region }) =>
      academy !== "own" && academy !== "sibling" && region !== "own" && region !== "sibling" ? "open" : undefined,
    done: true,
  },
  "post /:trust/organisation/suggested": {
    fields: [body("academy", "unit", stranger("open"))],
    says: ({ academy = "" }) => ({ [`name-${academy}`]: "Somewhere" }),
  },
  "post /:trust/organisation/tokens": { says: () => ({ name: "Sheet", read: "yes", days: "1" }), done: true },
  "post /:trust/organisation/tokens/:token{[0-9a-f-]{36}}/end": {
    fields: [{ name: "token", where: "path", kind: "own token", sibling: "refused", ...stranger("refused") }],
    done: true,
  },
  "post /:trust/frameworks/of/:framework/use": { done: true },
  // What is in use is shown, and no longer edited.
  [`post ${editing}/indicators`]: {
    fields: [{ name: "edition", where: "path", kind: "edition", sibling: "refused" }],
    says: () => ({ title: "Tides", short: "Tides" }),
    done: true,
  },
  [`get ${editing}/indicators/:key`]: {
    // Of an edition in use the whole edition is shown, whichever indicator was asked for.
    together: ({ edition, key }) => (edition === "sibling" && key !== "own" && key !== "sibling" ? "open" : undefined),
  },
  [`post ${editing}/indicators/:key`]: {
    fields: [
      { name: "edition", where: "path", kind: "edition", sibling: "refused" },
      { name: "key", where: "path", kind: "key", ...stranger("refused") },
    ],
    says: () => ({ title: "Tides", short: "Tides", version: "1" }),
    done: true,
  },
  [`post ${editing}/indicators/:key/move`]: {
    fields: [
      { name: "edition", where: "path", kind: "edition", sibling: "refused" },
      { name: "key", where: "path", kind: "key", ...stranger("refused") },
    ],
    says: () => ({ way: "down", version: "1" }),
    done: true,
  },
  [`post ${editing}/indicators/:key/remove`]: {
    fields: [
      { name: "edition", where: "path", kind: "edition", sibling: "refused" },
      { name: "key", where: "path", kind: "key", ...stranger("refused") },
    ],
    says: () => ({ version: "1" }),
    done: true,
  },
  [`get ${editing}/put-into-use`]: {
    fields: [query("forerunner", "indicator")],
    says: ({ forerunner = "" }) => ({ from: "2027-01-04", "forerunner-behaviour-and-attitudes": forerunner }),
  },
  [`post ${editing}/put-into-use`]: {
    fields: [{ name: "edition", where: "path", kind: "edition", sibling: "open" }, body("forerunner", "indicator")],
    says: ({ forerunner = "" }) => ({ from: "2027-01-04", version: "1", "forerunner-behaviour-and-attitudes": forerunner }),
    // An edition in use is shown as it is, whatever was asked of it.
    together: ({ edition }) => (edition === "sibling" ? "open" : undefined),
    done: true,
  },
  "post /:trust/diagnose/meetings/:meeting": {
    fields: [
      body("urn", "urn", stranger("absent")),
      body("edition", "editionInUse", { sibling: "refused" }),
      body("replacing", "decision"),
    ],
    says: ({ urn = "" }) => ({ [`category-${urn}`]: "emerging", [`reason-${urn}`]: "As the board saw it.", [`from-${urn}`]: "2026-09-01" }),
    together: ({ urn, replacing }) => (urn === "own" && replacing === "own" ? undefined : "refused"),
  },
  "post /:trust/diagnose/:urn{[0-9]{6}}/:indicator": {
    fields: [
      body("edition", "editionInUse", { sibling: "refused" }),
      body("replacing", "judgement"),
      body("item", "item", { sibling: "refused" }),
    ],
    says: ({ item }) => ({ ...judged, "evidence-1-kind": "existing", "evidence-1-existing": item }),
    together: (related) => judgementTogether(related) ?? (ofItsAcademy(related) && "refused"),
    done: true,
  },
  "post /:trust/measures/own/pupils": {
    fields: [body("pupil-academy", "urn")],
    says: () => ({ "pupil-measure": "attendance-term", "pupil-period": "2026-27" }),
  },
  ...Object.fromEntries(
    ["new", ":cycle{[0-9a-f-]{36}}/change"].map((way): [string, Sent] => [
      `post /:trust/measures/collections/${way}`,
      // An academy that is not this trust's takes no part.
      { fields: [body("academies", "urn", stranger("open"))] },
    ]),
  ),
  "get /:trust/diagnose/:urn{[0-9]{6}}/:indicator": { fields: [query("with", "item")] },
  "get /:trust/diagnose/:urn{[0-9]{6}}/evidence/:item": { fields: [itemInPath], together: ofItsAcademy },
  "get /:trust/diagnose/:urn{[0-9]{6}}/evidence/:item/about": { fields: [itemInPath], together: ofItsAcademy },
  "post /:trust/diagnose/:urn{[0-9]{6}}/evidence/:item/withdraw": {
    fields: [itemInPath],
    says: () => ({ reason: "Of another year." }),
    together: ofItsAcademy,
  },
  "post /:trust/diagnose/:urn{[0-9]{6}}/evidence/:item/newer": { fields: [itemInPath], together: ofItsAcademy },
  ...Object.fromEntries(
    ["/:trust/strengths/:urn{[0-9]{6}}/offer", "/:trust/strengths/offers/:offer{[0-9a-f-]{36}}"].map((way): [string, Sent] => [
      `post ${way}`,
      {
        fields: [body("judgement", "strength"), body("person", "person")],
        says: () => ({ says: "Come and see.", phase: "all", from: "2026-09-01", version: "1" }),
        together: ({ urn, offer, judgement }) => ((urn ?? offer) === "own" && judgement === "own" ? undefined : "refused"),
        done: true,
      },
    ]),
  ),
  "post /:trust/strengths/offers/:offer{[0-9a-f-]{36}}/withdraw": {
    says: () => ({ version: "1", reason: "It has moved." }),
    done: true,
  },
  "get /:trust/strengths": {
    fields: [query("near", "urn"), query("indicator", "indicator")],
    says: () => ({ words: "come", within: "60" }),
  },
  "post /:trust/strengths/:urn{[0-9]{6}}/award": {
    fields: [body("item", "item", { sibling: "refused" }), body("meeting", "meeting", { sibling: "refused" })],
    says: ({ item }) => ({ kind: "satellite", subject: "history", reach: "trust", ...fourTests(item) }),
    together: (related) => ofItsAcademy(related) && "refused",
    done: true,
  },
  "post /:trust/strengths/specialisms/:specialism{[0-9a-f-]{36}}/renew": {
    fields: [body("item", "item", { sibling: "refused" }), body("meeting", "meeting", { sibling: "refused" })],
    says: ({ item }) => ({ number: "1", ...fourTests(item) }),
    together: ({ specialism, item }) => (specialism === item ? undefined : "refused"),
    done: true,
  },
  "post /:trust/strengths/specialisms/:specialism{[0-9a-f-]{36}}/withdraw": {
    says: () => ({ number: "1", reason: "Its leads have left." }),
    done: true,
  },
  "get /api/v1/:trust/strengths": { fields: [query("academy", "urn"), query("after", "offer")] },
  "get /api/v1/:trust/specialisms": { fields: [query("after", "specialism")] },
  "get /:trust/search": { fields: [query("after", "item")], says: () => ({ words: "visit", in: "evidence" }) },
  "get /api/v1/:trust/search": { fields: [query("after", "item")], says: () => ({ words: "visit", in: "evidence" }) },
  "get /api/v1/:trust/academies/:urn{[0-9]{6}}/evidence": { fields: [query("after", "item")] },
  "get /api/v1/:trust/academies/:urn{[0-9]{6}}/evidence/:item": { fields: [itemInPath], together: ofItsAcademy },
  "post /api/v1/:trust/academies/:urn{[0-9]{6}}/evidence/:item/withdraw": {
    fields: [itemInPath],
    says: () => ({ reason: "Of another year." }),
    together: ofItsAcademy,
  },
  [`get ${inspection}/new`]: { fields: [query("log", "log")] },
  [`post ${inspection}/new`]: { fields: [body("log", "log")], says: () => seenOn, together: atItsOwn("log", "refused"), done: true },
  [`get ${byHand}`]: { together: atItsOwn("inspection") },
  [`post ${byHand}`]: {
    fields: [body("log", "log")],
    says: () => ({ ...seenOn, version: "1" }),
    together: (related) => atItsOwn("inspection")(related) ?? atItsOwn("log", "refused")(related),
    done: true,
  },
  [`post ${byHand}/withdraw`]: { says: () => ({ version: "1", reason: "Not here." }), together: atItsOwn("inspection"), done: true },
  [`post ${inspection}/deferral`]: { says: () => ({ version: "0", until: "2026-12-31", reason: "Agreed." }), done: true },
  [`post ${inspection}/readiness/:point{[a-z0-9-]{1,60}}`]: {
    fields: [body("owner", "person"), body("evidence", "item")],
    says: () => ({ version: "0", check: "ready", on: "2026-11-20", seen: "Read and up to date." }),
    together: atItsOwn("evidence", "refused"),
    done: true,
  },
  "post /:trust/inspection/points": { says: () => ({ title: "Tides", what: "", days: "90" }), done: true },
  [`post ${ownPoint}`]: { says: () => ({ title: "Tides", what: "", days: "90", version: "1" }), done: true },
  [`post ${ownPoint}/remove`]: { says: () => ({ version: "1" }), done: true },
  // One is open there already, so what is sent is refused.
  [`post ${inspection}/log`]: { says: () => ({ kind: "graded", begins: "2026-11-24", called: "" }) },
  [`get ${inLog}`]: { together: atItsOwn("log") },
  [`post ${inLog}`]: {
    fields: [body("settles", "entry")],
    says: () => ({ time: "9:40", day: "2026-11-21", asked: "How is reading taught?" }),
    together: (related) => atItsOwn("log")(related) ?? (related.log === related.settles ? undefined : "refused"),
    done: true,
  },
  [`post ${inLog}/close`]: { says: () => ({ said: "They thanked us." }), together: atItsOwn("log"), done: true },
  "get /api/v1/:trust/inspections": { fields: [query("academy", "urn")] },
  [`post ${apiByHand}`]: {
    says: () => ({ on: "2026-10-06", kind: "graded", outcomes: { inclusion: "expected-standard" } }),
    done: true,
  },
  [`get ${apiByHand}/:inspection{[0-9a-f-]{36}}`]: { together: atItsOwn("inspection") },
  [`put ${apiByHand}/:inspection{[0-9a-f-]{36}}`]: {
    says: () => ({ on: "2026-10-06", kind: "graded", outcomes: { inclusion: "expected-standard" } }),
    together: atItsOwn("inspection"),
    ifMatch: "1",
    done: true,
  },
  "get /:trust/reviews": { fields: [query("before", "review")] },
  "get /:trust/reviews/new": { fields: [query("unit", "unit"), query("from", "review")] },
  "post /:trust/reviews/new": {
    fields: [
      body("unit", "unit"),
      body("lead", "person"),
      body("reviewers", "reviewer"),
      body("moderator", "moderator"),
      body("from", "review", { sibling: "refused" }),
    ],
    says: () => ({ kind: "self-evaluation", framework: "ten-indicators" }),
    done: true,
  },
  "get /:trust/reviews/:review{[0-9a-f-]{36}}/evidence/:item": {
    together: ({ review, item }) => (review === item ? undefined : "absent"),
  },
  "get /:trust/reviews/:review{[0-9a-f-]{36}}/reviewers": { fields: [query("person", "person")] },
  "post /:trust/reviews/:review{[0-9a-f-]{36}}/reviewers": { fields: [body("person", "person")] },
  ...Object.fromEntries(
    ["", "/reply", "/findings", "/blind"].map((way): [string, Sent] => [
      `post /:trust/reviews/:review{[0-9a-f-]{36}}/indicators/:indicator${way}`,
      // What is agreed is not written any more, whichever indicator is named.
      { fields: [{ name: "indicator", where: "path", kind: "indicator", ...stranger("refused") }] },
    ]),
  ),
  "post /:trust/reviews/import": { fields: [body("unit", "unit")] },
  "post /:trust/reviews/campaigns/new": {
    fields: [body("units", "unit")],
    says: () => ({ title: "The autumn", kind: "self-evaluation", framework: "ten-indicators", due: "2026-12-18" }),
    done: true,
  },
  "post /:trust/reviews/joiners": { says: () => ({ framework: "phonics", days: "60", seen: "0" }), done: true },
  "get /api/v1/:trust/reviews": { fields: [query("after", "review")] },
  "get /api/v1/:trust/findings": { fields: [query("after", "review")] },
  "put /api/v1/:trust/reviews/:review{[0-9a-f-]{36}}/indicators/:indicator": {
    says: () => ({ level: "expected", canShare: false, confidence: "high", direction: "steady", narrative: "Seen on the day." }),
    ifMatch: "1",
    // The sibling is by another framework, which has none of these indicators.
    together: ({ review }) => (review === "sibling" ? "absent" : undefined),
  },
  "post /:trust/findings/:finding{[0-9a-f-]{36}}/answer": {
    fields: [body("owner", "person")],
    says: () => ({ answer: "Two members of staff stand there.", due: "2026-12-01" }),
    done: true,
  },
  "post /:trust/findings/:finding{[0-9a-f-]{36}}/close": {
    fields: [body("evidence", "item", { sibling: "refused" })],
    says: () => ({ on: "2026-11-20", seen: "Two members of staff stood there." }),
    done: true,
  },
  "post /:trust/findings/:finding{[0-9a-f-]{36}}/escalate": {
    says: () => ({ to: "The Regional CEO", steps: "Told the Principal." }),
    done: true,
  },
  "get /:trust/plans/new": { fields: [query("unit", "unit")] },
  "get /:trust/plans/import": { fields: [query("unit", "unit")] },
  "post /:trust/plans/import": { fields: [body("unit", "unit")], says: () => ({ kind: "academy-improvement" }) },
  "post /:trust/plans/import/confirm": {
    fields: [body("unit", "unit")],
    says: () => ({ kind: "academy-improvement", rows: '[[2,{"part":"Priority","title":"Tides"}]]', work: "" }),
  },
  [`post ${template}`]: { says: () => ({ version: "1", title: "Tides", says: "", "0-kind": "priority", "0-title": "Tides" }), done: true },
  [`post ${template}/retire`]: { says: () => ({ version: "1", retired: "yes" }), done: true },
  [`post ${plan}/template`]: { says: () => ({ title: "A template of tides", says: "" }), done: true },
  [`post ${plan}/import/confirm`]: { says: () => ({ rows: '[[2,{"part":"Priority","title":"Tides"}]]', work: "" }) },
  [`post ${plan}/paste`]: { says: () => ({ text: "Priority 1: Tides" }) },
  [`post ${plan}/paste/confirm`]: {
    fields: [body("owner", "person")],
    says: ({ owner = "" }) => ({ "0-kind": "priority", "0-title": "Tides", "0-delivers": `person:${owner}` }),
    done: true,
  },
  "post /:trust/plans/new": {
    fields: [body("unit", "unit"), body("template", "template")],
    says: () => ({ ...planned, kind: "academy-improvement" }),
    done: true,
  },
  "get /:trust/plans/across": { fields: [query("priority", "above")] },
  [`get ${plan}/compare`]: { fields: [query("with", "plan")] },
  [`post ${plan}/change`]: { says: () => ({ ...planned, version: "1" }), done: true },
  [`get ${plan}/parts/new`]: { fields: [query("under", "part")], says: () => ({ kind: "objective" }) },
  [`post ${plan}/parts/new`]: {
    fields: [body("under", "part"), body("owner", "person"), body("supports", "above", { sibling: "refused" })],
    says: (values) => ({ ...partSays(values), kind: "objective" }),
    together: inItsPlan("under", "refused"),
    done: true,
  },
  [`get ${plan}/parts/:part{[0-9a-f-]{36}}`]: { together: inItsPlan("part") },
  [`post ${plan}/parts/:part{[0-9a-f-]{36}}`]: {
    fields: [body("owner", "person"), body("supports", "above", { sibling: "refused" })],
    says: (values) => ({ ...partSays(values), version: "1" }),
    together: inItsPlan("part"),
    done: true,
  },
  [`post ${plan}/parts/:part{[0-9a-f-]{36}}/end`]: {
    says: () => ({ version: "1", because: "Over." }),
    together: inItsPlan("part"),
    done: true,
  },
  [`get ${plan}/parts/:part{[0-9a-f-]{36}}/talk`]: { together: inItsPlan("part") },
  [`get ${plan}/parts/:part{[0-9a-f-]{36}}/talk/suggest`]: { says: () => ({ field: "outcome" }), together: inItsPlan("part") },
  [`post ${plan}/parts/:part{[0-9a-f-]{36}}/talk/suggest`]: {
    says: () => ({ field: "outcome", text: "Tides are read.", because: "", version: "1" }),
    together: inItsPlan("part"),
    done: true,
  },
  [`post ${plan}/parts/:part{[0-9a-f-]{36}}/talk/comments`]: {
    says: () => ({ text: "When?" }),
    together: inItsPlan("part"),
    done: true,
  },
  [`post ${plan}/parts/:part{[0-9a-f-]{36}}/talk/comments/:comment{[0-9a-f-]{36}}`]: {
    together: (related) => inItsPlan("part")(related) ?? inItsPlan("comment")(related),
    done: true,
  },
  [`post ${plan}/parts/:part{[0-9a-f-]{36}}/talk/suggestions/:suggestion{[0-9a-f-]{36}}`]: {
    says: () => ({ verdict: "accepted", version: "1" }),
    together: (related) => inItsPlan("part")(related) ?? inItsPlan("suggestion")(related),
    done: true,
  },
  [`post ${plan}/approve`]: { says: () => ({ revision: "4" }), done: true },
  [`post ${plan}/step`]: { says: () => ({ step: "pause", because: "Flood." }), done: true },
  [`post ${plan}/progress`]: {
    fields: [body("objective", "objective")],
    says: ({ objective = "" }) => ({
      ...{ reviews: "0", on: "2026-11-20", [`rag-${objective}`]: "green" },
      ...{ [`narrative-${objective}`]: "Seen.", [`decision-${objective}`]: "continue" },
    }),
    together: inItsPlan("objective", "refused"),
    done: true,
  },
  // What came of a plan is judged while it says what was approved.
  [`post ${plan}/impact`]: {
    fields: [{ name: "plan", where: "path", kind: "approved plan" }, body("part", "approved part")],
    says: ({ part = "" }) => ({ revision: "4", because: "Over.", [`verdict-${part}`]: "in-part", [`happened-${part}`]: "Half." }),
    together: inItsPlan("part", "refused"),
    done: true,
  },
  "post /:trust/my-work/reminders": { says: () => ({ weekday: "never" }), done: true },
  "post /:trust/my-work/:action{[0-9a-f-]{36}}": {
    fields: [body("doing-item", "item", { sibling: "refused" })],
    says: () => ({ steps: "0", state: "doing" }),
    // Evidence shows an action of the unit that it is about, and of no other.
    together: (related) => (related.action === related["doing-item"] ? undefined : "refused"),
    done: true,
  },
  "get /api/v1/:trust/plans": { fields: [query("after", "plan")] },
  [`post /api/v1${plan}/parts`]: {
    fields: [body("under", "part"), body("person", "person"), body("supports", "above", { sibling: "refused" })],
    says: ({ person = "" }) => ({ kind: "objective", title: "Tides", delivers: { person }, from: "2026-11-21" }),
    together: inItsPlan("under", "refused"),
    done: true,
  },
  [`put /api/v1${plan}/parts/:part{[0-9a-f-]{36}}`]: {
    fields: [body("person", "person"), body("supports", "above", { sibling: "refused" })],
    says: ({ person = "" }) => ({ title: "Tides", delivers: { person }, from: "2026-11-21" }),
    ifMatch: "1",
    together: inItsPlan("part"),
    done: true,
  },
  [`post /api/v1${plan}/progress`]: { says: () => ({ on: "2026-11-20", lines: [] }), ifMatch: "0" },
  "get /api/v1/:trust/academies": { fields: [query("after", "urn")] },
  "get /api/v1/:trust/people": { fields: [query("after", "person")] },
  "get /api/v1/:trust/judgements": { fields: [query("academy", "urn"), query("after", "judgement")] },
  "get /api/v1/:trust/meetings": { fields: [query("after", "meeting")] },
  "get /api/v1/:trust/decisions": { fields: [query("after", "decision")] },
  "post /api/v1/:trust/academies/:urn{[0-9]{6}}/judgements/:indicator": {
    fields: [
      { name: "replacing", where: "header", kind: "judgement", ...stranger("refused") },
      body("item", "item", { sibling: "refused" }),
    ],
    says: ({ item }) => ({ ...judged, evidence: [{ kind: "existing", item }] }),
    together: (related) => judgementTogether(related) ?? (ofItsAcademy(related) && "refused"),
    done: true,
  },
  "post /api/v1/:trust/meetings/:meeting/decisions": {
    fields: [body("academy", "urn"), { name: "replacing", where: "header", kind: "decision", ...stranger("refused") }],
    says: () => ({ category: "emerging", reason: "As the board saw it.", effectiveFrom: "2026-09-01" }),
    together: ({ academy, replacing }) => (academy === "own" && replacing === "own" ? undefined : "refused"),
  },

  "get /api/v1/:trust/units": { fields: [query("after", "unit")] },
  "post /api/v1/:trust/people": {
    fields: [body("unit", "unit")],
    says: () => ({ name: "Mara Matrix", email: "mara@matrix.example", kind: "principal", from: "2027-01-01" }),
    done: true,
  },
  [`put ${apiPerson}`]: { says: () => ({ name: "Nobody Else", email: "nobody-else@matrix.example" }), ifMatch: "1", done: true },
  [`post ${apiPerson}/roles`]: {
    fields: [body("unit", "unit")],
    says: () => ({ kind: "sle", from: "2027-01-01", to: "2027-01-31" }),
    done: true,
  },
  [`post ${apiPerson}/roles/:role{[0-9a-f-]{36}}/end`]: {
    fields: [{ name: "role", where: "path", kind: "role", ...stranger("refused") }],
    says: () => ({ how: "now" }),
    together: ({ person, role: ended }) => (person === ended ? undefined : "refused"),
    done: true,
  },
  [`put ${apiEdition}/indicators/:key`]: {
    fields: [
      { name: "edition", where: "path", kind: "edition", sibling: "refused" },
      { name: "key", where: "path", kind: "key", ...stranger("refused") },
    ],
    says: () => ({ title: "Tides", short: "Tides", descriptors: {} }),
    ifMatch: "1",
    done: true,
  },
  [`post ${apiEdition}/put-into-use`]: {
    fields: [{ name: "edition", where: "path", kind: "edition", sibling: "refused" }, body("forerunner", "indicator")],
    says: ({ forerunner = "" }) => ({ from: "2027-01-04", forerunners: { "behaviour-and-attitudes": forerunner } }),
    ifMatch: "1",
    done: true,
  },

  // The site's own addresses.
  "get /invitation/:token": { fields: [{ name: "token", where: "path", kind: "invitation", other: "open" }] },
  "post /invitation/:token": { fields: [{ name: "token", where: "path", kind: "invitation", other: "open" }] },
  "post /invitation/:token/with/:provider": { fields: [{ name: "token", where: "path", kind: "invitation", other: "open" }] },
  "get /reset/:token": { fields: [{ name: "token", where: "path", kind: "reset" }] },
  "post /reset/:token": { fields: [{ name: "token", where: "path", kind: "reset" }] },
  "post /account/sessions/:session{[0-9a-f-]{36}}/end": {
    fields: [{ name: "session", where: "path", kind: "own session", sibling: "refused", ...stranger("refused") }],
  },
  "post /account/factors/passkeys/:passkey{[0-9a-f-]{36}}/remove": {
    fields: [{ name: "passkey", where: "path", kind: "passkey", sibling: "refused", ...stranger("refused") }],
  },
  "post /account/factors/identities/:identity{[0-9a-f-]{36}}/remove": {
    fields: [{ name: "identity", where: "path", kind: "identity", own: "refused", sibling: "refused", ...stranger("refused") }],
  },
};
for (const act of ["factors/remove", "reset", "reset/withdraw", "end", "reopen"])
  (sends as Record<string, Sent>)[`post /site/accounts/:account{[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}}/${act}`] = {
    // A site operator's accounts are everybody's, of whichever trust.
    fields: [{ name: "account", where: "path", kind: "account", other: "open", random: "refused" }],
  };
