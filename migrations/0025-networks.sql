-- A network of academies or of people who work on one thing: what it is in is for later, what is said of it may begin.
alter table organisation.unit
  drop constraint unit_kind_check,
  add constraint unit_kind_check check (kind in ('trust', 'region', 'academy', 'board', 'network'));
