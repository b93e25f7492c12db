package dev.signalbox.flow.shape;

import dev.signalbox.base.Place;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// The keys of one mapping, as they were read: each with its place, its meaning if it has one, and
/// whether anything was wrong with it.
public final class Fields {

  private final Place place;
  private final Map<String, Field> written = new HashMap<>();

  Fields(Place place) {
    this.place = place;
  }

  void put(Key<?> key, Field field) {
    written.put(key.word(), field);
  }

  /// Where the mapping stands.
  public Place place() {
    return place;
  }

  /// Whether the key was written, well or not.
  public boolean has(Key<?> key) {
    return written.containsKey(key.word());
  }

  /// Whether nothing is wrong with what was written, if anything was.
  public boolean sound(Key<?> key) {
    Field field = written.get(key.word());
    return field == null || field.sound();
  }

  /// Where the key itself stands, or else the mapping it is missing in.
  public Place placeOf(Key<?> key) {
    Field field = written.get(key.word());
    return field == null ? place : field.place();
  }

  /// What was written, or else what counts by default; empty if that is nothing, or was unreadable.
  public <T> Optional<T> get(Key<T> key) {
    Field field = written.get(key.word());
    if (field == null) {
      return key.meaningOfPreset();
    }
    @SuppressWarnings("unchecked") // what a key finds here was put in by that very key
    Optional<T> meaning = (Optional<T>) field.meaning();
    return meaning;
  }

  /// The same, of a key that has to be there in a mapping without problems.
  public <T> T need(Key<T> key) {
    return get(key)
        .orElseThrow(() ->
            new IllegalStateException(
                "no '" + key.word() + "' at " + place + ". Indicates a bug."));
  }

  record Field(Place place, Optional<?> meaning, boolean sound) {}
}
