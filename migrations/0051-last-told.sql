-- Where an action is, and how an objective went when it was last reviewed, are told by the keys alone: the rows hold the words of what was
-- done, and lie wherever the site was when they were written.
alter table improve.action_step_evidence drop constraint action_step_evidence_trust_id_part_id_number_fkey;
alter table improve.action_step drop constraint action_step_pkey;
alter table improve.action_step add primary key (trust_id, part_id, number) include (state);
alter table improve.action_step_evidence add foreign key (trust_id, part_id, number) references improve.action_step;
alter table improve.progress_kpi drop constraint progress_kpi_trust_id_plan_id_number_part_id_fkey;
alter table improve.progress_line drop constraint progress_line_pkey;
alter table improve.progress_line add primary key (trust_id, plan_id, number, part_id) include (rag);
alter table improve.progress_kpi add foreign key (trust_id, plan_id, number, part_id) references improve.progress_line;
-- Which parts a plan has, and how they hang together, is told by an index alone too.
drop index improve.part_trust_id_plan_id_under_id_idx;
create index part_of_plan on improve.part (trust_id, plan_id, under_id) include (id, kind, made_at);
