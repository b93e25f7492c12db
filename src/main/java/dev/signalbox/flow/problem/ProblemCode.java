package dev.signalbox.flow.problem;

import java.util.Arrays;
import java.util.Optional;

/// Every kind of problem a flow file can have, and what to know about it. A code never changes its
/// meaning and is never used again: people search for it, and scripts compare it.
///
/// `SB0xx` are about the file and its YAML, `SB1xx` about keys and steps that are unknown, missing
/// or misplaced, `SB2xx` about single values, `SB3xx` about values that do not fit each other.
public enum ProblemCode {
  FILE_TOO_LARGE(
      "SB001",
      "A flow file is at most 1 MB. It describes a process; data and scripts belong in files of"
          + " their own."),
  NOT_UTF8(
      "SB002",
      "A flow file is text in UTF-8. Most editors can save a file in that encoding; `iconv`"
          + " converts"
          + " one."),
  BYTE_ORDER_MARK(
      "SB003",
      "The file begins with an invisible byte order mark. Some editors write one when they save as"
          + " 'UTF-8 with BOM'; save as plain UTF-8."),
  HIDDEN_CHARACTER(
      "SB004",
      "Control characters and characters that turn the direction of writing can make a file look"
          + " different from what it says. They are refused everywhere, in comments and as escapes"
          + " too."),
  EMPTY_FILE("SB005", "The file says nothing: it is empty or has only comments."),
  NOT_YAML(
      "SB006",
      "The file is not well-formed YAML 1.2 at this place. What follows it was not looked at: there"
          + " may be more to say once this is mended."),
  TAB(
      "SB007",
      "YAML is indented with spaces; a tab is not allowed there. Let the editor write two spaces for"
          + " each level."),
  SEVERAL_DOCUMENTS(
      "SB008",
      "A line `---` begins another document. A flow file is one document, so that nobody overlooks"
          + " the second."),
  DUPLICATE_KEY(
      "SB009",
      "A key stands twice in the same mapping. YAML leaves open which of the two counts, so we ask."),
  TAG("SB010", "A tag such as `!!binary` or `!include` asks for a type that a flow file has not."),
  MERGE_KEY(
      "SB011",
      "The merge key `<<` belonged to YAML 1.1 and is no part of YAML 1.2. Write the keys out; an"
          + " alias can still stand for a whole value."),
  ALIAS(
      "SB012",
      "An alias `*name` stands for the value that was marked `&name` further up, as a whole and"
          + " finished: never for a value that it is part of."),
  TOO_DEEP("SB013", "Values are nested deeper than any flow file needs."),
  TOO_MUCH(
      "SB014",
      "The file has more values than any flow file needs, counted with all aliases written out."),
  KEY_NOT_A_WORD("SB015", "A key is a word, never empty, and never a list or a mapping."),
  YAML_VERSION("SB016", "A flow file is YAML 1.2. A line `%YAML` is not needed."),
  TOO_MANY_PROBLEMS("SB017", "Only the first problems are shown. Mend those and look again."),

  MISSING_KEY("SB101", "A key that is required here is missing."),
  UNKNOWN_KEY(
      "SB102",
      "This key means nothing here. A key without effect would be a promise nobody keeps, so it is"
          + " refused. The keys that are allowed are named."),
  EITHER_OR("SB103", "Of several keys exactly one has to be given here."),
  KEY_BELONGS_ELSEWHERE("SB104", "The key is known, but only beside another one that is not here."),
  NOT_FIRST(
      "SB105",
      "`signalbox: 1` is the first key of the file: it says in which language the rest is written."),
  UNKNOWN_STEP("SB106", "There is no step or gate of this name. Those that are allowed are named."),
  STEP_NOT_HERE(
      "SB107",
      "The step exists, but not in this list: `build` makes the artifact, `steps` bring it into an"
          + " environment, `on-failure` and `on-breach` react."),
  STEP_NEEDS_VALUE("SB108", "The step is not complete as a bare word; write `- step: value`."),
  STEP_TAKES_NO_VALUE("SB109", "The step is a bare word; write `- step`, with nothing behind it."),
  SEVERAL_STEPS_IN_ONE(
      "SB110", "An entry of a list of steps is one step. Begin each step with its own dash."),

  WRONG_KIND("SB201", "Another kind of value stands here than the one that is needed."),
  EMPTY("SB202", "Nothing stands here, and something has to."),
  UNKNOWN_CHOICE("SB203", "Only certain words are allowed here; they are named."),
  NEEDS_QUOTES(
      "SB204",
      "YAML reads this as a number, as true or false, or as nothing, and here a text is needed. Put"
          + " it in quotes: `\"1.10\"` stays what it is, while 1.10 would become 1.1."),
  OTHER_FORMAT(
      "SB205",
      "This Signalbox reads format 1, and the file says that it is written in another. The rest of"
          + " the file was not looked at."),
  BAD_NAME(
      "SB206", "A name of a service, an environment or a server's setting is not well formed."),
  BAD_TEXT("SB207", "The text is longer than it may be, or is blank."),
  BAD_DURATION(
      "SB208", "A time is written in days, hours, minutes and seconds: `30s`, `1h30m`, `7d`."),
  BAD_THRESHOLD("SB209", "A threshold is written `< 1%`: over 0 and up to 100 percent."),
  BAD_PATH(
      "SB210",
      "A path leads to a file or folder inside the checkout: relative, and never up by `..`."),
  BAD_URL_PATH("SB211", "A path of a URL begins with a slash: `/healthz`."),
  BAD_IMAGE(
      "SB212",
      "An image is a registry and a repository, `registry.example/storefront`, without a tag and"
          + " without a digest: artifacts are known by their digest, and get their tags by `tags` and"
          + " `name-artifact`."),
  BAD_TAG(
      "SB213",
      "A registry's tag has letters, digits, `_`, `.` and `-`, begins with a letter, digit or `_`, and"
          + " has at most 128 characters once its holes are filled."),
  BAD_GIT_TAG(
      "SB214",
      "The tag of a release is a name that git allows, with `{version}` in it exactly once, so that"
          + " the version can be read back from the tag."),
  UNKNOWN_HOLE("SB215", "A `{hole}` of a template has to have a name we can fill."),
  BAD_SELECTOR(
      "SB216",
      "A selector is written as Prometheus writes it: `http_requests_total{status=~\"5..\"}`."),
  TOO_MANY("SB217", "A list has at most 200 entries, and a file at most 200 environments."),
  BAD_VERSION("SB218", "A semantic version is written `major.minor.patch`: `1.4.0`."),
  BAD_CALENDAR(
      "SB219",
      "A version by the calendar is a year, `YYYY`, `YY` or `0Y`, then months and days or weeks, from"
          + " the longest to the shortest, so that versions are in the order of time: `YYYY.0M.0D`. A"
          + " counter `.MICRO` may end it, in brackets if the first release of a date goes without."),
  BAD_ZONE("SB220", "A time zone is a name of the IANA database: `Europe/Berlin`, `UTC`."),
  BAD_TICKET("SB221", "The form of a ticket has `{n}` in it once: `SHOP-{n}`."),
  BAD_PLACE(
      "SB222",
      "A place in a file is told by the text around the version, with `{version}` in it once:"
          + " `version = \"{version}\"`."),
  BAD_RECURRENCE(
      "SB240",
      "A recurrence is days of the week and a time (`FRI 10:00`, `THU 24:00`, `MON-FRI 00:00`, `every"
          + " other TUE 10:00 from 2026-01-06`), the five fields of a crontab (`0 10 * * FRI`), or a"
          + " rule of RFC 5545 with a time (`FREQ=MONTHLY;BYDAY=2TU 10:00`). A time zone may end it."),
  BAD_DATE("SB241", "A date is written `2026-12-24`, and the calendar has to have such a day."),
  BAD_WINDOW(
      "SB242",
      "A window is open on days of the week from one time to another: `MON-THU 09:00-16:00`, over"
          + " midnight `FRI 22:00-02:00`, the whole day `SAT,SUN 00:00-24:00`."),
  BAD_FREEZE(
      "SB243",
      "A freeze is from one day to another, both included, `2026-11-23/2026-12-02`, or from one time"
          + " to another, `2026-12-23T18:00/2027-01-04T08:00`."),
  BAD_COUNTRY(
      "SB244", "A country is written by its code of ISO 3166, `US`, with a region `DE-BY`."),
  BAD_EXPOSURE(
      "SB260",
      "A share of the traffic is a whole percentage from `1%` to `100%`; a number of instances is"
          + " from `\"1\"` to `\"50\"`."),
  BAD_PERCENTAGE("SB261", "A percentage is a number and `%`, such as `0.05%`, in its limits."),

  UNKNOWN_ENVIRONMENT(
      "SB301", "`from`, `off` or `into` names an environment that the file does not have."),
  FROM_ITSELF("SB302", "An environment cannot take from itself."),
  CIRCLE("SB303", "Environments take from each other in a circle, so none of them ever starts."),
  NOTHING_COMES(
      "SB304",
      "The environment waits for what another one hands on, but that one's steps end in `halt`:"
          + " it"
          + " never hands anything on."),
  NOTHING_RELEASED(
      "SB305",
      "`takes: every release` needs releases: an environment above it has to have a `release`"
          + " step."),
  NO_RELEASE_RULE(
      "SB306", "A `release` step needs the key `release`: how versions are counted and tagged."),
  RELEASES_A_RELEASE(
      "SB307",
      "A `release` step makes a release of a build. Where releases are taken there is none to make."),
  RELEASED_TWICE("SB308", "A build is released once, so the file has one `release` step at most."),
  NO_VERSION_YET(
      "SB309",
      "`{version}` is known where a release was taken: in an environment with `takes: every release`,"
          + " or one that takes from such an environment. A build has only its commit."),
  PUBLISHED_NOT_ONCE(
      "SB310",
      "A build publishes exactly one artifact: the one whose digest travels to production."),
  AFTER_PUBLISH(
      "SB311",
      "`publish` is the last step of the build. What ran after it could change the files and would"
          + " prove something about another artifact."),
  NO_DEPLOY_RULE(
      "SB312", "A `deploy` step has to be told how, by its own value or by the key `deploy`."),
  NOTHING_DEPLOYED(
      "SB313", "The step is about what was deployed, and nothing was deployed before it."),
  DEPLOYED_TWICE(
      "SB314",
      "An environment deploys once. A second `deploy` would replace the first, and nobody could say"
          + " what `rollback` brings back."),
  NO_METRICS("SB315", "A `monitor` step needs the key `metrics`: what to count, and where."),
  NO_ADDRESS(
      "SB316",
      "`scrape` reads the counters from the deployed service itself. Where a command deploys, we do"
          + " not know its address; count with `prometheus` there."),
  AFTER_HALT("SB317", "`halt` is the end: a step behind it would never run."),
  BREACH_OF_NOTHING(
      "SB318", "`on-breach` reacts to a `monitor` step, and the environment has none."),
  OTHER_SCHEME(
      "SB319",
      "The key belongs to another scheme of versions than the one that is chosen, so it would be"
          + " without effect."),
  NAMED_TWICE("SB320", "A name of releases is given once, in upper and lower case alike."),
  EMPTY_LINE("SB321", "A line's floor is lower than the version that it ends below."),
  WRITTEN_TWICE("SB322", "A release writes each file once: for its version, or as the change log."),
  NO_CHART(
      "SB323",
      "`also: appVersion` is about a Helm chart, so the file is a `Chart.yaml` and its place is"
          + " known."),
  NO_ZONE(
      "SB340",
      "The same time of the clock is another instant in every zone, so whatever recurs says which"
          + " one is meant: at its end, or by the zone of the calendar."),
  UNKNOWN_WINDOW("SB341", "A gate names a window that the calendar does not have."),
  NEVER_OPEN(
      "SB342",
      "All windows that an environment asks for have to be open at once, and these never are."),
  LISTED_TWICE("SB343", "The same stands there twice, and once is enough."),
  NO_HOLIDAYS("SB344", "The gate asks for holidays, and the calendar knows none."),
  UNKNOWN_TRAIN("SB350", "`takes` names a train that the file does not have."),
  TRAIN_WITHOUT_RELEASES(
      "SB351", "A train makes releases, so it needs the key `release`: how they are counted."),
  TAKES_DO_NOT_FIT(
      "SB352",
      "An environment takes from a train, from an environment, or at a train's cuts from an"
          + " environment; `soaked` goes with an environment alone."),
  SOAKS_BUILDS(
      "SB353",
      "Releases soak, builds do not: the environment that is named takes builds, and no release ever"
          + " comes from it."),
  TRAIN_WRITES(
      "SB354",
      "The release of a train is a tag on the commit of its cut. A version that is written into the"
          + " code would need a commit after it, so `writes` and `changelog` do not go with trains."),
  NO_ROLLOUT(
      "SB360",
      "A rollout needs two versions beside each other, and only a deployment by `process` can have"
          + " them."),
  BAD_ROLLOUT(
      "SB361",
      "The steps of a rollout rise to `100%`, each is at most longer than at least, and a holdback"
          + " leaves the new version more than the step before."),
  METRIC_TWICE("SB370", "Each metric of an analysis has a name of its own."),
  FLOOR_OF_NO_ERRORS(
      "SB371",
      "What a metric counts decides what can be said of it: `ignore-below` of errors, and of events"
          + " that fewer is worse."),
  WHICH_ANALYSIS(
      "SB372", "`analyze` needs one policy: the file's own, or the one of an environment."),
  UNKNOWN_COMPANION("SB373", "A gate waits for a companion that the file does not have."),
  COMPANION_IS_A_VOICE(
      "SB374",
      "Whoever lets a release go on without a companion's release says so by the companion's name, so"
          + " no role and no dashboard of the environment has the same one."),
  SLOT_ELSEWHERE(
      "SB375", "An urgent fix takes the slot of an environment only if it goes into that one."),
  NO_SLOTS(
      "SB376",
      "Slots are the cuts of the train that an environment takes, or the times at which it starts;"
          + " where there are none, none can be taken."),
  NOT_ASKED_FOR(
      "SB377",
      "Somebody speaks in a simulation, and no gate of the environment waits for it: their word would"
          + " change nothing."),
  DASHBOARD_IS_A_ROLE(
      "SB380",
      "People say yes to a dashboard and as a role by the same words, `signalbox say SERVICE"
          + " ENVIRONMENT NAME yes`: so in one environment they have different names."),
  BAD_POINTER(
      "SB386",
      "A JSON pointer begins with `/` and has `/` between the names of its parts; in a name `~1` stands"
          + " for `/` and `~0` for `~`."),
  JSON_OF_NO_ARM(
      "SB387",
      "What a server answers in JSON is asked for each version by itself: `{arm}`, `{version}` or"
          + " `{instance}` says which."),
  HALF_A_WINDOW("SB388", "A window has a beginning and an end."),
  BASELINE_OBJECTIVE(
      "SB389", "The old version is held to one objective, of a metric that counts errors."),
  LABEL_OF_NOTHING(
      "SB390",
      "A label tells versions apart where a Prometheus server is asked, and nowhere else."),
  NO_LINE_RULE(
      "SB395",
      "The releases of a line get their numbers as those of the tracked branch do: the file needs the"
          + " key `release`."),
  LINE_OF_BUILDS(
      "SB396",
      "A line comes off an environment that has releases, and goes into one that takes releases:"
          + " builds have no version that it could follow.");

  private final String code;
  private final String explanation;

  ProblemCode(String code, String explanation) {
    this.code = code;
    this.explanation = explanation;
  }

  /// Reads `SB104`, in either case.
  public static Optional<ProblemCode> of(String code) {
    return Arrays.stream(values()).filter(c -> c.code.equalsIgnoreCase(code)).findFirst();
  }

  /// As it is printed, such as `SB104`.
  public String code() {
    return code;
  }

  /// What to know about it, in Markdown.
  public String explanation() {
    return explanation;
  }
}
