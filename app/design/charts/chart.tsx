import type { ComponentChildren } from "preact";

/** How whoever draws a chart writes its numbers. */
export type SayNumber = (value: number) => string;

export const width = 720;
export const inset = { left: 44, right: 16 };

/**
 * A chart with its one-sentence reading under its heading; what it shows stands beside it as a table, which the caller writes. The picture
 * itself is one image to a screen reader, described by the reading. It scrolls sideways where the screen is narrow.
 */
export function Chart({ id, reading, height, children }: { id: string; reading: string; height: number; children: ComponentChildren }) {
  return (
    <figure class="chart">
      <figcaption id={`${id}-reading`}>{reading}</figcaption>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: who has no mouse scrolls it with the arrow keys */}
      <section class="chart-scroll" tabIndex={0} aria-labelledby={`${id}-reading`}>
        {/* biome-ignore lint/a11y/noSvgWithoutTitle: the reading is its title */}
        <svg viewBox={`0 0 ${width} ${height}`} role="img" aria-labelledby={`${id}-reading`} focusable="false">
          {children}
        </svg>
      </section>
    </figure>
  );
}
