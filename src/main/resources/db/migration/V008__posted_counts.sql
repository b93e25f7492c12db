-- Counts that a team's own programs post, window by window of a rollout.

create table open_window (
  run_id   bigint      primary key references rollout (run_id),
  number   int         not null,
  stage    int         not null,
  began_at timestamptz not null,
  ends_at  timestamptz not null,
  closed   boolean     not null
);
comment on table open_window is 'The window of a rollout that is counted now, where counts are posted. Closed when it is judged: from then on nothing more comes in.';

create table posting (
  run_id    bigint      not null references rollout (run_id),
  metric    text        not null,
  number    int         not null,
  began_at  timestamptz not null,
  arm       text        not null check (arm in ('canary', 'baseline')),
  key       text        not null,
  counts    jsonb       not null,
  posted_by text        not null,
  posted_at timestamptz not null,
  primary key (run_id, metric, number, began_at, arm),
  unique (run_id, key)
);
comment on table posting is 'What one arm counted of a metric in a window, as somebody posted it: once, and all of it.';

alter table rollout add column observed jsonb not null default '[]';
comment on column rollout.observed is 'Metrics that only observe in this one, because it is among the first.';
