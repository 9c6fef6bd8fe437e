import { randomInt } from "node:crypto";
import { appendFileSync } from "node:fs";

/** The full form of a proof takes its time; the short form runs in every test run, in 30 s at most. */
export const full = process.env.EDDYSTONE_FULL === "1";
/** Whether this proof's fault is planted: the proof must then fail. */
export const faultIn = (gate: string) => process.env.EDDYSTONE_FAULT === gate;
/** The kinds of thing to which a proof is held, where some are named; all of them where none is. */
export const kindsAsked: readonly string[] = JSON.parse(process.env.EDDYSTONE_KINDS ?? "[]");
/** Printed with the result; the same seed gives the same run. */
export const seed = Number(process.env.EDDYSTONE_SEED ?? randomInt(2 ** 31));

/** Numbers from 0 to 1 that a seed fixes (mulberry32). */
export function randomFrom(start = seed): () => number {
  let state = start;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Tells the figure a proof reached and its target, before the test asserts it; or why it was skipped. */
export function sayGate(gate: string, said: { figure: string; target: string } | { skipped: string }): void {
  const line = JSON.stringify({ gate, seed, ...said });
  if (process.env.EDDYSTONE_GATE_LINES) appendFileSync(process.env.EDDYSTONE_GATE_LINES, `${line}\n`);
  else console.log(line);
}
