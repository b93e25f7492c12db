-- A rollout gives a new version its traffic step by step, and keeps what it has seen.

create table rollout (
  run_id      bigint      primary key references run (id),
  service_id  bigint      not null references service (id),
  environment text        not null,
  what        text        not null,
  stable      text        not null,
  steps       text        not null,
  state       text        not null check (state in ('shifting', 'exposed', 'paused', 'returning', 'returned', 'completing', 'complete')),
  stage       int         not null,
  exposure    int         not null check (exposure between 0 and 100),
  since       timestamptz not null,
  person      text,
  sentence    text        not null default '',
  cause       text,
  history     jsonb       not null default '[]',
  began_at    timestamptz not null,
  ended_at    timestamptz
);
comment on table rollout is 'A new version on its way to all traffic, and where it stands. One a run.';
comment on column rollout.stable is 'The old version, as people call it; empty if there was none.';
comment on column rollout.exposure is 'The percentage the new version got last, as whoever splits the traffic said.';
comment on column rollout.history is 'What the old version counted before the rollout, instance by instance.';
create index rollout_by_environment on rollout (service_id, environment, run_id desc);

create table rollout_window (
  run_id   bigint           not null references rollout (run_id),
  number   int              not null,
  stage    int              not null,
  began_at timestamptz      not null,
  ended_at timestamptz      not null,
  counts   jsonb            not null,
  evidence jsonb            not null,
  ln_e     double precision not null,
  primary key (run_id, number)
);
comment on table rollout_window is 'What both versions counted at the same time, window by window, and the evidence after it. The verdict can be computed from the counts again, to the last digit.';
