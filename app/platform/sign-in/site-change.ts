import type pg from "pg";
import { type AuditEvent, appendEvent } from "../audit/audit.store.ts";

/** The chain of what concerns the whole site and no trust. */
export const siteChain = "00000000-0000-0000-0000-000000000000";

export type SiteChange = { readonly client: pg.PoolClient; readonly record: (event: AuditEvent) => void };

/** Changes accounts, sessions and links as one transaction, with its events at the end of the site's chain; what fails leaves nothing behind. */
export async function inSiteChange<Answer>(
  signIn: pg.Pool,
  actor: string | undefined,
  work: (change: SiteChange) => Promise<Answer>,
): Promise<Answer> {
  const client = await signIn.connect();
  let broken: Error | undefined;
  try {
    await client.query("begin");
    await client.query("select set_config('eddystone.trust', $1, true)", [siteChain]);
    const events: AuditEvent[] = [];
    const answer = await work({ client, record: (event) => events.push(event) });
    for (const event of events) await appendEvent(client, { trustId: siteChain, personId: actor }, Temporal.Now.instant(), event);
    await client.query("commit");
    return answer;
  } catch (error) {
    try {
      await client.query("rollback");
    } catch (lost) {
      broken = lost as Error;
    }
    throw error;
  } finally {
    client.release(broken);
  }
}
