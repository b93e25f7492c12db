package dev.signalbox.demo;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import tools.jackson.databind.JsonNode;

/// The story: what is pushed and pressed, and what must come of it.
final class Play {

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final long LOOK_EVERY_MILLIS = 100;

  private final Shop shop;
  private final Api api;
  private final Narrator narrator;
  private final List<String> broken = new ArrayList<>();

  Play(Shop shop, Api api, Narrator narrator) {
    this.shop = shop;
    this.api = api;
    this.narrator = narrator;
  }

  /// @return what did not hold
  List<String> perform() {
    narrator.title("a repository is put under release");
    api.post("/services", Map.of("repository", shop.remote().toString()), "demo");
    expect("the head of main is built and runs in dev", () -> is("dev", this::good));

    travels(Chapter.FEATURE, "v1.1.0", "a feature travels to production");
    travels(Chapter.FIX, "v1.1.1", "a fix travels to production");
    failsInDev();
    failsInStaging();
    failsInProduction();
    return broken;
  }

  private void travels(Chapter chapter, String tag, String title) {
    narrator.title(title);
    String commit = shop.push(chapter);
    narrator.say("git", "%s pushed \"%s\"".formatted(chapter.author(), chapter.message()));
    expect(tag + " goes well in staging", () -> is("staging", there(tag, "good")));
    expect("staging is free again", () -> environment("staging").path("lock").isNull());
    expect(
        "production does not start by itself, and says who can start it",
        () ->
            environment("production")
                .path("reasons")
                .path(0)
                .path("code")
                .asString("")
                .equals("on-request"));
    narrator.say("you", "signalbox promote storefront production --reason \"it is time\"");
    api.post(
        "/services/storefront/environments/production/promotions",
        Map.of("reason", "it is time"),
        "demo");
    expect(tag + " goes well in production", () -> is("production", there(tag, "good")));
    expect(
        "the same digest is in dev, staging and production",
        () ->
            List.of("dev", "staging", "production").stream()
                    .map(e -> environment(e).path("there").path("digest").asString(e))
                    .distinct()
                    .count()
                == 1);
    expect(
        "production itself says that it is " + tag,
        () ->
            api.version("production").contains(tag.substring(1) + " of ")
                && api.version("production").contains(commit));
    expect("it was built once", () -> builds(commit) == 1);
  }

  private void failsInDev() {
    narrator.title("a commit whose integration test fails is halted in dev");
    String commit = shop.push(Chapter.FAILS_IN_DEV);
    narrator.say(
        "git",
        "%s pushed \"%s\""
            .formatted(Chapter.FAILS_IN_DEV.author(), Chapter.FAILS_IN_DEV.message()));
    expect("its run in dev fails", () -> runs("dev", commit, "failed") == 1);
    expect("the team is alerted", () -> alerts("in dev") == 1);
    expect("it is not released", () -> !tags().contains("v1.2.0"));
    expect("staging still has v1.1.1", () -> is("staging", there("v1.1.1", "good")));
  }

  private void failsInStaging() {
    narrator.title("a release that fails in staging is rolled back");
    String commit = shop.push(Chapter.FAILS_IN_STAGING);
    narrator.say(
        "git",
        "%s pushed \"%s\""
            .formatted(Chapter.FAILS_IN_STAGING.author(), Chapter.FAILS_IN_STAGING.message()));
    expect("it goes well in dev and is released as v1.2.0", () -> tags().contains("v1.2.0"));
    expect("its run in staging fails", () -> runs("staging", commit, "failed") == 1);
    expect("staging is back at v1.1.1", () -> is("staging", there("v1.1.1", "good")));
    expect("and says so itself", () -> api.version("staging").contains("1.1.1 of "));
    expect("the lock is free", () -> environment("staging").path("lock").isNull());
    expect("the team is alerted", () -> alerts("in staging") == 1);
    expect("production still has v1.1.1", () -> is("production", there("v1.1.1", "good")));
  }

  private void failsInProduction() {
    narrator.title("a bug that no test found is stopped at its first exposure");
    String commit = shop.push(Chapter.FAILS_IN_PRODUCTION);
    narrator.say(
        "git",
        "%s pushed \"%s\""
            .formatted(
                Chapter.FAILS_IN_PRODUCTION.author(), Chapter.FAILS_IN_PRODUCTION.message()));
    expect("v1.3.0 goes well in staging", () -> is("staging", there("v1.3.0", "good")));
    narrator.say("you", "signalbox promote storefront production --reason \"all tests are green\"");
    api.post(
        "/services/storefront/environments/production/promotions",
        Map.of("reason", "all tests are green"),
        "demo");
    expect(
        "a fifth of the customers see it, and the analysis stops it",
        () -> runs("production", commit, "failed") == 1);
    expect(
        "all traffic is back",
        () ->
            api.get("/services/storefront/environments/production/rollout")
                .path("rollout")
                .path("state")
                .asString("")
                .equals("returned"));
    expect("production still has v1.1.1", () -> is("production", there("v1.1.1", "good")));
    expect("and says so itself", () -> api.version("production").contains("1.1.1 of "));
    expect("the team is alerted", () -> alerts("in production") == 1);
  }

  /// Waits for what must come; when it does not, it is told, and the play goes on.
  private void expect(String what, BooleanSupplier holds) {
    long end = System.nanoTime() + PATIENCE.toNanos();
    boolean held = holds.getAsBoolean();
    while (!held && System.nanoTime() < end) {
      try {
        Thread.sleep(LOOK_EVERY_MILLIS);
      } catch (InterruptedException stop) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException("the demo was stopped", stop);
      }
      held = holds.getAsBoolean();
    }
    narrator.expectation(held, what);
    if (!held) {
      broken.add(what);
    }
  }

  private JsonNode environment(String name) {
    return api.get("/services/storefront/environments/" + name);
  }

  private boolean is(String environment, Predicate<JsonNode> state) {
    JsonNode view = environment(environment);
    return state.test(view) && !view.path("active").isObject();
  }

  private boolean good(JsonNode view) {
    return view.path("there").path("state").asString("").equals("good");
  }

  private static Predicate<JsonNode> there(String what, String state) {
    return view ->
        view.path("there").path("what").asString("").equals(what)
            && view.path("there").path("state").asString("").equals(state);
  }

  private long builds(String commit) {
    return count(
        "/runs?service=storefront&limit=200",
        run -> run.path("kind").asString("").equals("build") && commitOf(run).equals(commit));
  }

  private long runs(String environment, String commit, String state) {
    return count(
        "/runs?service=storefront&environment=" + environment,
        run -> commitOf(run).equals(commit) && run.path("state").asString("").equals(state));
  }

  private long alerts(String where) {
    return count(
        "/facts?service=storefront&limit=500",
        fact ->
            fact.path("kind").asString("").equals("alert-raised")
                && fact.path("sentence").asString("").contains(where));
  }

  private List<String> tags() {
    List<String> tags = new ArrayList<>();
    for (JsonNode release : api.get("/services/storefront/releases")) {
      tags.add(release.path("tag").asString(""));
    }
    return tags;
  }

  private long count(String path, Predicate<JsonNode> which) {
    long count = 0;
    for (JsonNode one : api.get(path)) {
      count += which.test(one) ? 1 : 0;
    }
    return count;
  }

  private static String commitOf(JsonNode run) {
    return run.path("commit").asString("");
  }
}
