-- Work that takes longer than a request: taken by any process, retaken when that process dies, with one effect.
create schema job;
grant usage on schema job to eddystone_app, eddystone_importer, eddystone_keeper;

create table job.job (
  id            uuid        primary key default uuidv7(),
  kind          text        not null,
  once          text        unique,                     -- the form's own key with what it sent: sent twice, it asks once
  asked_by      uuid        not null,                   -- a sign-in account
  asked_by_name text        not null,
  asked_at      timestamptz not null default now(),
  detail        jsonb       not null,
  bytes         bigint      not null default 0 check (bytes >= 0),
  state         text        not null default 'waiting' check (state in ('waiting', 'running', 'done', 'refused', 'failed')),
  not_before    timestamptz not null default now(),
  attempt       integer     not null default 0,
  hold          uuid,                                   -- new at each taking: who holds another one has lost the job
  beat_at       timestamptz,
  progress      jsonb,
  outcome       jsonb,
  ended_at      timestamptz,
  check ((state = 'running') = (hold is not null)),
  check ((state in ('done', 'refused', 'failed')) = (ended_at is not null))
);
create index job_to_take on job.job (id) where state in ('waiting', 'running');
create index job_by_kind on job.job (kind, id);

-- The file a job works on, staged so that any process can finish it; gone with the job's end.
create table job.piece (
  job_id uuid    not null references job.job on delete cascade,
  place  integer not null check (place >= 0),
  bytes  bytea   not null,
  primary key (job_id, place)
);
-- Mostly packed already, and read by the megabyte: compressing it again would only cost.
alter table job.piece alter column bytes set storage external;

grant select on job.job to eddystone_app;
grant select, insert, update on job.job to eddystone_importer;
grant select, insert, delete on job.piece to eddystone_importer;
grant select, insert, update, delete on job.job, job.piece to eddystone_keeper;

-- Every import is kept, a repeated one too, with who asked for it (nobody: the command line).
alter table national.import drop constraint import_sha256_as_at_key;
alter table national.import
  add column asked_by      uuid,
  add column asked_by_name text,
  add column job_id        uuid unique references job.job;

-- The importer enters what it does in the site's own chain, and in no trust's.
grant usage on schema audit to eddystone_importer;
grant select, insert on audit.event to eddystone_importer;
grant select, insert, update on audit.head to eddystone_importer;
create function audit.only_the_site() returns trigger language plpgsql as $$
begin
  if current_user = 'eddystone_importer' and new.trust_id <> '00000000-0000-0000-0000-000000000000' then
    raise exception 'the importer writes the site''s audit chain only' using errcode = 'insufficient_privilege';
  end if;
  return new;
end $$;
create trigger only_the_site before insert on audit.event for each row execute function audit.only_the_site();
create trigger only_the_site before insert or update on audit.head for each row execute function audit.only_the_site();
