package dev.signalbox.demo;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

/// People who ask the shop in production for prices, so that there is something to monitor.
final class Customers implements AutoCloseable {

  private static final long PAUSE_MILLIS = 20;

  private final HttpClient http =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(1)).build();
  private final Supplier<Optional<URI>> shop;
  private final Thread crowd;
  private volatile boolean home;

  /// @param shop where production answers now
  Customers(Supplier<Optional<URI>> shop) {
    this.shop = shop;
    this.crowd = Thread.ofVirtual().name("customers").start(this::ask);
  }

  private void ask() {
    int asked = 0;
    Optional<URI> address = Optional.empty();
    while (!home) {
      if (asked % 25 == 0 || address.isEmpty()) {
        address = shop.get();
      }
      int items = asked++ % 4 + 1;
      address.ifPresent(where -> ask(where.resolve("/price?items=" + items)));
      try {
        Thread.sleep(address.isPresent() ? PAUSE_MILLIS : 200);
      } catch (InterruptedException stop) {
        return;
      }
    }
  }

  private void ask(URI price) {
    try {
      http.send(
          HttpRequest.newBuilder(price).timeout(Duration.ofSeconds(2)).build(),
          BodyHandlers.discarding());
    } catch (IOException betweenTwoVersions) {
      // A customer who finds the door closed comes back.
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    home = true;
    crowd.interrupt();
    http.shutdownNow();
  }
}
