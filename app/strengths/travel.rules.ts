/** A place on the National Grid, in metres. */
export type Grid = { readonly easting: number | null; readonly northing: number | null };

// Roads are longer than the line between two places, and a journey is made at a middling speed: an estimate, and said to be one.
const detour = 1.3;
const kilometresAnHour = 40;
export const travelRule = `Estimated: the straight line, a third longer by road (× ${detour}), at ${kilometresAnHour} km/h. Look up the real journey.`;

export type Travel = { readonly kilometres: number; readonly minutes: number };
/** How far one place is from another in a straight line, and how long a journey by road may take; undefined where one's place is not known. */
export function travelBetween(from: Grid, to: Grid): Travel | undefined {
  if (from.easting === null || from.northing === null || to.easting === null || to.northing === null) return undefined;
  const kilometres = Math.hypot(from.easting - to.easting, from.northing - to.northing) / 1000;
  return { kilometres, minutes: Math.ceil(((kilometres * detour) / kilometresAnHour) * 60) };
}

/** A journey in words: "12 km in a straight line, about 24 minutes". */
export function sayTravel({ kilometres, minutes }: Travel): string {
  const hours = Math.floor(minutes / 60);
  const rest = minutes % 60;
  const time = [
    hours > 0 ? `${hours} ${hours === 1 ? "hour" : "hours"}` : "",
    rest > 0 || hours === 0 ? `${rest} ${rest === 1 ? "minute" : "minutes"}` : "",
  ]
    .filter(Boolean)
    .join(" ");
  return `${kilometres < 1 ? "less than 1" : Math.round(kilometres)} km in a straight line, about ${time}`;
}
