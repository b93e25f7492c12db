package dev.signalbox.domain.version;

import dev.signalbox.base.Plain;
import java.util.List;

/// What a release is numbered by, in the order of its scheme. Versions of different schemes have no
/// order among each other.
public sealed interface Version extends Plain, Comparable<Version> {

  /// Whether it comes before the version it is named for, as `1.3.0-beta.1` before `1.3.0`.
  default boolean preRelease() {
    return false;
  }

  /// `major.minor.patch`, with the identifiers of a pre-release if it is one, as Semantic
  /// Versioning 2.0.0 orders them. Build metadata is no part of it.
  record Semantic(int major, int minor, int patch, List<String> identifiers) implements Version {

    public Semantic {
      identifiers = List.copyOf(identifiers);
    }

    public static Semantic of(int major, int minor, int patch) {
      return new Semantic(major, minor, patch, List.of());
    }

    /// The version this is a pre-release of, or else this one.
    public Semantic base() {
      return of(major, minor, patch);
    }

    @Override
    public boolean preRelease() {
      return !identifiers.isEmpty();
    }

    /// The version that follows after changes of this weight, whatever pre-release this is.
    public Semantic after(Bump bump) {
      return switch (bump) {
        case MAJOR -> of(major + 1, 0, 0);
        case MINOR -> of(major, minor + 1, 0);
        case PATCH -> of(major, minor, patch + 1);
        case NONE -> this;
      };
    }

    /// By how much another version differs from this one: the first number that does.
    public Bump differenceTo(Semantic other) {
      if (major != other.major) {
        return Bump.MAJOR;
      }
      return minor != other.minor ? Bump.MINOR : Bump.PATCH;
    }

    @Override
    public int compareTo(Version version) {
      if (!(version instanceof Semantic other)) {
        throw Unordered.of(this, version);
      }
      int byMajor = Integer.compare(major, other.major);
      int byMinor = Integer.compare(minor, other.minor);
      int byPatch = Integer.compare(patch, other.patch);
      return byMajor != 0
          ? byMajor
          : byMinor != 0
              ? byMinor
              : byPatch != 0 ? byPatch : Identifiers.compare(identifiers, other.identifiers);
    }

    /// Said out loud, as the next: what the JVM makes for a record it makes anew at each start.
    @Override
    public boolean equals(Object other) {
      return other instanceof Semantic that
          && major == that.major
          && minor == that.minor
          && patch == that.patch
          && identifiers.equals(that.identifiers);
    }

    @Override
    public int hashCode() {
      return ((31 * major + minor) * 31 + patch) * 31 + identifiers.hashCode();
    }

    @Override
    public String toString() {
      String numbers = major + "." + minor + "." + patch;
      return preRelease() ? numbers + "-" + String.join(".", identifiers) : numbers;
    }
  }

  /// A date, and a counter for whatever else is released on it.
  ///
  /// @param numbers from year to counter, as its format has them
  record Calendar(List<Integer> numbers, String text) implements Version {

    public Calendar {
      numbers = List.copyOf(numbers);
    }

    @Override
    public int compareTo(Version version) {
      if (!(version instanceof Calendar other)) {
        throw Unordered.of(this, version);
      }
      for (int i = 0; i < Math.min(numbers.size(), other.numbers.size()); i++) {
        int byNumber = Integer.compare(numbers.get(i), other.numbers.get(i));
        if (byNumber != 0) {
          return byNumber;
        }
      }
      return Integer.compare(numbers.size(), other.numbers.size());
    }

    @Override
    public String toString() {
      return text;
    }
  }

  /// A name from a list.
  ///
  /// @param round how often the list has been begun, from 1
  /// @param place of the name in the list, from 0
  /// @param delta how many small releases were made on top of it, this among them; 0 for itself
  record Named(int round, int place, String name, int delta) implements Version {

    @Override
    public int compareTo(Version version) {
      if (!(version instanceof Named other)) {
        throw Unordered.of(this, version);
      }
      int byRound = Integer.compare(round, other.round);
      int byPlace = Integer.compare(place, other.place);
      return byRound != 0 ? byRound : byPlace != 0 ? byPlace : Integer.compare(delta, other.delta);
    }

    @Override
    public String toString() {
      return (round == 1 ? name : name + "-" + round) + (delta == 0 ? "" : "." + delta);
    }
  }

  /// What a person said. Numbers in it count as numbers: `r9` comes before `r10`.
  record Chosen(String text) implements Version {

    @Override
    public int compareTo(Version version) {
      if (!(version instanceof Chosen other)) {
        throw Unordered.of(this, version);
      }
      return NaturalOrder.compare(text, other.text);
    }

    @Override
    public String toString() {
      return text;
    }
  }
}
