import { parse } from "yaml";
import frameworksText from "../../content/inspection/frameworks.yaml?raw";
import readinessText from "../../content/inspection/readiness.yaml?raw";
import windowsText from "../../content/inspection/windows.yaml?raw";
import type { Outcome } from "../language/outcome.ts";
import { readFrameworks, readPoints, readWindowRules } from "./frameworks/framework.form.ts";

function shipped<Value>(file: string, text: string, read: (content: unknown) => Outcome<Value, string[]>): Value {
  const found = read(parse(text));
  if (!found.ok) throw new Error(`content/inspection/${file}: ${found.refusal.join("; ")}`);
  return found.value;
}
/** What inspectors judge and in which words, by day. */
export const frameworks = shipped("frameworks.yaml", frameworksText, readFrameworks);
/** By which rules the next window is estimated. */
export const { rules: windowRules } = shipped("windows.yaml", windowsText, readWindowRules);
/** The points of readiness that ship, and where they are from. */
export const readinessList = shipped("readiness.yaml", readinessText, readPoints);
