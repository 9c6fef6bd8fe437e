import type pg from "pg";
import { to as copyTo } from "pg-copy-streams";
import { type Manifest, type MigrationKept, writtenByMigrations } from "./backup.rules.ts";

/** A table of ours as the catalogue describes it: `quoted`, `columns` and `order` are ready for SQL; generated columns are left out. */
export type Table = {
  readonly name: string;
  readonly quoted: string;
  readonly columns: readonly string[];
  readonly refersTo: readonly string[];
  readonly order: string | null;
};

/** Under these settings a row has one text everywhere, nothing ends the work half-way, and row-level security fails loudly instead of hiding rows. */
const steady = `set local row_security = off; set local client_encoding = 'UTF8'; set local timezone = 'UTC'; set local datestyle = 'ISO, YMD';
  set local intervalstyle = 'iso_8601'; set local bytea_output = 'hex'; set local extra_float_digits = 1; set local xmloption = 'content';
  set local statement_timeout = 0; set local transaction_timeout = 0; set local idle_in_transaction_session_timeout = 0`;

// Triggers that note what somebody does look for the setting: what is restored was noted when it was done.
export const beginLoading = (keeper: pg.ClientBase) =>
  keeper.query(`begin; ${steady}; set local eddystone.restoring = 'yes'; set constraints all deferred`);

/** Begins to read what is there now; answers the snapshot's name, under which others can see the same. */
export async function beginSnapshot(keeper: pg.ClientBase): Promise<string> {
  await keeper.query(`begin isolation level repeatable read read only; ${steady}`);
  const { rows } = await keeper.query<{ name: string }>("select pg_export_snapshot() as name");
  return rows[0]?.name ?? "";
}

/** Sees what another transaction sees, until the client ends. */
export const joinSnapshot = (client: pg.ClientBase, name: string) =>
  client.query(`begin isolation level repeatable read read only; set transaction snapshot '${name.replaceAll("'", "")}'; ${steady}`);

/** What somebody made, and no extension brought. */
const made = `n.nspname !~ '^pg_' and n.nspname <> 'information_schema'
  and not exists (select from pg_depend d where d.classid = 'pg_class'::regclass and d.objid = c.oid and d.deptype = 'e')`;
const ours = `${made} and n.nspname not in ('public', 'migration')`;

/** Every table but the list of migrations; columns by name, because two databases may have got them in another order. */
export async function tablesOf(client: pg.ClientBase): Promise<Table[]> {
  const { rows } = await client.query<Table>(`
    select n.nspname || '.' || c.relname as name, format('%I.%I', n.nspname, c.relname) as quoted,
      array(select quote_ident(attname) from pg_attribute
            where attrelid = c.oid and attnum > 0 and not attisdropped and attgenerated = '' order by attname collate "C") as columns,
      array(select distinct rn.nspname || '.' || r.relname from pg_constraint k join pg_class r on r.oid = k.confrelid
            join pg_namespace rn on rn.oid = r.relnamespace where k.conrelid = c.oid and k.contype = 'f') as "refersTo",
      (select string_agg(quote_ident(attname) || case when attcollation <> 0 then ' collate "C"' else '' end, ', ' order by place)
       from pg_index i cross join unnest(i.indkey::int2[]) with ordinality as key(number, place)
       join pg_attribute on attrelid = c.oid and attnum = key.number
       where i.indrelid = c.oid and i.indisprimary and place <= i.indnkeyatts) as "order"
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where c.relkind in ('r', 'p') and not c.relispartition and ${ours} order by 1`);
  return rows;
}

/** Asks for every row of a table, as COPY's text, in an order that is the same in every database. */
export function readTable(client: pg.ClientBase, table: Table) {
  const columns = table.columns.join(", ");
  const order = table.order ?? `(row(${columns}))::text collate "C"`;
  return client.query(copyTo(`copy (select ${columns} from ${table.quoted} order by ${order}) to stdout`));
}

/** Holds every table as it is: nobody alters one while it is read. */
export const holdTables = (keeper: pg.ClientBase, tables: readonly Table[]) =>
  keeper.query(`lock table ${tables.map(({ quoted }) => quoted).join(", ")} in access share mode`);

/** The migrations this database was brought by; none where it never was. Only the owner may ask. */
export async function migrationsOf(owner: pg.ClientBase): Promise<MigrationKept[]> {
  const { rows } = await owner.query<{ there: boolean }>("select to_regclass('migration.done') is not null as there");
  if (!rows[0]?.there) return [];
  return (await owner.query<MigrationKept>(`select name, digest from migration.done order by name collate "C"`)).rows;
}

/** Where each counter of ours stands that has counted yet. Only the owner may ask and set. */
export async function sequencesOf(owner: pg.ClientBase): Promise<Manifest["sequences"]> {
  const { rows } = await owner.query<{ name: string; last: string }>(`
    select format('%I.%I', n.nspname, c.relname) as name, pg_sequence_last_value(s.seqrelid)::text as last
    from pg_sequence s join pg_class c on c.oid = s.seqrelid join pg_namespace n on n.oid = c.relnamespace where ${ours} and pg_sequence_last_value(s.seqrelid) is not null order by 1`);
  return rows;
}

export async function setSequences(owner: pg.ClientBase, sequences: Manifest["sequences"]) {
  for (const { name, last } of sequences) await owner.query("select setval($1::text::regclass, $2)", [name, last]);
}

/** The first table that holds a row, of whichever kind; a table that is not ours counts even when it is empty. */
export async function firstFilled(keeper: pg.ClientBase, tables: readonly Table[]): Promise<string | undefined> {
  const { rows } = await keeper.query<{ name: string }>(`
    select n.nspname || '.' || c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where c.relkind in ('r', 'p', 'f') and ${made} and (n.nspname = 'public' or pg_get_userbyid(c.relowner) <> 'eddystone_owner') limit 1`);
  if (rows[0]) return rows[0].name;
  for (const { name, quoted } of tables.filter((table) => !writtenByMigrations.includes(table.name)))
    if ((await keeper.query(`select from ${quoted} limit 1`)).rowCount) return name;
  return undefined;
}

/** Keeps the embedded app, and another restore, from using this database until the owner's connection ends; false when one does. */
export async function takeForRestore(owner: pg.ClientBase): Promise<boolean> {
  const { rows } = await owner.query<{ taken: boolean }>("select pg_try_advisory_lock(7303000) as taken");
  return rows[0]?.taken === true;
}

export async function schemasOf(owner: pg.ClientBase): Promise<string[]> {
  const { rows } = await owner.query<{ name: string }>("select quote_ident(nspname) as name from pg_namespace where nspname !~ '^pg_'");
  return rows.map(({ name }) => name);
}

/** Takes away every schema that has come to be since, with what is in it. */
export async function dropSchemas(owner: pg.ClientBase, before: readonly string[]) {
  const since = (await schemasOf(owner)).filter((name) => !before.includes(name));
  if (since.length > 0) await owner.query(`drop schema ${since.join(", ")} cascade`);
}
