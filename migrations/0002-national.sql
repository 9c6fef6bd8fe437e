-- What England publishes: the register of schools and trusts. No tenant; written by the importer, read by the app.
-- No names or telephone numbers of headteachers: there is no column that could hold them.
-- The order of import must not matter, so each kind of file keeps its own newest word about a school or trust
-- (national.school_source, national.trust_source), and national.school and national.trust are rebuilt from them.

create schema national;

create table national.import (
  id          uuid        primary key default uuidv7(),
  file_name   text        not null,
  kind        text        not null,
  as_at       date        not null,
  sha256      text        not null check (sha256 ~ '^[0-9a-f]{64}$'),
  imported_at timestamptz not null default now(),
  report      jsonb       not null,
  unique (sha256, as_at)
);

create table national.school (
  urn                  integer  primary key check (urn between 10000 and 999999),
  name                 text     not null,
  la_code              text     check (la_code ~ '^\d{3}$'),
  la_name              text,
  establishment_number text     check (establishment_number ~ '^\d{4}$'),
  type                 text,
  status               text,                       -- unknown when only a list of links names the school
  opened               date,
  closed               date,
  phase                text,
  low_age              smallint check (low_age between 0 and 99),
  high_age             smallint check (high_age between 0 and 99),
  town                 text,
  postcode             text,
  easting              integer,                    -- EPSG:27700, metres
  northing             integer,
  region               text,
  pupils               integer  check (pupils >= 0),
  ukprn                text     check (ukprn ~ '^\d{8}$'),
  as_at                date     not null           -- the snapshot whose word counts most
);

-- The newest word of each kind of file about a school. Sources that describe schools in full come before those that only mention them.
create table national.school_source (
  like national.school including constraints,
  source text     not null check (source in ('establishments', 'establishments-part', 'national-list', 'trust-list', 'group-links', 'establishment-links')),
  tier   smallint not null check (tier in (0, 1, 2)),
  primary key (urn, source)
);

create table national.trust (
  uid             integer primary key check (uid > 0),   -- Group UID: trust references repeat
  reference       text,
  name            text    not null,
  companies_house text    check (length(companies_house) = 8),
  type            text    not null check (type in ('Multi-academy trust', 'Single-academy trust', 'Secure single-academy trust')),
  status          text,
  opened          date,
  closed          date,
  ukprn           text    check (ukprn ~ '^\d{8}$'),
  as_at           date    not null
);

create table national.trust_source (
  like national.trust including constraints,
  source text     not null check (source in ('groups', 'group-links', 'trust-list', 'establishments', 'establishments-part')),
  tier   smallint not null check (tier in (0, 1, 2)),
  primary key (uid, source)
);

-- How many memberships each snapshot lists: tells a whole snapshot (absence means "left") from a part of one (absence means nothing).
create table national.membership_snapshot (
  as_at       date    not null,
  source      text    not null,
  memberships integer not null check (memberships >= 0),
  primary key (as_at, source)
);

-- One row for each stay of a school in a trust, as the snapshots saw it.
create table national.membership (
  urn         integer not null references national.school,
  uid         integer not null references national.trust,
  joined      date,                                     -- null: unknown
  as_at_first date    not null,
  as_at_last  date    not null,
  current     boolean not null default false,           -- derived: the newest snapshot sets it, older ones only add history
  unique nulls not distinct (urn, uid, joined),
  check (as_at_first <= as_at_last)
);
create unique index membership_one_current_trust on national.membership (urn) where current;
create index membership_by_trust on national.membership (uid);

create table national.school_link (
  urn         integer not null check (urn between 10000 and 999999),
  linked_urn  integer not null check (linked_urn between 10000 and 999999),
  kind        text    not null,
  direction   text    not null check (direction in ('predecessor', 'successor', 'other')),
  established date,                                     -- null: unknown
  as_at       date    not null,
  primary key (urn, linked_urn, kind),
  check (urn <> linked_urn)
);
create index school_link_backwards on national.school_link (linked_urn);

-- Who came before whom. Links are published from both ends but not evenly: the union of both directions is the truth.
create view national.school_succession with (security_invoker = true) as
  select linked_urn as earlier, urn as later from national.school_link where direction = 'predecessor'
  union
  select urn as earlier, linked_urn as later from national.school_link where direction = 'successor';

-- `union` (not `union all`) drops schools already reached, so a ring of links ends the walk.
create function national.predecessors_of(school integer) returns table (urn integer)
  language sql stable parallel safe
begin atomic
  with recursive walk as (
    select school as urn
    union
    select s.earlier
    from walk, lateral (
      select l.linked_urn as earlier from national.school_link l where l.urn = walk.urn and l.direction = 'predecessor'
      union all
      select l.urn from national.school_link l where l.linked_urn = walk.urn and l.direction = 'successor'
    ) s
  )
  select walk.urn from walk where walk.urn <> school order by 1;
end;

create function national.successors_of(school integer) returns table (urn integer)
  language sql stable parallel safe
begin atomic
  with recursive walk as (
    select school as urn
    union
    select s.later
    from walk, lateral (
      select l.linked_urn as later from national.school_link l where l.urn = walk.urn and l.direction = 'successor'
      union all
      select l.urn from national.school_link l where l.linked_urn = walk.urn and l.direction = 'predecessor'
    ) s
  )
  select walk.urn from walk where walk.urn <> school order by 1;
end;

create index school_by_name on national.school (lower(name) text_pattern_ops);
create index school_by_laestab on national.school (la_code, establishment_number);
create index trust_by_name on national.trust (lower(name) text_pattern_ops);
create index trust_by_reference on national.trust (reference);
create index trust_by_companies_house on national.trust (companies_house);

grant usage on schema national to eddystone_app, eddystone_importer, eddystone_keeper;
grant select on all tables in schema national to eddystone_app;
grant select, insert, update, delete on all tables in schema national to eddystone_importer, eddystone_keeper;
grant execute on all functions in schema national to eddystone_app, eddystone_importer, eddystone_keeper;
