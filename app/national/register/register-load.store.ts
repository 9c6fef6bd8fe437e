import type { ClientBase } from "pg";
import { copyInto } from "../copy.store.ts";
import type { FileKind, Plan } from "./file-kind.rules.ts";
import type { ImportReport } from "./import-report.rules.ts";
import type { RegisterRow } from "./register.rules.ts";

/** How rows stood against what was stored before. `older`: a newer snapshot already speaks for them. */
export interface Counts {
  readonly imported: number;
  readonly changed: number;
  readonly unchanged: number;
  readonly older: number;
}

/** A key that stands more than once in one file: the first row counts. */
export interface Repeats {
  readonly rows: number;
  readonly examples: readonly string[];
}

const schoolColumns = [
  ...["name", "la_code", "la_name", "establishment_number", "type", "status", "opened", "closed", "phase", "low_age", "high_age"],
  ...["town", "postcode", "easting", "northing", "region", "pupils", "ukprn"],
];
const trustColumns = ["reference", "name", "companies_house", "type", "status", "opened", "closed", "ukprn"];

/** One import at a time: two at once would each rebuild from half of the other's rows. */
export async function lockImports(db: ClientBase, onWait: () => void = () => {}): Promise<void> {
  const { rows } = await db.query<{ held: boolean }>("select pg_try_advisory_xact_lock(hashtext('national.import')) as held");
  if (rows[0]?.held) return;
  onWait();
  await db.query("select pg_advisory_xact_lock(hashtext('national.import'))");
}

/** The temporary table that a file is copied into before it is compared with the register. */
export async function makeIncoming(db: ClientBase): Promise<void> {
  await db.query(`create temporary table incoming (
    line integer, urn integer, name text, la_code text, la_name text, establishment_number text, type text, status text, opened date, closed date,
    phase text, low_age smallint, high_age smallint, town text, postcode text, easting integer, northing integer, region text, pupils integer,
    ukprn text, uid integer, trust_reference text, trust_name text, trust_companies_house text, trust_type text, trust_status text,
    trust_opened date, trust_closed date, trust_ukprn text, member boolean, joined date, linked_urn integer, linked_name text, kind text,
    direction text, established date) on commit drop`);
}

/** Copies rows into `incoming`. */
export const copyIncoming = (db: ClientBase) => copyInto(db, "copy incoming from stdin");

/** One row as a line of PostgreSQL's COPY text. */
export function incomingLine(line: number, { school, trust, membership, link }: RegisterRow): string {
  const s = school;
  const t = trust;
  return `${[
    line,
    s?.urn ?? link?.urn,
    s?.name,
    s?.laCode,
    s?.laName,
    s?.establishmentNumber,
    s?.type,
    s?.status,
    s?.opened,
    s?.closed,
    s?.phase,
    s?.lowAge,
    s?.highAge,
    s?.town,
    s?.postcode,
    s?.easting,
    s?.northing,
    s?.region,
    s?.pupils,
    s?.ukprn,
    t?.uid,
    t?.reference,
    t?.name,
    t?.companiesHouse,
    t?.type,
    t?.status,
    t?.opened,
    t?.closed,
    t?.ukprn,
    membership ? "t" : "f",
    membership?.joined,
    link?.linkedUrn,
    link?.linkedName,
    link?.kind,
    link?.direction,
    link?.established,
  ]
    .map(copyText)
    .join("\t")}\n`;
}

const copyEscapes: Readonly<Record<string, string>> = { "\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r" };

function copyText(value: string | number | null | undefined): string {
  if (value === null || value === undefined) return "\\N";
  if (typeof value === "number") return String(value);
  const whole = value.includes("\0") ? value.replaceAll("\0", "") : value;
  return /[\\\t\n\r]/.test(whole) ? whole.replace(/[\\\t\n\r]/g, (character) => copyEscapes[character] ?? "") : whole;
}

const keyOf: Readonly<Record<FileKind, readonly string[]>> = {
  establishments: ["urn"],
  "national-list": ["urn"],
  groups: ["uid"],
  "group-links": ["urn", "uid", "joined"],
  "trust-list": ["urn", "uid", "joined"],
  "establishment-links": ["urn", "linked_urn", "kind"],
};

/** Takes out rows whose key stood in an earlier row of the same file. */
export async function dropRepeats(db: ClientBase, kind: FileKind): Promise<Repeats> {
  const key = keyOf[kind].join(", ");
  await db.query("analyze incoming");
  const { rows } = await db.query<{ rows: number; examples: string[] | null }>(`
    with numbered as (select line, row_number() over (partition by ${key} order by line) as nth from incoming),
    gone as (delete from incoming using numbered n where n.line = incoming.line and n.nth > 1 returning concat_ws(' ', ${keyOf[kind].map((column) => `incoming.${column}`).join(", ")}) as key)
    select count(*)::int as rows, (array_agg(key order by key))[1:3] as examples from gone`);
  return { rows: rows[0]?.rows ?? 0, examples: rows[0]?.examples ?? [] };
}

/** Compares `incoming` with the register, writes what is new, and counts. */
export async function mergeIncoming(db: ClientBase, plan: Plan, asAt: string): Promise<Counts> {
  const { kind } = plan;
  const source = kind === "establishments" && !plan.complete ? "establishments-part" : kind;
  const fullSchools = kind === "establishments" || kind === "national-list";
  let counts: Counts | undefined;
  if (fullSchools) counts = await countSources(db, "school_source", "urn", schoolColumns, schoolColumns, source, asAt);
  if (kind === "groups") counts = await countSources(db, "trust_source", "uid", trustColumns, incomingTrust, source, asAt);

  if (kind === "establishment-links") {
    counts = await mergeLinks(db, asAt);
    await saveSource(db, "school_source", "urn", ["name"], ["linked_name"], "linked_urn", source, 2, asAt);
  } else if (kind !== "groups")
    await saveSource(db, "school_source", "urn", schoolColumns, schoolColumns, "urn", source, fullSchools ? 0 : 1, asAt);
  if (kind !== "establishment-links") {
    const tier = kind === "groups" ? 0 : fullSchools ? 2 : 1;
    await saveSource(db, "trust_source", "uid", trustColumns, incomingTrust, "uid", source, tier, asAt);
  }
  await rebuildSchools(db);
  await rebuildTrusts(db);
  const memberships = await mergeMemberships(db, source, asAt);
  return counts ?? memberships;
}

/** Keeps that a file was imported, by whom and with what report; answers the import's id. */
export async function saveImport(
  db: ClientBase,
  sha256: string,
  report: ImportReport,
  { askedBy, jobId }: { readonly askedBy?: { readonly accountId: string; readonly name: string }; readonly jobId?: string },
): Promise<string> {
  const { rows } = await db.query<{ id: string }>(
    `insert into national.import (file_name, kind, as_at, sha256, report, asked_by, asked_by_name, job_id)
     values ($1, $2, $3, $4, $5, $6, $7, $8) returning id`,
    [report.file, report.kind, report.asAt, sha256, JSON.stringify(report), askedBy?.accountId, askedBy?.name, jobId],
  );
  return rows[0]?.id ?? "";
}

const incomingTrust = trustColumns.map((column) => `trust_${column}`);

async function countSources(
  db: ClientBase,
  table: string,
  key: string,
  stored: readonly string[],
  incoming: readonly string[],
  source: string,
  asAt: string,
): Promise<Counts> {
  const same = `row(${stored.map((column) => `s.${column}`).join(", ")}) is not distinct from row(${incoming.map((column) => `i.${column}`).join(", ")})`;
  const { rows } = await db.query<Counts>(
    `select count(*) filter (where s.${key} is null)::int as imported,
            count(*) filter (where s.as_at > $2)::int as older,
            count(*) filter (where s.as_at <= $2 and not ${same})::int as changed,
            count(*) filter (where s.as_at <= $2 and ${same})::int as unchanged
     from incoming i left join national.${table} s on s.${key} = i.${key} and s.source = $1`,
    [source, asAt],
  );
  return rows[0] as Counts;
}

async function saveSource(
  db: ClientBase,
  table: string,
  key: string,
  stored: readonly string[],
  incoming: readonly string[],
  incomingKey: string,
  source: string,
  tier: number,
  asAt: string,
): Promise<void> {
  const name = incoming[stored.indexOf("name")];
  const all = [...stored, "as_at"];
  await db.query(
    `insert into national.${table} as s (${key}, ${stored.join(", ")}, as_at, source, tier)
     select distinct on (${incomingKey}) ${incomingKey}, ${incoming.join(", ")}, $1::date, $2, $3::smallint
     from incoming where ${incomingKey} is not null and ${name} is not null order by ${incomingKey}, ${name}, line
     on conflict (${key}, source) do update set ${all.map((column) => `${column} = excluded.${column}`).join(", ")}
     where s.as_at <= excluded.as_at and (${all.map((column) => `s.${column}`).join(", ")}) is distinct from (${all.map((column) => `excluded.${column}`).join(", ")})`,
    [asAt, source, tier],
  );
}

/** A column's value: from the best source that has one. `place` 1 is the fullest, then the newest. */
const best = (column: string) => `(array_agg(s.${column} order by s.place) filter (where s.${column} is not null))[1]`;
/** The closing date goes with the status: a newer "Open" must not keep an older closing date. */
const closedWithStatus = "(array_agg(s.closed order by s.place) filter (where s.status is not null))[1]";
/** A whole name from a lesser source is better than one with letters lost. */
const wholeName = "(array_agg(s.name order by strpos(s.name, U&'\\FFFD') > 0, s.place))[1]";

const merged = (column: string) => (column === "name" ? wholeName : column === "closed" ? closedWithStatus : best(column));

async function rebuildSchools(db: ClientBase): Promise<void> {
  await rebuild(
    db,
    "school",
    "urn",
    schoolColumns,
    "select urn from incoming where urn is not null union select linked_urn from incoming where linked_urn is not null",
  );
}

async function rebuildTrusts(db: ClientBase): Promise<void> {
  await rebuild(db, "trust", "uid", trustColumns, "select uid from incoming where uid is not null");
}

async function rebuild(db: ClientBase, table: string, key: string, columns: readonly string[], touched: string): Promise<void> {
  const all = [...columns, "as_at"];
  await db.query(`
    insert into national.${table} as t (${key}, ${all.join(", ")})
    select s.${key}, ${columns.map(merged).join(", ")}, (array_agg(s.as_at order by s.place))[1]
    from (select x.*, row_number() over (partition by x.${key} order by x.tier, x.as_at desc, x.source) as place
          from national.${table}_source x where x.${key} in (${touched})) s
    group by s.${key}
    on conflict (${key}) do update set ${all.map((column) => `${column} = excluded.${column}`).join(", ")}
    where (${all.map((column) => `t.${column}`).join(", ")}) is distinct from (${all.map((column) => `excluded.${column}`).join(", ")})`);
}

async function mergeLinks(db: ClientBase, asAt: string): Promise<Counts> {
  const same = "l.established is not distinct from i.established and l.direction = i.direction";
  const { rows } = await db.query<Counts>(
    `select count(*) filter (where l.urn is null)::int as imported,
            count(*) filter (where l.as_at > $1)::int as older,
            count(*) filter (where l.as_at <= $1 and not (${same}))::int as changed,
            count(*) filter (where l.as_at <= $1 and ${same})::int as unchanged
     from incoming i left join national.school_link l on (l.urn, l.linked_urn, l.kind) = (i.urn, i.linked_urn, i.kind)`,
    [asAt],
  );
  await db.query(
    `insert into national.school_link as l (urn, linked_urn, kind, direction, established, as_at)
     select urn, linked_urn, kind, direction, established, $1 from incoming
     on conflict (urn, linked_urn, kind) do update set direction = excluded.direction, established = excluded.established, as_at = excluded.as_at
     where l.as_at <= excluded.as_at and (l.direction, l.established, l.as_at) is distinct from (excluded.direction, excluded.established, excluded.as_at)`,
    [asAt],
  );
  return rows[0] as Counts;
}

/**
 * Adds what the snapshot saw, then decides anew which membership of each school stands: the one seen last, if no whole snapshot came
 * after it. A snapshot is whole when it lists at least half as many memberships as the largest: a list of one authority ends nothing elsewhere.
 */
async function mergeMemberships(db: ClientBase, source: string, asAt: string): Promise<Counts> {
  const listed = await db.query<{ count: number }>("select count(*)::int as count from incoming where member");
  if ((listed.rows[0]?.count ?? 0) === 0) return { imported: 0, changed: 0, unchanged: 0, older: 0 };
  await db.query(`create temporary table before on commit drop as
    select i.line, i.urn, i.uid, i.joined, m.current from incoming i
    left join national.membership m on m.urn = i.urn and m.uid = i.uid and m.joined is not distinct from i.joined where i.member`);
  await db.query(
    `insert into national.membership as m (urn, uid, joined, as_at_first, as_at_last)
     select urn, uid, joined, $1, $1 from incoming where member
     on conflict (urn, uid, joined) do update
     set as_at_first = least(m.as_at_first, excluded.as_at_first), as_at_last = greatest(m.as_at_last, excluded.as_at_last)
     where excluded.as_at_first < m.as_at_first or excluded.as_at_last > m.as_at_last`,
    [asAt],
  );
  await db.query(
    `insert into national.membership_snapshot as s (as_at, source, memberships) values ($1, $2, $3)
     on conflict (as_at, source) do update set memberships = greatest(s.memberships, excluded.memberships) where s.memberships < excluded.memberships`,
    [asAt, source, listed.rows[0]?.count],
  );
  // Two steps, because a school has one current trust: the old one must end before the new one begins.
  for (const standing of [false, true]) {
    await db.query(
      `with whole as (
         select max(as_at) as as_at from national.membership_snapshot where memberships * 2 >= (select max(memberships) from national.membership_snapshot)
       ), decided as (
         select m.ctid as id, m.as_at_last >= whole.as_at
           and row_number() over (partition by m.urn order by m.as_at_last desc, m.joined desc nulls last, m.uid) = 1 as stands
         from national.membership m, whole
       )
       update national.membership m set current = d.stands from decided d where d.id = m.ctid and m.current <> d.stands and d.stands = $1`,
      [standing],
    );
  }
  const { rows } = await db.query<Counts>(
    `select count(*) filter (where b.current is null)::int as imported,
            count(*) filter (where b.current <> m.current)::int as changed,
            count(*) filter (where b.current = m.current)::int as unchanged, 0 as older
     from before b join national.membership m on m.urn = b.urn and m.uid = b.uid and m.joined is not distinct from b.joined`,
  );
  return rows[0] as Counts;
}
