import { type Missing, missingLetters } from "../../language/missing.ts";

/** What stood in a cell. */
export const blank = 0;
export const number = 1;
export const missing = 2;
export const unknown = 3;

const tens = [1, 10, 100, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15];
const written = /^[-+]?(?:\d+(?:\.\d*)?|\.\d+)(?:e[-+]?\d{1,3})?$/i;
const grouped = /^[-+]?\d{1,3}(?:,\d{3})+(?:\.\d+)?$/;

/** Reads cells one after the other; what it found stands in it until the next, so that no object is made for a cell. */
export interface CellReader {
  /** Answers blank, number, missing or unknown. */
  read(text: string): number;
  value: number;
  percent: boolean;
  /** The letter of the missing kind. */
  letter: number;
  /** The mark itself, where the cell is missing. */
  token: string;
}

/** A reader of a dataset's cells: numbers with or without %, commas and £, and the dataset's tokens. */
export function cellReader(tokens: Readonly<Record<string, Missing>>): CellReader {
  const letters = new Map(Object.entries(tokens).map(([token, kind]) => [token, missingLetters[kind].charCodeAt(0)]));
  const reader = { value: 0, percent: false, letter: 0, token: "", read };
  return reader;

  function read(text: string): number {
    const length = text.length;
    if (length === 0) return blank;
    let at = 0;
    let character = text.charCodeAt(0);
    const negative = character === 45;
    if (negative) at = 1;
    let digits = 0;
    let places = -1;
    let mantissa = 0;
    for (; at < length; at++) {
      character = text.charCodeAt(at);
      if (character >= 48 && character <= 57) {
        mantissa = mantissa * 10 + character - 48;
        digits++;
        if (places >= 0) places++;
      } else if (character === 46 && places < 0) places = 0;
      else break;
    }
    const percent = character === 37 && at === length - 1;
    if (percent) at++;
    if (at !== length || digits === 0 || digits > 15) return readSlowly(text);
    const value = places > 0 ? mantissa / (tens[places] as number) : mantissa;
    reader.value = negative ? -value : value;
    reader.percent = percent;
    return number;
  }

  function readSlowly(text: string): number {
    const token = text.trim();
    if (token === "") return blank;
    const letter = letters.get(token);
    if (letter !== undefined) {
      reader.token = token;
      reader.letter = letter;
      return missing;
    }
    const bare = token.replace(/^\u2212/, "-").replace(/^([-+]?)£/, "$1");
    reader.percent = bare.endsWith("%");
    const digits = (reader.percent ? bare.slice(0, -1) : bare).trim();
    if (!written.test(digits) && !grouped.test(digits)) return unknown;
    const value = Number(digits.replaceAll(",", ""));
    // Seventeen digits are a program's way of writing a number it could not hold: 0.33999999999999997 was published as 0.34.
    reader.value = Number(value.toPrecision(15));
    // Numerators and denominators are kept in four bytes.
    return Number.isFinite(Math.fround(reader.value)) ? number : unknown;
  }
}
