package dev.signalbox.cli;

import dev.signalbox.base.Inert;
import dev.signalbox.base.Place;
import dev.signalbox.base.Words;
import dev.signalbox.domain.analysis.evidence.Arm;
import dev.signalbox.domain.analysis.evidence.Row;
import dev.signalbox.domain.analysis.evidence.Window;
import dev.signalbox.flow.problem.Nearest;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Recorded windows, row by row, as `rollout,window,stage,metric,arm,instance,total,bad[,le,count]`
/// has them. A row is good, or it is told what is wrong with it and where.
///
/// A row with `le` is one edge of a histogram: `count` is how many of all requests took no longer,
/// and `bad` is of no meaning. Where `total` is empty there, it is the `count` of the same
/// instance's row with the edge `+Inf`; where `count` is empty, the requests that took longer are
/// in `bad`.
final class WindowRows implements Closeable {

  /// What a row says of its total when another row has it.
  static final double ELSEWHERE = Double.POSITIVE_INFINITY;

  private enum Column {
    ROLLOUT,
    WINDOW,
    STAGE,
    METRIC,
    ARM,
    INSTANCE,
    TOTAL,
    BAD,
    LE,
    COUNT;

    boolean isNeeded() {
      return this != LE && this != COUNT;
    }

    String word() {
      return Words.of(this);
    }
  }

  private static final List<String> ALL = Arrays.stream(Column.values()).map(Column::word).toList();

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
  private final Map<Column, Integer> columns = new EnumMap<>(Column.class);
  private Optional<Wrong> wrong = Optional.empty();

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
      if (columns.put(Words.read(Column.class, word), field) != null) {
        return Optional.of(wrong(field, "'%s' stands twice.".formatted(word), "Remove one."));
      }
    }
    return Arrays.stream(Column.values())
        .filter(column -> column.isNeeded() && !columns.containsKey(column))
        .findFirst()
        .map(column ->
            wrong(
                csv.fields(),
                "There is no column '%s'.".formatted(column.word()),
                "The columns are " + String.join(",", ALL) + "; the last two may be left out."));
  }

  /// Goes on to the next row.
  boolean next() throws IOException {
    if (!csv.next()) {
      return false;
    }
    wrong = Optional.empty();
    return true;
  }

  int line() {
    return csv.line();
  }

  /// Where the row's stage stands.
  Place placeOfStage() {
    return new Place(name, csv.line(), csv.column(column(Column.STAGE)));
  }

  String rollout() {
    return csv.text(column(Column.ROLLOUT));
  }

  String metric() {
    return word(Column.METRIC);
  }

  /// The first that is wrong with the row.
  Optional<Wrong> check() {
    row();
    return wrong;
  }

  int window() {
    return (int) csv.number(column(Column.WINDOW));
  }

  /// [Window#HISTORY] of the time before the rollout.
  int stage() {
    return isHistory() ? Window.HISTORY : (int) csv.number(column(Column.STAGE));
  }

  private boolean isHistory() {
    return csv.text(column(Column.STAGE)).equals("history");
  }

  /// What the row counts. Of a row with something wrong it means nothing.
  Row row() {
    if (csv.fields() != columns.size()) {
      tell(
          Math.min(csv.fields(), columns.size()),
          "The row has %d values and there are %d columns.".formatted(csv.fields(), columns.size()),
          "Leave what is not known empty, but keep its comma.");
    }
    checkPlace();
    String metric = word(Column.METRIC);
    if (metric.isEmpty()) {
      tell(column(Column.METRIC), "The row names no metric.", "Write the policy's name of it.");
    }
    double le = columns.containsKey(Column.LE) ? csv.number(column(Column.LE)) : Double.NaN;
    return columns.containsKey(Column.LE) && !csv.isEmpty(column(Column.LE))
        ? bucket(metric, le)
        : Row.of(
            metric,
            arm(),
            word(Column.INSTANCE),
            amount(Column.TOTAL, Double.MAX_VALUE),
            amount(Column.BAD, total()));
  }

  private void checkPlace() {
    if (csv.isEmpty(column(Column.ROLLOUT))) {
      tell(
          column(Column.ROLLOUT),
          "The row names no rollout.",
          "Write a name that all its rows share.");
    }
    double window = csv.number(column(Column.WINDOW));
    if (window != Math.rint(window) || Math.abs(window) > 10_000_000) {
      tell(
          column(Column.WINDOW),
          "%s is no number of a window.".formatted(quoted(Column.WINDOW)),
          "Write whole minutes, counted from 0; before the rollout they are negative.");
    }
    if (isHistory() ? window >= 0 : window < 0 || !isIndex(csv.number(column(Column.STAGE)))) {
      tell(
          column(Column.STAGE),
          "%s is no stage of window %s."
              .formatted(quoted(Column.STAGE), csv.text(column(Column.WINDOW))),
          "Write the step's index, counted from 0, and 'history' for negative windows.");
    }
  }

  private static boolean isIndex(double stage) {
    return stage == Math.rint(stage) && stage >= 0 && stage < 10_000;
  }

  private Row bucket(String metric, double le) {
    if (!(le > 0)) {
      tell(
          column(Column.LE),
          "%s is no edge of a histogram.".formatted(quoted(Column.LE)),
          "Write a number over 0 or +Inf.");
    }
    boolean counted = columns.containsKey(Column.COUNT) && !csv.isEmpty(column(Column.COUNT));
    double total =
        csv.isEmpty(column(Column.TOTAL)) && counted
            ? ELSEWHERE
            : amount(Column.TOTAL, Double.MAX_VALUE);
    double count = counted ? amount(Column.COUNT, total) : total - amount(Column.BAD, total);
    return Row.bucket(metric, arm(), word(Column.INSTANCE), total, le, count);
  }

  private Arm arm() {
    return switch (csv.text(column(Column.ARM))) {
      case "canary" -> Arm.CANARY;
      case "baseline" -> Arm.BASELINE;
      default -> {
        tell(
            column(Column.ARM),
            "%s is no arm.".formatted(quoted(Column.ARM)),
            "Write 'canary' for the new version or 'baseline' for the old one.");
        yield Arm.BASELINE;
      }
    };
  }

  private double total() {
    double total = csv.number(column(Column.TOTAL));
    return Double.isNaN(total) ? Double.MAX_VALUE : total;
  }

  private double amount(Column column, double most) {
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

  private String quoted(Column column) {
    return Inert.quoted(csv.text(column(column)));
  }

  private String word(Column column) {
    return csv.text(column(column));
  }

  private int column(Column column) {
    Integer field = columns.get(column);
    return field == null ? Integer.MAX_VALUE - 1 : field;
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
