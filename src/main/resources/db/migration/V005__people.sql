-- People: who is on duty, and what they say about a release before it goes on.

create table rota_swap (
  id         bigint      generated always as identity primary key,
  service_id bigint      not null references service (id),
  role       text        not null,
  begins_at  timestamptz not null,
  person     text        not null,
  reason     text        not null,
  swapped_by text        not null,
  swapped_at timestamptz not null
);
comment on table rota_swap is 'A turn that somebody else takes than the rota of the flow says. The last one about a turn counts.';
create index rota_swap_of_a_role on rota_swap (service_id, role, id);

create table rota_turn (
  service_id bigint      not null references service (id),
  role       text        not null,
  begins_at  timestamptz not null,
  person     text        not null,
  told_at    timestamptz not null,
  primary key (service_id, role, begins_at)
);
comment on table rota_turn is 'Who was on duty, written down when the turn began and people were told.';

create table word (
  id          bigint      generated always as identity primary key,
  service_id  bigint      not null references service (id),
  environment text        not null,
  speaks_as   text        not null,
  digest      text        not null,
  yes         boolean     not null,
  person      text        not null,
  reason      text        not null,
  link        text,
  said_at     timestamptz not null
);
comment on table word is 'What somebody said about a digest on its way into an environment, as the role they speak for. The last one counts.';
create index word_of_an_environment on word (service_id, environment, id desc);

create table check_report (
  id          bigint      generated always as identity primary key,
  service_id  bigint      not null references service (id),
  commit      text        not null,
  name        text        not null,
  passed      boolean     not null,
  link        text,
  reported_by text        not null,
  reported_at timestamptz not null
);
comment on table check_report is 'What the team''s own CI reported about a commit. The last report of a name counts.';
create index check_report_of_a_service on check_report (service_id, id desc);

create table deployment_request (
  id            bigint      generated always as identity primary key,
  service_id    bigint      not null references service (id),
  environment   text        not null,
  addressee     text        not null,
  digest        text        not null,
  label         text        not null,
  text          text        not null,
  filed_at      timestamptz not null,
  answer        text        check (answer in ('accepted', 'declined')),
  answered_by   text,
  answer_reason text,
  answered_at   timestamptz,
  unique (service_id, environment, digest),
  check ((answer is null) = (answered_by is null)),
  check ((answer is null) = (answered_at is null))
);
comment on table deployment_request is 'A team asks others to let one digest into an environment; the answer is bound to it.';
