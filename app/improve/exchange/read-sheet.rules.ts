import { type Duty, duties, keyOfOwner, lastOwner, type OwnerPeriod, readOwner } from "../parts/owner.rules.ts";
import { isPartKind, type PartDraft, type PartKind, type Reason, saysOf } from "../parts/part.rules.ts";
import type { Brought, BroughtPart, BroughtPlan } from "./brought.rules.ts";
import { readCellDay } from "./cell-day.rules.ts";
import { inReviews, type Reading, readLine, readReview, readStep } from "./read-reviews.rules.ts";
import { columnsOfOne, inOrder, type RowKind, rowKinds, type SheetColumn, type SheetLabels, type SheetPart } from "./sheet.rules.ts";

/** A row of a file by its columns; a column that the file does not have is left out. */
export type SheetRow = { readonly row: number; readonly cells: Readonly<Partial<Record<SheetColumn, string>>> };
export type CellRefusal = { readonly row: number; readonly column: SheetColumn } & (
  | {
      readonly kind:
        | "no-such-part"
        | "day-unread"
        | "no-such-owner"
        | "no-such-above"
        | "no-such-target"
        | "no-such-ref"
        | "no-such-state"
        | "step-unread"
        | "no-such-colour"
        | "no-such-decision"
        | "no-such-review"
        | "no-number"
        | "out-of-place";
      readonly said: string;
    }
  | { readonly kind: "no-such-id" | "plan-twice" | "source-needed" | "owner-needed" | "version-unread" }
);
export type ReadSheet = { readonly brought: Brought; readonly refused: readonly CellRefusal[]; readonly strange: boolean };

const kindsByWord = new Map<string, RowKind>(
  (Object.keys(rowKinds) as RowKind[]).flatMap((kind) => [
    [kind, kind],
    [rowKinds[kind].toLowerCase(), kind],
  ]),
);

type Open = { readonly row: number; readonly ref: string; readonly kind: PartKind };
/** What a row hangs under where it does not say: the nearest one above it that can hold it. */
export function nearestAbove(kind: PartKind, above: readonly Open[]): string | null {
  const nearest = (...kinds: PartKind[]) => above.findLast((one) => one.kind === "priority" || kinds.includes(one.kind));
  if (kind === "priority") return null;
  if (kind === "objective") return nearest()?.ref ?? "";
  if (kind === "milestone") return above.findLast((one) => one.kind === "action" || one.kind === "objective")?.ref ?? "";
  return nearest("objective")?.ref ?? "";
}

/** The rows of a sheet as parts, each cell read by what the trust has; and every cell that cannot be. */
export function readSheet(rows: readonly SheetRow[], parts: readonly SheetPart[], labels: SheetLabels): ReadSheet {
  const refused: CellRefusal[] = [];
  const here = new Map(parts.map((part) => [part.id, part]));
  const standing = new Map(inOrder(parts).map(({ ref, part }) => [part.id, ref]));
  const mine = rows.some(({ cells }) => here.has(cells.id ?? ""));
  const read: { plan: BroughtPlan | undefined; parts: BroughtPart[] } = { plan: undefined, parts: [] };
  const [reviews, lines] = [[] as ReturnType<typeof readReview>[], [] as ReturnType<typeof readLine>[]];
  const earlier: { under: string; owner: OwnerPeriod }[] = [];
  const reasons: { under: string; reason: Reason }[] = [];
  for (const { row, cells } of rows) {
    const refuse = (column: SheetColumn, kind: "no-such-id" | "plan-twice" | "source-needed" | "owner-needed" | "version-unread") =>
      refused.push({ row, column, kind });
    const wrong = (column: SheetColumn, kind: Extract<CellRefusal, { said: string }>["kind"]) =>
      refused.push({ row, column, kind, said: cells[column] ?? "" });
    const cell = (column: SheetColumn) => cells[column] ?? "";
    const day = (column: SheetColumn): string | undefined => {
      const found = readCellDay(cell(column));
      if (cell(column) && !found) wrong(column, "day-unread");
      return found;
    };
    const kind = kindsByWord.get(cell("part").toLowerCase());
    const reading: Reading = { row, cells, day, wrong };
    for (const [column, only] of Object.entries(columnsOfOne) as [SheetColumn, RowKind][])
      if (kind && kind !== only && cell(column)) wrong(column, "out-of-place");
    const version = /^\d{1,6}$/.test(cell("version")) ? Number(cell("version")) : undefined;
    if (cell("version") && version === undefined) refuse("version", "version-unread");
    if (!kind) wrong("part", "no-such-part");
    else if (kind === "plan") {
      // A sheet of some columns, without the plan's days, says nothing of the plan itself.
      if (mine && cells.from === undefined) continue;
      if (read.plan) refuse("part", "plan-twice");
      else read.plan = { row, title: cell("title"), begins: day("from"), ends: day("to"), version: mine ? version : undefined };
    } else if (kind === "review") reviews.push(readReview(reading));
    else if (kind === "progress") lines.push(readLine(reading));
    else if (kind === "reason") {
      if (!cell("source")) refuse("source", "source-needed");
      else reasons.push({ under: cell("under"), reason: { source: cell("source"), says: cell("title"), on: day("from") ?? "" } });
    } else if (kind === "delivers" || kind === "evaluates") {
      const [owner, from, to] = [labels.owners.read(cell(kind)), day("from"), day("to")];
      const named = owner === undefined ? undefined : readOwner(owner);
      if (!named && cell(kind)) wrong(kind, "no-such-owner");
      else if (!named) refuse(kind, "owner-needed");
      else if (!cell("from")) wrong("from", "day-unread");
      else if (!cell("to")) wrong("to", "day-unread");
      else if (from && to)
        earlier.push({
          under: cell("under"),
          owner: {
            ...{ duty: kind, personId: "person" in named ? named.person : null, role: "role" in named ? named.role : null },
            ...{ from, until: Temporal.PlainDate.from(to).add({ days: 1 }).toString() },
          },
        });
    } else {
      const id = cell("id") || undefined;
      const before = id === undefined ? undefined : here.get(id);
      if (id !== undefined && mine && !before) refuse("id", "no-such-id");
      const missing = (column: SheetColumn) => before !== undefined && cells[column] === undefined;
      const ref = (missing("ref") ? standing.get(before?.id ?? "") : cell("ref")) || `row ${row}`;
      const under = missing("under") ? (standing.get(before?.under ?? "") ?? null) : cell("under") || nearestAbove(kind, read.parts);
      const draft = draftOf(kind, cells, before, { labels, standing, day, wrong });
      const step = kind === "action" ? readStep(reading, before) : undefined;
      const sinceLeft = duties.filter((duty) => cells[`${duty} from`] === undefined);
      const says = { draft, sinceLeft, step, earlier: [], reasons: [] };
      read.parts.push({ row, ref, kind, under, id: before?.id, version: before ? version : undefined, ...says });
    }
  }
  const refs = new Set(read.parts.map(({ ref }) => ref));
  for (const { row, cells } of rows) {
    const kind = kindsByWord.get((cells.part ?? "").toLowerCase());
    if (kind && kind !== "plan" && kind !== "review" && !isPartKind(kind) && !refs.has(cells.under ?? ""))
      refused.push({ row, column: "under", kind: "no-such-ref", said: cells.under ?? "" });
  }
  const partsAlone = rows.every(({ cells }) => cells.source === undefined);
  const whole = read.parts.map((part) => {
    const mineBefore = here.get(part.id ?? "");
    const [was, because] = [earlier.filter(({ under }) => under === part.ref), reasons.filter(({ under }) => under === part.ref)];
    const found = because.map(({ reason }) => reason);
    // A file without the column of sources is one of parts alone: it says nothing of reasons, nor of who led before.
    const silent = mineBefore !== undefined && partsAlone;
    const kept = silent ? (mineBefore?.reasons ?? []) : found;
    return {
      ...part,
      earlier: silent ? (mineBefore?.owners ?? []).filter(({ until }) => until !== null) : was.map(({ owner }) => owner),
      reasons: kept,
      draft: { ...part.draft, reasons: saysOf[part.kind].includes("reasons") ? kept.map(({ source }) => source) : [] },
    };
  });
  const told = inReviews(
    reviews.filter((review) => review !== undefined),
    lines.filter((line) => line !== undefined),
    ({ row, review }) => refused.push({ row, column: "review", kind: "no-such-review", said: `R${review}` }),
  );
  return { brought: { plan: read.plan, parts: whole, reviews: told }, refused, strange: !mine && rows.some(({ cells }) => cells.id) };
}

type Naming = {
  readonly labels: SheetLabels;
  readonly standing: ReadonlyMap<string, string>;
  readonly day: (column: SheetColumn) => string | undefined;
  readonly wrong: (column: SheetColumn, kind: "no-such-owner" | "no-such-above" | "no-such-target") => void;
};
function draftOf(
  kind: PartKind,
  cells: SheetRow["cells"],
  before: SheetPart | undefined,
  { labels, standing, day, wrong }: Naming,
): PartDraft {
  const text = (column: SheetColumn, was: string | number | null | undefined) =>
    cells[column] ?? (was === null || was === undefined ? "" : String(was));
  const owner = (duty: Duty) => {
    if (cells[duty] === undefined) return readOwner(keyOfOwner(lastOwner(before?.owners ?? [], duty)));
    if (!cells[duty]) return undefined;
    const key = saysOf[kind].includes(duty) ? labels.owners.read(cells[duty]) : undefined;
    if (saysOf[kind].includes(duty) && !key) wrong(duty, "no-such-owner");
    return key ? readOwner(key) : undefined;
  };
  const named = (column: "supports" | "target", of: SheetLabels["supports"], kindOfWrong: "no-such-above" | "no-such-target") => {
    if (cells[column] === undefined) return before?.[column] ?? null;
    if (!cells[column] || !saysOf[kind].includes(column)) return null;
    const found = of.read(cells[column]);
    if (!found) wrong(column, kindOfWrong);
    return found ?? null;
  };
  const due =
    cells.due === undefined
      ? { written: before?.due ?? "", day: before?.due ?? undefined }
      : { written: cells.due, day: saysOf[kind].includes("due") ? day("due") : undefined };
  const needs =
    cells.needs === undefined
      ? (before?.needs ?? []).flatMap((id) => standing.get(id) ?? [])
      : cells.needs.split(/[;,\n]/).flatMap((need) => need.trim() || []);
  return {
    ...{ title: text("title", before?.title), why: text("why", before?.why), how: text("how", before?.how) },
    ...{
      withWhom: text("with whom", before?.withWhom),
      adds: text("adds value", before?.adds),
      outcome: text("intended outcome", before?.outcome),
    },
    ...{ cost: text("cost", before?.cost), days: text("days", before?.days), due, needs, reasons: [] },
    owners: Object.fromEntries(duties.map((duty) => [duty, owner(duty)])) as PartDraft["owners"],
    from: { delivers: day("delivers from"), evaluates: day("evaluates from") },
    supports: named("supports", labels.supports, "no-such-above"),
    target: named("target", labels.targets, "no-such-target"),
  };
}
