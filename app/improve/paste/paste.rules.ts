import { sayDay } from "../../language/period.ts";
import { blankRow, type OutlineField, type OutlineRow } from "../outline/outline.rules.ts";
import { type PartKind, saysOf } from "../parts/part.rules.ts";
import { type Line, readLines } from "./lines.rules.ts";
import { isItem, joinBullets, unmarked } from "./list.rules.ts";
import { noNumbers } from "./numbers.rules.ts";
import { type ReadTable, readTable } from "./table.rules.ts";
import type { When } from "./when.rules.ts";

/** What is known of the trust while a text is read: who is meant by a name, and which day by a phrase. */
export type PasteFacts = { readonly ownerOf: (text: string) => string | undefined; readonly when: (text: string) => When };
/** What a text was taken to say: rows to be checked, and what is asked about each. */
export type Proposal = { readonly rows: readonly OutlineRow[]; readonly asks: ReadonlyMap<number, readonly string[]> };
/** What a cell or a labelled line says of a part. */
export type Says = "why" | "how" | "who" | "evaluates" | "due" | "cost" | "outcome" | "adds" | "withWhom";

/** Proposes the parts of a plan that a text from Word says. Nothing of it is left out: what has no place is asked about. */
export function readPaste(text: string, facts: PasteFacts): Proposal {
  const building = new Building(facts);
  const lines = text.split(/\r\n|[\n\r\v\f\u2028\u2029]/).map(joinBullets);
  const ofTable = (at: number) => (lines[at] ?? "").includes("\t") && !isItem(lines[at] ?? "");
  for (let at = 0; at < lines.length; ) {
    if (ofTable(at)) {
      const table = readTable(lines, at);
      addTable(table, building);
      at = table.next;
    } else {
      let end = at;
      while (end < lines.length && !ofTable(end)) end++;
      const named = building.hasPriorityHeadings || /^\W*priority\s*\d/im.test(text);
      const read = readLines(lines.slice(at, end), named, building.own);
      building.own = read.own;
      for (const line of read.lines) addLine(line, building);
      at = end;
    }
  }
  return building.done();
}

/** The rows while they are being read. */
class Building {
  readonly rows: Record<OutlineField, string>[] = [];
  readonly asks = new Map<number, string[]>();
  hasPriorityHeadings = false;
  /** The numbers of the plan's own parts, as far as they have come. */
  own = noNumbers;
  /** What the next lines say, after a label that stood alone. */
  section: Says | "criterion" | "action" | undefined;
  /** Where in a list that label stood, and whether something has stood below it. */
  sectionAt: { readonly level: number; below: boolean } | undefined;
  /** The list that is being read: under what it began, and the row that its last item of each level became. */
  list: { readonly under: PartKind | undefined; readonly rows: (number | undefined)[] } | undefined;
  constructor(readonly facts: PasteFacts) {}

  endSection(): void {
    this.section = undefined;
    this.sectionAt = undefined;
  }
  get at(): number {
    return this.rows.length - 1;
  }
  ask(says: string, at = this.at): void {
    this.asks.set(at, [...(this.asks.get(at) ?? []), says]);
  }
  add(kind: PartKind, title: string): number {
    this.rows.push({ ...blankRow, kind });
    const at = this.at;
    const row = this.rows[at];
    const { rest, owner, due } = kind === "action" || kind === "milestone" ? this.ending(title) : { rest: title };
    if (row && rest.length > 300) {
      row.title = `${rest.slice(0, 299).trimEnd()}…`;
      this.ask("this was too long for one line, so its whole text stands below. Shorten the line.", at);
      this.say(at, saysOf[kind].includes("how") ? "how" : "why", rest);
    } else if (row) row.title = rest;
    if (owner) this.say(at, "who", owner);
    if (due) this.say(at, "due", due);
    return at;
  }
  /** Who and when, where they stand in brackets at the end of a line and both can be read. */
  private ending(title: string): { rest: string; owner?: string; due?: string } {
    const found = /^(.*\S)\s*\(([^()]+)\)\.?$/s.exec(title);
    const pieces = (found?.[2] ?? "").split(/[,;]/).map((piece) => piece.trim());
    const owners = pieces.filter((piece) => this.facts.ownerOf(piece));
    const days = pieces.filter((piece) => "day" in this.facts.when(piece));
    if (!found || owners.length > 1 || days.length > 1 || owners.length + days.length !== pieces.length) return { rest: title };
    return { rest: found[1] ?? title, ...(owners[0] ? { owner: owners[0] } : {}), ...(days[0] ? { due: days[0] } : {}) };
  }

  /** Writes what is said of a row into its field; what the row's kind has no field for, or cannot be read, is kept and asked about. */
  say(at: number, what: Says, text: string): void {
    const row = this.rows[at];
    const said = text.trim();
    if (!row || said === "") return;
    const says = saysOf[row.kind as PartKind] as readonly string[];
    const join = (field: OutlineField, more: string) => {
      row[field] = row[field] ? `${row[field]}\n${more}` : more;
    };
    switch (what) {
      case "who":
      case "evaluates": {
        const [duty, word] = what === "who" ? (["delivers", "Who"] as const) : (["evaluates", "Evaluates"] as const);
        const owner = says.includes(duty) && row[duty] === "" ? this.facts.ownerOf(said) : undefined;
        if (owner) {
          row[duty] = owner;
          return;
        }
        if (says.includes("withWhom")) join("withWhom", what === "who" ? said : `${word}: ${said}`);
        else join(says.includes("how") ? "how" : "left", `${word}: ${said}`);
        this.ask(`“${said}” is not one person or role of the trust. Choose who leads.`, at);
        return;
      }
      case "due": {
        const when = this.facts.when(said);
        if (!says.includes("due")) join("left", `When: ${said}`);
        else if ("day" in when) {
          if (row.due) join("left", `When: ${said}`);
          else row.due = sayDay(when.day);
          if (when.from) this.ask(`“${when.from}” was read as ${sayDay(when.day)}.`, at);
        } else {
          join("due", said);
          this.ask(when.asks, at);
        }
        return;
      }
      case "cost": {
        const amount = /^(?:£\s*)?([\d,]+)(?:\.00)?(k)?$/i.exec(said);
        const pounds = amount ? Number((amount[1] ?? "").replaceAll(",", "")) * (amount[2] ? 1000 : 1) : undefined;
        if (pounds !== undefined && says.includes("cost") && row.cost === "") row.cost = String(pounds);
        else {
          join(says.includes("how") ? "how" : "left", `Cost: ${said}`);
          this.ask(`“${said}” is not one sum in pounds. Write the sum under cost, or leave it where it is.`, at);
        }
        return;
      }
      default:
        if (says.includes(what)) join(what, said);
        else if (says.includes("how")) join("how", `${labels[what]}: ${said}`);
        else {
          join("left", `${labels[what]}: ${said}`);
          this.ask(`a ${row.kind} has no place for this: move it, or empty it.`, at);
        }
    }
  }
  leave(text: string, because: string): void {
    if (this.at < 0) this.add("priority", text);
    else {
      const row = this.rows[this.at];
      if (row) row.left = row.left ? `${row.left}\n${text}` : text;
    }
    this.ask(because);
  }
  /** The nearest row above of one of these kinds within the priority that is being read. */
  nearest(...kinds: PartKind[]): number {
    return this.rows.findLastIndex(({ kind }) => (kinds as string[]).includes(kind));
  }
  done(): Proposal {
    return { rows: this.rows, asks: this.asks };
  }
}
const labels: Readonly<Record<Exclude<Says, "who" | "evaluates" | "due" | "cost">, string>> = {
  ...{ why: "Why", how: "How", outcome: "Intended outcome", adds: "Adds value", withWhom: "With" },
};

/** Several things in one text: by its lines, its bullets, or its semicolons. */
export const several = (text: string): string[] =>
  text
    .split(/\n|;\s/)
    .map((piece) =>
      unmarked(piece)
        .replace(/^\(?[a-z0-9]{1,2}[.)](?!\d)\s*/, "")
        .trim(),
    )
    .filter(Boolean);

/** Opens, goes on in, or ends a list: a label goes for what stands below it, or after it where nothing did. */
function follow({ listed }: Line, building: Building): void {
  if (!listed) {
    building.list = undefined;
    return;
  }
  const above = building.nearest("priority", "objective");
  building.list ??= { under: building.rows[above]?.kind as PartKind | undefined, rows: [] };
  building.list.rows.length = Math.min(building.list.rows.length, listed.level);
  const section = building.sectionAt;
  if (!section) return;
  if (listed.level > section.level) section.below = true;
  else if (listed.level < section.level || section.below) building.endSection();
}
/** The row that the item became in whose list a line stands; undefined where it stands in none. */
const holderOf = ({ listed }: Line, building: Building): number | undefined => listed && building.list?.rows[listed.level - 1];

/** What an item of a list is: what stands under nothing is a priority; under one it is an objective where the list goes deeper, else an action. */
function kindOfItem(line: Line, building: Building): PartKind {
  const holder = holderOf(line, building);
  const under = holder === undefined ? (line.listed ? building.list?.under : undefined) : (building.rows[holder]?.kind as PartKind);
  if (under === undefined) return building.at < 0 || line.listed?.level === 0 ? "priority" : "action";
  return under === "priority" && line.listed?.deeper ? "objective" : "action";
}

const doubt = (kind: string): string =>
  `its number may go on with the plan or with the list above it, so it was taken as ${/^[ao]/.test(kind) ? "an" : "a"} ${kind}. Check what it is.`;

function addLine(line: Line, building: Building): void {
  follow(line, building);
  const keep = (row: number) => {
    if (line.listed && building.list) building.list.rows[line.listed.level] = row;
  };
  switch (line.kind) {
    case "part":
      if (line.part === "priority" && !line.byNumber) building.hasPriorityHeadings = true;
      building.endSection();
      keep(building.add(line.part, line.text));
      if (line.doubtful) building.ask(doubt(line.part));
      return;
    case "label":
      building.section = line.says;
      building.sectionAt = line.listed && { level: line.listed.level, below: false };
      if (building.at < 0) building.leave(`${line.label}: ${line.text}`, "this stood before any priority. Say which part it is.");
      else if (line.text) {
        saySection(line.says, line.text, building, holderOf(line, building));
        if (line.says === "action") keep(building.at);
      }
      return;
    case "item": {
      // A number tells under which label it stands, though what is said of the item before stands between.
      if (line.of && building.section !== line.of) [building.section, building.sectionAt] = [line.of, undefined];
      if (building.section && building.section !== "action") {
        saySection(building.section, line.text, building);
        if (line.doubtful) building.ask(doubt(building.section));
        return;
      }
      const kind = building.section ? "action" : kindOfItem(line, building);
      keep(building.add(kind, line.text));
      if (line.doubtful) building.ask(doubt(kind));
      if (kind === "priority") building.ask("nothing says what this item of a list is, so it was taken as a priority.");
      return;
    }
    case "text":
      if (building.section && building.section !== "action" && building.section !== "criterion")
        saySection(building.section, line.text, building);
      else if (building.at < 0) {
        building.add("priority", line.text);
        building.ask("nothing says what this is, so it was taken as a priority.");
      } else building.leave(line.text, "some of its text has no place yet.");
  }
}
function saySection(says: Says | "criterion" | "action", text: string, building: Building, holder?: number): void {
  if (says === "criterion" || says === "action") {
    for (const one of several(text)) building.add(says, one);
    return;
  }
  // What is said of a priority or an objective is said of it, though success criteria and actions stand between; in a list it is said of what it stands under.
  const held = holder === undefined ? undefined : building.rows[holder];
  const fits = held !== undefined && (saysOf[held.kind as PartKind] as readonly string[]).includes(says === "who" ? "delivers" : says);
  const at =
    fits && holder !== undefined ? holder : says === "due" || says === "cost" ? building.at : building.nearest("priority", "objective");
  if (at < 0) building.leave(text, "this stood under no priority. Say which part it is of.");
  else building.say(at, says, text);
}

function addTable(table: ReadTable, building: Building): void {
  building.endSection();
  building.list = undefined;
  for (const row of table.rows) {
    const began = building.rows.length;
    for (const kind of ["priority", "objective"] as const) {
      const said = row.cells.get(kind);
      if (said && !(row.continues.includes(kind) && said === "")) building.add(kind, said);
    }
    const holder = building.at >= began ? building.at : building.nearest("priority", "objective");
    const actions = several(row.cells.get("action") ?? "");
    if (holder < 0 && actions.length + row.left.length === 0 && row.cells.size === 0) continue;
    const first = building.rows.length;
    for (const action of actions) building.add("action", action);
    const made = building.rows.slice(first).map((_, nth) => first + nth);
    // What a table says beside its actions is theirs where it has such a column; the rest is the priority's or the objective's.
    for (const what of ["who", "evaluates", "due", "cost", "why", "how", "outcome", "adds", "withWhom"] as const) {
      const said = row.cells.get(what) ?? "";
      if (said === "") continue;
      const each = said.split("\n").filter((one) => one.trim() !== "");
      const ofActions = made.length > 0 && (what === "who" || what === "due" || what === "cost" || (what === "how" && holder < began));
      if (!ofActions) {
        if (holder < 0) building.leave(said, `line ${row.line}: this stands under nothing. Say which part it is.`);
        else building.say(holder, what, said);
      } else if (made.length === each.length) for (const [nth, at] of made.entries()) building.say(at, what, each[nth] ?? "");
      else for (const at of what === "cost" ? made.slice(0, 1) : made) building.say(at, what, said);
    }
    const criteria = several(row.cells.get("criterion") ?? "");
    const place = building.rows.length;
    for (const one of criteria) building.add("criterion", one);
    if (row.left.length > 0) building.leave(row.left.join("\n"), `line ${row.line}: ${row.asks[0] ?? "some cells have no place yet."}`);
    else if (row.asks.length > 0)
      for (const says of row.asks) building.ask(`line ${row.line}: ${says}`, Math.max(0, Math.min(began, place, building.at)));
  }
  if (table.asks && building.at >= 0) building.ask(table.asks, 0);
}
