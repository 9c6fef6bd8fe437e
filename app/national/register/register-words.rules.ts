import { companiesHouseOf } from "./register.rules.ts";

/** An academy trust as the register has it. Dates are ISO; null means that the register does not tell. */
export interface RegisterTrust {
  readonly uid: number;
  readonly reference: string | null;
  readonly name: string;
  readonly companiesHouse: string | null;
  readonly type: string;
  readonly status: string | null;
  readonly opened: string | null;
  readonly closed: string | null;
  readonly ukprn: string | null;
  readonly asAt: string;
  /** Academies in the newest snapshot. */
  readonly academies: number;
}

/** An academy as the register has it, with the URNs that its pupils' results may stand under from before. */
export interface RegisterAcademy {
  readonly urn: number;
  readonly name: string;
  readonly type: string | null;
  readonly status: string | null;
  readonly phase: string | null;
  readonly lowAge: number | null;
  readonly highAge: number | null;
  readonly town: string | null;
  readonly postcode: string | null;
  readonly easting: number | null;
  readonly northing: number | null;
  readonly laCode: string | null;
  readonly laName: string | null;
  readonly region: string | null;
  readonly pupils: number | null;
  readonly ukprn: string | null;
  readonly opened: string | null;
  readonly closed: string | null;
  readonly joined: string | null;
  /** The snapshot that last saw it in this trust. */
  readonly asAt: string;
  readonly predecessors: readonly number[];
}

/** What somebody may mean by the words typed into the search for a trust. */
export interface TrustSearch {
  readonly uid: number | null;
  readonly reference: string | null;
  readonly companiesHouse: string | null;
  readonly patterns: readonly string[];
  readonly exact: string;
}

/** Reads a search for a trust; undefined when nothing was asked. Every word must stand in the name, in any order. */
export function trustSearchOf(words: string): TrustSearch | undefined {
  const exact = words.trim().replace(/\s+/g, " ").toLowerCase().slice(0, 200);
  if (exact === "") return undefined;
  const uid = /^\d{1,9}$/.test(exact) ? Number(exact) : 0;
  const patterns = exact.split(" ").map((word) => `%${word.replace(/[\\%_]/g, (character) => `\\${character}`)}%`);
  return {
    uid: uid > 0 ? uid : null,
    reference: /^tr\d{1,6}$/.test(exact) ? `TR${exact.slice(2).padStart(5, "0")}` : null,
    companiesHouse: companiesHouseOf(exact) ?? null,
    patterns,
    exact,
  };
}
