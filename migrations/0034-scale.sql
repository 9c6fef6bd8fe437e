-- What the bench of scales found among 2,400 trusts.

-- Which judgement each place on an academy's row of the board is of: what stands is known without walking through all that was ever judged.
alter table diagnose.board add column judgements uuid[];
-- The owner is bound by row-level security too; it is lifted for this one statement.
alter table diagnose.board no force row level security;
alter table diagnose.judgement no force row level security;
update diagnose.board b set judgements = stands.ids
from (
  select j.trust_id, j.unit_id, j.perspective, array_agg(j.id order by j.lineage) as ids from diagnose.judgement j
  where not exists (select from diagnose.judgement n where n.trust_id = j.trust_id and n.unit_id = j.unit_id and n.lineage = j.lineage
    and n.perspective = j.perspective and n.replaces = j.id)
  group by j.trust_id, j.unit_id, j.perspective) stands
where stands.trust_id = b.trust_id and stands.unit_id = b.unit_id and stands.perspective = b.perspective;
alter table diagnose.board force row level security;
alter table diagnose.judgement force row level security;
alter table diagnose.board alter column judgements set not null;

-- An academy's judgements in the order they were made. Ids are made in that order too, so the last of a lineage is the last of its key
-- (trust_id, unit_id, lineage, perspective, id), and needs no index of its own.
create index judgement_of_unit_in_order on diagnose.judgement (trust_id, unit_id, id);
drop index diagnose.judgement_newest;

-- What peers and outsiders judged stands beside the board and not on it; it is little, and told by an index of its own.
create index judgement_beside_the_board on diagnose.judgement (trust_id, id) include (unit_id, replaces) where perspective in ('peer', 'external');

-- In which trusts an account is somebody is told by the index alone.
create index person_of_account on organisation.person (account_id) include (trust_id);
drop index organisation.person_by_account;
