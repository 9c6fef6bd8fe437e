-- In which trusts an account is somebody is asked across the site: at each reset link, list of accounts and page of somebody's access.
create index person_by_account on organisation.person (account_id);
