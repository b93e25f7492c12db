package dev.signalbox.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A policy is tried on rollouts of the past.
class AnalyzeCommandTest {

  private static final String HEADER = "rollout,window,stage,metric,arm,instance,total,bad\n";
  private static final String WITH_EDGES =
      "rollout,window,stage,metric,arm,instance,total,bad,le,count\n";

  @TempDir Path folder;

  private record Said(int exitCode, String out, String err) {}

  @Test
  void each_rollout_is_a_line_of_json() throws IOException {
    String rows =
        HEADER
            + rollout("bad", 10, 3000, 90, 31)
            + rollout("good", 10, 3000, 30, 31)
            + rollout("quiet", 10, 3, 0, 0);

    List<JsonNode> lines = json(said("metrics: [errors: {}]", rows));

    assertThat(lines)
        .extracting(line -> line.get("rollout").asString())
        .containsExactly("bad", "good", "quiet");
    assertThat(lines)
        .extracting(line -> line.get("verdict").asString())
        .containsExactly("abort", "pass", "inconclusive");
    assertThat(lines.getFirst().get("window").asInt()).isEqualTo(0);
    assertThat(lines.getFirst().get("metric").asString()).isEqualTo("errors");
    assertThat(lines.getFirst().get("lnE").asDouble()).isGreaterThan(Math.log(100));
    assertThat(lines.get(1).get("window").isNull()).isTrue();
    assertThat(lines.get(1).propertyNames())
        .containsExactly("rollout", "verdict", "window", "metric", "lnE");
  }

  @Test
  void for_people_each_is_a_sentence_and_the_last_line_counts() throws IOException {
    String rows = HEADER + rollout("r-1", 10, 3000, 90, 31) + rollout("r-2", 10, 3000, 30, 31);

    Said said = said("metrics: [errors: {}]", rows, "-o", "text");

    assertThat(said.out().lines())
        .containsExactly(
            "abort        r-1: in window 0 of stage 0. Errors: canary 3 % (90 of 3,000 requests),"
                + " baseline 1 % (31 of 3,000). Evidence over a million : 1, needs 100."
                    .replace("over a million", evidence(said)),
            "pass         r-2: stage 0 does less than 50 % harm. errors over a million : 1, needs 20."
                .replace("over a million", proof(said)),
            "2 rollouts: 1 aborted, 1 passed, 0 inconclusive.");
  }

  private static String evidence(Said said) {
    return said.out().replaceAll("(?s).*Evidence (.*?) : 1.*", "$1");
  }

  private static String proof(Said said) {
    return said.out().replaceAll("(?s).*harm\\. errors (.*?) : 1.*", "$1");
  }

  @Test
  void rows_may_come_in_any_order() throws IOException {
    String rows = rollout("a", 10, 3000, 90, 31) + rollout("b", 10, 3000, 30, 31);
    String mixed =
        rows.lines()
            .sorted(Comparator.comparing(row -> row.substring(2)))
            .collect(Collectors.joining("\n", HEADER, "\n"));

    List<JsonNode> apart = json(said("metrics: [errors: {}]", HEADER + rows));
    List<JsonNode> together = json(said("metrics: [errors: {}]", mixed));

    assertThat(together).containsExactlyInAnyOrderElementsOf(apart);
  }

  @Test
  void where_the_new_version_has_all_traffic_nothing_is_missing() throws IOException {
    String rows = rollout("r", 10, 3000, 30, 31) + "r,10,1,errors,canary,,6000,60\n";
    assertThat(verdict(said("metrics: [errors: {}]", HEADER + rows))).isEqualTo("pass");
  }

  @Test
  void history_tells_how_noisy_instances_are() throws IOException {
    StringBuilder noisy = new StringBuilder(HEADER);
    for (int window = -60; window < 0; window++) {
      for (int instance = 0; instance < 10; instance++) {
        noisy.append(
            "r,%d,history,errors,baseline,i%d,300,%d\n"
                .formatted(window, instance, instance % 2 == 0 ? 1 : 5));
      }
    }
    String rows = rollout("r", 10, 300, 7, 3);

    assertThat(verdict(said("metrics: [errors: {}]", HEADER + rows))).isEqualTo("abort");
    assertThat(verdict(said("metrics: [errors: {}]", noisy + rows))).isEqualTo("inconclusive");
  }

  @Test
  void edges_of_a_histogram_are_read_from_le_and_count() throws IOException {
    StringBuilder rows = new StringBuilder(WITH_EDGES);
    StringBuilder totals = new StringBuilder(WITH_EDGES);
    for (int window = 0; window < 5; window++) {
      for (String arm : List.of("canary", "baseline")) {
        int quick = arm.equals("canary") ? 2600 : 2900;
        String row = "r,%d,0,latency,%s,,".formatted(window, arm);
        rows.append(row).append("3000,,0.5,").append(quick).append('\n');
        totals.append(row).append(",,0.5,").append(quick).append('\n');
        totals.append(row).append(",,+Inf,3000\n");
      }
    }
    assertThat(verdict(said("metrics: [latency: {}]", rows.toString()))).isEqualTo("abort");
    assertThat(said("metrics: [latency: {}]", totals.toString()).out())
        .isEqualTo(said("metrics: [latency: {}]", rows.toString()).out());
  }

  @Test
  void the_policy_may_stand_in_a_flow_or_alone_in_either_spelling() throws IOException {
    String rows = HEADER + rollout("r", 10, 3000, 90, 31);
    for (String config :
        List.of(
            "false_abort: 1%\nmetrics: {errors: {worse_by: 10%}}",
            "false-abort: 1%\nmetrics: {errors: {worse-by: 10%}}",
            "rollout: {steps: [5%, 100%], analysis: {metrics: [errors: {}]}}",
            "signalbox: 1\nservice: x\nenvironments:\n  dev: {}\n  production:\n    rollout:\n"
                + "      steps: [5%, 100%]\n      analysis: {metrics: [errors: {}]}")) {
      assertThat(verdict(said(config, rows))).as(config).isEqualTo("abort");
    }
  }

  @Test
  void what_was_not_counted_is_inconclusive_and_what_nobody_asked_for_is_said() throws IOException {
    Said said = said("metrics: [latency: {}]", HEADER + rollout("r", 3, 3000, 90, 31));

    assertThat(verdict(said)).isEqualTo("inconclusive");
    assertThat(said.err())
        .isEqualTo(
            "The file counts 'errors', which the policy does not name: it was not looked at.\n");
  }

  @Test
  void each_wrong_row_is_told_with_its_place() throws IOException {
    Said said =
        said(
            "metrics: [errors: {}]",
            HEADER
                + "r,0,0,errors,canary,,10,11\n"
                + "r,x,0,errors,canary,,10,1\n"
                + "r,0,0,errors,canry,,10,1\n"
                + "r,-1,0,errors,baseline,,10,1\n"
                + "r,0,0,errors\n");

    assertThat(said.exitCode()).isEqualTo(1);
    assertThat(said.out()).isEmpty();
    assertThat(said.err().lines().map(line -> line.replace(folder.toString() + "/", "")))
        .containsExactly(
            "windows.csv:2:25: '11' is more than the total. Write how many of the total they are.",
            "windows.csv:3:3: 'x' is no number of a window. Write whole minutes, counted from 0;"
                + " before the rollout they are negative.",
            "windows.csv:4:14: 'canry' is no arm. Write 'canary' for the new version or 'baseline'"
                + " for the old one.",
            "windows.csv:5:6: '0' is no stage of window -1. Write the step's index, counted from 0,"
                + " and 'history' for negative windows.",
            "windows.csv:6:13: The row has 4 values and there are 8 columns. Leave what is not known"
                + " empty, but keep its comma.");
  }

  @Test
  void a_column_that_is_missing_or_unknown_is_told() throws IOException {
    assertThat(said("metrics: [errors: {}]", HEADER.replace("arm", "armm")).err())
        .contains("windows.csv:1:29: There is no column 'armm'. Did you mean 'arm'?");
    assertThat(said("metrics: [errors: {}]", HEADER.replace(",bad", "")).err())
        .contains("There is no column 'bad'.");
    assertThat(said("metrics: [errors: {}]", "").err())
        .contains("windows.csv:1:1: The file is empty.");
  }

  @Test
  void a_window_of_two_stages_is_refused() throws IOException {
    String rows = HEADER + rollout("r", 1, 3000, 90, 31) + "r,0,1,errors,canary,x,10,1\n";
    Said said = said("metrics: [errors: {}]", rows);
    assertThat(said.exitCode()).isEqualTo(1);
    assertThat(said.err())
        .contains(
            "windows.csv:4:5: Window 0 is of stage 0 already. A window belongs to one stage.");
  }

  @Test
  void a_file_that_is_not_there_ends_with_4() {
    Said said = analyze("--config", folder.resolve("none").toString(), "--windows", "w.csv");
    assertThat(said.exitCode()).isEqualTo(4);
    assertThat(analyze("--config", "x").exitCode()).isEqualTo(64);
  }

  private static String rollout(String name, int windows, int total, int canary, int baseline) {
    StringBuilder rows = new StringBuilder();
    for (int window = 0; window < windows; window++) {
      rows.append("%s,%d,0,errors,canary,,%d,%d\n".formatted(name, window, total, canary));
      rows.append("%s,%d,0,errors,baseline,,%d,%d\n".formatted(name, window, total, baseline));
    }
    return rows.toString();
  }

  private static String verdict(Said said) {
    return json(said).getFirst().get("verdict").asString();
  }

  private static List<JsonNode> json(Said said) {
    assertThat(said.exitCode()).as(said.err()).isZero();
    return said.out().lines().map(JsonMapper.shared()::readTree).toList();
  }

  private Said said(String config, String rows, String... more) throws IOException {
    Path policy = Files.writeString(folder.resolve("policy.yaml"), config + "\n");
    Path windows = Files.writeString(folder.resolve("windows.csv"), rows);
    List<String> words =
        new ArrayList<>(
            List.of("--config", policy.toString(), "--windows", windows.toString(), "-o", "json"));
    if (more.length > 0) {
      words.subList(4, 6).clear();
      words.addAll(List.of(more));
    }
    return analyze(words.toArray(String[]::new));
  }

  private static Said analyze(String... arguments) {
    List<String> words = new ArrayList<>(List.of("analyze"));
    words.addAll(List.of(arguments));
    CommandLine line =
        new Commands(
                path -> {
                  throw new IllegalStateException("no repository is asked for " + path);
                })
            .lineFor(words.toArray(String[]::new));
    var out = new StringWriter();
    var err = new StringWriter();
    line.setOut(new PrintWriter(out));
    line.setErr(new PrintWriter(err));
    int exitCode = line.execute(words.toArray(String[]::new));
    return new Said(exitCode, out.toString(), err.toString());
  }
}
