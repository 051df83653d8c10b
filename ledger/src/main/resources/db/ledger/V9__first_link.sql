-- The first link of a connection begins when a person has approved it.
alter table connection add column first_link_approved boolean not null default false;
comment on column connection.first_link_approved is
  'A person has approved the first link; stays when the connection is registered anew.';
comment on column pair.state is
  'IN_STEP, SYNCING, NEEDS_PERSON (parked says what waits), NOT_ELIGIBLE (reason says why) or PLANNED (reason says what the first link will do).';
