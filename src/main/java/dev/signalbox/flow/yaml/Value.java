package dev.signalbox.flow.yaml;

import dev.signalbox.base.Place;
import java.util.List;
import java.util.Optional;

/// A value of the file and where it stands. A block that begins on a line below its key stands at
/// that key: there a reader looks for it.
public sealed interface Value {

  Place place();

  /// For a sentence such as "expected a name, found a list".
  String noun();

  /// @param text what is written, without quotes and with escapes resolved
  record Scalar(Place place, String text, Kind kind) implements Value {

    /// Whether there is anything to read.
    public boolean saysSomething() {
      return kind != Kind.NOTHING && kind != Kind.FOREIGN;
    }

    @Override
    public String noun() {
      return kind.noun;
    }
  }

  /// What YAML 1.2's core schema takes a scalar for.
  enum Kind {
    TEXT("a text"),
    NUMBER("a number"),
    TRUE_OR_FALSE("true or false"),
    NOTHING("nothing"),
    /// What a tag says we cannot read; that was told already.
    FOREIGN("a value of a foreign type");

    private final String noun;

    Kind(String noun) {
      this.noun = noun;
    }

    public String noun() {
      return noun;
    }
  }

  record Listing(Place place, List<Value> items) implements Value {
    @Override
    public String noun() {
      return "a list";
    }
  }

  /// @param entries in the order of the file, each key once
  record Mapping(Place place, List<Entry> entries) implements Value {
    @Override
    public String noun() {
      return "a mapping";
    }

    public Optional<Entry> entry(String key) {
      return entries.stream().filter(e -> e.key().text().equals(key)).findFirst();
    }
  }

  record Entry(Scalar key, Value value) {}
}
