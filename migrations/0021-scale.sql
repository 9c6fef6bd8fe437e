-- What keeps a page as quick among two thousand trusts as in one.

-- The last judgement of a lineage from one perspective is found at the first step, however long its history. Nothing asks by indicator.
create index judgement_newest on diagnose.judgement (trust_id, unit_id, lineage, perspective, judged_at desc, id desc);
drop index diagnose.judgement_trust_id_unit_id_indicator_judged_at_idx;
-- A unit is of one trust: without this the planner believes that an academy has hardly any judgements, and looks up each by itself.
create statistics diagnose.judgement_of_unit (dependencies) on trust_id, unit_id, lineage from diagnose.judgement;

-- In which trusts an account is somebody is asked across all of them, by the keeper.
create index if not exists person_by_account on organisation.person (account_id);

-- The site's accounts are listed by name, and found by any part of a name or an address.
create extension if not exists pg_trgm with schema public;
create index on sign_in.account (name, id);
create index account_by_part_of_name on sign_in.account using gin (lower(name) public.gin_trgm_ops);
create index account_by_part_of_email on sign_in.account using gin (email public.gin_trgm_ops);
