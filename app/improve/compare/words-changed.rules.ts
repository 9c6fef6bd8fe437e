export type Stretch = { readonly kind: "same" | "added" | "removed"; readonly text: string };

/** Beyond so many pairs of words two texts are told as one taken away and one put in its place. */
const mostPairs = 4_000_000;

const wordsOf = (text: string): string[] => text.match(/\s+|[^\s]+/g) ?? [];

/** What became of a text, word by word: as few words taken away and added as can be, in the order in which they are read. */
export function wordsChanged(before: string, after: string): Stretch[] {
  const [old, now] = [wordsOf(before), wordsOf(after)];
  let [head, tail] = [0, 0];
  while (head < old.length && head < now.length && old[head] === now[head]) head++;
  while (tail < old.length - head && tail < now.length - head && old[old.length - 1 - tail] === now[now.length - 1 - tail]) tail++;
  const [left, right] = [old.slice(head, old.length - tail), now.slice(head, now.length - tail)];
  const between: Stretch[] =
    left.length * right.length > mostPairs
      ? [
          { kind: "removed", text: left.join("") },
          { kind: "added", text: right.join("") },
        ]
      : shortestWay(left, right);
  return joined([
    { kind: "same", text: old.slice(0, head).join("") },
    ...between,
    { kind: "same", text: old.slice(old.length - tail).join("") },
  ]);
}

/** By the longest run of words that both have in common. */
function shortestWay(old: readonly string[], now: readonly string[]): Stretch[] {
  const width = now.length + 1;
  const common = new Uint16Array((old.length + 1) * width);
  for (let i = old.length - 1; i >= 0; i--)
    for (let j = now.length - 1; j >= 0; j--)
      common[i * width + j] =
        old[i] === now[j]
          ? (common[(i + 1) * width + j + 1] ?? 0) + 1
          : Math.max(common[(i + 1) * width + j] ?? 0, common[i * width + j + 1] ?? 0);
  const way: Stretch[] = [];
  let [i, j] = [0, 0];
  while (i < old.length || j < now.length) {
    const [was, is] = [old[i], now[j]];
    if (was !== undefined && was === is) {
      way.push({ kind: "same", text: was });
      i++;
      j++;
    } else if (was !== undefined && (is === undefined || (common[(i + 1) * width + j] ?? 0) >= (common[i * width + j + 1] ?? 0))) {
      way.push({ kind: "removed", text: was });
      i++;
    } else {
      way.push({ kind: "added", text: is ?? "" });
      j++;
    }
  }
  return way;
}

/** Neighbours of one kind as one; a blank between two changed words changes with them, so that a phrase is read as one. */
function joined(way: readonly Stretch[]): Stretch[] {
  const stretches: { kind: Stretch["kind"]; text: string }[] = [];
  let [removed, added] = ["", ""];
  const settle = () => {
    if (removed) stretches.push({ kind: "removed", text: removed });
    if (added) stretches.push({ kind: "added", text: added });
    [removed, added] = ["", ""];
  };
  way.forEach(({ kind, text }, at) => {
    if (!text) return;
    const blank = kind === "same" && /^ +$/.test(text);
    if (blank && (removed || added) && way.slice(at + 1).find((next) => next.text)?.kind !== "same" && at < way.length - 2) {
      removed += text;
      added += text;
    } else if (kind === "removed") removed += text;
    else if (kind === "added") added += text;
    else {
      settle();
      const last = stretches.at(-1);
      if (last?.kind === "same") last.text += text;
      else stretches.push({ kind, text });
    }
  });
  settle();
  return stretches;
}
