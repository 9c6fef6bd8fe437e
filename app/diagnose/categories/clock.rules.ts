/** What is left of a joiner's years to Lighthouse (model row O1: five from the date joined), in whole months; negative when past. */
export function monthsLeft(joined: string, years: number, today: string): number {
  const end = Temporal.PlainDate.from(joined).add({ years });
  const left = Temporal.PlainDate.from(today).until(end, { largestUnit: "months" });
  return left.months;
}

/** The clock as the dashboard prints it: "3 y 9 m", or that it has run out. */
export function sayClock(months: number): string {
  if (months < 0) return "Time is up";
  const years = Math.floor(months / 12);
  return years ? `${years} y ${months % 12} m` : `${months} m`;
}
