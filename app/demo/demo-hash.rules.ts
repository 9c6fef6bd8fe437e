/** A whole number from 0 to below `below`, the same for the same words each time (FNV-1a with a final mix). */
export function pick(words: string, below: number): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < words.length; at++) hash = Math.imul(hash ^ words.charCodeAt(at), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return ((hash ^ (hash >>> 16)) >>> 0) % below;
}

/** One of the items, the same for the same words each time. */
export function pickOne<Item>(words: string, items: readonly [Item, ...Item[]]): Item {
  return items[pick(words, items.length)] ?? items[0];
}
