-- The schema, whole: read me first. The migrations end in exactly this, and a test proves it.

create table definition (
  digest     text        primary key,
  content    bytea       not null,
  first_seen timestamptz not null
);
comment on table definition is 'Flow files as they were read, by the digest of their bytes. A run is pinned to one.';

create table service (
  id             bigint      generated always as identity primary key,
  name           text        not null unique,
  repository     text        not null,
  branch         text        not null,
  flow_path      text        not null,
  webhook_secret text        not null,
  definition     text        references definition (digest),
  head           text,
  trouble        text,
  added_at       timestamptz not null,
  look_at        timestamptz not null,
  plan_at        timestamptz not null,
  looked_at      timestamptz,
  unique (repository, branch, flow_path)
);
comment on table service is 'What is released. Decisions about one service are taken one at a time, under the lock of its row.';
comment on column service.definition is 'The flow file of the tracked branch, as last read without problems.';
comment on column service.head is 'The last commit of the tracked branch that was seen.';
comment on column service.trouble is 'What keeps us from seeing the repository or its flow file, in a sentence.';
comment on column service.look_at is 'When the repository is looked at next.';
comment on column service.plan_at is 'When the planner looks at the service next.';
comment on column service.looked_at is 'When the last look at the repository began that came to its end: what had come by then is known.';

create table run (
  id           bigint      generated always as identity primary key,
  service_id   bigint      not null references service (id),
  kind         text        not null check (kind in ('build', 'promotion', 'cut')),
  environment  text,
  commit       text        not null,
  release_id   bigint,
  number       bigint      not null,
  attempt      int         not null default 1,
  label        text        not null,
  definition   text        not null references definition (digest),
  turn         bigint      not null default 0,
  before       bigint,
  image        text,
  address      text,
  asked_by     text        not null,
  proven       boolean     not null,
  why          text        not null,
  started_at   timestamptz not null,
  wake_at      timestamptz,
  worker       text,
  fence        bigint      not null default 0,
  abort_by     text,
  abort_reason text,
  result       text,
  sentence     text,
  ended_at     timestamptz,
  position     bigint      not null,
  slot         timestamptz,
  check ((kind = 'promotion') = (environment is not null)),
  check ((ended_at is null) = (result is null)),
  check ((ended_at is null) = (wake_at is not null))
);
comment on table run is 'A build, or a promotion into an environment. Every run that has not ended has an instant at which it is looked at again.';
comment on column run.number is 'The place of what it carries in its queue: of the commit, or of the release.';
comment on column run.turn is 'The fence of the environment''s lock in whose turn the run acts.';
comment on column run.before is 'The good deployment that was there before the run.';
comment on column run.fence is 'Raised by every worker that claims the run; a write with a lower one is refused.';
comment on column run.slot is 'The slot it went in, by the instant that was planned for it.';
create unique index run_builds_a_commit_once on run (service_id, commit) where kind = 'build';
create unique index run_acts_alone_in_an_environment on run (service_id, environment) where kind = 'promotion' and ended_at is null;
create unique index run_takes_a_candidate_once_an_attempt on run (service_id, environment, commit, coalesce(release_id, 0), attempt) where kind = 'promotion';
create index run_by_service on run (service_id, id desc);
create index run_newest on run (service_id, environment, id desc) where kind = 'promotion';
create index run_taken on run (service_id, environment, number desc) where kind = 'promotion';
create index run_went_well on run (service_id, environment, number desc) where kind = 'promotion' and result = 'succeeded';
create index run_reached on run (service_id, environment, position desc) where kind = 'promotion';
create unique index run_uses_a_slot_alone on run (service_id, environment, slot) where slot is not null;
create index run_still_going on run (wake_at) where ended_at is null;

create table build (
  service_id bigint      not null references service (id),
  number     bigint      not null,
  commit     text        not null,
  author     text        not null,
  subject    text        not null,
  seen_at    timestamptz not null,
  seen_by    text        not null,
  run_id     bigint      references run (id),
  image      text,
  digest     text,
  problem    text,
  arrived_at timestamptz not null,
  primary key (service_id, number),
  unique (service_id, commit),
  check ((image is null) = (digest is null))
);
comment on table build is 'Each commit of the tracked branch, once, in order, and the artifact it became.';
comment on column build.seen_by is 'What told us first: webhook, poll, or the registration of the service.';
comment on column build.problem is 'Why it was never built: its flow file can not be read.';
comment on column build.arrived_at is 'When it came to the branch, as far as we know: not before the last look without it, not after the first with it, and in between when its author made it.';

create table release (
  id         bigint      generated always as identity primary key,
  service_id bigint      not null references service (id),
  number     bigint      not null,
  version    text        not null,
  tag        text        not null,
  commit     text        not null,
  image      text        not null,
  digest     text        not null,
  notes      text        not null,
  made_at    timestamptz not null,
  made_by    bigint      references run (id),
  position   bigint      not null,
  unique (service_id, number),
  unique (service_id, version),
  unique (service_id, tag)
);
comment on table release is 'One version, one commit, one digest, for ever.';
comment on column release.made_by is 'The run whose release step made it; empty for a tag that somebody else pushed.';
comment on column release.position is 'Its place on the tracked branch: the number of its commit, or of the commit at the base of its line.';
alter table run add foreign key (release_id) references release (id);

create table version_reservation (
  service_id  bigint      not null references service (id),
  version     text        not null,
  commit      text        not null,
  run_id      bigint      not null references run (id),
  reserved_at timestamptz not null,
  primary key (service_id, version)
);
comment on table version_reservation is 'A version belongs to the first commit that asked for it, whether or not its tag was ever pushed.';

create table environment_lock (
  service_id  bigint not null references service (id),
  environment text   not null,
  fence       bigint not null,
  run_id      bigint references run (id),
  person      text,
  reason      text,
  since       timestamptz,
  until       timestamptz,
  primary key (service_id, environment),
  check (run_id is null or person is null),
  check ((run_id is null and person is null) = (since is null))
);
comment on table environment_lock is 'Who holds an environment. The row stays when the lock is free: its fence only grows.';

create table deployment (
  id          bigint      generated always as identity primary key,
  service_id  bigint      not null references service (id),
  environment text        not null,
  commit      text        not null,
  release_id  bigint      references release (id),
  number      bigint      not null,
  image       text        not null,
  digest      text        not null,
  run_id      bigint      not null references run (id),
  fence       bigint      not null,
  at          timestamptz not null,
  address     text,
  state       text        not null check (state in ('unproven', 'good', 'bad', 'breached')),
  reason      text
);
comment on table deployment is 'Every arrival of an artifact in an environment. The newest is what is there.';
create index deployment_newest on deployment (service_id, environment, id desc);
alter table run add foreign key (before) references deployment (id);

create table request (
  id          bigint      generated always as identity primary key,
  service_id  bigint      not null references service (id),
  environment text        not null,
  commit      text        not null,
  release_id  bigint      references release (id),
  asked_by    text        not null,
  proven      boolean     not null,
  reason      text        not null,
  asked_at    timestamptz not null,
  state       text        not null check (state in ('open', 'started', 'withdrawn', 'replaced')),
  run_id      bigint      references run (id),
  slot        timestamptz,
  move        text        not null default 'regular' check (move in ('regular', 'warmfix', 'hotfix', 'rollback'))
);
comment on column request.slot is 'The slot it takes, so that nothing else goes in it.';
comment on table request is 'A person asks for a promotion. It stays open until its gates are.';
create unique index request_open_once on request (service_id, environment) where state = 'open';

create table train (
  service_id bigint      not null references service (id),
  name       text        not null,
  cuts       text        not null,
  since      timestamptz not null,
  primary key (service_id, name)
);
comment on table train is 'Since when the cuts of a train count, as its flow file plans them: those before are not ours to make up.';

create table train_cut (
  service_id bigint      not null references service (id),
  train      text        not null,
  planned_at timestamptz not null,
  at         timestamptz not null,
  slot       timestamptz not null,
  extra      boolean     not null,
  state      text        not null check (state in ('awaited', 'taken', 'unchanged', 'replaced', 'skipped')),
  number     bigint,
  commit     text,
  run_id     bigint      references run (id),
  by         text        not null,
  reason     text        not null,
  decided_at timestamptz not null,
  primary key (service_id, train, planned_at),
  check ((state = 'taken') = (commit is not null)),
  check ((number is null) = (commit is null)),
  check (run_id is null or state = 'taken')
);
comment on table train_cut is 'Each cut of a train once, by the instant it was planned for, however many servers see it come.';
comment on column train_cut.at is 'When it is due: the planned instant, unless a person or a holiday has moved it.';
comment on column train_cut.slot is 'Which slot its release goes in, by the instant that was planned for it.';
comment on column train_cut.run_id is 'The run that makes its release.';

create table soak_word (
  id          bigint      generated always as identity primary key,
  service_id  bigint      not null references service (id),
  environment text        not null,
  release_id  bigint      not null references release (id),
  word        text        not null check (word in ('for', 'bad', 'good')),
  seconds     bigint,
  by          text        not null,
  reason      text        not null,
  at          timestamptz not null,
  check ((word = 'for') = (seconds is not null))
);
comment on table soak_word is 'What people said of a release that soaks: for how long, that it is bad, that it is good again.';
create index soak_word_by_release on soak_word (service_id, environment, release_id, id);

create table step (
  run_id     bigint      not null references run (id),
  phase      text        not null check (phase in ('main', 'on-failure', 'on-breach')),
  number     int         not null,
  round      int         not null default 0,
  keyword    text        not null,
  label      text        not null,
  state      text        not null,
  attempt    int         not null default 1,
  sentence   text        not null default '',
  cleared_by text        not null default '',
  memory     text        not null default '',
  since      timestamptz,
  wake_at    timestamptz,
  ended_at   timestamptz,
  primary key (run_id, phase, number)
);
comment on table step is 'The steps of a run, in the order of its definition, and where each stands.';
comment on column step.memory is 'What the step wants to know when it is looked at again; its own business.';

create table effect (
  key         text        primary key,
  run_id      bigint      not null references run (id),
  content     text        not null,
  attempt     int         not null,
  fence       bigint      not null,
  intended_at timestamptz not null,
  result      text,
  settled_at  timestamptz
);
comment on table effect is 'The effect ledger: what we were about to do to the world, written before we did it, and what came of it.';
create index effect_by_run on effect (run_id);

create table step_log (
  id     bigint      generated always as identity primary key,
  run_id bigint      not null references run (id),
  phase  text        not null,
  number int         not null,
  at     timestamptz not null,
  text   text        not null,
  up_to  bigint
);
comment on table step_log is 'What the steps printed.';
comment on column step_log.up_to is 'How many bytes of the command''s output are kept with this row; empty for our own words.';
create index step_log_by_run on step_log (run_id, id);

create table fact (
  seq         bigint      generated always as identity primary key,
  at          timestamptz not null,
  actor       text        not null,
  proven      boolean     not null,
  service_id  bigint      references service (id),
  environment text,
  run_id      bigint      references run (id),
  kind        text        not null,
  sentence    text        not null,
  why         text        not null,
  data        jsonb       not null
);
comment on table fact is 'What happened, who did it and why: the audit log. Rows are added, never changed.';
create index fact_by_service on fact (service_id, seq desc);
create index fact_by_run on fact (run_id, seq);

create function fact_is_for_ever() returns trigger language plpgsql as $$
begin
  raise exception 'facts are never changed';
end $$;
create trigger fact_is_for_ever before update or delete on fact
  for each row execute function fact_is_for_ever();
create trigger facts_are_for_ever before truncate on fact
  for each statement execute function fact_is_for_ever();

create table alert (
  id          bigint      generated always as identity primary key,
  key         text        not null unique,
  service_id  bigint      not null references service (id),
  environment text,
  run_id      bigint      references run (id),
  title       text        not null,
  text        text        not null,
  raised_at   timestamptz not null
);
comment on table alert is 'What people were told. The key makes one event one alert.';

create table alert_delivery (
  alert_id     bigint      not null references alert (id),
  channel      text        not null,
  attempts     int         not null default 0,
  next_at      timestamptz,
  trouble      text,
  delivered_at timestamptz,
  primary key (alert_id, channel)
);
comment on table alert_delivery is 'Each alert on each channel, until it is taken or given up.';

create table delivery (
  id          text        primary key,
  service_id  bigint      not null references service (id),
  received_at timestamptz not null,
  event       text        not null,
  body        bytea       not null
);
comment on table delivery is 'Webhook deliveries as they came, once each by the sender''s own id. A hint to look, never the truth.';
create index delivery_by_service on delivery (service_id, received_at);

create table token (
  hash       text        primary key,
  name       text        not null,
  created_at timestamptz not null
);
comment on table token is 'SHA-256 of the tokens that may write. The tokens themselves are nowhere.';

create table session (
  hash       text        primary key,
  person     text        not null,
  csrf       text        not null,
  created_at timestamptz not null,
  expires_at timestamptz not null
);
comment on table session is 'Browsers that showed the token, by the SHA-256 of their cookie.';

create table scheduled_tasks (
  task_name            text        not null,
  task_instance        text        not null,
  task_data            bytea,
  execution_time       timestamptz not null,
  picked               boolean     not null,
  picked_by            text,
  last_success         timestamptz,
  last_failure         timestamptz,
  consecutive_failures int,
  last_heartbeat       timestamptz,
  version              bigint      not null,
  priority             smallint,
  primary key (task_name, task_instance)
);
comment on table scheduled_tasks is 'Due work, as db-scheduler keeps it. An alarm clock: what is due, and when, is also in the rows it wakes.';
create index scheduled_tasks_due on scheduled_tasks (execution_time);
create index scheduled_tasks_heartbeat on scheduled_tasks (last_heartbeat);

create table tag (
  service_id bigint      not null references service (id),
  name       text        not null,
  commit     text        not null,
  first_seen timestamptz not null,
  primary key (service_id, name)
);
comment on table tag is 'The repository''s release tags as they were first seen, so that a moved one is noticed.';

create table line (
  id               bigint      generated always as identity primary key,
  service_id       bigint      not null references service (id),
  name             text        not null,
  off_environment  text        not null,
  into_environment text        not null,
  ends             text        not null check (ends in ('when-main-arrives', 'by-hand')),
  base             bigint      not null references release (id),
  onto             text        not null,
  head             text        not null,
  pushed           text,
  seen             text        not null,
  opened_at        timestamptz not null,
  opened_by        text        not null,
  proven           boolean     not null,
  reason           text        not null,
  ended_at         timestamptz,
  ended_by         text,
  ended_because    text,
  overtaken_by     text,
  check ((ended_at is null) = (ended_by is null and overtaken_by is null)),
  check (ended_by is null or overtaken_by is null)
);
comment on table line is 'Release lines: short-lived branches off a release, each for one environment.';
comment on column line.base is 'The release that the line comes off.';
comment on column line.onto is 'What the newest of its commits were put onto, or are to be.';
comment on column line.head is 'Where its branch is to stand.';
comment on column line.pushed is 'Where its branch stood when it was seen last; empty before it was there.';
comment on column line.seen is 'The last commit of the branch that was taken in; at first that of the base.';
comment on column line.overtaken_by is 'The tag of the release of the tracked branch that ended it.';
create unique index line_open_once on line (service_id, name) where ended_at is null;

create table pick (
  line_id bigint      not null references line (id),
  number  int         not null,
  commit  text        not null,
  became  text        not null,
  subject text        not null,
  by_hand boolean     not null,
  at      timestamptz not null,
  primary key (line_id, number),
  unique (line_id, commit)
);
comment on table pick is 'The commits of the tracked branch that a line has, too, and what they became there.';

create table holding (
  service_id bigint not null references service (id),
  fix        text   not null,
  commit     text   not null,
  how        text   not null check (how in ('ancestry', 'pick', 'lacking')),
  became     text,
  primary key (service_id, fix, commit),
  check ((how = 'pick') = (became is not null))
);
comment on table holding is 'Whether a commit that runs somewhere, or may, has a fix. Commits never change, so neither does this.';

alter table build add column line_id bigint references line (id);
comment on column build.line_id is 'The release line the commit came to; empty for the tracked branch.';

alter table release add column line_id bigint references line (id);
alter table release add column base bigint;
alter table release add check ((line_id is null) = (base is null));
comment on column release.line_id is 'The release line it belongs to; empty for the tracked branch.';
comment on column release.base is 'The number of the release that its line comes off.';
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

create table companion (
  service_id    bigint      not null references service (id),
  name          text        not null,
  watched       text        not null,
  tag           text,
  commits       int         not null,
  head          text,
  newest        text,
  next_tag      text,
  seen_at       timestamptz,
  trouble       text,
  trouble_since timestamptz,
  looked_at     timestamptz not null,
  primary key (service_id, name),
  check ((head is null) = (newest is null)),
  check ((head is null) = (next_tag is null)),
  check ((trouble is null) = (trouble_since is null)),
  check (seen_at is null or head is not null or tag is not null)
);
comment on table companion is 'Another repository that belongs to a service, such as its functional tests, as it was seen last.';
comment on column companion.watched is 'Its address, branch, tags and path; a row about another one says nothing.';
comment on column companion.tag is 'Its last release; empty before the first.';
comment on column companion.head is 'The newest commit that counts and that its last release has not; empty if there is none.';
comment on column companion.seen_at is 'When this was seen first; empty before the first look that went well.';
comment on column companion.trouble is 'What keeps us from seeing it, in a sentence.';
