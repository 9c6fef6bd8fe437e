-- The category an academy holds, as periods: derived from the board's decisions, which alone are the record.
-- A decision holds from its day on, until a later meeting's (or the same meeting's later) decision takes over.
create table diagnose.category_held (
  trust_id uuid not null,
  unit_id uuid not null,
  held daterange not null check (not isempty(held)),
  category text not null,
  decision_id uuid not null,
  primary key (trust_id, unit_id, held without overlaps),
  foreign key (trust_id, unit_id) references organisation.unit,
  foreign key (trust_id, decision_id) references diagnose.decision
);
create index on diagnose.category_held (trust_id, decision_id);

-- Decisions taken before this: the owner is bound by row-level security too, so it is lifted for this one statement.
alter table diagnose.decision no force row level security;
insert into diagnose.category_held (trust_id, unit_id, held, category, decision_id)
with ordered as (
  select *, row_number() over (partition by trust_id, unit_id order by decided_on, recorded_at, id) as turn from diagnose.decision),
ended as (
  select o.*, (select min(l.effective_from) from ordered l where l.trust_id = o.trust_id and l.unit_id = o.unit_id and l.turn > o.turn) as until from ordered o)
select trust_id, unit_id, daterange(effective_from, until), category, id from ended where until is null or effective_from < until;
alter table diagnose.decision force row level security;

call platform.tenant_table('diagnose.category_held', array['select', 'insert', 'delete']);
