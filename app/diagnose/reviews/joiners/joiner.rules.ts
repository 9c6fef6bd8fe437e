/** What a trust asks of an academy that joins. */
export type Joining = { readonly framework: string; readonly days: number; readonly version: number };
/** Where a trust has said nothing: the shipped diagnosis, within sixty days. */
export const usualJoining: Joining = { framework: "quick-diagnosis", days: 60, version: 0 };

/** How long after an academy joined its diagnosis is still begun by itself: for days on which nothing ran. */
export const daysToCatchUp = 30;
/** The first day of joining whose diagnosis still begins by itself today. */
export const catchesUpFrom = (today: string): string => Temporal.PlainDate.from(today).subtract({ days: daysToCatchUp }).toString();

export type Joiner = { readonly unitId: string; readonly joined: string | null; readonly hasDiagnosis: boolean };

/** The academies whose diagnosis begins today: those that joined by now, not long ago, and have none by that framework. */
export const joinersToBegin = (joiners: readonly Joiner[], today: string): Joiner[] =>
  joiners.filter(({ joined, hasDiagnosis }) => joined !== null && joined <= today && joined >= catchesUpFrom(today) && !hasDiagnosis);

/** The day by which a joiner's diagnosis is to be agreed; never before today, because a day that is over cannot be asked for. */
export function dueFor(joined: string, days: number, today: string): string {
  const due = Temporal.PlainDate.from(joined).add({ days }).toString();
  return due < today ? today : due;
}
