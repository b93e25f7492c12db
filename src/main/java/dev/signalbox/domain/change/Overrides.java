package dev.signalbox.domain.change;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// What messages should have said: corrections written after the fact, because a commit's own
/// message can not be changed any more.
///
/// @param messages by a commit's id, whole or abbreviated to seven digits or more
public record Overrides(Map<String, String> messages) {

  public static final Overrides NONE = new Overrides(Map.of());

  /// The notes that keep corrections: `git notes --ref=signalbox`.
  public static final String NOTES = "refs/notes/signalbox";

  public Overrides {
    messages = Map.copyOf(messages);
  }

  /// What notes say about commits.
  public static Overrides ofNotes(Map<CommitId, String> notes) {
    var messages = new HashMap<String, String>();
    notes.forEach((commit, note) -> messages.put(commit.text(), note));
    return new Overrides(messages);
  }

  /// These and others; where both correct a commit, the others win.
  public Overrides and(Overrides others) {
    var both = new HashMap<>(messages);
    both.putAll(others.messages);
    return new Overrides(both);
  }

  /// What the commit's message should have said.
  public Optional<String> of(CommitId commit) {
    if (messages.isEmpty()) {
      return Optional.empty();
    }
    String whole = messages.get(commit.text());
    return whole != null
        ? Optional.of(whole)
        : messages.entrySet().stream()
            .filter(entry -> TakenBack.isId(entry.getKey()))
            .filter(entry -> commit.text().startsWith(entry.getKey()))
            .map(Map.Entry::getValue)
            .findFirst();
  }
}
