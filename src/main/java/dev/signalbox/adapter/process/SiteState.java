package dev.signalbox.adapter.process;

import dev.signalbox.domain.artifact.Digest;
import dev.signalbox.domain.lock.Fence;
import dev.signalbox.port.DeploymentTarget.Order;
import java.net.URI;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What a site has to remember, so that any server that comes to it acts rightly.
///
/// @param fence the highest it has seen; it only grows
/// @param port given to it once, and kept as long as it is free
/// @param current what was brought up last and not taken down since
/// @param before the number of what ran before that
record SiteState(
    long fence, Optional<Integer> port, Optional<Current> current, Optional<Integer> before) {

  static final SiteState UNTOUCHED =
      new SiteState(Fence.NONE.value(), Optional.empty(), Optional.empty(), Optional.empty());

  /// @param number of the folder it was unpacked in; numbers only grow
  /// @param health the path that answers 200 when it is up
  record Current(int number, String key, String digest, long fence, int port, String health) {

    Current {
      Objects.requireNonNull(key);
      Objects.requireNonNull(health);
      if (!Digest.isDigest(digest)) {
        throw new IllegalArgumentException("'" + digest + "' is not a digest");
      }
    }

    static Current of(int number, Order order, int port) {
      return new Current(
          number, order.key(), order.digest().text(), order.fence().value(), port, order.health());
    }

    Current under(Fence other) {
      return new Current(number, key, digest, other.value(), port, health);
    }

    String brief() {
      return new Digest(digest).brief();
    }

    URI address() {
      return URI.create("http://127.0.0.1:" + port);
    }
  }

  SiteState {
    Objects.requireNonNull(port);
    Objects.requireNonNull(current);
    Objects.requireNonNull(before);
  }

  boolean isAheadOf(Fence other) {
    return fence > other.value();
  }

  boolean isAt(int number) {
    return current.filter(it -> it.number() == number).isPresent();
  }

  SiteState seeing(Fence other) {
    return new SiteState(Math.max(fence, other.value()), port, current, before);
  }

  SiteState at(int port) {
    return new SiteState(fence, Optional.of(port), current, before);
  }

  /// What ran until now becomes what ran before.
  SiteState bringing(Current next) {
    return new SiteState(fence, port, Optional.of(next), last());
  }

  /// The same deployment goes on in a later turn.
  SiteState goingOn(Current same) {
    return new SiteState(fence, port, Optional.of(same), before);
  }

  /// What was to come up did not, and is no longer there.
  SiteState failing() {
    return new SiteState(fence, port, Optional.empty(), before);
  }

  SiteState takenDown() {
    return new SiteState(fence, port, Optional.empty(), last());
  }

  /// The numbers of the folders that have to stay.
  Set<Integer> kept() {
    return Stream.concat(current.map(Current::number).stream(), before.stream())
        .collect(Collectors.toUnmodifiableSet());
  }

  private Optional<Integer> last() {
    return current.map(Current::number).or(() -> before);
  }
}
