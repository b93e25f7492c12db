package dev.signalbox.flow.yaml;

import dev.signalbox.base.Place;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.snakeyaml.engine.v2.common.Anchor;

/// A list whose end has not come yet.
final class UnfinishedListing implements Unfinished {

  private final Place place;
  private final Optional<Anchor> anchor;
  private final int valuesBefore;
  private final List<Value> items = new ArrayList<>();

  UnfinishedListing(Place place, Optional<Anchor> anchor, int valuesBefore) {
    this.place = place;
    this.anchor = anchor;
    this.valuesBefore = valuesBefore;
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
  public void add(Value value) {
    items.add(value);
  }

  @Override
  public Place placeOfBlockBelow(Place start) {
    return start;
  }

  @Override
  public Value value() {
    return new Value.Listing(place, items);
  }
}
