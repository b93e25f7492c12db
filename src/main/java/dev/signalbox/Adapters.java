package dev.signalbox;

import dev.signalbox.adapter.alert.LogChannel;
import dev.signalbox.adapter.alert.WebhookChannel;
import dev.signalbox.adapter.git.Committer;
import dev.signalbox.adapter.git.GitRepository;
import dev.signalbox.adapter.git.Remote;
import dev.signalbox.adapter.git.SigningKey;
import dev.signalbox.adapter.haproxy.Backend;
import dev.signalbox.adapter.haproxy.RuntimeSocket;
import dev.signalbox.adapter.metrics.Access;
import dev.signalbox.adapter.metrics.JsonServer;
import dev.signalbox.adapter.metrics.PrometheusServer;
import dev.signalbox.adapter.metrics.Scrape;
import dev.signalbox.adapter.oci.Location;
import dev.signalbox.adapter.pack.PackHistory;
import dev.signalbox.auth.Masker;
import dev.signalbox.base.Slug;
import dev.signalbox.flow.MetricsSpec.Origin;
import dev.signalbox.port.AlertChannel;
import dev.signalbox.port.JsonSource;
import dev.signalbox.port.MetricSource;
import dev.signalbox.port.TrafficSplit;
import java.net.URI;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Stream;

/// The outside world as the settings describe it: repositories, registries, metrics, alert
/// channels, and the secrets that nobody may see of them.
final class Adapters {

  private final Settings settings;
  private final InstantSource clock;

  Adapters(Settings settings, InstantSource clock) {
    this.settings = settings;
    this.clock = clock;
  }

  /// The registries that flows may name: those of the settings, and one of our own on this disk.
  Map<String, Location> registries() {
    var known = new TreeMap<String, Location>();
    known.put("embedded", new Location.Folder(settings.data().resolve("registry")));
    known.putAll(settings.registries());
    return known;
  }

  /// With the login of the settings.
  GitRepository repository(
      String remote, String branch, Supplier<Set<String>> lines, String mirror) {
    return repository(
        settings
            .gitLogin()
            .map(login -> Remote.at(remote, login.user(), login.password().value()))
            .orElseGet(() -> Remote.at(remote)),
        branch,
        lines,
        mirror);
  }

  GitRepository repositoryWithoutLogin(
      String remote, String branch, Supplier<Set<String>> lines, String mirror) {
    return repository(Remote.at(remote), branch, lines, mirror);
  }

  private GitRepository repository(
      Remote remote, String branch, Supplier<Set<String>> lines, String mirror) {
    return new GitRepository(
        remote,
        branch,
        lines,
        settings.data().resolve("git").resolve(mirror),
        new Committer(
            "Signalbox",
            "signalbox@localhost",
            settings.tagSigningKey().map(key -> SigningKey.read(key.value()))),
        clock,
        PackHistory::at);
  }

  Optional<MetricSource> metrics(Origin origin, Optional<URI> address) {
    return switch (origin) {
      case Origin.Scrape(String path) -> address.map(where -> new Scrape(where, path));
      case Origin.Prometheus(String name) ->
          Optional.ofNullable(settings.prometheus().get(name))
              .map(uri -> new PrometheusServer(name, uri, new Access.Open()));
    };
  }

  /// The token goes to the address that the settings give beside it, and to no other.
  Optional<JsonSource> json(String name) {
    return Optional.ofNullable(settings.jsonMetrics().get(name))
        .map(server ->
            new JsonServer(
                name,
                server.url(),
                server
                    .token()
                    .<Access>map(token -> new Access.Bearer(token.value()))
                    .orElseGet(Access.Open::new)));
  }

  Optional<TrafficSplit> haproxy(String name, String backend) {
    return Optional.ofNullable(settings.haproxy().get(name))
        .map(address -> new Backend(new RuntimeSocket(name, address), backend));
  }

  List<AlertChannel> channels() {
    var channels = new ArrayList<AlertChannel>();
    channels.add(new LogChannel());
    settings
        .alertWebhook()
        .ifPresent(hook ->
            channels.add(
                new WebhookChannel(new Slug("webhook"), hook.url(), hook.secret().value(), clock)));
    return channels;
  }

  Masker masker() {
    Stream<String> ours =
        Stream.of(
                settings.token(),
                settings.database().map(DatabaseUrl::password),
                settings.alertWebhook().map(Settings.Webhook::secret),
                settings.gitLogin().map(Settings.Login::password))
            .flatMap(Optional::stream)
            .map(Secret::value);
    Stream<String> ofRegistries =
        settings.registries().values().stream()
            .flatMap(where ->
                where instanceof Location.Http http ? http.credentials().stream() : Stream.of())
            .map(Location.Credentials::password);
    // steps print line by line, so a key of several lines is masked line by line
    Stream<String> ofTheKey =
        settings.tagSigningKey().stream()
            .flatMap(key -> key.value().lines())
            .filter(line -> !line.startsWith("-----"));
    Stream<String> ofMetrics =
        settings.jsonMetrics().values().stream()
            .flatMap(server -> server.token().stream())
            .map(Secret::value);
    return new Masker(
        Stream.of(ours, ofRegistries, ofMetrics, ofTheKey).flatMap(each -> each).toList());
  }
}
