package dev.signalbox.journey;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.fixture.AlertReceiver;
import dev.signalbox.fixture.Api;
import dev.signalbox.fixture.Storefront;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/// Holds what was really done, by the world's own ledgers, against what the server says was done.
final class Ledgers {

  private final Storefront shop;
  private final AlertReceiver receiver;
  private final Api api;

  Ledgers(Storefront shop, AlertReceiver receiver, Api api) {
    this.shop = shop;
    this.receiver = receiver;
    this.api = api;
  }

  /// Nothing was built, deployed, verified, tagged or told twice, and no step was taken in staging
  /// without its lock.
  void nothingHappenedTwice() {
    assertThat(counted(shop.ledger("build"))).as("builds").allSatisfy((_, times) -> once(times));
    assertThat(counted(shop.ledger("verify"))).as("verifies").allSatisfy((_, times) -> once(times));
    assertThat(counted(shop.ledger("start")))
        .as("starts of the service, by environment, version and commit")
        .isEqualTo(arrivals());
    assertThat(shop.remote().tags().keySet())
        .as("tags")
        .containsExactlyInAnyOrderElementsOf(tags());
    assertThat(receiver.messages())
        .as("alerts")
        .hasSameSizeAs(api.facts("alert-raised"))
        .hasSize(failedRuns());
    locked();
  }

  /// Each deployment and each rollback is one start of the service.
  private Map<String, Long> arrivals() {
    Map<String, String> commits = new HashMap<>();
    api.get("/services/storefront/releases")
        .forEach(r -> commits.put(r.path("tag").asString(), r.path("commit").asString()));
    return api.facts().stream()
        .filter(f -> List.of("deployed", "rolled-back").contains(f.path("kind").asString()))
        .map(fact -> {
          JsonNode data = fact.path("data");
          String what = data.path("what").asString(data.path("to").asString(""));
          boolean release = what.startsWith("v");
          return "start %s %s %s"
              .formatted(
                  fact.path("environment").asString(),
                  release ? what.substring(1) : "-",
                  release ? commits.get(what) : whole(what));
        })
        .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
  }

  private String whole(String brief) {
    return api.facts("commit-seen").stream()
        .map(f -> f.path("data").path("commit").asString())
        .filter(commit -> commit.startsWith(brief))
        .findFirst()
        .orElseThrow();
  }

  private List<String> tags() {
    List<String> tags =
        api.get("/services/storefront/releases")
            .valueStream()
            .map(r -> r.path("tag").asString())
            .collect(Collectors.toList());
    tags.add("v1.0.0");
    return tags;
  }

  private int failedRuns() {
    return api.runs(run -> run.path("state").asString().equals("failed")).size();
  }

  private void locked() {
    String holder = "nobody";
    for (JsonNode fact : api.facts()) {
      if (fact.path("environment").asString("").equals("staging")) {
        String run = fact.path("run").asString("");
        switch (fact.path("kind").asString()) {
          case "lock-acquired" -> {
            assertThat(holder).isEqualTo("nobody");
            holder = run;
          }
          case "lock-released" -> holder = "nobody";
          case "deployed", "rolled-back", "step-ended" -> assertThat(holder).isEqualTo(run);
          default -> {}
        }
      }
    }
    assertThat(holder).as("the lock at the end").isEqualTo("nobody");
  }

  private static void once(Long times) {
    assertThat(times).isEqualTo(1);
  }

  private static Map<String, Long> counted(List<String> lines) {
    return lines.stream()
        .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
  }
}
