-- What a figure is set against: how England's schools are distributed, what they come to by region, and who is like whom. All of it is
-- derived from national.fact and the register, written anew with each import, and `eddystone derived check` compares it with its source.
-- The trusts of a trust-level file are a population of their own.
insert into national.stratum (id, code) values (20, 'trusts');

-- An import's facts lie side by side: this finds those of a period without reading all the others.
create index fact_by_period on national.fact using brin (period, import) with (pages_per_range = 32, autosummarize = on);

-- Counts the changes of everything below, so that a process knows whether what it keeps still stands.
create table national.benchmark_state (
  one     boolean primary key default true check (one),
  version integer not null
);
insert into national.benchmark_state (version) values (0);

-- Whose word on types counts for an import's facts of a period: its own or the whole file's of which it is a part, then the school census
-- of the same year. An import of some authorities only makes no national distribution.
create table national.teller (
  import integer  not null references national.result_import on delete cascade,
  period smallint not null,
  whole  boolean  not null,
  file   integer,
  census integer,
  primary key (import, period)
);

-- Every distinct value that a measure took among one kind of school, ascending, with how many lie below it and how many hold it.
create table national.distribution (
  period      smallint           not null,
  measure     smallint           not null,
  pupil_group smallint           not null,
  stratum     smallint           not null references national.stratum,   -- not-told: no file tells the types of these schools
  values      double precision[] not null,
  below       integer[]          not null,
  equal       integer[]          not null,
  n           integer            not null check (n > 0),
  by_census   integer            not null check (by_census between 0 and n), -- how many have their type from the school census
  imports     integer[]          not null,
  primary key (period, measure, pupil_group, stratum),
  check (cardinality(values) = cardinality(below) and cardinality(values) = cardinality(equal)),
  check (n = below[cardinality(below)] + equal[cardinality(equal)])
);

-- 1 to 9 as in E12000001 to E12000009: the names of the regions are Get Information About Schools' own.
create function national.region_number(name text) returns smallint
  language sql immutable parallel safe
return array_position(array['north east', 'north west', 'yorkshire and the humber', 'east midlands', 'west midlands', 'east of england', 'london', 'south east', 'south west'], lower(name))::smallint;

-- Which region each school lies in, as the register tells or lets conclude.
create table national.school_region (
  urn    integer  primary key,
  region smallint not null check (region between 1 and 9)
);

-- A region's figure where none is published: its schools' rounded figures pooled by pupils, with how much of the whole that covers.
create table national.region_figure (
  period      smallint         not null,
  measure     smallint         not null,
  pupil_group smallint         not null,
  stratum     smallint         not null references national.stratum,
  region      smallint         not null check (region between 1 and 9),
  value       double precision not null,
  pupils      bigint           not null check (pupils > 0),
  schools     integer          not null check (schools > 0),
  of_pupils   bigint           not null,
  of_schools  integer          not null,
  primary key (region, period, measure, pupil_group, stratum),
  check (pupils <= of_pupils and schools <= of_schools)
);

-- Each state-funded school of a census with what it is compared by and the schools nearest to it, nearest first: inputs only, never outcomes.
create table national.similar_school (
  urn        integer            not null,
  period     smallint           not null,
  stratum    smallint           not null references national.stratum,
  inputs     double precision[] not null,              -- pupils on roll, FSM6, EAL, SEN support, EHCP; null: not published
  region     smallint           check (region between 1 and 9),
  neighbours integer[]          not null,
  distances  real[]             not null,
  compared   integer            not null,              -- how many schools had every input that this one has
  primary key (urn, period),
  check (cardinality(inputs) = 5 and cardinality(neighbours) = cardinality(distances))
);
create index similar_school_by_period on national.similar_school (period, stratum);

-- Each academy trust with its size and mix of phases, and the trusts nearest to it.
create table national.similar_trust (
  uid         integer   primary key references national.trust on delete cascade,
  academies   integer   not null check (academies > 0),
  pupils      integer,                                 -- null: the register tells of none
  primaries   integer   not null,
  secondaries integer   not null,
  all_through integer   not null,
  others      integer   not null,                      -- special, alternative provision and unknown
  neighbours  integer[] not null,
  distances   real[]    not null,
  check (cardinality(neighbours) = cardinality(distances)),
  check (academies = primaries + secondaries + all_through + others)
);

grant select on national.benchmark_state, national.teller, national.distribution, national.school_region, national.region_figure, national.similar_school, national.similar_trust
  to eddystone_app;
grant select, insert, update, delete
  on national.benchmark_state, national.teller, national.distribution, national.school_region, national.region_figure, national.similar_school, national.similar_trust
  to eddystone_importer, eddystone_keeper;
grant execute on function national.region_number(text) to eddystone_app, eddystone_importer, eddystone_keeper;
