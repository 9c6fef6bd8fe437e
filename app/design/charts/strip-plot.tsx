import { scaleLinear, scaleSqrt } from "d3-scale";
import { Chart, inset, type SayNumber, width } from "./chart.tsx";

/** A school to be found in the crowd: its value, and the few letters it is marked with. */
export type Marked = { readonly value: number; readonly letter: string; readonly name: string };
/** A value worth a line of its own, such as where the top 20% begins. */
export type Line = { readonly value: number; readonly text: string };

const height = 190;
const base = 128;
const tallest = 84;
const apart = 17;

/** Every school's value as a thin bar as tall as how many share it; the trust's own are lettered above the line, none over another. */
export function StripPlot({
  id,
  reading,
  crowd,
  marked,
  lines,
  say,
  better,
}: {
  id: string;
  reading: string;
  crowd: readonly { readonly value: number; readonly count: number }[];
  marked: readonly Marked[];
  lines: readonly Line[];
  say: SayNumber;
  better: "higher" | "lower" | "neither";
}) {
  const all = [...crowd.map(({ value }) => value), ...marked.map(({ value }) => value), ...lines.map(({ value }) => value)];
  if (all.length === 0) return null;
  const x = scaleLinear()
    .domain([Math.min(...all), Math.max(...all)])
    .nice()
    .range([inset.left, width - inset.right]);
  // A few values are shared by very many: the root keeps the rare ones to be seen.
  const tall = scaleSqrt()
    .domain([0, Math.max(1, ...crowd.map(({ count }) => count))])
    .range([0, tallest]);
  const bars = crowd.map(({ value, count }) => `M${round(x(value))} ${base}v${-round(Math.max(1, tall(count)))}`).join("");
  const placed = side(marked, x);
  return (
    <Chart id={id} reading={reading} height={height + 24 * Math.max(0, ...placed.map(({ row }) => row))}>
      <path class="chart-crowd" d={bars} />
      <line class="chart-axis" x1={inset.left} x2={width - inset.right} y1={base} y2={base} />
      {x.ticks(7).map((tick) => (
        <g>
          <line class="chart-axis" x1={x(tick)} x2={x(tick)} y1={base} y2={base + 5} />
          <text class="chart-tick" x={x(tick)} y={base + 18} text-anchor="middle">
            {x.tickFormat(7)(tick)}
          </text>
        </g>
      ))}
      {lines.map(({ value, text }, at) => {
        const toTheLeft = x(value) > width * 0.7;
        return (
          <g>
            <line class="chart-line" x1={x(value)} x2={x(value)} y1={18 + at * 15} y2={base} />
            <text class="chart-note" x={x(value) + (toTheLeft ? -5 : 5)} y={28 + at * 15} text-anchor={toTheLeft ? "end" : "start"}>
              {text}
            </text>
          </g>
        );
      })}
      {placed.map(({ value, letter, name, at, row }) => (
        <g>
          <title>{`${name}: ${say(value)}`}</title>
          <line class="chart-lead" x1={x(value)} x2={at} y1={base} y2={base + 30 + row * 24} />
          <circle class="chart-mark" cx={at} cy={base + 36 + row * 24} r={9} />
          <text class="chart-letter" x={at} y={base + 40 + row * 24} text-anchor="middle">
            {letter}
          </text>
        </g>
      ))}
      <text class="chart-tick" x={width - inset.right} y={12} text-anchor="end">
        {better === "higher" ? "better →" : better === "lower" ? "← better" : ""}
      </text>
    </Chart>
  );
}

const round = (value: number) => Math.round(value * 10) / 10;

/** Sets the letters next to each other, in a further row where the line is full. */
function side(marked: readonly Marked[], x: (value: number) => number) {
  const ends: number[] = [];
  return [...marked]
    .sort((a, b) => a.value - b.value)
    .map((mark) => {
      const at = x(mark.value);
      const free = ends.findIndex((end) => at - end >= apart + 2);
      const row = free === -1 ? ends.length : free;
      ends[row] = at;
      return { ...mark, at, row };
    });
}
