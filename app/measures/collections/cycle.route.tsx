import type { Context } from "hono";
import type { FieldRefusal } from "../../design/house.tsx";
import { sayDay } from "../../language/period.ts";
import { isPupilGroup, type PupilGroup, pupilGroups, sayPupilGroup } from "../../language/pupil-group.ts";
import { capital } from "../../language/words.ts";
import { type Measure, measureByCode, measures } from "../../national/index.ts";
import { type AcademyRow, frameOf, listAcademies, placeOfTrust, today } from "../../organisation/index.server.ts";
import { mayOpenTrust } from "../../organisation/index.ts";
import { may, type Place } from "../../platform/access/access.rules.ts";
import { inOneLook, type Look } from "../../platform/database/change.ts";
import { type Asked, allow, page, route } from "../../platform/web/route.tsx";
import { coveredOf } from "../covered.rules.ts";
import { periodNow } from "../own/import-own.ts";
import { periodInFile, periodOf } from "../own/own-figure.rules.ts";
import { periodChoices } from "../own/periods.rules.ts";
import { paths } from "../paths.ts";
import { mayRunCollections } from "../permissions.rules.ts";
import { type Cycle, type CycleDraft, type CycleRefusal, occasionOf, occasionWords, sayCycleRefusal, stateOf } from "./cycle.rules.ts";
import { cycleAcademies, findCycle, listCycles, listReminders } from "./cycle.store.ts";
import { CollectionsView, CycleForm, CycleView, type CycleWithProgress, type WrittenCycle } from "./cycle.view.tsx";
import { changeCollection, openCollection } from "./save-cycle.ts";

export type CyclePlace = Place & { readonly cycle: Cycle };
const placeOfCycle = async (look: Look, params: Record<string, string>): Promise<CyclePlace | undefined> => {
  const [place, cycle] = [await placeOfTrust(look), await findCycle(look, params.cycle)];
  return cycle && { ...place, cycle };
};

/** What each collection shows of these academies, as it stands today. */
export async function progressOf(look: Look, cycles: readonly Cycle[], academies: readonly AcademyRow[]): Promise<CycleWithProgress[]> {
  const taking = await cycleAcademies(look);
  const day = today(look);
  return cycles.map((cycle) => {
    const expected = cycle.measures.length * cycle.groups.length;
    const progress = academies.flatMap(({ unitId, urn, name }) => {
      const one = taking.find((row) => row.cycleId === cycle.id && row.unitId === unitId);
      if (!one) return [];
      const state = stateOf(expected, one.filled, one.last ?? undefined);
      return [{ unitId, urn, name, state, filled: one.filled, expected, last: one.last, occasion: occasionOf(cycle, state, day) }];
    });
    return { cycle, progress };
  });
}

export const openCollections = route("get", "/:trust/measures/collections", allow(mayOpenTrust, placeOfTrust), async (c, asked) => {
  const { cycles, day } = await inOneLook(asked.db, asked.person, async (look) => {
    const academies = coveredOf(asked.person, asked.place, await listAcademies(look, today(look)));
    return { cycles: await progressOf(look, await listCycles(look), academies), day: today(look) };
  });
  const mayRun = may(mayRunCollections, asked.person, asked.place);
  const view = (
    <CollectionsView
      frame={frameOf(asked, "measures")}
      slug={asked.trust.slug}
      words={asked.words}
      cycles={cycles}
      today={day}
      mayRun={mayRun}
    />
  );
  return page(c, view);
});

export const openCycle = route(
  "get",
  "/:trust/measures/collections/:cycle{[0-9a-f-]{36}}",
  allow(mayOpenTrust, placeOfCycle),
  async (c, asked) => {
    const { cycle } = asked.place as CyclePlace;
    const { shown, reminders } = await inOneLook(asked.db, asked.person, async (look) => {
      const academies = coveredOf(asked.person, asked.place, await listAcademies(look, today(look)));
      const [shown] = await progressOf(look, [cycle], academies);
      return { shown, reminders: (await listReminders(look)).filter(({ cycleId }) => cycleId === cycle.id) };
    });
    const told = new Map(reminders.reverse().map(({ unitId, occasion, on }) => [unitId, `${occasionWords[occasion]}, ${sayDay(on)}`]));
    return page(
      c,
      <CycleView
        frame={frameOf(asked, "measures")}
        slug={asked.trust.slug}
        words={asked.words}
        shown={shown as CycleWithProgress}
        measures={cycle.measures.flatMap((code) => measureByCode(code) ?? [])}
        reminders={told}
        mayRun={may(mayRunCollections, asked.person, asked.place)}
      />,
    );
  },
);

const collected = (measure: Measure) => measure.published !== "school";
const groupsOffered = (Object.keys(pupilGroups) as PupilGroup[]).filter(
  (group) => !group.includes("disadvantaged-") && group !== "non-mobile",
);

function readCycle(form: FormData, academies: readonly AcademyRow[]): { draft: CycleDraft; written: WrittenCycle } {
  const text = (name: string) => String(form.get(name) ?? "").trim();
  const all = (name: string) => form.getAll(name).map(String);
  const unit = new Map(academies.map(({ urn, unitId }) => [String(urn), unitId]));
  const days = { opens: text("opens"), due: text("due"), locks: text("locks") };
  return {
    draft: {
      name: text("name"),
      period: periodOf(text("period")) ?? 99990,
      measures: all("measures").filter((code) => measureByCode(code)),
      groups: all("groups").filter(isPupilGroup),
      academies: all("academies").flatMap((urn) => unit.get(urn) ?? []),
      ...days,
    },
    written: {
      name: text("name"),
      period: text("period"),
      measures: new Set(all("measures")),
      groups: new Set(all("groups")),
      academies: new Set(all("academies")),
      ...days,
    },
  };
}
const fieldOfRefusal = (refusal: CycleRefusal): string => {
  switch (refusal.kind) {
    case "name-needed":
    case "name-taken":
    case "crossed":
      return "name";
    case "period-needed":
    case "period-to-come":
      return "period";
    case "groups-needed":
      return "groups";
    case "academies-needed":
      return "academies";
    case "measures-needed":
    case "wrong-stretch":
      return "measures";
    case "no-such-day":
    case "days-out-of-order":
      return refusal.day;
  }
};

type Shown = { written?: WrittenCycle; refusal?: CycleRefusal; cycle?: Cycle; theirs?: Cycle | undefined };
async function showForm(c: Context, asked: Asked, { written, refusal, cycle, theirs }: Shown = {}) {
  const { academies, taking, now, day } = await inOneLook(asked.db, asked.person, async (look) => ({
    academies: await listAcademies(look, today(look)),
    taking: cycle ? await cycleAcademies(look, cycle.id) : [],
    now: await periodNow(look),
    day: Temporal.PlainDate.from(today(look)),
  }));
  const blank: WrittenCycle = cycle
    ? {
        ...cycle,
        period: periodInFile(cycle.period),
        measures: new Set(cycle.measures),
        groups: new Set(cycle.groups),
        academies: new Set(academies.filter(({ unitId }) => taking.some((one) => one.unitId === unitId)).map(({ urn }) => String(urn))),
      }
    : {
        name: "",
        period: periodInFile(now),
        measures: new Set(),
        groups: new Set(["all", "disadvantaged", "not-disadvantaged"]),
        academies: new Set(academies.map(({ urn }) => String(urn))),
        opens: day.toString(),
        due: day.add({ days: 14 }).toString(),
        locks: day.add({ days: 21 }).toString(),
      };
  const refusals: FieldRefusal[] = refusal ? [{ field: fieldOfRefusal(refusal), text: sayCycleRefusal(refusal) }] : [];
  return page(
    c,
    <CycleForm
      frame={frameOf(asked, "measures")}
      slug={asked.trust.slug}
      token={asked.session.formToken}
      words={asked.words}
      cycle={cycle}
      theirs={theirs}
      written={written ?? blank}
      choices={{
        periods: periodChoices(now),
        measures: [...measures]
          .filter(collected)
          .sort((a, b) => a.published.localeCompare(b.published) * -1)
          .map(({ code, name }) => ({ value: code, text: name })),
        groups: groupsOffered.map((group) => ({ value: group, text: capital(sayPupilGroup(group)) })),
        academies: academies.map(({ urn, name }) => ({ value: String(urn), text: name })),
      }}
      refusals={refusals}
    />,
    refusal ? (refusal.kind === "crossed" ? 409 : 422) : 200,
  );
}
const academiesNow = (asked: Asked) => inOneLook(asked.db, asked.person, (look) => listAcademies(look, today(look)));

export const openNewCycle = route("get", "/:trust/measures/collections/new", allow(mayRunCollections, placeOfTrust), async (c, asked) =>
  showForm(c, asked),
);
export const newCycle = route("post", "/:trust/measures/collections/new", allow(mayRunCollections, placeOfTrust), async (c, asked) => {
  const { draft, written } = readCycle(await c.req.formData(), await academiesNow(asked));
  const opened = await openCollection(asked.db, asked.person, draft);
  return opened.ok
    ? c.redirect(paths.collection(asked.trust.slug, opened.value), 303)
    : showForm(c, asked, { written, refusal: opened.refusal });
});
const changing = "/:trust/measures/collections/:cycle{[0-9a-f-]{36}}/change";
export const openChangeCycle = route("get", changing, allow(mayRunCollections, placeOfCycle), async (c, asked) =>
  showForm(c, asked, { cycle: (asked.place as CyclePlace).cycle }),
);
export const saveCycle = route("post", changing, allow(mayRunCollections, placeOfCycle), async (c, asked) => {
  const { cycle } = asked.place as CyclePlace;
  const form = await c.req.formData();
  const { draft, written } = readCycle(form, await academiesNow(asked));
  const changed = await changeCollection(asked.db, asked.person, { id: cycle.id, version: Number(form.get("version")) || 0 }, draft);
  if (changed.ok) return c.redirect(paths.collection(asked.trust.slug, cycle.id), 303);
  const theirs =
    changed.refusal.kind === "crossed" ? await inOneLook(asked.db, asked.person, (look) => findCycle(look, cycle.id)) : undefined;
  return showForm(c, asked, { written, refusal: changed.refusal, cycle, theirs });
});

export const cycleRoutes = [openCollections, openNewCycle, newCycle, openCycle, openChangeCycle, saveCycle];
