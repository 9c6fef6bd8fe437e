import type { Person } from "../platform/access/access.rules.ts";
import type { Look } from "../platform/database/change.ts";
import type { Session } from "../platform/sign-in/account.store.ts";
import type { FindsPeople } from "../platform/web/route.tsx";
import { holderOfToken } from "./tokens/token.store.ts";
import { findPerson, findTrust } from "./trust.store.ts";
import { loadWordsAndChain } from "./words/words.store.ts";

/** Who a session is in the trust of this look. */
export const findPersonOfSession = (look: Look, session: Session): Promise<Person | undefined> => findPerson(look, session.account.id);

/** How the platform finds trusts, people and the trust's own words. */
export const organisationFinder: Pick<FindsPeople, "trust" | "person" | "holderOfToken" | "words"> = {
  trust: (house, slug) => findTrust(house.db, slug),
  person: findPersonOfSession,
  holderOfToken,
  words: loadWordsAndChain,
};
