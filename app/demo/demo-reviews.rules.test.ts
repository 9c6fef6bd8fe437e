import { describe, expect, test } from "vitest";
import { shippedFrameworks } from "../frameworks/index.server.ts";
import { demoPeople } from "./demo-people.rules.ts";
import { demoReviews, stateOf } from "./demo-reviews.rules.ts";
import { demoTrust, standingOn } from "./index.ts";

const reviews = demoReviews();
const written = ["planned", "gathering", "draft"];

describe.each(reviews.map((review) => [`the ${review.kind} of ${review.urn}`, review] as const))("%s", (_, review) => {
  const content = shippedFrameworks().get(review.framework);
  test("says something of every indicator of its framework, at levels of it", () => {
    expect(review.rows.map(({ indicator }) => indicator)).toEqual(content?.indicators.map(({ key }) => key));
    const levels = content?.levels.map(({ key }) => key) ?? [];
    expect(review.rows.filter(({ level }) => level !== null && !levels.includes(level))).toEqual([]);
  });
  test("has its days in order, and none to come but those it asks for", () => {
    const days = [review.plannedOn, ...review.steps.map(({ on }) => on)];
    expect(days).toEqual(days.toSorted());
    const past = [...days, ...review.findings.map(({ on }) => on), ...review.evidence.map(({ dated }) => dated)];
    expect(past.filter((day) => day > demoTrust().today)).toEqual([]);
    const raised = review.findings.filter(({ on }) => on > (review.steps.find(({ to }) => to === "sent")?.on ?? "9999"));
    expect(raised).toEqual([]);
  });
  test("is judged whole before it is sent, and answered whole before it goes on", () => {
    if (!written.includes(stateOf(review))) expect(review.rows.filter(({ level }) => level === null)).toEqual([]);
    if (review.steps.some(({ to }) => to === "answered")) expect(review.replies).toHaveLength(review.rows.length);
    if (stateOf(review) === "closed") expect(review.findings.filter(({ kind, answer }) => kind !== "strength" && !answer)).toEqual([]);
  });
  test("is written by people who are there, and never at home but of themselves", () => {
    const home = (name: string) =>
      demoPeople.some((person) => person.name === name && person.scope.kind === "academy" && person.scope.urn === review.urn);
    const writers = [review.lead, ...review.rows.flatMap(({ reviewers }) => reviewers)];
    expect(writers.filter((name) => !demoPeople.some((person) => person.name === name))).toEqual([]);
    expect(new Set(writers.map(home))).toEqual(new Set([review.kind === "self-evaluation"]));
  });
});

test("an agreed review of the ten indicators repeats the levels that stood", () => {
  const agreed = reviews.filter((review) => review.framework === "ten-indicators" && stateOf(review) === "agreed");
  expect(agreed).toHaveLength(1);
  for (const { urn, rows } of agreed) {
    const standing = standingOn(demoTrust(), urn, "2026-11-20");
    const told = rows.map(({ indicator, level, canShare }) => [indicator, level, canShare]);
    expect(told).toEqual(rows.map(({ indicator }) => [indicator, standing.get(indicator)?.level, standing.get(indicator)?.canShare]));
  }
});

test("there is one in each of the states that a leader looks for", () => {
  expect(reviews.map(stateOf).sort()).toEqual(["agreed", "agreed", "closed", "draft", "gathering", "sent"]);
});
