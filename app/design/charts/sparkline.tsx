const [width, height, inset] = [96, 26, 4];

/**
 * A value over the years as a line no larger than a word, broken where a year has none, its last point marked. To a screen reader it is one
 * image that says its reading; the numbers stand in the table of the page that the caller links to. Draws nothing of fewer than two years.
 */
export function Sparkline({ values, reading }: { values: readonly (number | undefined)[]; reading: string }) {
  const known = values.filter((value) => value !== undefined);
  if (known.length < 2) return null;
  const [low, high] = [Math.min(...known), Math.max(...known)];
  const round = (place: number) => Math.round(place * 10) / 10;
  const x = (at: number) => round(inset + (at * (width - 2 * inset)) / (values.length - 1));
  const y = (value: number) => round(high === low ? height / 2 : height - inset - ((value - low) * (height - 2 * inset)) / (high - low));
  const path = values
    .map((value, at) => (value === undefined ? "" : `${values[at - 1] === undefined ? "M" : "L"}${x(at)} ${y(value)}`))
    .join("");
  // A year between two without a figure is a point, not a line.
  const alone = values.flatMap((value, at) =>
    value !== undefined && values[at - 1] === undefined && values[at + 1] === undefined ? [{ at, value }] : [],
  );
  const last = values.findLastIndex((value) => value !== undefined);
  return (
    <svg
      class="sparkline"
      viewBox={`0 0 ${width} ${height}`}
      width={width}
      height={height}
      role="img"
      aria-label={reading}
      focusable="false"
    >
      <title>{reading}</title>
      <path d={path} />
      {alone.map(({ at, value }) => (
        <circle cx={x(at)} cy={y(value)} r={1.5} />
      ))}
      <circle cx={x(last)} cy={y(values[last] ?? 0)} r={3} />
    </svg>
  );
}
