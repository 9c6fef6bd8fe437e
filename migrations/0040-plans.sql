create schema improve;
grant usage on schema improve to eddystone_app, eddystone_keeper;

-- A plan for a unit, of one of the kinds. What it is called and which days it covers is a version of its own.
create table improve.plan (
  trust_id uuid not null references organisation.directory,
  id uuid not null default uuidv7(),
  unit_id uuid not null,
  kind text not null check (kind in ('five-year', 'trust-improvement', 'academy-long-term', 'academy-improvement', 'professional-learning', 'ofsted-support', 'review-answer', 'network', 'team')),
  -- The review that it answers.
  review_id uuid,
  made_by uuid,
  made_at timestamptz not null,
  primary key (trust_id, id),
  foreign key (trust_id, unit_id) references organisation.unit,
  foreign key (trust_id, review_id) references diagnose.review,
  foreign key (trust_id, made_by) references organisation.person
);
create index on improve.plan (trust_id, unit_id);
create index on improve.plan (trust_id, review_id);
call platform.tenant_table('improve.plan', array['select', 'insert']);
create table improve.plan_version (
  trust_id uuid not null,
  plan_id uuid not null,
  version integer not null check (version > 0),
  title text not null check (length(btrim(title)) between 1 and 200),
  begins_on date not null,
  ends_on date not null check (ends_on > begins_on),
  set_by uuid,
  set_at timestamptz not null,
  primary key (trust_id, plan_id, version),
  foreign key (trust_id, plan_id) references improve.plan,
  foreign key (trust_id, set_by) references organisation.person
);
call platform.tenant_table('improve.plan_version', array['select', 'insert']);

-- A part of a plan, in its tree: where it hangs stays, what it says is versions. It is never deleted; it ends, with a reason.
create table improve.part (
  trust_id uuid not null,
  id uuid not null default uuidv7(),
  plan_id uuid not null,
  kind text not null check (kind in ('priority', 'objective', 'criterion', 'action', 'milestone')),
  under_id uuid,
  made_at timestamptz not null,
  primary key (trust_id, id),
  unique (trust_id, plan_id, id),
  foreign key (trust_id, plan_id) references improve.plan,
  foreign key (trust_id, plan_id, under_id) references improve.part (trust_id, plan_id, id),
  check ((kind = 'priority') = (under_id is null))
);
create index on improve.part (trust_id, plan_id, under_id);
call platform.tenant_table('improve.part', array['select', 'insert']);
create table improve.part_version (
  trust_id uuid not null,
  part_id uuid not null,
  version integer not null check (version > 0),
  title text not null check (length(btrim(title)) between 1 and 300),
  why text not null check (length(why) <= 4000),
  how text not null check (length(how) <= 8000),
  with_whom text not null check (length(with_whom) <= 1000),
  adds text not null check (length(adds) <= 4000),
  outcome text not null check (length(outcome) <= 4000),
  cost integer check (cost between 0 and 100000000),
  days numeric(7, 1) check (days between 0 and 100000),
  due date,
  -- The part of a plan above this one that it supports: of the same trust, by its key.
  supports_id uuid,
  -- The target that tells whether a success criterion is met.
  target_id uuid,
  ended_because text check (length(btrim(ended_because)) between 1 and 1000),
  set_by uuid,
  set_at timestamptz not null,
  primary key (trust_id, part_id, version),
  foreign key (trust_id, part_id) references improve.part (trust_id, id),
  foreign key (trust_id, supports_id) references improve.part (trust_id, id),
  foreign key (trust_id, set_by) references organisation.person
);
create index on improve.part_version (trust_id, supports_id);
call platform.tenant_table('improve.part_version', array['select', 'insert']);

-- Who answers for a part, by periods: a person, or whoever holds a role. A version carries the earlier periods on.
create table improve.part_owner (
  trust_id uuid not null,
  part_id uuid not null,
  version integer not null,
  duty text not null check (duty in ('delivers', 'evaluates')),
  person_id uuid,
  role text check (length(role) between 1 and 60),
  held daterange not null check (not isempty(held) and lower(held) is not null),
  primary key (trust_id, part_id, version, duty, held without overlaps),
  foreign key (trust_id, part_id, version) references improve.part_version,
  foreign key (trust_id, person_id) references organisation.person,
  check ((person_id is null) <> (role is null))
);
create index on improve.part_owner (trust_id, person_id);
call platform.tenant_table('improve.part_owner', array['select', 'insert']);

-- Why: a finding, a judgement or a figure, in the words that it had when it was chosen.
create table improve.part_reason (
  trust_id uuid not null,
  part_id uuid not null,
  version integer not null,
  source text not null check (length(source) between 1 and 200),
  says text not null check (length(btrim(says)) between 1 and 4000),
  frozen_on date not null,
  primary key (trust_id, part_id, version, source),
  foreign key (trust_id, part_id, version) references improve.part_version
);
call platform.tenant_table('improve.part_reason', array['select', 'insert']);
-- Which actions must be done before this one can be.
create table improve.part_needs (
  trust_id uuid not null,
  part_id uuid not null,
  version integer not null,
  needs_id uuid not null,
  primary key (trust_id, part_id, version, needs_id),
  foreign key (trust_id, part_id, version) references improve.part_version,
  foreign key (trust_id, needs_id) references improve.part (trust_id, id),
  check (part_id <> needs_id)
);
call platform.tenant_table('improve.part_needs', array['select', 'insert']);

-- How an action goes: what shows that it was done and, apart from it, what shows that it had an effect.
create table improve.action_step (
  trust_id uuid not null,
  part_id uuid not null,
  number integer not null check (number > 0),
  state text not null check (state in ('to-do', 'doing', 'done', 'dropped')),
  doing text not null check (length(doing) <= 4000),
  effect text not null check (length(effect) <= 4000),
  taken_by uuid,
  taken_at timestamptz not null,
  primary key (trust_id, part_id, number),
  foreign key (trust_id, part_id) references improve.part (trust_id, id),
  foreign key (trust_id, taken_by) references organisation.person
);
call platform.tenant_table('improve.action_step', array['select', 'insert']);

-- A plan as it was approved, with the number of versions it was made of: a later version makes it differ. One approval of one state.
create table improve.approval (
  trust_id uuid not null,
  plan_id uuid not null,
  revision integer not null check (revision > 0),
  content jsonb not null check (jsonb_typeof(content) = 'object'),
  approved_by uuid,
  approved_at timestamptz not null,
  primary key (trust_id, plan_id, revision),
  foreign key (trust_id, plan_id) references improve.plan,
  foreign key (trust_id, approved_by) references organisation.person
);
call platform.tenant_table('improve.approval', array['select', 'insert']);
-- A plan paused, taken up again, or closed, with the reason.
create table improve.plan_step (
  trust_id uuid not null,
  plan_id uuid not null,
  number integer not null check (number > 0),
  step text not null check (step in ('pause', 'resume', 'close')),
  because text not null check (length(btrim(because)) between 1 and 1000),
  taken_by uuid,
  taken_at timestamptz not null,
  primary key (trust_id, plan_id, number),
  foreign key (trust_id, plan_id) references improve.plan,
  foreign key (trust_id, taken_by) references organisation.person
);
call platform.tenant_table('improve.plan_step', array['select', 'insert']);

-- A review of progress: how each objective goes, never changed afterwards.
create table improve.progress (
  trust_id uuid not null,
  plan_id uuid not null,
  number integer not null check (number > 0),
  reviewed_on date not null,
  next_on date check (next_on > reviewed_on),
  written_by uuid,
  written_at timestamptz not null,
  primary key (trust_id, plan_id, number),
  foreign key (trust_id, plan_id) references improve.plan,
  foreign key (trust_id, written_by) references organisation.person
);
call platform.tenant_table('improve.progress', array['select', 'insert']);
create table improve.progress_line (
  trust_id uuid not null,
  plan_id uuid not null,
  number integer not null,
  part_id uuid not null,
  rag text not null check (rag in ('red', 'amber', 'green')),
  narrative text not null check (length(btrim(narrative)) between 1 and 4000),
  decision text not null check (decision in ('continue', 'change', 'stop')),
  -- Each of its indicators of performance as it stood that day.
  kpis text[] not null,
  primary key (trust_id, plan_id, number, part_id),
  foreign key (trust_id, plan_id, number) references improve.progress,
  foreign key (trust_id, plan_id, part_id) references improve.part (trust_id, plan_id, id)
);
call platform.tenant_table('improve.progress_line', array['select', 'insert']);

-- What came of a priority at the end: what was intended stays beside what happened. Written once, when the plan closes.
create table improve.impact (
  trust_id uuid not null,
  plan_id uuid not null,
  part_id uuid not null,
  verdict text not null check (verdict in ('as-intended', 'in-part', 'not', 'cannot-say')),
  happened text not null check (length(btrim(happened)) between 1 and 4000),
  kpis_before text[] not null,
  kpis_after text[] not null,
  judged_by uuid,
  judged_at timestamptz not null,
  primary key (trust_id, plan_id, part_id),
  foreign key (trust_id, plan_id, part_id) references improve.part (trust_id, plan_id, id),
  foreign key (trust_id, judged_by) references organisation.person
);
call platform.tenant_table('improve.impact', array['select', 'insert']);
