import { sayPupilGroup } from "../../language/pupil-group.ts";
import { type Period, sayPeriod } from "../../language/school-year.ts";
import { capital } from "../../language/words.ts";
import { type Gap, gapNames, gapsOf, numberOf, sayCoverage, sayNotPooled, sayNumber } from "../../national/index.ts";
import type { MeasureShown } from "./measure.view.tsx";
import { finer, pairsIn, pooledNumber, sayGap, sayNations } from "./numbers.rules.ts";

/** A measure by groups of pupils, and the gaps between them. */
export function Groups({ measure, figures, period, together }: MeasureShown & { period: Period; together: string }) {
  const now = figures.filter((figure) => figure.period === period);
  const of = new Map(now.map((figure) => [figure.group, figure]));
  const pairs = pairsIn(new Set(of.keys()));
  if (of.size < 2) return null;
  return (
    <>
      <h2>Groups of pupils, {sayPeriod(period)}</h2>
      <table class="plain stack">
        <caption>{together} and England by group</caption>
        <thead>
          <tr>
            <th scope="col">Pupils</th>
            <th scope="col">{together}, pooled</th>
            <th scope="col">England</th>
            <th scope="col">Covers</th>
          </tr>
        </thead>
        <tbody>
          {now.map((figure) => (
            <tr>
              <th scope="row">{capital(sayPupilGroup(figure.group))}</th>
              <td data-label={together}>
                {pooledNumber(figure) === undefined ? "–" : sayNumber(finer(measure), pooledNumber(figure) ?? 0)}
              </td>
              <td data-label="England">{sayNations(measure, figure) ?? "–"}</td>
              <td data-label="Covers" class="soft">
                {typeof figure.pooled === "string" ? sayNotPooled(figure.pooled) : sayCoverage(figure.pooled)}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {pairs.length > 0 && (
        <table class="plain stack">
          <caption>Gaps</caption>
          <thead>
            <tr>
              <th scope="col">Between</th>
              <th scope="col">{gapNames.inSchool.replace("school", "trust")}</th>
              <th scope="col">{gapNames.againstNation}</th>
            </tr>
          </thead>
          <tbody>
            {pairs.map(([one, others]) => {
              const gaps = gapsOf(
                {
                  group: pooledNumber(of.get(one)),
                  others: pooledNumber(of.get(others)),
                  nationalOthers: numberOf(of.get(others)?.nation?.figure),
                },
                measure.better,
                finer(measure).decimals,
              );
              return (
                <tr>
                  <th scope="row">
                    {capital(sayPupilGroup(one))} and {sayPupilGroup(others)}
                  </th>
                  <td data-label="Within">{sayGapAndWorse(gaps.inSchool)}</td>
                  <td data-label="Against England">{sayGapAndWorse(gaps.againstNation)}</td>
                </tr>
              );
            })}
          </tbody>
        </table>
      )}
    </>
  );
}

const sayGapAndWorse = (gap: Gap): string =>
  "missing" in gap || gap.worse === undefined ? sayGap(gap) : `${sayGap(gap)}, ${gap.worse ? "worse" : "no worse"}`;
