-- Editions follow one another: a draft has a version, an indicator has a lineage that it keeps when it carries over.

alter table frameworks.edition
  add column version integer not null default 1 check (version > 0),
  -- The version of the draft at which each part of it last changed, so that people on different parts do not cross.
  add column part_versions jsonb not null default '{}',
  add constraint only_what_was_in_use_closes check (closed_on is null or in_use_from is not null),
  add constraint one_edition_in_use_at_a_time exclude using gist
    (trust_id with =, framework_id with =, daterange(in_use_from, closed_on) with &&) where (in_use_from is not null);
create unique index one_draft_at_a_time on frameworks.edition (trust_id, framework_id) where in_use_from is null;

create or replace function frameworks.refuse_change_in_use() returns trigger language plpgsql as $$
begin
  if old.in_use_from is not null and (new.content is distinct from old.content or new.in_use_from is distinct from old.in_use_from or new.number <> old.number)
  then raise exception 'an edition in use never changes' using errcode = 'check_violation';
  end if;
  if old.closed_on is not null and new.closed_on is distinct from old.closed_on
  then raise exception 'an edition closes once' using errcode = 'check_violation';
  end if;
  return new;
end $$;

-- The indicators of every edition that has been put into use. Inserted once, never changed.
create table frameworks.indicator (
  trust_id uuid not null,
  edition_id uuid not null,
  key text not null,
  lineage uuid not null default uuidv7(),
  primary key (trust_id, edition_id, key),
  -- An indicator is carried over to one indicator of an edition, not to two.
  constraint one_heir unique (trust_id, edition_id, lineage),
  unique (trust_id, edition_id, key, lineage),
  foreign key (trust_id, edition_id) references frameworks.edition
);

-- Forced row-level security binds the owner too, who would change nothing without a word; so it is lifted for these lines.
alter table frameworks.edition no force row level security;
alter table diagnose.judgement no force row level security;
insert into frameworks.indicator (trust_id, edition_id, key)
  select e.trust_id, e.id, i ->> 'key' from frameworks.edition e, jsonb_array_elements(e.content -> 'indicators') i where e.in_use_from is not null;
alter table diagnose.judgement add column lineage uuid;
update diagnose.judgement j set lineage = i.lineage
  from frameworks.indicator i where i.trust_id = j.trust_id and i.edition_id = j.edition_id and i.key = j.indicator;
alter table frameworks.edition force row level security;
alter table diagnose.judgement force row level security;
call platform.tenant_table('frameworks.indicator', array['select', 'insert']);

-- Two people cannot silently cross, on whichever edition each of them judges: within a lineage a judgement is replaced once,
-- there is one first judgement, and what is replaced is of the same academy, lineage and perspective.
alter table diagnose.judgement
  alter column lineage set not null,
  drop constraint one_successor,
  add constraint one_successor unique nulls not distinct (trust_id, unit_id, lineage, perspective, replaces),
  add unique (trust_id, unit_id, lineage, perspective, id),
  add foreign key (trust_id, unit_id, lineage, perspective, replaces) references diagnose.judgement (trust_id, unit_id, lineage, perspective, id),
  add foreign key (trust_id, edition_id, indicator, lineage) references frameworks.indicator (trust_id, edition_id, key, lineage);
