package dev.signalbox.cli;

import dev.signalbox.base.Inert;
import dev.signalbox.base.Place;
import dev.signalbox.domain.analysis.evidence.Arm;
import dev.signalbox.domain.analysis.evidence.Row;
import dev.signalbox.domain.analysis.evidence.Window;
import dev.signalbox.flow.problem.Nearest;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Recorded windows, row by row, as
/// `rollout,window,stage,metric,arm,instance,total,bad[,le,count]` has them. A row is good, or it is
/// told what is wrong with it and where.
///
/// A row with `le` is one edge of a histogram: `count` is how many of all requests took no longer,
/// and `bad` is of no meaning. Where `total` is empty there, it is the `count` of the same
/// instance's row with the edge `+Inf`; where `count` is empty, the requests that took longer are in
/// `bad`.
final class WindowRows implements Closeable {

  /// What a row says of its total when another row has it.
  static final double ELSEWHERE = Double.POSITIVE_INFINITY;

  private static final List<String> NEEDED =
      List.of("rollout", "window", "stage", "metric", "arm", "instance", "total", "bad");
  private static final List<String> ALL =
      List.of(
          "rollout", "window", "stage", "metric", "arm", "instance", "total", "bad", "le", "count");

  /// Something wrong in the file.
  ///
  /// @param next what to do about it
  record Wrong(Place place, String fact, String next) {
    String text() {
      return "%s: %s %s".formatted(Inert.line(place.toString()), fact, next);
    }
  }

  private final String name;
  private final CsvFile csv;
  private final Map<String, Integer> columns = new HashMap<>();
  private final Map<String, String> words = new HashMap<>();
  private Optional<Wrong> wrong = Optional.empty();
  private byte[] lastRollout = new byte[0];
  private String rollout = "";

  WindowRows(Path file) throws IOException {
    name = file.toString();
    csv = new CsvFile(file);
  }

  /// Reads the names of the columns.
  Optional<Wrong> header() throws IOException {
    if (!csv.next()) {
      return Optional.of(
          new Wrong(
              new Place(name, 1, 1),
              "The file is empty.",
              "Its first line names the columns: " + String.join(",", ALL) + "."));
    }
    for (int field = 0; field < csv.fields(); field++) {
      String word = csv.text(field).strip();
      if (!ALL.contains(word)) {
        return Optional.of(
            wrong(
                field,
                "There is no column %s.".formatted(Inert.quoted(word)),
                Nearest.to(word, Set.copyOf(ALL))
                    .map("Did you mean '%s'?"::formatted)
                    .orElse("The first line names the columns: " + String.join(",", ALL) + ".")));
      }
      if (columns.put(word, field) != null) {
        return Optional.of(wrong(field, "'%s' stands twice.".formatted(word), "Remove one."));
      }
    }
    Set<String> missing = new HashSet<>(NEEDED);
    missing.removeAll(columns.keySet());
    return NEEDED.stream()
        .filter(missing::contains)
        .findFirst()
        .map(word ->
            wrong(
                csv.fields(),
                "There is no column '%s'.".formatted(word),
                "The columns are " + String.join(",", ALL) + "; the last two may be left out."));
  }

  /// Goes on to the next row.
  boolean next() throws IOException {
    if (!csv.next()) {
      return false;
    }
    wrong = Optional.empty();
    int field = column("rollout");
    if (!csv.says(field, lastRollout)) {
      lastRollout = csv.raw(field);
      rollout = csv.text(field);
    }
    return true;
  }

  int line() {
    return csv.line();
  }

  Place place(String column) {
    return new Place(name, csv.line(), csv.column(column(column)));
  }

  String rollout() {
    return rollout;
  }

  String metric() {
    return word("metric");
  }

  /// The first that is wrong with the row.
  Optional<Wrong> check() {
    row();
    return wrong;
  }

  int window() {
    return (int) csv.number(column("window"));
  }

  /// [Window#HISTORY] of the time before the rollout.
  int stage() {
    return isHistory() ? Window.HISTORY : (int) csv.number(column("stage"));
  }

  private boolean isHistory() {
    return csv.text(column("stage")).equals("history");
  }

  /// What the row counts. Of a row with something wrong it means nothing.
  Row row() {
    if (csv.fields() != columns.size()) {
      tell(
          Math.min(csv.fields(), columns.size()),
          "The row has %d values and there are %d columns."
              .formatted(csv.fields(), columns.size()),
          "Leave what is not known empty, but keep its comma.");
    }
    checkPlace();
    String metric = word("metric");
    if (metric.isEmpty()) {
      tell(column("metric"), "The row names no metric.", "Write the policy's name of it.");
    }
    double le = columns.containsKey("le") ? csv.number(column("le")) : Double.NaN;
    return columns.containsKey("le") && !csv.isEmpty(column("le"))
        ? bucket(metric, le)
        : Row.of(
            metric,
            arm(),
            word("instance"),
            amount("total", Double.MAX_VALUE),
            amount("bad", total()));
  }

  private void checkPlace() {
    if (rollout.isEmpty()) {
      tell(column("rollout"), "The row names no rollout.", "Write a name that all its rows share.");
    }
    double window = csv.number(column("window"));
    if (window != Math.rint(window) || Math.abs(window) > 10_000_000) {
      tell(
          column("window"),
          "%s is no number of a window.".formatted(quoted("window")),
          "Write whole minutes, counted from 0; before the rollout they are negative.");
    }
    double stage = csv.number(column("stage"));
    if (isHistory() ? window >= 0 : stage != Math.rint(stage) || stage < 0 || window < 0) {
      tell(
          column("stage"),
          "%s is no stage of window %s.".formatted(quoted("stage"), csv.text(column("window"))),
          "Write the step's index, counted from 0, and 'history' for negative windows.");
    }
  }

  private Row bucket(String metric, double le) {
    if (!(le > 0)) {
      tell(
          column("le"),
          "%s is no edge of a histogram.".formatted(quoted("le")),
          "Write a number over 0 or +Inf.");
    }
    boolean counted = columns.containsKey("count") && !csv.isEmpty(column("count"));
    double total =
        csv.isEmpty(column("total")) && counted
            ? ELSEWHERE
            : amount("total", Double.MAX_VALUE);
    double count = counted ? amount("count", total) : total - amount("bad", total);
    return Row.bucket(metric, arm(), word("instance"), total, le, count);
  }

  private Arm arm() {
    return switch (csv.text(column("arm"))) {
      case "canary" -> Arm.CANARY;
      case "baseline" -> Arm.BASELINE;
      default -> {
        tell(
            column("arm"),
            "%s is no arm.".formatted(quoted("arm")),
            "Write 'canary' for the new version or 'baseline' for the old one.");
        yield Arm.BASELINE;
      }
    };
  }

  private double total() {
    double total = csv.number(column("total"));
    return Double.isNaN(total) ? Double.MAX_VALUE : total;
  }

  private double amount(String column, double most) {
    double number = csv.number(column(column));
    if (!(number >= 0 && number <= Double.MAX_VALUE)) {
      tell(
          column(column),
          "%s is no number of requests.".formatted(quoted(column)),
          "Write a number, 0 or more; leave a window out that was not counted.");
    } else if (number > most) {
      tell(
          column(column),
          "%s is more than the total.".formatted(quoted(column)),
          "Write how many of the total they are.");
    }
    return number;
  }

  private String quoted(String column) {
    return Inert.quoted(csv.text(column(column)));
  }

  private String word(String column) {
    String text = csv.text(column(column));
    String known = words.putIfAbsent(text, text);
    return known == null ? text : known;
  }

  private int column(String word) {
    return columns.getOrDefault(word, Integer.MAX_VALUE - 1);
  }

  private void tell(int field, String fact, String next) {
    if (wrong.isEmpty()) {
      wrong = Optional.of(wrong(field, fact, next));
    }
  }

  private Wrong wrong(int field, String fact, String next) {
    return new Wrong(new Place(name, csv.line(), csv.column(field)), fact, next);
  }

  @Override
  public void close() throws IOException {
    csv.close();
  }
}
