import { TrendLines } from "../../design/charts/trend-lines.tsx";
import { Rows, WideTable } from "../../design/house.tsx";
import { html } from "../../design/html.ts";
import { sayPupilGroup } from "../../language/pupil-group.ts";
import { type Period, sayPeriod, yearOf } from "../../language/school-year.ts";
import { capital, counted } from "../../language/words.ts";
import { numberOf, productionOf, rollingThreeYears, sayNumber } from "../../national/index.ts";
import { paths } from "../paths.ts";
import { Cell } from "./cell.view.tsx";
import type { MeasureShown } from "./measure.view.tsx";
import { finer, pooledNumber, readTrend, yearsThrough } from "./numbers.rules.ts";

const nothingImported = html`<td class="none"><span class="soft">–</span></td>`;

/** A measure over the years: the trust beside England, and every academy. */
export function Trend({ slug, measure, academies, figures, group, together, words }: MeasureShown & { together: string }) {
  const mine = figures.filter((figure) => figure.group === group);
  const years = yearsThrough(mine.map(({ period }) => period));
  if (years.length < 2) return null;
  const at = (period: Period) => mine.find((figure) => figure.period === period);
  const pooled = years.map((period) => ({ period, value: pooledNumber(at(period)) }));
  const nation = years.map((period) => numberOf(at(period)?.nation?.figure));
  const gaps = years.flatMap((period) => {
    const production = productionOf(measure, yearOf(period), "school");
    return production.produced ? [] : [{ period, reason: production.reason }];
  });
  return (
    <>
      <h2>Over the years</h2>
      <TrendLines
        id="trend"
        reading={readTrend(finer(measure), together, pooled)}
        periods={years.map(sayPeriod)}
        series={[
          { name: together, kind: "own", values: pooled.map(({ value }) => value) },
          { name: "England", kind: "other", values: nation },
        ]}
        say={(value) => sayNumber(finer(measure), value)}
      />
      {gaps.length > 0 && (
        <ul class="govuk-list govuk-list--bullet">
          {gaps.map(({ period, reason }) => (
            <li>
              {sayPeriod(period)}: {reason}
            </li>
          ))}
        </ul>
      )}
      <WideTable label="Every year">
        <table class="heat numbers">
          <caption>Every year, {sayPupilGroup(group)}</caption>
          <thead>
            <tr>
              <th scope="col">{capital(words.academy)}</th>
              {years.map((period) => (
                <th scope="col">{sayPeriod(period)}</th>
              ))}
              <th scope="col">Three years together</th>
            </tr>
          </thead>
          <Rows
            rows={html`${academies.flatMap((academy) => {
              const cells = years.map((period) => at(period)?.schools.find(({ urn }) => urn === academy.urn));
              if (!cells.some((cell) => cell)) return [];
              const rolling = rollingThreeYears(
                cells.map((cell, nth) => ({ year: yearOf(years[nth] ?? 0), value: numberOf(cell?.figure), pupils: cell?.cohort })),
                yearOf(years.at(-1) ?? 0),
                measure.weight !== "none",
              );
              return [
                html`<tr class="academy"><th scope="row"><a href="${paths.academyNumbers(slug, academy.urn)}">${academy.name}</a></th>${cells.map((cell, nth) => (at(years[nth] ?? 0) ? Cell(measure, cell) : nothingImported))}<td>${typeof rolling === "string" ? "–" : `${sayNumber(finer(measure), rolling.value)} (${counted(rolling.years.length, "year")})`}</td></tr>`,
              ];
            })}`}
          />
          <tbody>
            <tr class="total">
              <th scope="row">{together}</th>
              {pooled.map(({ value }) => (
                <td>{value === undefined ? "–" : sayNumber(finer(measure), value)}</td>
              ))}
              <td />
            </tr>
            <tr class="total">
              <th scope="row">England</th>
              {nation.map((value) => (
                <td>{value === undefined ? "–" : sayNumber(measure, value)}</td>
              ))}
              <td />
            </tr>
          </tbody>
        </table>
      </WideTable>
    </>
  );
}
