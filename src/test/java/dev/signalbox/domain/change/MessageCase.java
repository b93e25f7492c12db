package dev.signalbox.domain.change;

import dev.signalbox.domain.change.Message.Doubt;
import dev.signalbox.domain.change.Message.Footer;
import dev.signalbox.domain.change.Message.Revert;
import dev.signalbox.domain.change.Message.Statement;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/// A row of the table in `messages.yaml`: a message, the rule it tests, and what it says.
record MessageCase(String name, String rule, String message, Map<String, Object> expected) {

  private static final Path TABLE = Path.of("src/test/resources/change/messages.yaml");
  private static final Set<String> ALWAYS =
      Set.of(
          "says", "bump", "tickets", "pull-request", "reverts", "release-as", "unread", "doubts");

  static List<MessageCase> all() {
    try {
      Object rows =
          new Load(LoadSettings.builder().build()).loadFromString(Files.readString(TABLE));
      return ((List<?>) rows).stream().map(row -> of((Map<?, ?>) row)).toList();
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  private static MessageCase of(Map<?, ?> row) {
    var expected = new LinkedHashMap<String, Object>();
    row.forEach((key, value) -> expected.put((String) key, value));
    return new MessageCase(
        words(expected, "case"), words(expected, "rule"), words(expected, "message"), expected);
  }

  private static String words(Map<String, Object> row, String key) {
    return (String) Objects.requireNonNull(row.remove(key), key);
  }

  /// What was read, in the words of the table; only what the row speaks of, and what every row
  /// does.
  Map<String, Object> read() {
    Message message = Message.read(this.message, MessageRules.USUAL);
    var read = new LinkedHashMap<String, Object>();
    put(read, "says", message.statements().stream().map(MessageCase::said).toList());
    put(read, "body", message.statements().stream().map(Statement::body).findFirst().orElse(""));
    put(
        read,
        "breaking",
        message.statements().stream().flatMap(s -> s.breaking().stream()).findFirst().orElse(""));
    put(read, "footers", message.footers().stream().map(MessageCase::written).toList());
    put(read, "tickets", message.tickets());
    put(read, "pull-request", message.pullRequest());
    put(read, "reverts", message.revert().map(MessageCase::taken));
    put(read, "release-as", message.releaseAs());
    put(read, "bump", bump(message));
    put(read, "unread", message.unread().map(Doubt::code));
    put(read, "doubts", message.doubts().stream().map(Doubt::code).toList());
    return read;
  }

  private void put(Map<String, Object> read, String key, Object value) {
    boolean nothing = value.equals(List.of()) || value.equals(Optional.empty());
    if (expected.containsKey(key) || (ALWAYS.contains(key) && !nothing)) {
      read.put(
          key, value instanceof Optional<?> some ? some.map(v -> (Object) v).orElse("") : value);
    }
  }

  private static String said(Statement statement) {
    return statement.type()
        + statement.scope().map(scope -> "(" + scope + ")").orElse("")
        + (statement.breaks() ? "!" : "")
        + ": "
        + statement.description();
  }

  private static String written(Footer footer) {
    return footer.token() + ": " + footer.value();
  }

  private static Map<String, Object> taken(Revert revert) {
    var taken = new LinkedHashMap<String, Object>();
    if (!revert.commits().isEmpty()) {
      taken.put("commits", revert.commits());
    }
    revert.subject().ifPresent(subject -> taken.put("subject", subject));
    revert.pullRequest().ifPresent(number -> taken.put("pull-request", number));
    return taken;
  }

  private static String bump(Message message) {
    List<String> types =
        message.statements().stream()
            .map(said -> said.step() && said.type().equals("feat") ? "fix" : said.type())
            .toList();
    return message.breaks()
        ? "major"
        : types.contains("feat")
            ? "minor"
            : types.stream().anyMatch(Set.of("fix", "perf", "revert")::contains) ? "patch" : "none";
  }

  @Override
  public String toString() {
    return rule + ": " + name;
  }
}
