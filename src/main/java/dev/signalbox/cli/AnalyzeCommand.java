package dev.signalbox.cli;

import dev.signalbox.base.Inert;
import dev.signalbox.domain.analysis.evidence.Analysis;
import dev.signalbox.domain.analysis.evidence.RolloutVerdict;
import dev.signalbox.domain.analysis.evidence.RolloutVerdict.Abort;
import dev.signalbox.domain.analysis.evidence.RolloutVerdict.Inconclusive;
import dev.signalbox.domain.analysis.evidence.RolloutVerdict.Observing;
import dev.signalbox.domain.analysis.evidence.RolloutVerdict.StagePassed;
import dev.signalbox.domain.analysis.evidence.RolloutWords;
import dev.signalbox.flow.AnalysisReader;
import dev.signalbox.flow.AnalysisReading;
import dev.signalbox.flow.problem.ProblemPrinter;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/// What a policy would have done with rollouts of the past. Needs no server.
@Command(
    name = "analyze",
    description = {
      "Says what a policy of analysis would have done with recorded rollouts.",
      "The same code decides as in a real rollout. Asks no server."
    })
final class AnalyzeCommand implements Callable<Integer> {

  /// One byte more than a flow file may have, so that a larger one is noticed and not read whole.
  private static final int MOST = 1_048_577;

  @Spec
  @SuppressWarnings("NullAway.Init") // picocli sets it
  private CommandSpec command;

  @Option(
      names = "--config",
      required = true,
      paramLabel = "FILE",
      description = "A flow file whose rollout has an analysis, or a file with the policy alone.")
  @SuppressWarnings("NullAway.Init") // picocli sets it
  private Path config;

  @Option(
      names = "--windows",
      required = true,
      paramLabel = "FILE",
      description = {
        "The counts, as a CSV file with the columns",
        "rollout,window,stage,metric,arm,instance,total,bad[,le,count]."
      })
  @SuppressWarnings("NullAway.Init") // picocli sets it
  private Path windows;

  @Option(
      names = "--environment",
      paramLabel = "NAME",
      description = "Whose rollout is meant, where the flow has several.")
  private @Nullable String environment;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FORM",
      defaultValue = "text",
      description = "text, or json: one line for each rollout.")
  @SuppressWarnings("NullAway.Init") // picocli sets it
  private String output;

  private int aborted;
  private int passed;
  private int inconclusive;

  @Override
  public Integer call() {
    if (!output.equals("text") && !output.equals("json")) {
      throw new ParameterException(
          command.commandLine(),
          "There is no form '%s'; there are text and json.".formatted(output));
    }
    AnalysisReading.Good policy = policy();
    PrintWriter out = command.commandLine().getOut();
    Backtest backtest = new Backtest(windows, policy.spec().policy(), policy.stages());
    try {
      backtest.run((rollout, analysis) -> {
        if (output.equals("json")) {
          json(out, rollout, analysis);
        } else {
          text(out, rollout, analysis);
        }
      });
    } catch (NoSuchFileException none) {
      throw new CommandFailed(
          4, "There is no file %s. Name one: --windows FILE".formatted(quoted(windows)));
    } catch (IOException unreadable) {
      throw new CommandFailed(
          1,
          "%s can not be read: %s"
              .formatted(quoted(windows), Inert.line(String.valueOf(unreadable.getMessage()))));
    }
    if (output.equals("text")) {
      out.println(
          "%s: %d aborted, %d passed, %d inconclusive."
              .formatted(several(aborted + passed + inconclusive), aborted, passed, inconclusive));
    }
    out.flush();
    backtest
        .others()
        .forEach(other ->
            command
                .commandLine()
                .getErr()
                .println(
                    "The file counts %s, which the policy does not name: it was not looked at."
                        .formatted(Inert.quoted(other))));
    return 0;
  }

  private static String several(int number) {
    return number == 1 ? "1 rollout" : String.format(Locale.ROOT, "%,d rollouts", number);
  }

  private static String quoted(Path file) {
    return Inert.quoted(file.toString());
  }

  private AnalysisReading.Good policy() {
    byte[] source;
    try (InputStream in = Files.newInputStream(config)) {
      source = in.readNBytes(MOST);
    } catch (NoSuchFileException none) {
      throw new CommandFailed(
          4, "There is no file %s. Name one: --config FILE".formatted(quoted(config)));
    } catch (IOException unreadable) {
      throw new CommandFailed(
          1,
          "%s can not be read: %s"
              .formatted(quoted(config), Inert.line(String.valueOf(unreadable.getMessage()))));
    }
    String name = config.toString();
    return switch (AnalysisReader.read(name, source, Optional.ofNullable(environment))) {
      case AnalysisReading.Good good -> good;
      case AnalysisReading.Bad bad ->
          throw new CommandFailed(
              1, new ProblemPrinter(name, source).text(bad.problems()).stripTrailing());
    };
  }

  private static void json(PrintWriter out, String rollout, Analysis analysis) {
    RolloutVerdict verdict = analysis.verdict();
    JsonGenerator json = new JsonFactory().createGenerator(ObjectWriteContext.empty(), out);
    json.writeStartObject();
    json.writeStringProperty("rollout", rollout);
    json.writeStringProperty("verdict", word(verdict));
    if (verdict instanceof Abort abort) {
      json.writeNumberProperty("window", abort.window());
      json.writeStringProperty("metric", abort.metric());
      json.writeNumberProperty("lnE", abort.lnE());
    } else {
      json.writeNullProperty("window");
      json.writeNullProperty("metric");
      json.writeNumberProperty("lnE", analysis.lnAbort());
    }
    json.writeEndObject();
    json.writeRaw("\n");
    json.flush();
  }

  private void text(PrintWriter out, String rollout, Analysis analysis) {
    RolloutVerdict verdict = analysis.verdict();
    switch (verdict) {
      case Abort _ -> aborted++;
      case StagePassed _ -> passed++;
      case Inconclusive _, Observing _ -> inconclusive++;
    }
    out.println(
        Inert.line("%-12s %s: %s".formatted(word(verdict), rollout, RolloutWords.brief(analysis))));
  }

  private static String word(RolloutVerdict verdict) {
    return switch (verdict) {
      case Abort _ -> "abort";
      case StagePassed _ -> "pass";
      case Inconclusive _, Observing _ -> "inconclusive";
    };
  }
}
