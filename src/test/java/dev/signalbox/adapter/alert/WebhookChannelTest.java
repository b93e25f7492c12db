package dev.signalbox.adapter.alert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.signalbox.base.AlertId;
import dev.signalbox.base.RunId;
import dev.signalbox.base.Slug;
import dev.signalbox.fixture.AlertReceiver;
import dev.signalbox.fixture.AlertReceiver.Attempt;
import dev.signalbox.fixture.AlertReceiver.Fault;
import dev.signalbox.fixture.AlertReceiver.Message;
import dev.signalbox.port.AlertChannel.Alert;
import dev.signalbox.port.PortException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

@Timeout(60)
class WebhookChannelTest {

  private static final Instant MONDAY = Instant.parse("2026-11-02T09:00:00Z");
  private static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

  private final AtomicReference<Instant> now = new AtomicReference<>(MONDAY);
  private final AlertReceiver receiver = new AlertReceiver(SECRET, now::get);
  private final WebhookChannel channel = channel(receiver.address(), SECRET);

  @AfterEach
  void close() {
    receiver.close();
  }

  @Test
  void an_alert_arrives_signed_and_whole() {
    channel.send(alert("staging failed", "Its integration tests failed."));

    Message message = receiver.messages().getFirst();
    assertThat(message.id()).isEqualTo("alr_7-ops-1793609940");
    JsonNode data = message.body().path("data");
    assertThat(message.body().path("type").asString()).isEqualTo("signalbox.alert");
    assertThat(message.body().path("timestamp").asString()).isEqualTo("2026-11-02T08:59:00Z");
    assertThat(data.path("id").asString()).isEqualTo("alr_7");
    assertThat(data.path("service").asString()).isEqualTo("storefront");
    assertThat(data.path("environment").asString()).isEqualTo("staging");
    assertThat(data.path("run").asString()).isEqualTo("run_3");
    assertThat(data.path("title").asString()).isEqualTo("staging failed");
    assertThat(data.path("text").asString()).isEqualTo("Its integration tests failed.");
    assertThat(data.path("link").asString()).isEqualTo("https://signalbox.example/runs/3");
    assertThat(receiver.attempts().getFirst().timestamp()).isEqualTo("1793610000");
  }

  @Test
  void what_an_alert_does_not_have_is_left_out() {
    channel.send(
        new Alert(
            new AlertId(8),
            MONDAY,
            "storefront",
            Optional.empty(),
            Optional.empty(),
            "t",
            "x",
            Optional.empty()));

    assertThat(receiver.messages().getFirst().body().path("data").propertyNames())
        .containsExactly("id", "service", "title", "text");
  }

  @Test
  void text_from_outside_stays_text() {
    String nasty =
        "\"},{\"x\": <script>alert(1)</script> <!channel> $(reboot) \r\n\0\u001b[31m\u2028 🚦 ${jndi:x}";
    channel.send(alert(nasty, nasty));

    assertThat(receiver.messages().getFirst().title()).isEqualTo(nasty);
  }

  @Test
  void half_a_character_does_not_stop_an_alert() {
    channel.send(alert("cut \uD83D", "cut \uDEA6 too"));

    assertThat(receiver.messages().getFirst().title()).isEqualTo("cut ?");
  }

  @Test
  void an_answer_that_was_lost_makes_no_second_message() {
    receiver.plan(new Fault.CutAfterTaking(), new Fault.Answers(503));
    Alert alert = alert("staging failed", "Look.");

    assertThatThrownBy(() -> channel.send(alert))
        .isInstanceOf(PortException.class)
        .hasMessage(
            "Webhook 'ops' at 127.0.0.1 could not be reached, or broke off before it answered.");
    now.set(MONDAY.plusSeconds(60));
    assertThatThrownBy(() -> channel.send(alert))
        .hasMessage("Webhook 'ops' at 127.0.0.1 answered 503.");
    now.set(MONDAY.plusSeconds(3600));
    channel.send(alert);

    assertThat(receiver.messages()).hasSize(1);
    assertThat(receiver.attempts()).extracting(Attempt::id).containsOnly("alr_7-ops-1793609940");
    assertThat(receiver.attempts())
        .extracting(Attempt::timestamp)
        .containsExactly("1793610000", "1793610060", "1793613600");
    assertThat(receiver.attempts()).allMatch(attempt -> attempt.refusal().isEmpty());
    assertThat(receiver.attempts())
        .extracting(Attempt::body)
        .containsOnly(receiver.attempts().getFirst().body());
  }

  @Test
  void alerts_are_told_apart_by_number_channel_and_time() {
    Alert alert = alert("t", "x");
    var later =
        new Alert(
            alert.id(),
            alert.at().plusSeconds(86_400),
            alert.service(),
            alert.environment(),
            alert.run(),
            alert.title(),
            alert.text(),
            alert.link());
    channel.send(alert);
    channel.send(later);
    new WebhookChannel(new Slug("dev"), receiver.address(), SECRET, now::get).send(alert);

    assertThat(receiver.messages()).hasSize(3);
  }

  @Test
  void five_hundreds_are_failures_until_they_end() {
    receiver.failNext(2);
    Alert alert = alert("t", "x");

    assertThatThrownBy(() -> channel.send(alert)).hasMessageContaining("answered 500");
    assertThatThrownBy(() -> channel.send(alert)).hasMessageContaining("answered 500");
    channel.send(alert);
    assertThat(receiver.messages()).hasSize(1);
  }

  @Test
  void a_receiver_that_wants_no_more_is_told_of() {
    receiver.plan(new Fault.Answers(410));

    assertThatThrownBy(() -> channel.send(alert("t", "x")))
        .hasMessage(
            "Webhook 'ops' at 127.0.0.1 wants no more messages (410): take it out of the settings.");
  }

  @ParameterizedTest
  @ValueSource(ints = {300, 304, 401, 404, 429, 502})
  void every_other_answer_is_no_delivery(int status) {
    receiver.plan(new Fault.Answers(status));

    assertThatThrownBy(() -> channel.send(alert("t", "x"))).isInstanceOf(PortException.class);
    assertThat(receiver.messages()).isEmpty();
  }

  @Test
  void a_redirect_is_not_followed() {
    receiver.plan(new Fault.Answers(307));

    assertThatThrownBy(() -> channel.send(alert("t", "x")))
        .hasMessageContaining("redirects, which we do not follow");
    assertThat(receiver.attempts()).hasSize(1);
  }

  @Test
  void a_slow_receiver_is_not_waited_for_for_ever_and_shows_the_message_once() {
    receiver.plan(new Fault.Slow(Duration.ofMinutes(1)));
    Alert alert = alert("t", "x");
    var hasty =
        new WebhookChannel(
            new Slug("ops"), receiver.address(), SECRET, now::get, Duration.ofSeconds(2));

    assertThatThrownBy(() -> hasty.send(alert))
        .hasMessage("Webhook 'ops' at 127.0.0.1 did not answer within 2 seconds.");
    hasty.send(alert);
    assertThat(receiver.messages()).hasSize(1);
  }

  @Test
  void another_secret_is_not_believed() {
    var stranger = channel(receiver.address(), "whsec_" + "A".repeat(32));

    assertThatThrownBy(() -> stranger.send(alert("t", "x"))).hasMessageContaining("answered 401");
    assertThat(receiver.messages()).isEmpty();
  }

  @Test
  void nobody_there_is_told_without_the_secrets_of_the_address() {
    URI gone = receiver.address();
    receiver.close();

    assertThatThrownBy(
            () -> channel(gone.resolve("/hooks/hush-hush?key=hush"), SECRET).send(alert("t", "x")))
        .isInstanceOf(PortException.class)
        .hasMessageStartingWith("Webhook 'ops' at 127.0.0.1 could not be reached")
        .hasStackTraceContaining("ConnectException")
        .satisfies(thrown -> assertThat(stackTrace(thrown)).doesNotContain("hush"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"ftp://example.org/", "https:///nohost", "mailto:a@b.c", "/path"})
  void an_address_that_is_none_is_refused(String address) {
    assertThatThrownBy(() -> channel(URI.create(address), SECRET))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("is not an http or https address");
  }

  private static String stackTrace(Throwable thrown) {
    var text = new StringWriter();
    thrown.printStackTrace(new PrintWriter(text));
    return text.toString();
  }

  private WebhookChannel channel(URI address, String secret) {
    return new WebhookChannel(new Slug("ops"), address, secret, now::get);
  }

  private static Alert alert(String title, String text) {
    return new Alert(
        new AlertId(7),
        MONDAY.minusSeconds(60),
        "storefront",
        Optional.of("staging"),
        Optional.of(new RunId(3)),
        title,
        text,
        Optional.of(URI.create("https://signalbox.example/runs/3")));
  }
}
