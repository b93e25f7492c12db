package dev.signalbox.domain.change;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The first line of a commit message as the angular convention writes it: `feat(JIRA-1234): text`.
///
/// @param scope what is in the brackets; often a ticket
/// @param breaking whether an exclamation mark or a footer says that something breaks
public record ConventionalHeader(
    String type, Optional<String> scope, boolean breaking, String description) {

  private static final Pattern FORM =
      Pattern.compile("([a-zA-Z]+)(?:\\(([^()\\r\\n]+)\\))?(!)?: +(\\S.*)");
  private static final Pattern BREAKING_FOOTER = Pattern.compile("(?m)^BREAKING[ -]CHANGE: ");

  /// @return empty if the message does not follow the convention
  public static Optional<ConventionalHeader> of(Commit commit) {
    Matcher header = FORM.matcher(commit.subject());
    return header.matches()
        ? Optional.of(
            new ConventionalHeader(
                header.group(1).toLowerCase(java.util.Locale.ROOT),
                Optional.ofNullable(header.group(2)),
                header.group(3) != null || BREAKING_FOOTER.matcher(commit.message()).find(),
                header.group(4).strip()))
        : Optional.empty();
  }
}
