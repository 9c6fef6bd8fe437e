/** A key for addresses and files, from a name; none of those taken. It stays when the name changes. */
export function keyFor(taken: readonly string[], name: string, otherwise: string): string {
  const plain = name
    .normalize("NFKD")
    .replaceAll(/\p{M}/gu, "")
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, "-")
    .slice(0, 60);
  const begun = plain.replaceAll(/^-+|-+$/g, "") || otherwise;
  let key = begun;
  for (let next = 2; taken.includes(key); next++) key = `${begun}-${next}`;
  return key;
}
