import { bankHolidayOn } from "../../language/bank-holidays.rules.ts";
import { daysFrom, sayDay } from "../../language/period.ts";
import { counted } from "../../language/words.ts";
import type { Owed } from "../work/owed.rules.ts";

/** Under which purpose its mails are kept: one a day for each person. */
export const remindersPurpose = "what is due";

export type Occasion = "in-7-days" | "in-1-day" | "due" | "overdue";
const plus = (day: string, days: number) => Temporal.PlainDate.from(day).add({ days }).toString();
const weekdayOf = (day: string) => Temporal.PlainDate.from(day).dayOfWeek;
/** Every day but weekends and bank holidays. School holidays are working days here: people set days in them on purpose. */
export const isWorkday = (day: string): boolean => weekdayOf(day) <= 5 && bankHolidayOn(day) === undefined;
/** The day itself, or the last working day before where it is none: nobody is reminded on a day off. */
export function workdayUpTo(day: string): string {
  let at = day;
  while (!isWorkday(at)) at = plus(at, -1);
  return at;
}

/** How near something is to its day: one occasion at a time, the nearest; none more than a week before, and none on a day off. */
export function occasionOf(due: string, today: string): Occasion | undefined {
  if (!isWorkday(today)) return undefined;
  if (today > due) return "overdue";
  const last = workdayUpTo(due);
  if (today >= last) return "due";
  if (today >= workdayUpTo(plus(last, -1))) return "in-1-day";
  return today >= workdayUpTo(plus(due, -7)) ? "in-7-days" : undefined;
}

/**
 * The day of this week's digest, once it has come; none where somebody wants no digest, and none on a day off. Where the day is a bank
 * holiday it comes on the next working day of that week, and on the last before it where there is none.
 */
export function digestDay(weekday: number | null, today: string): string | undefined {
  if (weekday === null || !isWorkday(today)) return undefined;
  const dayOf = (at: number) => plus(today, at - weekdayOf(today));
  const day = dayOf(weekday);
  const week = weekdays.map((_, at) => dayOf(at + 1));
  const comes = week.slice(weekday - 1).find(isWorkday) ?? workdayUpTo(day);
  return today >= comes ? day : undefined;
}
export const usualWeekday = 1;
export const weekdays = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday"] as const;

/** Something owed, with the heading it stands under; `named` where its own words may leave the house by mail. */
export type Item = Owed & { readonly heading: string; readonly named: boolean };
export type Reminder = { readonly item: string; readonly occasion: Occasion | "digest"; readonly due: string };
export type Told = {
  readonly reminders: readonly Reminder[];
  readonly near: readonly (Item & { occasion: Occasion })[];
  readonly digest: readonly Item[];
};

/** Of what somebody is reminded today, each once for each day it is due; and everything they owe, once in the week of their choice. */
export function remindersFor(items: readonly Item[], weekday: number | null, written: readonly Reminder[], today: string): Told {
  const before = new Set(written.map(({ item, occasion, due }) => `${item} ${occasion} ${due}`));
  const near = items.flatMap((item) => {
    const occasion = item.due === null ? undefined : occasionOf(item.due, today);
    return occasion && !before.has(`${item.key} ${occasion} ${item.due}`) ? [{ ...item, occasion }] : [];
  });
  const day = digestDay(weekday, today);
  const digest = day !== undefined && items.length > 0 && !before.has(`digest digest ${day}`) ? items : [];
  return {
    near,
    digest,
    reminders: [
      ...near.map(({ key, occasion, due }) => ({ item: key, occasion, due: due ?? today })),
      ...(digest.length > 0 && day !== undefined ? [{ item: "digest", occasion: "digest" as const, due: day }] : []),
    ],
  };
}

const headings = [
  "Overdue",
  "Due today",
  "Due before the next working day",
  "Due on the next working day",
  "Due before the working day after the next",
  "Due within a week",
  "Due within two weeks",
] as const;
/** Under which heading of a mail something stands: where days off lie between, it is told earlier, and the heading says so. */
function headingOf(
  { occasion, due }: { readonly occasion: Occasion; readonly due: string | null },
  today: string,
): (typeof headings)[number] {
  const onDayOff = due !== null && !isWorkday(due);
  switch (occasion) {
    case "overdue":
      return "Overdue";
    case "due":
      return onDayOff ? "Due before the next working day" : "Due today";
    case "in-1-day":
      return onDayOff ? "Due before the working day after the next" : "Due on the next working day";
    case "in-7-days":
      return due !== null && daysFrom(today, due) > 7 ? "Due within two weeks" : "Due within a week";
  }
}

/** One mail for all of it: what is nearest first, and below it everything owed where it is the day for that. */
export function writeMail(
  { near, digest }: Told,
  around: {
    readonly name: string;
    readonly trust: string;
    readonly origin: string;
    readonly page: string;
    readonly halfTerm: (day: string) => string | undefined;
  },
  today: string,
): { readonly subject: string; readonly body: string } {
  const line = (item: Item) => {
    const term = item.due === null ? undefined : around.halfTerm(item.due);
    const left = item.due === null ? 0 : daysFrom(today, item.due);
    const due =
      item.due === null ? "" : ` Due on ${sayDay(item.due)}${term ? ` (${term})` : ""}${left < 0 ? `, ${counted(-left, "day")} ago` : ""}.`;
    return `- ${item.named ? `${item.title} (${item.of})` : `${item.heading}: ${item.of}`}.${due}\n  ${around.origin}${item.href}`;
  };
  const sections = [
    ...headings.map((heading) => [heading, near.filter((item) => headingOf(item, today) === heading)] as const),
    ["Everything that you have to do", digest] as const,
  ].filter(([, items]) => items.length > 0);
  const late = near.filter(({ occasion }) => occasion === "overdue").length;
  const subject =
    near.length === 0
      ? `This week: ${counted(digest.length, "thing")} to do`
      : late === near.length
        ? `${counted(late, "thing")} overdue`
        : `${counted(near.length, "thing")} due${late > 0 ? `, ${late} of them overdue` : ""}`;
  const body = [
    `Dear ${around.name},`,
    ...sections.map(([heading, items]) => `${heading}\n\n${items.map(line).join("\n")}`),
    `All of it stands under My work: ${around.origin}${around.page}\nOn which day you are sent everything, or that you are not, you choose there.`,
    `Eddystone, for ${around.trust}. Nobody reads an answer to this mail.`,
  ].join("\n\n");
  return { subject: `${subject}: ${around.trust}`.slice(0, 300), body: `${body}\n` };
}
