package dev.signalbox.flow.yaml;

import dev.signalbox.base.Place;
import dev.signalbox.flow.problem.ProblemCode;
import dev.signalbox.flow.problem.Problems;
import dev.signalbox.flow.problem.Visible;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.common.Anchor;

/// A mapping whose end has not come yet: keys and values in turn. A key that cannot be one takes
/// its value with it.
final class UnfinishedMapping implements Unfinished {

  private final Place place;
  private final Optional<Anchor> anchor;
  private final int valuesBefore;
  private final Problems problems;
  private final List<Value.Entry> entries = new ArrayList<>();
  private final Map<String, Place> seen = new HashMap<>();
  private @Nullable Value key;

  UnfinishedMapping(Place place, Optional<Anchor> anchor, int valuesBefore, Problems problems) {
    this.place = place;
    this.anchor = anchor;
    this.valuesBefore = valuesBefore;
    this.problems = problems;
  }

  @Override
  public Optional<Anchor> anchor() {
    return anchor;
  }

  @Override
  public int valuesBefore() {
    return valuesBefore;
  }

  @Override
  public void add(Value next) {
    if (key == null) {
      key = next;
      return;
    }
    if (isUsable(key) && key instanceof Value.Scalar word) {
      entries.add(new Value.Entry(word, next));
    }
    key = null;
  }

  @Override
  public Place placeOfBlockBelow(Place start) {
    return key != null && key.place().line() < start.line() ? key.place() : start;
  }

  @Override
  public Value value() {
    return new Value.Mapping(place, entries);
  }

  private boolean isUsable(Value key) {
    if (!(key instanceof Value.Scalar word) || word.text().isEmpty()) {
      problems.add(
          key.place(),
          ProblemCode.KEY_NOT_A_WORD,
          "A key is a word, and here stands " + nounOf(key) + ".",
          "If a text begins with '{', '[' or '?', put it in quotes.");
      return false;
    }
    if (word.text().equals("<<")) {
      problems.add(
          word.place(),
          ProblemCode.MERGE_KEY,
          "The merge key '<<' is no part of YAML 1.2.",
          "Write its keys out here.");
      return false;
    }
    Place first = seen.putIfAbsent(word.text(), word.place());
    if (first != null) {
      problems.add(
          word.place(),
          ProblemCode.DUPLICATE_KEY,
          "The key %s stands here a second time; the first is in line %d."
              .formatted(Visible.quoted(word.text()), first.line()),
          "Keep one of the two.");
      return false;
    }
    return true;
  }

  private static String nounOf(Value key) {
    return key instanceof Value.Scalar ? "nothing" : key.noun();
  }
}
