-- Evidence that an action was done and, apart from it, that it had an effect: what each step of the action rests on.
create table improve.action_step_evidence (
  trust_id uuid not null,
  part_id uuid not null,
  number integer not null,
  shows text not null check (shows in ('doing', 'effect')),
  item_id uuid not null,
  primary key (trust_id, part_id, number, shows, item_id),
  foreign key (trust_id, part_id, number) references improve.action_step,
  foreign key (trust_id, item_id) references evidence.item
);
create index on improve.action_step_evidence (trust_id, item_id);
call platform.tenant_table('improve.action_step_evidence', array['select', 'insert']);

-- Where each target of an objective stood at a review of progress, beside where a straight line from its baseline would have been by then.
create table improve.progress_kpi (
  trust_id uuid not null,
  plan_id uuid not null,
  number integer not null,
  part_id uuid not null,
  target_id uuid not null,
  name text not null check (length(name) between 1 and 500),
  unit text not null check (length(unit) between 1 and 30),
  decimals smallint not null check (decimals between 0 and 6),
  better text not null check (better in ('higher', 'lower')),
  -- What is not known is empty; nothing is shown as 0 because nobody knows it.
  value double precision,
  value_of text check (length(value_of) between 1 and 60),
  needs double precision,
  due date not null,
  baseline double precision,
  baseline_of text check (length(baseline_of) between 1 and 60),
  baseline_on date,
  by_now double precision,
  primary key (trust_id, plan_id, number, part_id, target_id),
  foreign key (trust_id, plan_id, number, part_id) references improve.progress_line,
  check ((value is null) = (value_of is null)),
  check ((baseline is null) = (baseline_on is null) and (baseline is null) = (baseline_of is null))
);
call platform.tenant_table('improve.progress_kpi', array['select', 'insert']);
