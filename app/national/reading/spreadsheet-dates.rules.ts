/** Whether a cell's number format shows a day: one of the built-in ones, or one written with a year or a day. */
export function showsDay(formatId: number, custom: string | undefined): boolean {
  if (custom === undefined)
    return (
      (formatId >= 14 && formatId <= 17) || formatId === 22 || (formatId >= 27 && formatId <= 36) || (formatId >= 50 && formatId <= 58)
    );
  // Words in quotes, colours and currencies in brackets, and escaped letters are not part of the pattern.
  const pattern = custom.replace(/"[^"]*"|\[[^\]]*\]|\\.|_./g, "").split(";")[0] ?? "";
  return /[dy]/i.test(pattern) && !/general/i.test(pattern);
}

/** The day that a spreadsheet's serial number means; undefined when it means none. */
export function dayOfSerial(serial: number, from1904: boolean): string | undefined {
  if (!(serial >= 0 && serial < 400_000)) return undefined;
  // Lotus took 1900 for a leap year, and every spreadsheet since: days before 1 March 1900 stand one later.
  const days = Math.floor(serial) + (from1904 ? 1462 : serial < 60 ? 1 : 0);
  return new Date(Date.UTC(1899, 11, 30) + days * 86_400_000).toISOString().slice(0, 10);
}
