-- What brakes hold is told apart: one decision lets all of it pass.
update parked set kind = 'HELD' where kind = 'REVIEW' and reason like 'the brake holds: %';
create index parked_held on parked (connection, since) where kind = 'HELD';
comment on table parked is
  'What waits for a person: refused by a provider (PARKED), undecided (REVIEW) or held by a brake (HELD). Answer it through the operator API, which also wakes the run; a row deleted by hand comes back with the next look.';
