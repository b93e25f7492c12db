package dev.signalbox.domain.signoff;

import dev.signalbox.base.Slug;
import dev.signalbox.base.Utc;
import dev.signalbox.domain.signoff.Signoffs.Word;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// Dashboards that people look at behind a deployment. It is done when each was looked at; when the
/// time is over, nobody is waited for, and what nobody looked at is known.
public final class Checklist {

  private Checklist() {}

  /// Where it stands.
  public sealed interface Stand {

    record Open(String sentence, List<Slug> left) implements Stand {}

    record Done(String sentence) implements Stand {}

    /// Somebody saw that all is not well.
    record Bad(String sentence) implements Stand {}

    /// The time is over.
    ///
    /// @param left what nobody looked at
    record Over(String sentence, List<Slug> left) implements Stand {}
  }

  /// @param words what was said of this release, in its order; the last about a dashboard counts
  /// @param until when the time is over
  public static Stand of(List<Slug> dashboards, List<Word> words, Instant until, Instant now) {
    Optional<Word> bad =
        dashboards.stream().flatMap(d -> last(d, words).stream()).filter(w -> !w.yes()).findFirst();
    if (bad.isPresent()) {
      return new Stand.Bad(
          "%s looked at %s and says no: %s"
              .formatted(bad.get().person(), bad.get().as(), bad.get().reason()));
    }
    List<Slug> left = dashboards.stream().filter(d -> last(d, words).isEmpty()).toList();
    String seen =
        dashboards.stream()
            .flatMap(d -> last(d, words).stream())
            .map(w -> "%s looked at %s".formatted(w.person(), w.as()))
            .collect(Collectors.joining(", "));
    String unseen = left.stream().map(Slug::text).collect(Collectors.joining(", "));
    if (left.isEmpty()) {
      return new Stand.Done(seen);
    }
    return now.isBefore(until)
        ? new Stand.Open(
            "%snobody has looked at %s yet; until %s"
                .formatted(seen.isEmpty() ? "" : seen + "; ", unseen, Utc.at(until)),
            left)
        : new Stand.Over(
            "%snobody looked at %s until %s"
                .formatted(seen.isEmpty() ? "" : seen + "; ", unseen, Utc.at(until)),
            left);
  }

  private static Optional<Word> last(Slug dashboard, List<Word> words) {
    return words.stream().filter(w -> w.as().equals(dashboard)).reduce((_, later) -> later);
  }
}
