-- What was last approved of each plan is told by the index alone: beside it lies all that the plan said, which makes a row as wide as a page.
create index on improve.approval (trust_id, plan_id, revision desc) include (approved_by, approved_at);
