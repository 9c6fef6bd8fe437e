import { render } from "preact-render-to-string";
import { expect, test } from "vitest";
import { Sparkline } from "./sparkline.tsx";
import { StripPlot } from "./strip-plot.tsx";
import { TrendLines } from "./trend-lines.tsx";

const say = (value: number) => `${value}%`;

test("a strip plot marks each school once, and none over another", () => {
  const marked = ["A", "B", "C"].map((letter) => ({ value: 64, letter, name: `School ${letter}` }));
  const picture = render(
    <StripPlot
      id="s"
      reading="Two of three are below the nation."
      crowd={[
        { value: 60, count: 3 },
        { value: 64, count: 9 },
        { value: 80, count: 1 },
      ]}
      marked={marked}
      lines={[{ value: 79, text: "top 20% from 79%" }]}
      say={say}
      better="higher"
    />,
  );
  const places = [...picture.matchAll(/<circle[^>]*cx="([\d.]+)" cy="([\d.]+)"/g)].map(([, x, y]) => `${x} ${y}`);
  expect(places).toHaveLength(3);
  expect(new Set(places).size).toBe(3);
  expect(picture).toContain("top 20% from 79%");
  expect(picture).toContain('aria-labelledby="s-reading"');
});

test("a trend line is broken where a year has no figure, and the year keeps its place", () => {
  const picture = render(
    <TrendLines
      id="t"
      reading="Up."
      periods={["2017/18", "2018/19", "2019/20", "2020/21", "2021/22"]}
      series={[{ name: "Tolverne", kind: "own", values: [60, 61, undefined, 63, 64] }]}
      say={say}
    />,
  );
  const path = picture.match(/<path d="([^"]*)"/)?.[1] ?? "";
  expect(path.match(/M/g)).toHaveLength(2);
  expect(picture).toContain(">2019/20<");
});

test("nothing is drawn of nothing", () => {
  expect(
    render(<TrendLines id="t" reading="" periods={["2017/18"]} series={[{ name: "A", kind: "own", values: [undefined] }]} say={say} />),
  ).toBe("");
});

test("a sparkline is one image with its reading, broken where a year has no figure, and is not drawn of a single year", () => {
  const picture = render(<Sparkline values={[60, 61, undefined, 63]} reading="From 60 to 63." />);
  expect(picture.match(/<path d="([^"]*)"/)?.[1]?.match(/M/g)).toHaveLength(2);
  // The year by itself, and the last one.
  expect(picture.match(/<circle/g)).toHaveLength(2);
  expect(picture).toContain('role="img" aria-label="From 60 to 63."');
  expect(picture).not.toContain("style=");
  expect(render(<Sparkline values={[undefined, 61]} reading="" />)).toBe("");
  expect(render(<Sparkline values={[61, 61]} reading="" />)).toContain("M4 13L92 13");
});
