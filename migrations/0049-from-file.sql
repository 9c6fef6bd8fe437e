-- A plan that was kept in a spreadsheet until it came here brings its past along: what it says of reviews and of actions is told apart
-- from what was written here, because nothing of it was weighed when it was said.
alter table improve.progress add column from_file boolean not null default false;
alter table improve.action_step add column from_file boolean not null default false;
