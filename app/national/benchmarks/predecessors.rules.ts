/** One step of the link graph: who came directly before whom. */
export interface Succession {
  readonly earlier: number;
  readonly later: number;
}

/** Everybody before a school, nearest first, in steps; who was met before is not met again, so that a ring ends. */
export function stepsBack(school: number, links: readonly Succession[]): number[][] {
  const met = new Set([school]);
  const steps: number[][] = [];
  let reached = [school];
  while (reached.length > 0) {
    const before = new Set<number>();
    for (const { earlier, later } of links) if (reached.includes(later) && !met.has(earlier)) before.add(earlier);
    for (const urn of before) met.add(urn);
    reached = [...before].sort((a, b) => a - b);
    if (reached.length > 0) steps.push(reached);
  }
  return steps;
}

/** What one school's row says of a measure: a value, why there is none, or that the row is blank. */
export type Row<Fact> = { readonly says: "value" | "missing" | "blank"; readonly fact: Fact };

/** Whose figure speaks for a school. `several`: it came from more than one school, and no single value is its own. */
export type Published<Fact> =
  | { readonly urn: number; readonly fact: Fact; readonly before: boolean }
  | { readonly several: readonly number[] }
  | undefined;

/** The school's own value; else that of whoever came before it, nearest first; else the reason that its own row gives. */
export function publishedOf<Fact>(
  school: number,
  links: readonly Succession[],
  rowOf: (urn: number) => Row<Fact> | undefined,
): Published<Fact> {
  const own = rowOf(school);
  if (own?.says === "value") return { urn: school, fact: own.fact, before: false };
  let why: Published<Fact> = own?.says === "missing" ? { urn: school, fact: own.fact, before: false } : undefined;
  for (const step of stepsBack(school, links)) {
    const speaking = step.flatMap((urn) => {
      const row = rowOf(urn);
      return row && row.says !== "blank" ? [{ urn, ...row }] : [];
    });
    if (speaking.length > 1 && speaking.some(({ says }) => says === "value")) return { several: speaking.map(({ urn }) => urn) };
    const [one] = speaking;
    if (one?.says === "value") return { urn: one.urn, fact: one.fact, before: true };
    if (one) why ??= { urn: one.urn, fact: one.fact, before: true };
  }
  return why ?? (own && { urn: school, fact: own.fact, before: false });
}
