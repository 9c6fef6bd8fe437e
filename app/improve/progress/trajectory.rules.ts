import { daysFrom, sayDay } from "../../language/period.ts";
import { sayFigure } from "../../measures/index.ts";

type Unit = Parameters<typeof sayFigure>[1];
type Value = { readonly value: number; readonly of: string; readonly on: string };
/** How a target stood on a day, and where a straight line from its baseline would have been. What is not known is null. */
export type Trajectory = {
  readonly target: string;
  readonly name: string;
  readonly unit: string;
  readonly decimals: number;
  readonly better: "higher" | "lower";
  readonly value: number | null;
  readonly valueOf: string | null;
  readonly needs: number | null;
  readonly due: string;
  readonly baseline: number | null;
  readonly baselineOf: string | null;
  readonly baselineOn: string | null;
  readonly byNow: number | null;
};

/** Where a straight line from one day and value to another lies on a day; before the first as at first, after the last as at last. */
export function onTheLine(from: { on: string; value: number }, to: { on: string; value: number }, day: string): number {
  const whole = daysFrom(from.on, to.on);
  const gone = Math.min(Math.max(daysFrom(from.on, day), 0), whole);
  return whole <= 0 ? to.value : from.value + ((to.value - from.value) * gone) / whole;
}

/** A target's trajectory on a day: from the last value known before the plan began, to what is needed when the target is due. */
export function trajectoryOf(
  judged: {
    readonly target: string;
    readonly name: string;
    readonly unit: string;
    readonly decimals: number;
    readonly better: "higher" | "lower";
    readonly needs: number | undefined;
    readonly due: string;
    readonly values: readonly Value[];
  },
  plan: { readonly begins: string },
  day: string,
): Trajectory {
  const { target, name, unit, decimals, better, needs, due, values } = judged;
  const last = values.at(-1);
  const before = values.findLast(({ on }) => on < plan.begins) ?? (values.length > 1 ? values[0] : undefined);
  return {
    ...{ target, name, unit, decimals, better, due, needs: needs ?? null, value: last?.value ?? null, valueOf: last?.of ?? null },
    ...{ baseline: before?.value ?? null, baselineOf: before?.of ?? null, baselineOn: before?.on ?? null },
    byNow: before && needs !== undefined ? onTheLine(before, { on: due, value: needs }, day) : null,
  };
}

export const figureIn = (value: number | null, { unit, decimals }: Pick<Trajectory, "unit" | "decimals">): string =>
  value === null ? "not known" : sayFigure({ value, missing: null }, { unit, decimals } as Unit);

/** Whether a value is ahead of its line, behind it, or on it as far as it is written out; nobody can say of one from which the line begins. */
export function beside(
  one: Pick<Trajectory, "value" | "valueOf" | "baselineOf" | "byNow" | "better" | "decimals">,
): "ahead" | "behind" | "on" | undefined {
  if (one.value === null || one.byNow === null || one.valueOf === one.baselineOf) return undefined;
  const by = (one.value - one.byNow) * (one.better === "higher" ? 1 : -1);
  return Math.abs(by) < 0.5 * 10 ** -one.decimals ? "on" : by > 0 ? "ahead" : "behind";
}

/** A trajectory in a sentence; what is not known is said to be that. */
export function sayTrajectory(one: Trajectory): string {
  const figure = (value: number | null) => figureIn(value, one);
  if (one.value === null) return "There is no value yet, so nobody can say how far it has come.";
  const now = `The value is ${figure(one.value)} (${one.valueOf})`;
  if (one.needs === null) return `${now}; what is needed by ${sayDay(one.due)} is not known yet.`;
  if (one.byNow === null || one.baseline === null)
    return `${now}, and ${figure(one.needs)} is needed by ${sayDay(one.due)}. No earlier value is known, so there is nothing to start a line from.`;
  const words = { ahead: "ahead of it", behind: "behind it", on: "on it" } as const;
  const stands = beside(one);
  const line = `On a straight line from ${figure(one.baseline)} (${one.baselineOf}) to ${figure(one.needs)} by ${sayDay(one.due)} it would be ${figure(one.byNow)} by now`;
  return stands
    ? `${now}. ${line}: it is ${words[stands]}.`
    : `${now}. ${line}. No newer value has come since the plan began, so nobody can say whether it is.`;
}
