create schema measures;
grant usage on schema measures to eddystone_app, eddystone_keeper;

-- A window in which the academies hand in one set of figures for one period.
create table measures.cycle (
  trust_id uuid not null references organisation.directory,
  id uuid not null default uuidv7(),
  version integer not null default 1,
  name text not null check (length(btrim(name)) between 1 and 100),
  period smallint not null check (period between 19910 and 21006),
  measures text[] not null check (cardinality(measures) between 1 and 20),
  pupil_groups text[] not null check (cardinality(pupil_groups) between 1 and 20),
  opens date not null, due date not null, locks date not null,
  primary key (trust_id, id),
  unique (trust_id, name),
  constraint cycle_days_in_order check (opens <= due and due <= locks)
);
call platform.tenant_table('measures.cycle', array['select', 'insert', 'update']);
create table measures.cycle_academy (
  trust_id uuid not null,
  cycle_id uuid not null,
  unit_id uuid not null,
  primary key (trust_id, cycle_id, unit_id),
  foreign key (trust_id, cycle_id) references measures.cycle,
  foreign key (trust_id, unit_id) references organisation.unit
);
call platform.tenant_table('measures.cycle_academy');
-- Signed off and opened again, in turn: the last one stands.
create table measures.sign_off (
  trust_id uuid not null,
  cycle_id uuid not null,
  unit_id uuid not null,
  number smallint not null check (number > 0),
  kind text not null check (kind = case number % 2 when 1 then 'signed-off' else 'reopened' end),
  done_by uuid not null,
  done_at timestamptz not null,
  reason text,
  primary key (trust_id, cycle_id, unit_id, number),
  foreign key (trust_id, cycle_id) references measures.cycle,
  foreign key (trust_id, unit_id) references organisation.unit,
  foreign key (trust_id, done_by) references organisation.person,
  check ((kind = 'reopened') = (reason is not null and length(btrim(reason)) > 0))
);
call platform.tenant_table('measures.sign_off', array['select', 'insert']);
-- What somebody should have been told, once for each academy, cycle and occasion.
create table measures.reminder (
  trust_id uuid not null,
  cycle_id uuid not null,
  unit_id uuid not null,
  occasion text not null check (occasion in ('in-7-days', 'in-1-day', 'due', 'overdue')),
  due date not null,
  written_at timestamptz not null,
  primary key (trust_id, cycle_id, unit_id, occasion, due),
  foreign key (trust_id, cycle_id) references measures.cycle,
  foreign key (trust_id, unit_id) references organisation.unit
);
call platform.tenant_table('measures.reminder', array['select', 'insert']);

-- One bringing in of figures: from a file, from rows about pupils (of which only counts of groups came here), or on a cycle's page.
create table measures.intake (
  trust_id uuid not null references organisation.directory,
  id uuid not null default uuidv7(),
  kind text not null check (kind in ('file', 'pupils', 'page')),
  cycle_id uuid,
  brought_by uuid,
  brought_at timestamptz not null,
  primary key (trust_id, id),
  foreign key (trust_id, cycle_id) references measures.cycle,
  foreign key (trust_id, brought_by) references organisation.person
);
call platform.tenant_table('measures.intake', array['select', 'insert']);
-- The trust's own figures. None is changed: a later version stands in front of it, and each version is made once.
-- period: ten times the year in which the school year ends, + 0 for the whole of it, + 1 to 6 for a half-term.
create table measures.figure (
  trust_id uuid not null,
  measure text not null,
  period smallint not null check (period between 19910 and 21006 and period % 10 <= 6),
  unit_id uuid not null,
  pupil_group text not null,
  version integer not null check (version > 0),
  value double precision check (value <> 'NaN' and abs(value) < 1e12),
  missing text,
  numerator double precision,
  denominator double precision check (denominator >= 0),
  intake_id uuid not null,
  primary key (trust_id, measure, period, unit_id, pupil_group, version),
  foreign key (trust_id, unit_id) references organisation.unit,
  foreign key (trust_id, intake_id) references measures.intake,
  check ((value is null) <> (missing is null))
);
create index on measures.figure (trust_id, unit_id, period);
call platform.tenant_table('measures.figure', array['select', 'insert']);

-- What the trust wants a figure to be. Each change is a version of its own; the last one stands.
create table measures.target (
  trust_id uuid not null,
  id uuid not null default uuidv7(),
  version integer not null check (version > 0),
  unit_id uuid not null,
  measure text not null,
  period smallint not null check (period between 19910 and 21006 and period % 10 <= 6),
  pupil_group text not null,
  basis text not null check (basis in ('national-percentile', 'absolute', 'change', 'gap', 'similar-schools')),
  -- The percentile for national-percentile and similar-schools; the value, the change or the widest gap for the others.
  figure double precision not null check (figure <> 'NaN' and abs(figure) < 1e12),
  reference_period smallint check (reference_period between 19910 and 21006),
  other_group text,
  source text not null check (length(btrim(source)) between 1 and 300),
  owner_id uuid not null,
  ended boolean not null default false,
  set_by uuid,
  set_at timestamptz not null,
  primary key (trust_id, id, version),
  foreign key (trust_id, unit_id) references organisation.unit,
  foreign key (trust_id, owner_id) references organisation.person,
  foreign key (trust_id, set_by) references organisation.person,
  check ((basis = 'gap') = (other_group is not null)),
  check (basis not in ('national-percentile', 'change', 'similar-schools') or reference_period is not null),
  check (basis not in ('national-percentile', 'similar-schools') or figure between 1 and 99)
);
call platform.tenant_table('measures.target', array['select', 'insert']);

-- A figure as evidence: frozen as it was when somebody judged by it.
alter table evidence.item add column value jsonb;
alter table evidence.item drop constraint item_kind_check;
alter table evidence.item add constraint item_kind_check check (kind in ('file', 'link', 'note', 'value'));
alter table evidence.item drop constraint item_check;
alter table evidence.item add constraint item_check check (
  (kind = 'note' and text is not null) or (kind = 'link' and url is not null) or (kind = 'file' and bytes is not null)
  or (kind = 'value' and jsonb_typeof(value) = 'object'));
