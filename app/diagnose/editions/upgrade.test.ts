import { expect, inject, test } from "vitest";
import { onServer } from "../../platform/database/embedded.ts";
import { migrate, migrations } from "../../platform/database/migrate.ts";
import { prepareDatabase } from "../../platform/database/roles.ts";

const named = (url: string | undefined, database: string) => Object.assign(new URL(url ?? ""), { pathname: `/${database}` }).toString();

test("a trust that judged before editions could follow one another keeps every judgement, each in the lineage of its indicator", async () => {
  const [server, name] = [inject("databaseServer"), "upgrade_editions"];
  await onServer(server.superuser ?? "", async (client) => {
    for (const statement of prepareDatabase(name)) await client.query(statement);
  });
  try {
    const owner = named(server.owner, name);
    await onServer(owner, (client) =>
      migrate(
        client,
        migrations.filter((migration) => migration.name < "0007"),
      ),
    );
    await onServer(named(server.keeper, name), (keeper) =>
      keeper.query(`
        insert into organisation.directory (slug, name) values ('one', 'One'), ('two', 'Two');
        insert into organisation.unit (trust_id, kind, name) select trust_id, 'academy', 'A' from organisation.directory;
        insert into organisation.person (trust_id, name) select trust_id, 'P' from organisation.directory;
        insert into frameworks.framework (trust_id, name) select trust_id, 'F' from organisation.directory;
        insert into frameworks.edition (trust_id, framework_id, number, content, in_use_from)
          select trust_id, id, 1, '{"indicators": [{"key": "a"}, {"key": "b"}]}', '2025-09-01' from frameworks.framework;
        insert into diagnose.judgement (trust_id, unit_id, edition_id, indicator, perspective, school_year, half_term, level, confidence, direction, narrative, judged_by, role, judged_at)
          select e.trust_id, u.id, e.id, i.key, 'trust', '2025/26', 1, 'expected', 'high', 'steady', 'N', p.id, 'sle', '2025-10-01'
          from frameworks.edition e join organisation.unit u using (trust_id) join organisation.person p using (trust_id), (values ('a'), ('b')) as i(key);
        insert into diagnose.judgement (trust_id, unit_id, edition_id, indicator, perspective, school_year, half_term, level, confidence, direction, narrative, judged_by, role, judged_at, replaces)
          select trust_id, unit_id, edition_id, indicator, perspective, '2025/26', 2, level, confidence, direction, narrative, judged_by, role, '2025-11-10', id from diagnose.judgement where indicator = 'a';`),
    );
    expect(await onServer(owner, (client) => migrate(client))).toContain("0010-editions.sql");
    const { rows } = await onServer(named(server.keeper, name), (keeper) =>
      keeper.query(`
        select count(*)::int as judgements, count(*) filter (where i.lineage = j.lineage)::int as in_line, count(distinct j.lineage)::int as lineages
        from diagnose.judgement j left join frameworks.indicator i on i.trust_id = j.trust_id and i.edition_id = j.edition_id and i.key = j.indicator`),
    );
    expect(rows).toEqual([{ judgements: 6, in_line: 6, lineages: 4 }]);
    // What was lifted for the migration is in force again.
    const { rows: forced } = await onServer(owner, (client) =>
      client.query(
        "select relname from pg_class where relforcerowsecurity and oid in ('frameworks.edition'::regclass, 'frameworks.indicator'::regclass, 'diagnose.judgement'::regclass)",
      ),
    );
    expect(forced).toHaveLength(3);
  } finally {
    await onServer(server.superuser ?? "", (client) => client.query(`drop database "${name}" with (force)`));
  }
});
