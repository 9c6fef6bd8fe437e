import { readDay } from "../../language/period.ts";
import { type Backing, type Behind, backingOf, isPhase, type Offer, standingOn } from "../offers/offer.rules.ts";
import { type Grid, type Travel, travelBetween } from "../travel.rules.ts";

/** What somebody looks for in the directory, as they wrote it. */
export type Wanted = Readonly<Record<"words" | "phase" | "subject" | "indicator" | "near" | "within" | "since" | "backed", string>>;
export const wantedNames = ["words", "phase", "subject", "indicator", "near", "within", "since", "backed"] as const;
export const withinMinutes = [15, 30, 45, 60, 90] as const;

/** What was asked, with whatever cannot be chosen left out; what was typed is kept as it was, to be told of. */
export function readWanted(get: (name: string) => string | undefined): Wanted {
  const text = (name: string) => (get(name) ?? "").trim().slice(0, 200);
  const of = Object.fromEntries(wantedNames.map((name) => [name, text(name)])) as Wanted;
  return {
    ...of,
    phase: isPhase(of.phase) ? of.phase : "",
    near: /^\d{6}$/.test(of.near) ? of.near : "",
    within: withinMinutes.some((minutes) => String(minutes) === of.within) ? of.within : "",
    since: of.since.slice(0, 20),
    backed: of.backed === "all" ? "all" : "",
  };
}

/** What of it cannot be looked for as it is, by field; nothing is shown until it is mended. */
export function refusedOf({ near, within, since }: Wanted): { readonly field: string; readonly text: string }[] {
  return [
    ...(within && !near ? [{ field: "near", text: "Choose from where: how far away an offer is can only be told from a place." }] : []),
    ...(since && !readDay(since) ? [{ field: "since", text: `The calendar has no day “${since}”. Give another, or none.` }] : []),
  ];
}

type Listed = Offer & Behind & { readonly unitId: string; readonly withdrawn: string | null };
type Academy = Grid & { readonly unitId: string; readonly name: string };
export type Found<Row> = { readonly offer: Row; readonly academy: Academy; readonly backing: Backing; readonly travel: Travel | undefined };

/**
 * The offers that are open today, of these academies: near enough where that is asked, backed unless all are. By the academies' names:
 * nobody is ranked.
 */
export function offersFound<Row extends Listed>(
  offers: readonly Row[],
  academies: readonly Academy[],
  asked: { readonly near: Academy | undefined; readonly within: number | undefined; readonly all: boolean; readonly today: string },
): { readonly found: Found<Row>[]; readonly unbacked: number } {
  const byUnit = new Map(academies.map((academy) => [academy.unitId, academy]));
  const near = offers.flatMap((offer): Found<Row>[] => {
    const academy = byUnit.get(offer.unitId);
    if (!academy || standingOn(offer, asked.today) !== "open") return [];
    const travel = asked.near && travelBetween(asked.near, academy);
    // Of an academy whose place is not known nobody can say that it is near.
    if (asked.near && asked.within !== undefined && (!travel || travel.minutes > asked.within)) return [];
    return [{ offer, academy, backing: backingOf(offer), travel }];
  });
  const shown = asked.all ? near : near.filter(({ backing }) => backing.kind === "backed");
  return {
    found: shown.toSorted((one, other) => one.academy.name.localeCompare(other.academy.name, "en-GB")),
    unbacked: near.length - near.filter(({ backing }) => backing.kind === "backed").length,
  };
}
