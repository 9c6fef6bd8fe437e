export type Located = {
  readonly id: string;
  readonly town: string | null;
  readonly easting: number | null;
  readonly northing: number | null;
};
type Point = { readonly x: number; readonly y: number };

const squared = (a: Point, b: Point) => (a.x - b.x) ** 2 + (a.y - b.y) ** 2;
const nearest = (point: Point, centres: readonly Point[]) =>
  centres.reduce((best, centre, at) => (squared(point, centre) < squared(point, centres[best] ?? centre) ? at : best), 0);
const middle = (points: readonly Point[]): Point => ({
  x: points.reduce((sum, { x }) => sum + x, 0) / points.length,
  y: points.reduce((sum, { y }) => sum + y, 0) / points.length,
});

/**
 * Suggests regions by place: k-means on national grid coordinates in metres, begun from the point farthest from the rest, so that the
 * same trust always gets the same suggestion. Answers a name for each academy, after the town nearest the middle; an academy without
 * coordinates gets none.
 */
export function suggestRegions(academies: readonly Located[], wanted: number, word = "Region"): ReadonlyMap<string, string> {
  const located = academies.flatMap(({ id, town, easting, northing }) =>
    easting && northing ? [{ id, town, x: easting, y: northing }] : [],
  );
  const count = Math.min(Math.max(1, Math.floor(wanted)), located.length);
  if (count === 0) return new Map();
  let centres: Point[] = [middle(located)];
  while (centres.length < count + 1) {
    const gap = (point: Point) => Math.min(...centres.map((centre) => squared(point, centre)));
    centres.push(located.reduce((far, point) => (gap(point) > gap(far) ? point : far)));
  }
  centres = centres.slice(1);
  for (let turn = 0; turn < 100; turn++) {
    const next = centres.map((centre, at) => {
      const mine = located.filter((point) => nearest(point, centres) === at);
      return mine.length ? middle(mine) : centre;
    });
    if (next.every((centre, at) => squared(centre, centres[at] ?? centre) < 1)) break;
    centres = next;
  }
  const names = centres.map((centre, at) => {
    const mine = located.filter((point) => nearest(point, centres) === at);
    const [closest] = mine.toSorted((a, b) => squared(a, centre) - squared(b, centre));
    return closest?.town ?? `${word} ${at + 1}`;
  });
  const distinct = names.map((name, at) => (names.indexOf(name) === at ? name : `${name} ${at + 1}`));
  return new Map(located.map((point) => [point.id, distinct[nearest(point, centres)] ?? ""]));
}
