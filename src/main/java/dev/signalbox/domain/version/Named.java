package dev.signalbox.domain.version;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Versions that are names from a list, one after the other. Nobody may miss that the list comes to
/// its end: it is said two names before.
///
/// @param names in their order; in tags they are known in upper and lower case alike
/// @param then what follows the last name
public record Named(List<String> names, Then then) implements Scheme {

  private static final int SAID_BEFORE = 2;
  private static final Pattern DELTA = Pattern.compile("(.+)\\.([1-9][0-9]{0,5})");
  private static final Pattern ROUND = Pattern.compile("(.+?)-([2-9]|[1-9][0-9]{1,5})");

  /// What follows the last name of the list.
  public enum Then {
    /// Nothing: somebody has to add names.
    REFUSE,
    /// The list again: `ALICIA-2`, `BERTHA-2`.
    AGAIN
  }

  public Named {
    names = List.copyOf(names);
  }

  @Override
  public Optional<Version> read(String text) {
    Optional<Version.Named> whole = withoutDelta(text);
    Matcher delta = DELTA.matcher(text);
    return (whole.isPresent() || !delta.matches()
            ? whole
            : withoutDelta(delta.group(1))
                .map(version -> deltaOf(version, Integer.parseInt(delta.group(2)))))
        .map(version -> version);
  }

  private Optional<Version.Named> withoutDelta(String text) {
    Optional<Version.Named> plain = named(text, 1);
    Matcher again = ROUND.matcher(text);
    return plain.isPresent() || !again.matches()
        ? plain
        : named(again.group(1), Integer.parseInt(again.group(2)));
  }

  private Optional<Version.Named> named(String text, int round) {
    for (int place = 0; place < names.size(); place++) {
      if (names.get(place).equalsIgnoreCase(text)) {
        return at(round, place);
      }
    }
    return Optional.empty();
  }

  @Override
  public Proposal delta(Version base, Standing standing) {
    Version.Named from = (Version.Named) base;
    Version.Named next = deltaOf(from, from.delta() + 1);
    while (standing.taken().test(next)) {
      next = deltaOf(next, next.delta() + 1);
    }
    return new Proposal.Next(next, Bump.PATCH, Optional.empty());
  }

  private static Version.Named deltaOf(Version.Named version, int delta) {
    return new Version.Named(version.round(), version.place(), version.name(), delta);
  }

  @Override
  public Proposal next(Standing standing, Bump bump, int changes, Instant now) {
    if (changes == 0) {
      return new Proposal.Nothing("no change");
    }
    Optional<Version.Named> next =
        standing.current().map(Version.Named.class::cast).map(this::after).orElse(at(1, 0));
    while (next.filter(standing.taken()).isPresent()) {
      next = after(next.get());
    }
    return next.<Proposal>map(v -> new Proposal.Next(v, bump, warning(v)))
        .orElseGet(() ->
            new Proposal.Refused(
                "'%s' was the last name of the list. Add names to it, or write 'then: again' to begin"
                        .formatted(names.getLast())
                    + " it anew."));
  }

  private Optional<Version.Named> after(Version.Named version) {
    if (version.place() + 1 < names.size()) {
      return at(version.round(), version.place() + 1);
    }
    return then == Then.AGAIN ? at(version.round() + 1, 0) : Optional.empty();
  }

  private Optional<Version.Named> at(int round, int place) {
    return Optional.of(new Version.Named(round, place, names.get(place), 0));
  }

  private Optional<String> warning(Version.Named next) {
    int left = names.size() - 1 - next.place();
    return then == Then.AGAIN || left >= SAID_BEFORE
        ? Optional.empty()
        : Optional.of(
            left == 0
                ? "%s is the last name of the list. Add more before the next release."
                    .formatted(next)
                : "After %s there is one more name in the list. Add more in time.".formatted(next));
  }
}
