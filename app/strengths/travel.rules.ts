/** A place on the National Grid, in metres. */
export type Grid = { readonly easting: number | null; readonly northing: number | null };

// Roads are longer than the line between two places, and a journey is made at a middling speed: an estimate, and said to be one.
const detour = 1.3;
const milesAnHour = 25;
const metresInMile = 1609.344;
export const travelRule = `Estimated: the straight line, a third longer by road (× ${detour}), at ${milesAnHour} miles an hour. Look up the real journey.`;

export type Travel = { readonly miles: number; readonly minutes: number };
/** How far one place is from another in a straight line, and how long a journey by road may take; undefined where one's place is not known. */
export function travelBetween(from: Grid, to: Grid): Travel | undefined {
  if (from.easting === null || from.northing === null || to.easting === null || to.northing === null) return undefined;
  const miles = Math.hypot(from.easting - to.easting, from.northing - to.northing) / metresInMile;
  return { miles, minutes: Math.ceil(((miles * detour) / milesAnHour) * 60) };
}

/** A journey in words: "12 miles in a straight line, about 38 minutes". */
export function sayTravel({ miles, minutes }: Travel): string {
  const hours = Math.floor(minutes / 60);
  const rest = minutes % 60;
  const time = [
    hours > 0 ? `${hours} ${hours === 1 ? "hour" : "hours"}` : "",
    rest > 0 || hours === 0 ? `${rest} ${rest === 1 ? "minute" : "minutes"}` : "",
  ]
    .filter(Boolean)
    .join(" ");
  const whole = Math.round(miles);
  return `${miles < 1 ? "less than 1 mile" : `${whole} ${whole === 1 ? "mile" : "miles"}`} in a straight line, about ${time}`;
}
