package dev.signalbox.step;

import dev.signalbox.base.Words;
import dev.signalbox.domain.analysis.evidence.Arm;
import dev.signalbox.domain.rollout.Reading;
import dev.signalbox.flow.JsonHole;
import dev.signalbox.flow.MetricQuery;
import dev.signalbox.flow.MetricQuery.Numbers;
import dev.signalbox.flow.Template;
import dev.signalbox.port.DeploymentTarget.Instance;
import dev.signalbox.port.JsonSource;
import dev.signalbox.port.JsonSource.Document;
import dev.signalbox.port.PortException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/// The counts of one metric that a server tells in JSON: each arm's, or each of its instances'. The
/// same question is asked once.
final class JsonCounts {

  private static final String ALL = "+Inf";

  private final JsonSource source;
  private final MetricQuery.Json query;
  private final Instant from;
  private final Instant to;
  private final Map<String, Document> answers = new HashMap<>();

  /// @param from of the window, and to, if the query asks for one
  JsonCounts(JsonSource source, MetricQuery.Json query, Instant from, Instant to) {
    this.source = source;
    this.query = query;
    this.from = from;
    this.to = to;
  }

  List<Reading.Series> read(Arms arms) {
    List<Reading.Series> series = new ArrayList<>();
    for (Arm arm : Arm.values()) {
      for (String instance : instances(arms.of(arm))) {
        series.addAll(read(arm, instance, arms.versionOf(arm)));
      }
    }
    return series;
  }

  /// Empty text is the arm as a whole.
  private List<String> instances(List<Instance> instances) {
    return query.names(JsonHole.INSTANCE)
        ? instances.stream().map(RolloutCounters::name).toList()
        : List.of("");
  }

  private List<Reading.Series> read(Arm arm, String instance, String version) {
    Map<String, String> values = values(arm, instance, version);
    Document answer =
        answers.computeIfAbsent(filled(query.path(), values, JsonCounts::escaped), source::read);
    Map<String, Double> parts = new TreeMap<>();
    switch (query.numbers()) {
      case Numbers.Pair(Template bad, Template total) -> {
        parts.put(Reading.BAD, answer.number(pointer(bad, values)));
        parts.put(Reading.TOTAL, answer.number(pointer(total, values)));
      }
      case Numbers.Edges(Template edges) -> parts.putAll(edges(answer, pointer(edges, values)));
    }
    return parts.entrySet().stream()
        .map(part ->
            new Reading.Series(part.getKey(), arm == Arm.CANARY, instance, "", part.getValue()))
        .toList();
  }

  private static Map<String, Double> edges(Document answer, String pointer) {
    Map<String, Double> parts = new TreeMap<>();
    answer
        .numbers(pointer)
        .forEach((edge, count) -> parts.put(edge.equals(ALL) ? Reading.TOTAL : edge, count));
    parts.keySet().stream()
        .filter(edge -> !edge.equals(Reading.TOTAL) && !edge.matches("[0-9]{1,9}(\\.[0-9]{1,9})?"))
        .findFirst()
        .ifPresent(strange -> {
          throw new PortException(
              "What stands at %s has '%s' among its edges, which is no number."
                  .formatted(pointer, strange));
        });
    if (!parts.containsKey(Reading.TOTAL)) {
      throw new PortException(
          "What stands at %s has no edge +Inf, so all requests are not known.".formatted(pointer));
    }
    return parts;
  }

  private Map<String, String> values(Arm arm, String instance, String version) {
    Map<String, String> values = new HashMap<>();
    values.put(JsonHole.ARM.word(), Words.of(arm));
    values.put(JsonHole.VERSION.word(), version);
    values.put(JsonHole.INSTANCE.word(), instance);
    values.put(JsonHole.FROM.word(), from.toString());
    values.put(JsonHole.TO.word(), to.toString());
    values.put(JsonHole.FROM_SECONDS.word(), Long.toString(from.getEpochSecond()));
    values.put(JsonHole.TO_SECONDS.word(), Long.toString(to.getEpochSecond()));
    return values;
  }

  /// What is filled in stays one part of the pointer.
  private static String pointer(Template pointer, Map<String, String> values) {
    return filled(pointer, values, value -> value.replace("~", "~0").replace("/", "~1"));
  }

  private static String escaped(String value) {
    return URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20");
  }

  private static String filled(
      Template template, Map<String, String> values, Function<String, String> escape) {
    Map<String, String> escaped = new HashMap<>();
    values.forEach((hole, value) -> escaped.put(hole, escape.apply(value)));
    return template.fill(escaped);
  }
}
