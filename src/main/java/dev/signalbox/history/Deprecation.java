package dev.signalbox.history;

import dev.signalbox.domain.change.Message;
import dev.signalbox.domain.change.Message.Footer;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// How long something was known to go away: from the footers `Deprecated-since:` and
/// `Deprecated-until:` or `Removed-in:` of a commit.
///
/// @param since the release that announced it, as it is written
/// @param until the release that takes it away, as it is written
public record Deprecation(Optional<String> since, Optional<String> until) {

  static Deprecation of(Message message) {
    return new Deprecation(
        values(message, "Deprecated-since").findFirst(),
        values(message, "Removed-in", "Deprecated-until").findFirst());
  }

  /// Values of footers, whatever the case of their tokens.
  static Stream<String> values(Message message, String... tokens) {
    return message.footers().stream()
        .filter(footer -> Stream.of(tokens).anyMatch(footer.token()::equalsIgnoreCase))
        .map(Footer::value)
        .map(String::strip)
        .filter(value -> !value.isEmpty());
  }

  public boolean tells() {
    return since.isPresent() || until.isPresent();
  }

  /// As `deprecated since 1.4.0, removed in 2.0.0`; empty if nothing is known.
  public String sentence() {
    return Stream.concat(
            since.map("deprecated since %s"::formatted).stream(),
            until.map("removed in %s"::formatted).stream())
        .collect(Collectors.joining(", "));
  }

  static List<String> migrations(Message message) {
    return values(message, "Migration", "Migrate").toList();
  }
}
