import { sql } from "kysely";
import { accept, type Outcome, refuse } from "../language/outcome.ts";
import { brokenConstraint, type Database, inOneChange } from "../platform/database/change.ts";
import { typicalCalendar } from "./calendar/calendar.content.ts";
import { keepYears } from "./calendar/calendar.store.ts";

export type NewAcademy = {
  urn: number;
  name: string;
  phase: string | null;
  lowAge: number | null;
  highAge: number | null;
  town: string | null;
  easting: number | null;
  northing: number | null;
  pupils?: number | null;
  joined: string | null;
  predecessors: readonly number[];
};
export type NewTrust = {
  slug: string;
  name: string;
  uid: number | null;
  fictional?: boolean;
  academies: readonly NewAcademy[];
  administrator?: { accountId: string; name: string; email: string };
  /** The site operator who sets it up; nobody on the command line. */
  setUpBy?: string;
};
export type TrustRefusal = { kind: "already-set-up"; name: string } | { kind: "no-academies" };

/** First parts of the site's own addresses, which no trust may have as its door. */
const taken = new Set([
  "account",
  "api",
  "assets",
  "healthz",
  "invitation",
  "metrics",
  "readyz",
  "register",
  "reset",
  "sign-in",
  "sign-out",
  "site",
  "trusts",
]);

/** A trust's door in the address, from its name. */
export function slugOf(name: string): string {
  const door = name
    .toLowerCase()
    .normalize("NFKD")
    .replace(/['’]/g, "")
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^[^a-z]+|-+$/g, "")
    .slice(0, 60);
  return !door || taken.has(door) ? `${door || "the"}-trust` : door;
}

/** Sets a trust up: its door, its units, its academies, the board, and its first administrator. Runs in the keeper's role, for a site operator. */
export async function createTrust(keeper: Database, wanted: NewTrust): Promise<Outcome<{ trustId: string; slug: string }, TrustRefusal>> {
  if (wanted.academies.length === 0) return refuse({ kind: "no-academies" });
  const { rows } = await keeper.pool.query<{ id: string }>("select uuidv7() as id");
  const trustId = rows[0]?.id ?? "";
  try {
    return await inOneChange(keeper, { trustId, personId: undefined }, async (change) => {
      const taken = await change.row<{ name: string }>(
        sql`select name from organisation.directory where slug = ${wanted.slug} and uid is distinct from ${wanted.uid}`,
      );
      const slug = taken ? `${wanted.slug}-${wanted.uid ?? trustId.slice(-4)}` : wanted.slug;
      await change.rows(
        sql`insert into organisation.directory (trust_id, slug, name, uid, fictional) values (${trustId}, ${slug}, ${wanted.name}, ${wanted.uid}, ${wanted.fictional ?? false})`,
      );
      await change.rows(sql`insert into organisation.words (trust_id) values (${trustId})`);
      const trust = await change.row<{ id: string }>(
        sql`insert into organisation.unit (trust_id, kind, name) values (${trustId}, 'trust', ${wanted.name}) returning id`,
      );
      await change.rows(
        sql`insert into organisation.unit (trust_id, kind, name) values (${trustId}, 'board', 'Executive Operational Board')`,
      );
      await change.rows(sql`
        with given as (select * from jsonb_to_recordset(${JSON.stringify(wanted.academies)}::jsonb) as g(urn int, name text, phase text, "lowAge" smallint, "highAge" smallint, town text, easting int, northing int, pupils int, joined date, predecessors int[])),
        named as (select g.*, case when count(*) over (partition by g.name) > 1 then g.name || ' (' || g.urn || ')' else g.name end as unit_name from given g),
        made as (insert into organisation.unit (trust_id, kind, name) select ${trustId}, 'academy', unit_name from named returning id, name)
        insert into organisation.academy (trust_id, unit_id, urn, phase, low_age, high_age, town, easting, northing, pupils, joined, predecessors)
        select ${trustId}, made.id, n.urn, coalesce(n.phase, 'Not recorded'), n."lowAge", n."highAge", n.town, n.easting, n.northing, n.pupils, n.joined, coalesce(n.predecessors, '{}')
        from named n join made on made.name = n.unit_name`);
      if (!wanted.fictional && trust) {
        const { source, years } = typicalCalendar();
        await keepYears(
          change,
          trust.id,
          years.map((year) => ({ ...year, source })),
        );
      }
      if (wanted.administrator && trust) {
        const { accountId, name, email } = wanted.administrator;
        const person = await change.row<{ id: string }>(
          sql`insert into organisation.person (trust_id, name, email, account_id) values (${trustId}, ${name}, ${email}, ${accountId}) returning id`,
        );
        await change.rows(
          sql`insert into organisation.role (trust_id, person_id, kind, unit_id, held) values (${trustId}, ${person?.id}, 'administrator', ${trust.id}, tstzrange(${change.now.toString()}, null))`,
        );
      }
      change.record({ kind: "organisation.trust-set-up", detail: { uid: wanted.uid, academies: wanted.academies.length } });
      change.recordForSite(wanted.setUpBy, {
        kind: "site.trust-set-up",
        detail: { trust: trustId, uid: wanted.uid, academies: wanted.academies.length },
      });
      return accept({ trustId, slug });
    });
  } catch (error) {
    if (brokenConstraint(error) === "directory_uid_key" || brokenConstraint(error) === "directory_slug_key")
      return refuse({ kind: "already-set-up", name: wanted.name });
    throw error;
  }
}

export const sayTrustRefusal = (refusal: TrustRefusal): string =>
  refusal.kind === "already-set-up"
    ? `${refusal.name} is set up already. Open it from the list of trusts.`
    : "The register has no open academies for this trust. Import the newest group links file, then try again.";
