-- What a page shows of the schools like one lies beside it, so that they are read in one place: fifty schools lie in fifty places.
alter table national.similar_school
  add column alike_names   text[],                     -- null: the register does not tell
  add column alike_regions smallint[],
  add column alike_inputs  double precision[];         -- the inputs of each, one after the other
with alike as (
  select o.urn, o.period, array_agg(s.name order by n.nth) as names, array_agg(y.region order by n.nth) as regions,
    array_agg(y.inputs order by n.nth) as inputs
  from national.similar_school o cross join unnest(o.neighbours) with ordinality n (urn, nth)
  join national.similar_school y on y.urn = n.urn and y.period = o.period left join national.school s on s.urn = n.urn
  group by o.urn, o.period
)
update national.similar_school x
set alike_names = a.names, alike_regions = a.regions, alike_inputs = array(select v from unnest(a.inputs) with ordinality i (v, at) order by at)
from alike a where x.urn = a.urn and x.period = a.period;
update national.similar_school set alike_names = '{}', alike_regions = '{}', alike_inputs = '{}' where alike_names is null;
alter table national.similar_school
  alter column alike_names set not null, alter column alike_regions set not null, alter column alike_inputs set not null,
  add check (cardinality(alike_names) = cardinality(neighbours) and cardinality(alike_regions) = cardinality(neighbours)
    and cardinality(alike_inputs) = 5 * cardinality(neighbours));
