package dev.signalbox.adapter.alert;

import dev.signalbox.base.Slug;
import dev.signalbox.port.AlertChannel;
import dev.signalbox.port.PortException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// Alerts as signed messages to a team's own address, as Standard Webhooks 1.0.0 describes them.
/// One call is one attempt. A message keeps its id over all attempts, so that a receiver that took
/// it and could not say so shows it once.
public final class WebhookChannel implements AlertChannel {

  private static final JsonMapper JSON = JsonMapper.shared();
  private static final HttpClient CLIENT =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .followRedirects(HttpClient.Redirect.NEVER)
          .connectTimeout(Duration.ofSeconds(10))
          .build();

  private final Slug name;
  private final URI address;
  private final Signature signature;
  private final InstantSource clock;
  private final Duration within;

  /// @param name how the settings call it; becomes part of every message's id
  /// @param address where messages are posted; may hold a secret, so only its host is ever shown
  /// @param secret `whsec_` and base64, shared with the receiver
  /// @throws IllegalArgumentException if the address or the secret is not of its form
  public WebhookChannel(Slug name, URI address, String secret, InstantSource clock) {
    this(name, address, secret, clock, Duration.ofSeconds(10));
  }

  WebhookChannel(Slug name, URI address, String secret, InstantSource clock, Duration within) {
    if (address.getHost() == null
        || !("http".equals(address.getScheme()) || "https".equals(address.getScheme()))) {
      throw new IllegalArgumentException(
          "The address of webhook '" + name + "' is not an http or https address with a host.");
    }
    this.name = name;
    this.address = address;
    this.signature = new Signature(secret);
    this.clock = clock;
    this.within = within;
  }

  @Override
  public String name() {
    return name.text();
  }

  @Override
  public void send(Alert alert) {
    byte[] body = JSON.writeValueAsBytes(message(alert));
    Instant now = clock.instant();
    String id = id(alert);
    HttpRequest request =
        HttpRequest.newBuilder(address)
            .timeout(within)
            .header("content-type", "application/json")
            .header("user-agent", "Signalbox")
            .header("webhook-id", id)
            .header("webhook-timestamp", Long.toString(now.getEpochSecond()))
            .header("webhook-signature", signature.of(id, now, body))
            .POST(BodyPublishers.ofByteArray(body))
            .build();
    delivered(answer(request));
  }

  /// The alert's instant is part of it: numbers begin anew in a new database, and a receiver must
  /// not take tomorrow's first alert for one it has shown.
  private String id(Alert alert) {
    return alert.id() + "-" + name + "-" + alert.at().getEpochSecond();
  }

  private static ObjectNode message(Alert alert) {
    ObjectNode message = JSON.createObjectNode();
    message.put("type", "signalbox.alert").put("timestamp", alert.at().toString());
    ObjectNode data = message.putObject("data");
    data.put("id", alert.id().toString()).put("service", sound(alert.service()));
    alert.environment().ifPresent(environment -> data.put("environment", sound(environment)));
    alert.run().ifPresent(run -> data.put("run", run.toString()));
    data.put("title", sound(alert.title())).put("text", sound(alert.text()));
    alert.link().ifPresent(link -> data.put("link", link.toString()));
    return message;
  }

  /// Half a character, as a text cut by somebody else may end in, becomes a question mark; else no
  /// JSON can carry it and the alert is never delivered.
  private static String sound(String text) {
    return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
  }

  private int answer(HttpRequest request) {
    try {
      HttpResponse<InputStream> response = CLIENT.send(request, BodyHandlers.ofInputStream());
      response.body().close(); // what it says does not matter, and may never end
      return response.statusCode();
    } catch (HttpTimeoutException late) {
      throw new PortException(
          told("did not answer within " + within.toSeconds() + " seconds"), late);
    } catch (IOException broken) {
      throw new PortException(
          told("could not be reached, or broke off before it answered"), broken);
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
      throw new PortException(told("was not waited for, since the server is stopping"), stop);
    }
  }

  private void delivered(int status) {
    switch (status / 100) {
      case 2 -> {}
      case 3 ->
          throw new PortException(
              told("redirects, which we do not follow: name the final address in the settings"));
      default ->
          throw new PortException(
              status == 410
                  ? told("wants no more messages (410): take it out of the settings")
                  : told("answered " + status));
    }
  }

  private String told(String what) {
    return "Webhook '%s' at %s %s.".formatted(name, address.getHost(), what);
  }
}
