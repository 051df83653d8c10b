-- Work that needs several calls holds all its turns together.
alter table budget_hold add column turns integer not null default 1;
comment on table budget_hold is 'A live caller''s turns that have been promised and not used yet.';
