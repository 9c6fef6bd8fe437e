import type { Context } from "hono";
import { sayPeriod } from "../../language/school-year.ts";
import { similarTo, valuesOfSchools } from "../../national/index.server.ts";
import { measureByCode, measureFamilies, type SchoolValue } from "../../national/index.ts";
import { frameOf, placeOfAcademy } from "../../organisation/index.server.ts";
import { maySeeStanding } from "../../organisation/index.ts";
import { type Asked, allow, page, refusal, route } from "../../platform/web/route.tsx";
import { paths } from "../paths.ts";
import { familyLines, newestByMeasure } from "./academy.rules.ts";
import { AcademyNumbersView, SimilarView } from "./academy.view.tsx";
import { periodsOf } from "./numbers.rules.ts";

const see = allow(maySeeStanding, (look, { urn }) => placeOfAcademy(look, urn));
const academyOf = (asked: Asked) => (asked.place as Asked["place"] & { academy: { urn: number; name: string } }).academy;

/** Every published number of one academy, with what it is set against and schools like it side by side. */
export const academyNumbers = route("get", paths.pattern.academy, see, async (c, asked) => {
  const { urn, name } = academyOf(asked);
  const every = c.req.query("show") === "all";
  const codes = measureFamilies.flatMap((family) => (every ? family.measures.map(({ code }) => code) : family.headline));
  const [values, similar] = await Promise.all([valuesOfSchools(asked.db.pool, [urn], { measures: codes }), similarTo(asked.db.pool, urn)]);
  const newest = newestByMeasure(values.filter(({ group }) => group === "all"));
  const theirs = similar
    ? await valuesOfSchools(
        asked.db.pool,
        similar.schools.map((school) => school.urn),
        { measures: newest.map(({ measure }) => measure), periods: periodsOf(newest), groups: ["all"], alone: true },
      )
    : [];
  return page(
    c,
    <AcademyNumbersView
      frame={frameOf(asked, "measures")}
      slug={asked.trust.slug}
      urn={urn}
      name={name}
      families={familyLines(measureFamilies, values, theirs)}
      similar={similar}
      every={every}
    />,
  );
});

const measureAsked = (c: Context, newest: readonly SchoolValue[]) => {
  const asked = measureByCode(c.req.query("measure") ?? "");
  return asked && newest.some(({ measure }) => measure === asked.code) ? asked : measureByCode(newest[0]?.measure ?? "");
};

/** Who the schools are that an academy is compared with, and why: by their pupils, never by their results. */
export const similarSchools = route("get", paths.pattern.similar, see, async (c, asked) => {
  const { urn, name } = academyOf(asked);
  const similar = await similarTo(asked.db.pool, urn);
  if (!similar) return refusal(c, "absent", asked.session, asked.house);
  const headline = measureFamilies.flatMap((family) => family.headline);
  const own = newestByMeasure(await valuesOfSchools(asked.db.pool, [urn], { measures: headline, groups: ["all"] }));
  const measure = measureAsked(c, own);
  const mine = own.find((value) => value.measure === measure?.code);
  const theirs =
    measure && mine
      ? await valuesOfSchools(
          asked.db.pool,
          similar.schools.map((school) => school.urn),
          { measures: [measure.code], periods: [mine.period], groups: ["all"], alone: true },
        )
      : [];
  return page(
    c,
    <SimilarView
      frame={frameOf(asked, "measures")}
      slug={asked.trust.slug}
      urn={urn}
      name={name}
      similar={similar}
      measure={measure}
      mine={mine}
      theirs={theirs}
      options={own.map((value) => ({
        value: value.measure,
        text: `${measureByCode(value.measure)?.name ?? value.measure}, ${sayPeriod(value.period)}`,
      }))}
    />,
  );
});
