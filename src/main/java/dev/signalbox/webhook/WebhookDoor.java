package dev.signalbox.webhook;

import dev.signalbox.app.Deliveries;
import io.javalin.http.Context;
import java.util.Optional;

/// Where forges and git hooks knock: a signed delivery is kept and answered at once; what it is
/// about is looked up afterwards, in the repository itself.
public final class WebhookDoor {

  private final Deliveries deliveries;

  public WebhookDoor(Deliveries deliveries) {
    this.deliveries = deliveries;
  }

  /// `POST /webhooks/{service}`, with the headers of GitHub, Gitea or Forgejo.
  public void receive(Context http) {
    Optional<String> id =
        header(http, "X-GitHub-Delivery").or(() -> header(http, "X-Gitea-Delivery"));
    if (id.isEmpty() || id.get().length() > 200) {
      http.status(400).result("A delivery needs an id in X-GitHub-Delivery.\n");
      return;
    }
    Deliveries.Answer answer =
        deliveries.receive(
            http.pathParam("service"),
            id.get(),
            header(http, "X-GitHub-Event").orElse("push"),
            http.bodyAsBytes(),
            header(http, "X-Hub-Signature-256"));
    switch (answer) {
      case TAKEN -> http.status(202).result("taken\n");
      case KNOWN -> http.status(202).result("known already\n");
      case NOT_BELIEVED ->
          http.status(401)
              .header("WWW-Authenticate", "HMAC-SHA256 header=\"X-Hub-Signature-256\"")
              .result(
                  "X-Hub-Signature-256 is not the signature of this body with the secret of a service"
                      + " here. The secret was shown when the service was added.\n");
    }
  }

  private static Optional<String> header(Context http, String name) {
    return Optional.ofNullable(http.header(name));
  }
}
