package dev.signalbox.flow.yaml;

import dev.signalbox.base.Place;
import java.util.Optional;
import org.snakeyaml.engine.v2.common.Anchor;

/// A list or a mapping whose end has not come yet.
sealed interface Unfinished permits UnfinishedListing, UnfinishedMapping {

  Optional<Anchor> anchor();

  /// How many values the file had before this one.
  int valuesBefore();

  void add(Value value);

  /// Where a block stands that begins here, as the next value of this one.
  Place placeOfBlockBelow(Place start);

  /// What it has become.
  Value value();
}
