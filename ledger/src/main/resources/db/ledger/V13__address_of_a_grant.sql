-- A token is sent to nobody but who gave it. One whose address cannot be told is not used again.
alter table highlevel_grant add column base_url text not null default '';
update highlevel_grant one set base_url = c.highlevel_base_url
from connection c
where c.location_id = one.resource_id;
update highlevel_grant agency set base_url = its.base_url
from (
  select company_id, min(base_url) as base_url from highlevel_grant
  where user_type = 'LOCATION' and base_url <> ''
  group by company_id having count(distinct base_url) = 1) its
where agency.user_type = 'COMPANY' and agency.resource_id = its.company_id;
comment on column highlevel_grant.base_url is
  'Where HighLevel gave it: its tokens are sent there and nowhere else. Empty: nowhere; connect again.';
