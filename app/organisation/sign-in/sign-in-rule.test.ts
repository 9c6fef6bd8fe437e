import { expect, test } from "vitest";
import { demonstration, fieldOf } from "../../../gates/demonstration.ts";

const { ask, post, signIn } = await demonstration();
const here = "/granite-coast/organisation/sign-in";
const checkbox = (html: string, kind: string) => html.match(new RegExp(`<input[^>]*name="${kind}"[^>]*>`))?.[0] ?? "";
const hint = (html: string, kind: string) => html.match(new RegExp(`id="${kind}-hint">([^<]*)<`))?.[1];

test("two who set at once of whom a second factor is asked: the later one keeps their ticks and sees where the other's differ", async () => {
  const director = await signIn("rosalind.penhale");
  const version = fieldOf((await ask(here, director)).text, "version") ?? "";
  expect((await post(here, director, { version, trustee: "yes", principal: "yes" })).status).toBe(303);
  const late = await post(here, director, { version, sle: "yes", principal: "yes" });
  expect([late.status, late.text]).toEqual([409, expect.stringContaining("so nothing was saved")]);
  expect(["sle", "principal", "trustee"].map((kind) => checkbox(late.text, kind).includes("checked"))).toEqual([true, true, false]);
  expect(hint(late.text, "trustee")).toBe("It stands now; you did not tick it.");
  expect(hint(late.text, "sle")).toBe("You ticked it; it does not stand now.");
  expect(hint(late.text, "principal")).toBeUndefined();
  const again = await post(here, director, { version: fieldOf(late.text, "version") ?? "", sle: "yes", principal: "yes" });
  expect(again.status).toBe(303);
  const now = (await ask(here, director)).text;
  expect(["sle", "principal", "trustee"].map((kind) => checkbox(now, kind).includes("checked"))).toEqual([true, true, false]);
});
