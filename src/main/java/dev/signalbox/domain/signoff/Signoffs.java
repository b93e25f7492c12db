package dev.signalbox.domain.signoff;

import dev.signalbox.base.Reason;
import dev.signalbox.base.Slug;
import dev.signalbox.base.Utc;
import dev.signalbox.domain.artifact.Digest;
import dev.signalbox.domain.change.CommitId;
import dev.signalbox.domain.environment.GateRule;
import dev.signalbox.domain.gate.Gate;
import dev.signalbox.domain.release.Candidate;
import dev.signalbox.domain.signoff.DeploymentRequest.Answer;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// What was said about the releases that may move into an environment. What was said of one digest
/// says nothing of another, and the last word of its kind counts.
///
/// @param words in the order they were said
/// @param checks in the order they were reported
/// @param onDuty who has each role now
/// @param assumed whether what is asked for is taken to be given, as in a simulation
/// @param awaited the gates that are waited for all the same
public record Signoffs(
    List<Word> words,
    List<Check> checks,
    List<DeploymentRequest> requests,
    Map<Slug, String> onDuty,
    boolean assumed,
    Set<String> awaited) {

  /// Those that were said in earnest.
  public Signoffs(
      List<Word> words,
      List<Check> checks,
      List<DeploymentRequest> requests,
      Map<Slug, String> onDuty) {
    this(words, checks, requests, onDuty, false, Set.of());
  }

  /// Nothing was said.
  public static final Signoffs NONE = new Signoffs(List.of(), List.of(), List.of(), Map.of());

  /// Who speaks for QA.
  public static final Slug QA = GateRule.QA;

  /// The gate of a deployment request.
  public static final String REQUEST = "request";

  /// The gate that waits for the word of a role.
  public static String gateOf(Slug role) {
    return role.equals(QA) ? QA.text() : "word-of " + role;
  }

  /// The gate that waits for a check.
  public static String gateOfCheck(String name) {
    return "check " + name;
  }

  /// Somebody says yes or no to a release.
  ///
  /// @param as the role they speak for
  /// @param link where more stands, such as a ticket
  public record Word(
      Slug as,
      Digest digest,
      boolean yes,
      String person,
      String reason,
      Optional<String> link,
      Instant at) {}

  /// What a machine of the team found out about a commit.
  public record Check(
      CommitId commit, String name, boolean passed, Optional<String> link, Instant at) {}

  public Signoffs {
    words = List.copyOf(words);
    checks = List.copyOf(checks);
    requests = List.copyOf(requests);
    onDuty = Map.copyOf(onDuty);
    awaited = Set.copyOf(awaited);
  }

  /// A gate for each rule that asks for somebody's word.
  ///
  /// @param what would move into the environment
  /// @param zone of the team's calendar, for sentences
  public List<Gate> gates(
      Slug service, Slug environment, List<GateRule> rules, Candidate what, ZoneId zone) {
    return asked(service, environment, rules, what, zone).stream().map(this::given).toList();
  }

  /// A gate that waits for people, open where they are taken to say yes.
  public Gate given(Gate gate) {
    return assumed && !awaited.contains(gate.name())
        ? Gate.open(gate.name(), "%s is taken to be given.".formatted(gate.name()))
        : gate;
  }

  private List<Gate> asked(
      Slug service, Slug environment, List<GateRule> rules, Candidate what, ZoneId zone) {
    return rules.stream()
        .flatMap(rule ->
            switch (rule) {
              case GateRule.WordOf(Slug role) -> Stream.of(word(service, environment, role, what));
              case GateRule.NoBlockers() -> Stream.of(qa(service, environment, what));
              case GateRule.Checks(List<String> names) ->
                  names.stream().map(name -> check(service, name, what, zone));
              case GateRule.Requested(Slug to, var _) -> Stream.of(request(to, what, zone));
              case GateRule.InWindow _, GateRule.NotAHoliday _, GateRule.CompanionReleased _ ->
                  Stream.<Gate>empty();
            })
        .toList();
  }

  /// The request that was filed for what would move in.
  public Optional<DeploymentRequest> requestFor(Candidate what) {
    return requests.stream()
        .filter(request -> request.digest().equals(what.digest()))
        .reduce((_, later) -> later);
  }

  private Gate word(Slug service, Slug environment, Slug role, Candidate what) {
    Optional<Word> last = last(role, what);
    String gate = gateOf(role);
    if (last.isPresent() && last.get().yes()) {
      return Gate.open(
          gate,
          "%s, %s, says that %s is safe for %s."
              .formatted(last.get().person(), role, what.label(), environment));
    }
    return Gate.closed(
        gate,
        Reason.of(
            last.isPresent() ? "word-no" : "no-word",
            last.map(no ->
                    "%s, %s, says no to %s: %s"
                        .formatted(no.person(), role, what.label(), no.reason()))
                .orElseGet(() ->
                    "The %s has not said that %s is safe for %s."
                        .formatted(role, what.label(), environment)),
            "%s: signalbox say %s %s %s yes"
                .formatted(
                    Optional.ofNullable(onDuty.get(role))
                        .map(person -> "%s, who is %s now".formatted(person, role))
                        .orElse("the " + role),
                    service,
                    environment,
                    role)));
  }

  private Gate qa(Slug service, Slug environment, Candidate what) {
    Optional<Word> last = last(QA, what);
    if (last.isPresent() && last.get().yes()) {
      return Gate.open(
          gateOf(QA),
          "%s of QA found no blocker in %s.".formatted(last.get().person(), what.label()));
    }
    return Gate.closed(
        gateOf(QA),
        Reason.of(
            last.isPresent() ? "qa-blocker" : "no-qa",
            last.map(no ->
                    "%s of QA names a blocker in %s: %s%s"
                        .formatted(
                            no.person(),
                            what.label(),
                            no.reason(),
                            no.link().map(link -> " (" + link + ")").orElse("")))
                .orElseGet(
                    () -> "QA has not said that %s has no blockers.".formatted(what.label())),
            "a person of QA: signalbox say %s %s qa yes".formatted(service, environment)));
  }

  private Gate check(Slug service, String name, Candidate what, ZoneId zone) {
    Optional<Check> last =
        checks.stream()
            .filter(c -> c.name().equals(name) && c.commit().equals(what.commit()))
            .reduce((_, later) -> later);
    String gate = gateOfCheck(name);
    if (last.isPresent() && last.get().passed()) {
      return Gate.open(gate, "%s passed on %s.".formatted(name, what.commit().brief()));
    }
    return Gate.closed(
        gate,
        Reason.of(
            last.isPresent() ? "check-failed" : "no-check",
            last.map(no ->
                    "%s failed on %s at %s%s."
                        .formatted(
                            name,
                            what.commit().brief(),
                            Utc.at(no.at(), zone),
                            no.link().map(link -> " (" + link + ")").orElse("")))
                .orElseGet(() ->
                    "%s has not been reported for %s.".formatted(name, what.commit().brief())),
            "your CI: signalbox report-check %s %s %s passed"
                .formatted(service, what.commit().brief(), name)));
  }

  private Gate request(Slug to, Candidate what, ZoneId zone) {
    Optional<DeploymentRequest> filed = requestFor(what);
    String gate = REQUEST;
    if (filed.isEmpty()) {
      return Gate.closed(
          gate,
          Reason.of(
              "not-filed",
              "The deployment request of %s to %s is not filed yet.".formatted(what.label(), to),
              "the server, when it looks at the service next"));
    }
    DeploymentRequest request = filed.get();
    return switch (request.answer()) {
      case Answer.Accepted(String by, String _, Instant at) ->
          Gate.open(
              gate,
              "%s of %s accepted the deployment request %d for %s at %s."
                  .formatted(by, to, request.number(), what.label(), Utc.at(at, zone)));
      case Answer.Awaited() ->
          Gate.closed(
              gate,
              Reason.of(
                  "not-accepted",
                  "The deployment request %d for %s waits for %s since %s."
                      .formatted(request.number(), what.label(), to, Utc.at(request.filed(), zone)),
                  "%s: signalbox answer %d accept".formatted(to, request.number())));
      case Answer.Declined(String by, String reason, Instant _) ->
          Gate.closed(
              gate,
              Reason.of(
                  "declined",
                  "%s of %s declined the deployment request %d for %s: %s"
                      .formatted(by, to, request.number(), what.label(), reason),
                  "%s, when that is mended: signalbox answer %d accept"
                      .formatted(to, request.number())));
    };
  }

  /// What was said last of a release by whoever speaks for this.
  public Optional<Word> last(Slug as, Candidate what) {
    return words.stream()
        .filter(word -> word.as().equals(as) && word.digest().equals(what.digest()))
        .reduce((_, later) -> later);
  }
}
