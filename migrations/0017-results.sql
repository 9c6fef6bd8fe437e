-- What England publishes of results: long, narrow facts about schools, authorities, regions, trusts and the nation. No tenant;
-- written by the importer, read by the app. What a measure means stands in content/measures, versioned by year.

-- Filled from content/measures by each import; the ids are the content's own and never given to another measure.
create table national.measure (
  id   smallint primary key check (id > 0),
  code text     not null unique
);
create table national.pupil_group (
  id   smallint primary key check (id > 0),
  code text     not null unique
);

-- One file taken in. Of one dataset and period the newest version counts; what it replaced stays here without its facts.
create table national.result_import (
  id            integer     primary key generated always as identity,
  dataset       text        not null,
  periods       smallint[]  not null check (cardinality(periods) > 0),
  version       text        not null check (version in ('provisional', 'revised', 'final')),
  released_on   date,                                  -- null: neither the file nor its name tells
  authorities   smallint[],                            -- null: the whole dataset; else a download of these authorities only
  tier          smallint    not null,                  -- of two that tell one fact, the lower tier counts
  file_name     text        not null,
  sha256        text        not null check (sha256 ~ '^[0-9a-f]{64}$'),
  reading       text        not null,                  -- how the content of that day read it: read anew when this has changed
  report        jsonb       not null,
  imported_at   timestamptz not null default now(),
  superseded_at timestamptz,
  asked_by      uuid,
  asked_by_name text,
  job_id        uuid        unique references job.job,
  page          uuid        not null unique default uuidv7()   -- its address, where no job has one
);
create unique index result_import_one_in_force on national.result_import (dataset, periods, authorities) nulls not distinct where superseded_at is null;

-- org_kind: s school (URN), l local authority (code), r region (1 to 9 as in E12000001 to E12000009, 10 and 11 inner and outer
-- London), t trust (Group UID), n the nation (a stratum of national.stratum).
-- period: ten times the year in which the academic year ends, + 0 for the whole year, + 1 to 6 for a half-term.
-- Published numbers stand as published; numerator and denominator where the file has them.
create table national.fact (
  org_key     integer          not null,
  period      smallint         not null,
  measure     smallint         not null,
  pupil_group smallint         not null,
  org_kind    "char"           not null check (org_kind in ('s', 'l', 'r', 't', 'n')),
  missing     "char",                                  -- why there is no value; the kinds stand in app/language/missing.ts
  import      integer          not null,               -- national.result_import; no foreign key, for the sake of loading
  value       double precision,
  numerator   real,
  denominator real,
  low         real,
  high        real,
  primary key (org_kind, org_key, period, measure, pupil_group),
  check ((value is null) <> (missing is null))
);
-- One import's facts lie together: replacing it reads only its own pages.
create index fact_by_import on national.fact using brin (import);

-- Which kind of school a row is about, as the file itself says: the populations of percentiles. The nation's rows have one too.
create table national.stratum (
  id   smallint primary key check (id >= 0),
  code text     not null unique
);
create table national.fact_school (
  import  integer  not null references national.result_import on delete cascade,
  urn     integer  not null,
  stratum smallint not null references national.stratum,   -- not-told: the file has no type of school
  primary key (import, urn)
);
create index fact_school_by_urn on national.fact_school (urn);

insert into national.stratum (id, code) values
  (0, 'not-told'), (1, 'primary'), (2, 'secondary'), (3, 'special'), (4, 'alternative-provision'), (5, 'nursery'),
  (6, 'independent'), (7, 'college'), (10, 'all-state-funded'), (11, 'all-schools');

-- Inspections as Ofsted publishes them. The eras are kept apart and no overall grade is made where there is none.
create table national.inspection (
  urn          integer not null,
  era          text    not null check (era in ('graded', 'ungraded', 'report-card')),
  inspected_on date    not null,
  published_on date,
  number       text,
  kind         text,
  outcomes     jsonb   not null check (jsonb_typeof(outcomes) = 'object'),
  urn_then     integer,                                -- the school that was inspected, where it was a predecessor
  import       integer not null references national.result_import,
  primary key (urn, era, inspected_on)
);
create index inspection_by_import on national.inspection (import);

grant select on national.measure, national.pupil_group, national.result_import, national.fact, national.stratum, national.fact_school, national.inspection
  to eddystone_app;
-- An import's number stands in its facts before anything of it is written.
grant usage on sequence national.result_import_id_seq to eddystone_importer, eddystone_keeper;
grant select, insert, update, delete
  on national.measure, national.pupil_group, national.result_import, national.fact, national.stratum, national.fact_school, national.inspection
  to eddystone_importer, eddystone_keeper;
