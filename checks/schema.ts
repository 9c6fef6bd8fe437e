import type pg from "pg";

/** Everything the migrations made, from the database's own catalogue, as text that reads like SQL and is the same on every machine. */
const questions: readonly { readonly title: string; readonly sql: string }[] = [
  {
    title: "extensions",
    sql: `select format('create extension %I with schema %I;', extname, n.nspname) as line from pg_extension e join pg_namespace n on n.oid = extnamespace where extname <> 'plpgsql'`,
  },
  {
    title: "schemas, and who may use them",
    sql: `select format('create schema %I;%s', nspname, (
            select string_agg(format(' -- %s: %s', g.rolname, a.privileges), '' order by g.rolname)
            from (select grantee, string_agg(lower(privilege_type), ', ' order by privilege_type) as privileges from aclexplode(nspacl) group by grantee) a
            join pg_roles g on g.oid = a.grantee where g.rolname <> 'eddystone_owner')) as line
          from mine_schemas n`,
  },
  {
    title: "tables: columns and constraints",
    sql: `select format(E'create %s %I.%I (\\n%s\\n);%s', case c.relkind when 'v' then 'view' when 'p' then 'partitioned table' else 'table' end, n.nspname, c.relname,
            concat_ws(E',\\n',
              (select string_agg(format('  %I %s%s%s', attname, format_type(atttypid, atttypmod), case when attnotnull then ' not null' else '' end,
                 case when attgenerated <> '' then ' generated always as (' || pg_get_expr(adbin, adrelid) || ')' when adbin is not null then ' default ' || pg_get_expr(adbin, adrelid) else '' end), E',\\n' order by attnum)
               from pg_attribute left join pg_attrdef on adrelid = attrelid and adnum = attnum where attrelid = c.oid and attnum > 0 and not attisdropped),
              (select string_agg(format('  constraint %I %s', conname, pg_get_constraintdef(oid)), E',\\n' order by conname) from pg_constraint where conrelid = c.oid and contype <> 'n')),
            case when relrowsecurity then E'\\nalter table ' || quote_ident(nspname) || '.' || quote_ident(relname) || ' enable row level security' || case when relforcerowsecurity then ', force row level security' else '' end || ';' else '' end) as line
          from pg_class c join mine_schemas n on n.oid = c.relnamespace where relkind in ('r', 'p')`,
  },
  {
    title: "views",
    sql: `select format(E'create view %I.%I%s as\\n%s', nspname, relname, coalesce(' with (' || array_to_string(reloptions, ', ') || ')', ''), pg_get_viewdef(c.oid)) as line
          from pg_class c join mine_schemas n on n.oid = c.relnamespace where relkind in ('v', 'm')`,
  },
  {
    title: "indexes",
    sql: `select pg_get_indexdef(i.indexrelid) || ';' as line from pg_index i join pg_class c on c.oid = i.indrelid join mine_schemas n on n.oid = c.relnamespace
          where not exists (select from pg_constraint where conindid = i.indexrelid)`,
  },
  {
    title: "statistics",
    sql: `select pg_get_statisticsobjdef(s.oid) || ';' as line from pg_statistic_ext s join mine_schemas n on n.oid = s.stxnamespace`,
  },
  {
    title: "row-level policies",
    sql: `select format('create policy %I on %I.%I for %s%s%s;', policyname, p.schemaname, tablename, lower(cmd), coalesce(' using ' || qual, ''), coalesce(' with check ' || with_check, '')) as line
          from pg_policies p join mine_schemas n on n.nspname = p.schemaname`,
  },
  {
    title: "functions",
    sql: `select pg_get_functiondef(p.oid) || ';' as line from pg_proc p join mine_schemas n on n.oid = p.pronamespace
          where not exists (select from pg_depend d where d.objid = p.oid and d.deptype = 'e')`,
  },
  {
    title: "triggers",
    sql: `select pg_get_triggerdef(t.oid) || ';' as line from pg_trigger t join pg_class c on c.oid = tgrelid join mine_schemas n on n.oid = relnamespace where not tgisinternal`,
  },
  {
    title: "who may do what with the tables",
    sql: `select format('grant %s on %I.%I to %s;', string_agg(lower(privilege_type), ', ' order by privilege_type), nspname, relname, g.rolname) as line
          from pg_class c join mine_schemas n on n.oid = relnamespace cross join aclexplode(relacl) a join pg_roles g on g.oid = a.grantee
          where relkind in ('r', 'p', 'v', 'm', 'S') and g.oid <> relowner group by nspname, relname, g.rolname`,
  },
];

export async function schemaOf(owner: pg.Client): Promise<string> {
  const parts = ["-- What the migrations make of an empty database, from its own catalogue. Written by `npm run generate`; never edited."];
  for (const { title, sql } of questions) {
    const { rows } = await owner.query<{ line: string }>(
      `with mine_schemas as (select * from pg_namespace where nspname !~ '^pg_' and nspname not in ('information_schema', 'public', 'migration')) ${sql}`,
    );
    // Sorted here: the server's own order follows its collation.
    const lines = rows.map(({ line }) => line.trim()).sort((a, b) => (a < b ? -1 : a > b ? 1 : 0));
    if (lines.length > 0) parts.push(`\n-- ${title}\n${lines.join("\n")}`);
  }
  return `${parts.join("\n")}\n`;
}
