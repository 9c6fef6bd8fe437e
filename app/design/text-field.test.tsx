import { render } from "preact-render-to-string";
import { expect, test } from "vitest";
import { TextField } from "./house.tsx";

test("a day that the calendar does not have is kept as it was typed, and named beside why it was refused", () => {
  const refusals = [{ field: "first", text: "Give the first day of the plan." }];
  const shown = render(<TextField name="first" label="First day" type="date" value="2026-02-31" refusals={refusals} />);
  expect(shown).toMatch(/type="text"[^>]*value="2026-02-31"/);
  expect(shown).toContain("The calendar has no day “2026-02-31”. Give the first day of the plan.");
});

test("a day, or none, is asked for by a field of days", () => {
  for (const value of ["2026-02-28", ""]) {
    const shown = render(<TextField name="first" label="First day" type="date" value={value} />);
    expect([/type="date"/.test(shown), shown.includes("calendar has no day")]).toEqual([true, false]);
  }
});
