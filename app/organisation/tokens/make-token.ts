import { randomBytes } from "node:crypto";
import { accept, type Outcome, refuse } from "../../language/outcome.ts";
import type { Person } from "../../platform/access/access.rules.ts";
import { type Database, inOneChange } from "../../platform/database/change.ts";
import { hashOfToken } from "../../platform/web/api.ts";
import { considerToken, type TokenDraft, type TokenRefusal } from "./token.rules.ts";
import { closeToken, listTokens, saveToken } from "./token.store.ts";

/** Makes a token for the person who asks. The token itself is answered this once and never kept; a request sent again answers none. */
export async function makeToken(
  db: Database,
  person: Person,
  draft: TokenDraft,
): Promise<Outcome<{ token: string | undefined }, TokenRefusal>> {
  let token: string | undefined;
  const made = await inOneChange<string, TokenRefusal>(db, person, async (change) => {
    const considered = considerToken(draft, (await listTokens(change, person.personId)).length);
    if (!considered.ok) return considered;
    token = `edd_${randomBytes(32).toString("base64url")}`;
    const id = await saveToken(change, { ...considered.value, personId: person.personId, hash: hashOfToken(token) });
    change.record({
      kind: "organisation.token-made",
      detail: { token: id, scopes: considered.value.scopes.join(" "), days: considered.value.days },
    });
    return accept(id);
  });
  return made.ok ? accept({ token }) : made;
}

/** Ends one's own token: from this instant it opens nothing. */
export function endToken(db: Database, person: Person, id: string): Promise<Outcome<string, TokenRefusal>> {
  return inOneChange<string, TokenRefusal>(db, person, async (change) => {
    if (!(await closeToken(change, person.personId, id))) return refuse({ kind: "no-such-token" });
    change.record({ kind: "organisation.token-ended", detail: { token: id } });
    return accept(id);
  });
}
