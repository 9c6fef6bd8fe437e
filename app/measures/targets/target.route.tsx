import type { Context } from "hono";
import type { FieldRefusal, Option } from "../../design/house.tsx";
import { isPupilGroup, type PupilGroup, pupilGroups, sayPupilGroup } from "../../language/pupil-group.ts";
import { yearOf } from "../../language/school-year.ts";
import { capital, type Words } from "../../language/words.ts";
import { measures } from "../../national/index.ts";
import { type AcademyRow, frameOf, listAcademies, listUnits, placeOfTrust, today } from "../../organisation/index.server.ts";
import { mayOpenTrust, maySeeStanding } from "../../organisation/index.ts";
import { may, type Place } from "../../platform/access/access.rules.ts";
import { inOneLook, type Look } from "../../platform/database/change.ts";
import { type Asked, allow, page, route } from "../../platform/web/route.tsx";
import { periodNow } from "../own/import-own.ts";
import { periodInFile, periodOf } from "../own/own-figure.rules.ts";
import { periodChoices } from "../own/periods.rules.ts";
import { paths } from "../paths.ts";
import { maySetTargets } from "../permissions.rules.ts";
import { judgeTargets } from "./judge-targets.ts";
import { endTarget, setTarget } from "./set-target.ts";
import { type Basis, bases, type TargetDraft, type TargetRefusal } from "./target.rules.ts";
import { listOwners, listTargets, type TargetRow, targetHistory } from "./target.store.ts";
import { NewTargetView, TargetsView, TargetView, type WrittenTarget } from "./target.view.tsx";
import { basisWords, sayTargetRefusal } from "./target-words.rules.ts";

type TargetPlace = Place & { readonly history: readonly [TargetRow, ...TargetRow[]] };
/** A target lies where its unit lies: who may not see the unit may not see what is wanted of it. */
const placeOfTarget = async (look: Look, params: Record<string, string>): Promise<TargetPlace | undefined> => {
  const [trust, academies, [current, ...before]] = await Promise.all([
    placeOfTrust(look),
    listAcademies(look, today(look)),
    targetHistory(look, params.target),
  ]);
  return current && { ...placeOfUnit(trust, academies, current), history: [current, ...before] };
};
function placeOfUnit(trust: Place, academies: readonly AcademyRow[], { unitId, unitKind }: Pick<TargetRow, "unitId" | "unitKind">): Place {
  if (unitKind === "trust") return trust;
  const academy = academies.find((one) => one.unitId === unitId);
  return { trustId: trust.trustId, unitId, within: [trust.unitId, ...(academy?.regionId ? [academy.regionId] : [])] };
}
/** The targets that somebody may see: those of the trust as a whole, and those of what their roles cover. */
export async function targetsFor(look: Look, asked: Pick<Asked, "person" | "place">): Promise<TargetRow[]> {
  const [targets, trust, academies] = await Promise.all([listTargets(look), placeOfTrust(look), listAcademies(look, today(look))]);
  return targets.filter(
    (target) => target.unitKind === "trust" || may(maySeeStanding, asked.person, placeOfUnit(trust, academies, target)),
  );
}

export const openTargets = route("get", "/:trust/measures/targets", allow(mayOpenTrust, placeOfTrust), async (c, asked) => {
  const judged = await inOneLook(asked.db, asked.person, async (look) => judgeTargets(look, await targetsFor(look, asked)));
  return page(
    c,
    <TargetsView
      frame={frameOf(asked, "measures")}
      slug={asked.trust.slug}
      judged={judged}
      maySet={may(maySetTargets, asked.person, asked.place)}
    />,
  );
});

const kindWords = (kind: string, words: Words) => (kind === "trust" ? "the whole trust" : kind === "region" ? words.region : words.academy);
async function choicesFor(look: Look, words: Words) {
  const [units, owners, now] = await Promise.all([listUnits(look), listOwners(look), periodNow(look)]);
  const groups = (Object.keys(pupilGroups) as PupilGroup[]).map((group): Option => ({ value: group, text: capital(sayPupilGroup(group)) }));
  const year = (back: number) => periodInFile((yearOf(now) - back) * 10);
  // A target is for what is to come, and set against what England has published, which may be some years old.
  const ahead = [3, 2, 1].map((more): Option => ({ value: year(-more), text: `${year(-more)}, the whole year` }));
  const terms = [1, 2, 3, 4, 5, 6].map(
    (term): Option => ({ value: periodInFile(yearOf(now) * 10 + term), text: `${year(0)}, half-term ${term}` }),
  );
  const past = periodChoices(now);
  const older = Array.from({ length: 8 }, (_, at): Option => ({ value: year(4 + at), text: `${year(4 + at)}, the whole year` }));
  const periods = [
    ...ahead,
    ...past.slice(0, 1),
    ...terms.reverse(),
    ...past.filter(({ value }) => yearOf(periodOf(value) ?? 0) < yearOf(now)),
  ];
  return {
    units: units.map(({ id, kind, name }): Option => ({ value: id, text: `${name} (${kindWords(kind, words)})` })),
    measures: measures.filter(({ better }) => better !== "neither").map(({ code, name }): Option => ({ value: code, text: name })),
    periods,
    references: [...past, ...older],
    groups,
    bases: bases.map((basis): Option => ({ value: basis, text: basisWords[basis] })),
    owners: owners.map(({ id, name }): Option => ({ value: id, text: name })),
    now,
  };
}

function readTarget(form: FormData): {
  written: WrittenTarget;
  draft: TargetDraft | undefined;
  wrong?: { field: string; refusal: TargetRefusal };
} {
  const text = (name: string) => String(form.get(name) ?? "").trim();
  const names = ["unit", "measure", "period", "group", "basis", "figure", "reference", "other", "source", "owner"] as const;
  const written = Object.fromEntries(names.map((name) => [name, text(name)])) as WrittenTarget;
  const [period, group, basis] = [periodOf(written.period), written.group, bases.find((one) => one === written.basis)];
  if (period === undefined) return { written, draft: undefined, wrong: { field: "period", refusal: { kind: "no-such-period" } } };
  if (!isPupilGroup(group)) return { written, draft: undefined, wrong: { field: "group", refusal: { kind: "no-such-group" } } };
  if (!basis) return { written, draft: undefined, wrong: { field: "basis", refusal: { kind: "no-such-basis" } } };
  const number = written.figure.replace(/\s*%$/, "").replace("−", "-");
  return {
    written,
    draft: {
      unitId: written.unit,
      measure: written.measure,
      period,
      group,
      basis: basis as Basis,
      figure: /^-?\d+(\.\d+)?$/.test(number) ? Number(number) : undefined,
      referencePeriod: periodOf(written.reference),
      otherGroup: isPupilGroup(written.other) ? written.other : null,
      source: written.source,
      ownerId: written.owner,
    },
  };
}
const fieldOf = ({ kind }: TargetRefusal): string => {
  switch (kind) {
    case "no-such-measure":
    case "neither-is-better":
    case "no-such-pupils":
    case "crossed":
    case "ended":
      return "measure";
    case "no-such-unit":
      return "unit";
    case "no-such-group":
      return "group";
    case "no-such-period":
    case "wrong-stretch":
      return "period";
    case "no-such-basis":
    case "not-ranked":
      return "basis";
    case "beyond":
    case "figure-needed":
      return "figure";
    case "reference-needed":
    case "reference-after":
      return "reference";
    case "other-group-needed":
    case "same-group":
      return "other";
    case "source-needed":
      return "source";
    case "no-such-owner":
      return "owner";
  }
};
const said = (refusal: TargetRefusal): FieldRefusal[] => [{ field: fieldOf(refusal), text: sayTargetRefusal(refusal) }];

async function showNew(c: Context, asked: Asked, back?: { written: WrittenTarget; refusal: TargetRefusal }) {
  const { now, ...choices } = await inOneLook(asked.db, asked.person, (look) => choicesFor(look, asked.words));
  const blank: WrittenTarget = {
    ...{
      unit: asked.place.unitId,
      measure: choices.measures[0]?.value ?? "",
      period: periodInFile(yearOf(now) * 10),
      group: "all",
      basis: "national-percentile",
    },
    ...{ figure: "80", reference: periodInFile((yearOf(now) - 1) * 10), other: "", source: "", owner: asked.person.personId },
  };
  const form = {
    slug: asked.trust.slug,
    token: asked.session.formToken,
    choices,
    written: back?.written ?? blank,
    refusals: back ? said(back.refusal) : [],
  };
  return page(c, <NewTargetView frame={frameOf(asked, "measures")} {...form} />, back ? 422 : 200);
}

const set = allow(maySetTargets, placeOfTrust);
export const openNewTarget = route("get", "/:trust/measures/targets/new", set, async (c, asked) => showNew(c, asked));
export const newTarget = route("post", "/:trust/measures/targets/new", set, async (c, asked) => {
  const { written, draft, wrong } = readTarget(await c.req.formData());
  if (!draft) return showNew(c, asked, { written, refusal: wrong?.refusal ?? { kind: "no-such-measure" } });
  const done = await setTarget(asked.db, asked.person, draft);
  return done.ok ? c.redirect(paths.target(asked.trust.slug, done.value), 303) : showNew(c, asked, { written, refusal: done.refusal });
});

const writtenOf = (target: TargetRow): WrittenTarget => ({
  ...{
    unit: target.unitId,
    measure: target.measure,
    period: periodInFile(target.period),
    group: target.group,
    basis: target.basis,
    figure: String(target.figure),
  },
  ...{
    reference: target.referencePeriod === null ? "" : periodInFile(target.referencePeriod),
    other: target.otherGroup ?? "",
    source: target.source,
    owner: target.ownerId,
  },
});
const chosenToo = (options: readonly Option[], value: string): readonly Option[] =>
  value === "" || options.some((option) => option.value === value) ? options : [...options, { value, text: value }];

async function showTarget(c: Context, asked: Asked, back?: { written: WrittenTarget; refusal: TargetRefusal }) {
  const { history, judged, choices } = await inOneLook(asked.db, asked.person, async (look) => {
    const history = await targetHistory(look, (asked.place as TargetPlace).history[0].id);
    const [judged] = await judgeTargets(look, history.slice(0, 1));
    return { history, judged, choices: await choicesFor(look, asked.words) };
  });
  const [current] = history;
  if (!judged || !current) return c.notFound();
  const written = back?.written ?? writtenOf(current);
  const form = may(maySetTargets, asked.person, asked.place)
    ? {
        token: asked.session.formToken,
        version: current.version,
        written,
        choices: {
          ...choices,
          periods: chosenToo(choices.periods, written.period),
          references: chosenToo(choices.references, written.reference),
        },
        refusals: back ? said(back.refusal) : [],
      }
    : undefined;
  const view = <TargetView frame={frameOf(asked, "measures")} slug={asked.trust.slug} judged={judged} history={history} form={form} />;
  return page(c, view, back ? (back.refusal.kind === "crossed" ? 409 : 422) : 200);
}

const one = "/:trust/measures/targets/:target{[0-9a-f-]{36}}";
/** What the trust as a whole wants is everybody's to see, wherever their role is held; what is wanted of others is not. */
export const openTarget = route("get", one, allow(mayOpenTrust, placeOfTarget), async (c, asked) => {
  const [{ unitKind }] = (asked.place as TargetPlace).history;
  return unitKind === "trust" || may(maySeeStanding, asked.person, asked.place) ? showTarget(c, asked) : c.notFound();
});
export const saveTarget = route("post", one, allow(maySetTargets, placeOfTarget), async (c, asked) => {
  const form = await c.req.formData();
  const { written, draft, wrong } = readTarget(form);
  if (!draft) return showTarget(c, asked, { written, refusal: wrong?.refusal ?? { kind: "no-such-measure" } });
  const id = (asked.place as TargetPlace).history[0].id;
  const done = await setTarget(asked.db, asked.person, draft, { id, version: Number(form.get("version")) || 0 });
  return done.ok ? c.redirect(paths.target(asked.trust.slug, id), 303) : showTarget(c, asked, { written, refusal: done.refusal });
});
export const stopTarget = route("post", `${one}/end`, allow(maySetTargets, placeOfTarget), async (c, asked) => {
  const [current] = (asked.place as TargetPlace).history;
  const done = await endTarget(asked.db, asked.person, { id: current.id, version: Number((await c.req.formData()).get("version")) || 0 });
  return done.ok
    ? c.redirect(paths.targets(asked.trust.slug), 303)
    : showTarget(c, asked, { written: writtenOf(current), refusal: done.refusal });
});

export const targetRoutes = [openTargets, openNewTarget, newTarget, openTarget, saveTarget, stopTarget];
