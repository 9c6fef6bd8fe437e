import { type RestingSource, secludedEvidence } from "../../diagnose/index.server.ts";
import { diagnosePaths } from "../../diagnose/index.ts";
import { holdEvidence, listEvidence, offeredEvidence, withdrawnAmong } from "../../evidence/index.server.ts";
import { sayKind } from "../../evidence/index.ts";
import { sayDay } from "../../language/period.ts";
import { maySeeStanding } from "../../organisation/index.ts";
import { may, type Person } from "../../platform/access/access.rules.ts";
import type { Change, Look } from "../../platform/database/change.ts";
import { paths } from "../paths.ts";
import type { PlanPlace } from "../plans/plan.store.ts";
import { type EvidenceFacts, type Link, type Shows, shows } from "./action.rules.ts";
import { actionsOn, linksOf } from "./action-evidence.store.ts";

export type LinkedEvidence = Link & { readonly title: string; readonly href: string | undefined; readonly withdrawn: boolean };
type Option = { readonly value: string; readonly text: string };
const said = ({ title, kind, dated }: { title: string; kind: Parameters<typeof sayKind>[0]; dated: string }) =>
  `${title} (${sayKind(kind)}, ${sayDay(dated)})`;

/** What an action rests on, and what somebody may choose for it besides; nothing for who may not see where its unit stands. */
export async function evidenceOfAction(
  look: Look,
  person: Person,
  place: PlanPlace,
  { slug, action }: { readonly slug: string; readonly action: string },
): Promise<{ readonly linked: readonly LinkedEvidence[]; readonly options: readonly Option[] | undefined }> {
  const links = await linksOf(look, action);
  if (!may(maySeeStanding, person, place)) return { linked: [], options: undefined };
  const hidden = await secludedEvidence(look, person.personId, place.unitId);
  const seen = links.filter(({ item }) => !hidden.ids.includes(item));
  const [offered, kept, gone] = await Promise.all([
    offeredEvidence(look, place.unitId, hidden),
    listEvidence(
      look,
      place.unitId,
      0,
      seen.map(({ item }) => item),
    ),
    withdrawnAmong(
      look,
      seen.map(({ item }) => item),
    ),
  ]);
  const all = new Map([...offered, ...kept].map((one) => [one.id, one]));
  const { urn } = place.plan;
  return {
    linked: seen.flatMap((link) => {
      const one = all.get(link.item);
      const href = urn === null ? undefined : diagnosePaths.evidence(slug, urn, link.item);
      return one ? [{ ...link, title: said(one), href, withdrawn: gone.has(link.item) }] : [];
    }),
    options: [...all.values()].map((one) => ({ value: one.id, text: `${said(one)}${gone.has(one.id) ? ", withdrawn since" : ""}` })),
  };
}

/** What the evidence chosen for a step is weighed by: what it rested on before, and what of the new is there, held until the step is kept. */
export async function evidenceFacts(
  change: Change,
  person: Person,
  place: PlanPlace,
  action: string,
  chosen: Readonly<Record<Shows, readonly string[]>>,
): Promise<EvidenceFacts> {
  const before = await linksOf(change, action);
  const mayChoose = may(maySeeStanding, person, place);
  const hidden = mayChoose ? await secludedEvidence(change, person.personId, place.unitId) : { ids: [], butOf: person.personId };
  const known = new Set(before.map(({ item }) => item));
  const fresh = mayChoose ? shows.flatMap((one) => chosen[one].filter((item) => !known.has(item))) : [];
  const held = await holdEvidence(change, place.unitId, fresh, hidden);
  return {
    mayChoose,
    before,
    hidden: new Set(hidden.ids),
    there: new Set(held.filter(({ withdrawnOn }) => withdrawnOn === null).map(({ id }) => id)),
  };
}

/** The actions of plans that rest on a piece of evidence. */
export const actionsRestOn: RestingSource = async (look, item, { slug }) =>
  (await actionsOn(look, item)).map(({ action, title, shows: what, by, on, until }) => ({
    what: `Action: ${title}`,
    href: paths.action(slug, action),
    says: what === "doing" ? "shows that it is done" : "shows its effect",
    stance: "supports",
    by: by ?? "",
    on,
    until: until ?? undefined,
  }));
