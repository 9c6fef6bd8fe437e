import { counted } from "../../language/words.ts";
/** One school's figure as published: rounded, and with the pupils it was made of where the file tells them. */
export interface Part {
  readonly value: number | undefined;
  readonly pupils: number | undefined;
}

/** A figure pooled by pupils from schools' rounded figures, and how much of the whole it covers. */
export interface Pooled {
  readonly value: number;
  readonly pupils: number;
  readonly schools: number;
  /** All pupils that the file tells of, also where the school's own figure is missing. */
  readonly ofPupils: number;
  readonly ofSchools: number;
}

/** Why there is no pooled figure. */
export type NotPooled = "no-weight" | "no-values" | "no-pupils";

/** Pools by pupils, never by school. A school without a figure or without its number of pupils is left out, and shows in what is covered. */
export function pool(parts: readonly Part[], weighed = true): Pooled | NotPooled {
  if (!weighed) return "no-weight";
  const valued = parts.filter(({ value }) => value !== undefined);
  if (valued.length === 0) return "no-values";
  let [sum, pupils, schools, ofPupils] = [0, 0, 0, 0];
  for (const part of parts) {
    ofPupils += part.pupils ?? 0;
    if (part.value === undefined || !part.pupils) continue;
    sum += part.value * part.pupils;
    pupils += part.pupils;
    schools += 1;
  }
  if (pupils === 0) return "no-pupils";
  return { value: sum / pupils, pupils, schools, ofPupils, ofSchools: parts.length };
}

const count = (n: number) => n.toLocaleString("en-GB");

/** How much a pooled figure covers, and that it is made of rounded ones. */
export function sayCoverage({ pupils, schools, ofPupils, ofSchools }: Pooled): string {
  const ofAll = pupils === ofPupils && schools === ofSchools;
  const covered = ofAll
    ? `covers all ${counted(pupils, "pupil", "pupils")} of ${counted(schools, "school", "schools")}`
    : `covers ${count(pupils)} of ${counted(ofPupils, "known pupil", "known pupils")} and ${count(schools)} of ${counted(ofSchools, "school", "schools")}`;
  return `Calculated from rounded school figures, pooled by pupils; ${covered}.`;
}

/** Why there is no pooled figure, in a sentence. */
export function sayNotPooled(why: NotPooled): string {
  switch (why) {
    case "no-weight":
      return "No figure for several schools together: the number of pupils behind each school's figure is not published for this measure.";
    case "no-values":
      return "No figure for several schools together: none of the schools has a published value.";
    case "no-pupils":
      return "No figure for several schools together: the file has no number of pupils for any school with a value.";
  }
}
