// What content/ ships is read by the schemas of the slices it belongs to, through their doors; every folder needs a reader here.
// Proven on planted faults in the same run: a guard that cannot fail is decoration.
import { readdirSync, readFileSync } from "node:fs";
import { runnerImport } from "vite";
import { parse } from "yaml";

const quiet = { configFile: false, logLevel: "silent", root: process.cwd() };
const door = async (path, plugins = []) => (await runnerImport(`/app/${path}`, { ...quiet, plugins })).module;

const { readDraftContent, readEditionContent } = await door("frameworks/index.ts");
const { findClashes, measureByCode, readDataset, readMeasures } = await door("national/index.ts");
const { readSubjects } = await door("strengths/index.ts");
const readers = {
  /** Finished, but for the one that is empty to be filled; each under its key. */
  frameworks: async (text, file) => {
    const content = parse(text);
    const named = !file || file === `${content.key}.yaml` ? [] : [`its key is "${content.key}"`];
    if (content.indicators.length > 0) {
      const read = readEditionContent(content);
      return read.ok ? named : read.refusal;
    }
    const read = readDraftContent(content);
    return read.ok ? named : read.refusal.map((flaw) => flaw.text);
  },
  /** A family of measures; together, no code and no id stands twice. */
  measures: async (text, file) => {
    const read = readMeasures(parse(text));
    if (!read.ok) return read.refusal;
    const others = readdirSync("content/measures")
      .filter((name) => name !== file)
      .map((name) => readMeasures(parse(readFileSync(`content/measures/${name}`, "utf8"))));
    return findClashes([read.value, ...others.flatMap((other) => (other.ok ? [other.value] : []))]);
  },
  /** How one published dataset is read: of measures that exist, by columns named for groups that exist. */
  datasets: async (text) => {
    const read = readDataset(parse(text), (code) => measureByCode(code) !== undefined);
    return read.ok ? [] : read.refusal;
  },
  /** What a strength can be in, each once. */
  subjects: async (text) => {
    const read = readSubjects(parse(text));
    return read.ok ? [] : read.refusal;
  },
  /** Words that nobody may choose: each once, and long enough that it could be chosen at all. */
  passwords: async (text) => {
    const words = text.split("\n").filter((line) => line && !line.startsWith("#"));
    const twice = words.filter((word, at) => words.indexOf(word) !== at || word.length < 12 || word !== word.toLowerCase());
    return words.length > 100 ? twice.map((word) => `“${word}” stands twice, is short, or has capitals`) : ["too few words to be the list"];
  },
  /** The organisation reads the calendar it ships; given this text in its place, it must find a first day in it. */
  calendars: async (text) => {
    const load = (id) => (/content\/calendars\/.*\.yaml\?raw$/.test(id) ? `export default ${JSON.stringify(text)}` : undefined);
    const { firstDayOfCalendar } = await door("organisation/index.server.ts", [{ name: "calendar", enforce: "pre", load }]);
    try {
      return /^\d{4}-\d{2}-\d{2}$/.test(firstDayOfCalendar()) ? [] : ["it has no first day"];
    } catch (error) {
      return [error.message];
    }
  },
};

/** What inspectors judge, by which rules the next window is estimated, and the points of readiness: one file each. */
const { readFrameworks, readPoints, readWindowRules } = await door("inspection/index.ts");
readers.inspection = async (text, file) => {
  const read = { "frameworks.yaml": readFrameworks, "windows.yaml": readWindowRules, "readiness.yaml": readPoints }[file];
  const found = read?.(parse(text));
  return !found ? [`nothing reads ${file}`] : found.ok ? [] : found.refusal;
};

/** A template of each kind of plan, in a file called after its kind. */
const { readTemplate } = await door("improve/index.ts");
readers.plans = async (text, file) => {
  const content = parse(text);
  const read = readTemplate(content);
  const named = !file || file === `${content.kind}.yaml` ? [] : [`it is for the kind "${content.kind}"`];
  return read.ok ? named : read.refusal;
};

const inspected = readFileSync("content/inspection/frameworks.yaml", "utf8");
const windows = readFileSync("content/inspection/windows.yaml", "utf8");
const ten = readFileSync("content/frameworks/ten-indicators.yaml", "utf8");
const phonics = readFileSync("content/frameworks/phonics.yaml", "utf8");
const subjectList = readFileSync("content/subjects/subjects.yaml", "utf8");
const typical = readFileSync("content/calendars/typical.yaml", "utf8");
const commonest = readFileSync("content/passwords/commonest.txt", "utf8");
const keyStage2 = readFileSync("content/measures/key-stage-2.yaml", "utf8");
const tables2 = readFileSync("content/datasets/ks2.yaml", "utf8");
const yearOfAcademy = readFileSync("content/plans/academy-improvement.yaml", "utf8");
const [lighthouse, aspiring] = [
  / {2}- key: lighthouse[\s\S]*?(?= {2}- key: aspiring)/,
  / {2}- key: aspiring[\s\S]*?(?= {2}- key: emerging)/,
];
const planted = [
  ["frameworks", "a descriptor missing", ten.replace(/ {6}strength: >-\n.*\n/, "")],
  ["frameworks", "a category out of order", ten.replace(lighthouse, "").replace(aspiring, (rule) => rule + ten.match(lighthouse)?.[0])],
  ["frameworks", "a key that is not its file's", phonics.replace("key: phonics", "key: phoenix"), "phonics.yaml"],
  ["measures", "an id given twice", keyStage2.replace("id: 2,", "id: 50,"), "key-stage-2.yaml"],
  ["measures", "a gap without a reason", keyStage2.replace(/ {4}reason: .*\n/, ""), "key-stage-2.yaml"],
  ["datasets", "a measure that does not exist", tables2.replace("measure: ks2-gps-exp", "measure: ks2-gps-expected")],
  ["passwords", "a word that stands twice", commonest + commonest.split("\n").at(-2)],
  ["inspection", "a grade on both scales", inspected.replace("key: exceptional,", "key: outstanding,"), "frameworks.yaml"],
  ["inspection", "a day in no framework", inspected.replace('to: "2025-11-09"', 'to: "2025-11-08"'), "frameworks.yaml"],
  ["inspection", "a rule without a source", windows.replace(/ {4}source: .*\n/, ""), "windows.yaml"],
  ["subjects", "a subject that stands twice", subjectList.replace("key: history", "key: geography")],
  ["plans", "an action under none", yearOfAcademy.replace("kind: priority", "kind: action")],
  ["plans", "led by a role that is none", yearOfAcademy.replace("leads: principal", "leads: headteacher")],
  ["plans", "a template in another kind's file", yearOfAcademy, "team.yaml"],
  ["calendars", "a year of five half-terms", typical.replace(/, "\d{4}-\d{2}-\d{2}"\]/, "]")],
];

const said = [];
let seen = 0;
for (const folder of readdirSync("content")) {
  const read = readers[folder];
  if (!read) said.push(`content/${folder}: nothing reads it here. Name its reader in checks/content.mjs.`);
  for (const file of read ? readdirSync(`content/${folder}`) : []) {
    seen++;
    for (const reason of await read(readFileSync(`content/${folder}/${file}`, "utf8"), file))
      said.push(`content/${folder}/${file}: ${reason}`);
  }
}
for (const [folder, fault, text, file] of planted) {
  if (
    (text === yearOfAcademy && !file) ||
    [ten, phonics, typical, subjectList, commonest, keyStage2, tables2, inspected, windows].includes(text)
  )
    said.push(`The fault “${fault}” could not be planted: the file has another shape now.`);
  else if ((await readers[folder](text, file)).length === 0) said.push(`The guard did not see a planted fault: ${fault}.`);
}
if (seen === 0) said.push("No content was seen: the guard is blind.");
for (const line of said) console.error(line);
process.exit(said.length === 0 ? 0 : 1);
