import { frameworkPaths } from "../frameworks/index.ts";
import { sayDay } from "../language/period.ts";
import { capital, counted, type Words } from "../language/words.ts";
import { type CalendarYear, organisationPaths } from "../organisation/index.ts";

export type SettingsFacts = {
  readonly slug: string;
  readonly words: Words;
  readonly today: string;
  readonly regions: number;
  readonly academies: readonly { readonly name: string; readonly regionId: string | null }[];
  readonly calendar: readonly CalendarYear[];
  readonly ownCalendars: number;
  readonly edition: { readonly name: string; readonly number: number; readonly inUseFrom: string | null } | undefined;
  readonly meetings: readonly { readonly heldOn: string }[];
  readonly people: readonly { readonly hasAccount: boolean; readonly roles: readonly { readonly kind: string; readonly unit: string }[] }[];
  readonly mayAdministerPeople: boolean;
  readonly secondFactorFor: number;
  readonly mayRequireFactors: boolean;
};
/** One thing a trust sets: what it is now, and whether something is missing. */
export type SettingLine = {
  readonly title: string;
  readonly href: string | undefined;
  readonly state: string;
  readonly missing: string | undefined;
};

/** What is set in a trust and what is missing, line by line, in the order a new trust does it. */
export function settingLines(facts: SettingsFacts): SettingLine[] {
  const { slug, words } = facts;
  const line = (title: string, href: string | undefined, [state, missing]: readonly [string, string?]): SettingLine => ({
    title,
    href,
    state,
    missing,
  });
  const { academy, principal, region, board, boardName } = words;
  return [
    line("Words", organisationPaths.words(slug), [`${capital(academy)}, ${principal}, ${region}, ${boardName} (${board})`]),
    line("School calendar", organisationPaths.calendar(slug), calendarState(facts)),
    line(capital(words.regions), organisationPaths.regions(slug), regionState(facts)),
    line("Networks", organisationPaths.networks(slug), [`What works on one thing across ${words.academies}, and can be reviewed`]),
    line("Framework", frameworkPaths.framework(slug), frameworkState(facts)),
    line(`${board} meetings`, organisationPaths.meetings(slug), meetingState(facts)),
    line("Signing in", facts.mayRequireFactors ? organisationPaths.signInRule(slug) : undefined, [signInState(facts)]),
    line("People and roles", facts.mayAdministerPeople ? organisationPaths.people(slug) : undefined, peopleState(facts)),
  ];
}

type State = readonly [state: string, missing?: string];

function calendarState({ calendar, today, ownCalendars, words }: SettingsFacts): State {
  const [first, last] = [calendar[0], calendar.at(-1)];
  if (!first || !last) return ["No school year yet", "Add the school year that holds today: without it nothing can be judged."];
  const held = `${first === last ? first.schoolYear : `${first.schoolYear} to ${last.schoolYear}`}, until ${sayDay(last.last)}`;
  const own = ownCalendars
    ? `; ${counted(ownCalendars, words.academy, words.academies)} with ${ownCalendars === 1 ? "its" : "their"} own`
    : "";
  const left = Temporal.PlainDate.from(today).until(last.last, { largestUnit: "day" }).days;
  if ((first.firsts[0] ?? "") > today || left < 0)
    return [held + own, "Today lies in no half-term, so nothing can be judged. Add the school year that holds it."];
  return left < 120 ? [held + own, "It ends soon. Add the next school year."] : [held + own];
}

function regionState({ regions, academies, words }: SettingsFacts): State {
  if (regions === 0) return [`No ${words.regions} yet`, `Add ${words.regions}, or let the map suggest them.`];
  const without = academies.filter(({ regionId }) => regionId === null).length;
  const state = counted(regions, words.region, words.regions);
  if (without === 0) return [`${state}; every ${words.academy} is in one`];
  return [state, `${counted(without, words.academy, words.academies)} in no ${words.region} yet.`];
}

const frameworkState = ({ edition }: SettingsFacts): State =>
  edition
    ? [`${edition.name}, edition ${edition.number}${edition.inUseFrom ? `, in use since ${sayDay(edition.inUseFrom)}` : ""}`]
    : ["No edition in use", "Without one nothing can be judged."];

function meetingState({ meetings, today, words }: SettingsFacts): State {
  const next = meetings
    .map(({ heldOn }) => heldOn)
    .filter((day) => day >= today)
    .sort()[0];
  return next ? [`The ${words.board} next meets on ${sayDay(next)}`] : ["No meeting to come", `Add the day the ${words.board} meets next.`];
}

const signInState = ({ secondFactorFor }: SettingsFacts): string =>
  secondFactorFor === 0 ? "No role needs a second factor" : `${counted(secondFactorFor, "role needs", "roles need")} a second factor`;

function peopleState({ people, academies, words }: SettingsFacts): State {
  const holding = people.filter(({ roles }) => roles.length > 0);
  const waiting = holding.filter(({ hasAccount }) => !hasAccount).length;
  const led = new Set(holding.flatMap(({ roles }) => roles.filter(({ kind }) => kind === "principal").map(({ unit }) => unit)));
  const without = academies.filter(({ name }) => !led.has(name)).length;
  const state = `${counted(holding.length, "person holds", "people hold")} a role${waiting ? `; ${waiting} cannot sign in yet` : ""}`;
  return without ? [state, `${counted(without, words.academy, words.academies)} without ${words.principal}.`] : [state];
}
