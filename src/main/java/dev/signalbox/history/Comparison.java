package dev.signalbox.history;

import dev.signalbox.base.Words;
import dev.signalbox.domain.change.Message.Statement;
import dev.signalbox.domain.change.ReadCommit;
import dev.signalbox.domain.version.Bump;
import dev.signalbox.domain.version.Component;
import dev.signalbox.domain.version.NextVersion;
import dev.signalbox.domain.version.NextVersion.Because;
import dev.signalbox.domain.version.Version;
import dev.signalbox.domain.version.Version.Semantic;
import dev.signalbox.domain.version.VersionRules;
import dev.signalbox.history.CheckedRelease.Kind;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/// What a real version and a computed one have to say to each other. Where somebody released
/// although no commit counts, the release itself is the reason for it, so it is computed as the
/// least one.
///
/// @param below the next lower release by number, wherever it is
record Comparison(
    Tagged release,
    Tagged last,
    Tagged below,
    NextVersion next,
    List<ReadCommit> commits,
    VersionRules rules,
    Predicate<Version> taken) {

  static CheckedRelease of(
      Component component,
      Tagged release,
      Tagged last,
      Tagged below,
      NextVersion next,
      List<ReadCommit> commits,
      VersionRules rules,
      Predicate<Version> taken) {
    return new Comparison(release, last, below, next, commits, rules, taken).checked(component);
  }

  private CheckedRelease checked(Component component) {
    Optional<Version> computed = next.next().or(this::least);
    boolean same = computed.filter(release.version()::equals).isPresent();
    Kind kind = kind(same, computed);
    return new CheckedRelease(
        component.name(),
        Optional.of(last),
        release,
        computed,
        kind,
        reason(kind, computed),
        List.copyOf(types().keySet()));
  }

  private Kind kind(boolean same, Optional<Version> computed) {
    if (!below.version().equals(last.version())) {
      return Kind.ELSEWHERE;
    }
    return same
        ? next.next().isPresent() ? Kind.SAME : Kind.UNCOUNTED
        : computed.map(this::difference).orElse(Kind.REFUSED);
  }

  private Kind difference(Version computed) {
    if (bump(last.version(), computed) == bump(last.version(), release.version())) {
      return Kind.PASSED_OVER;
    }
    if (release.version().compareTo(computed) < 0) {
      return Kind.LOWER;
    }
    return next.next().isPresent() ? Kind.HIGHER : Kind.UNSAID;
  }

  private String reason(Kind kind, Optional<Version> computed) {
    return switch (kind) {
      case SAME -> because();
      case UNCOUNTED ->
          "No commit counts by these rules, and it was released all the same: %s. A release is at least a patch."
              .formatted(inWords(types()));
      case UNSAID ->
          "No commit counts by these rules (%s), and the tag is more than a patch: %s, not %s. What a history does not say, nobody can count.%s"
              .formatted(inWords(types()), actual(), computedVersion(computed), early());
      case HIGHER ->
          "The tag is higher than computed (%s, not %s): no commit since %s says so. %s%s"
              .formatted(actual(), counted(computed), last.tag(), because(), early());
      case LOWER ->
          "The tag is lower than computed (%s, not %s): %s more. %s%s"
              .formatted(actual(), counted(computed), heaviest(), because(), early());
      case PASSED_OVER ->
          "The tag passes numbers over: %s follows %s, and computed was %s."
              .formatted(release.version(), last.version(), computedVersion(computed));
      case REFUSED -> next.refused().orElse("Our rules have no version that follows.");
      case ELSEWHERE ->
          "It does not count: the release before it by number, %s, is not in its history; it was made on another branch. From %s, the highest that is, %s was computed."
              .formatted(below.tag(), last.tag(), computedVersion(computed));
      case WITHOUT_PREDECESSOR ->
          throw new IllegalStateException("compared with nothing. Indicates a bug.");
    };
  }

  private static String computedVersion(Optional<Version> computed) {
    return computed.map(Version::toString).orElse("nothing");
  }

  private String because() {
    return capital(next.sentence()) + ".";
  }

  private String early() {
    if (!(last.version() instanceof Semantic before) || before.major() > 0) {
      return "";
    }
    return release.version() instanceof Semantic now && now.major() > 0
        ? " That 1.0.0 is reached, people say and no commit does; a footer 'Release-As: 1.0.0' would."
        : " Before 1.0.0 teams count as they like; 'zero' in the settings says how.";
  }

  /// How many commits decide; before 1.0.0 they weigh less in the end than by themselves.
  private String heaviest() {
    Bump most = next.because().stream().map(Because::bump).reduce(Bump.NONE, Bump::or);
    long count = next.because().stream().filter(because -> because.bump() == most).count();
    return count == 1 ? "1 commit weighs" : count + " commits weigh";
  }

  private String actual() {
    return Words.of(bump(last.version(), release.version()));
  }

  private String counted(Optional<Version> computed) {
    return computed.map(version -> Words.of(bump(last.version(), version))).orElse("none");
  }

  private static Bump bump(Version from, Version to) {
    return from instanceof Semantic one && to instanceof Semantic other
        ? one.differenceTo(other)
        : Bump.MAJOR;
  }

  private Optional<Version> least() {
    if (next.refused().isPresent() || !(last.version() instanceof Semantic from)) {
      return Optional.empty();
    }
    Semantic promised =
        next.current().orElse(null) instanceof Semantic current && current.preRelease()
            ? current.base()
            : from;
    Semantic free = promised.compareTo(from) > 0 ? promised : from.after(Bump.PATCH);
    while (taken.test(free)) {
      free = free.after(Bump.PATCH);
    }
    return Optional.of(free);
  }

  private Map<String, Integer> types() {
    Map<String, Integer> types = new TreeMap<>();
    for (ReadCommit read : commits) {
      if (read.counts() && rules.weigh(read) == Bump.NONE) {
        types.merge(
            read.message().statements().stream().findFirst().map(Statement::type).orElse(""),
            1,
            Integer::sum);
      }
    }
    return types;
  }

  private static String inWords(Map<String, Integer> types) {
    return types.isEmpty()
        ? "there is no commit of its own"
        : types.entrySet().stream()
            .map(type ->
                type.getKey().isEmpty()
                    ? "%s without a convention".formatted(type.getValue())
                    : "%s %s".formatted(type.getValue(), type.getKey()))
            .collect(Collectors.joining(", "));
  }

  private static String capital(String sentence) {
    return sentence.isEmpty()
        ? sentence
        : Character.toUpperCase(sentence.charAt(0)) + sentence.substring(1);
  }
}
