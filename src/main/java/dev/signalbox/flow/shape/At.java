package dev.signalbox.flow.shape;

import dev.signalbox.base.Place;
import java.util.function.Function;

/// What a value means, and where it stands.
public record At<T>(Place place, T value) {

  public <U> At<U> map(Function<? super T, ? extends U> change) {
    return new At<>(place, change.apply(value));
  }
}
