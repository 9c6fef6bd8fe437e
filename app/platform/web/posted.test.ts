import { expect, test } from "vitest";
import { takeControlsOut } from "./posted.ts";

const formOf = (...entries: readonly (readonly [string, string | File])[]) => {
  const form = new FormData();
  for (const [name, value] of entries) form.append(name, value);
  return form;
};

test("a NUL and its like are taken out of what was written, and all else stays in its place and order", async () => {
  const file = new File(["\u0000\u0001"], "scan.bin");
  const form = takeControlsOut(
    formOf(
      ["name", "Plan\u0000 of\u001f reading"],
      ["text", "one\r\n\ttwo – ü"],
      ["units", "b"],
      ["units", "a\u0007"],
      ["file", file],
      ["password", "a\u0001b"],
    ),
  );
  const words = [...form].map(([name, value]) => [name, typeof value === "string" ? value : value.name]);
  expect(words).toEqual([
    ["name", "Plan of reading"],
    ["text", "one\r\n\ttwo – ü"],
    ["units", "b"],
    ["units", "a"],
    ["file", "scan.bin"],
    ["password", "a\u0001b"],
  ]);
  expect(await (form.get("file") as File).text()).toBe("\u0000\u0001");
});

test("a form that holds none is the same form", () => {
  const form = formOf(["name", "Reading\n"]);
  expect(takeControlsOut(form)).toBe(form);
});
