import { parse } from "yaml";
import text from "../../content/subjects/subjects.yaml?raw";
import { readSubjects, type Subject } from "./subject.form.ts";

const read = readSubjects(parse(text));
if (!read.ok) throw new Error(`content/subjects: ${read.refusal.join("; ")}`);

/** What a strength can be in, in the order of the list. */
export const subjects: readonly Subject[] = read.value;
const names = new Map(subjects.map(({ key, name }) => [key, name]));
export const isSubject = (key: string): boolean => names.has(key);
export const subjectName = (key: string | null): string | undefined => (key === null ? undefined : (names.get(key) ?? key));
