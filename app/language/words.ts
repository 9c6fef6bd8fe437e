/** A trust's own words for the things Eddystone shows. `boardName` is the board in full, `board` its short name. */
export type Words = {
  readonly academy: string;
  readonly academies: string;
  readonly principal: string;
  readonly region: string;
  readonly regions: string;
  readonly board: string;
  readonly boardName: string;
};

/** The words of a trust that has set none. */
export const plainWords: Words = {
  academy: "academy",
  academies: "academies",
  principal: "Principal",
  region: "region",
  regions: "regions",
  board: "EOB",
  boardName: "Executive Operational Board",
};

/** A word as it begins a sentence, a heading or a label. */
export const capital = (word: string): string => word.charAt(0).toLocaleUpperCase("en-GB") + word.slice(1);

/** A word after "a" or "an", by its first letter and the few sounds that differ from it. */
export const oneOf = (word: string): string => `${/^(?!uni|use|eu|one)[aeiou]/i.test(word) ? "an" : "a"} ${word}`;

/** A count with its word: "1 school", "16 schools", "1,025 pupils"; many of a word take an s unless said. */
export const counted = (count: number, one: string, many = `${one}s`): string =>
  `${count.toLocaleString("en-GB")} ${count === 1 ? one : many}`;
