-- A person's own tokens for the API: only the hash is kept; a token opens what its person may, within its scopes, until its day.
create table organisation.token (
  trust_id uuid not null,
  id uuid not null default uuidv7(),
  person_id uuid not null,
  name text not null check (length(btrim(name)) between 1 and 100),
  hash bytea not null check (length(hash) = 32),
  scopes text[] not null check (scopes <@ array['read', 'write'] and cardinality(scopes) > 0),
  made_at timestamptz not null,
  ends_at timestamptz not null check (ends_at >= made_at),
  primary key (trust_id, id),
  unique (trust_id, hash),
  foreign key (trust_id, person_id) references organisation.person
);
create index on organisation.token (trust_id, person_id);
call platform.tenant_table('organisation.token', array['select', 'insert', 'update']);

-- What was sent with a key, so that a key used again for something else is refused and not answered as the first was.
alter table platform.once add column fingerprint bytea;
