create schema inspection;
grant usage on schema inspection to eddystone_app, eddystone_keeper;

-- An inspection written down by hand. Each correction is a version of its own, and so is withdrawing it; the last one stands.
create table inspection.by_hand (
  trust_id uuid not null references organisation.directory,
  id uuid not null default uuidv7(),
  version integer not null check (version > 0),
  unit_id uuid not null,
  inspected_on date not null,
  published_on date check (published_on >= inspected_on),
  kind text not null check (kind in ('graded', 'ungraded', 'monitoring', 'urgent')),
  framework text not null check (length(framework) between 1 and 60),
  outcomes jsonb not null check (jsonb_typeof(outcomes) = 'object'),
  link text check (length(link) <= 2000),
  note text check (length(note) <= 4000),
  log_id uuid,
  withdrawn_because text check (length(btrim(withdrawn_because)) between 1 and 1000),
  kept_by uuid,
  kept_at timestamptz not null,
  primary key (trust_id, id, version),
  foreign key (trust_id, unit_id) references organisation.unit,
  foreign key (trust_id, kept_by) references organisation.person
);
create index on inspection.by_hand (trust_id, unit_id);
call platform.tenant_table('inspection.by_hand', array['select', 'insert']);

-- An agreed deferral: until when, or none where it was lifted. The last version stands.
create table inspection.deferral (
  trust_id uuid not null,
  unit_id uuid not null,
  version integer not null check (version > 0),
  until date,
  reason text not null check (length(btrim(reason)) between 1 and 1000),
  set_by uuid,
  set_at timestamptz not null,
  primary key (trust_id, unit_id, version),
  foreign key (trust_id, unit_id) references organisation.unit,
  foreign key (trust_id, set_by) references organisation.person
);
call platform.tenant_table('inspection.deferral', array['select', 'insert']);

-- What the trust itself adds to the points that Eddystone ships. The last version stands; one that is removed stays to be read.
create table inspection.point (
  trust_id uuid not null references organisation.directory,
  id uuid not null default uuidv7(),
  version integer not null check (version > 0),
  title text not null check (length(btrim(title)) between 1 and 120),
  what text not null check (length(what) <= 1000),
  fresh_for_days integer not null check (fresh_for_days between 1 and 3650),
  removed boolean not null default false,
  set_by uuid,
  set_at timestamptz not null,
  primary key (trust_id, id, version),
  foreign key (trust_id, set_by) references organisation.person
);
call platform.tenant_table('inspection.point', array['select', 'insert']);

-- How an academy stands with one point: whose it is, and the last check. A version carries on what it does not change.
create table inspection.checked (
  trust_id uuid not null,
  unit_id uuid not null,
  -- The key of a point that ships, or the id of the trust's own.
  point text not null check (length(point) between 1 and 60),
  version integer not null check (version > 0),
  owner_id uuid,
  state text not null check (state in ('not-checked', 'not-ready', 'ready')),
  checked_on date,
  checked_by uuid,
  seen text check (length(btrim(seen)) between 1 and 2000),
  set_by uuid,
  set_at timestamptz not null,
  primary key (trust_id, unit_id, point, version),
  foreign key (trust_id, unit_id) references organisation.unit,
  foreign key (trust_id, owner_id) references organisation.person,
  foreign key (trust_id, checked_by) references organisation.person,
  foreign key (trust_id, set_by) references organisation.person,
  check ((state = 'not-checked') = (checked_on is null) and (checked_on is null) = (seen is null) and (checked_on is null) = (checked_by is null))
);
call platform.tenant_table('inspection.checked', array['select', 'insert']);
create table inspection.rests_on (
  trust_id uuid not null,
  unit_id uuid not null,
  point text not null,
  version integer not null,
  item_id uuid not null,
  primary key (trust_id, unit_id, point, version, item_id),
  foreign key (trust_id, unit_id, point, version) references inspection.checked,
  foreign key (trust_id, item_id) references evidence.item
);
call platform.tenant_table('inspection.rests_on', array['select', 'insert']);
-- An academy's evidence is listed by the academy.
create index on evidence.item (trust_id, unit_id, dated);

-- The log of an inspection while it happens: opened with the call, written to the end, closed once. Nothing in it is changed.
create table inspection.log (
  trust_id uuid not null,
  id uuid not null default uuidv7(),
  unit_id uuid not null,
  kind text not null check (kind in ('graded', 'ungraded', 'monitoring', 'urgent')),
  begins_on date not null,
  called text not null check (length(called) <= 2000),
  opened_by uuid,
  opened_at timestamptz not null,
  primary key (trust_id, id),
  unique (trust_id, id, unit_id),
  foreign key (trust_id, unit_id) references organisation.unit,
  foreign key (trust_id, opened_by) references organisation.person
);
create index on inspection.log (trust_id, unit_id);
call platform.tenant_table('inspection.log', array['select', 'insert']);
create table inspection.log_entry (
  trust_id uuid not null,
  id uuid not null default uuidv7(),
  log_id uuid not null,
  at timestamptz not null,
  who text not null check (length(who) <= 200),
  asked text not null check (length(asked) <= 4000),
  shown text not null check (length(shown) <= 4000),
  to_do text not null check (length(to_do) <= 1000),
  -- The earlier entry whose to-do this one settles.
  settles uuid,
  written_by uuid,
  written_at timestamptz not null,
  primary key (trust_id, log_id, id),
  foreign key (trust_id, log_id) references inspection.log,
  foreign key (trust_id, log_id, settles) references inspection.log_entry,
  foreign key (trust_id, written_by) references organisation.person,
  check (length(btrim(asked || shown || to_do)) > 0 or settles is not null)
);
call platform.tenant_table('inspection.log_entry', array['select', 'insert']);
create table inspection.log_closing (
  trust_id uuid not null,
  log_id uuid not null,
  said text not null check (length(btrim(said)) between 1 and 8000),
  closed_by uuid,
  closed_at timestamptz not null,
  primary key (trust_id, log_id),
  foreign key (trust_id, log_id) references inspection.log,
  foreign key (trust_id, closed_by) references organisation.person
);
call platform.tenant_table('inspection.log_closing', array['select', 'insert']);
alter table inspection.by_hand add constraint by_hand_log_fkey foreign key (trust_id, log_id, unit_id) references inspection.log (trust_id, id, unit_id);
