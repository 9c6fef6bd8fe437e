-- Evidence stands once and serves many judgements. It is never changed and never deleted: it is withdrawn, or a newer version follows it.

-- What a text says, without where in it each word stands, so that it is short enough to lie in an index beside the id; none where it is not.
create function platform.brief(said text) returns tsvector language sql immutable parallel safe return
  (select case when octet_length(words::text) <= 1500 then words end from (select strip(to_tsvector('pg_catalog.english', left(said, 100000))) as words) s);
grant execute on function platform.brief(text) to public;

create function evidence.said(title text, body text, url text) returns text language sql immutable parallel safe return
  title || ' ' || coalesce(body, '') || ' ' || coalesce(regexp_replace(url, '[^[:alnum:]]+', ' ', 'g'), '');

alter table evidence.item
  add column follows uuid,
  add column brief tsvector generated always as (platform.brief(evidence.said(title, text, url))) stored,
  add unique (trust_id, unit_id, id),
  add foreign key (trust_id, unit_id, follows) references evidence.item (trust_id, unit_id, id);
create unique index followed_once on evidence.item (trust_id, follows) where follows is not null;
create index item_of_unit on evidence.item (trust_id, unit_id, id desc);
-- Row-level security lets no operator of full text reach an index, because none is leakproof. So the words lie in the index beside what
-- the policy asks: the index alone tells which of a trust's rows may answer, the newest first, and only those are read.
create index item_said on evidence.item (trust_id, id) include (unit_id, sensitivity, brief);
-- An index alone tells of a row only after a vacuum has seen its page.
alter table evidence.item set (autovacuum_vacuum_insert_scale_factor = 0.02);

create table evidence.withdrawal (
  trust_id uuid not null,
  item_id uuid not null,
  reason text not null check (length(btrim(reason)) between 1 and 2000),
  withdrawn_by uuid not null,
  withdrawn_at timestamptz not null,
  primary key (trust_id, item_id),
  foreign key (trust_id, item_id) references evidence.item,
  foreign key (trust_id, withdrawn_by) references organisation.person
);
call platform.tenant_table('evidence.withdrawal', array['select', 'insert']);

-- A figure that was kept says from where, so that what stands there now can be set beside it. Forced row-level security binds the owner too.
alter table evidence.item no force row level security;
update evidence.item set value = value || jsonb_build_object('from', case when value ->> 'source' like 'published:%' then 'published' else 'own' end) where kind = 'value';
alter table evidence.item force row level security;

-- From a piece of evidence to every judgement that rests on it.
create index on diagnose.rests_on (trust_id, item_id);

alter table diagnose.judgement add column brief tsvector generated always as (platform.brief(narrative)) stored;
create index judgement_said on diagnose.judgement (trust_id, id) include (unit_id, brief);
alter table diagnose.judgement set (autovacuum_vacuum_insert_scale_factor = 0.02);
