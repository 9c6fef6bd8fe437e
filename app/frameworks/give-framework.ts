import { accept } from "../language/outcome.ts";
import { type Database, inOneChange } from "../platform/database/change.ts";
import { shippedFramework } from "./content.ts";
import { copyFramework } from "./edition.store.ts";

/** Gives a newly set up trust its own copy of the ten indicators, in use from the first day of its calendar. */
export async function giveFramework(keeper: Database, trustId: string, from: string): Promise<void> {
  await inOneChange(keeper, { trustId, personId: undefined }, async (change) =>
    accept(await copyFramework(change, shippedFramework(), from)),
  );
}
