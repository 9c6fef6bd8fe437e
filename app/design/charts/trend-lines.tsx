import { scaleLinear, scalePoint } from "d3-scale";
import { line } from "d3-shape";
import { Chart, inset, type SayNumber, width } from "./chart.tsx";

/** A named value over periods; where it has none the line is broken, and the table says why. */
export type Series = {
  readonly name: string;
  readonly kind: "own" | "other";
  readonly values: readonly (number | undefined)[];
  readonly intervals?: readonly ({ readonly low: number; readonly high: number } | undefined)[];
};

const height = 240;
const top = 16;
const bottom = 200;

/** Lines over named periods, each line ending in its name; a period is never left out, so that a gap is seen as one. */
export function TrendLines({
  id,
  reading,
  periods,
  series,
  say,
}: {
  id: string;
  reading: string;
  periods: readonly string[];
  series: readonly Series[];
  say: SayNumber;
}) {
  const all = series.flatMap(({ values, intervals = [] }) => [...values, ...intervals.flatMap((one) => (one ? [one.low, one.high] : []))]);
  const known = all.filter((value) => value !== undefined);
  if (known.length === 0) return null;
  const x = scalePoint<string>()
    .domain(periods)
    .range([inset.left + 20, width - 190]);
  const y = scaleLinear()
    .domain(spread(Math.min(...known), Math.max(...known)))
    .nice()
    .range([bottom, top]);
  const path = line<readonly [string, number | undefined]>()
    .defined(([, value]) => value !== undefined)
    .x(([period]) => x(period) ?? 0)
    .y(([, value]) => y(value ?? 0));
  const names = spaced(
    series.flatMap(({ name, kind, values }) => {
      const last = values.findLast((value) => value !== undefined);
      return last === undefined ? [] : [{ name, kind, at: y(last) }];
    }),
  );
  return (
    <Chart id={id} reading={reading} height={height}>
      {y.ticks(5).map((tick) => (
        <g>
          <line class="chart-grid" x1={inset.left} x2={width - 180} y1={y(tick)} y2={y(tick)} />
          <text class="chart-tick" x={inset.left - 6} y={y(tick) + 4} text-anchor="end">
            {y.tickFormat(5)(tick)}
          </text>
        </g>
      ))}
      {periods.map((period) => (
        <text class="chart-tick" x={x(period)} y={bottom + 22} text-anchor="middle">
          {period}
        </text>
      ))}
      {series.map(({ name, kind, values, intervals = [] }) => (
        <g class={`chart-series chart-${kind}`}>
          {intervals.map(
            (interval, at) =>
              interval && (
                <line
                  class="chart-interval"
                  x1={x(periods[at] ?? "")}
                  x2={x(periods[at] ?? "")}
                  y1={y(interval.low)}
                  y2={y(interval.high)}
                />
              ),
          )}
          <path d={path(periods.map((period, at) => [period, values[at]] as const)) ?? ""} />
          {values.map(
            (value, at) =>
              value !== undefined && (
                <circle cx={x(periods[at] ?? "")} cy={y(value)} r={4}>
                  <title>{`${name}, ${periods[at]}: ${say(value)}`}</title>
                </circle>
              ),
          )}
        </g>
      ))}
      {names.map(({ name, kind, at }) => (
        <text class={`chart-name chart-${kind}`} x={width - 174} y={at + 4}>
          {name.length > 26 ? `${name.slice(0, 25)}…` : name}
        </text>
      ))}
    </Chart>
  );
}

/** A range with some room, also where all values are the same. */
const spread = (low: number, high: number): [number, number] => {
  const room = Math.max((high - low) * 0.1, Math.abs(high) * 0.02, 0.1);
  return [low - room, high + room];
};

/** Moves names apart that would be written over each other, keeping their order. */
function spaced<Name extends { readonly at: number }>(names: readonly Name[]): Name[] {
  const sorted = [...names].sort((a, b) => a.at - b.at);
  let last = -Infinity;
  return sorted.map((name) => {
    const at = Math.max(name.at, last + 15);
    last = at;
    return { ...name, at };
  });
}
