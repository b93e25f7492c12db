package dev.signalbox.adapter.process;

import dev.signalbox.domain.artifact.Digest;
import dev.signalbox.domain.lock.Fence;
import dev.signalbox.port.DeploymentTarget.Order;
import java.net.URI;
import java.util.List;
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
/// @param beside what was brought up beside it, each at a port of its own
record SiteState(
    long fence,
    Optional<Integer> port,
    Optional<Current> current,
    Optional<Integer> before,
    List<Current> beside) {

  static final SiteState UNTOUCHED =
      new SiteState(
          Fence.NONE.value(), Optional.empty(), Optional.empty(), Optional.empty(), List.of());

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
    beside = List.copyOf(beside);
  }

  boolean isAheadOf(Fence other) {
    return fence > other.value();
  }

  boolean isAt(int number) {
    return all().stream().anyMatch(it -> it.number() == number);
  }

  /// All that was brought up and not taken down since.
  List<Current> all() {
    return Stream.concat(current.stream(), beside.stream()).toList();
  }

  Optional<Current> withKey(String key) {
    return all().stream().filter(it -> it.key().equals(key)).findFirst();
  }

  /// All ports that are the site's, whether anybody answers there just now or not.
  Set<Integer> ports() {
    return Stream.concat(port.stream(), all().stream().map(Current::port))
        .collect(Collectors.toUnmodifiableSet());
  }

  SiteState seeing(Fence other) {
    return new SiteState(Math.max(fence, other.value()), port, current, before, beside);
  }

  SiteState at(int port) {
    return new SiteState(fence, Optional.of(port), current, before, beside);
  }

  /// What ran until now becomes what ran before.
  SiteState bringing(Current next) {
    return new SiteState(fence, port, Optional.of(next), last(), List.of());
  }

  /// One more beside the others; an earlier one with its key is no more.
  SiteState adding(Current next) {
    return new SiteState(
        fence,
        port,
        current.filter(it -> !it.key().equals(next.key())),
        before,
        Stream.concat(beside.stream().filter(it -> !it.key().equals(next.key())), Stream.of(next))
            .toList());
  }

  /// The same deployment goes on in a later turn.
  SiteState goingOn(Current same) {
    return new SiteState(
        fence,
        port,
        current.map(it -> it.number() == same.number() ? same : it),
        before,
        beside.stream().map(it -> it.number() == same.number() ? same : it).toList());
  }

  /// What was to come up did not, and is no longer there.
  SiteState failing(int number) {
    return new SiteState(
        fence,
        port,
        current.filter(it -> it.number() != number),
        before,
        beside.stream().filter(it -> it.number() != number).toList());
  }

  /// Only these stay; the first of them is what the site shows as its own.
  SiteState keeping(Set<String> keys) {
    List<Current> kept = all().stream().filter(it -> keys.contains(it.key())).toList();
    return new SiteState(
        fence,
        port,
        kept.stream().findFirst(),
        current.filter(it -> !keys.contains(it.key())).map(Current::number).or(() -> before),
        kept.stream().skip(1).toList());
  }

  SiteState takenDown() {
    return new SiteState(fence, port, Optional.empty(), last(), List.of());
  }

  /// The numbers of the folders that have to stay.
  Set<Integer> kept() {
    return Stream.concat(all().stream().map(Current::number), before.stream())
        .collect(Collectors.toUnmodifiableSet());
  }

  private Optional<Integer> last() {
    return current.map(Current::number).or(() -> before);
  }
}
