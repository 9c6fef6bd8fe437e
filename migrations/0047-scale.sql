-- Who answers for a part is told by an index: the key that keeps periods apart is made for that alone and is walked in many places.
create index part_owner_of_version on improve.part_owner (trust_id, part_id, version) include (duty, person_id, role, held);

-- The same of who holds a role now and where academies lie: a trust's stand side by side here.
create index role_of_trust on organisation.role (trust_id, unit_id) include (id, person_id, kind, held);
create index placement_of_trust on organisation.placement (trust_id, academy_id) include (region_id, held);

-- On which day a judgement was superseded is told without reading the lineage's history.
alter table diagnose.judgement drop constraint one_successor,
  add constraint one_successor unique nulls not distinct (trust_id, unit_id, lineage, perspective, replaces) include (judged_at);

-- Reviews, and how far each has come, lie where they were written, between those of every other trust; an index has a trust's side by side.
-- What a list only counts or sorts out by is in it, so that none is read for that.
drop index diagnose.review_trust_id_unit_id_planned_at_idx;
create index review_of_unit on diagnose.review (trust_id, unit_id, planned_at desc) include (id, state, kind);
create index review_by_id on diagnose.review (trust_id, id) include (unit_id);
create index review_of_kind on diagnose.review (trust_id, kind, planned_at desc, id desc);
create index review_open on diagnose.review (trust_id, planned_at desc, id desc) where state not in ('agreed', 'closed');
create index review_row_come_to on diagnose.review_row (trust_id, review_id) include (indicator, status);
create index review_sent on diagnose.review_step (trust_id, review_id) include (taken_at) where to_state = 'sent';
drop index diagnose.finding_trust_id_review_id_idx;
create index finding_of_review on diagnose.finding (trust_id, review_id) include (id, kind);

-- What somebody owes is found by who they are.
create index on diagnose.finding (trust_id, owner_id) include (review_id) where owner_id is not null;
create index on diagnose.finding_answer (trust_id, owner_id) include (finding_id);
