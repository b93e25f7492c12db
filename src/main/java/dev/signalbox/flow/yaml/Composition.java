package dev.signalbox.flow.yaml;

import dev.signalbox.base.Place;
import dev.signalbox.flow.problem.ProblemCode;
import dev.signalbox.flow.problem.Problems;
import dev.signalbox.flow.problem.Visible;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.common.Anchor;
import org.snakeyaml.engine.v2.common.SpecVersion;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.CollectionEndEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.DocumentStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.MappingStartEvent;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;

/// The tree of values as it grows, event by event. An alias costs what it stands for, so a file
/// that doubles itself ten times over runs into the same limit as one that writes it all out.
final class Composition {

  private static final int MOST_VALUES = 20_000;
  private static final int DEEPEST = 30;

  private final String file;
  private final Problems problems;
  private final Deque<Unfinished> open = new ArrayDeque<>();
  private final Map<Anchor, Marked> marked = new HashMap<>();
  private Place last;
  private int values;
  private int documents;
  private @Nullable Value root;

  Composition(String file, Problems problems) {
    this.file = file;
    this.problems = problems;
    this.last = new Place(file, 1, 1);
  }

  /// The value of the document; empty if it has none or says nothing.
  Optional<Value> root() {
    return Optional.ofNullable(root)
        .filter(value ->
            !(value instanceof Value.Scalar(_, _, Value.Kind kind) && kind == Value.Kind.NOTHING));
  }

  Place whereItStood() {
    return last;
  }

  /// Takes an event; false if reading on is of no use.
  boolean goesOnAfter(Event event) {
    last = place(event);
    return switch (event) {
      case DocumentStartEvent start -> begin(start);
      case ScalarEvent scalar -> add(Scalars.read(scalar, last, problems), scalar);
      case AliasEvent alias -> resolve(alias);
      case CollectionStartEvent start -> open(start);
      case CollectionEndEvent _ -> close();
      default -> true;
    };
  }

  private boolean begin(DocumentStartEvent start) {
    if (++documents > 1) {
      return stop(
          ProblemCode.SEVERAL_DOCUMENTS,
          "A second document begins here; a flow file is one.",
          "Remove the '---' and what follows it.");
    }
    if (start.getSpecVersion().filter(Composition::isOther).isPresent()) {
      return stop(
          ProblemCode.YAML_VERSION,
          "The file asks for another YAML than 1.2.",
          "Remove the line that begins with '%YAML'.");
    }
    return true;
  }

  private static boolean isOther(SpecVersion version) {
    return version.getMajor() != 1 || version.getMinor() != 2;
  }

  private boolean open(CollectionStartEvent start) {
    if (open.size() == DEEPEST) {
      return stop(
          ProblemCode.TOO_DEEP,
          "Values are nested more than %d levels deep.".formatted(DEEPEST),
          "");
    }
    boolean mapping = start instanceof MappingStartEvent;
    String core = mapping ? "tag:yaml.org,2002:map" : "tag:yaml.org,2002:seq";
    Scalars.tellForeignTag(start.getTag().filter(tag -> !tag.equals(core)), last, problems);
    Place place = start.isFlow() || open.isEmpty() ? last : open.element().placeOfBlockBelow(last);
    open.push(
        mapping
            ? new UnfinishedMapping(place, start.getAnchor(), values, problems)
            : new UnfinishedListing(place, start.getAnchor(), values));
    start.getAnchor().ifPresent(marked::remove);
    return counts(1);
  }

  private boolean close() {
    Unfinished finished = open.pop();
    Value value = finished.value();
    finished
        .anchor()
        .ifPresent(
            anchor -> marked.put(anchor, new Marked(value, values - finished.valuesBefore())));
    put(value);
    return true;
  }

  private boolean add(Value.Scalar scalar, NodeEvent event) {
    event.getAnchor().ifPresent(anchor -> marked.put(anchor, new Marked(scalar, 1)));
    put(scalar);
    return counts(1);
  }

  private boolean resolve(AliasEvent alias) {
    Marked target = marked.get(alias.getAlias());
    if (target == null) {
      String name = alias.getAlias().getValue();
      boolean itself =
          open.stream().anyMatch(o -> o.anchor().equals(Optional.of(alias.getAlias())));
      return stop(
          ProblemCode.ALIAS,
          itself
              ? "%s stands for a value that it is part of.".formatted(Visible.quoted("*" + name))
              : "Nothing above is marked %s.".formatted(Visible.quoted("&" + name)),
          itself ? "Write the value out." : "If a text begins with '*', put it in quotes.");
    }
    put(target.value());
    return counts(target.size());
  }

  private void put(Value value) {
    if (open.isEmpty()) {
      root = value;
    } else {
      open.element().add(value);
    }
  }

  private boolean counts(int more) {
    values += more;
    return values <= MOST_VALUES
        || stop(
            ProblemCode.TOO_MUCH,
            "With this the file has more than %d values.".formatted(MOST_VALUES),
            "Write a smaller file; aliases count as what they stand for.");
  }

  private boolean stop(ProblemCode code, String fact, String next) {
    problems.add(last, code, fact, next);
    return false;
  }

  private Place place(Event event) {
    return event.getStartMark().map(mark -> placeOf(file, mark)).orElse(last);
  }

  static Place placeOf(String file, Mark mark) {
    return new Place(file, mark.getLine() + 1, mark.getColumn() + 1);
  }

  /// A value that an alias may stand for, and how many values it is written out.
  private record Marked(Value value, int size) {}
}
