-- A form or request that is sent twice has one effect: its first effect is kept under its key, and answers the second.
create table platform.once (
  trust_id uuid not null,
  person_id uuid not null,
  key bytea not null,
  nth smallint not null,
  outcome jsonb,
  at timestamptz not null,
  primary key (trust_id, person_id, key, nth),
  foreign key (trust_id, person_id) references organisation.person
);
call platform.tenant_table('platform.once', array['select', 'insert', 'update']);
create index on platform.once (at);
