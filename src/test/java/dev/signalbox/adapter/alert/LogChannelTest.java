package dev.signalbox.adapter.alert;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.signalbox.base.AlertId;
import dev.signalbox.base.RunId;
import dev.signalbox.port.AlertChannel.Alert;
import java.net.URI;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class LogChannelTest {

  private final ListAppender<ILoggingEvent> log = new ListAppender<>();
  private final Logger logger = (Logger) LoggerFactory.getLogger("dev.signalbox.alert");

  @BeforeEach
  void listen() {
    log.start();
    logger.addAppender(log);
  }

  @AfterEach
  void stopListening() {
    logger.detachAppender(log);
  }

  @Test
  void an_alert_is_one_line_with_its_ids() {
    new LogChannel().send(alert("staging failed", "Its integration tests failed.\nLook."));

    assertThat(log.list).hasSize(1);
    assertThat(log.list.getFirst().getLevel()).isEqualTo(Level.WARN);
    assertThat(log.list.getFirst().getFormattedMessage())
        .isEqualTo(
            "alert alr_7 storefront staging run_3: staging failed Its integration tests failed."
                + " Look. https://signalbox.example/runs/3");
  }

  @Test
  void a_text_from_outside_forges_no_second_line() {
    new LogChannel()
        .send(alert("x\r\n2026 ERROR all is lost\u2028\u0085\u001b[2J\0", "{} a\u202Eb \t c"));

    assertThat(log.list.getFirst().getFormattedMessage())
        .startsWith("alert alr_7 storefront staging run_3: x 2026 ERROR all is lost [2J {} a b c");
  }

  private static Alert alert(String title, String text) {
    return new Alert(
        new AlertId(7),
        Instant.parse("2026-11-02T09:00:00Z"),
        "storefront",
        Optional.of("staging"),
        Optional.of(new RunId(3)),
        title,
        text,
        Optional.of(URI.create("https://signalbox.example/runs/3")));
  }
}
