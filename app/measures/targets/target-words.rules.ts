import { sayMissing } from "../../language/missing.ts";
import { sayPupilGroup } from "../../language/pupil-group.ts";
import { sayPeriod } from "../../language/school-year.ts";
import type { Measure } from "../../national/index.ts";
import { sayFigure } from "../own/own-words.rules.ts";
import { type Basis, type CannotSay, isBeyond, type Standing, type Target, type TargetRefusal } from "./target.rules.ts";

export const basisWords: Readonly<Record<Basis, string>> = {
  "national-percentile": "A national percentile: the value at which a school is among the best",
  absolute: "A value",
  change: "An improvement on an earlier value",
  gap: "No wider a gap to another group than",
  "similar-schools": "A percentile of the similar schools",
};
const said = (value: number, measure: Pick<Measure, "unit" | "decimals">) => sayFigure({ value, missing: null }, measure);
/** A boundary can lie between two written values: it is told to one place more than the measure is. */
const exactly = (value: number, measure: Pick<Measure, "unit" | "decimals">) =>
  said(value, { ...measure, decimals: Number.isInteger(value * 10 ** measure.decimals) ? measure.decimals : measure.decimals + 1 });
const points = (figure: number, { unit }: Pick<Measure, "unit">) =>
  `${figure.toLocaleString("en-GB")} ${unit === "percent" ? "percentage points" : "points"}`;

/** What a target asks, in a phrase: "top 20% nationally, by the schools of 2022/23". */
export function sayTarget(
  target: Pick<Target, "basis" | "figure" | "referencePeriod" | "otherGroup">,
  measure: Pick<Measure, "unit" | "decimals" | "better">,
): string {
  const { basis, figure, referencePeriod, otherGroup } = target;
  const year = referencePeriod === null ? "" : sayPeriod(referencePeriod);
  switch (basis) {
    case "national-percentile":
      return `top ${100 - figure}% nationally, by the schools of ${year}`;
    case "similar-schools":
      return `top ${100 - figure}% of the similar schools, by their figures of ${year}`;
    case "absolute":
      return `${said(figure, measure)} or ${measure.better === "lower" ? "lower" : "higher"}`;
    case "change":
      return `${points(figure, measure)} ${measure.better === "lower" ? "lower" : "higher"} than in ${year}`;
    case "gap":
      return `at most ${points(figure, measure)} behind ${otherGroup ? sayPupilGroup(otherGroup) : "the others"}`;
  }
}

export const standingWords: Readonly<Record<Standing["kind"], string>> = { met: "met", "not-met": "not met", "cannot-say": "cannot say" };

/** How a target stands, in a sentence with its numbers, or why nobody can say. */
export function sayStanding(standing: Standing, measure: Pick<Measure, "unit" | "decimals" | "better">): string {
  const needs =
    standing.needs === undefined
      ? ""
      : `${exactly(standing.needs, measure)} or ${measure.better === "lower" ? "lower" : "higher"} is needed${standing.among ? ` (${standing.among})` : ""}${isBeyond(standing.needs, measure.unit) ? ", which no percentage can be: change the target" : ""}`;
  if (standing.kind === "cannot-say")
    return `${sayCannot(standing.why)}${needs ? ` ${needs.charAt(0).toUpperCase()}${needs.slice(1)}.` : ""}`;
  return `The value is ${exactly(standing.value, measure)}; ${needs}.`;
}

function sayCannot(why: CannotSay): string {
  const because = (missing: Parameters<typeof sayMissing>[0] | undefined, none: string) => (missing ? sayMissing(missing) : none);
  switch (why.kind) {
    case "to-come":
      return "Its period has not begun.";
    case "neither":
      return "Neither more nor less of this measure is better.";
    case "no-boundary":
      return "The figures of the schools it is set against have not been imported.";
    case "not-produced":
      return why.reason;
    case "no-value":
      return `There is no value. ${because(why.missing, "None has been brought in or published.")}`;
    case "no-reference":
      return `There is no value to start from. ${because(why.missing, "None has been brought in or published for the reference period.")}`;
    case "no-others":
      return `There is no value of the other group. ${because(why.missing, "None has been brought in or published.")}`;
  }
}

const phaseWords: Readonly<Record<Measure["phase"], string>> = {
  all: "all pupils",
  primary: "pupils in primary years",
  secondary: "pupils at the end of key stage 4",
  "sixteen-to-eighteen": "students from 16 to 18",
};

export function sayTargetRefusal(refusal: TargetRefusal): string {
  switch (refusal.kind) {
    case "no-such-measure":
      return "Choose a measure.";
    case "neither-is-better":
      return "This measure only describes: neither more nor less is better. Choose another.";
    case "no-such-unit":
      return "Choose whose target it is.";
    case "no-such-group":
      return "Choose for which pupils.";
    case "no-such-period":
      return "Choose the period in which it should be met.";
    case "no-such-owner":
      return "Choose who owns it.";
    case "no-such-basis":
      return "Choose what it is measured by.";
    case "not-ranked":
      return `England publishes no school's figure of this measure, so nobody could ever say where the ${refusal.basis === "similar-schools" ? "similar schools'" : "national"} percentile lies. Set a value, an improvement or a gap instead.`;
    case "no-such-pupils":
      return `No pupil of this unit can have such a result: the measure is of ${phaseWords[refusal.phase]}. Choose another measure, or whose target it is.`;
    case "beyond":
      return `With what is known now, ${refusal.needs.toLocaleString("en-GB", { maximumFractionDigits: 2 })}% would be needed, and a percentage lies from 0 to 100. Give fewer points.`;
    case "wrong-stretch":
      return `This measure is counted by the ${refusal.stretch === "year" ? "school year" : "half-term"}. Choose such a period.`;
    case "figure-needed":
      return refusal.basis === "absolute"
        ? "Give the value as a number; a percentage lies from 0 to 100."
        : refusal.basis === "change" || refusal.basis === "gap"
          ? "Give the points as a number of 0 or more; of a percentage, 100 at most."
          : "Give the percentile from 1 to 99: 80 is where the top 20% begins.";
    case "reference-needed":
      return "Choose the year it is set against.";
    case "reference-after":
      return "It cannot be set against a later period than its own. Choose an earlier one.";
    case "other-group-needed":
      return "Choose the group that it is compared with.";
    case "same-group":
      return "A group has no gap to itself. Choose another to compare with.";
    case "source-needed":
      return "Say in up to 300 letters where this target comes from, for example the trust's strategy.";
    case "crossed":
      return "Somebody changed this target while you were writing. Theirs stands below; send yours again if it should replace it.";
    case "ended":
      return "This target has ended. Set a new one.";
  }
}
