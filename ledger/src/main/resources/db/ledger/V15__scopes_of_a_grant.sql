alter table highlevel_grant add column scopes text not null default '';
comment on column highlevel_grant.scopes is 'As HighLevel said with the last token, with blanks between; empty: it did not.';
