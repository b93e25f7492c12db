package dev.signalbox.api;

import dev.signalbox.api.Route.Method;
import dev.signalbox.app.Postings;
import dev.signalbox.base.Decision;
import dev.signalbox.base.RunId;
import dev.signalbox.base.Words;
import dev.signalbox.domain.analysis.evidence.Arm;
import dev.signalbox.domain.analysis.evidence.Row;
import dev.signalbox.domain.rollout.Posting;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Counts that a team's own programs post for the windows of a rollout.
public final class PostingApi {

  /// The largest whole number up to which a double counts every single one.
  private static final double MOST = 1L << 53;

  private static final String NEEDED =
      "'key', 'window', 'from', 'metric', 'arm' and 'counts' are needed.";

  private final Postings postings;

  public PostingApi(Postings postings) {
    this.postings = postings;
  }

  /// @param key of your choice, one for each posting; the same again changes nothing
  /// @param window its number, as the rollout tells it
  /// @param from when the window began, as the rollout tells it
  /// @param metric as the flow names it
  /// @param arm `canary` or `baseline`
  /// @param counts all that the arm counted: of each instance, or as a whole
  public record NewPosting(
      @Nullable String key,
      @Nullable Integer window,
      @Nullable String from,
      @Nullable String metric,
      @Nullable String arm,
      @Nullable List<NewCounts> counts) {}

  /// @param instance left out for the arm as a whole
  /// @param total all requests
  /// @param bad those that went wrong; of events, the events
  /// @param le of a latency metric, in place of `bad`: edges, and how many requests took no longer
  public record NewCounts(
      @Nullable String instance,
      @Nullable Double total,
      @Nullable Double bad,
      @Nullable Map<String, Double> le) {}

  public List<Route> routes() {
    return List.of(
        Route.write(
            Method.POST,
            "/runs/{run}/counts",
            "Posts what one arm of a rollout counted of a metric in a window. Late counts are refused.",
            NewPosting.class,
            Postings.Taken.class,
            request -> request.run().then(run -> post(run, request))));
  }

  private Decision<Postings.Taken> post(RunId run, ApiRequest request) {
    return request
        .body(NewPosting.class)
        .then(PostingApi::read)
        .then(posting -> postings.post(run, posting, request.actor()));
  }

  private static Decision<Posting> read(NewPosting body) {
    String key = body.key();
    Integer window = body.window();
    String metric = body.metric();
    List<NewCounts> counts = body.counts();
    if (key == null || window == null || metric == null || counts == null) {
      return ApiRequest.bad(NEEDED);
    }
    if (!key.matches("[!-~]{1,200}")) {
      return ApiRequest.bad("'key' has 1 to 200 visible ASCII characters.");
    }
    return instant(body.from())
        .then(from ->
            arm(body.arm())
                .then(arm ->
                    rows(metric, arm, counts)
                        .map(rows -> new Posting(metric, window, from, arm, key, rows))));
  }

  private static Decision<Instant> instant(@Nullable String text) {
    try {
      return text == null ? ApiRequest.bad(NEEDED) : Decision.accept(Instant.parse(text));
    } catch (DateTimeException wrong) {
      return ApiRequest.bad("'from' is an instant such as 2026-11-02T08:00:00Z.");
    }
  }

  private static Decision<Arm> arm(@Nullable String word) {
    for (Arm arm : Arm.values()) {
      if (Words.of(arm).equals(word)) {
        return Decision.accept(arm);
      }
    }
    return ApiRequest.bad("'arm' is canary or baseline.");
  }

  private static Decision<List<Row>> rows(String metric, Arm arm, List<NewCounts> counts) {
    List<Row> rows = new ArrayList<>();
    Set<String> instances = new HashSet<>();
    for (NewCounts one : counts) {
      String instance = one.instance() == null ? "" : one.instance().strip();
      if (!instances.add(instance)) {
        return ApiRequest.bad("'counts' has '%s' twice.".formatted(instance));
      }
      Optional<String> flaw = flaw(one);
      if (flaw.isPresent()) {
        return ApiRequest.bad(flaw.get());
      }
      rows.addAll(rows(metric, arm, instance, one));
    }
    return rows.isEmpty() || (instances.size() > 1 && instances.contains(""))
        ? ApiRequest.bad(
            "'counts' has one entry for each instance, or one without 'instance' for the arm as a"
                + " whole.")
        : Decision.accept(rows);
  }

  private static Optional<String> flaw(NewCounts one) {
    Double total = one.total();
    if (total == null || (one.bad() == null) == (one.le() == null)) {
      return Optional.of("Each of 'counts' has 'total', and 'bad' or 'le'.");
    }
    if (!(total >= 0 && total <= MOST)) {
      return Optional.of("'total' is a count: not negative, and not more than 2^53.");
    }
    if (one.bad() != null && !(one.bad() >= 0 && one.bad() <= total)) {
      return Optional.of("'bad' is a part of 'total'.");
    }
    if (one.le() == null) {
      return Optional.empty();
    }
    boolean edges =
        !one.le().isEmpty()
            && one.le().keySet().stream()
                .allMatch(edge -> edge.matches("[0-9]{1,9}(\\.[0-9]{1,9})?"));
    boolean parts =
        one.le().values().stream().allMatch(count -> count != null && count >= 0 && count <= total);
    return edges && parts
        ? Optional.empty()
        : Optional.of(
            "'le' has edges such as \"0.25\", and how many of 'total' took no longer than each.");
  }

  private static List<Row> rows(String metric, Arm arm, String instance, NewCounts one) {
    double total = one.total() == null ? 0 : one.total();
    if (one.le() == null) {
      return List.of(Row.of(metric, arm, instance, total, one.bad() == null ? 0 : one.bad()));
    }
    Map<Double, Double> edges = new TreeMap<>();
    one.le().forEach((edge, count) -> edges.put(Double.valueOf(edge), count));
    return edges.entrySet().stream()
        .map(edge -> Row.bucket(metric, arm, instance, total, edge.getKey(), edge.getValue()))
        .toList();
  }
}
