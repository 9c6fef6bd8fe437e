import { z } from "zod";
import { accept, type Outcome, refuse } from "../language/outcome.ts";

const schema = z.strictObject({
  source: z.string().min(1),
  dated: z.iso.date(),
  subjects: z.array(z.strictObject({ key: z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/), name: z.string().trim().min(1).max(60) })).min(1),
});
export type Subject = { readonly key: string; readonly name: string };

/** Reads the list of subjects, each key and name once; refuses in words what is wrong with it. */
export function readSubjects(content: unknown): Outcome<readonly Subject[], string[]> {
  const read = schema.safeParse(content);
  if (!read.success) return refuse(read.error.issues.map(({ path, message }) => `${path.join(".")}: ${message}`));
  const { subjects } = read.data;
  const twice = subjects.filter(({ key, name }, at) => subjects.findIndex((one) => one.key === key || one.name === name) !== at);
  return twice.length > 0 ? refuse(twice.map(({ key }) => `“${key}” stands twice`)) : accept(subjects);
}
