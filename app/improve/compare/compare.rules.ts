import { sayDay } from "../../language/period.ts";
import type { Words } from "../../language/words.ts";
import { roleName } from "../../organisation/index.ts";
import { type Duty, type OwnerPeriod, ownerOn } from "../parts/owner.rules.ts";
import type { PartContent, PartKind } from "../parts/part.rules.ts";
import { labelOf, saysItsDay } from "../parts/part-words.rules.ts";
import { livingParts } from "../parts/tree.rules.ts";

export type PartThen = Omit<PartContent, "owners"> & {
  readonly id: string;
  readonly kind: PartKind;
  readonly under: string | null;
  readonly endedBecause: string | null;
  readonly owners: readonly (OwnerPeriod & { readonly name: string | null })[];
};
/** A plan as it said on a day, or as it was approved. */
export type PlanThen = { readonly title: string; readonly begins: string; readonly ends: string; readonly parts: readonly PartThen[] };
type Field = keyof typeof labelOf;
type Said = {
  readonly id: string;
  readonly kind: PartKind;
  readonly under: string | null;
  readonly says: Readonly<Partial<Record<Field, string>>>;
  /** What it waits for, by their ids: they may only be called otherwise. */
  readonly needs: readonly string[];
};

/** What each part that went on that day says, field by field, in words. */
export function saidOn(
  { parts }: PlanThen,
  day: string,
  around: { readonly words: Words; readonly above: ReadonlyMap<string, string>; readonly targets: ReadonlyMap<string, string> },
): Said[] {
  const titles = new Map(parts.map(({ id, title }) => [id, title]));
  return livingParts(parts).map((part) => {
    const owner = (duty: Duty) => {
      const one = ownerOn(part.owners, duty, day) ?? part.owners.findLast((each) => each.duty === duty && each.until === null);
      return one ? (one.name ?? roleName(one.role ?? "", around.words)) : "";
    };
    const named = (id: string | null, names: ReadonlyMap<string, string>) =>
      id === null ? "" : (names.get(id) ?? "something that has ended");
    const says: Record<Field, string> = {
      ...{ title: part.title, why: part.why, how: part.how, withWhom: part.withWhom, adds: part.adds, outcome: part.outcome },
      ...{ delivers: owner("delivers"), evaluates: owner("evaluates") },
      cost: part.cost === null ? "" : `£${part.cost.toLocaleString("en-GB")}`,
      days: part.days === null ? "" : String(part.days),
      due: part.due === null ? "" : sayDay(part.due),
      supports: named(part.supports, around.above),
      target: named(part.target, around.targets),
      needs: part.needs.map((id) => named(id, titles)).join("; "),
      reasons: part.reasons
        .map((reason) => (saysItsDay(reason) ? reason.says : `${reason.says} (as it stood on ${sayDay(reason.on)})`))
        .join("\n"),
    };
    return { id: part.id, kind: part.kind, under: part.under, says, needs: part.needs };
  });
}

const wordsIn = (text: string) => new Set(text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []);
/** How alike two titles are, from 0 to 1: the share of their words that both have. */
export function likeness(one: string, other: string): number {
  const [mine, theirs] = [wordsIn(one), wordsIn(other)];
  const both = [...mine].filter((word) => theirs.has(word)).length;
  return both === 0 ? 0 : both / (mine.size + theirs.size - both);
}
/** Alike enough to be the same thing of another year. */
const alike = 0.5;

/** Which part of another plan each part carries on: of its kind, under what its own carries on, and by the likest title. */
export function pairsOf(before: readonly Said[], after: readonly Said[]): ReadonlyMap<string, string> {
  const pairs = new Map<string, string>();
  const kinds: readonly PartKind[] = ["priority", "objective", "criterion", "action", "milestone"];
  for (const kind of kinds) {
    const close = after
      .filter((part) => part.kind === kind)
      .flatMap((now) => {
        const under = now.under === null ? null : pairs.get(now.under);
        return before
          .filter((was) => was.kind === kind && was.under === under)
          .map((was) => ({ now: now.id, was: was.id, like: likeness(now.says.title ?? "", was.says.title ?? "") }));
      })
      .filter(({ like }) => like >= alike)
      .sort((one, other) => other.like - one.like);
    const taken = new Set<string>();
    for (const { now, was } of close)
      if (!pairs.has(now) && !taken.has(was)) {
        pairs.set(now, was);
        taken.add(was);
      }
  }
  return pairs;
}

export type Difference = {
  readonly id: string;
  readonly kind: PartKind;
  readonly title: string;
  readonly state: "added" | "removed" | "changed";
  /** Under which priority it hangs, unless it is one. */
  readonly in: string | undefined;
  readonly fields: readonly { readonly label: string; readonly before: string; readonly after: string }[];
};
/** What is added, taken away and changed from one state of a plan to another, priority by priority, and how many parts say the same. */
export function differencesOf(
  before: readonly Said[],
  after: readonly Said[],
  pairs: ReadonlyMap<string, string>,
): { readonly differences: readonly Difference[]; readonly same: number } {
  const was = new Map(before.map((part) => [part.id, part]));
  const is = new Map(after.map((part) => [part.id, part]));
  const carriedOn = new Map([...pairs].map(([now, then]) => [then, now]));
  const fields = Object.keys(labelOf) as Field[];
  const waitsForTheSame = (one: Said, other: Said) =>
    one.needs.length === other.needs.length && one.needs.every((id) => other.needs.includes(pairs.get(id) ?? id));
  let same = 0;
  const found: (Difference & { readonly order: string })[] = [];
  const add = (part: Said, of: ReadonlyMap<string, Said>, state: Difference["state"], told: Difference["fields"]) => {
    const top = priorityOf(part, of);
    // What was taken away stands after what goes on, under the same priority where that goes on.
    const home = of === was ? (carriedOn.get(top.id) ?? top.id) : top.id;
    const at = after.findIndex(({ id }) => id === home);
    const place = at === -1 ? 9999 : at;
    const rank = part === top ? 0 : state === "removed" ? 2 : 1;
    found.push({
      ...{ id: part.id, kind: part.kind, title: part.says.title ?? "", state, fields: told },
      in: part === top ? undefined : (is.get(home)?.says.title ?? top.says.title),
      order: `${String(place).padStart(4, "0")} ${rank} ${String(found.length).padStart(5, "0")}`,
    });
  };
  for (const part of after) {
    const then = was.get(pairs.get(part.id) ?? "");
    const told = fields
      .filter((field) => field !== "needs" || !then || !waitsForTheSame(part, then))
      .map((field) => ({ label: labelOf[field], before: then?.says[field] ?? "", after: part.says[field] ?? "" }))
      .filter((one) => one.before !== one.after);
    if (then && told.length === 0) same++;
    else add(part, is, then ? "changed" : "added", then ? told : told.filter(({ label }) => label !== labelOf.title));
  }
  for (const part of before)
    if (!carriedOn.has(part.id))
      add(
        part,
        was,
        "removed",
        fields
          .filter((field) => field !== "title" && part.says[field])
          .map((field) => ({ label: labelOf[field], before: part.says[field] ?? "", after: "" })),
      );
  const differences = found.sort((one, other) => (one.order < other.order ? -1 : 1)).map(({ order: _order, ...one }) => one);
  return { differences, same };
}
function priorityOf(part: Said, of: ReadonlyMap<string, Said>): Said {
  const above = part.under === null ? undefined : of.get(part.under);
  return above ? priorityOf(above, of) : part;
}
