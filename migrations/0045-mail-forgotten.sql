-- Mail and what it reminded of are kept for a while and then forgotten: what a mail reminded of goes with it.
grant delete on platform.mail to eddystone_app;
create index mail_of_day on platform.mail (trust_id, day);
alter table improve.reminder drop constraint reminder_trust_id_mail_id_fkey,
  add constraint reminder_trust_id_mail_id_fkey foreign key (trust_id, mail_id) references platform.mail on delete cascade;
