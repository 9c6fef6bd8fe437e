-- What stands of each academy, in one row for each perspective: derived from the judgements, written anew with each of them.
-- A trust's overview reads these rows and no judgement, so that it costs the same however long the history grows.
create table diagnose.board (
  trust_id uuid not null,
  unit_id uuid not null,
  perspective text not null check (perspective in ('trust', 'self')),
  -- Side by side: the current judgement of each lineage.
  lineages uuid[] not null,
  levels text[] not null,
  can_share boolean[] not null,
  directions text[] not null,
  confidences text[] not null,
  judged_on date[] not null,
  editions integer[] not null,
  primary key (trust_id, unit_id, perspective),
  foreign key (trust_id, unit_id) references organisation.unit
) with (fillfactor = 70);

-- The owner is bound by row-level security too; it is lifted for this one statement.
alter table diagnose.judgement no force row level security;
alter table frameworks.edition no force row level security;
insert into diagnose.board
select j.trust_id, j.unit_id, j.perspective, array_agg(j.lineage order by j.lineage), array_agg(j.level order by j.lineage), array_agg(j.can_share order by j.lineage),
  array_agg(j.direction order by j.lineage), array_agg(j.confidence order by j.lineage), array_agg((j.judged_at at time zone 'Europe/London')::date order by j.lineage),
  array_agg(f.number order by j.lineage)
from diagnose.judgement j join frameworks.edition f on f.trust_id = j.trust_id and f.id = j.edition_id
where not exists (select from diagnose.judgement n where n.trust_id = j.trust_id and n.replaces = j.id)
group by j.trust_id, j.unit_id, j.perspective;
alter table diagnose.judgement force row level security;
alter table frameworks.edition force row level security;

call platform.tenant_table('diagnose.board', array['select', 'insert', 'update', 'delete']);
