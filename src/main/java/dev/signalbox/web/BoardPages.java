package dev.signalbox.web;

import dev.signalbox.app.Boards;
import io.javalin.http.Context;
import java.time.InstantSource;
import java.util.Map;

/// The board: every service, every environment, live.
public final class BoardPages {

  private final Boards boards;
  private final InstantSource clock;

  public BoardPages(Boards boards, InstantSource clock) {
    this.boards = boards;
    this.clock = clock;
  }

  public void board(Context http, Visitor visitor) {
    Pages.draw(
        http,
        "board",
        Map.of("visitor", visitor, "services", boards.all(), "now", clock.instant()));
  }

  /// Its live part alone.
  public void services(Context http, Visitor visitor) {
    Pages.draw(
        http,
        "services",
        Map.of("visitor", visitor, "services", boards.all(), "now", clock.instant()));
  }
}
