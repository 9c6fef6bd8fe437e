-- A school year of a calendar: the trust's, or an academy's own. What two people must not silently cross carries a version.
create table organisation.school_year (
  trust_id uuid not null,
  unit_id uuid not null,
  school_year text not null check (school_year ~ '^20\d\d/\d\d$'),
  source text not null check (length(btrim(source)) between 1 and 300),
  version integer not null default 1,
  primary key (trust_id, unit_id, school_year),
  foreign key (trust_id, unit_id) references organisation.unit
);
-- Row-level security binds the owner too, so the years that are there already are read before it is forced again.
alter table organisation.half_term no force row level security;
insert into organisation.school_year (trust_id, unit_id, school_year, source)
  select distinct trust_id, unit_id, school_year, 'The pattern this trust was set up with' from organisation.half_term;
alter table organisation.half_term force row level security;
call platform.tenant_table('organisation.school_year');
alter table organisation.half_term
  add foreign key (trust_id, unit_id, school_year) references organisation.school_year on delete cascade;

create table organisation.inset_day (
  trust_id uuid not null,
  unit_id uuid not null,
  school_year text not null,
  day date not null,
  primary key (trust_id, unit_id, day),
  foreign key (trust_id, unit_id, school_year) references organisation.school_year on delete cascade
);
call platform.tenant_table('organisation.inset_day');

-- The board's full name is the name of its unit; every other word stands here.
alter table organisation.words
  add column regions text not null default 'regions',
  add constraint words_are_short check (greatest(length(academy), length(academies), length(principal), length(region), length(regions), length(board)) <= 40),
  add constraint words_are_given check (least(length(btrim(academy)), length(btrim(academies)), length(btrim(principal)), length(btrim(region)), length(btrim(regions)), length(btrim(board))) >= 1),
  add constraint words_hold_no_markup check (concat(academy, academies, principal, region, regions, board) !~ '[<>]');
