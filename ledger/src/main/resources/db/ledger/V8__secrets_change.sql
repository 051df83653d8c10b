-- Secrets change while Lockstep runs, and show how old they are. What is there now counts from today.
alter table connection add column bhn_former_webhook_secret text not null default '';
alter table connection add column highlevel_token_at timestamptz not null default now();
alter table connection add column bhn_client_secret_at timestamptz not null default now();
alter table connection add column bhn_webhook_secret_at timestamptz not null default now();
alter table connection add column highlevel_webhook_keys_at timestamptz not null default now();
comment on column connection.bhn_former_webhook_secret is 'Sealed; accepted beside bhn_webhook_secret while the sender changes over. Empty in a row that an older release wrote.';
comment on column connection.highlevel_token_at is 'When this token was first registered; so for the other secrets.';
